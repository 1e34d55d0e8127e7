"""`lienthong test`: whether definitions do what their scenarios say."""

import asyncio
import json
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from pathlib import Path
from typing import Annotated, Final

from cyclopts import App, Parameter
from rich.console import Console
from rich.progress import track

from commands.opening import CATALOGUE
from definitions.calendar_files import UnknownCalendar, load_calendar
from definitions.checking import files_under
from definitions.directory_files import UnknownDirectory, demonstration_officials, load_directory
from definitions.findings import Finding
from definitions.loader import SCENARIOS, definition_files, load_catalogue, load_procedure
from definitions.procedure import Procedure
from definitions.saying import Language
from definitions.scenarios import Scenario, load_scenarios, scenario_file
from runtime.refusals import StartRefused
from workflows.coverage import Coverage, Share, coverage
from workflows.machine.events import AnyEvent
from workflows.machine.pin import Code, Ground, Pin, pin_of
from workflows.rehearsal import Cast, Performance, perform

WELL: Final = 0
FAILED: Final = 1
ASKED_WRONGLY: Final = 2

EPILOGUE: Final = """
Examples:

lienthong test definitions/catalogue

lienthong test tro-cap.v2.yaml --engine temporal

Exits with 0 when every scenario happens as its author expects, with 1 when one does not or cannot be read, with 2 when
it was asked wrongly.
"""

SHOWN: Final = 6
"""So many things that no scenario exercises are named; the rest are counted, and are all in the JSON."""


class Engine(StrEnum):
    """On what scenarios are played."""

    MACHINE = "machine"
    TEMPORAL = "temporal"


@dataclass(frozen=True, slots=True)
class Story:
    """A scenario with the definition it belongs to."""

    file: Path
    procedure: Procedure
    scenario: Scenario


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a scenario came to; `failures` are lines of a diff, none when it happened as expected."""

    story: Story
    failures: tuple[str, ...]
    events: tuple[AnyEvent, ...]


app: Final = App(name="test", help_epilogue=EPILOGUE)


@app.default
def play(  # noqa: PLR0913 - each is a switch of its own
    *paths: Path,
    engine: Engine = Engine.MACHINE,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
    directory: str = "thua-thien-hue",
    calendar: str = "thua-thien-hue",
    english: bool = False,
) -> int:
    """Play the scenarios beside definitions, and say what of each definition they never exercise.

    On the machine that takes milliseconds. On Temporal, a real server with virtual clocks carries each dossier through
    the worker and the API, and the journal must be the machine's.

    The epilogue of its help says what it exits with.

    Args:
        paths: Files of definitions or of scenarios, or folders of them.
        engine: On what the scenarios are played.
        json_: Print the outcome as JSON, for machines.
        directory: The directory whose offices and people play.
        calendar: The calendar by which time is counted.
        english: Say it in English.
    """
    if not paths:
        return _asked_wrongly("lienthong test: say what to test, a file or a folder")
    files = tuple(dict.fromkeys(file for path in paths for file in files_under(path)))
    try:
        ground = Ground(
            directory=load_directory(directory), calendar=load_calendar(calendar), procedures=_procedures(files)
        )
    except (UnknownDirectory, UnknownCalendar) as unknown:
        return _asked_wrongly(f"lienthong test: {unknown}")
    stories, findings = _stories(files)
    try:
        verdicts = _played(stories, ground, engine, files)
    except StartRefused as refused:
        print(f"lienthong test: {refused}", file=sys.stderr)
        return FAILED
    language = Language.ENGLISH if english else Language.VIETNAMESE
    print(_as_json(verdicts, findings) if json_ else _as_text(verdicts, findings, language))
    return FAILED if findings or any(verdict.failures for verdict in verdicts) else WELL


def _procedures(files: tuple[Path, ...]) -> tuple[Procedure, ...]:
    """What may be called: the definitions asked about, those beside them, and the catalogue's."""
    own = (load_procedure(file).procedure for file in _beside(files))
    loaded = (*load_catalogue(CATALOGUE).procedures, *(one for one in own if one is not None))
    return tuple({(one.procedure, one.version): one for one in loaded}.values())


