"""The projection: what the journal's entries mean for the rows that lists are made of. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import TypeAdapter

from definitions.steps.described import EXPIRED
from records.tables import TaskKind, TaskState
from workflows.actors import Actor
from workflows.machine.branches import ROOT
from workflows.machine.events import (
    Accepted,
    AnyEvent,
    DossierLate,
    Ended,
    Escalated,
    HandedOver,
    Lodged,
    SupplementReceived,
    SupplementRequested,
    TaskCancelled,
    TaskClaimed,
    TaskCompleted,
    TaskDueRevised,
    TaskLate,
    TaskOpened,
    TaskReassigned,
    TaskReleased,
    Warned,
)
from workflows.machine.events_flow import (
    BranchEnded,
    BranchesStarted,
    ChildCalled,
    ChildEnded,
    ChildLodged,
    ClockPaused,
    LetterSigned,
    LimitExtended,
    SplitCancelled,
    SplitPassed,
    TaskExpired,
    ValuesSet,
    WayChosen,
)
from workflows.machine.events_letters import (
    ApologyDrafted,
    ApologyFellDue,
    ApologySigned,
    BreachRecorded,
    FaultRecorded,
    UrgingDrafted,
    UrgingSigned,
)
from workflows.machine.events_time import CalendarApplied, ClockResumed, ClockStopped, DueRevised
from workflows.machine.journal import Entry
from workflows.machine.pin import Pin
from workflows.machine.standing import Standing
from workflows.machine.tasks import APOLOGY, URGING

Row = dict[str, Any]
"""The values of a row by the names of its columns."""

SIGNED: Final = "signed"
SUPPLEMENT_REQUESTED: Final = "supplement requested"


@dataclass(frozen=True, slots=True)
class TaskChanges:
    """What a run of events does to a dossier's tasks: `opened` rows by number, changed columns of earlier tasks."""

    opened: dict[int, Row] = field(default_factory=dict)
    changed: dict[int, Row] = field(default_factory=dict)

    def follow(self, event: AnyEvent) -> None:  # noqa: PLR0912, PLR0915, C901 - one line a kind is the clearest shape
        """Add what one more event does."""
        match event:
            case TaskOpened():
                self.opened[event.task] = _row(event, step=event.step, kind=TaskKind.WORK) | {
                    "claimed_by": event.claimed_by,
                    "fee": event.fee,
                    "branch": event.branch,
                }
            case ApologyDrafted():
                self.opened[event.task] = _row(event, step=APOLOGY, kind=TaskKind.APOLOGY)
            case UrgingDrafted():
                self.opened[event.task] = _row(event, step=URGING, kind=TaskKind.URGING)
            case TaskClaimed():
                self._change(event.task, claimed_by=_official(event))
            case TaskReleased():
                self._change(event.task, claimed_by=None)
            case TaskReassigned():
                self._change(event.task, post=event.post, claimed_by=None)
            case TaskDueRevised():
                self._change(event.task, due_at=event.due_at)
            case TaskLate():
                self._change(event.task, late=True)
            case TaskCompleted():
                self._close(event, TaskState.DONE, event.outcome)
            case SupplementRequested():
                self._close(event, TaskState.DONE, SUPPLEMENT_REQUESTED)
            case ApologySigned() | UrgingSigned():
                self._close(event, TaskState.DONE, SIGNED)
            case TaskCancelled():
                self._close(event, TaskState.CANCELLED, event.cause.value)
            case TaskExpired():
                self._close(event, TaskState.DONE, EXPIRED)
            case (
                Lodged()
                | Accepted()
                | HandedOver()
                | SupplementReceived()
                | DueRevised()
                | ClockStopped()
                | ClockResumed()
                | Warned()
                | ApologyFellDue()
                | BreachRecorded()
                | DossierLate()
                | Escalated()
                | FaultRecorded()
                | CalendarApplied()
                | WayChosen()
                | ValuesSet()
                | BranchesStarted()
                | BranchEnded()
                | SplitPassed()
                | SplitCancelled()
                | LetterSigned()
                | ClockPaused()
                | LimitExtended()
                | ChildCalled()
                | ChildLodged()
                | ChildEnded()
                | Ended()
            ):
                pass

    def _close(
        self,
        event: TaskCompleted | SupplementRequested | ApologySigned | UrgingSigned | TaskCancelled | TaskExpired,
        state: TaskState,
        outcome: str,
    ) -> None:
        self._change(event.task, state=state, closed_at=event.at, closed_by=_official(event), outcome=outcome)

    def _change(self, number: int, **columns: object) -> None:
        rows = self.opened if number in self.opened else self.changed
        rows[number] = rows.get(number, {}) | columns


