"""What `lienthong test` does: whether definitions do what their scenarios say."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import track

from commands.played import Story, Verdict, verdicts_json, verdicts_text
from commands.progress import tracked
from commands.speech import Speech, speech
from commands.usual import CATALOGUE, Engine
from definitions.calendar_files import UnknownCalendar, load_calendar
from definitions.checking import files_under
from definitions.directory_files import UnknownDirectory, demonstration_officials, load_directory
from definitions.findings import Finding
from definitions.loader import SCENARIOS, definition_files, load_catalogue, load_procedure
from definitions.procedure import Procedure
from definitions.saying import Saying
from definitions.scenarios import load_scenarios, scenario_file
from runtime.refusals import StartRefused
from workflows.machine.pin import Code, Ground, Pin, pin_of
from workflows.rehearsal import Cast, Performance, perform

WELL: Final = 0
FAILED: Final = 1

NOTHING: Final = Saying(vietnamese="hãy nêu tệp hoặc thư mục cần thử", english="say what to test, a file or a folder")
WORKING: Final = Saying(vietnamese="Đang thử", english="Playing")


def play(  # noqa: PLR0913 - what the command was asked
    *paths: Path,
    engine: Engine,
    json_: bool,
    directory: str,
    calendar: str,
    english: bool,
) -> int:
    """Do what `lienthong test` was asked; what to exit with."""
    say = speech(english=english)
    if not paths:
        return say.wrong("test", NOTHING)
    files = tuple(dict.fromkeys(file for path in paths for file in files_under(path)))
    try:
        ground = Ground(
            directory=load_directory(directory), calendar=load_calendar(calendar), procedures=_procedures(files)
        )
    except (UnknownDirectory, UnknownCalendar) as unknown:
        return say.wrong("test", unknown)
    stories, findings = _stories(files)
    rehearsed = _rehearsals(stories, ground, say)
    verdicts = tuple(_verdict(story, played) for story, played in zip(stories, rehearsed, strict=True))
    try:
        if engine is Engine.TEMPORAL:
            verdicts = asyncio.run(_acted(stories, rehearsed, ground, files))
    except StartRefused as refused:
        return say.fails("test", FAILED, refused)
    print(verdicts_json(verdicts, findings) if json_ else verdicts_text(verdicts, findings, say))
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


def _rehearsals(stories: tuple[Story, ...], ground: Ground, say: Speech) -> tuple[Performance, ...]:
    cast = Cast(demonstration_officials(ground.directory))
    return tuple(_rehearsed(story, ground, cast) for story in tracked(stories, say(WORKING)))


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
