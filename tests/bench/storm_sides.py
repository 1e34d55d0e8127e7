"""The storm's two sides: dossiers of the whole system, and bare workflows with a timer and a row each."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import datetime
from functools import partial
from uuid import uuid4

from temporalio.client import Client, WithStartWorkflowOperation
from temporalio.common import WorkflowIDConflictPolicy

from records.database import open_database
from runtime.secrets import read_secrets
from runtime.temporal import connect
from tests.bench import bare
from tests.bench.house import House
from tests.bench.storm import Side
from tests.bench.storm_dossiers import open_desks


@asynccontextmanager
async def sides(house: House) -> AsyncIterator[tuple[Side, Side]]:
    """The system's side, and the bare one."""
    settings = house.settings
    client = await connect(settings, read_secrets(settings))
    with closing(open_database(settings.database_url)) as database:
        system = Side(
            client=house.client,
            set=open_desks(client, settings.temporal_task_queue, database).lodge,
            database=settings.data / "records.sqlite",
            journalled="select count(*) from dossiers where late",
            entries="select count(*) from entries",
            sent="select count(*) from notices",
        )
        yield system, _bare(house)


def _bare(house: House) -> Side:
    rows = "select count(*) from steps where dossier like 'late-%'"
    return Side(
        client=house.client,
        set=partial(_set_timer, house.client),
        database=house.settings.data / "bare.sqlite",
        journalled=rows,
        entries=rows,
        sent="select 0",
    )


async def _set_timer(client: Client, due_at: datetime) -> str:
    code = f"late-{uuid4()}"
    start: WithStartWorkflowOperation[bare.BareDeadline, None] = WithStartWorkflowOperation(
        bare.BareDeadline.run,
        due_at.isoformat(),
        id=code,
        task_queue=bare.QUEUE,
        id_conflict_policy=WorkflowIDConflictPolicy.FAIL,
    )
    await client.execute_update_with_start_workflow(bare.BareDeadline.begun, start_workflow_operation=start)
    return code
