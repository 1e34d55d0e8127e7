"""Telling dossiers of a later calendar: what refuses is noted once, what does not answer is met again."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
import pytest_asyncio
from temporalio.testing import ActivityEnvironment

from activities.recalculation import Recalculation
from commands.sweeping import Sweeping
from definitions.calendar import Calendar
from definitions.calendar_files import load_calendar
from records import calendars, recalculations
from records.database import reading, writing
from records.tables import Dossier
from runtime.secrets import read_secrets
from runtime.virtual import start_virtual_clocks
from runtime.waiting import until
from tests.api.counter import RECEPTIONIST, lodged
from tests.office import Office, open_office, settings_in
from workflows.machine.refusals import Rule
from workflows.sweeps import Batch, Swept

pytestmark = pytest.mark.temporal

SWAP = load_calendar("thua-thien-hue", known_on=date(2025, 12, 25))


@dataclass(frozen=True)
class Counter:
    """An office with a counter, and the activity at work in it."""

    office: Office
    recalculation: Recalculation

    async def lodge(self) -> str:
        dossier = await lodged(self.office, rehearsal_at="2025-12-24T09:00:00")
        return str(dossier["code"])

    async def redate(self, calendar: Calendar, **changes: Any) -> Swept:
        asked = {"calendar": calendar, "operator": "an", "after": "", "size": 10, **changes}
        swept = await ActivityEnvironment().run(self.recalculation.redate, Batch(**asked))
        assert isinstance(swept, Swept)
        return swept

    def refusals(self, calendar: Calendar) -> dict[str, str]:
        with reading(self.office.premises.database) as session:
            return recalculations.refusals(session, calendar.digest)

    async def kinds(self, code: str) -> list[str]:
        found = await self.office.read(RECEPTIONIST, f"/api/dossiers/{code}/journal")
        return [entry["kind"] for entry in found.json()["entries"]]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def counter(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Counter]:
    settings = settings_in(tmp_path_factory.mktemp("counter"))
    clocks = await start_virtual_clocks(read_secrets(settings).codec)
    async with open_office(settings, clocks.client) as office:
        yield Counter(office, Recalculation(office.premises.database, clocks.client))
    await clocks.shutdown()


def published(counter: Counter, name: str, **changes: Any) -> Calendar:
    """A later version, in force, of which nobody was told yet."""
    calendar = SWAP.model_copy(update={"version": name, **changes})
    with writing(counter.office.premises.database) as session:
        calendars.publish(session, calendar, at=counter.office.premises.clock(), by="an")
    return calendar


async def test_a_batch_is_told_once_and_the_second_time_nobody_is_left(counter: Counter) -> None:
    codes = [await counter.lodge() for _ in range(3)]
    calendar = published(counter, "first")
    assert await counter.redate(calendar, size=2) == Swept(last=codes[1], told=2, refused=0, unreached=0)
    assert await counter.redate(calendar, size=2) == Swept(last=None, told=1, refused=0, unreached=0)
    assert await counter.redate(calendar) == Swept(last=None, told=0, refused=0, unreached=0)
    assert [(await counter.kinds(code)).count("calendar.applied") for code in codes] == [1, 1, 1]


async def test_a_calendar_that_ends_too_early_is_refused_and_noted_until_begun_anew(counter: Counter) -> None:
    code = await counter.lodge()
    days = {"last_on": date(2025, 12, 31), "make_up": (), "off": ()}
    calendar = published(counter, "short", **days)
    assert (await counter.redate(calendar)).refused >= 1
    assert counter.refusals(calendar)[code] == Rule.LIMIT_BEYOND_CALENDAR
    assert await counter.redate(calendar) == Swept(last=None, told=0, refused=0, unreached=0)
    with writing(counter.office.premises.database) as session:
        recalculations.begin(session, calendar.digest, operator="an", at=counter.office.premises.clock())
    assert counter.refusals(calendar) == {}
    published(counter, "long enough")


async def test_a_dossier_that_has_ended_is_no_longer_told(counter: Counter) -> None:
    code = await counter.lodge()
    ended = await counter.office.act(RECEPTIONIST, f"/api/dossiers/{code}/withdrawal", {"reason": "Rút hồ sơ"})
    assert ended.status_code == 200, ended.text
    calendar = published(counter, "after the end")
    await counter.redate(calendar)
    assert "calendar.applied" not in await counter.kinds(code)
    assert code not in counter.refusals(calendar)


async def test_a_dossier_with_news_not_yet_written_is_left_to_the_next_pass(counter: Counter) -> None:
    code = await counter.lodge()
    calendar = published(counter, "with news")
    await counter.redate(calendar, after=code)
    move_seq(counter, code, by=-1)
    unreached = await counter.redate(calendar, after=before(code))
    assert (unreached, counter.refusals(calendar)) == (Swept(last=None, told=0, refused=0, unreached=1), {})
    move_seq(counter, code, by=1)
    assert await counter.redate(calendar, after=before(code)) == Swept(last=None, told=1, refused=0, unreached=0)


async def test_a_dossier_whose_workflow_is_gone_is_noted_and_holds_nobody_up(counter: Counter) -> None:
    code = await counter.lodge()
    await counter.office.client.get_workflow_handle(code).terminate()
    calendar = published(counter, "gone")
    assert (await counter.redate(calendar)).unreached == 0
    assert counter.refusals(calendar) == {code: Rule.DOSSIER_ENDED}


def before(code: str) -> str:
    """What sorts just before a code."""
    return code[:-1] + chr(ord(code[-1]) - 1) + "~"


def move_seq(counter: Counter, code: str, *, by: int) -> None:
    """Let the records know of so many entries more or fewer than the dossier."""
    with writing(counter.office.premises.database) as session:
        dossier = session.get_one(Dossier, code)
        dossier.seq += by


async def test_open_dossiers_of_an_earlier_version_are_swept_when_the_house_starts(counter: Counter) -> None:
    code = await counter.lodge()
    published(counter, "for the start")
    premises = counter.office.premises
    sweeping = Sweeping(premises.database, premises.client, premises.settings.temporal_task_queue)
    assert await sweeping.begin_outstanding(SWAP.id) >= 1

    async def is_told() -> bool:
        return "calendar.applied" in await counter.kinds(code)

    async with asyncio.timeout(30):
        await until(is_told)
    assert await sweeping.begin_outstanding("elsewhere") == 0
