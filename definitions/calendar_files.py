"""Calendar files: the days off and make-up days of a country or an office, each with its document."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Final, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from definitions.calendar import Calendar
from definitions.data_files import data_text, read_yaml
from definitions.sessions import MakeUpDay, Week, Weekday

SATURDAY: Final = 5


class UnknownCalendar(LookupError):
    """No calendar file, or none with sessions of its own, has that name."""


class DayOff(BaseModel):
    """A day without official time, and the document that says so; unconfirmed when computed or remembered."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    on: date
    name: str = Field(min_length=1)
    document: str = Field(min_length=1)
    confirmed: bool


class WorkedDay(BaseModel):
    """A weekend day that is worked instead of a weekday that is off, with that weekday's sessions."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    on: date
    instead_of: date
    document: str = Field(min_length=1)
    confirmed: bool

    @property
    def like(self) -> Weekday:
        """The weekday whose sessions it is worked with."""
        return tuple(Weekday)[self.instead_of.weekday()]

    @model_validator(mode="after")
    def _swaps_weekend_for_week(self) -> Self:
        if self.on.weekday() < SATURDAY:
            raise ValueError(f"{self.on} is not a weekend day, so nothing is made up on it")
        if self.instead_of.weekday() >= SATURDAY:
            raise ValueError(f"{self.instead_of} is a weekend day, so nothing is made up for it")
        return self


class CalendarFile(BaseModel):
    """One file: a country's days, or an office's hours and the days that it adds to those it extends."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    calendar: str
    version: int = Field(ge=1)
    extends: str | None = None
    first_on: date | None = None
    last_on: date | None = None
    utc_offset_minutes: int = 420
    week: Week | None = None
    days_off: tuple[DayOff, ...] = ()
    make_up_days: tuple[WorkedDay, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        off = [day.on for day in self.days_off]
        worked = [day.on for day in self.make_up_days]
        for days in (off, worked):
            _refuse_disorder(days)
        if lost := [day.instead_of for day in self.make_up_days if day.instead_of not in off]:
            raise ValueError(f"{lost[0]} is made up for, but is not a day off")
        return self


def load_calendar(name: str) -> Calendar:
    """The calendar of that name, with the days of every file it extends.

    Its version joins those of the files, the most general first. Days off on which nobody would work anyway
    are left out, to keep it small. Raises `UnknownCalendar`, or ValueError for a file that is wrong.
    """
    chain = _chain(name)
    own = chain[-1]
    week = next((file.week for file in reversed(chain) if file.week is not None), None)
    if week is None:
        raise UnknownCalendar(f"the calendar '{name}' has no sessions")
    first_on = max(file.first_on for file in chain if file.first_on is not None)
    last_on = min(file.last_on for file in chain if file.last_on is not None)
    made_up = tuple(MakeUpDay(on=day.on, like=day.like) for day in make_up_days(name))
    worked = {day.on for day in made_up}
    off = {day.on for day in days_off(name) if week.spans(day.on.weekday()) and day.on not in worked}
    return Calendar(
        id=own.calendar,
        version=".".join(str(file.version) for file in chain),
        utc_offset_minutes=own.utc_offset_minutes,
        first_on=first_on,
        last_on=last_on,
        week=week,
        off=tuple(sorted(off)),
        make_up=made_up,
    )


def days_off(name: str) -> tuple[DayOff, ...]:
    """Every day off of that calendar in order, with its document; raises `UnknownCalendar`."""
    return tuple(sorted((day for file in _chain(name) for day in file.days_off), key=lambda day: day.on))


def make_up_days(name: str) -> tuple[WorkedDay, ...]:
    """Every make-up day of that calendar in order, with its document; raises `UnknownCalendar`."""
    return tuple(sorted((day for file in _chain(name) for day in file.make_up_days), key=lambda day: day.on))


def parse_calendar_file(text: str, name: str = "calendar.yaml") -> CalendarFile:
    """Read one file; raises ValueError for what is unknown, missing, out of order or given twice."""
    return CalendarFile.model_validate(read_yaml(text, name))


@lru_cache(maxsize=32)
def _chain(name: str) -> tuple[CalendarFile, ...]:
    text = data_text("calendars", f"{name}.yaml")
    if text is None:
        raise UnknownCalendar(f"there is no calendar '{name}'")
    file = parse_calendar_file(text, f"{name}.yaml")
    return (file,) if file.extends is None else (*_chain(file.extends), file)


def _refuse_disorder(days: Sequence[date]) -> None:
    for earlier, later in pairwise(days):
        if later <= earlier:
            raise ValueError(f"{later} stands after {earlier}: days stand in order, each once")
