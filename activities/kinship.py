"""Kinship: lodges the child dossiers that a dossier calls, and carries to it how they end."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Final

from sqlmodel import Session
from temporalio import activity
from temporalio.client import Client, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from definitions.province import NO_DEFAULTS, TimeDefaults
from letters.recorded import Recorded, recorded
from records import calendars, lodgings, offices, procedures
from records.database import Database, reading, writing
from records.lodgings import Claim, Reservation
from workflows.actors import Linked
from workflows.beginning import dossier, start_of
from workflows.children import child_lodging, child_pin, ended_report, lodged_report
from workflows.dossier import DossierWorkflow
from workflows.effects import OPEN_CHILD, REPORT_END, Kin
from workflows.machine.decide import decide
from workflows.machine.events import Ended
from workflows.machine.events_flow import ChildCalled
from workflows.machine.pin import Code, Ground, Pin, Rehearsal
from workflows.machine.refusals import Refusal, Rule
from workflows.machine.state import State
from workflows.messages import Lodge, Order, ReportEnd

ATTEMPTS: Final = 5
"""How often a code that turns out to be another dossier's is given up for the next one."""

DEAF: Final = frozenset({Rule.DOSSIER_ENDED, Rule.CALL_UNKNOWN})
"""Why a parent may not hear what a child reports: it has ended, or does not wait for it any more."""


