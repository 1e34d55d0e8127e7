"""`lienthong versions`: the published versions, where each stands on a day, and how many dossiers are open under it."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Final

from cyclopts import App, Parameter
from rich.table import Table

from commands.kept import day, with_records
from commands.opening import CALENDAR
from commands.publishing_words import STATES
from commands.screen import Screen
from commands.speech import Speech, Switch, speech
from definitions.calendar_files import load_calendar
from definitions.saying import Saying
from records import dossiers, procedures
from records.database import Database, reading
from records.editions import Edition

SHOWN: Final = 0

EPILOGUE: Final = """
Examples:

lienthong versions

lienthong versions 1.010803 --on 2026-07-01 --json

Exits with 0 when they were shown; with 2 when no version of the procedure was ever published, or it was asked wrongly;
with 3 when the records cannot be asked.
"""
COLUMNS: Final = (
    Saying(vietnamese="Mã", english="Code"),
    Saying(vietnamese="PB", english="V"),
    Saying(vietnamese="Tên thủ tục", english="Title"),
    Saying(vietnamese="Trạng thái", english="State"),
    Saying(vietnamese="Từ ngày", english="From"),
    Saying(vietnamese="Đến hết ngày", english="Until"),
    Saying(vietnamese="Mã băm", english="Digest"),
    Saying(vietnamese="Quyết định", english="Decision"),
    Saying(vietnamese="Đang mở", english="Open"),
)
ON: Final = Saying(vietnamese="Trạng thái tại ngày {on}.", english="States as on {on}.")
UNKNOWN: Final = Saying(
    vietnamese="chưa có phiên bản nào của thủ tục {code} được công bố",
    english="no version of procedure {code} was ever published",
)
NEVER: Final = Saying(vietnamese="chưa từng", english="never")

app: Final = App(name="versions", help_epilogue=EPILOGUE)


@app.default
def versions(  # noqa: PLR0913 - the options of a command
    code: str | None = None,
    *,
    on: date | None = None,
    data: Path | None = None,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
    english: Switch = False,
) -> int:
    """List the published versions of a procedure, or of all: their state on a day, and from when to when each governs.

    Args:
        code: The procedure's national code, such as 1.010803; all, if not said.
        on: The day for which the states are told; today, if not said.
        data: The folder of everything kept on this machine; `var` when it is not said.
        json_: Print JSON, for machines.
        english: Answer in English.
    """
    say = speech(english=english)
    shown_on = on or load_calendar(CALENDAR).local_date(datetime.now(UTC))

    def work(database: Database) -> int:
        with reading(database) as session:
            found = procedures.editions(session, code)
            still_open = dossiers.open_by_version(session, code)
        if code is not None and not found:
            return say.wrong("versions", UNKNOWN, code=code)
        if json_:
            print(_as_json(found, still_open, shown_on))
        else:
            _show(found, still_open, shown_on, say)
        return SHOWN

    return with_records("versions", say, data, work)


def _show(found: Sequence[Edition], still_open: Mapping[tuple[str, int], int], on: date, say: Speech) -> None:
    table = Table(*map(say, COLUMNS))
    for one in found:
        table.add_row(
            one.code,
            str(one.version),
            one.title,
            say(STATES[one.state(on)]),
            day(say, one.effective_from),
            _until(one, say),
            one.digest[:12],
            one.decision,
            str(still_open.get((one.code, one.version), 0)),
        )
    screen = Screen()
    screen.lay(table)
    screen.say(say(ON, on=day(say, on)))


def _until(edition: Edition, say: Speech) -> str:
    last = edition.in_force_until
    return say(NEVER) if last is not None and last < edition.effective_from else day(say, last)


def _as_json(found: Sequence[Edition], still_open: Mapping[tuple[str, int], int], on: date) -> str:
    told = [
        {
            "procedure": one.code,
            "version": one.version,
            "title": one.title,
            "state": one.state(on),
            "in_force_from": one.effective_from,
            "in_force_until": one.in_force_until,
            "digest": one.digest,
            "decision": one.decision,
            "published_at": one.published_at,
            "published_by": one.published_by,
            "open": still_open.get((one.code, one.version), 0),
        }
        for one in found
    ]
    return json.dumps({"on": on, "versions": told}, ensure_ascii=False, indent=2, default=_written)


def _written(value: date | datetime | timedelta) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
