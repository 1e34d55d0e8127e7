"""A calendar that one office has for itself: what comes into force at a start dates its dossiers anew."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

import pytest
import pytest_asyncio

from api import telling
from commands.opening import open_records
from commands.sweeping import Standing, Sweeping
from definitions.calendar_files import load_calendar
from runtime.secrets import read_secrets
from runtime.virtual import start_virtual_clocks
from runtime.waiting import until
from tests.api.counter import RECEPTIONIST, lodged
from tests.commands.test_recalculate import handing_in, reserved_under
from tests.office import Office, open_office, settings_in

pytestmark = pytest.mark.temporal

WARDS = "ho-chi-minh-phuong"
"""The desks that work on Saturday mornings too; the calendar lies beneath its city's."""
BEFORE = load_calendar(WARDS, known_on=date(2025, 12, 24))
NOW = load_calendar(WARDS)


@pytest_asyncio.fixture(loop_scope="session")
async def office(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Office]:
    settings = settings_in(tmp_path_factory.mktemp("wards"))
    clocks = await start_virtual_clocks(read_secrets(settings).codec)
    async with open_office(settings, clocks.client) as opened:
        yield opened
    await clocks.shutdown()


async def test_a_dossier_of_an_office_with_its_own_calendar_follows_its_next_version(office: Office) -> None:
    premises, queue = office.premises, office.settings.temporal_task_queue
    await lodged(office, rehearsal_at="2025-12-24T09:00:00")
    pin = reserved_under(office, BEFORE)
    await telling.start(premises.client, queue, pin, handing_in(pin))
    was = (await office.read(RECEPTIONIST, f"/api/dossiers/{pin.code}")).json()["clock"]["due_at"]

    await asyncio.to_thread(open_records, premises.database, at=datetime.now(UTC), calendar="ho-chi-minh")
    sweeping = Sweeping(premises.database, premises.client, queue)
    assert await sweeping.begin_outstanding(WARDS) == 1
    assert await sweeping.begin_outstanding("ho-chi-minh") == 0

    async def is_done() -> bool:
        return await sweeping.standing(NOW) is Standing.DONE

    async with asyncio.timeout(20):
        await until(is_done)
    clock = (await office.read(RECEPTIONIST, f"/api/dossiers/{pin.code}")).json()["clock"]
    assert [(one["was"], one["cause"]) for one in clock["revisions"]] == [(was, "calendar")]
    limit = pin.procedure.time.limit.term
    lodged_at = datetime.fromisoformat(clock["lodged_at"])
    assert datetime.fromisoformat(was) == BEFORE.due(lodged_at, limit)
    assert datetime.fromisoformat(clock["due_at"]) == NOW.due(lodged_at, limit)
