"""Recalculating: begins the sweep that brings a calendar in force to the open dossiers that follow another version."""

from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.service import RPCError

from api.premises import Premises
from api.refusals import Outage
from records import calendars
from workflows.machine.pin import Pin
from workflows.recalculation import RecalculationWorkflow
from workflows.sweeps import Sweep, sweep_id


async def begin(client: Client, task_queue: str, sweep: Sweep) -> None:
    """Begin a sweep, or a new pass of the one that is going on; harmless when repeated. Raises `Outage`."""
    try:
        await client.start_workflow(
            RecalculationWorkflow.run,
            sweep,
            id=sweep_id(sweep.calendar.id),
            task_queue=task_queue,
            start_signal="begin",
            start_signal_args=[sweep],
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
        )
    except (RPCError, RuntimeError) as away:  # RuntimeError is the SDK's word for a first connection that failed
        raise Outage("Temporal did not answer") from away


async def catch_up(premises: Premises, pin: Pin) -> None:
    """Begin a pass if another version came into force while the dossier was lodged. Raises `Outage`, `RecordsAway`."""
    now = await premises.read(calendars.in_force, pin.calendar.id)
    if now is not None and now.calendar.digest != pin.calendar.digest:
        sweep = Sweep(calendar=now.calendar, number=now.number, operator=now.by)
        await begin(premises.client, premises.settings.temporal_task_queue, sweep)