def _beside(files: tuple[Path, ...]) -> tuple[Path, ...]:
    """The definitions in the folders of these files."""
    folders = dict.fromkeys(file.parent for file in files)
    found = (path for folder in folders for path in sorted(folder.glob("*.yaml")))
    return tuple(path for path in found if not path.name.endswith(SCENARIOS))


def _stories(files: tuple[Path, ...]) -> tuple[tuple[Story, ...], tuple[Finding, ...]]:
    stories: list[Story] = []
    findings: list[Finding] = []
    for file in files:
        loaded = load_procedure(file)
        findings += loaded.findings
        if loaded.procedure is None or not scenario_file(file).is_file():
            continue
        read = load_scenarios(scenario_file(file), loaded.procedure)
        findings += read.findings
        stories += (Story(file, loaded.procedure, scenario) for scenario in read.scenarios)
    return tuple(stories), tuple(findings)


def _played(stories: tuple[Story, ...], ground: Ground, engine: Engine, files: tuple[Path, ...]) -> tuple[Verdict, ...]:
    cast = Cast(demonstration_officials(ground.directory))
    rehearsed = tuple(_rehearsed(story, ground, cast) for story in stories)
    if engine is Engine.MACHINE:
        return tuple(_verdict(story, played) for story, played in zip(stories, rehearsed, strict=True))
    return asyncio.run(_acted(stories, rehearsed, ground, files))


def _rehearsed(story: Story, ground: Ground, cast: Cast) -> Performance:
    pin = _pin(story, ground).model_copy(update={"code": Code("H00.00.00-000000-0001")})
    return perform(pin, story.scenario, cast, ground)


def _pin(story: Story, ground: Ground) -> Pin:
    lodged = story.scenario.lodged
    return pin_of(story.procedure, ground, unit=lodged.unit, on=lodged.at.date())


def _verdict(story: Story, played: Performance, more: tuple[str, ...] = ()) -> Verdict:
    return Verdict(story, (*played.failures, *more), played.events)


async def _acted(
    stories: tuple[Story, ...], rehearsed: tuple[Performance, ...], ground: Ground, files: tuple[Path, ...]
) -> tuple[Verdict, ...]:
    """Every scenario on Temporal, and how its journal differs from the machine's."""
    with tempfile.TemporaryDirectory(prefix="lienthong-test-") as folder:
        catalogue = _gathered(files, Path(folder) / "catalogue")
        found = _on_stage(stories, rehearsed, ground, (Path(folder) / "stage", catalogue))
        return tuple([verdict async for verdict in found])


async def _on_stage(
    stories: tuple[Story, ...], rehearsed: tuple[Performance, ...], ground: Ground, folders: tuple[Path, Path]
) -> AsyncIterator[Verdict]:
    from commands.acting import Acting
    from commands.stage import open_stage
    from runtime.logs import write_logs
    from runtime.settings import LogFormat, LogLevel

    write_logs(LogFormat.CONSOLE, LogLevel.WARNING)
    stage_folder, catalogue = folders
    console = Console(stderr=True)
    played_on = tuple(zip(stories, rehearsed, strict=True))
    async with open_stage(stage_folder, catalogue=catalogue) as stage:
        for story, machine in track(played_on, "Temporal", console=console, disable=not console.is_terminal):
            acting = Acting(stage, story.procedure.procedure, story.scenario, machine.instants)
            async for _ in acting.scenes(_pin(story, ground)):
                pass
            played = acting.performance()
            again = perform(stage.pin(acting.code), story.scenario, stage.cast, ground)
            yield Verdict(story, (*played.failures, *_between(played.lines, again.lines)), machine.events)


def _gathered(files: tuple[Path, ...], folder: Path) -> Path:
    """A catalogue of the definitions that are played, and of those that ship: what they call must be published."""
    asked = {_version(file): file for file in (*definition_files(CATALOGUE), *_beside(files))}
    for number, file in enumerate(asked.values()):
        own = folder / f"{number}"
        own.mkdir(parents=True)
        shutil.copy(file, own / file.name)
    return folder


