"""From a recorded dossier to its control slip: every hand-over, and how each office had kept its own limit."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from definitions.law import FormKind
from letters.asides import asides
from letters.books import ControlSlip, HandOver, Holding, Kept
from letters.branching import begun, branch_words
from letters.headings import heading
from letters.recorded import Recorded
from letters.wording import short_day_text
from workflows.actors import Official
from workflows.machine.branches import ROOT
from workflows.machine.causes import Lateness
from workflows.machine.events import (
    AnyEvent,
    HandedOver,
    SupplementReceived,
    SupplementRequested,
    TaskCompleted,
    TaskDueRevised,
    TaskLate,
    TaskOpened,
)
from workflows.machine.events_flow import BranchEnded, BranchesStarted, TaskExpired
from workflows.machine.state import State


def control_slip(dossier: Recorded, *, on: date, ledger: int | None = None) -> ControlSlip:
    """The control slip of a dossier as its journal now stands, printed on a day.

    `ledger` is its number in the desk's ledger. What the offices did is read from the journal's entries alone.
    """
    pin, state = dossier.pin, dossier.state_after(len(dossier.events))
    assert state.clock is not None
    stays = tuple(_stays(dossier))
    now = {stay.branch: stay for stay in stays if stay.left is None}
    leading = _leading(state)
    lead, *others = _offices(dossier)
    return ControlSlip(
        **heading(dossier, FormKind.CONTROL_SLIP, office=dossier.desk.code, on=on),
        ledger=None if ledger is None else f"{ledger:02d}",
        applicant=dossier.lodged.applicant.name,
        procedure=pin.procedure.title,
        received_at=pin.calendar.local(dossier.lodged.received_at),
        due_at=pin.calendar.local(state.clock.due_at),
        lead=lead,
        coordinating=tuple(others),
        rows=tuple(_row(dossier, stay, stay.left) for stay in stays if stay.left is not None),
        held=None if state.end is not None else _holding(dossier, now[leading]),
        others=tuple(_holding(dossier, now[branch]) for branch in _busy(state) if branch != leading),
        asides=asides(dossier),
    )


@dataclass(slots=True)
class _Stay:
    """A branch's time in one office: since when, what happened there, and the hand-over by which it left."""

    branch: int
    office: str
    since: datetime
    events: list[AnyEvent] = field(default_factory=list)
    left: HandedOver | None = None


LATE_TASK: Final = "Bước “{}” quá hạn (hạn: {})"
ASKED: Final = "Yêu cầu bổ sung ngày {}"
SUPPLIED: Final = "Nhận bổ sung ngày {}"
BRANCH: Final = "Nhánh: {}"


def _stays(dossier: Recorded) -> Iterator[_Stay]:
    """Those that have ended, in the order of the hand-overs, then those that last; each branch's are a chain."""
    open_ones = {ROOT: _Stay(ROOT, dossier.desk.code, dossier.lodged.received_at)}
    of = _Branches()
    for event in dossier.events:
        match event:
            case HandedOver():
                stay = open_ones[event.branch]
                stay.left = event
                yield stay
                open_ones[event.branch] = _Stay(event.branch, event.recipient, event.received_at)
            case BranchesStarted():
                office = open_ones[event.branch].office
                open_ones |= {start.branch: _Stay(start.branch, office, event.at) for start in event.branches}
            case BranchEnded():
                del open_ones[event.branch]
            case _:
                open_ones[of.branch(event)].events.append(event)
    yield from open_ones.values()


@dataclass(slots=True)
class _Branches:
    """In which branch an event happened, as far as it is about a task; the root otherwise."""

    tasks: dict[int, int] = field(default_factory=dict)
    asking: int = ROOT

    def branch(self, event: AnyEvent) -> int:
        match event:
            case TaskOpened():
                self.tasks[event.task] = event.branch
                return event.branch
            case SupplementRequested():
                self.asking = self.tasks[event.task]
                return self.asking
            case SupplementReceived():
                return self.asking
            case TaskLate() | TaskDueRevised() | TaskCompleted() | TaskExpired():
                return self.tasks.get(event.task, ROOT)
            case _:
                return ROOT


