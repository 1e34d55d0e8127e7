"""Opening: the records brought to this code's tables, its directory with its officials, and its published catalogue."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from alembic.util import CommandError
from sqlmodel import Session

from definitions.calendar import Calendar
from definitions.calendar_files import load_calendar, office_calendars
from definitions.checking import Ground, check_path
from definitions.directory import Directory
from definitions.directory_files import demonstration_officials, load_directory
from definitions.loader import Loaded, digest, load_catalogue
from definitions.saying import Language
from records import calendars, offices, officials, procedures
from records.database import Database, RecordsAway, migrate, writing
from runtime.refusals import StartRefused
from runtime.settings import read_language
from workflows.proving import prove

CATALOGUE: Final = Path(__file__).parents[1] / "definitions" / "catalogue"
DIRECTORY: Final = "thua-thien-hue"
CALENDAR: Final = "thua-thien-hue"
"""The calendar that the API pins dossiers to, but for offices with one of their own beneath it."""

PUBLISHER: Final = "lienthong"
"""In whose name the calendar that ships is published."""

_DIGITS: Final = 12
"""How much of a digest people compare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What the records hold: procedures in the catalogue and those of them just published, offices, officials added."""

    procedures: int
    published: int
    offices: int
    officials: int

    def __str__(self) -> str:
        """One line for the operator."""
        procedures = f"procedures {self.procedures} ({self.published} new)"
        return f"{procedures}, offices {self.offices}, officials added {self.officials}"


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
        raise StartRefused(f"The records cannot be opened: {away}.") from away
    except CommandError as unknown:
        raise StartRefused(f"The records are not this program's, perhaps a later one's: {unknown}.") from unknown
    except calendars.DifferentCalendar as different:
        raise StartRefused(f"The calendar cannot be published: {different}.") from different
    except offices.OfficesMissing as missing:
        raise StartRefused(f"The directory cannot be loaded: {missing}.") from missing
    return Opened(procedures=len(ready), published=published, offices=len(directory.offices), officials=added)


def _checked(catalogue: Path, directory: Directory) -> tuple[Loaded, ...]:
    found = check_path(catalogue, Ground(directory=directory, calendar=load_calendar(CALENDAR), prove=prove)).findings
    if found:
        language = Language(read_language())
        raise StartRefused(
            "\n".join(("The catalogue cannot be published:", *(finding.line(language) for finding in found)))
        )
    return tuple(sorted(load_catalogue(catalogue).loaded, key=_number))


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
            f"Version {procedure.version} of procedure {procedure.procedure} was published on "
            f"{known.published_at:%Y-%m-%d} as {known.digest[:_DIGITS]} and never changes, but {path} now says "
            f"{digest(procedure)[:_DIGITS]}: put the file back, and give the change a version of its own."
        ) from different
    except procedures.PublishingRefused as refused:
        raise StartRefused(f"{path} cannot be published: {refused}.") from refused
