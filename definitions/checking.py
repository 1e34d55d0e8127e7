"""Checking: everything that is wrong under a path, in its definitions and in their scenarios."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from definitions.calendar import Calendar
from definitions.directory import Directory
from definitions.findings import Code, Finding, Place
from definitions.loader import SCENARIOS, Loaded, load_catalogue, load_procedure
from definitions.scenarios import load_scenarios, scenario_file
from definitions.soundness import check_procedure


@dataclass(frozen=True, slots=True)
class Checked:
    """How much was looked at, and what was found, in the order of the files."""

    definitions: int
    scenarios: int
    findings: tuple[Finding, ...]


def check_path(path: Path, directory: Directory | None = None, calendar: Calendar | None = None) -> Checked:
    """Check a definition's file, a file of scenarios or a folder of them; whatever is wrong is a finding."""
    if path.name.endswith(SCENARIOS):
        path = _definition_of(path)
    if path.is_dir():
        catalogue = load_catalogue(path)
        loaded, found = catalogue.loaded, [*catalogue.findings, *_orphans(path)]
    else:
        loaded, found = (load_procedure(path),), []
    scenarios = 0
    for one in loaded:
        found += one.findings
        if one.procedure is not None:
            found += check_procedure(one.procedure, one.positions, directory, calendar)
        told, wrong = _scenarios(one)
        scenarios += told
        found += wrong
    return Checked(len(loaded), scenarios, tuple(sorted(found, key=lambda finding: finding.place)))


def _scenarios(loaded: Loaded) -> tuple[int, tuple[Finding, ...]]:
    beside = scenario_file(Path(loaded.positions.file))
    if not beside.is_file():
        return 0, ()
    read = load_scenarios(beside, loaded.procedure)
    return len(read.scenarios), read.findings


def _orphans(folder: Path) -> Iterator[Finding]:
    for path in sorted(folder.rglob(f"*{SCENARIOS}")):
        if not _definition_of(path).is_file():
            wrong = f"there is no definition '{_definition_of(path).name}' beside these scenarios"
            yield Finding(Code.FILE_NAME, Place(str(path)), wrong, "name the file after its definition")


def _definition_of(scenarios: Path) -> Path:
    return scenarios.with_name(scenarios.name.removesuffix(SCENARIOS) + ".yaml")
