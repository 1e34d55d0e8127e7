"""The database locked for long, and a definition changed while dossiers are open: refused clearly, and work goes on."""

import asyncio
import shutil
import sqlite3
import sys
from asyncio.subprocess import PIPE
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from commands.opening import open_records
from tests.crashes.household import ROOT, Household, free_ports, within
from tests.crashes.stream import OUTCOMES, UNITS, Officials, journal, lodging, outcomes, steps
from tests.plays import WORSHIP

pytestmark = [pytest.mark.temporal, pytest.mark.crash, pytest.mark.slow]

UNIT, DISTRICT = UNITS[0]
DESK = f"tiepnhan.{UNIT}"
PACKAGES = ("definitions", "workflows", "activities", "records", "runtime", "api", "commands", "worker.py", "cli.py")


async def test_acts_wait_for_a_database_that_is_locked_and_are_done_once(household: Household) -> None:
    officials = Officials(household)
    first, second = [
        (await officials.act(DESK, "/api/dossiers", lodging(UNIT), key=f"locked-{name}-0"))["code"] for name in "ab"
    ]
    calls = {
        "locked-a-1": (f"/api/dossiers/{first}/tasks/1/complete", {"outcome": "accept"}),
        "locked-b-1": (f"/api/dossiers/{second}/tasks/1/claim", None),
        "locked-c-0": ("/api/dossiers", lodging(UNIT)),
    }
    before = {code: len(journal(household, code)) for code in (first, second)}
    with closing(sqlite3.connect(household.settings.data / "records.sqlite", isolation_level=None)) as records:
        records.execute("BEGIN EXCLUSIVE")
        refused = await asyncio.gather(*(officials.attempt(DESK, *call, key=key) for key, call in calls.items()))
        assert {code: len(journal(household, code)) for code in before} == before
    assert [(answer.status_code, answer.headers["retry-after"]) for answer in refused] == [(503, "5")] * 3
    assert not any("sqlite" in answer.text or "database" in answer.text for answer in refused)
    answers = [await officials.act(DESK, *call, key=key) for key, call in calls.items()]
    again = [await officials.act(DESK, *call, key=key) for key, call in calls.items()]
    assert [answer["seq"] for answer in answers] == [answer["seq"] for answer in again]
    assert [answer["code"] for answer in answers] == [answer["code"] for answer in again]
    assert outcomes(household, first) == ["accept"]
    assert [entry.kind for entry in journal(household, second)].count("task.claimed") == 1
    assert await household.disagreements([answer["code"] for answer in answers]) == []


async def test_a_definition_changed_while_dossiers_are_open_is_refused_and_they_go_on(
    household: Household, tmp_path: Path
) -> None:
    officials = Officials(household)
    path = steps(UNIT, DISTRICT)
    code = (await officials.act(DESK, "/api/dossiers", lodging(UNIT), key="changed-0"))["code"]
    await officials.carry("changed", code, path[:2])
    program = _copied(tmp_path)
    changed = next((program / "definitions" / "catalogue").rglob(WORSHIP.name))
    published = changed.read_text()
    changed.write_text(published.replace("limit: 12 working days", "limit: 11 working days"))
    exit_code, said = await _up(program, household.settings.data)
    assert exit_code == 1
    assert said.startswith("lienthong up: Phiên bản 1 của thủ tục 1.010803 đã công bố ngày ")
    assert said.rstrip().endswith(": hãy trả lại tệp cũ và cho thay đổi một số phiên bản riêng")

    changed.with_name(changed.name.replace(".v1.", ".v2.")).write_text(
        published.replace("version: 1", "version: 2")
        .replace("from: 2019-04-04", "from: 2019-04-05")
        .replace("limit: 12 working days", "limit: 11 working days")
    )
    changed.write_text(published)
    opened = open_records(household.database, at=datetime.now(UTC), catalogue=program / "definitions" / "catalogue")
    assert opened.published == 1
    await household.kill("worker", "api")
    await household.start("worker", "api")
    new = await officials.act(DESK, "/api/dossiers", lodging(UNIT), key="changed-new-0")
    await officials.carry("changed", code, path[2:], first=3)
    old = await officials.insist("GET", f"/api/dossiers/{code}", headers=await officials.headers(DESK))
    assert (old.status_code, old.json()["procedure"]["version"]) == (httpx.codes.OK, 1)
    assert new["procedure"]["version"] == 2
    assert outcomes(household, code) == list(OUTCOMES)
    assert await household.disagreements([code, new["code"]]) == []


def _copied(folder: Path) -> Path:
    """This program, to be changed."""
    program = folder / "program"
    program.mkdir()
    for name in PACKAGES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, program / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, program / name)
    return program


async def _up(program: Path, data: Path) -> tuple[int | None, str]:
    """How `lienthong up` of that program ends, and what it says then."""
    ports = zip(("--port", "--temporal-port", "--ui-port"), map(str, free_ports(3)), strict=True)
    arguments = ("-m", "cli", "up", "--data", str(data), *(word for pair in ports for word in pair))
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, cwd=program, stderr=PIPE, stdout=PIPE)
    _, said = await within(process.communicate())
    return process.returncode, said.decode()
