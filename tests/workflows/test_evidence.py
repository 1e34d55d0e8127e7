"""Evidence: what a history tells of a dossier, and the journal that the machine makes of it by itself."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import WorkflowHistory
from temporalio.testing import WorkflowEnvironment

from commands.work.replay import examine, gather
from runtime.embedded import temporal_binary
from tests.histories.playing import CONVERTER, play, scenario, stage
from tests.histories.record import AT_ONCE, HERE, read
from workflows.audit import check_links, check_machine, check_stored, lines
from workflows.effects import WRITE_ENTRIES
from workflows.evidence import Evidence, NotTold, Told, Unreadable, read_evidence, rederive
from workflows.machine.journal import event_of
from workflows.machine.story import line
from workflows.messages import Lodge

CLAIMS = HERE / "0.1.0" / "claims.pb.gz"
LATE = HERE / "0.1.0" / "late.pb.gz"


def cut(run: WorkflowHistory, after: HistoryEvent) -> WorkflowHistory:
    """The history as it was right after an event."""
    return replace(run, events=run.events[: after.event_id])


def last_writing(run: WorkflowHistory) -> HistoryEvent:
    """The event that handed over the last entries."""
    return next(
        event
        for event in reversed(run.events)
        if event.activity_task_scheduled_event_attributes.activity_type.name == WRITE_ENTRIES
    )


async def evidence_of(path: Path) -> Evidence:
    return await read_evidence([read(path)], CONVERTER)


def made(evidence: Evidence, *orders: Told) -> list[str]:
    """The lines that the machine makes of these orders, to the minute."""
    pin = evidence.opening.state.pin
    return [line(pin, event_of(entry)) for entry in rederive(evidence.opening, orders, orders[-1].at)]


async def test_orders_come_with_the_dossiers_own_time_not_the_servers() -> None:
    evidence = await evidence_of(LATE)
    calendar = evidence.opening.state.pin.calendar
    minutes = [f"{calendar.local(told.at):%m-%d %H:%M}" for told in evidence.orders]
    assert isinstance(evidence.orders[0].order.message, Lodge)
    assert minutes[:4] == ["03-02 08:30", "03-02 10:00", "03-06 10:00", "03-20 09:00"]


async def test_a_finished_dossier_has_everything_written() -> None:
    evidence = await evidence_of(LATE)
    assert evidence.closed
    assert evidence.written == len(evidence.entries) == evidence.entries[-1].seq


async def test_refused_acts_are_no_part_of_the_evidence() -> None:
    orders = (await evidence_of(CLAIMS)).orders
    assert [told.order.message.kind for told in orders] == ["lodge", "complete", "claim", "release", "complete"]


async def test_an_order_told_again_under_its_key_is_answered_from_memory() -> None:
    evidence = await evidence_of(CLAIMS)
    first, second = evidence.orders[:2]
    again = replace(first, at=second.at)
    assert made(evidence, first, second, again) == made(evidence, first, second)


async def test_an_order_under_a_used_key_that_says_something_else_cannot_be_true() -> None:
    evidence = await evidence_of(CLAIMS)
    first = evidence.orders[0]
    with pytest.raises(NotTold, match="is refused: KeyReused"):
        made(evidence, first, replace(first, order=replace(first.order, digest="another")))


async def test_an_order_that_relied_on_another_state_cannot_be_true() -> None:
    evidence = await evidence_of(CLAIMS)
    first, second = evidence.orders[:2]
    with pytest.raises(NotTold, match="is refused: Stale"):
        made(evidence, first, replace(second, order=replace(second.order, expected=1)))


async def test_an_order_that_the_machine_refuses_is_named() -> None:
    evidence = await evidence_of(CLAIMS)
    told = check_machine(replace(evidence, orders=evidence.orders[1:])).wrong
    assert str(told).endswith("is refused: NotLodged")


async def test_an_order_that_history_hides_is_missed() -> None:
    evidence = await evidence_of(CLAIMS)
    found = check_machine(replace(evidence, orders=(*evidence.orders[:2], *evidence.orders[3:])))
    assert not found.passed


async def test_an_order_moved_in_time_is_found() -> None:
    evidence = await evidence_of(CLAIMS)
    moved = replace(evidence.orders[-1], at=evidence.orders[-1].at + timedelta(milliseconds=1))
    found = check_machine(replace(evidence, orders=(*evidence.orders[:-1], moved)))
    assert found.difference is not None
    assert found.difference.field == "at"


async def test_while_the_worker_is_behind_what_is_not_yet_written_is_said_and_is_no_difference() -> None:
    run = read(CLAIMS)
    evidence = await read_evidence([cut(run, after=last_writing(run))], CONVERTER)
    stored = lines(evidence.entries[: evidence.written])
    found = check_stored(stored, evidence)
    assert evidence.is_still_writing
    assert check_links(stored).passed
    assert found.passed
    assert str(found.note).endswith("handed over, and not yet written")


async def test_what_history_saw_written_must_be_stored() -> None:
    evidence = await evidence_of(CLAIMS)
    found = check_stored(lines(evidence.entries[:-1]), evidence)
    assert found.difference is not None
    assert found.difference.seq == evidence.written
    assert str(found.difference.found) == "no entry"


async def test_a_history_that_begins_in_the_middle_is_refused() -> None:
    run = read(CLAIMS)
    with pytest.raises(Unreadable, match="does not begin with a start"):
        await read_evidence([replace(run, events=run.events[1:])], CONVERTER)


@pytest.mark.temporal
async def test_a_dossier_of_several_runs_is_one_journal(tmp_path: Path) -> None:
    server = await WorkflowEnvironment.start_local(
        data_converter=CONVERTER,
        dev_server_existing_path=str(temporal_binary()),
        dev_server_log_level="error",
        dev_server_extra_args=["--dynamic-config-value", "limit.historyCount.suggestContinueAsNew=40"],
    )
    async with server, stage(server.client, tmp_path) as on:
        case = await gather(await play(on, scenario(AT_ONCE["rework"])), on.database, on.client)
        report = await examine(case, CONVERTER)
        assert len(case.runs) > 1
        assert [check.wrong for check in report.checks] == [None] * 5
        with pytest.raises(Unreadable, match="its earlier runs are gone"):
            await read_evidence(case.runs[1:], CONVERTER)
