"""What `lienthong simulate` does: a province's load put on definitions: who is late, where the queue forms."""

import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from commands.printing import print_lines
from commands.simulated_parts import Asked, simulated
from commands.speech import Speech, speech
from definitions.calendar_files import UnknownCalendar, load_calendar
from definitions.checking import Ground as Checking
from definitions.checking import check_file, files_under, together
from definitions.directory_files import UnknownDirectory, load_directory, load_roles
from definitions.findings import Finding
from definitions.load import Load, Period
from definitions.load_files import open_load
from definitions.mistakes import findings_of
from definitions.positions import Positions
from definitions.procedure import Procedure
from definitions.saying import Said, Saying, joined
from definitions.translated.system import cause_of
from workflows.machine.pin import Ground
from workflows.simulation.account import Setting, account_of
from workflows.simulation.drawing import NotDrawn
from workflows.simulation.hours import Hours
from workflows.simulation.laying import Layout, NotALoad, lay_out
from workflows.simulation.parts import parts_of
from workflows.simulation.rows import Account

DONE: Final = 0
REFUSED: Final = 1
ASKED_WRONGLY: Final = 2

PERIOD: Final = Period(from_=date(2026, 1, 1), to=date(2026, 6, 30))
"""What is simulated where nothing else is said."""


NOTHING_THERE: Final = Saying(vietnamese="{path} không có quy trình nào", english="there is no definition in {path}")
NOT_STAFF: Final = Saying(
    vietnamese="'{text}' không phải số cán bộ; viết ví dụ \"officer @ district/labour=3\"",
    english="'{text}' does not say how many officials; write for example \"officer @ district/labour=3\"",
)
NOT_DRAWN: Final = Saying(
    vietnamese="không sinh được dữ liệu hợp lệ cho biểu mẫu: {why}", english="no valid form could be drawn: {why}"
)
NOT_A_LOAD: Final = Saying(vietnamese="tải không dùng được: {why}", english="the load cannot be used: {why}")
UNWRITTEN: Final = Saying(vietnamese="không ghi được {path}: {why}", english="{path} cannot be written: {why}")
UNKNOWN: Final = Saying(vietnamese="không có: {what}", english="not there: {what}")

