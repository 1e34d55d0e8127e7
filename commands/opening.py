"""Opening: the records brought to this code's tables, its directory with its officials, and its published catalogue."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from alembic.util import CommandError
from sqlmodel import Session

from commands.usual import CALENDAR, CATALOGUE, DIRECTORY
from definitions.calendar import Calendar
from definitions.calendar_files import load_calendar, office_calendars
from definitions.checking import Ground, check_path
from definitions.directory import Directory
from definitions.directory_files import demonstration_officials, load_directory
from definitions.findings import Finding
from definitions.loader import Loaded, digest, load_catalogue
from definitions.saying import Language, Said, Saying, literal
from records import calendars, offices, officials, procedures
from records.database import Database, RecordsAway, writing
from records.upgrading import migrate
from runtime.refusals import StartRefused
from workflows.proving import prove

PUBLISHER: Final = "lienthong"
"""In whose name the calendar that ships is published."""

_DIGITS: Final = 12
"""How much of a digest people compare."""

OPENED: Final = Saying(
    vietnamese="thủ tục {procedures} (mới {published}), cơ quan {offices}, cán bộ thêm {officials}",
    english="procedures {procedures} ({published} new), offices {offices}, officials added {officials}",
)
NOT_OPENED: Final = Saying(
    vietnamese="Không mở được cơ sở dữ liệu: {why}.", english="The records cannot be opened: {why}."
)
NOT_OURS: Final = Saying(
    vietnamese="Cơ sở dữ liệu không phải của chương trình này, có thể của bản mới hơn: {why}.",
    english="The records are not this program's, perhaps a later one's: {why}.",
)
CALENDAR_REFUSED: Final = Saying(
    vietnamese="Không công bố được lịch: {why}.", english="The calendar cannot be published: {why}."
)
DIRECTORY_REFUSED: Final = Saying(
    vietnamese="Không nạp được danh bạ cơ quan: {why}.", english="The directory cannot be loaded: {why}."
)
FOUND: Final = Saying(
    vietnamese="Không công bố được danh mục thủ tục:{findings}", english="The catalogue cannot be published:{findings}"
)
CHANGED: Final = Saying(
    vietnamese="Phiên bản {version} của thủ tục {code} đã công bố ngày {on} với mã {was} và không bao giờ đổi, nhưng"
    " {path} nay có mã {now}: hãy trả lại tệp cũ và cho thay đổi một số phiên bản riêng.",
    english="Version {version} of procedure {code} was published on {on} as {was} and never changes, but {path} now"
    " says {now}: put the file back, and give the change a version of its own.",
)
NOT_PUBLISHED: Final = Saying(
    vietnamese="Không công bố được {path}: {why}.", english="{path} cannot be published: {why}."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What the records hold: procedures in the catalogue and those of them just published, offices, officials added."""

    procedures: int
    published: int
    offices: int
    officials: int

    @property
    def sentence(self) -> Said:
        """One line for the operator."""
        return OPENED.of(
            procedures=self.procedures, published=self.published, offices=self.offices, officials=self.officials
        )


def governing(directory: Directory, calendar: str = CALENDAR) -> tuple[str, ...]:
    """The names of the calendars that govern the directory's offices, the common one first."""
    return office_calendars(calendar, (office.code for office in directory.offices))


def open_records(database: Database, *, at: datetime, catalogue: Path = CATALOGUE, calendar: str = CALENDAR) -> Opened:
    """Migrate, check and publish the catalogue as of the instant `at`, load the directory; harmless when repeated.

    The newest version of each calendar that governs an office comes into force, unless it was published before.

    Raises `StartRefused`, before anything of them is written, when the catalogue has findings, a published version
    says something else now, or the directory drops an office; also when the database is away or full.
    """
    directory = load_directory(DIRECTORY)
    ready = _checked(catalogue, directory)
    try:
        migrate(database)
        with writing(database) as session:
            offices.load(session, directory)
            added = officials.load(session, demonstration_officials(directory))
            published = sum(_publish(session, one, at) for one in ready)
            for name in governing(directory, calendar):
                _publish_calendar(session, load_calendar(name), at)
    except RecordsAway as away:
        raise StartRefused(NOT_OPENED, why=away) from away
    except CommandError as unknown:
        raise StartRefused(NOT_OURS, why=unknown) from unknown
    except calendars.DifferentCalendar as different:
        raise StartRefused(CALENDAR_REFUSED, why=different) from different
    except offices.OfficesMissing as missing:
        raise StartRefused(DIRECTORY_REFUSED, why=missing) from missing
    return Opened(procedures=len(ready), published=published, offices=len(directory.offices), officials=added)


def _checked(catalogue: Path, directory: Directory) -> tuple[Loaded, ...]:
    found = check_path(catalogue, Ground(directory=directory, calendar=load_calendar(CALENDAR), prove=prove)).findings
    if found:
        raise StartRefused(
            FOUND,
            findings=literal(vietnamese=_lines(found, Language.VIETNAMESE), english=_lines(found, Language.ENGLISH)),
        )
    return tuple(sorted(load_catalogue(catalogue).loaded, key=_number))


def _lines(found: Iterable[Finding], language: Language) -> str:
    return "".join(f"\n{finding.line(language)}" for finding in found)


def _number(loaded: Loaded) -> int:
    """The version: an amendment is published after what it amends, whatever their files are called."""
    assert loaded.procedure is not None, "a file without findings says something"
    return loaded.procedure.version


def _publish_calendar(session: Session, calendar: Calendar, at: datetime) -> None:
    if not calendars.is_published(session, calendar):
        calendars.publish(session, calendar, at=at, by=PUBLISHER)


def _publish(session: Session, loaded: Loaded, at: datetime) -> bool:
    procedure = loaded.procedure
    assert procedure is not None, "a file without findings says something"
    path = Path(loaded.positions.file)
    try:
        return procedures.publish(session, procedure, source=path.read_bytes().decode(), at=at)
    except procedures.DifferentVersion as different:
        known = procedures.one(session, procedure.procedure, procedure.version)
        assert known is not None, "it was just compared"
        raise StartRefused(
            CHANGED,
            version=procedure.version,
            code=procedure.procedure,
            on=known.published_at.date(),
            was=known.digest[:_DIGITS],
            path=path,
            now=digest(procedure)[:_DIGITS],
        ) from different
    except procedures.PublishingRefused as refused:
        raise StartRefused(NOT_PUBLISHED, path=path, why=refused) from refused
