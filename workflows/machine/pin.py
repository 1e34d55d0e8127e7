"""The pin: everything about the world that is fixed for one dossier when it is lodged."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NewType

from pydantic import BaseModel, ConfigDict

from definitions.assignees import RECEIVING_DESK
from definitions.calendar import Calendar
from definitions.directory import Directory, Route
from definitions.law import Regime, regime_on
from definitions.loader import digest
from definitions.procedure import Procedure
from definitions.province import NO_DEFAULTS, TimeDefaults
from definitions.steps.kinds import AnyStep
from definitions.steps.manned import Manned

Code = NewType("Code", str)
"""A dossier's code, such as `H57.33.01-260115-0001`."""


class Rehearsal(BaseModel):
    """A dossier lodged for practice: its official clock stands a fixed time apart from the real one."""

    model_config = ConfigDict(frozen=True)

    offset: timedelta


class Parent(BaseModel):
    """The dossier that has called this one: its code, the number of the call, and whether it waits for the end."""

    model_config = ConfigDict(frozen=True)

    dossier: Code
    call: int
    waits: bool
    depth: int = 1
    """How many calls lead from a dossier that nobody called to this one."""


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
    parent: Parent | None = None

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

    def step(self, step_id: str) -> AnyStep:
        """The definition of a step, or of a part of one."""
        return self.procedure.plan[step_id]

    def manned(self, step_id: str) -> Manned:
        """The definition of a step that waits for somebody."""
        return self.procedure.manned[step_id]

    def office_at(self, place: str) -> str:
        """The code of the office at a place."""
        return self.route.receiving if place == RECEIVING_DESK else self.route.places[place]

    def office_of(self, step_id: str) -> str:
        """The code of the office that does a manned step."""
        return self.office_at(self.procedure.manned[step_id].who.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The world in which dossiers are lodged: the offices, their official time, and what the province says of time."""

    directory: Directory
    calendar: Calendar
    defaults: TimeDefaults = NO_DEFAULTS
    procedures: tuple[Procedure, ...] = ()
    """What may be called by another procedure."""

    def in_force(self, code: str, on: date) -> Procedure:
        """The version of a procedure under which a dossier of that day is accepted; raises `LookupError`."""
        known = [one for one in self.procedures if one.procedure == code and one.effective.covers(on)]
        if not known:
            raise LookupError(f"no version of procedure {code} is in force on {on}")
        return max(known, key=lambda one: one.version)


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