def _busy(state: State) -> tuple[int, ...]:
    """The branches in which an office has the papers and works, the oldest task's first; none once it has ended."""
    having = (task.branch for task in state.works if state.pin.manned(task.step).keeps_custody)
    return tuple(dict.fromkeys(having))


def _leading(state: State) -> int:
    """The branch whose office holds the dossier."""
    busy = (branch for branch in _busy(state) if state.branch(branch).holder == state.holder)
    return next(busy, ROOT)


def _row(dossier: Recorded, stay: _Stay, left: HandedOver) -> HandOver:
    local, name = dossier.pin.calendar.local, _name(dossier)
    return HandOver(
        sender=name[left.sender],
        recipient=name[left.recipient],
        what=left.what,
        handed_at=local(left.at),
        received_at=local(left.received_at),
        giver=left.actor.name if isinstance(left.actor, Official) and left.actor.office == left.sender else None,
        kept=_kept(dossier, stay, left),
        notes=_notes(dossier, stay),
    )


def _holding(dossier: Recorded, stay: _Stay) -> Holding:
    local, due_at = dossier.pin.calendar.local, _due_at(dossier, stay)
    return Holding(
        office=dossier.pin.route.office(stay.office).name,
        since=local(stay.since),
        due_at=None if due_at is None else local(due_at),
        notes=_notes(dossier, stay),
    )


def _kept(dossier: Recorded, stay: _Stay, left: HandedOver) -> Kept | None:
    """Late where any task was, or its last task was done after its limit; else by the day."""
    due_at, on = _due_at(dossier, stay), dossier.pin.calendar.local_date
    if due_at is None:
        return None
    done_at = _done_at(stay) or left.at
    if done_at > due_at or any(isinstance(event, TaskLate) for event in stay.events):
        result = Lateness.LATE
    else:
        result = Lateness.EARLY if on(done_at) < on(due_at) else Lateness.ON_TIME
    return Kept(due_at=dossier.pin.calendar.local(due_at), result=result)


def _due_at(dossier: Recorded, stay: _Stay) -> datetime | None:
    """The limit of the office's last task that has one of its own, as it was revised last."""
    limits = (
        event.due_at
        for event in reversed(stay.events)
        if isinstance(event, TaskOpened | TaskDueRevised) and dossier.pin.manned(event.step).scored
    )
    return next((due_at for due_at in limits if due_at is not None), None)


def _done_at(stay: _Stay) -> datetime | None:
    """When the office's last task was done: branches may have been waited for after that."""
    last = next((event for event in reversed(stay.events) if isinstance(event, TaskOpened | TaskCompleted)), None)
    return last.at if isinstance(last, TaskCompleted) else None


def _notes(dossier: Recorded, stay: _Stay) -> tuple[str, ...]:
    words = branch_words(dossier.pin.procedure, begun(dossier.events), stay.branch)
    branch = () if words is None else (BRANCH.format(words),)
    return (*branch, *(note for event in stay.events if (note := _note(dossier, event)) is not None))


def _note(dossier: Recorded, event: AnyEvent) -> str | None:
    on = dossier.pin.calendar.local_date
    match event:
        case TaskLate():
            title = dossier.pin.procedure.step_title(event.step)
            return LATE_TASK.format(title, short_day_text(on(event.due_at)))
        case SupplementRequested():
            return ASKED.format(short_day_text(on(event.at)))
        case SupplementReceived():
            return SUPPLIED.format(short_day_text(on(event.at)))
        case _:
            return None


def _offices(dossier: Recorded) -> tuple[str, ...]:
    """The offices that settle the dossier: first the one that leads, then the others in order."""
    pin = dossier.pin
    counted = (name for name, step in pin.procedure.manned.items() if step.counts and step.keeps_custody)
    steps = [name for name in counted if pin.office_of(name) != pin.route.receiving]
    names = (pin.route.office(pin.office_of(step)).name for step in (pin.procedure.lead, *steps))
    return tuple(dict.fromkeys(names))


def _name(dossier: Recorded) -> dict[str, str]:
    return {code: office.name for code, office in dossier.pin.route.offices.items()}
