"""Kept: the records on this machine, opened for a command that looks at them or adds to them, and never makes them."""

import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Final

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from commands.speech import Speech
from definitions.saying import Language, Saying
from records.database import Database, RecordsAway, open_database
from runtime.refusals import StartRefused
from runtime.settings import read_settings

AWAY: Final = 3

NO_RECORDS: Final = Saying(
    vietnamese="không có cơ sở dữ liệu tại {place}; chạy lienthong up trước",
    english="there are no records at {place}; run lienthong up first",
)
UNREADABLE: Final = Saying(
    vietnamese="không đọc được cơ sở dữ liệu ({why}); lienthong up đưa nó về phiên bản của chương trình này",
    english="the records cannot be read ({why}); lienthong up brings them to this program's version",
)
NOW_AWAY: Final = Saying(
    vietnamese="cơ sở dữ liệu tạm thời không trả lời: {why}", english="the records cannot answer now: {why}"
)


def with_records(command: str, say: Speech, data: Path | None, work: Callable[[Database], int]) -> int:
    """What the work on the records exits with; when they cannot be asked, say so on standard error and exit with 3."""
    try:
        url = read_settings(data=data).database_url
        place = make_url(url)
        if place.get_backend_name() == "sqlite" and not Path(place.database or "").is_file():
            return _away(command, say(NO_RECORDS, place=place.database))
        with closing(open_database(url)) as database:
            return work(database)
    except StartRefused as refused:
        return _away(command, str(refused))
    except RecordsAway as away:
        return _away(command, say(NOW_AWAY, why=away))
    except DBAPIError as error:
        return _away(command, say(UNREADABLE, why=error.orig))


def day(say: Speech, on: date | None, *, otherwise: str = "") -> str:
    """A day as one reads it."""
    if on is None:
        return otherwise
    return f"{on:%d/%m/%Y}" if say.language is Language.VIETNAMESE else f"{on}"


def _away(command: str, why: str) -> int:
    print(f"lienthong {command}: {why}", file=sys.stderr)
    return AWAY
