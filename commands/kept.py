"""Kept: the records on this machine, opened for a command that looks at them or adds to them, and never makes them."""

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Final

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from commands.speech import Speech
from definitions.saying import Saying, dated
from records.database import Database, RecordsAway, open_database
from records.offices import NoDirectory
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


def with_records(command: str, say: Speech, data: Path | None, work: Callable[[Database], int]) -> int:
    """What the work on the records exits with; when they cannot be asked, say so on standard error and exit with 3."""

    def opened() -> int:
        with closing(open_database(present(read_settings(data=data).database_url))) as database:
            return work(database)

    return asking(command, say, opened)


def asking(command: str, say: Speech, work: Callable[[], int]) -> int:
    """What work that asks the records exits with; when they cannot be asked, say so and exit with 3."""
    try:
        return work()
    except (StartRefused, RecordsAway, NoDirectory) as away:
        return say.fails(command, AWAY, away)
    except DBAPIError as error:
        return say.fails(command, AWAY, UNREADABLE, why=error.orig)


def present(url: str) -> str:
    """The records' address, when they are there; raises `StartRefused` when not, since looking must not make them."""
    place = make_url(url)
    if place.get_backend_name() == "sqlite" and not Path(place.database or "").is_file():
        raise StartRefused(NO_RECORDS, place=place.database)
    return url


def day(say: Speech, on: date | None, *, otherwise: str = "") -> str:
    """A day as one reads it."""
    if on is None:
        return otherwise
    return say(dated(on))
