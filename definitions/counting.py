"""The timetable: a calendar compiled into tables, in which a deadline is looked up instead of walked to."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate, chain
from typing import Final

MINUTES_A_DAY: Final = 24 * 60
A_MINUTE: Final = timedelta(minutes=1)

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
    begins: tuple[int, ...]
    """For each session its opening, in minutes since `midnight`."""
    worked: tuple[int, ...]
    """For each session the official minutes before it; one entry more for all of them."""

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
        minute = self.checked(since.days) * MINUTES_A_DAY + since.seconds // 60
        session = bisect_right(self.begins, minute) - 1
        if session < 0:
            return 0
        return min(self.worked[session] + minute - self.begins[session], self.worked[session + 1])

    def end_of(self, minutes: int) -> datetime:
        """When that many official minutes are over: at a boundary the close, not the opening after it."""
        session = bisect_left(self.worked, minutes) - 1
        if not 0 <= session < len(self.begins):
            raise self._end(session)
        return self.midnight + timedelta(0, (self.begins[session] + minutes - self.worked[session]) * 60)

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
    return Timetable(
        first_on=first_on,
        last_on=first_on + timedelta(days=len(days) - 1),
        midnight=midnight,
        passed=tuple(accumulate((bool(spans) for spans in days), initial=0)),
        opens=tuple(midnight + timedelta(minutes=spans[0][0]) for spans in working),
        closes=tuple(midnight + timedelta(minutes=spans[-1][1]) for spans in working),
        begins=tuple(opens for opens, _ in sessions),
        worked=tuple(accumulate((closes - opens for opens, closes in sessions), initial=0)),
    )
