"""Lodging: from what was handed in to a started dossier with a code of its own."""

import asyncio
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from functools import partial
from typing import Final

from sqlmodel import Session

from api import recalculating, telling
from api.bodies import Lodging
from api.callers import Caller
from api.calls import Call
from api.found import at_desk
from api.policy import Act
from api.premises import Premises
from api.refusals import ApiRule, Outage, Refused
from definitions.calendar import Calendar
from definitions.calendar_files import load_calendar, office_calendar
from definitions.directory import DESK, Directory, Office, UnknownOffice
from definitions.law import NoRegime
from records import calendars, lodgings, offices, procedures
from records.database import Database, writing
from records.lodgings import Claim, Reservation
from records.tables import Procedure
from workflows.machine.decide import decide
from workflows.machine.pin import Ground, Pin, Rehearsal, pin_of
from workflows.machine.refusals import Refusal, Rule
from workflows.machine.state import State
from workflows.messages import Lodge, Order, Party

ATTEMPTS: Final = 5
"""How often a code that turns out to be another dossier's is given up for the next one."""


async def lodge(premises: Premises, caller: Caller, body: Lodging, call: Call) -> tuple[Pin, bool]:
    """Lodge a dossier; its pin, and whether it is new. What is refused has written nothing."""
    now = premises.clock()
    known = await premises.read(_known, call.key, caller.official.id, call.digest(body, caller.official.id))
    pin = known.pin if known else await _new_pin(premises, body, now)
    at = pin.official_time(now)
    appointment = caller.permitted(Act.LODGE, at_desk(pin), on=pin.calendar.local_date(at))
    if known and known.begun:
        await recalculating.catch_up(premises, pin)
        return pin, False
    actor = caller.acting(appointment)
    order = call.order(_message(body), actor=actor, body=body)
    if known is None:
        decide(State(pin=pin), order.message, actor=actor, now=at)
    started = await _start(premises, _claim(pin, order, official=caller.official.id, now=now), order)
    await recalculating.catch_up(premises, started)
    return started, True


async def _start(premises: Premises, claim: Claim, order: Order) -> Pin:
    for _ in range(ATTEMPTS):
        reservation = await asyncio.to_thread(_reserve, premises.database, claim)
        pin = Pin.model_validate_json(reservation.lodging.pin)
        try:
            await telling.start(
                premises.client, premises.settings.temporal_task_queue, pin, replace(order, pin=pin.seal)
            )
        except Refusal as refusal:
            if refusal.rule is not Rule.ALREADY_LODGED or not reservation.contested:
                raise
            await asyncio.to_thread(_give_up, premises.database, reservation, claim)
        else:
            premises.pins.remember(pin)
            return pin
    raise Outage("no free code was found")


@dataclass(frozen=True, slots=True)
class _Known:
    """What an earlier call with the same key has fixed, and whether its dossier has begun for certain."""

    pin: Pin
    begun: bool


def _known(session: Session, key: str, official: str, digest: str) -> _Known | None:
    """The lodging under a key; refused when that call said something else."""
    found = lodgings.by_key(session, key)
    if found is None:
        return None
    if (found.official, found.digest) != (official, digest):
        raise Refusal(Rule.KEY_REUSED)
    return _Known(Pin.model_validate_json(found.pin), begun=found.begun and found.displaced is None)


async def _new_pin(premises: Premises, body: Lodging, now: datetime) -> Pin:
    """What is fixed for the dossier, but for its code."""
    rehearsal = _rehearsal(premises, body, now)
    at = now + rehearsal.offset if rehearsal else now
    on = premises.calendar.local_date(at)
    directory, edition = await premises.read(_ground, body, on)
    procedure = procedures.definition(edition)
    try:
        receiving = directory.acting(f"{body.unit}/{DESK}", on)
    except UnknownOffice as unknown:
        raise Refused(ApiRule.NO_DESK_THERE, ("/unit", body.unit)) from unknown
    if receiving.level != procedure.receive.at:
        raise Refused(ApiRule.NOT_RECEIVED_AT_THIS_LEVEL, ("/unit", receiving.level))
    calendar = await _calendar_of(premises, receiving)
    ground = Ground(directory=directory, calendar=calendar, defaults=premises.province.time)
    try:
        pin = pin_of(procedure, ground, unit=body.unit, on=on)
    except UnknownOffice as unknown:
        raise Refused(ApiRule.NO_OFFICE_FOR_STEP, ("/unit", unknown.wanted)) from unknown
    except NoRegime as unknown:
        raise Refused(ApiRule.NO_VERSION_IN_FORCE, ("/procedure", str(on))) from unknown
    return pin.model_copy(update={"rehearsal": rehearsal})


