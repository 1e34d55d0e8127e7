"""What `lienthong versions` does: the published versions, their states on a day, the dossiers open under each."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from rich.table import Table

from commands.kept import day, with_records
from commands.publishing_words import STATES
from commands.screen import Screen
from commands.speech import Speech, speech
from commands.usual import CALENDAR
from definitions.calendar_files import load_calendar
from definitions.saying import Saying
from records import dossiers, procedures
from records.database import Database, reading
from records.editions import Edition

SHOWN: Final = 0

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


def versions(  # noqa: PLR0913 - what the command was asked
    code: str | None,
    *,
    on: date | None,
    data: Path | None,
    json_: bool,
    english: bool,
) -> int:
    """Do what `lienthong versions` was asked; what to exit with."""
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
