"""The worker killed when something is done and Temporal has not heard of it: it is not done a second time.

The errand of an interrupted letter is tried again after two minutes: `test_killed` looks for it at its end.
"""

import asyncio
import sqlite3
from contextlib import closing
from functools import partial

import pytest

from runtime.waiting import until
from tests.crashes.activities import is_at_work
from tests.crashes.household import Household, within
from tests.crashes.letters import Mailroom
from tests.crashes.line import Line, open_line
from tests.crashes.stream import OUTCOMES, UNITS, Officials, journal, lodging, outcomes, steps
from workflows.effects import CORRESPOND, WRITE_ENTRIES

pytestmark = [pytest.mark.temporal, pytest.mark.crash, pytest.mark.slow]

UNIT, DISTRICT = UNITS[0]
DESK = f"tiepnhan.{UNIT}"


async def test_a_dossier_goes_on_while_its_letter_is_still_to_be_accounted_for(
    household: Household, mailroom: Mailroom, interrupted: str
) -> None:
    assert await is_at_work(household, interrupted, CORRESPOND)
    assert len(mailroom.ids(interrupted)) == 1
    await Officials(household).carry("letter", interrupted, steps(UNIT, DISTRICT)[1:3], first=2)
    assert outcomes(household, interrupted) == list(OUTCOMES[:3])


async def test_entries_written_by_a_worker_that_could_not_say_so_are_not_written_twice(
    household: Household, mailroom: Mailroom
) -> None:
    officials = Officials(household)
    await household.kill("worker")
    async with open_line(household.settings.temporal_port) as line:
        await household.start("worker", temporal_address=f"127.0.0.1:{line.port}")
        lodged = await officials.act(DESK, "/api/dossiers", lodging(UNIT, email="hoa@example.vn"), key="written-0")
        code = str(lodged["code"])
        accepted = await _accepted_unheard(officials, line, code)
        written = [entry.hash for entry in journal(household, code)]
        await household.kill("worker")
        await line.cut()
    assert not accepted.done()
    await household.start("worker")
    await accepted
    await officials.carry("written", code, steps(UNIT, DISTRICT)[1:], first=2)
    await within(mailroom.until_arrived(code, 2))
    assert [entry.hash for entry in journal(household, code)][: len(written)] == written
    assert outcomes(household, code) == list(OUTCOMES)
    assert await household.disagreements([code]) == []
    assert len(mailroom.ids(code)) == len(set(mailroom.ids(code)))


async def _accepted_unheard(officials: Officials, line: Line, code: str) -> "asyncio.Task[None]":
    """The call that accepts a dossier, when its entries are written and nobody can hear of it on the line."""
    household = officials.household
    before = len(journal(household, code))
    with closing(sqlite3.connect(household.settings.data / "records.sqlite", isolation_level=None)) as records:
        records.execute("BEGIN IMMEDIATE")
        accepted = asyncio.create_task(officials.carry("written", code, steps(UNIT, DISTRICT)[:1]))
        await within(until(partial(is_at_work, household, code, WRITE_ENTRIES)))
        line.hold()
        records.execute("ROLLBACK")
    await within(until(partial(_has_more, household, code, before)))
    return accepted


async def _has_more(household: Household, code: str, count: int) -> bool:
    return len(journal(household, code)) > count
