"""Sweeping: a calendar published and on its way to the open dossiers, as an operator asks about it."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from temporalio.client import Client, WorkflowHandle
from temporalio.service import RPCError, RPCStatusCode
from temporalio.workflow import UpdateMethodMultiParam

from api.recalculating import begin
from definitions.calendar import Calendar
from records import calendars, recalculations
from records.almanac import Redating
from records.calendars import InForce
from records.database import Database, reading, writing
from records.recalculations import Tally
from workflows.batches import BATCH
from workflows.recalculation import RecalculationWorkflow
from workflows.sweeps import Progress, Sweep, sweep_id

PATIENCE: Final = timedelta(seconds=10)

_Word = UpdateMethodMultiParam[[RecalculationWorkflow], Progress]


class Standing(StrEnum):
    """Where a recalculation stands."""

    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """In whose name a calendar is published and applied, and how many dossiers at a time."""

    operator: str
    batch: int = BATCH


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How far a version has come, each dossier it reached with both due dates, and who refused it by which rule."""

    calendar: Calendar
    standing: Standing
    tally: Tally
    redatings: tuple[Redating, ...]
    refusals: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sweeping:
    """The recalculations of one installation; every method raises `RecordsAway`, those that say so more."""

    database: Database
    client: Client
    task_queue: str

    def in_force(self, name: str) -> InForce | None:
        """The version of a calendar that is in force, if one was ever published."""
        with reading(self.database) as session:
            return calendars.in_force(session, name)

    async def publish(self, calendar: Calendar, asked: Asked) -> bool:
        """Put a version in force and begin to apply it; whether it is new. Harmless when repeated.

        Raises `DifferentCalendar`, `SupersededCalendar` and `Outage`; after an outage it is in force, and only to be
        begun again.
        """
        new, now = await asyncio.to_thread(self._publish, calendar, asked.operator)
        await self._begin(now, asked)
        return new

    async def begin_outstanding(self, name: str) -> int:
        """Begin to apply the version in force if open dossiers follow another one; how many do. Raises `Outage`."""
        now = await asyncio.to_thread(self.in_force, name)
        tally = await asyncio.to_thread(self.tally, now.calendar) if now else None
        if now is None or tally is None or not tally.outstanding:
            return 0
        await asyncio.to_thread(self._note, now.calendar, now.by)
        await self._begin(now, Asked(operator=now.by))
        return tally.outstanding

    async def pause(self, name: str) -> Progress | None:
        """Pause the recalculation of a calendar; None when none is going on. Raises `RPCError`."""
        return await self._tell(name, RecalculationWorkflow.pause)

    async def resume(self, name: str) -> Progress | None:
        """Let the recalculation of a calendar go on; None when none is going on. Raises `RPCError`."""
        return await self._tell(name, RecalculationWorkflow.resume)

    async def standing(self, calendar: Calendar) -> Standing:
        """Where the recalculation by a version stands. Raises `RPCError`."""
        now = await asyncio.to_thread(self.in_force, calendar.id)
        if now is None or now.calendar.digest != calendar.digest:
            return Standing.SUPERSEDED
        if await self._is_paused(calendar.id):
            return Standing.PAUSED
        tally = await asyncio.to_thread(self.tally, calendar)
        begun = tally.begun_at is not None and tally.ended_at is None
        return Standing.RUNNING if begun or tally.outstanding else Standing.DONE

    async def report(self, calendar: Calendar) -> Report:
        """How far a version has come. Raises `RPCError`."""
        return await asyncio.to_thread(self._report, calendar, await self.standing(calendar))

    def tally(self, calendar: Calendar) -> Tally:
        """How far a version has come, in numbers."""
        with reading(self.database) as session:
            return recalculations.tally(session, calendar)

    def _publish(self, calendar: Calendar, operator: str) -> tuple[bool, InForce]:
        at = datetime.now(UTC)
        with writing(self.database) as session:
            new = calendars.publish(session, calendar, at=at, by=operator)
            recalculations.begin(session, calendar.digest, operator=operator, at=at)
            now = calendars.in_force(session, calendar.id)
        assert now is not None, "it was just published"
        return new, now

    def _note(self, calendar: Calendar, operator: str) -> None:
        with writing(self.database) as session:
            recalculations.begin(session, calendar.digest, operator=operator, at=datetime.now(UTC))

    async def _begin(self, now: InForce, asked: Asked) -> None:
        sweep = Sweep(calendar=now.calendar, number=now.number, operator=asked.operator, batch=asked.batch)
        await begin(self.client, self.task_queue, sweep)

    async def _tell(self, name: str, what: _Word) -> Progress | None:
        try:
            return await self._handle(name).execute_update(what, rpc_timeout=PATIENCE)
        except RPCError as error:
            if error.status is RPCStatusCode.NOT_FOUND:
                return None
            raise

    async def _is_paused(self, name: str) -> bool:
        handle = self._handle(name)
        try:
            description = await handle.describe(rpc_timeout=PATIENCE)
        except RPCError as error:
            if error.status is RPCStatusCode.NOT_FOUND:
                return False
            raise
        if description.close_time is not None:
            return False
        return (await handle.query(RecalculationWorkflow.progress, rpc_timeout=PATIENCE)).paused

    def _handle(self, name: str) -> WorkflowHandle[RecalculationWorkflow, Progress]:
        return self.client.get_workflow_handle_for(RecalculationWorkflow.run, sweep_id(name))

    def _report(self, calendar: Calendar, standing: Standing) -> Report:
        with reading(self.database) as session:
            return Report(
                calendar=calendar,
                standing=standing,
                tally=recalculations.tally(session, calendar),
                redatings=tuple(recalculations.report(session, calendar.digest)),
                refusals=recalculations.refusals(session, calendar.digest),
            )
