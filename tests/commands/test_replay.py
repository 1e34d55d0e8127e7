"""`lienthong replay`: a dossier that nobody touched agrees; whatever was touched is found and named."""

import asyncio
import json
import sqlite3
import zlib
from base64 import b64encode
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import pytest_asyncio
from temporalio.client import WorkflowHistory
from temporalio.testing import WorkflowEnvironment

from commands.kept import AWAY
from commands.speech import ASKED_WRONGLY
from commands.work.replay import AGREES, DIFFERS, Case, examine, gather, replay
from runtime.virtual import start_virtual_clocks
from tests.histories.playing import CONVERTER, RING, Stage, journal, play, scenario, stage
from tests.histories.record import OVER_WEEKS
from workflows.effects import CORRESPOND
from workflows.messages import Complete, Order

pytestmark = pytest.mark.temporal

CODE = "H57.35.11-200302-0001"

ONE_MORE = """
    INSERT INTO entries
    SELECT dossier, seq + 1, at, actor, kind, payload, basis, previous, hash FROM entries ORDER BY seq DESC LIMIT 1
"""


@dataclass(frozen=True)
class Played:
    clocks: WorkflowEnvironment
    on: Stage
    folder: Path


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def played(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Played]:
    folder = tmp_path_factory.mktemp("played")
    clocks = await start_virtual_clocks(RING)
    async with clocks, stage(clocks.client, folder, clocks=clocks) as on:
        assert await play(on, scenario(OVER_WEEKS["late"])) == CODE
        yield Played(clocks, on, folder)


