"""Streams: what comes to one desk for one procedure, and when, by chance or to an exact number."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import accumulate
from math import exp
from random import Random

from definitions.calendar import Calendar
from definitions.counting import Span
from definitions.load import Load
from definitions.procedure import Channel, Procedure
from definitions.sessions import Weekday
from workflows.machine.pin import Pin


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """The dossiers of one procedure that are handed in at one desk: exactly `count`, or `rate` a working day."""

    pin: Pin
    unit: str
    count: int | None = None
    rate: float = 0.0

    @property
    def name(self) -> str:
        """What tells it from every other."""
        return f"{self.pin.procedure.procedure}/{self.unit}"

    @property
    def procedure(self) -> Procedure:
        """Under which definition they are handled."""
        return self.pin.procedure


class Rhythm:
    """When dossiers come in within a period: on which days, and at which minute of a day's sessions."""

    def __init__(self, load: Load, calendar: Calendar) -> None:
        """Weigh the days and hours as the load says; raises `CalendarEnds` for a period that goes beyond it."""
        self._load = load
        self._calendar = calendar
        period, day = load.period, timedelta(days=1)
        count = (period.to - period.from_).days + 1
        self.days = tuple(on for number in range(count) if calendar.is_working(on := period.from_ + number * day))
        weights = [load.arrivals.weekdays.get(_weekday(on), 1.0) for on in self.days]
        self._up_to = tuple(accumulate(weights))
        mean = sum(weights) / len(weights) if weights else 0.0
        self._relative = [weight / mean if mean else 0.0 for weight in weights]
        self._minutes: dict[tuple[Span, ...], tuple[tuple[int, ...], tuple[float, ...]]] = {}

    @property
    def is_silent(self) -> bool:
        """Whether nothing can come in: no working day, or none and no hour of any weight."""
        return not self._up_to or not self._up_to[-1] or not any(self._minutes_of(day)[1][-1] for day in self.days)

    def arrivals(self, stream: Stream, chance: Random) -> list[datetime]:
        """The instants, in order."""
        days = self._exactly(stream.count, chance) if stream.count is not None else self._poisson(stream.rate, chance)
        return sorted(self._instant(day, chance) for day in days)

    def _exactly(self, count: int, chance: Random) -> Iterator[date]:
        for _ in range(count):
            yield self.days[bisect_right(self._up_to, chance.random() * self._up_to[-1])]

    def _poisson(self, rate: float, chance: Random) -> Iterator[date]:
        for day, weight in zip(self.days, self._relative, strict=True):
            for _ in range(_poisson(rate * weight, chance)):
                yield day

    def _instant(self, day: date, chance: Random) -> datetime:
        minutes, up_to = self._minutes_of(day)
        minute = minutes[bisect_right(up_to, chance.random() * up_to[-1])]
        return self._calendar.opens_on(day) + timedelta(minutes=minute - minutes[0])

    def _minutes_of(self, day: date) -> tuple[tuple[int, ...], tuple[float, ...]]:
        """The minutes of a day's sessions, and the weights of the hours they lie in, added up."""
        spans = self._calendar.sessions_on(day)
        if spans not in self._minutes:
            minutes = tuple(minute for opens, closes in spans for minute in range(opens, closes))
            hours = self._load.arrivals.hours
            weights = accumulate(hours.get(str(minute // 60), 1.0 if not hours else 0.0) for minute in minutes)
            self._minutes[spans] = (minutes, tuple(weights))
        return self._minutes[spans]


class Channels:
    """By which channel a dossier of a procedure comes in."""

    def __init__(self, procedure: Procedure, load: Load) -> None:
        """Weigh those that the procedure offers; all the same where the load says nothing of them."""
        said = load.arrivals.channels
        offered = procedure.receive.channels
        weights = [said.get(channel, 0.0) for channel in offered]
        self._offered = offered
        self._weights = weights if any(weights) else [1.0 if not said else 0.0] * len(offered)

    @cached_property
    def _up_to(self) -> Sequence[float]:
        weights = self._weights if any(self._weights) else [1.0, *self._weights[1:]]
        return tuple(accumulate(weights))

    def drawn(self, chance: Random) -> Channel:
        """One of them."""
        return self._offered[bisect_right(self._up_to, chance.random() * self._up_to[-1])]


def _weekday(day: date) -> Weekday:
    return tuple(Weekday)[day.weekday()]


def _poisson(mean: float, chance: Random) -> int:
    """A number of chance arrivals; of a large mean in pieces, since a sum of such numbers is one again."""
    count = 0
    while mean > 30:  # noqa: PLR2004 - so large that its exponential is still a number
        count += _poisson(30.0, chance)
        mean -= 30.0
    limit, product = exp(-mean), chance.random()
    while product > limit:
        count += 1
        product *= chance.random()
    return count
