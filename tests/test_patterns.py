"""The 43 control-flow patterns: each that the documentation calls expressible is shown by a scenario that happens."""

import re
from pathlib import Path

import pytest

from definitions.checking import Ground, check_path
from definitions.directory_files import demonstration_officials
from definitions.loader import load_catalogue
from definitions.procedure import Procedure
from definitions.scenarios import Scenario, load_scenarios
from tests.plays import EXAMPLES, GROUND, stories
from workflows.machine.journal import check_chain
from workflows.machine.pin import Code, pin_of
from workflows.machine.pin import Ground as World
from workflows.proving import prove
from workflows.rehearsal import Cast, perform

DOCS = Path(__file__).parents[1] / "docs"
PATTERNS = DOCS / "patterns"
CAST = Cast(demonstration_officials(GROUND.directory))
EXPRESSIBLE = {*range(1, 8), *range(9, 17), *range(18, 23), *range(24, 28), 29, 30, 32, 34, 35, 43}
"""The numbers that the language set out to express."""


def rows() -> list[tuple[int, str, str]]:
    text = (DOCS / "patterns.md").read_text("utf-8")
    table = re.findall(r"^\| (\d+) \| [^|]+ \| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE)
    return [(int(number), definition, shown) for number, definition, shown in table]


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_the_examples_are_sound(folder: Path) -> None:
    ground = Ground(directory=GROUND.directory, calendar=GROUND.calendar, prove=prove)
    assert check_path(folder, ground).findings == ()


@pytest.mark.parametrize(
    ("procedure", "scenario"),
    [story for folder in EXAMPLES for story in stories(folder)],
    ids=lambda value: getattr(value, "title", None),
)
def test_the_example_happens_as_its_scenario_says(procedure: Procedure, scenario: Scenario) -> None:
    called = tuple(one for folder in EXAMPLES for one in load_catalogue(folder).procedures)
    world = World(directory=GROUND.directory, calendar=GROUND.calendar, procedures=called)
    pin = pin_of(procedure, world, unit=scenario.lodged.unit, on=scenario.lodged.at.date())
    played = perform(pin.model_copy(update={"code": Code("H57.35.04-200302-0001")}), scenario, CAST, world)
    assert played.failures == ()
    check_chain(played.entries)


def test_the_table_has_all_patterns_and_those_that_the_language_set_out_to_express() -> None:
    assert [number for number, _, _ in rows()] == list(range(1, 44))
    assert {number for number, definition, _ in rows() if definition != "no"} == EXPRESSIBLE


def test_every_pattern_called_expressible_has_a_scenario_that_names_it() -> None:
    for number, definition, shown in rows():
        if definition == "no":
            continue
        found = re.fullmatch(r"\[`(?P<name>[a-z-]+)`\]\(patterns/(?P=name)\.v1\.yaml\)", definition)
        assert found is not None, definition
        told = load_scenarios(PATTERNS / f"{found['name']}.v1.scenarios.yaml").scenarios
        assert shown in {scenario.title for scenario in told}
        assert re.search(rf"\bWCP-{number}\b", shown)
