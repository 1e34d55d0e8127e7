"""`lienthong replay`: whether a dossier's journal is the one that Temporal's history and the pure machine tell."""

import asyncio
import json
import logging
import re
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Final

from cyclopts import App, Parameter
from pydantic import ValidationError
from rich.console import Console
from rich.markup import escape
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from temporalio.client import Client, WorkflowHistory
from temporalio.converter import DataConverter
from temporalio.runtime import Runtime, TelemetryConfig
from temporalio.service import RPCError, RPCStatusCode
from temporalio.worker import Replayer

from commands.journal_table import Row, rows, show
from commands.opening import DIRECTORY
from commands.screen import Screen
from commands.timeline import Timeline
from records import entries, lodgings
from records.database import Database, RecordsAway, open_database, reading
from runtime.codec import PayloadDamaged, UnknownKey, data_converter
from runtime.refusals import StartRefused
from runtime.secrets import read_secrets
from runtime.settings import Settings, read_settings
from runtime.temporal import connect
from worker import sandbox
from workflows.audit import Check, Line, check_links, check_machine, check_pin, check_stored
from workflows.dossier import DossierWorkflow
from workflows.evidence import Evidence, Unreadable, previous_run, read_evidence
from workflows.machine.pin import Pin

AGREES: Final = 0
DIFFERS: Final = 1
ASKED_WRONGLY: Final = 2
AWAY: Final = 3

PATIENCE: Final = timedelta(seconds=10)


class RecordsDamaged(Exception):
    """What the records hold of a dossier is not even of the right shape."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that is kept of a dossier: the records' pin and journal, and the runs of its workflow, the first first.

    `settled` entries stood in the records before the history was read.
    """

    code: str
    pin: str | None
    stored: tuple[Line, ...]
    settled: int
    runs: tuple[WorkflowHistory, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no dossier ever came of the code."""
        return not self.stored and not self.runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the audit of a dossier found."""

    code: str
    title: str
    rehearsal: bool
    checks: tuple[Check, ...]
    journal: tuple[Row, ...]

    @property
    def agrees(self) -> bool:
        """Whether everything that was checked is as it must be."""
        return all(check.passed for check in self.checks)

    @property
    def broken_at(self) -> int | None:
        """The number of the first entry that differs, if one does."""
        return min((check.seq for check in self.checks if check.seq is not None), default=None)


EPILOGUE: Final = """
Examples:

lienthong replay H57.33.01-260115-0001

lienthong replay H57.33.01-260115-0001 --json

Exits with 0 when all agree, with 1 naming the first difference, with 2 when there is no such dossier, with 3 when
Temporal or the records cannot be asked.
"""

app: Final = App(name="replay", help_epilogue=EPILOGUE)


@app.default
def replay(
    code: str,
    *,
    data: Path | None = None,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
) -> int:
    """Replay a dossier's history, derive its journal anew, and compare both with the stored journal.

    The epilogue of its help says what it exits with.

    Args:
        code: The dossier's code, such as H57.33.01-260115-0001.
        data: The folder of everything kept on this machine; `var` when it is not said.
        json_: Print the report as JSON, for machines.
    """
    try:
        report = asyncio.run(_audit(code, read_settings(data=data)))
    except (StartRefused, RecordsAway) as away:
        return _say(f"lienthong replay: {away}", AWAY)
    except RecordsDamaged as damaged:
        return _say(f"lienthong replay: the records of {code} are damaged: {damaged}", DIFFERS)
    except DBAPIError as error:
        return _say(f"lienthong replay: the records cannot be read ({error.orig})", AWAY)
    except RPCError as error:
        return _say(f"lienthong replay: Temporal cannot be asked now ({error.message})", AWAY)
    if report is None:
        return _say(f"lienthong replay: there is no dossier {code}", ASKED_WRONGLY)
    if json_:
        print(_as_json(report))
    else:
        _print(report, Screen().console)
    return AGREES if report.agrees else DIFFERS


async def gather(code: str, database: Database, client: Client) -> Case:
    """Everything kept of a dossier; raises `RecordsAway`, `RecordsDamaged` and `RPCError`.

    The journal is read before and after the history: what was written meanwhile may be newer than the history.
    """
    before, _ = _stored(database, code)
    runs = await _runs(client, code)
    after, pin = _stored(database, code)
    return Case(code=code, pin=pin, stored=after, settled=len(before), runs=runs)


async def examine(case: Case, converter: DataConverter) -> Report:
    """Check all that is kept of a dossier against itself, today's code and the pure machine."""
    try:
        evidence = await _evidence(case, converter)
    except (Unreadable, UnknownKey, PayloadDamaged) as error:
        unread = Check(name="Temporal's history can be read", wrong=str(error))
        return _report(case, _kept_pin(case.pin), (unread, check_links(case.stored)))
    stored = case.stored[: max(case.settled, len(evidence.entries))]
    checks = (
        await _check_replay(case, converter),
        check_pin(case.pin, evidence),
        check_machine(evidence),
        check_links(stored),
        check_stored(stored, evidence),
    )
    return _report(case, evidence.opening.state.pin, checks)


async def _audit(code: str, settings: Settings) -> Report | None:
    """The report on a dossier; None when no dossier ever came of the code."""
    database = open_database(_present(settings.database_url))
    try:
        secrets = read_secrets(settings)
        case = await gather(code, database, await connect(settings, secrets))
    finally:
        database.close()
    return None if case.is_empty else await examine(case, data_converter(secrets.codec))


def _present(url: str) -> str:
    """The records' address, when they are there: looking must not make them."""
    place = make_url(url)
    if place.get_backend_name() == "sqlite" and not Path(place.database or "").is_file():
        raise StartRefused(f"there are no records at {place.database}")
    return url


def _stored(database: Database, code: str) -> tuple[tuple[Line, ...], str | None]:
    with reading(database) as session:
        try:
            lines = tuple(row.model_dump(warnings=False) for row in entries.journal(session, code))
        except ValueError as error:
            raise RecordsDamaged("an entry of its journal cannot be read") from error
        try:
            return lines, lodgings.pin(session, code)
        except (ValueError, zlib.error) as error:
            raise RecordsDamaged("what was fixed at its lodging cannot be read") from error


async def _runs(client: Client, code: str) -> tuple[WorkflowHistory, ...]:
    """The runs of a dossier's workflow, found from the latest back to the first."""
    runs: tuple[WorkflowHistory, ...] = ()
    run_id: str | None = None
    while not runs or run_id is not None:
        try:
            run = await client.get_workflow_handle(code, run_id=run_id).fetch_history(rpc_timeout=PATIENCE)
        except RPCError as error:
            if error.status is RPCStatusCode.NOT_FOUND:
                return runs
            raise
        runs = (run, *runs)
        run_id = previous_run(run)
    return runs


async def _evidence(case: Case, converter: DataConverter) -> Evidence:
    if not case.runs:
        raise Unreadable("Temporal keeps no history of this dossier")
    return await read_evidence(case.runs, converter)


async def _check_replay(case: Case, converter: DataConverter) -> Check:
    """Whether today's code does in each run what the history says was done."""
    replayer = Replayer(
        workflows=[DossierWorkflow],
        data_converter=converter,
        workflow_runner=sandbox(),
        runtime=Runtime(telemetry=TelemetryConfig(logging=None)),
    )
    with _silent("temporalio"):
        results = [await replayer.replay_workflow(run, raise_on_replay_failure=False) for run in case.runs]
    failure = next((result.replay_failure for result in results if result.replay_failure), None)
    return Check(name="Temporal's history replays with today's code", wrong=_first_line(failure) if failure else None)


@contextmanager
def _silent(name: str) -> Iterator[None]:
    """Keep a library's logger quiet: the report says in one line what it would say in a hundred."""
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)


