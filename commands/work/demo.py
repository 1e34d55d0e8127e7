"""What `lienthong demo` does: the story of a late dossier, told as it happens on a real server with virtual clocks."""

import asyncio
import shutil
from itertools import groupby, zip_longest
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.markup import escape

from commands.acting import Acting, Scene
from commands.screen import Screen
from commands.speech import Speech, speech
from commands.stage import open_stage
from commands.timeline import Timeline
from commands.usual import CALENDAR, CATALOGUE, DIRECTORY
from definitions.calendar_files import load_calendar
from definitions.directory_files import load_directory
from definitions.loader import load_procedure
from definitions.procedure import Procedure
from definitions.saying import Saying
from definitions.scenarios import Scenario, load_scenarios, scenario_file
from runtime.logs import write_logs
from runtime.settings import LogFormat, LogLevel, read_settings
from workflows.machine.journal import event_of
from workflows.machine.pin import Ground, pin_of
from workflows.rehearsal import Performance, perform

DEFINITION: Final = CATALOGUE / "nguoi-co-cong" / "tro-cap-tho-cung-liet-si.v1.yaml"
STORY: Final = "lỡ hẹn lần hai"
"""What the title of the scenario told has in it."""
APOLOGY_FORM: Final = "04"
FILES: Final = {"01": "receipt", APOLOGY_FORM: "apology"}
"""What the letters are called in the folder, by the number of their form."""

OTHERWISE: Final = Saying(
    vietnamese="{ours} trên máy trạng thái là {theirs}", english="{ours} is {theirs} on the machine"
)
AGREED: Final = Saying(
    vietnamese="{count} bút toán, đúng như tình huống, trên Temporal và trên máy trạng thái.",
    english="{count} entries, exactly the scenario's, on Temporal and on the machine.",
)
NOT_THE_STORY: Final = Saying(
    vietnamese="Nhật ký không đúng như tình huống.", english="The journal is not the scenario's."
)


def demo(
    *,
    data: Path | None,
    english: bool,
) -> int:
    """Do what `lienthong demo` was asked; what to exit with."""
    say = speech(english=english)
    folder = read_settings(data=data).data / "demo"
    shutil.rmtree(folder, ignore_errors=True)
    write_logs(LogFormat.CONSOLE, LogLevel.WARNING)
    return asyncio.run(_tell(folder, Screen().console, say))


async def _tell(folder: Path, console: Console, say: Speech) -> int:
    procedure, scenario = _story()
    console.print(f"[bold]{procedure.title}[/bold] ({procedure.procedure})\n{scenario.title}\n")
    ground = Ground(directory=load_directory(DIRECTORY), calendar=load_calendar(CALENDAR))
    first = pin_of(procedure, ground, unit=scenario.lodged.unit, on=scenario.lodged.at.date())
    async with open_stage(folder) as stage:
        acting = Acting(stage, procedure.procedure, scenario)
        kept: dict[int, Path] = {}
        async for scene in acting.scenes(first):
            _show(console, Timeline(stage.pin(acting.code), roles=DIRECTORY, language=say.language), scene)
            await _keep_letters(console, acting, folder, kept)
        rehearsed = perform(stage.pin(acting.code), scenario, stage.cast)
        return _verdict(console, (acting.performance(), rehearsed), kept, say)


def _story() -> tuple[Procedure, Scenario]:
    procedure = load_procedure(DEFINITION).procedure
    assert procedure is not None, "the catalogue is checked"
    told = load_scenarios(scenario_file(DEFINITION), procedure).scenarios
    return procedure, next(scenario for scenario in told if STORY in scenario.title)


def _show(console: Console, timeline: Timeline, scene: Scene) -> None:
    moments = (timeline.moment(event_of(entry)) for entry in scene.entries)
    for (at, who), told in groupby(moments, key=lambda moment: (moment.at, moment.who)):
        console.print(f"[cyan]{at}[/cyan]  [dim]{escape(who)}[/dim]")
        for moment in told:
            console.print(f"    {escape(moment.what)}")
    if scene.refused:
        console.print(f"    [yellow]✗ {scene.refused}[/yellow]")


async def _keep_letters(console: Console, acting: Acting, folder: Path, kept: dict[int, Path]) -> None:
    """Fetch the letters that have gone out since the last look, as the desk would."""
    for letter in (await acting.dossier())["letters"]:
        if letter["seq"] in kept:
            continue
        path = kept[letter["seq"]] = folder / f"{FILES.get(letter['form'], letter['form'])}.pdf"
        path.write_bytes(await acting.letter(letter["href"]))
        console.print(f"    [green]✉ {letter['title']} → {path}[/green]")


def _verdict(console: Console, both: tuple[Performance, Performance], kept: dict[int, Path], say: Speech) -> int:
    """Whether the journal on Temporal is the machine's and the scenario's, and the apology is there."""
    played, rehearsed = both
    differing = [
        say(OTHERWISE, ours=repr(ours), theirs=repr(theirs))
        for ours, theirs in zip_longest(played.lines, rehearsed.lines)
        if ours != theirs
    ]
    failures = (*played.failures, *rehearsed.failures, *differing)
    for failure in failures:
        console.print(f"[red]✗ {escape(failure)}[/red]")
    if any(path.stem == FILES[APOLOGY_FORM] for path in kept.values()) and not failures:
        console.print(f"\n[bold green]✓ {say(AGREED, count=len(played.lines))}[/bold green]")
        return 0
    console.print(f"\n[bold red]✗ {say(NOT_THE_STORY)}[/bold red]")
    return 1
