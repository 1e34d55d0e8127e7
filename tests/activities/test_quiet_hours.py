"""What waits for the end of quiet hours is kept by Temporal, whatever becomes of the worker meanwhile."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from temporalio import activity, workflow
from temporalio.client import WorkflowHandle
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from activities.correspondence import Channel, DaytimePost, Delivery, Exchange, Notice, Phone, Sent
from activities.notices.contents import Withdrawn
from activities.notices.due import APPLICANT, Cause, Due, Way
from activities.notices.sending import Outbox
from activities.register import Register
from definitions.sessions import Session
from letters.recorded import Recorded
from records import notices, tables
from records.database import Database, reading, writing
from runtime.embedded import temporal_binary
from runtime.waiting import until
from tests.copies import open_copy
from tests.plays import Told, at
from workflows.effects import POSTING_PATIENCE, Writing
from workflows.machine.standing import standing

pytestmark = pytest.mark.temporal

MORNING = at("03-03 07:00")
LEFT_OF_THE_NIGHT = timedelta(seconds=3)


class Telephones:
    """A post that keeps what it is given."""

    def __init__(self) -> None:
        self.rung: list[str] = []

    async def send(self, notice: Notice) -> Delivery:
        self.rung.append(notice.message_id)
        return Sent()


@workflow.defn
class OneNotice:
    """Sends as patiently as a dossier does."""

    @workflow.run
    async def run(self) -> None:
        await workflow.execute_activity(
            "send", start_to_close_timeout=timedelta(seconds=10), retry_policy=POSTING_PATIENCE
        )


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    opened = open_copy(sqlite_template, tmp_path)
    yield opened
    opened.close()


def written(database: Database) -> Recorded:
    told = Told().lodge("03-02 08:30").complete("03-02 10:00", "accept")
    pin = told.state.pin
    lodging = tables.Lodging(
        code=pin.code,
        key="key",
        official="tiepnhan.19990",
        digest="digest",
        agency="H57.33.09",
        local_on=MORNING.date(),
        serial=1,
        pin=pin.model_dump_json(),
        reserved_at=at("03-02 08:30"),
    )
    with writing(database) as session:
        session.add(lodging)
    Register(database).write_entries(Writing(entries=told.entries, standing=standing(told.state)))
    return Recorded(pin, told.entries, told.events)


def due(dossier: Recorded) -> Due:
    says = Withdrawn(
        code=dossier.pin.code,
        procedure="Trợ cấp",
        link="https://motcua.vn",
        applicant="Nguyễn Thị Bình",
        withdrawn_at=MORNING,
        return_where="Bộ phận một cửa",
    )
    way = Way(Channel.SMS, Phone(number="0901234567"))
    return Due(cause=Cause(seq=1, link="https://motcua.vn"), says=says, recipient=APPLICANT, way=way)


async def test_a_notice_put_off_for_the_night_is_sent_once_by_whichever_worker_is_there_in_the_morning(
    database: Database,
) -> None:
    telephones, dossier = Telephones(), written(database)
    began_at = datetime.now(UTC)

    def clock() -> datetime:
        return MORNING - LEFT_OF_THE_NIGHT + (datetime.now(UTC) - began_at)

    outbox = Outbox(database, Exchange(sms=DaytimePost(telephones, Session.parse("07:00-21:00"), clock)))

    @activity.defn(name="send")
    async def send() -> None:
        await outbox.send(dossier, (due(dossier),))

    server = await WorkflowEnvironment.start_local(
        dev_server_existing_path=str(temporal_binary()), dev_server_log_level="error"
    )
    async with server, asyncio.timeout(60):
        async with Worker(
            server.client,
            task_queue="q",
            workflows=[OneNotice],
            activities=[send],
            workflow_runner=UnsandboxedWorkflowRunner(),
        ):
            began_at = datetime.now(UTC)
            handle = await server.client.start_workflow(OneNotice.run, id="one", task_queue="q")
            await until(lambda: _is_put_off(handle))
        assert telephones.rung == []
        async with Worker(
            server.client,
            task_queue="q",
            workflows=[OneNotice],
            activities=[send],
            workflow_runner=UnsandboxedWorkflowRunner(),
        ):
            await handle.result()
    assert clock() >= MORNING
    assert len(telephones.rung) == 1
    with reading(database) as session:
        assert notices.told(session, dossier.pin.code, 1) == {(APPLICANT, "sms")}


async def _is_put_off(handle: WorkflowHandle[OneNotice, None]) -> bool:
    pending = (await handle.describe()).raw_description.pending_activities
    return any(each.last_failure.application_failure_info.type == "QuietHours" for each in pending)
