"""The pin: everything about the world that is fixed for one dossier when it is lodged."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NewType

from pydantic import BaseModel, ConfigDict

from definitions.assignees import RECEIVING_DESK
from definitions.calendar import Calendar, Remaining
from definitions.directory import Directory, Route
from definitions.law import Regime, regime_on
from definitions.loader import digest
from definitions.procedure import Procedure
from definitions.province import NO_DEFAULTS, TimeDefaults
from definitions.steps import Step

Code = NewType("Code", str)
"""A dossier's code, such as `H57.33.01-260115-0001`."""


class Rehearsal(BaseModel):
    """A dossier lodged for practice: its official clock stands a fixed time apart from the real one."""

    model_config = ConfigDict(frozen=True)

    offset: timedelta


class Pin(BaseModel):
    """A dossier's definition, calendar, route and law. History that holds it is evidence by itself."""

    model_config = ConfigDict(frozen=True)

    code: Code
    procedure: Procedure
    digest: str
    calendar: Calendar
    route: Route
    regime: Regime
    rehearsal: Rehearsal | None = None

    @property
    def seal(self) -> str:
        """SHA-256 of all that is fixed, in hexadecimal: two dossiers under one code are told apart by it."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    def official_time(self, at: datetime) -> datetime:
        """The dossier's official time at a real instant: the same, but for rehearsals."""
        return at + self.rehearsal.offset if self.rehearsal else at

    def real_time(self, at: datetime) -> datetime:
        """The real instant of an instant of the dossier's official time."""
        return at - self.rehearsal.offset if self.rehearsal else at

    def step(self, step_id: str) -> Step:
        """The definition of a step."""
        return self.procedure.steps[step_id]

    def task_due(self, step_id: str, *, since: datetime, remaining: Remaining | None = None) -> datetime | None:
        """When a step's limit, or what remained of it, ends if it counts from `since`; None where it has no limit."""
        limit = self.step(step_id).limit
        if limit is None:
            return None
        return self.calendar.resume(since, remaining) if remaining else self.calendar.due(since, limit)

    def office_of(self, step_id: str) -> str:
        """The code of the office that does a step."""
        place = self.step(step_id).who.place
        return self.route.receiving if place == RECEIVING_DESK else self.route.places[place]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The world in which dossiers are lodged: the offices, their official time, and what the province says of time."""

    directory: Directory
    calendar: Calendar
    defaults: TimeDefaults = NO_DEFAULTS


def pin_of(procedure: Procedure, ground: Ground, *, unit: str, on: date) -> Pin:
    """What is fixed for a dossier handed in at a unit's desk on a day, but for its code.

    Raises `UnknownOffice` for a desk or a place that nobody fills, and `NoRegime` for a day of unknown law.
    """
    return Pin(
        code=Code(""),
        procedure=ground.defaults.fill(procedure),
        digest=digest(procedure),
        calendar=ground.calendar,
        route=ground.directory.route(unit, procedure.places, on),
        regime=regime_on(on),
    )
