"""`lienthong recalculate`: a calendar published, every open dossier dated anew by it, and what that moved."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Final

from cyclopts import App, Parameter
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from sqlalchemy.exc import DBAPIError
from temporalio.service import RPCError

from api.refusals import Outage
from commands.calendar_named import asked_wrongly, named
from commands.screen import Screen
from commands.sweeping import Asked, Report, Standing, Sweeping
from definitions.calendar import Calendar
from definitions.calendar_files import Edition, UnknownCalendar, editions
from records.calendars import DifferentCalendar, InForce, SupersededCalendar
from records.database import RecordsAway, open_database
from runtime.refusals import StartRefused
from runtime.secrets import read_secrets
from runtime.settings import read_settings
from runtime.temporal import connect
from workflows.sweeps import BATCH

WELL: Final = 0
NOT_ALL: Final = 1
AWAY: Final = 3
BROKEN_OFF: Final = 130

LOOK_SECONDS: Final = 0.2
"""How often somebody who watches sees news."""

OPERATOR: Final = "Quản trị hệ thống"

Switch = Annotated[bool, Parameter(negative="")]
Work = Callable[[Sweeping], Awaitable[Report | None]]

EPILOGUE: Final = """
Examples:

lienthong recalculate thua-thien-hue

lienthong recalculate --status --json

Exits with 0 when all follow it, with 1 when some refused it, or it is paused, superseded or not going on, with 2 when
there is no such calendar, with 3 when Temporal or the records cannot be asked.
"""

app: Final = App(name="recalculate", help_epilogue=EPILOGUE)


@app.default
def recalculate(  # noqa: PLR0913 - the options of a command
    name: str = "thua-thien-hue",
    *,
    status: Switch = False,
    pause: Switch = False,
    resume: Switch = False,
    by: str = OPERATOR,
    batch: int = BATCH,
    data: Path | None = None,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
) -> int:
    """Publish a version of a calendar and count every open dossier anew by it; rehearsals are dossiers too.

    New dossiers are pinned to it from now on. Interrupted, it goes on by itself; begun again, it changes nothing that
    is done. The epilogue of its help says what it exits with.

    Args:
        name: The calendar, also NAME@VERSION, or NAME@2025-12-25 as it was known on that day.
        status: Only show how far the version in force has come.
        pause: Tell no further dossier until it is resumed.
        resume: Go on where it was paused, and watch.
        by: In whose name the journals say it was done.
        batch: How many dossiers are told at a time; it can be paused between two batches.
        data: The folder of everything kept on this machine; `var` when it is not said.
        json_: Print the report as JSON, for machines.
    """
    if status + pause + resume > 1 or batch < 1:
        return asked_wrongly("recalculate", "choose one of --status, --pause and --resume, and a batch of 1 or more")
    try:
        edition = named(name)
        calendar = edition.calendar()
    except UnknownCalendar as unknown:
        return asked_wrongly("recalculate", unknown)
    screen = Screen(Console(file=sys.stderr, highlight=False) if json_ else None)
    work = _work(calendar, Asked(operator=by, batch=batch), screen)
    if status or pause or resume:
        work = _of_the_one_in_force(edition, screen, pause=pause, resume=resume)
    return _answer(work, data, screen, as_json=json_)


def _answer(work: Work, data: Path | None, screen: Screen, *, as_json: bool) -> int:
    try:
        report = asyncio.run(_with_sweeping(work, data))
    except (StartRefused, RecordsAway, Outage) as away:
        return _say(away, AWAY)
    except DBAPIError as error:
        return _say(f"the records cannot be read ({error.orig})", AWAY)
    except RPCError as error:
        return _say(f"Temporal cannot be asked now ({error.message})", AWAY)
    except (DifferentCalendar, SupersededCalendar) as refused:
        return asked_wrongly("recalculate", refused)
    except KeyboardInterrupt:
        return _say("no longer watched; it goes on by itself, see lienthong recalculate --status", BROKEN_OFF)
    if report is None:
        return _say("no recalculation is going on", NOT_ALL)
    if as_json:
        print(_as_json(report))
    else:
        _show(report, screen)
    return WELL if report.standing is Standing.DONE and not report.refusals else NOT_ALL


async def _with_sweeping(work: Work, data: Path | None) -> Report | None:
    settings = read_settings(data=data)
    with closing(open_database(settings.database_url)) as database:
        client = await connect(settings, read_secrets(settings))
        return await work(Sweeping(database, client, settings.temporal_task_queue))


def _work(calendar: Calendar, asked: Asked, screen: Screen) -> Work:
    async def publish(sweeping: Sweeping) -> Report:
        _refuse_earlier(calendar, await asyncio.to_thread(sweeping.in_force, calendar.id))
        before = await asyncio.to_thread(sweeping.tally, calendar)
        await sweeping.publish(calendar, asked)
        report = await _watch(sweeping, calendar, screen)
        if report.standing is Standing.DONE and (report.tally.redated, report.tally.refused) == (before.redated, 0):
            screen.say("Nothing to do: every open dossier follows this version.")
        return report

    return publish


def _refuse_earlier(calendar: Calendar, now: InForce | None) -> None:
    """Raise `SupersededCalendar` for an edition older than the one in force: there would be no way back."""
    known = [edition.version for edition in editions(calendar.id)]
    in_force = now.calendar.version if now else calendar.version
    if in_force in known[known.index(calendar.version) + 1 :]:
        raise SupersededCalendar(
            f"version {calendar.version} of the calendar '{calendar.id}' was superseded by {in_force}, now in force"
        )


def _of_the_one_in_force(edition: Edition, screen: Screen, *, pause: bool, resume: bool) -> Work:
    async def ask(sweeping: Sweeping) -> Report | None:
        now = await asyncio.to_thread(sweeping.in_force, edition.id)
        if now is None:
            return None
        if pause and await sweeping.pause(edition.id) is None:
            return None
        if resume:
            return await _watch(sweeping, now.calendar, screen) if await sweeping.resume(edition.id) else None
        return await sweeping.report(now.calendar)

    return ask


async def _watch(sweeping: Sweeping, calendar: Calendar, screen: Screen) -> Report:
    """Show how far it is until it no longer runs."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=screen.console, transient=True, disable=not screen.console.is_terminal) as bar:
        shown = bar.add_task(f"{calendar.id} {calendar.version}")
        while True:
            standing = await sweeping.standing(calendar)
            tally = await asyncio.to_thread(sweeping.tally, calendar)
            bar.update(shown, completed=tally.redated, total=tally.redated + tally.outstanding)
            if standing is not Standing.RUNNING:
                return await sweeping.report(calendar)
            await asyncio.sleep(LOOK_SECONDS)


