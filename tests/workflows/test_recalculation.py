"""The recalculation's workflow on the real server, before an office that is only a list of dossiers."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import pytest_asyncio
from temporalio import activity
from temporalio.client import Client, WorkflowHandle
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from api.recalculating import begin
from definitions.calendar import Calendar
from runtime.virtual import start_virtual_clocks
from runtime.waiting import until
from tests.histories.playing import RING
from tests.plays import GROUND
from worker import sandbox
from workflows.recalculation import BATCHES_A_RUN, RecalculationWorkflow
from workflows.sweeps import FINISH_SWEEP, REDATE, Batch, Progress, Sweep, Swept, sweep_id

pytestmark = pytest.mark.temporal

Handle = WorkflowHandle[RecalculationWorkflow, Progress]


def version(name: str) -> Calendar:
    """A version of a calendar of this test's own."""
    return GROUND.calendar.model_copy(update={"id": "tested", "version": name})


@dataclass
class Office:
    """Dossiers by code, each with the version it follows; a batch waits for its turn where turns are counted."""

    dossiers: dict[str, str]
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(10_000))
    away: set[str] = field(default_factory=set)
    lodged_later: list[str] = field(default_factory=list)
    finished: list[str] = field(default_factory=list)

    @activity.defn(name=REDATE)
    async def redate(self, batch: Batch) -> Swept:
        await self.turns.acquire()
        wanted = batch.calendar.version
        others = (code for code, follows in sorted(self.dossiers.items()) if code > batch.after and follows != wanted)
        page = list(others)[: batch.size]
        told = [code for code in page if code not in self.away]
        self.dossiers |= dict.fromkeys(told, wanted)
        self.away.clear()
        if self.lodged_later and len(page) < batch.size:
            self.dossiers[self.lodged_later.pop()] = "1"
        last = page[-1] if len(page) == batch.size else None
        return Swept(last=last, told=len(told), refused=0, unreached=len(page) - len(told))

    @activity.defn(name=FINISH_SWEEP)
    async def finish_sweep(self, digest: str) -> None:
        self.finished.append(digest)


def codes(count: int) -> dict[str, str]:
    return {f"{number:04d}": "1" for number in range(1, count + 1)}


def sweep(name: str = "2", number: int = 2, **more: Any) -> Sweep:
    return Sweep(calendar=version(name), number=number, operator="Quản trị", batch=1, **more)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def clocks() -> AsyncIterator[WorkflowEnvironment]:
    environment = await start_virtual_clocks(RING)
    yield environment
    await environment.shutdown()


@pytest.fixture
def client(clocks: WorkflowEnvironment) -> Client:
    return clocks.client


def working(client: Client, office: Office) -> Worker:
    return Worker(
        client,
        task_queue="sweeps",
        workflows=[RecalculationWorkflow],
        activities=[office.redate, office.finish_sweep],
        workflow_runner=sandbox(),
    )


async def begun(client: Client, one: Sweep) -> Handle:
    await begin(client, "sweeps", one)
    return client.get_workflow_handle_for(RecalculationWorkflow.run, sweep_id("tested"))


async def told(handle: Handle, count: int) -> None:
    async def so_many() -> bool:
        return (await handle.query(RecalculationWorkflow.progress)).told >= count

    async with asyncio.timeout(20):
        await until(so_many)


async def test_paused_in_the_middle_it_finishes_its_batch_and_goes_on_only_when_resumed(client: Client) -> None:
    office = Office(codes(5), turns=asyncio.Semaphore(1))
    async with working(client, office):
        handle = await begun(client, sweep())
        await told(handle, 1)
        paused = await handle.execute_update(RecalculationWorkflow.pause)
        assert (paused.paused, paused.told) == (True, 1)
        for _ in range(100):
            office.turns.release()
        await told(handle, 2)
        assert not (await handle.describe()).raw_description.pending_activities
        assert sorted(office.dossiers.values()) == ["1", "1", "1", "2", "2"]

        await handle.execute_update(RecalculationWorkflow.resume)
        done = await handle.result()
    assert (done.told, done.ended, set(office.dossiers.values())) == (5, True, {"2"})
    assert office.finished == [version("2").digest]


async def test_whoever_was_not_reached_or_came_later_is_met_in_another_pass(client: Client) -> None:
    office = Office(codes(3), away={"0002"}, lodged_later=["0000"])
    async with working(client, office):
        handle = await begun(client, sweep())
        done = await handle.result()
    assert (done.told, office.dossiers) == (4, dict.fromkeys(("0000", "0001", "0002", "0003"), "2"))


async def test_it_continues_as_new_and_keeps_count(client: Client) -> None:
    office = Office(codes(BATCHES_A_RUN + 10))
    async with working(client, office):
        handle = await begun(client, sweep())
        done = await handle.result()
        last = await handle.describe()
    assert done.told == BATCHES_A_RUN + 10
    assert (
        (await client.get_workflow_handle(handle.id, run_id=last.run_id).fetch_history())
        .events[0]
        .workflow_execution_started_event_attributes.continued_execution_run_id
    )


async def test_a_later_version_takes_over_and_an_earlier_one_is_not_heard(client: Client) -> None:
    office = Office(codes(3), turns=asyncio.Semaphore(1))
    async with working(client, office):
        handle = await begun(client, sweep())
        await told(handle, 1)
        await begun(client, sweep("3", 3))
        await begun(client, sweep("2", 2))
        for _ in range(100):
            office.turns.release()
        done = await handle.result()
    assert (done.version, set(office.dossiers.values())) == ("3", {"3"})
    assert office.finished == [version("3").digest]


async def test_begun_again_with_nothing_to_do_it_ends_at_once(client: Client) -> None:
    office = Office(dict.fromkeys(codes(3), "2"))
    async with working(client, office):
        done = await (await begun(client, sweep())).result()
    assert (done.told, done.refused, done.ended) == (0, 0, True)
