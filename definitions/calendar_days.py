"""Calendar days: what one version of a calendar's file says, each day off and make-up day with its document."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Final, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from definitions.sessions import Week, Weekday

SATURDAY: Final = 5


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
    """One version of one calendar: a country's days, a province's hours, or an office's own hours and closures.

    `published_on` is the day from which it was known. A version that `amends` an older one says only what it changes:
    days added, days `withdrawn`, a later end, other hours. `offices` are the codes of the offices that it governs;
    `*` stands for every unit (`*/desk`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    calendar: str
    version: int = Field(ge=1)
    published_on: date
    amends: int | None = None
    extends: str | None = None
    offices: tuple[str, ...] = ()
    first_on: date | None = None
    last_on: date | None = None
    utc_offset_minutes: int | None = None
    week: Week | None = None
    days_off: tuple[DayOff, ...] = ()
    make_up_days: tuple[WorkedDay, ...] = ()
    withdrawn: tuple[date, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.amends is not None and self.amends >= self.version:
            raise ValueError(f"version {self.version} of the calendar cannot amend version {self.amends}")
        for days in (_dates(self.days_off), _dates(self.make_up_days), self.withdrawn):
            _refuse_disorder(days)
        off = _dates(self.days_off)
        if lost := [day.instead_of for day in self.make_up_days if day.instead_of not in off]:
            raise ValueError(f"{lost[0]} is made up for, but is not a day off")
        return self


Day = TypeVar("Day", bound=DayOff | WorkedDay)


def amended(older: CalendarFile, newer: CalendarFile) -> CalendarFile:
    """The newer version in full: the older one's days and hours with the newer one's changes.

    Raises ValueError when it was published before the older, withdraws a day that the older has not, or the outcome
    contradicts itself.
    """
    if newer.published_on < older.published_on:
        raise ValueError(f"version {newer.version} of the calendar was published before version {older.version}")
    if lost := set(newer.withdrawn) - {*_dates(older.days_off), *_dates(older.make_up_days)}:
        raise ValueError(f"{min(lost)} is withdrawn, but version {older.version} of the calendar does not have it")
    stands = {name: value for name, value in older if name not in _CHANGED}
    changes = {name: value for name, value in newer if name not in _CHANGED and value not in (None, ())}
    return CalendarFile(
        **(stands | changes),
        days_off=merged(older.days_off, newer.days_off, newer.withdrawn),
        make_up_days=merged(older.make_up_days, newer.make_up_days, newer.withdrawn),
    )


def merged(older: Sequence[Day], newer: Sequence[Day], withdrawn: Sequence[date] = ()) -> tuple[Day, ...]:
    """The older days without those withdrawn, and the newer ones, in order."""
    return tuple(sorted((*(day for day in older if day.on not in withdrawn), *newer), key=lambda day: day.on))


_CHANGED: Final = frozenset({"days_off", "make_up_days", "withdrawn"})


def _dates(days: Sequence[DayOff] | Sequence[WorkedDay]) -> tuple[date, ...]:
    return tuple(day.on for day in days)


def _refuse_disorder(days: Sequence[date]) -> None:
    for earlier, later in pairwise(days):
        if later <= earlier:
            raise ValueError(f"{later} stands after {earlier}: days stand in order, each once")
