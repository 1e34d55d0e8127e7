"""Datings: what the journal's entries say of the calendar that a dossier follows, and of what a later one moved."""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import takewhile
from typing import Any, Final

from sqlmodel import Session

from activities.alerting import Numbered
from records import dossiers, recalculations
from workflows.machine.causes import Cause
from workflows.machine.events import AnyEvent, Ended, Lodged, TaskDueRevised
from workflows.machine.events_time import CalendarApplied, DueRevised

Row = dict[str, Any]
"""The values of a row by the names of its columns."""

DATING: Final = (Lodged, CalendarApplied, Ended)
"""What changes whether, and by which version of its calendar, a dossier is dated."""


def write_datings(session: Session, code: str, numbered: Sequence[Numbered], *, name_of: Callable[[str], str]) -> None:
    """Write what new entries mean for a dossier's calendar, before they move its standing.

    `name_of` gives the calendar's name by the digest of the version that the dossier was lodged under.
    """
    events = [event for _, event in numbered]
    if not any(isinstance(event, DATING) for event in events):
        return
    first = events[0]
    if isinstance(first, Lodged):
        recalculations.date_by(session, code, calendar=name_of(first.calendar), digest=first.calendar)
    if any(isinstance(event, CalendarApplied) for event in events):
        due_at = first.due_at if isinstance(first, Lodged) else _due_at(session, code)
        rows = redatings_after(numbered, due_at=due_at)
        recalculations.redate(session, [row | {"dossier": code} for row in rows])
    if isinstance(events[-1], Ended):
        recalculations.undate(session, code)


def redatings_after(numbered: Sequence[Numbered], *, due_at: datetime) -> list[Row]:
    """Each calendar that the events apply, with what it moved; `due_at` is the due date before the first of them."""
    rows: list[Row] = []
    for place, (seq, event) in enumerate(numbered):
        if isinstance(event, CalendarApplied):
            after = [later for _, later in numbered[place + 1 :]]
            rows.append(_row(seq, event, after=after, due_at=due_at))
        due_at = event.due_at if isinstance(event, DueRevised) else due_at
    return rows


def _row(seq: int, event: CalendarApplied, *, after: Sequence[AnyEvent], due_at: datetime) -> Row:
    """The events that a calendar leads to follow it in the same turn: the dossier's due date, then its tasks'."""
    moved = list(takewhile(_is_by_calendar, after))
    return {
        "seq": seq,
        "digest": event.calendar.digest,
        "was_due_at": due_at,
        "due_at": next((later.due_at for later in moved if isinstance(later, DueRevised)), due_at),
        "tasks": sum(isinstance(later, TaskDueRevised) for later in moved),
    }


def _is_by_calendar(event: AnyEvent) -> bool:
    match event:
        case DueRevised():
            return event.cause is Cause.CALENDAR
        case TaskDueRevised():
            return True
        case _:
            return False


def _due_at(session: Session, code: str) -> datetime:
    dossier = dossiers.one(session, code)
    assert dossier is not None, "a calendar is applied to a dossier that was lodged"
    return dossier.due_at
