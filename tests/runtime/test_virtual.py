"""Virtual clocks on the real server."""

from datetime import timedelta

import pytest
from temporalio import workflow
from temporalio.client import WorkflowExecutionStatus
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from runtime.secrets import KeyRing
from runtime.virtual import start_virtual_clocks

pytestmark = pytest.mark.temporal

RING = KeyRing(current="key-1", keys={"key-1": b"k" * 32})


@workflow.defn
class Patience:
    @workflow.run
    async def run(self) -> str:
        await workflow.sleep(timedelta(days=30))
        return "ba mươi ngày"


async def test_a_month_passes_when_told_to_and_not_before() -> None:
    async with (
        await start_virtual_clocks(RING) as clocks,
        Worker(clocks.client, task_queue="q", workflows=[Patience], workflow_runner=UnsandboxedWorkflowRunner()),
    ):
        handle = await clocks.client.start_workflow(Patience.run, id="H57-3", task_queue="q")
        assert await clocks.fast_forward(handle, timedelta(days=29))
        assert (await handle.describe()).status is WorkflowExecutionStatus.RUNNING
        await clocks.fast_forward(handle, timedelta(days=2))
        assert await handle.result() == "ba mươi ngày"