async def _calendar_of(premises: Premises, desk: Office) -> Calendar:
    """The calendar that governs the receiving desk: the version in force, else the newest that ships."""
    name = office_calendar(premises.province.calendar, desk.code)
    in_force = await premises.read(calendars.in_force, name)
    return in_force.calendar if in_force else load_calendar(name)


def _rehearsal(premises: Premises, body: Lodging, now: datetime) -> Rehearsal | None:
    if body.rehearsal_at is None:
        return None
    if not premises.settings.rehearsals:
        raise Refused(ApiRule.REHEARSALS_NOT_ALLOWED)
    at = body.rehearsal_at
    if at.tzinfo is None:
        at = at.replace(tzinfo=timezone(timedelta(minutes=premises.calendar.utc_offset_minutes)))
    return Rehearsal(offset=at - now)


def _ground(session: Session, body: Lodging, on: date) -> tuple[Directory, Procedure]:
    """The directory, and the version under which a dossier of that day is accepted."""
    return offices.directory(session), _edition(session, body, on)


def _edition(session: Session, body: Lodging, on: date) -> Procedure:
    found = procedures.in_force(session, body.procedure, on)
    if found is None or body.version not in {None, found.version}:
        raise _not_accepted(session, body, on)
    return found


def _not_accepted(session: Session, body: Lodging, on: date) -> Refused:
    """Why no dossier of that day is accepted under the procedure, or under the version named."""
    if not procedures.is_known(session, body.procedure):
        return Refused(ApiRule.UNKNOWN_PROCEDURE, ("/procedure", body.procedure))
    if body.version is not None and procedures.one(session, body.procedure, body.version) is None:
        return Refused(ApiRule.UNKNOWN_VERSION, ("/version", str(body.version)))
    abolished = procedures.abolition(session, body.procedure)
    if abolished is not None and abolished.from_on <= on:
        return Refused(ApiRule.PROCEDURE_ABOLISHED, ("/procedure", str(abolished.from_on)))
    if body.version is not None:
        return Refused(ApiRule.VERSION_NOT_IN_FORCE, ("/version", str(on)))
    return Refused(ApiRule.NO_VERSION_IN_FORCE, ("/procedure", str(on)))


def _message(body: Lodging) -> Lodge:
    return Lodge(
        applicant=Party(**body.applicant.model_dump()), channel=body.channel, form=body.form, papers=body.papers
    )


def _claim(pin: Pin, order: Order, *, official: str, now: datetime) -> Claim:
    agency = pin.route.office(pin.route.receiving).agency
    assert agency is not None, "a receiving desk has an agency code"
    return Claim(
        key=order.key,
        official=official,
        digest=order.digest,
        agency=agency,
        local_on=pin.calendar.local_date(pin.official_time(now)),
        pin_of=partial(_coded, pin),
        at=now,
    )


def _coded(pin: Pin, code: str) -> str:
    return pin.model_copy(update={"code": code}).model_dump_json(by_alias=True)


def _reserve(database: Database, claim: Claim) -> Reservation:
    try:
        with writing(database) as session:
            reservation = lodgings.reserve(session, claim)
    except lodgings.SerialsExhausted as exhausted:
        raise Refused(ApiRule.SERIALS_EXHAUSTED) from exhausted
    if (reservation.lodging.official, reservation.lodging.digest) != (claim.official, claim.digest):
        raise Refusal(Rule.KEY_REUSED)
    return reservation


def _give_up(database: Database, reservation: Reservation, claim: Claim) -> None:
    with writing(database) as session:
        lodgings.give_up(session, reservation.lodging.code, key=claim.key, at=claim.at)
