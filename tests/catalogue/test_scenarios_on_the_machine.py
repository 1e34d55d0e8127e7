"""Every scenario of the catalogue, played on the machine."""

import pytest

from definitions.directory_files import demonstration_officials
from definitions.procedure import Procedure
from definitions.scenarios import Scenario
from tests.plays import GROUND, catalogue_scenarios
from workflows.machine.journal import check_chain
from workflows.machine.pin import Code, pin_of
from workflows.rehearsal import Cast, perform

CAST = Cast(demonstration_officials(GROUND.directory))


@pytest.mark.parametrize(
    ("procedure", "scenario"), catalogue_scenarios(), ids=lambda value: getattr(value, "title", None)
)
def test_the_scenario_happens_as_its_author_expects(procedure: Procedure, scenario: Scenario) -> None:
    pin = pin_of(procedure, GROUND, unit=scenario.lodged.unit, on=scenario.lodged.at.date())
    played = perform(pin.model_copy(update={"code": Code("H57.35.04-200302-0001")}), scenario, CAST, GROUND)
    assert played.failures == ()
    check_chain(played.entries)


def test_the_worship_allowance_has_at_least_eight_scenarios_and_each_end() -> None:
    titles = [scenario.title for procedure, scenario in catalogue_scenarios() if procedure.procedure == "1.010803"]
    assert len(titles) == len(set(titles)) >= 8