def _first_line(failure: Exception) -> str:
    """What went wrong, out of the SDK's dump of it where it gives no more."""
    said = re.search(r'message: "(.*?)", source:', str(failure))
    return said[1] if said else (str(failure).splitlines() or [type(failure).__name__])[0]


def _kept_pin(stored: str | None) -> Pin | None:
    try:
        return None if stored is None else Pin.model_validate_json(stored)
    except ValidationError:
        return None


def _report(case: Case, pin: Pin | None, checks: tuple[Check, ...]) -> Report:
    return Report(
        code=case.code,
        title=pin.procedure.title if pin else "",
        rehearsal=pin is not None and pin.rehearsal is not None,
        checks=checks,
        journal=rows(Timeline(pin, roles=DIRECTORY), case.stored) if pin else (),
    )


def _print(report: Report, console: Console) -> None:
    console.print(f"[bold]{report.code}[/]  {report.title}{'  (diễn tập)' if report.rehearsal else ''}\n")
    show(console, report.journal, broken_at=report.broken_at)
    console.print()
    for check in report.checks:
        console.print(_line(check), soft_wrap=True)
    console.print()
    console.print(_verdict(report), soft_wrap=True)


def _line(check: Check) -> str:
    if check.wrong is not None:
        return f"[red]✗[/] {check.name}: {escape(check.wrong)}"
    return f"[green]✓[/] {check.name}{f' [dim]({check.note})[/]' if check.note else ''}"


def _verdict(report: Report) -> str:
    if report.agrees:
        return f"[bold green]All agree[/] on the {len(report.journal)} entries of {report.code}."
    at = "" if report.broken_at is None else f", first at entry {report.broken_at}"
    return f"[bold red]The evidence on {report.code} differs{at}.[/]"


def _as_json(report: Report) -> str:
    return json.dumps({**asdict(report), "agrees": report.agrees}, ensure_ascii=False, indent=2, default=str)


def _say(sentence: str, code: int) -> int:
    print(sentence.removesuffix("."), file=sys.stderr)
    return code