def _show(report: Report, screen: Screen) -> None:
    calendar, tally = report.calendar, report.tally
    moved = [row for row in report.redatings if row.due_at != row.was_due_at]
    if moved:
        table = Table("Dossier", "Was due", "Is due", "Cause")
        for row in moved:
            cause = f"{calendar.id} {calendar.version}"
            table.add_row(row.dossier, _local(calendar, row.was_due_at), _local(calendar, row.due_at), cause)
        screen.lay(table)
    for code, rule in report.refusals.items():
        screen.say(f"{code} refused: {rule}")
    screen.say(
        f"{calendar.id} {calendar.version} · {report.standing} · {tally.moved} moved · "
        f"{tally.redated - tally.moved} unchanged · {tally.refused} refused · {tally.outstanding} to do"
    )


def _local(calendar: Calendar, at: datetime) -> str:
    return f"{calendar.local(at):%d/%m/%Y %H:%M}"


def _as_json(report: Report) -> str:
    calendar, local = report.calendar, report.calendar.local
    redatings = [
        {
            "dossier": row.dossier,
            "seq": row.seq,
            "was_due_at": local(row.was_due_at),
            "due_at": local(row.due_at),
            "cause": "calendar" if row.due_at != row.was_due_at else None,
            "tasks": row.tasks,
        }
        for row in report.redatings
    ]
    told: dict[str, Any] = {
        "calendar": {"id": calendar.id, "version": calendar.version, "digest": calendar.digest},
        "standing": report.standing,
        **asdict(report.tally),
        "redatings": redatings,
        "refusals": report.refusals,
    }
    return json.dumps(told, ensure_ascii=False, indent=2, default=datetime.isoformat)


def _say(sentence: object, code: int) -> int:
    print(f"lienthong recalculate: {str(sentence).removesuffix('.')}", file=sys.stderr)
    return code
