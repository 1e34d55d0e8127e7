"""Each process killed outright in the middle of work: what was acknowledged stands once, and work goes on."""

from functools import partial

import pytest

from runtime.waiting import until
from tests.crashes.activities import has_no_work
from tests.crashes.household import EVERYTHING, Household, within
from tests.crashes.letters import Mailroom
from tests.crashes.stream import struck

pytestmark = [pytest.mark.temporal, pytest.mark.crash, pytest.mark.slow]

ERRAND_SECONDS = 150
"""Longer than a dossier waits for an errand whose worker has gone, before it is tried again."""


async def test_the_worker_is_killed_in_the_middle_of_work(household: Household) -> None:
    await struck(household, "worker", ("worker",))


async def test_the_temporal_server_is_killed_in_the_middle_of_work(household: Household) -> None:
    await struck(household, "temporal", ("temporal",))


async def test_the_api_is_killed_in_the_middle_of_work(household: Household) -> None:
    officials = await struck(household, "api", ("api",))
    assert officials.unanswered["ConnectError"], "somebody called while it was away"


async def test_everything_is_killed_at_once_in_the_middle_of_work(household: Household) -> None:
    await struck(household, "everything", EVERYTHING)


async def test_a_letter_that_went_out_before_the_worker_was_killed_does_not_go_out_again(
    household: Household, mailroom: Mailroom, interrupted: str
) -> None:
    await within(until(partial(has_no_work, household, interrupted)), ERRAND_SECONDS)
    assert len(mailroom.ids(interrupted)) == 1
    assert await household.disagreements([interrupted]) == []
