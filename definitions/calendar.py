"""The calendar: which minutes of which days are official time, and how a term is counted in them."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final, Self

from pydantic import ConfigDict, model_validator

from definitions.counting import CalendarEnds, Span, Timetable, timetable
from definitions.sessions import MakeUpDay, Week
from definitions.terms import MINUTES_AN_HOUR, Term, Unit
from definitions.values import Derived

__all__ = ["Calendar", "CalendarEnds", "MakeUpDay", "NotAWorkingDay", "Remaining", "Week"]

# To reach a member through its class is slow before Python 3.12, and deadlines are counted by the million.
_WORKING_DAYS: Final = Unit.WORKING_DAYS
_WORKING_HOURS: Final = Unit.WORKING_HOURS


class NotAWorkingDay(ValueError):
    """The day has no session, so it neither opens nor closes."""


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left of a stopped clock: `amount` days, or minutes of working hours; never negative."""

    unit: Unit
    amount: int


class Calendar(Derived):
    """The official time of an office from `first_on` to `last_on`, both included; there is no summer time.

    Instants go in aware and come out in UTC. Official time counts whole minutes: an instant's seconds are
    dropped. A session contains its opening minute and not its closing one. `off` are days without official
    time although their weekday has sessions. Counting past either end raises `CalendarEnds`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    version: str
    utc_offset_minutes: int = 7 * MINUTES_AN_HOUR
    first_on: date
    last_on: date
    week: Week
    off: tuple[date, ...] = ()
    make_up: tuple[MakeUpDay, ...] = ()

    def due(self, start: datetime, term: Term) -> datetime:
        """When a term that begins with an event at `start` ends (Civil Code 2015, Art. 147 and 148)."""
        if term.unit is _WORKING_HOURS:
            minutes = term.amount * MINUTES_AN_HOUR
            return self._table.minutes_after(start, minutes) if minutes else self.next_open(start)
        return self._after_days(start, term.amount, term.unit)

    def before(self, due: datetime, term: Term) -> datetime:
        """The instant a term before a due instant, for warnings.

        Working days: the close of the n-th working day before. Days: the close of the last working day at
        or before that date. Working hours: back through the sessions, to an opening rather than the close
        before it. Same day: the opening of the last working day at or before the due date.
        """
        table, day = self._table, self._table.day_of(due)
        match term.unit:
            case Unit.WORKING_DAYS:
                return table.closing(table.passed[day] - term.amount)
            case Unit.DAYS:
                return table.closing(table.passed[table.checked(day - term.amount) + 1] - 1)
            case Unit.WORKING_HOURS:
                return table.start_after(table.minutes_before(due) - term.amount * MINUTES_AN_HOUR)
            case Unit.SAME_DAY:
                return table.opening(table.passed[day + 1] - 1)

    def apology_due(self, due: datetime, lead: Term) -> datetime:
        """The close of the last working day at least `lead` before the due date (`same day`: that date)."""
        table = self._table
        match lead.unit:
            case Unit.WORKING_DAYS | Unit.DAYS:
                return self.before(due, lead)
            case Unit.SAME_DAY:
                return table.closing(table.passed[table.day_of(due) + 1] - 1)
            case Unit.WORKING_HOURS:
                latest = self.before(due, lead)
                index = table.passed[table.day_of(latest) + 1] - 1
                return table.closing(index if table.closing(index) <= latest else index - 1)

    def handed_over(self, at: datetime, cutoff: time | None) -> datetime:
        """When a dossier received at `at` is handed over (Decree 61/2018, Art. 18).

        It is `at` itself, or the opening of the next working day when the local time is after the cutoff
        (15:00 is not after 15:00) or the day is off. Without a cutoff it is always `at`.
        """
        if cutoff is None:
            return at
        table, day = self._table, self._table.day_of(at)
        if self._is_open_on(day) and _minute(self.local(at).time()) <= _minute(cutoff):
            return at
        return table.opening(table.passed[day + 1])

    def remaining(self, at: datetime, due: datetime, unit: Unit) -> Remaining:
        """What is left at `at` of a clock that ends at `due`, in its own unit; 0 once that is past.

        Of `same day`, days are left where a cutoff or the day's close has moved its end to a later one.
        """
        if unit is Unit.SAME_DAY and self._left(at, due, _WORKING_DAYS) > 0:
            unit = _WORKING_DAYS
        return Remaining(unit, max(self._left(at, due, unit), 0))

    def resume(self, at: datetime, remaining: Remaining) -> datetime:
        """When a clock that goes on at `at` ends; stopped and resumed at one instant, it keeps its due date.

        Days are counted as `due` counts them; with none left it ends at the close of the same day (or, on a
        day off or after that close, of the next working day). With no minutes left it ends at the next
        instant of official time. What was late stays late: that fact the clock's owner keeps.
        """
        if remaining.unit is _WORKING_HOURS:
            return self._after_minutes(at, remaining.amount)
        return self._after_days(at, remaining.amount, remaining.unit)

    def worked_minutes(self, start: datetime, end: datetime) -> int:
        """The official minutes from `start` to `end`; 0 when `end` is not after `start`."""
        return max(self._table.minutes_before(end) - self._table.minutes_before(start), 0)

    def next_open(self, at: datetime) -> datetime:
        """The first instant at or after `at`, to the minute, that lies in a session."""
        return self._table.start_after(self._table.minutes_before(at))

    def is_working(self, day: date) -> bool:
        """Whether the day has any session; raises `CalendarEnds` outside the calendar."""
        return self._is_open_on(self._number(day))

    def sessions_on(self, day: date) -> tuple[Span, ...]:
        """The day's sessions as minutes since its midnight, none on a day off; raises `CalendarEnds` outside."""
        self._number(day)
        if day in self.off:
            return ()
        like = next((made_up.like.number for made_up in self.make_up if made_up.on == day), day.weekday())
        return self.week.spans(like)

    def opens_on(self, day: date) -> datetime:
        """When a working day's first session opens; raises `NotAWorkingDay` or `CalendarEnds`."""
        return self._table.opening(self._index(day))

    def opens_from(self, day: date) -> datetime:
        """When a day opens or, where it is a day off, the next working day; raises `CalendarEnds`."""
        return self._table.opening(self._table.passed[self._number(day)])

    def closes_on(self, day: date) -> datetime:
        """When a working day's last session closes; raises `NotAWorkingDay` or `CalendarEnds`."""
        return self._table.closing(self._index(day))

    def local(self, at: datetime) -> datetime:
        """The same instant on the office's clock."""
        return at.astimezone(_zone(self.utc_offset_minutes))

    def local_date(self, at: datetime) -> date:
        """The date of an instant on the office's clock."""
        return self.local(at).date()

    @cached_property
    def digest(self) -> str:
        """SHA-256, in hexadecimal, of the calendar's canonical JSON (keys sorted, no blanks, ASCII)."""
        canonical = json.dumps(self.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    def __hash__(self) -> int:
        """Equal calendars have equal names; equality compares everything."""
        return hash((self.id, self.version))

    @cached_property
    def _table(self) -> Timetable:
        return _compiled(self)

    def _after_days(self, start: datetime, amount: int, unit: Unit) -> datetime:
        table = self._table
        if amount == 0:
            index = table.passed[table.day_of(start)]
            return table.closing(index if table.closing(index) > start else index + 1)
        if unit is _WORKING_DAYS:
            return table.working_days_after(start, amount)
        return table.days_after(start, amount)

    def _after_minutes(self, start: datetime, minutes: int) -> datetime:
        return self._table.minutes_after(start, minutes) if minutes else self.next_open(start)

    def _left(self, at: datetime, due: datetime, unit: Unit) -> int:
        table = self._table
        match unit:
            case Unit.WORKING_DAYS:
                return table.passed[table.day_of(due) + 1] - table.passed[table.day_of(at) + 1]
            case Unit.DAYS:
                return table.day_of(due) - table.day_of(at)
            case Unit.WORKING_HOURS:
                return table.minutes_before(due) - table.minutes_before(at)
            case Unit.SAME_DAY:
                return 0

    def _number(self, day: date) -> int:
        return self._table.checked((day - self.first_on).days)

    def _is_open_on(self, number: int) -> bool:
        return self._table.passed[number] < self._table.passed[number + 1]

    def _index(self, day: date) -> int:
        number = self._number(day)
        if not self._is_open_on(number):
            raise NotAWorkingDay(f"{day.isoformat()} is a day off")
        return self._table.passed[number]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last_on < self.first_on:
            raise ValueError("a calendar does not end before it begins")
        made_up = tuple(day.on for day in self.make_up)
        for days in (self.off, made_up):
            if any(later <= earlier for earlier, later in pairwise(days)):
                raise ValueError("days off and make-up days stand in order, each once")
            if days and not self.first_on <= days[0] <= days[-1] <= self.last_on:
                raise ValueError("days off and make-up days lie inside the calendar")
        if not set(made_up).isdisjoint(self.off):
            raise ValueError("a day cannot be both off and made up")
        return self


@lru_cache(maxsize=64)
def _compiled(calendar: Calendar) -> Timetable:
    return timetable(calendar.first_on, list(_days(calendar)), utc_offset_minutes=calendar.utc_offset_minutes)


def _days(calendar: Calendar) -> Iterator[tuple[Span, ...]]:
    off = frozenset(calendar.off)
    like = {day.on: day.like.number for day in calendar.make_up}
    for number in range((calendar.last_on - calendar.first_on).days + 1):
        day = calendar.first_on + timedelta(days=number)
        yield () if day in off else calendar.week.spans(like.get(day, day.weekday()))


@lru_cache(maxsize=8)
def _zone(utc_offset_minutes: int) -> timezone:
    return timezone(timedelta(minutes=utc_offset_minutes))


def _minute(clock: time) -> int:
    return clock.hour * MINUTES_AN_HOUR + clock.minute
