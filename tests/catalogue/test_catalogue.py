"""The catalogue as a whole: what holds of all its definitions together, and of each beside its own findings."""

from datetime import date, timedelta
from itertools import groupby, pairwise
from pathlib import Path

import pytest

from definitions.calendar_files import load_calendar
from definitions.directory_files import demonstration_officials, load_directory
from definitions.loader import definition_files, load_procedure
from definitions.procedure import Procedure
from definitions.scenarios import Scenario, load_scenarios, scenario_file
from definitions.steps.calls import Call
from tests.plays import CATALOGUE, GROUND
from workflows.coverage import coverage
from workflows.machine.events import AnyEvent
from workflows.machine.pin import Code, Ground, pin_of
from workflows.rehearsal import Cast, perform

FILES = definition_files(CATALOGUE)
TWO_LEVELS = Ground(directory=load_directory("hue-2025"), calendar=load_calendar("thua-thien-hue"))
SINCE_TWO_LEVELS = date(2025, 7, 1)
CAST = Cast(demonstration_officials(GROUND.directory))


def procedure(path: Path) -> Procedure:
    loaded = load_procedure(path).procedure
    assert loaded is not None
    return loaded


def test_the_procedures_of_the_plan_are_there() -> None:
    sectors = {path.parent.name for path in FILES}
    assert sectors == {
        *("bao-hiem", "bao-tro-xa-hoi", "chung-thuc", "cu-tru", "dat-dai"),
        *("ho-tich", "lien-thong", "nguoi-co-cong", "xay-dung"),
    }
    assert len({procedure(path).procedure for path in FILES}) == len(FILES) - 1 == 24


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_code_that_is_a_placeholder_says_so(path: Path) -> None:
    said = "the code is a placeholder" in path.read_text(encoding="utf-8")
    assert said == procedure(path).procedure.startswith("9.")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_is_called_is_in_the_catalogue_on_the_days_of_the_caller(path: Path) -> None:
    caller = procedure(path)
    for step in caller.steps.values():
        if isinstance(step, Call):
            assert GROUND.in_force(step.call, caller.effective.from_).procedure == step.call


def test_the_versions_of_a_procedure_follow_each_other_without_a_gap() -> None:
    known = sorted((procedure(path) for path in FILES), key=lambda one: (one.procedure, one.version))
    for _, versions in groupby(known, key=lambda one: one.procedure):
        for earlier, later in pairwise(versions):
            assert earlier.effective.until is not None
            assert later.effective.from_ == earlier.effective.until + timedelta(days=1)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_begins_after_the_districts_meets_offices_of_both_levels_only(path: Path) -> None:
    found = procedure(path)
    if found.effective.from_ >= SINCE_TWO_LEVELS:
        pin = pin_of(found, TWO_LEVELS, unit="19777", on=found.effective.from_)
        assert {office.level for office in pin.route.offices.values()} == {"commune", "province"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_step_and_every_outcome_happens_in_some_scenario(path: Path) -> None:
    found = procedure(path)
    scenarios = load_scenarios(scenario_file(path), found).scenarios
    covered = coverage(found, [played(found, scenario) for scenario in scenarios])
    assert (covered.steps.missing, covered.outcomes.missing) == ((), ())


def played(found: Procedure, scenario: Scenario) -> tuple[AnyEvent, ...]:
    pin = pin_of(found, GROUND, unit=scenario.lodged.unit, on=scenario.lodged.at.date())
    return perform(pin.model_copy(update={"code": Code("H57.35.04-200302-0001")}), scenario, CAST, GROUND).events