def tasks_after(events: Iterable[AnyEvent]) -> TaskChanges:
    """What the events do to the tasks of their dossier.

    The dossier's code, and what its definition says of a step (title, kind, its branch in words instead of the number),
    are left to the writer.
    """
    changes = TaskChanges()
    for event in events:
        changes.follow(event)
    return changes


def lodged_row(code: str, event: Lodged, *, title: str) -> Row:
    """What of a dossier's row never changes after its lodging."""
    return {
        "code": code,
        "procedure": event.procedure,
        "version": event.version,
        "digest": event.digest,
        "title": title,
        "unit": event.desk.rpartition("/")[0],
        "desk": event.desk,
        "applicant": event.applicant.name,
        "channel": event.channel,
        "lodged_at": event.at,
        "rehearsal": event.rehearsal,
    }


def standing_row(standing: Standing, events: Iterable[AnyEvent]) -> Row:
    """What of a dossier's row follows its standing after the events."""
    ended_at = next((event.at for event in events if isinstance(event, Ended)), None)
    return {
        "seq": standing.seq,
        "status": standing.status.value,
        "holder": standing.holder,
        "due_at": standing.due_at,
        "original_due_at": standing.original_due_at,
        "running": standing.running,
        "late": standing.late,
        "lateness": standing.lateness.value if standing.lateness else None,
        "letters": standing.letters,
        "breaches": standing.breaches,
    } | ({"ended_at": ended_at} if ended_at else {})


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What a desk's ledger says of an accepted dossier: the year of its acceptance, and who resolves it, by name."""

    year: int
    lead: str


def ledger_entry(pin: Pin, event: Accepted) -> LedgerEntry:
    """What is entered into the ledger at the acceptance; the year is the dossier's local one."""
    lead = pin.route.office(pin.office_of(pin.procedure.lead))
    return LedgerEntry(pin.calendar.local_date(event.at).year, lead.name)


def entry_row(entry: Entry) -> Row:
    """The journal's row of an entry."""
    return {
        "dossier": entry.dossier,
        "seq": entry.seq,
        "at": entry.at,
        "actor": _ACTOR.dump_python(entry.actor),
        "kind": entry.kind,
        "payload": entry.payload,
        "basis": entry.basis,
        "previous": entry.previous,
        "hash": entry.hash,
    }


def _row(event: TaskOpened | ApologyDrafted | UrgingDrafted, *, step: str, kind: TaskKind) -> Row:
    return {
        "number": event.task,
        "step": step,
        "kind": kind,
        "office": event.office,
        "post": event.post,
        "opened_at": event.at,
        "due_at": None if isinstance(event, UrgingDrafted) else event.due_at,
        "claimed_by": None,
        "state": TaskState.OPEN,
        "closed_at": None,
        "closed_by": None,
        "outcome": None,
        "late": False,
        "fee": None,
        "branch": ROOT,
    }


def _official(event: AnyEvent) -> str | None:
    """Who did it; None when time itself did."""
    return event.actor.official if event.actor.kind == "official" else None


_ACTOR: Final[TypeAdapter[Actor]] = TypeAdapter(Actor)
