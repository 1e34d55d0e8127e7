"""What `lienthong replay` does: the journals of Temporal's history, of the machine and of the records compared."""

import asyncio
import logging
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from pydantic import ValidationError
from temporalio.client import Client, WorkflowHistory
from temporalio.converter import DataConverter
from temporalio.runtime import Runtime, TelemetryConfig
from temporalio.service import RPCError, RPCStatusCode
from temporalio.worker import Replayer

from commands.asking import asking_temporal
from commands.audited import Report, report_json, show_report
from commands.journal_table import rows
from commands.kept import present
from commands.screen import Screen
from commands.speech import Speech, speech
from commands.timeline import Timeline
from commands.usual import DIRECTORY
from definitions.saying import Explained, Language, Saying, verbatim
from records import entries, lodgings
from records.database import Database, open_database, reading
from runtime.codec import PayloadDamaged, UnknownKey, data_converter
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

PATIENCE: Final = timedelta(seconds=10)

NO_DOSSIER: Final = Saying(vietnamese="không có hồ sơ {code}", english="there is no dossier {code}")
DAMAGED: Final = Saying(
    vietnamese="dữ liệu của {code} bị hỏng: {why}", english="the records of {code} are damaged: {why}"
)
ENTRY_DAMAGED: Final = Saying(
    vietnamese="không đọc được một bút toán trong nhật ký", english="an entry of its journal cannot be read"
)
PIN_DAMAGED: Final = Saying(
    vietnamese="không đọc được những gì đã chốt khi nộp", english="what was fixed at its lodging cannot be read"
)
NO_HISTORY: Final = Saying(
    vietnamese="Temporal không giữ lịch sử nào của hồ sơ này", english="Temporal keeps no history of this dossier"
)
READABLE: Final = Saying(vietnamese="Đọc được lịch sử Temporal", english="Temporal's history can be read")
REPLAYS: Final = Saying(
    vietnamese="Lịch sử Temporal chạy lại được với mã hiện nay",
    english="Temporal's history replays with today's code",
)


class RecordsDamaged(Explained):
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


def replay(
    code: str,
    *,
    data: Path | None,
    json_: bool,
    english: bool,
) -> int:
    """Do what `lienthong replay` was asked; what to exit with."""
    say = speech(english=english)
    return asking_temporal("replay", say, lambda: _answered(code, data, say, as_json=json_))


def _answered(code: str, data: Path | None, say: Speech, *, as_json: bool) -> int:
    try:
        report = asyncio.run(_audit(code, read_settings(data=data), say))
    except RecordsDamaged as damaged:
        return say.fails("replay", DIFFERS, DAMAGED, code=code, why=damaged)
    if report is None:
        return say.wrong("replay", NO_DOSSIER, code=code)
    if as_json:
        print(report_json(report))
    else:
        show_report(report, Screen().console, say)
    return AGREES if report.agrees else DIFFERS


async def gather(code: str, database: Database, client: Client) -> Case:
    """Everything kept of a dossier; raises `RecordsAway`, `RecordsDamaged` and `RPCError`.

    The journal is read before and after the history: what was written meanwhile may be newer than the history.
    """
    before, _ = _stored(database, code)
    runs = await _runs(client, code)
    after, pin = _stored(database, code)
    return Case(code=code, pin=pin, stored=after, settled=len(before), runs=runs)


async def examine(case: Case, converter: DataConverter, language: Language = Language.VIETNAMESE) -> Report:
    """Check all that is kept of a dossier against itself, today's code and the pure machine.

    `language` is that in which the journal is told.
    """
    try:
        evidence = await _evidence(case, converter)
    except (Unreadable, UnknownKey, PayloadDamaged) as error:
        unread = Check(name=READABLE, wrong=error.sentence)
        return _report(case, _kept_pin(case.pin), (unread, check_links(case.stored)), language)
    stored = case.stored[: max(case.settled, len(evidence.entries))]
    checks = (
        await _check_replay(case, converter),
        check_pin(case.pin, evidence),
        check_machine(evidence),
        check_links(stored),
        check_stored(stored, evidence),
    )
    return _report(case, evidence.opening.state.pin, checks, language)


async def _audit(code: str, settings: Settings, say: Speech) -> Report | None:
    """The report on a dossier; None when no dossier ever came of the code."""
    database = open_database(present(settings.database_url))
    try:
        secrets = read_secrets(settings)
        case = await gather(code, database, await connect(settings, secrets))
    finally:
        database.close()
    return None if case.is_empty else await examine(case, data_converter(secrets.codec), say.language)


def _stored(database: Database, code: str) -> tuple[tuple[Line, ...], str | None]:
    with reading(database) as session:
        try:
            lines = tuple(row.model_dump(warnings=False) for row in entries.journal(session, code))
        except ValueError as error:
            raise RecordsDamaged(ENTRY_DAMAGED) from error
        try:
            return lines, lodgings.pin(session, code)
        except (ValueError, zlib.error) as error:
            raise RecordsDamaged(PIN_DAMAGED) from error


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
        raise Unreadable(NO_HISTORY)
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
    return Check(name=REPLAYS, wrong=verbatim(_first_line(failure)).of() if failure else None)


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


def _report(case: Case, pin: Pin | None, checks: tuple[Check, ...], language: Language) -> Report:
    return Report(
        code=case.code,
        title=pin.procedure.title if pin else "",
        rehearsal=pin is not None and pin.rehearsal is not None,
        checks=checks,
        journal=rows(Timeline(pin, roles=DIRECTORY, language=language), case.stored) if pin else (),
    )
