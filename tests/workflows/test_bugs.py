"""Bugs: an expression that cannot be computed stops that dossier where everybody sees it, and nothing is lost."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from temporalio.testing import WorkflowEnvironment

from api.refusals import Outage
from api.telling import digest, start, tell
from definitions.loader import read_procedure
from definitions.procedure import Channel
from records import lodgings
from records.database import writing
from runtime.embedded import temporal_binary
from runtime.waiting import until
from tests.histories.playing import CONVERTER, QUEUE, Stage, journal, stage
from tests.plays import APPLICANT, COMMUNE, GROUND, official
from workflows.machine.pin import Code, Pin, Rehearsal, pin_of
from workflows.messages import Complete, Lodge, Message, Order, Withdraw

pytestmark = pytest.mark.temporal

DIVIDES = """
procedure: "9.600001"
version: 1
title: Chia cho không
sector: Mẫu
approved: {decision: 01/QĐ-UBND, on: 2019-01-02, by: Chủ tịch UBND tỉnh}
effective: {from: 2019-04-04}
basis: [{instrument: Nghị định 61/2018/NĐ-CP, provision: Điều 19}]
result: {title: Kết quả mẫu}
receive: {at: commune, form: {type: object, properties: {parts: {type: integer}}}}
time: {limit: 10 working days}
steps:
  intake:
    who: receptionist @ commune/desk
    outcomes: {accept: {to: weigh}}
  weigh:
    choose: [{when: 10 / form.parts > 1, end: returned}]
    otherwise: {end: stopped}
"""
"""Sound, but for forms that name no parts."""


@pytest_asyncio.fixture(loop_scope="session")
async def on(tmp_path: Path) -> AsyncIterator[Stage]:
    server = await WorkflowEnvironment.start_local(
        data_converter=CONVERTER, dev_server_existing_path=str(temporal_binary()), dev_server_log_level="error"
    )
    async with server, stage(server.client, tmp_path) as opened:
        yield opened


def order(message: Message, key: str) -> Order:
    desk = official("receptionist", f"{COMMUNE}/desk")
    return Order(key=key, digest=digest("POST", key, None, desk.official), actor=desk, message=message)


async def lodged(on: Stage, parts: int) -> Pin:
    procedure = read_procedure(DIVIDES.encode(), "it.yaml").procedure
    assert procedure is not None
    now = datetime.now(UTC)
    began = datetime(2020, 3, 2, 3, tzinfo=UTC)
    pin = pin_of(procedure, GROUND, unit=COMMUNE, on=began.date())
    pin = pin.model_copy(update={"rehearsal": Rehearsal(offset=began - now)})
    claim = lodgings.Claim(
        key=f"parts-{parts}",
        official="",
        digest="",
        agency=pin.route.office(pin.route.receiving).agency or "",
        local_on=began.date(),
        pin_of=lambda code: pin.model_copy(update={"code": Code(code)}).model_dump_json(by_alias=True),
        at=now,
    )
    with writing(on.database) as session:
        pin = Pin.model_validate_json(lodgings.reserve(session, claim).lodging.pin)
    told = Lodge(applicant=APPLICANT, channel=Channel.COUNTER, form={"parts": parts}, papers=())
    await start(on.client, QUEUE, pin, order(told, f"lodge-{parts}"))
    return pin


async def test_an_expression_that_cannot_be_computed_stops_that_dossier_and_no_other(on: Stage) -> None:
    wrong, right = await lodged(on, 0), await lodged(on, 5)
    with pytest.raises(Outage):
        await tell(on.client, wrong.code, order(Complete(task=1, outcome="accept"), "accept-wrong"))
    await tell(on.client, right.code, order(Complete(task=1, outcome="accept"), "accept-right"))
    assert journal(on.database, right.code)[-1].kind == "dossier.ended"
    assert [entry.kind for entry in journal(on.database, wrong.code)] == ["dossier.lodged", "task.opened"]

    async def is_stopped_visibly() -> bool:
        described = await on.client.get_workflow_handle(wrong.code).describe()
        return described.raw_description.pending_workflow_task.attempt > 1

    await until(is_stopped_visibly)


async def test_what_does_not_need_the_expression_is_still_possible(on: Stage) -> None:
    pin = await lodged(on, 0)
    await tell(on.client, pin.code, order(Withdraw(reason="Không cần nữa"), "withdraw"))
    assert journal(on.database, pin.code)[-1].kind == "dossier.ended"