class NotInForce(Exception):
    """No version of the procedure that is called is in force: asked again until one is published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One call: who calls, what for, and what is fixed for the child but for its code."""

    parent: Code
    called: ChildCalled
    pin: Pin
    lodging: Lodge

    @property
    def key(self) -> str:
        """The idempotency key of the child's lodging."""
        return f"{self.parent}:{self.called.call}:open"

    def refusal(self) -> Refusal | None:
        """The rule by which the child's own procedure refuses it, if one does."""
        try:
            decide(State(pin=self.pin), self.lodging, actor=Linked(dossier=self.parent), now=self.called.at)
        except Refusal as refusal:
            return refusal
        return None

    def order(self, pin: Pin) -> Order:
        """What lodges the child under the code that its pin bears."""
        return Order(
            key=self.key, digest=self.key, actor=Linked(dossier=self.parent), message=self.lodging, pin=pin.seal
        )

    def claim(self, at: datetime) -> Claim:
        """The request for a code, made at a real instant."""
        agency = self.pin.route.office(self.pin.route.receiving).agency
        assert agency is not None, "a receiving desk has an agency code"
        return Claim(
            key=self.key,
            official=self.parent,
            digest=self.key,
            agency=agency,
            local_on=self.pin.calendar.local_date(self.called.at),
            pin_of=partial(_coded, self.pin),
            at=at,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinship:
    """Lodges children and reports their ends; `defaults` are what the province says of time."""

    database: Database
    client: Client
    task_queue: str
    defaults: TimeDefaults = NO_DEFAULTS

    @activity.defn(name=OPEN_CHILD)
    async def open_child(self, kin: Kin) -> None:
        """Lodge the child that an entry calls, and tell the parent its code.

        Running it twice is safe because the call's number is the key of the lodging, and the parent answers the same
        report from memory. Raises `NotInForce`, `RecordsAway` or Temporal's error, which may pass. A child that its own
        procedure refuses is reported as one that never began.
        """
        case = await asyncio.to_thread(self._case, kin)
        if case.refusal() is not None:
            end = ReportEnd(call=case.called.call, code="", end=None)
            await self._tell(case.parent, ended_report(case.pin, end))
            return
        child = await self._lodge(case)
        await self._tell(case.parent, lodged_report(child))

    @activity.defn(name=REPORT_END)
    async def report_end(self, kin: Kin) -> None:
        """Tell the parent how a child ended; the parent answers the same report from memory, so twice is safe."""
        child = await asyncio.to_thread(self._dossier, kin.dossier)
        parent, event = child.pin.parent, child.event(kin.seq)
        assert parent is not None, "only a child reports"
        assert isinstance(event, Ended)
        end = ReportEnd(call=parent.call, code=child.pin.code, end=event.end)
        await self._tell(parent.dossier, ended_report(child.pin, end))

    def _dossier(self, code: str) -> Recorded:
        with reading(self.database) as session:
            return recorded(session, code)

    def _case(self, kin: Kin) -> Case:
        with reading(self.database) as session:
            dossier = recorded(session, kin.dossier)
            called = dossier.event(kin.seq)
            assert isinstance(called, ChildCalled)
            ground = self._ground(session, dossier.state_after(kin.seq).pin)
            edition = procedures.in_force(session, called.procedure, ground.calendar.local_date(called.at))
        if edition is None:
            raise NotInForce(f"no version of procedure {called.procedure} is in force on {called.at:%Y-%m-%d}")
        pin = child_pin(dossier.pin, called, procedures.definition(edition), ground)
        if pin.rehearsal is not None:
            pin = pin.model_copy(update={"rehearsal": Rehearsal(offset=called.at - datetime.now(UTC))})
        lodging = child_lodging(dossier.lodged, called, pin)
        return Case(parent=dossier.pin.code, called=called, pin=pin, lodging=lodging)

    def _ground(self, session: Session, parent: Pin) -> Ground:
        """Today's offices, and the calendar in force where the parent was received."""
        in_force = calendars.in_force(session, parent.calendar.id)
        calendar = in_force.calendar if in_force else parent.calendar
        return Ground(directory=offices.directory(session), calendar=calendar, defaults=self.defaults)

    async def _lodge(self, case: Case) -> Pin:
        """Reserve a code and start the child with the order that lodges it; a contested code is given up."""
        for _ in range(ATTEMPTS):
            claim = case.claim(datetime.now(UTC))
            reservation = await asyncio.to_thread(self._reserve, claim)
            pin = Pin.model_validate_json(reservation.lodging.pin)
            try:
                await self._start(pin, case.order(pin))
            except Refusal as refusal:
                if refusal.rule is not Rule.ALREADY_LODGED or not reservation.contested:
                    raise
                await asyncio.to_thread(self._give_up, reservation, claim)
            else:
                return pin
        raise ApplicationError("no free code was found")

    async def _start(self, pin: Pin, order: Order) -> None:
        """Start the child; harmless when repeated, also when it has ended meanwhile."""
        operation = start_of(pin, self.task_queue)
        try:
            await self.client.execute_update_with_start_workflow(
                DossierWorkflow.tell, order, start_workflow_operation=operation, id=order.key
            )
        except WorkflowAlreadyStartedError:
            await self._check_told_before(pin.code, order)
        except WorkflowUpdateFailedError as failed:
            raise _refusal(failed) from failed

    async def _check_told_before(self, code: Code, order: Order) -> None:
        handle = dossier(self.client, code)
        try:
            await handle.get_update_handle_for(DossierWorkflow.tell, order.key).result()
        except RPCError as error:
            if error.status is RPCStatusCode.NOT_FOUND:
                raise Refusal(Rule.ALREADY_LODGED) from error
            raise

    async def _tell(self, parent: Code, order: Order) -> None:
        """Tell the parent, if it still hears."""
        handle = dossier(self.client, parent)
        try:
            await handle.execute_update(DossierWorkflow.tell, order, id=order.key)
        except WorkflowUpdateFailedError as failed:
            refusal = _refusal(failed)
            if refusal.rule not in DEAF:
                raise refusal from failed
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise

    def _reserve(self, claim: Claim) -> Reservation:
        with writing(self.database) as session:
            return lodgings.reserve(session, claim)

    def _give_up(self, reservation: Reservation, claim: Claim) -> None:
        with writing(self.database) as session:
            lodgings.give_up(session, reservation.lodging.code, key=claim.key, at=claim.at)


def _coded(pin: Pin, code: str) -> str:
    return pin.model_copy(update={"code": code}).model_dump_json(by_alias=True)


def _refusal(failed: WorkflowUpdateFailedError) -> Refusal:
    """The rule by which a dossier refused; anything else is raised as it came."""
    match failed.cause:
        case ApplicationError(type="Refusal", message=str() as rule):
            return Refusal(Rule(rule))
        case _:
            raise failed