@pytest.fixture
def data(played: Played, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own with what was kept, and the settings to find it."""
    with sqlite3.connect(played.folder / "records.sqlite") as kept:
        copy = sqlite3.connect(tmp_path / "records.sqlite")
        kept.backup(copy)
        copy.close()
    kept.close()
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "codec.keys").write_text(f"test:{b64encode(RING.keys['test']).decode()}")
    monkeypatch.setenv("LIENTHONG_TEMPORAL_ADDRESS", played.clocks.client.service_client.config.target_host)
    monkeypatch.setenv("LIENTHONG_TEMPORAL_NAMESPACE", played.clocks.client.namespace)
    return tmp_path


@pytest.fixture
def last(played: Played) -> int:
    """The number of the dossier's last entry."""
    return len(journal(played.on.database, CODE))


def change(folder: Path, statement: str) -> None:
    connection = sqlite3.connect(folder / "records.sqlite")
    with connection:
        assert connection.execute(statement).rowcount == 1
    connection.close()


async def replayed(folder: Path, code: str = CODE, *, json_: bool = False, english: bool = False) -> int:
    return await asyncio.to_thread(replay, code, data=folder, json_=json_, english=english)


async def test_a_late_dossier_that_nobody_touched_agrees_and_can_be_followed(
    data: Path, last: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await replayed(data) == AGREES
    told = capsys.readouterr().out
    assert told.count("✓") == 5
    assert "✗" not in told
    assert "HỒ SƠ QUÁ HẠN tại Sở Lao động" in told
    assert f"Tất cả khớp nhau về {last} bút toán của {CODE}." in told


async def test_in_english_the_journal_is_told_as_scenarios_are_written(
    data: Path, last: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await replayed(data, english=True) == AGREES
    told = capsys.readouterr().out
    assert "✓ The stored journal's hash chain is whole" in told
    assert "late, at province/labour" in told
    assert "HỒ SƠ QUÁ HẠN" not in told
    assert f"All agree on the {last} entries of {CODE}." in told


async def test_the_report_is_there_for_machines_too(data: Path, last: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert await replayed(data, json_=True) == AGREES
    report = json.loads(capsys.readouterr().out)
    assert report["agrees"] is True
    assert [line["seq"] for line in report["journal"]] == list(range(1, last + 1))
    assert report["checks"][3] == {
        "name": "The stored journal's hash chain is whole",
        "wrong": None,
        "seq": None,
        "difference": None,
        "note": None,
    }


@pytest.mark.parametrize(
    "tampered",
    [
        (
            "UPDATE entries SET payload = json_set(payload, '$.due_at', '2020-05-01T10:00:00Z') WHERE seq = 1",
            "bút toán 1, payload.due_at: 2020-05-01T10:00:00Z thay vì 2020-04-14T10:00:00Z",
        ),
        ("UPDATE entries SET hash = 'abc' WHERE seq = 7", "bút toán 7, hash: abc thay vì "),
        ("UPDATE entries SET basis = 'luật khác' WHERE seq = 1", "bút toán 1, basis: luật khác thay vì "),
        (
            "UPDATE entries SET actor = json_set(actor, '$.name', 'Người khác') WHERE seq = 2",
            "bút toán 2, actor.name: Người khác thay vì ",
        ),
        ("UPDATE entries SET actor = '[]' WHERE seq = 3", "bút toán 3: có actor không đọc được"),
        (
            "DELETE FROM entries WHERE kind = 'dossier.ended'",
            "bút toán {last}, entry: không có bút toán thay vì dossier.ended",
        ),
        ("DELETE FROM entries WHERE seq = 2", "bút toán 2: mang số 3"),
        (ONE_MORE, "bút toán {more}, entry: dossier.ended thay vì không có bút toán"),
    ],
)
async def test_what_was_changed_in_the_records_is_found_and_named(
    data: Path, last: int, capsys: pytest.CaptureFixture[str], tampered: tuple[str, str]
) -> None:
    statement, found = tampered
    change(data, statement)
    assert await replayed(data) == DIFFERS
    assert found.format(last=last, more=last + 1) in capsys.readouterr().out


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE entries SET payload = '{' WHERE seq = 4", "không đọc được một bút toán trong nhật ký"),
        ("UPDATE lodgings SET pin = x'00'", "không đọc được những gì đã chốt khi nộp"),
    ],
)
async def test_what_was_damaged_in_the_records_is_said(
    data: Path, capsys: pytest.CaptureFixture[str], statement: str, found: str
) -> None:
    change(data, statement)
    assert await replayed(data) == DIFFERS
    assert capsys.readouterr().err == f"lienthong replay: dữ liệu của {CODE} bị hỏng: {found}\n"


async def test_another_definition_fixed_in_the_records_is_found(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with sqlite3.connect(data / "records.sqlite") as records:
        (packed,) = records.execute("SELECT pin FROM lodgings").fetchone()
        pin = zlib.compress(zlib.decompress(packed).replace(b'"digest":"', b'"digest":"0', 1))
        records.execute("UPDATE lodgings SET pin = ?", (pin,))
    records.close()
    assert await replayed(data) == DIFFERS
    assert "digest trong cơ sở dữ liệu là một giá trị khác" in capsys.readouterr().out


async def test_an_order_forged_in_history_is_found_although_the_sdk_replays_it(played: Played) -> None:
    case = await gather(CODE, played.on.database, played.clocks.client)
    report = await examine(await forged(case), CONVERTER)
    replays, pinned, made, linked, stored = report.checks
    assert replays.passed
    assert pinned.passed
    assert linked.passed
    assert stored.passed
    assert str(made.wrong).startswith("entry 25, payload.form.amount: 1400000 instead of 9400000")


async def forged(case: Case) -> Case:
    """The case with another amount in the order that proposed it."""
    events = [type(event).FromString(event.SerializeToString()) for event in case.runs[0].events]
    for event in events:
        if not event.HasField("workflow_execution_update_accepted_event_attributes"):
            continue
        args = event.workflow_execution_update_accepted_event_attributes.accepted_request.input.args
        (order,) = await CONVERTER.decode(args.payloads, [Order])
        if isinstance(order.message, Complete) and order.message.form:
            message = replace(order.message, form={**order.message.form, "amount": 9_400_000})
            args.payloads[0].CopyFrom((await CONVERTER.encode([replace(order, message=message)]))[0])
    return replace(case, runs=(WorkflowHistory(workflow_id=case.code, events=events),))


async def test_a_history_of_other_code_does_not_replay(played: Played, capfd: pytest.CaptureFixture[str]) -> None:
    case = await gather(CODE, played.on.database, played.clocks.client)
    events = [type(event).FromString(event.SerializeToString()) for event in case.runs[0].events]
    for event in events:
        if event.activity_task_scheduled_event_attributes.activity_type.name == CORRESPOND:
            event.activity_task_scheduled_event_attributes.activity_type.name = "post_letters"
    case = replace(case, runs=(WorkflowHistory(workflow_id=case.code, events=events),))
    replays, *others = (await examine(case, CONVERTER)).checks
    assert "'post_letters' does not match activity type of activity command 'correspond'" in str(replays.wrong)
    assert all(check.passed for check in others)
    assert capfd.readouterr().err == ""


async def test_a_history_under_a_key_that_is_gone_is_said_to_be_unreadable(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "secrets" / "codec.keys").write_text(f"other:{b64encode(b'o' * 32).decode()}")
    assert await replayed(data) == DIFFERS
    assert "Đọc được lịch sử Temporal: vòng khóa không có khóa 'test'" in capsys.readouterr().out


async def test_a_code_of_no_dossier_is_said_in_one_sentence(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert await replayed(data, "H57.35.11-200302-9999") == ASKED_WRONGLY
    assert capsys.readouterr().err == "lienthong replay: không có hồ sơ H57.35.11-200302-9999\n"


async def test_an_outage_is_said_in_one_sentence(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIENTHONG_TEMPORAL_ADDRESS", "127.0.0.1:1")
    assert await replayed(data) == AWAY
    assert capsys.readouterr().err == "lienthong replay: Temporal không trả lời tại 127.0.0.1:1\n"


async def test_a_folder_without_records_is_named_and_stays_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await replayed(tmp_path) == AWAY
    assert capsys.readouterr().err == (
        f"lienthong replay: không có cơ sở dữ liệu tại {tmp_path / 'records.sqlite'}; chạy lienthong up trước\n"
    )
    assert not any(tmp_path.iterdir())  # noqa: ASYNC240 - nobody waits
