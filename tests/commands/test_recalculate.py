"""`lienthong recalculate` on the real server: the swap of 2 January for 10 January 2026, announced on 25/12/2025.

The tests share one office and go on from each other.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest
import pytest_asyncio
from sqlmodel import select
from temporalio.worker import Replayer

from activities.rebuild import rebuild
from api import recalculating, telling
from commands.kept import AWAY
from commands.recalculate import recalculate
from commands.speech import ASKED_WRONGLY
from commands.sweeping import Asked, Standing, Sweeping
from commands.work.recalculate import NOT_ALL, WELL
from commands.work.replay import examine, gather
from definitions.calendar import Calendar
from definitions.calendar_files import load_calendar
from definitions.procedure import Channel
from definitions.terms import Term
from records import lodgings, procedures, recalculations, tables
from records.database import reading, writing
from runtime.codec import data_converter
from runtime.secrets import read_secrets
from runtime.virtual import start_virtual_clocks
from runtime.waiting import until
from tests.api.counter import RECEPTIONIST, complete, lodged
from tests.office import Office, open_office, settings_in
from tests.plays import APPLICANT, FORM, official, worship
from worker import sandbox
from workflows.machine.pin import Code, Pin
from workflows.messages import Lodge, Order
from workflows.recalculation import RecalculationWorkflow
from workflows.sweeps import sweep_id

pytestmark = pytest.mark.temporal

NAME = "thua-thien-hue"
BEFORE = f"{NAME}@2025-12-24"
AFTER = f"{NAME}@2025-12-25"
SWAP = load_calendar(NAME, known_on=date(2025, 12, 25))

FILED = {
    "9.000010": ("10 working days", "2025-12-24T09:00:00", "2026-01-08T17:00", "2026-01-09T17:00"),
    "9.000011": ("11 working days", "2025-12-24T09:00:00", "2026-01-09T17:00", "2026-01-10T17:00"),
    "9.000008": ("8 working days", "2025-12-22T09:00:00", "2026-01-02T17:00", "2026-01-05T17:00"),
    "9.000003": ("3 working days", "2025-12-22T09:00:00", "2025-12-25T17:00", "2025-12-25T17:00"),
}
"""By procedure: its limit, when the dossier is lodged, when it is due before the swap, and when after."""


@dataclass(frozen=True)
class Swapped:
    """An office with a dossier of each procedure, lodged before the swap."""

    office: Office
    sweeping: Sweeping
    codes: dict[str, str]

    async def journal(self, code: str) -> list[dict[str, Any]]:
        found = await self.office.read(RECEPTIONIST, f"/api/dossiers/{code}/journal")
        entries: list[dict[str, Any]] = found.json()["entries"]
        return entries

    async def recalculate(self, name: str = NAME, **options: Any) -> int:
        return await asyncio.to_thread(recalculate, name, data=self.office.settings.data, **options)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def swapped(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Swapped]:
    settings = settings_in(tmp_path_factory.mktemp("swapped"))
    clocks = await start_virtual_clocks(read_secrets(settings).codec)
    client = clocks.client
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("LIENTHONG_TEMPORAL_ADDRESS", client.service_client.config.target_host)
        environment.setenv("LIENTHONG_TEMPORAL_NAMESPACE", client.namespace)
        async with open_office(settings, client) as office:
            sweeping = Sweeping(office.premises.database, client, settings.temporal_task_queue)
            swapped = Swapped(office=office, sweeping=sweeping, codes={})
            await sweeping.publish(load_calendar(NAME, known_on=date(2025, 12, 24)), Asked(operator="an"))
            publish_procedures(office)
            for procedure, (_, at, _, _) in FILED.items():
                dossier = await lodged(office, procedure=procedure, rehearsal_at=at)
                swapped.codes[procedure] = dossier["code"]
            accepted = await complete(office, RECEPTIONIST, swapped.codes["9.000010"], 1, "accept")
            assert accepted.status_code == 200, accepted.text
            yield swapped
    await clocks.shutdown()


def publish_procedures(office: Office) -> None:
    with writing(office.premises.database) as session:
        for code, (limit, *_) in FILED.items():
            definition = worship(limit=Term.parse(limit)).model_copy(update={"procedure": code})
            procedures.publish(session, definition, source="", at=datetime.now(UTC))


def minute(instant: str) -> str:
    return instant[:16]


async def test_the_swap_pauses_between_two_dossiers_and_goes_on(
    swapped: Swapped, capsys: pytest.CaptureFixture[str]
) -> None:
    await swapped.sweeping.publish(SWAP, Asked(operator="Văn phòng UBND tỉnh", batch=1))
    paused = await swapped.sweeping.pause(NAME)
    assert paused is not None
    assert (paused.paused, paused.version, paused.ended) == (True, SWAP.version, False)
    assert await swapped.sweeping.standing(SWAP) is Standing.PAUSED
    assert await swapped.recalculate(status=True) == NOT_ALL
    assert f"{NAME} {SWAP.version} · tạm dừng · " in capsys.readouterr().out
    assert swapped.sweeping.tally(SWAP).outstanding > 0

    assert await swapped.recalculate(resume=True) == WELL
    shown = capsys.readouterr().out
    assert "17:00 ngày 09/01/2026" in shown
    assert f"{NAME} {SWAP.version} · đã xong · đổi hạn 3 · giữ nguyên 1 · từ chối 0 · còn lại 0" in shown


@pytest.mark.parametrize("procedure", FILED)
async def test_each_journal_has_both_dates(swapped: Swapped, procedure: str) -> None:
    _, _, was, now = FILED[procedure]
    entries = await swapped.journal(swapped.codes[procedure])
    applied = [entry for entry in entries if entry["kind"] == "calendar.applied"]
    revised = [
        (minute(to_hanoi(entry["payload"]["was"])), minute(to_hanoi(entry["payload"]["due_at"])))
        for entry in entries
        if entry["kind"] == "due.revised"
    ]
    assert [entry["actor"]["operator"] for entry in applied] == ["Văn phòng UBND tỉnh"]
    assert revised == ([] if was == now else [(was, now)])
    dossier = (await swapped.office.read(RECEPTIONIST, f"/api/dossiers/{swapped.codes[procedure]}")).json()
    assert minute(dossier["clock"]["due_at"]) == now
    assert minute(dossier["clock"]["original_due_at"]) == was


def to_hanoi(instant: str) -> str:
    return SWAP.local(datetime.fromisoformat(instant)).isoformat()


async def test_the_report_for_machines_has_a_row_for_each_dossier(
    swapped: Swapped, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await swapped.recalculate(status=True, json_=True) == WELL
    report = json.loads(capsys.readouterr().out)
    assert (report["standing"], report["redated"], report["moved"], report["outstanding"]) == ("done", 4, 3, 0)
    rows = {row["dossier"]: row for row in report["redatings"]}
    assert {
        procedure: (minute(rows[code]["was_due_at"]), minute(rows[code]["due_at"]), rows[code]["cause"])
        for procedure, code in swapped.codes.items()
    } == {procedure: (was, now, "calendar" if was != now else None) for procedure, (_, _, was, now) in FILED.items()}


async def test_run_again_it_changes_nothing(swapped: Swapped, capsys: pytest.CaptureFixture[str]) -> None:
    before = {code: await swapped.journal(code) for code in swapped.codes.values()}
    assert await swapped.recalculate(AFTER, english=True) == WELL
    shown = capsys.readouterr().out
    assert "Nothing to do: every open dossier follows this version." in shown
    assert "3 moved · 1 unchanged · 0 refused · 0 to do" in shown
    assert {code: await swapped.journal(code) for code in swapped.codes.values()} == before


async def test_new_dossiers_follow_the_version_in_force(swapped: Swapped) -> None:
    dossier = await lodged(swapped.office, procedure="9.000010", rehearsal_at="2025-12-24T09:00:00")
    assert minute(dossier["clock"]["due_at"]) == "2026-01-09T17:00"
    entries = await swapped.journal(dossier["code"])
    assert entries[0]["payload"]["calendar"] == SWAP.digest


async def test_a_dossier_lodged_while_the_version_came_into_force_catches_up(swapped: Swapped) -> None:
    pin = reserved_under(swapped.office, load_calendar(NAME, known_on=date(2025, 12, 24)))
    premises = swapped.office.premises
    await telling.start(premises.client, premises.settings.temporal_task_queue, pin, handing_in(pin))
    assert swapped.sweeping.tally(SWAP).outstanding == 1
    await recalculating.catch_up(premises, pin)

    async def has_caught_up() -> bool:
        return swapped.sweeping.tally(SWAP).outstanding == 0

    async with asyncio.timeout(20):
        await until(has_caught_up)
    kinds = [entry["kind"] for entry in await swapped.journal(pin.code)]
    assert kinds.count("calendar.applied") == 1


def reserved_under(office: Office, calendar: Calendar) -> Pin:
    """The pin of a reserved code, as fixed by an API that had read the calendar before the swap was published."""
    with writing(office.premises.database) as session:
        known = session.exec(select(tables.Lodging).where(tables.Lodging.begun)).first()
        assert known is not None
        pin = Pin.model_validate_json(known.pin).model_copy(update={"calendar": calendar})
        claim = lodgings.Claim(
            key="straggler",
            official=known.official,
            digest="straggler",
            agency=known.agency,
            local_on=known.local_on,
            pin_of=lambda code: pin.model_copy(update={"code": Code(code)}).model_dump_json(by_alias=True),
            at=datetime.now(UTC),
        )
        return Pin.model_validate_json(lodgings.reserve(session, claim).lodging.pin)


def handing_in(pin: Pin) -> Order:
    message = Lodge(applicant=APPLICANT, channel=Channel.COUNTER, form=FORM, papers=("application", "certificate"))
    post = pin.manned(pin.procedure.first).who.post
    return Order(key="straggler", digest="straggler", actor=official(post, pin.route.receiving), message=message)


async def test_every_dossier_dated_anew_agrees_with_its_evidence(swapped: Swapped) -> None:
    premises = swapped.office.premises
    converter = data_converter(read_secrets(premises.settings).codec)
    for code in swapped.codes.values():
        report = await examine(await gather(code, premises.database, premises.client), converter)
        assert [check.wrong for check in report.checks if not check.passed] == []


async def test_the_applicant_who_holds_a_receipt_is_told_of_the_new_date(swapped: Swapped) -> None:
    code = swapped.codes["9.000010"]
    async with asyncio.timeout(20):
        await until(partial(is_at_rest, swapped, code))
    revised = [entry["seq"] for entry in await swapped.journal(code) if entry["kind"] == "due.revised"]
    with reading(swapped.office.premises.database) as session:
        notices = session.exec(select(tables.Notice).where(tables.Notice.dossier == code)).all()
    told = [notice.seq for notice in notices if notice.recipient == "applicant" and notice.seq in revised]
    assert sorted(set(told)) == revised


async def is_at_rest(swapped: Swapped, code: str) -> bool:
    description = await swapped.office.client.get_workflow_handle(code).describe()
    return not description.raw_description.pending_activities


async def test_the_report_is_derived_anew_from_the_journals(swapped: Swapped) -> None:
    database = swapped.office.premises.database
    with reading(database) as session:
        before = [row.model_dump() for row in recalculations.report(session, SWAP.digest)]
    await asyncio.to_thread(rebuild, database)
    with reading(database) as session:
        assert [row.model_dump() for row in recalculations.report(session, SWAP.digest)] == before
    assert swapped.sweeping.tally(SWAP).outstanding == 0


async def test_the_sweeps_history_replays(swapped: Swapped) -> None:
    premises = swapped.office.premises
    history = await premises.client.get_workflow_handle(sweep_id(NAME)).fetch_history()
    replayer = Replayer(
        workflows=[RecalculationWorkflow],
        data_converter=data_converter(read_secrets(premises.settings).codec),
        workflow_runner=sandbox(),
    )
    await replayer.replay_workflow(history)


async def test_a_version_that_was_superseded_is_refused(swapped: Swapped, capsys: pytest.CaptureFixture[str]) -> None:
    assert await swapped.recalculate(BEFORE) == ASKED_WRONGLY
    assert f"đã bị thay thế bởi {SWAP.version}, đang có hiệu lực" in capsys.readouterr().err


async def test_what_cannot_be_asked_is_said_in_one_sentence(
    swapped: Swapped, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await swapped.recalculate("nowhere") == ASKED_WRONGLY
    assert await swapped.recalculate("vietnam") == ASKED_WRONGLY
    assert await swapped.recalculate(pause=True, resume=True) == ASKED_WRONGLY
    assert await swapped.recalculate(pause=True) == NOT_ALL
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 4
    assert said.err.endswith("lienthong recalculate: không có việc tính lại nào đang diễn ra\n")


async def test_a_server_that_is_away_is_said_in_one_sentence(
    swapped: Swapped, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIENTHONG_TEMPORAL_ADDRESS", "127.0.0.1:1")
    assert await swapped.recalculate(AFTER) == AWAY
    assert capsys.readouterr().err == "lienthong recalculate: Temporal không trả lời tại 127.0.0.1:1\n"
    assert await swapped.recalculate(AFTER, english=True) == AWAY
    assert capsys.readouterr().err == "lienthong recalculate: Temporal does not answer at 127.0.0.1:1\n"
