"""The timetable: a calendar compiled into tables, in which a deadline is looked up instead of walked to."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate, chain
from typing import Final

MINUTES_A_DAY: Final = 24 * 60
A_MINUTE: Final = timedelta(minutes=1)
A_BLOCK: Final = 64
"""Official minutes in a block: less than most sessions, so that a block touches two sessions at most."""
_MINUTES: Final = tuple(timedelta(minutes=number) for number in range(MINUTES_A_DAY + 1))
"""By number of minutes, because to look a length up is faster than to make it."""

Span = tuple[int, int]
"""A session as minutes since midnight: when it opens and when it closes."""


class CalendarEnds(ValueError):
    """Counting would pass the first or the last day that the calendar knows; `on` is that day."""

    def __init__(self, on: date) -> None:
        """Name the day at which the calendar's knowledge ends."""
        super().__init__(f"the calendar knows nothing beyond {on.isoformat()}")
        self.on = on


@dataclass(frozen=True, slots=True)
class Timetable:
    """A calendar's days, working days and sessions, each numbered from 0 at the first of them."""

    first_on: date
    last_on: date
    midnight: datetime
    """The instant (UTC) at which day 0 begins on the local clock."""
    passed: tuple[int, ...]
    """For each day, how many working days come before it; one entry more for the day after the last."""
    opens: tuple[datetime, ...]
    """For each working day the instant (UTC) at which its first session opens."""
    closes: tuple[datetime, ...]
    """For each working day the instant (UTC) at which its last session closes."""
    days: int
    """How many days there are."""
    begins_at: tuple[datetime, ...]
    """For each session the instant (UTC) at which it opens."""
    worked: tuple[int, ...]
    """For each session the official minutes before it; one entry more for all of them."""
    elapsed: tuple[int, ...]
    """For each day the official minutes before it."""
    within: tuple[tuple[int, ...], ...]
    """For each day, and each of its minutes, the day's official minutes before that one."""
    blocks: tuple[int, ...]
    """For each block of official minutes the session in which it begins, from where a search takes a step or two."""

    def day_of(self, at: datetime) -> int:
        """The number of the local day of an instant; raises `CalendarEnds` outside the calendar."""
        return self.checked((at - self.midnight).days)

    def checked(self, day: int) -> int:
        """The same day number; raises `CalendarEnds` when it lies outside the calendar."""
        if 0 <= day < len(self.passed) - 1:
            return day
        raise self._end(day)

    def opening(self, working_day: int) -> datetime:
        """When the working day of that number opens; raises `CalendarEnds` when there is none."""
        if 0 <= working_day < len(self.opens):
            return self.opens[working_day]
        raise self._end(working_day)

    def closing(self, working_day: int) -> datetime:
        """When the working day of that number closes; raises `CalendarEnds` when there is none."""
        if 0 <= working_day < len(self.closes):
            return self.closes[working_day]
        raise self._end(working_day)

    def minutes_before(self, at: datetime) -> int:
        """The official minutes from the calendar's beginning to an instant, whose seconds are dropped."""
        since = at - self.midnight
        day = self.checked(since.days)
        return self.elapsed[day] + self.within[day][since.seconds // 60]

    def end_of(self, minutes: int) -> datetime:
        """When that many official minutes are over: at a boundary the close, not the opening after it."""
        worked = self.worked
        if not 0 < minutes <= worked[-1]:
            raise self._end(minutes - 1)
        session = self.blocks[(minutes - 1) // A_BLOCK]
        while worked[session + 1] < minutes:
            session += 1
        return self.begins_at[session] + _MINUTES[minutes - worked[session]]

    def minutes_after(self, at: datetime, minutes: int) -> datetime:
        """When that many official minutes, at least one, are over for one who begins at `at`.

        It is `end_of(minutes_before(at) + minutes)`, in one piece because deadlines are counted by the million.
        """
        since, worked = at - self.midnight, self.worked
        day = since.days
        if not 0 <= day < self.days:
            raise self._end(day)
        minutes += self.elapsed[day] + self.within[day][since.seconds // 60]
        if minutes > worked[-1]:
            raise self._end(minutes)
        session = self.blocks[(minutes - 1) // A_BLOCK]
        while worked[session + 1] < minutes:
            session += 1
        return self.begins_at[session] + _MINUTES[minutes - worked[session]]

    def working_days_after(self, at: datetime, days: int) -> datetime:
        """The close of the n-th working day after an instant's day."""
        day, passed = (at - self.midnight).days, self.passed
        if not 0 <= day < self.days:
            raise self._end(day)
        index = passed[day + 1] + days - 1
        if 0 <= index < passed[-1]:
            return self.closes[index]
        raise self._end(index)

    def days_after(self, at: datetime, days: int) -> datetime:
        """The close of the n-th day after an instant's day, or of the first working day after that."""
        day, passed = (at - self.midnight).days, self.passed
        if not 0 <= day < self.days - days:
            raise self._end(day)
        index = passed[day + days]
        if index < passed[-1]:
            return self.closes[index]
        raise self._end(index)

    def start_after(self, minutes: int) -> datetime:
        """When the next official minute begins: at a boundary the opening, not the close before it."""
        return self.end_of(minutes + 1) - A_MINUTE

    def _end(self, number: int) -> CalendarEnds:
        return CalendarEnds(self.first_on if number < 0 else self.last_on)


def timetable(first_on: date, days: Sequence[tuple[Span, ...]], *, utc_offset_minutes: int) -> Timetable:
    """Compile consecutive local days from `first_on` on, each with its sessions (none on a day off)."""
    midnight = datetime.combine(first_on, time(), UTC) - timedelta(minutes=utc_offset_minutes)
    working = [
        [(number * MINUTES_A_DAY + opens, number * MINUTES_A_DAY + closes) for opens, closes in spans]
        for number, spans in enumerate(days)
        if spans
    ]
    sessions = list(chain.from_iterable(working))
    worked = tuple(accumulate((closes - opens for opens, closes in sessions), initial=0))
    return Timetable(
        first_on=first_on,
        last_on=first_on + timedelta(days=len(days) - 1),
        midnight=midnight,
        passed=tuple(accumulate((bool(spans) for spans in days), initial=0)),
        opens=tuple(midnight + timedelta(minutes=spans[0][0]) for spans in working),
        closes=tuple(midnight + timedelta(minutes=spans[-1][1]) for spans in working),
        days=len(days),
        begins_at=tuple(midnight + timedelta(minutes=opens) for opens, _ in sessions),
        worked=worked,
        elapsed=tuple(accumulate((_minutes(spans) for spans in days), initial=0))[:-1],
        within=tuple(_within(spans) for spans in days),
        blocks=tuple(bisect_right(worked, minutes) - 1 for minutes in range(0, worked[-1], A_BLOCK)),
    )


def _minutes(spans: tuple[Span, ...]) -> int:
    return sum(closes - opens for opens, closes in spans)


@lru_cache(maxsize=256)
def _within(spans: tuple[Span, ...]) -> tuple[int, ...]:
    return tuple(
        _minutes(tuple((opens, min(closes, minute)) for opens, closes in spans if opens < minute))
        for minute in range(MINUTES_A_DAY)
    )
