"""The storm: many deadlines at one instant, each rung once, in order and never early, whatever came between."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.client import Client, WorkflowHistory
from temporalio.testing import WorkflowEnvironment

from commands.work.replay import examine, gather
from runtime.embedded import temporal_binary
from runtime.waiting import until
from tests.bench.storm_dossiers import DAY, open_desks
from tests.histories.playing import CONVERTER, QUEUE, Stage, history, journal, stage
from tests.plays import GROUND
from workflows.effects import CORRESPOND, WRITE_ENTRIES
from workflows.machine.pin import Code

pytestmark = [pytest.mark.temporal, pytest.mark.slow]

DOSSIERS: Final = 40
AHEAD: Final = timedelta(seconds=12)
"""From before the first lodging to the instant: enough to lodge them all."""

PATIENCE_SECONDS: Final = 60
LODGED: Final = ["dossier.lodged", "task.opened"]
RUNG: Final = ["apology.drafted", "task.late", "dossier.late", "breach.recorded", "escalated", "escalated"]
EACH_ONCE: Final = ["draft/0/0", "task_late/1/0", "late/0/0", "rung/0/0", "task_rung/1/0"]
"""The breach comes with the dossier's own lateness."""


@dataclass(frozen=True, kw_only=True)
class Storm:
    """Dossiers that all fall due at one real instant."""

    due_at: datetime
    codes: tuple[Code, ...]


async def test_every_deadline_of_an_instant_rings_once_in_order_and_never_early(tmp_path: Path) -> None:
    async with _server() as client, stage(client, tmp_path) as on:
        storm = await _lodge_all(on)
        await _until_rung(on, storm)
        await _must_have_rung(on, storm, runs=1)


async def test_deadlines_that_passed_while_the_worker_was_down_ring_when_it_is_back(tmp_path: Path) -> None:
    async with _server() as client:
        async with stage(client, tmp_path) as on:
            storm = await _lodge_all(on)
        await _within(until(partial(_all_timers_fired, client, storm)))
        async with stage(client, tmp_path, cached=DOSSIERS // 4) as on:
            await _until_rung(on, storm)
            await _must_have_rung(on, storm, runs=1)


async def test_deadlines_ring_once_in_dossiers_that_have_continued_as_new(tmp_path: Path) -> None:
    async with _server("limit.historyCount.suggestContinueAsNew=8") as client, stage(client, tmp_path) as on:
        storm = await _lodge_all(on)
        await _until_rung(on, storm)
        await _must_have_rung(on, storm, runs=2)


@asynccontextmanager
async def _server(*dynamic_config: str) -> AsyncIterator[Client]:
    server = await WorkflowEnvironment.start_local(
        data_converter=CONVERTER,
        dev_server_existing_path=str(temporal_binary()),
        dev_server_log_level="error",
        dev_server_extra_args=[part for value in dynamic_config for part in ("--dynamic-config-value", value)],
    )
    async with server:
        yield server.client


async def _lodge_all(on: Stage) -> Storm:
    due_at = datetime.now(UTC) + AHEAD
    desks = open_desks(on.client, QUEUE, on.database)
    codes = await asyncio.gather(*(desks.lodge(due_at) for _ in range(DOSSIERS)))
    assert datetime.now(UTC) < due_at, "this machine is too slow for the test"
    return Storm(due_at=due_at, codes=tuple(codes))


async def _until_rung(on: Stage, storm: Storm) -> None:
    async def all_rung() -> bool:
        written = [len(journal(on.database, code)) for code in storm.codes]
        return min(written) >= len(LODGED) + len(RUNG) and await _have_sent(on.client, storm)

    await _within(until(all_rung))


async def _have_sent(client: Client, storm: Storm) -> bool:
    """Whether each dossier's letters and notices have gone out, which it asks for once its entries are written."""
    runs = [await history(client, code) for code in storm.codes]
    return all(CORRESPOND in (name for name, _ in _asked(run)) and not _is_asking(run) for run in runs)


def _is_asking(run: WorkflowHistory) -> bool:
    done = sum(event.HasField("activity_task_completed_event_attributes") for event in run.events)
    return done < len(_asked(run))


async def _all_timers_fired(client: Client, storm: Storm) -> bool:
    histories = [await history(client, code) for code in storm.codes]
    return all(any(event.event_type == EventType.EVENT_TYPE_TIMER_FIRED for event in one.events) for one in histories)


async def _must_have_rung(on: Stage, storm: Storm, *, runs: int) -> None:
    closed_at = GROUND.calendar.closes_on(DAY)
    for code in storm.codes:
        case = await gather(code, on.database, on.client)
        report = await examine(case, CONVERTER)
        assert [(check.wrong, check.note) for check in report.checks] == [(None, None)] * len(report.checks)
        entries = journal(on.database, code)
        assert [entry.kind for entry in entries] == LODGED + RUNG
        rung = entries[len(LODGED) :]
        assert [entry.payload["alarm"] for entry in rung if "alarm" in entry.payload] == EACH_ONCE
        assert {entry.at for entry in rung} == {closed_at}
        assert len(case.runs) == runs
        asked = [activity for run in case.runs for activity in _asked(run)]
        assert [name for name, _ in asked] == [WRITE_ENTRIES, WRITE_ENTRIES, CORRESPOND], "one of each at the instant"
        assert asked[0][1] < storm.due_at <= asked[1][1]


def _asked(run: WorkflowHistory) -> list[tuple[str, datetime]]:
    """The activities that a run asked for, and when."""
    scheduled = (event for event in run.events if event.HasField("activity_task_scheduled_event_attributes"))
    return [
        (event.activity_task_scheduled_event_attributes.activity_type.name, event.event_time.ToDatetime(tzinfo=UTC))
        for event in scheduled
    ]


async def _within(waiting: Awaitable[None]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        await waiting