def _version(file: Path) -> tuple[str, int] | Path:
    """What a file defines: of two that define the same version, the one that is asked about is played."""
    procedure = load_procedure(file).procedure
    return (procedure.procedure, procedure.version) if procedure else file


def _between(temporal: tuple[str, ...], machine: tuple[str, ...]) -> Iterator[str]:
    """Where the journal on Temporal is not the machine's."""
    for ours, theirs in zip_longest(temporal, machine):
        if ours != theirs:
            yield f"+ {ours}" if ours else ""
            yield f"- {theirs}" if theirs else ""


@dataclass(frozen=True, slots=True)
class Words:
    """What the report says, in one language."""

    covered: str
    never: str
    more: str
    summary: str


VIETNAMESE: Final = Words(
    covered="bước {steps}, hướng đi {outcomes}, mốc báo {alarms}",
    never="chưa thử: {names}",
    more="và {number} mục nữa",
    summary="Thủ tục {definitions}, tình huống {scenarios}, không đạt {failed}.",
)
ENGLISH: Final = Words(
    covered="steps {steps}, outcomes {outcomes}, alarms {alarms}",
    never="never: {names}",
    more="and {number} more",
    summary="Definitions {definitions}, scenarios {scenarios}, failed {failed}.",
)


def _as_text(verdicts: tuple[Verdict, ...], findings: tuple[Finding, ...], language: Language) -> str:
    words = ENGLISH if language is Language.ENGLISH else VIETNAMESE
    lines = [finding.line(language) for finding in findings]
    for file, told in _by_file(verdicts).items():
        for verdict in told:
            if verdict.failures:
                lines += [f"✗ {verdict.story.scenario.title}", *(f"    {one}" for one in verdict.failures if one)]
        lines.append(f"{'✗' if any(one.failures for one in told) else '✓'} {file}: {_covered(_coverage(told), words)}")
    failed = sum(bool(verdict.failures) for verdict in verdicts)
    lines.append(words.summary.format(definitions=len(_by_file(verdicts)), scenarios=len(verdicts), failed=failed))
    return "\n".join(lines)


def _covered(found: Coverage, words: Words) -> str:
    said = words.covered.format(steps=found.steps, outcomes=found.outcomes, alarms=found.alarms)
    missing = (*found.steps.missing, *found.outcomes.missing, *found.alarms.missing)
    if not missing:
        return said
    more = (words.more.format(number=len(missing) - SHOWN),) if len(missing) > SHOWN else ()
    return f"{said}; {words.never.format(names=', '.join((*missing[:SHOWN], *more)))}"


def _as_json(verdicts: tuple[Verdict, ...], findings: tuple[Finding, ...]) -> str:
    definitions = [
        {
            "file": str(file),
            "scenarios": [
                {"title": one.story.scenario.title, "passed": not one.failures, "failures": list(one.failures)}
                for one in told
            ],
            "coverage": _flat(_coverage(told)),
        }
        for file, told in _by_file(verdicts).items()
    ]
    told = {"definitions": definitions, "findings": [finding.flat() for finding in findings]}
    return json.dumps(told, ensure_ascii=False, indent=2)


def _flat(found: Coverage) -> dict[str, dict[str, object]]:
    shares: dict[str, Share] = {"steps": found.steps, "outcomes": found.outcomes, "alarms": found.alarms}
    return {
        name: {"met": share.met, "whole": share.whole, "never": list(share.missing)} for name, share in shares.items()
    }


def _coverage(verdicts: tuple[Verdict, ...]) -> Coverage:
    return coverage(verdicts[0].story.procedure, [verdict.events for verdict in verdicts])


def _by_file(verdicts: tuple[Verdict, ...]) -> dict[Path, tuple[Verdict, ...]]:
    files: dict[Path, tuple[Verdict, ...]] = {}
    for verdict in verdicts:
        files[verdict.story.file] = (*files.get(verdict.story.file, ()), verdict)
    return files


def _asked_wrongly(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return ASKED_WRONGLY
