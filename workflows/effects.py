"""Effects: what a dossier asks of the world, and how patiently each is asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from temporalio.common import RetryPolicy

from definitions.procedure import Procedure
from definitions.ways import End
from workflows.machine.causes import Cause, Custody
from workflows.machine.events import (
    Accepted,
    AnyEvent,
    DossierLate,
    Ended,
    Escalated,
    HandedOver,
    SupplementRequested,
    TaskLate,
    TaskOpened,
    Warned,
)
from workflows.machine.events_flow import BranchesStarted, LetterSigned
from workflows.machine.events_letters import ApologyDrafted, ApologyFellDue, ApologySigned, UrgingDrafted, UrgingSigned
from workflows.machine.events_time import ClockStopped, DueRevised
from workflows.machine.journal import Entry
from workflows.machine.standing import Standing
from workflows.told import asks_applicant, is_complaint


class LetterKind(StrEnum):
    """What an event obliges the office to write, whatever number its form has in the dossier's set of forms."""

    RECEIPT = "receipt"
    SUPPLEMENT = "supplement"
    REFUSAL = "refusal"
    APOLOGY = "apology"
    STOP = "stop"
    """Where the set has no form for it, as that of 2018, nothing is written."""
    URGING = "urging"
    OWN = "own"
    """A letter that the procedure words itself."""

    @classmethod
    def _missing_(cls, value: object) -> "LetterKind | None":
        """Errands asked for before kinds had names gave the number of their form."""
        return {"01": cls.RECEIPT, "04": cls.APOLOGY}.get(str(value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """Entries to write into the journal, and the standing they lead to."""

    entries: tuple[Entry, ...]
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """Something to be sent because of one entry: a letter, a notice, or a letter enclosed in a notice."""

    seq: int
    letter: LetterKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondence:
    """The errands that one turn of a dossier obliges the office to run."""

    dossier: str
    errands: tuple[Errand, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """An entry that is about another dossier: a call that lodges a child, or the end that a child reports."""

    dossier: str
    seq: int


WRITE_ENTRIES: Final = "write_entries"
CORRESPOND: Final = "correspond"
OPEN_CHILD: Final = "open_child"
REPORT_END: Final = "report_end"

WRITING_PATIENCE: Final = RetryPolicy(
    initial_interval=timedelta(milliseconds=200), backoff_coefficient=2, maximum_interval=timedelta(seconds=15)
)
"""Asked until it is done: an act that stands in history must come to stand in the journal."""

POSTING_PATIENCE: Final = RetryPolicy(
    initial_interval=timedelta(seconds=1), backoff_coefficient=2, maximum_interval=timedelta(minutes=5)
)
"""Asked until it is done: a mail server that is away for a night loses no letter."""


KINSHIP_PATIENCE: Final = RetryPolicy(
    initial_interval=timedelta(seconds=1), backoff_coefficient=2, maximum_interval=timedelta(minutes=5)
)
"""Asked until it is done: what is called may not be published yet, and a dossier may not answer for a while."""


TELLING_CAUSES: Final = frozenset({Cause.STAGE, Cause.ADDED, Cause.PAUSE})
"""Why a return date moves by what happened elsewhere; a supplement and an apology tell the new one by themselves."""


def errands(entries: Iterable[Entry], events: Iterable[AnyEvent], procedure: Procedure) -> tuple[Errand, ...]:
    """What the entries oblige the office to send, in their order; `events` are what they record, one each."""
    recorded = tuple(events)
    rows = zip(entries, recorded, (*recorded, None)[1:], strict=True)
    return tuple(
        Errand(seq=entry.seq, letter=_letter(event))
        for entry, event, after in rows
        if _is_told(event, after, procedure)
    )


def _letter(event: AnyEvent) -> LetterKind | None:
    match event:
        case Accepted():
            return LetterKind.RECEIPT
        case SupplementRequested():
            return LetterKind.SUPPLEMENT
        case ApologySigned():
            return LetterKind.APOLOGY
        case UrgingSigned():
            return LetterKind.URGING
        case Ended(end=End.REFUSED | End.STOPPED):
            return LetterKind.REFUSAL
        case Ended(end=End.WITHDRAWN):
            return LetterKind.STOP
        case LetterSigned():
            return LetterKind.OWN
        case _:
            return None


def _is_told(event: AnyEvent, after: AnyEvent | None, procedure: Procedure) -> bool:
    """Whether somebody outside the act itself must hear of the event, which `after` follows in the same turn."""
    match event:
        case Ended():
            return event.end in {End.REFUSED, End.WITHDRAWN, End.STOPPED}
        case HandedOver():
            return event.what is Custody.RESULT
        case ClockStopped():
            # Who did the last of the work goes on without a hand-over: a result that is made at the desk is there.
            return isinstance(after, TaskOpened)
        case DueRevised():
            return event.cause is Cause.CALENDAR or (event.cause in TELLING_CAUSES and event.was != event.due_at)
        case TaskOpened():
            return asks_applicant(procedure, event)
        case BranchesStarted():
            return is_complaint(event, procedure.postings)
        case (
            Accepted()
            | SupplementRequested()
            | Warned()
            | ApologyDrafted()
            | ApologyFellDue()
            | ApologySigned()
            | DossierLate()
            | TaskLate()
            | Escalated()
            | UrgingDrafted()
            | UrgingSigned()
            | LetterSigned()
        ):
            return True
        case _:
            return False
