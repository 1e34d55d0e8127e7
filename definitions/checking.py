"""Checking: everything that is wrong under a path, in its definitions, in their scenarios and between them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from definitions.calendar import Calendar
from definitions.calls import call_findings
from definitions.directory import Directory
from definitions.findings import Code, Finding, Place
from definitions.loader import MAX_FILES, SCENARIOS, Loaded, definition_files, duplicates, load_procedure
from definitions.positions import Path as Path_
from definitions.positions import Positions
from definitions.procedure import Procedure
from definitions.saying import Saying, grouped
from definitions.scenarios import load_scenarios, scenario_file
from definitions.soundness import check_procedure


@dataclass(frozen=True, slots=True)
class Proof:
    """What walking through a definition's states has found, how many they were, and whether those were all."""

    findings: tuple[Finding, ...]
    states: int
    whole: bool


Prover = Callable[[Procedure, Positions], Proof]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What definitions are checked against: the offices, the calendar, and the machine that they must be sound for.

    What is None is not looked at.
    """

    directory: Directory | None = None
    calendar: Calendar | None = None
    prove: Prover | None = None


@dataclass(frozen=True, slots=True)
class File:
    """What was found in one definition and its scenarios, and how many states it has, if all were looked at."""

    loaded: Loaded
    findings: tuple[Finding, ...]
    scenarios: int = 0
    states: int = 0
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Checked:
    """How much was looked at, and what was found, in the order of the files.

    `partly` are the files of definitions that have too many states for all of them to be looked at.
    """

    definitions: int
    scenarios: int
    findings: tuple[Finding, ...]
    states: int = 0
    partly: tuple[str, ...] = ()


UNWALKABLE: Final = frozenset(
    {
        Code.RESERVED_STEP,
        Code.UNKNOWN_STEP,
        Code.NOT_A_SPLIT,
        Code.FIRST_STEP_NO_TASK,
        Code.AUTOMATIC_LOOP,
        Code.JOIN_NEVER_MET,
    }
)
"""What keeps a definition's states from being walked through."""


def check_path(path: Path, ground: Ground) -> Checked:
    """Check a definition's file, a file of scenarios or a folder of them; whatever is wrong is a finding."""
    return together([check_file(file, ground) for file in files_under(path)], astray(path))


def files_under(path: Path) -> tuple[Path, ...]:
    """The definitions that a path means: a folder's, a file's own, or those whose scenarios it is."""
    if path.is_dir():
        return definition_files(path)[: MAX_FILES + 1]
    return (_definition_of(path) if path.name.endswith(SCENARIOS) else path,)


def check_file(path: Path, ground: Ground) -> File:
    """Check one definition and the scenarios beside it."""
    loaded = load_procedure(path)
    scenarios, wrong = _scenarios(loaded)
    checked = check_loaded(loaded, ground)
    return replace(checked, findings=(*checked.findings, *wrong), scenarios=scenarios)


def check_loaded(loaded: Loaded, ground: Ground) -> File:
    """Check one definition, its findings in the order of its text; no other file is looked at."""
    if loaded.procedure is None:
        return File(loaded, loaded.findings)
    found = check_procedure(loaded.procedure, loaded.positions, ground.directory, ground.calendar)
    wrong = (*loaded.findings, *found)
    if ground.prove is None or any(finding.code in UNWALKABLE for finding in found):
        return File(loaded, _in_order(wrong))
    proof = ground.prove(loaded.procedure, loaded.positions)
    return File(loaded, _in_order((*wrong, *proof.findings)), states=proof.states, whole=proof.whole)


def _in_order(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.place))


def check_lightly(path: Path, ground: Ground) -> File:
    """The same, with only those places that are needed to look between files: a province's list is long."""
    file = check_file(path, ground)
    known = file.loaded.positions
    between = {path: place for path, place in known.values.items() if _is_between(path)}
    keys = {path: place for path, place in known.keys.items() if _is_between(path)}
    return replace(file, loaded=replace(file.loaded, positions=Positions(known.file, between, keys)))


def _is_between(path: Path_) -> bool:
    return path == ("procedure",) or (len(path) > _STEP and path[0] == "steps" and path[_STEP] in _CALLS)


_STEP: Final = 2
_CALLS: Final = frozenset({"call", "fill", "papers"})


def astray(path: Path) -> tuple[Finding, ...]:
    """What is wrong with a folder as one: too many files, or scenarios without their definition."""
    if path.is_dir():
        return (*_too_many(path), *_orphans(path))
    return ()


def together(files: Iterable[File], found: Iterable[Finding] = ()) -> Checked:
    """Sum files up, with what is wrong between them."""
    files = tuple({file.loaded.positions.file: file for file in files}.values())
    loaded = tuple(file.loaded for file in files)
    between = (*found, *duplicates(loaded), *call_findings(loaded))
    findings = dict.fromkeys((*between, *(finding for file in files for finding in file.findings)))
    return Checked(
        definitions=len(files),
        scenarios=sum(file.scenarios for file in files),
        findings=tuple(sorted(findings, key=lambda finding: finding.place)),
        states=sum(file.states for file in files),
        partly=tuple(file.loaded.positions.file for file in files if not file.whole),
    )


def _too_many(folder: Path) -> Iterator[Finding]:
    if len(definition_files(folder)) > MAX_FILES:
        wrong = Saying(vietnamese="thư mục có hơn {most} tệp", english="the folder holds more than {most} files").of(
            most=grouped(MAX_FILES)
        )
        yield Finding(
            Code.UNREADABLE,
            Place(str(folder)),
            wrong,
            Saying(vietnamese="nêu thư mục của một danh mục thủ tục", english="give the folder of a catalogue").of(),
        )


def _scenarios(loaded: Loaded) -> tuple[int, tuple[Finding, ...]]:
    beside = scenario_file(Path(loaded.positions.file))
    if not beside.is_file():
        return 0, ()
    read = load_scenarios(beside, loaded.procedure)
    return len(read.scenarios), read.findings


def _orphans(folder: Path) -> Iterator[Finding]:
    for path in sorted(folder.rglob(f"*{SCENARIOS}")):
        if not _definition_of(path).is_file():
            wrong = Saying(
                vietnamese="không có định nghĩa '{name}' cạnh tệp tình huống này",
                english="there is no definition '{name}' beside these scenarios",
            ).of(name=_definition_of(path).name)
            yield Finding(
                Code.FILE_NAME,
                Place(str(path)),
                wrong,
                Saying(vietnamese="đặt tên tệp theo tên định nghĩa", english="name the file after its definition").of(),
            )


def _definition_of(scenarios: Path) -> Path:
    return scenarios.with_name(scenarios.name.removesuffix(SCENARIOS) + ".yaml")
