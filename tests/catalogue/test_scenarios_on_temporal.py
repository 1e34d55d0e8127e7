"""Every scenario of the catalogue, played through the API on a real Temporal server with virtual clocks."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from commands.acting import Acting, Stage
from commands.stage import open_stage
from definitions.procedure import Procedure
from definitions.scenarios import Scenario
from tests.plays import GROUND, catalogue_scenarios
from workflows.machine.pin import pin_of
from workflows.rehearsal import perform

pytestmark = pytest.mark.temporal


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path_factory.mktemp("stage")) as opened:
        yield opened


@pytest.mark.parametrize(
    ("procedure", "scenario"), catalogue_scenarios(), ids=lambda value: getattr(value, "title", None)
)
async def test_the_journal_on_temporal_is_the_machines(procedure: Procedure, scenario: Scenario, stage: Stage) -> None:
    first = pin_of(procedure, GROUND, unit=scenario.lodged.unit, on=scenario.lodged.at.date())
    instants = perform(first, scenario, stage.cast, GROUND).instants
    acting = Acting(stage, procedure.procedure, scenario, instants)
    scenes = [scene async for scene in acting.scenes(first)]

    played = acting.performance()
    rehearsed = perform(stage.pin(acting.code), scenario, stage.cast, GROUND)
    assert played.failures == rehearsed.failures == ()
    assert played.lines == rehearsed.lines
    assert [scene.refused for scene in scenes if scene.refused] == [act.refused for act in scenario.acts if act.refused]
