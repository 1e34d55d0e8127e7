"""Sessions: the hours an office is open on the days of its week, and the days it works to make up."""

import re
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Annotated, Final, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, WithJsonSchema, model_validator

from definitions.counting import Span


class Weekday(StrEnum):
    """A day of the week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def number(self) -> int:
        """0 for Monday to 6 for Sunday, as `date.weekday` counts."""
        return _WEEKDAYS.index(self)


_WEEKDAYS: Final = tuple(Weekday)


@dataclass(frozen=True, slots=True)
class Session:
    """A stretch of official time within one day: its opening minute is part of it, its closing one not."""

    opens: time
    closes: time

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `07:30-11:30`; raises ValueError for anything else and when it closes before it opens."""
        found = _SESSION.fullmatch(text)
        if found is None:
            raise ValueError(f"'{text}' is not a session; write for example '07:30-11:30'")
        session = cls(time.fromisoformat(found["opens"]), time.fromisoformat(found["closes"]))
        if session.opens >= session.closes:
            raise ValueError(f"the session '{text}' closes before it opens")
        return session

    @property
    def span(self) -> Span:
        """The session as minutes since midnight."""
        return self.opens.hour * 60 + self.opens.minute, self.closes.hour * 60 + self.closes.minute

    def __str__(self) -> str:
        """The text which `parse` reads back."""
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"


_SESSION: Final = re.compile(r"(?P<opens>\d\d:\d\d)-(?P<closes>\d\d:\d\d)")


def _session(value: object) -> Session:
    if isinstance(value, Session):
        return value
    if isinstance(value, str):
        return _read(value)
    raise ValueError("a session is text, for example '07:30-11:30'")


@lru_cache(maxsize=256)
def _read(text: str) -> Session:
    return Session.parse(text)


SessionText = Annotated[
    Session,
    BeforeValidator(_session),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^\d\d:\d\d-\d\d:\d\d$"}),
]
"""A session inside a pydantic model: read from its text and written as it."""
Sessions = tuple[SessionText, ...]


class Week(BaseModel):
    """The sessions of each weekday, in order and apart; a weekday that is not worked has none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    monday: Sessions = ()
    tuesday: Sessions = ()
    wednesday: Sessions = ()
    thursday: Sessions = ()
    friday: Sessions = ()
    saturday: Sessions = ()
    sunday: Sessions = ()

    def spans(self, weekday: int) -> tuple[Span, ...]:
        """The sessions of a weekday (0 for Monday) as minutes since midnight."""
        return tuple(session.span for session in self._days[weekday])

    @cached_property
    def _days(self) -> tuple[Sessions, ...]:
        weekend = (self.saturday, self.sunday)
        return (self.monday, self.tuesday, self.wednesday, self.thursday, self.friday, *weekend)

    @model_validator(mode="after")
    def _apart(self) -> Self:
        for sessions in self._days:
            if any(later.opens < earlier.closes for earlier, later in pairwise(sessions)):
                raise ValueError("the sessions of a day stand in order and do not overlap")
        if not any(self._days):
            raise ValueError("a week has at least one session")
        return self


class MakeUpDay(BaseModel):
    """A day that is worked, with the sessions of the weekday `like`, whatever its own weekday has."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    on: date
    like: Weekday = Weekday.MONDAY
