"""Counted days: how a term came to its due instant, one line for each day from its event."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from definitions.calendar import Calendar
from definitions.calendar_days import DayOff, WorkedDay
from definitions.calendar_files import Edition
from definitions.counting import Span
from definitions.terms import Term, Unit

MINUTES_AN_HOUR: Final = 60


class Kind(StrEnum):
    """Why a day is worked or not."""

    WORKED = "worked"
    MADE_UP = "made up"
    WEEKLY_REST = "weekly rest"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedDay:
    """One day: its number in the term (None where it does not count), its sessions, and why it is as it is.

    `minutes` are those that a term in working hours took from the day, `total` those taken so far.
    """

    on: date
    kind: Kind
    sessions: tuple[Span, ...]
    number: int | None = None
    minutes: int = 0
    total: int = 0
    off: DayOff | None = None
    made_up: WorkedDay | None = None


def counted_days(edition: Edition, calendar: Calendar, span: tuple[datetime, datetime], unit: Unit) -> list[CountedDay]:
    """Every day from the event at `span[0]` to the due instant `span[1]`, both included, as the unit counts them."""
    off = {day.on: day for day in edition.days_off}
    made_up = {day.on: day for day in edition.make_up_days}
    counted: list[CountedDay] = []
    number = total = 0
    for on in _days(calendar.local_date(span[0]), calendar.local_date(span[1])):
        sessions = calendar.sessions_on(on)
        counts = bool(counted) and (unit is Unit.DAYS or (unit is Unit.WORKING_DAYS and bool(sessions)))
        number += counts
        minutes = _minutes(calendar, on, span) if unit is Unit.WORKING_HOURS else 0
        total += minutes
        counted.append(
            CountedDay(
                on=on,
                kind=_kind(sessions, is_off=on in off, is_made_up=on in made_up),
                sessions=sessions,
                number=number if counts else None,
                minutes=minutes,
                total=total,
                off=off.get(on),
                made_up=made_up.get(on),
            )
        )
    return counted


def is_moved(day: CountedDay, term: Term) -> bool:
    """Whether the day lies past a calendar term's own last day, so that the term only ends on it."""
    return term.unit is Unit.DAYS and day.number is not None and day.number > term.amount


def clock(minutes: int) -> str:
    """A length such as `4:30`, in hours and minutes."""
    return f"{minutes // MINUTES_AN_HOUR}:{minutes % MINUTES_AN_HOUR:02d}"


def hours(sessions: tuple[Span, ...]) -> str:
    """Sessions as `07:30-11:30, 13:00-17:00`."""
    return ", ".join(f"{_time(opens)}-{_time(closes)}" for opens, closes in sessions)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _kind(sessions: tuple[Span, ...], *, is_off: bool, is_made_up: bool) -> Kind:
    if is_made_up:
        return Kind.MADE_UP
    if sessions:
        return Kind.WORKED
    return Kind.OFF if is_off else Kind.WEEKLY_REST


def _minutes(calendar: Calendar, on: date, span: tuple[datetime, datetime]) -> int:
    if not calendar.is_working(on):
        return 0
    return calendar.worked_minutes(max(span[0], calendar.opens_on(on)), min(span[1], calendar.closes_on(on)))


def _time(minutes: int) -> str:
    return f"{minutes // MINUTES_AN_HOUR:02d}:{minutes % MINUTES_AN_HOUR:02d}"
