"""The calendar alone: what one deadline costs in each unit, beside a call that only subtracts two instants."""

import statistics
import time
import timeit
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from definitions.calendar_files import load_calendar
from definitions.terms import Term

CALENDAR: Final = "thua-thien-hue"
TERMS: Final = ("30 working days", "4 working hours", "36 working hours", "12 days", "same day")
EVENT_AT: Final = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
LIMIT: Final = 1000
"""Nanoseconds that a deadline may cost."""
_CALLS: Final = 10_000
_PAIRS: Final = 21


def nanoseconds_per_deadline() -> dict[str, tuple[float, float]]:
    """For each term what one deadline costs and what the bare call costs, in nanoseconds: medians over the pairs."""
    calendar = load_calendar(CALENDAR)
    starts = [EVENT_AT + timedelta(hours=7 * number) for number in range(200)]
    return {
        text: _pair(lambda at, term: calendar.due(at, term), starts, Term.parse(text))  # noqa: PLW0108 (a call like the bare one)
        for text in TERMS
    }


def _pair(due: Callable[[datetime, Term], object], starts: list[datetime], term: Term) -> tuple[float, float]:
    runs = [(_cost(due, starts, term), _cost(_bare, starts, term)) for _ in range(_PAIRS)]
    return statistics.median(ours for ours, _ in runs), statistics.median(bare for _, bare in runs)


def _bare(at: datetime, _: Term) -> object:
    return at - EVENT_AT


def _cost(call: Callable[[datetime, Term], object], starts: list[datetime], term: Term) -> float:
    def once() -> None:
        for start in starts:
            call(start, term)

    return timeit.timeit(once, timer=time.thread_time, number=_CALLS // len(starts)) / _CALLS * 1e9


if __name__ == "__main__":
    for text, (ours, bare) in nanoseconds_per_deadline().items():
        print(f"{text:<18} {ours:5.0f} ns a deadline ({bare:3.0f} ns bare){'' if ours < LIMIT else '  over the limit'}")