NO_PROCESSES: Final = Saying(vietnamese="cần ít nhất một tiến trình", english="at least one process is needed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What the command line says of the load."""

    from_: date | None
    to: date | None
    per_day: float | None
    total: int | None
    staff: tuple[str, ...]
    directory: str | None
    calendar: str | None


class Stopped(Exception):
    """It cannot be simulated; `code` is what to exit with, and why has been said."""

    def __init__(self, code: int) -> None:
        """Say what to exit with."""
        super().__init__(code)
        self.code = code


def simulate(  # noqa: PLR0913 - what the command was asked
    path: Path,
    *,
    seed: int,
    load: str | None,
    from_: date | None,
    to: date | None,
    per_day: float | None,
    total: int | None,
    staff: tuple[str, ...],
    directory: str | None,
    calendar: str | None,
    processes: int | None,
    chart: Path | None,
    json_: bool,
    english: bool,
) -> int:
    """Do what `lienthong simulate` was asked; what to exit with."""
    say = speech(english=english)
    changes = Changes(
        from_=from_, to=to, per_day=per_day, total=total, staff=staff, directory=directory, calendar=calendar
    )
    if processes is not None and processes < 1:
        return say.wrong("simulate", NO_PROCESSES)
    try:
        account, names = _simulated(path, _load(load, changes, say), Asked(seed=seed, processes=processes), say)
        if chart is not None:
            _draw(account, chart, say)
    except Stopped as stopped:
        return stopped.code
    print_lines(_told(account, names, say, as_json=json_))
    return DONE


def _simulated(path: Path, load: Load, asked: Asked, say: Speech) -> tuple[Account, dict[str, str]]:
    """The account, and the procedures' and offices' names."""
    try:
        where, when = load_directory(load.directory), load_calendar(load.calendar)
    except (UnknownDirectory, UnknownCalendar) as unknown:
        raise Stopped(say.wrong("simulate", UNKNOWN, what=unknown)) from unknown
    procedures = _procedures(path, load.period.from_, Checking(directory=where, calendar=when), say)
    ground = Ground(directory=where, calendar=when, procedures=procedures)
    try:
        layout: Layout = lay_out(load, procedures, ground, load_roles(load.directory))
        tally = simulated(parts_of(layout, procedures), asked, say)
    except NotALoad as wrong:
        raise _refused(say, NOT_A_LOAD, why=say(wrong.saying, **wrong.filling)) from wrong
    except NotDrawn as wrong:
        raise _refused(say, NOT_DRAWN, why=wrong.why) from wrong
    setting = Setting(load=load, seed=asked.seed, directory=where, procedures=procedures, hours=Hours(when))
    names = {procedure.procedure: procedure.title for procedure in procedures}
    return account_of(tally, setting), names | {office.code: office.name for office in where.offices}


def _load(named: str | None, changes: Changes, say: Speech) -> Load:
    load = Load(period=PERIOD)
    if named is not None:
        opened = open_load(named)
        if opened.load is None:
            raise _found(opened.findings, say)
        load = opened.load
    try:
        return _changed(load, changes, say)
    except ValidationError as error:
        raise Stopped(say.wrong("simulate", NOT_A_LOAD, why=_wrong(error))) from error


def _changed(load: Load, changes: Changes, say: Speech) -> Load:
    """The load with what the command line says instead; raises `ValidationError` for what no load may say."""
    said = load.model_dump(by_alias=True, exclude_unset=True)
    period = {"from": changes.from_ or load.period.from_, "to": changes.to or load.period.to}
    said["period"] = period
    if changes.per_day is not None or changes.total is not None:
        arrivals = {key: value for key, value in said.get("arrivals", {}).items() if key not in {"per_day", "total"}}
        amounts = {"per_day": changes.per_day, "total": changes.total}
        said["arrivals"] = arrivals | {key: value for key, value in amounts.items() if value is not None}
    said["staff"] = {**said.get("staff", {}), **dict(_staff(text, say) for text in changes.staff)}
    said |= {key: value for key in ("directory", "calendar") if (value := getattr(changes, key)) is not None}
    return Load.model_validate(said)


def _staff(text: str, say: Speech) -> tuple[str, int]:
    post, equals, count = text.rpartition("=")
    if not equals or not count.strip().isdecimal():
        raise Stopped(say.wrong("simulate", NOT_STAFF, text=text))
    return post.strip(), int(count)


def _procedures(path: Path, on: date, checking: Checking, say: Speech) -> tuple[Procedure, ...]:
    """The definitions, sound; of each procedure one version, that in force on a day or else the newest."""
    if not path.exists():
        raise Stopped(say.wrong("simulate", UNKNOWN, what=path))
    files = [check_file(file, checking) for file in files_under(path)]
    checked = together(replace(file, findings=file.loaded.findings or file.findings) for file in files)
    if checked.findings:
        raise _found(checked.findings, say)
    chosen: dict[str, Procedure] = {}
    for file in sorted(files, key=lambda file: file.loaded.procedure.version if file.loaded.procedure else 0):
        procedure = file.loaded.procedure
        if procedure is not None and (procedure.effective.covers(on) or procedure.procedure not in chosen):
            chosen[procedure.procedure] = procedure
    if not chosen:
        raise _refused(say, NOTHING_THERE, path=path)
    return tuple(chosen[code] for code in sorted(chosen))


def _told(account: Account, names: dict[str, str], say: Speech, *, as_json: bool) -> tuple[str, ...]:
    from commands.simulated_tables import as_json_lines, tables

    return as_json_lines(account) if as_json else tables(account, names, say)


def _draw(account: Account, chart: Path, say: Speech) -> None:
    from commands.simulated_chart import drawn

    try:
        chart.write_bytes(drawn(account, say).encode())
    except OSError as error:
        raise _refused(say, UNWRITTEN, path=chart, why=cause_of(error)) from error


def _refused(say: Speech, saying: Saying, **filling: object) -> Stopped:
    say.wrong("simulate", saying, **filling)
    return Stopped(REFUSED)


def _found(findings: tuple[Finding, ...], say: Speech) -> Stopped:
    for finding in findings:
        print(finding.line(say.language), file=sys.stderr)
    return Stopped(REFUSED)


def _wrong(error: ValidationError) -> Said:
    """What no load may say, and where in a load it would stand."""
    where = ".".join(str(part) for part in error.errors(include_url=False)[0]["loc"] if part != "[key]")
    said = [finding.wrong for finding in findings_of(error, Positions(""))]
    return Saying(vietnamese="{where}: {wrong}", english="{where}: {wrong}").of(
        where=where, wrong=joined(said, Saying(vietnamese="; ", english="; "))
    )
