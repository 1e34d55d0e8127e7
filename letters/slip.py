"""From a recorded dossier to its control slip: every hand-over, and how each office had kept its own limit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from definitions.law import FormKind
from letters.books import ControlSlip, HandOver, Holding, Kept
from letters.headings import heading
from letters.recorded import Recorded
from letters.wording import short_day_text
from workflows.actors import Official
from workflows.machine.causes import Lateness
from workflows.machine.events import (
    AnyEvent,
    HandedOver,
    SupplementReceived,
    SupplementRequested,
    TaskDueRevised,
    TaskLate,
    TaskOpened,
)


def control_slip(dossier: Recorded, *, on: date, ledger: int | None = None) -> ControlSlip:
    """The control slip of a dossier as its journal now stands, printed on a day.

    `ledger` is its number in the desk's ledger. What the offices did is read from the journal's entries alone.
    """
    pin, state = dossier.pin, dossier.state_after(len(dossier.events))
    assert state.clock is not None
    stays = tuple(_stays(dossier))
    last = stays[-1]
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
        held=None if state.end is not None else _holding(dossier, last),
    )


@dataclass(frozen=True, slots=True)
class _Stay:
    """The dossier's time in one office: since when, what happened there, and the hand-over by which it left."""

    office: str
    since: datetime
    events: Sequence[AnyEvent]
    left: HandedOver | None


LATE_TASK: Final = "Bước “{}” quá hạn (hạn: {})"
ASKED: Final = "Yêu cầu bổ sung ngày {}"
SUPPLIED: Final = "Nhận bổ sung ngày {}"


def _stays(dossier: Recorded) -> Iterator[_Stay]:
    office, since, begun = dossier.desk.code, dossier.lodged.received_at, 0
    for number, event in enumerate(dossier.events):
        if isinstance(event, HandedOver):
            yield _Stay(office, since, dossier.events[begun:number], event)
            office, since, begun = event.recipient, event.received_at, number + 1
    yield _Stay(office, since, dossier.events[begun:], None)


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
    local, due_at = dossier.pin.calendar.local, _due_at(stay)
    return Holding(
        office=dossier.pin.route.office(stay.office).name,
        since=local(stay.since),
        due_at=None if due_at is None else local(due_at),
        notes=_notes(dossier, stay),
    )


def _kept(dossier: Recorded, stay: _Stay, left: HandedOver) -> Kept | None:
    """Late where any task was, or what it left with came after its last limit; else by the day."""
    due_at = _due_at(stay)
    if due_at is None:
        return None
    on = dossier.pin.calendar.local_date
    if left.at > due_at or any(isinstance(event, TaskLate) for event in stay.events):
        result = Lateness.LATE
    else:
        result = Lateness.EARLY if on(left.at) < on(due_at) else Lateness.ON_TIME
    return Kept(due_at=dossier.pin.calendar.local(due_at), result=result)


def _due_at(stay: _Stay) -> datetime | None:
    """The limit of the last task in the office that has one, as it was revised last."""
    limits = (event.due_at for event in reversed(stay.events) if isinstance(event, TaskOpened | TaskDueRevised))
    return next((due_at for due_at in limits if due_at is not None), None)


def _notes(dossier: Recorded, stay: _Stay) -> tuple[str, ...]:
    return tuple(note for event in stay.events if (note := _note(dossier, event)) is not None)


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
