"""Calendar files: every version of the calendars that ship, found by name, office and the day they were known."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import lru_cache
from importlib.resources import files
from typing import Final

from definitions.calendar import Calendar
from definitions.calendar_days import CalendarFile, DayOff, WorkedDay, amended, merged
from definitions.data_files import read_yaml
from definitions.saying import Explained, Saying
from definitions.sessions import MakeUpDay, Week

FOLDER: Final = "calendars"
A_FILE: Final = re.compile(r"(?P<name>[\w-]+)\.v(?P<version>\d+)\.yaml")

NO_CALENDAR: Final = Saying(vietnamese="không có lịch '{name}'", english="there is no calendar '{name}'")
NO_SESSIONS: Final = Saying(
    vietnamese="lịch '{name}' không có giờ làm việc", english="the calendar '{name}' has no sessions"
)
NOT_YET: Final = Saying(
    vietnamese="đến ngày {on} chưa có phiên bản nào của lịch '{name}' được công bố",
    english="no version of the calendar '{name}' was published by {on}",
)


class UnknownCalendar(Explained, LookupError):
    """No calendar has that name, that version, or a version known on that day; or it has no sessions."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A calendar as it was known on one day: the file of that name and those that it extends, the country's first."""

    files: tuple[CalendarFile, ...]

    @property
    def id(self) -> str:
        """The calendar's name."""
        return self.files[-1].calendar

    @property
    def version(self) -> str:
        """The versions of its files, the most general first, such as `4.1`."""
        return ".".join(str(file.version) for file in self.files)

    @property
    def published_on(self) -> date:
        """The day from which all of it was known."""
        return max(file.published_on for file in self.files)

    @property
    def first_on(self) -> date:
        """The first day that it knows."""
        return max(file.first_on for file in self.files if file.first_on is not None)

    @property
    def last_on(self) -> date:
        """The last day that it knows."""
        return min(file.last_on for file in self.files if file.last_on is not None)

    @property
    def week(self) -> Week | None:
        """The sessions of the week; None for a country, which has none of its own."""
        return next((file.week for file in reversed(self.files) if file.week is not None), None)

    @property
    def days_off(self) -> tuple[DayOff, ...]:
        """Every day off in order, also those at weekends; the nearest file's word where two name one day."""
        days: tuple[DayOff, ...] = ()
        for file in self.files:
            days = merged(days, file.days_off, (*file.withdrawn, *(day.on for day in file.days_off)))
        return days

    @property
    def make_up_days(self) -> tuple[WorkedDay, ...]:
        """Every make-up day in order."""
        days: tuple[WorkedDay, ...] = ()
        for file in self.files:
            days = merged(days, file.make_up_days, (*file.withdrawn, *(day.on for day in file.make_up_days)))
        return days

    def calendar(self) -> Calendar:
        """What counts: hours, days off and make-up days without documents; raises `UnknownCalendar` without sessions.

        Days off on which nobody would work anyway are left out, to keep it small.
        """
        if (week := self.week) is None:
            raise UnknownCalendar(NO_SESSIONS, name=self.id)
        made_up = tuple(MakeUpDay(on=day.on, like=day.like) for day in self.make_up_days)
        worked = {day.on for day in made_up}
        offsets = (file.utc_offset_minutes for file in reversed(self.files) if file.utc_offset_minutes is not None)
        return Calendar(
            id=self.id,
            version=self.version,
            utc_offset_minutes=next(offsets, 420),
            first_on=self.first_on,
            last_on=self.last_on,
            week=week,
            off=tuple(day.on for day in self.days_off if week.spans(day.on.weekday()) and day.on not in worked),
            make_up=made_up,
        )


def load_calendar(name: str, *, known_on: date | None = None) -> Calendar:
    """The calendar of that name in its newest version, or in the newest that was published by `known_on`.

    Raises `UnknownCalendar`, or ValueError for a file that is wrong.
    """
    return edition(name, known_on=known_on).calendar()


def edition(name: str, *, known_on: date | None = None) -> Edition:
    """The calendar of that name with its documents, as of now or as it was known on a day; raises `UnknownCalendar`."""
    known = [file for file in versions(name) if known_on is None or file.published_on <= known_on]
    if not known:
        raise UnknownCalendar(NOT_YET, name=name, on=known_on)
    own = known[-1]
    return Edition((*(edition(own.extends, known_on=known_on).files if own.extends else ()), own))


def editions(name: str) -> tuple[Edition, ...]:
    """Every edition that the calendar has had, the oldest first; raises `UnknownCalendar`."""
    newest = edition(name)
    days = {file.published_on for part in newest.files for file in versions(part.calendar)}
    first = max(versions(part.calendar)[0].published_on for part in newest.files)
    return tuple(edition(name, known_on=day) for day in sorted(days) if day >= first)


def office_calendar(name: str, office: str) -> str:
    """The name of the calendar that governs an office: the one made for it beneath `name`, or `name` itself."""
    beneath = [newest for other in names() if (newest := versions(other)[-1]).extends == name]
    mine = (file.calendar for file in beneath if any(fnmatchcase(office, code) for code in file.offices))
    found = next(mine, None)
    return name if found is None else office_calendar(found, office)


def office_calendars(name: str, offices: Iterable[str]) -> tuple[str, ...]:
    """The names of the calendars that govern some offices, each once: `name` first, then those made beneath it."""
    return tuple(dict.fromkeys((name, *(office_calendar(name, office) for office in offices))))


def names() -> tuple[str, ...]:
    """The names of all calendars, in order."""
    return tuple(sorted({name for name, _ in _shipped()}))


@lru_cache(maxsize=64)
def versions(name: str) -> tuple[CalendarFile, ...]:
    """Every version of one file in full, the oldest first; raises `UnknownCalendar`."""
    found = sorted(version for other, version in _shipped() if other == name)
    if not found:
        raise UnknownCalendar(NO_CALENDAR, name=name)
    known: dict[int, CalendarFile] = {}
    for version in found:
        file = _read(name, version)
        if file.amends is not None and file.amends not in known:
            raise ValueError(f"the calendar '{name}' has no version {file.amends}, which version {version} amends")
        known[version] = file if file.amends is None else amended(known[file.amends], file)
    return tuple(known.values())


def parse_calendar_file(text: str, name: str = "calendar.yaml") -> CalendarFile:
    """Read one file; raises ValueError for what is unknown, missing, out of order or given twice."""
    return CalendarFile.model_validate(read_yaml(text, name))


@lru_cache(maxsize=1)
def _shipped() -> tuple[tuple[str, int], ...]:
    found = (A_FILE.fullmatch(path.name) for path in files("definitions").joinpath(FOLDER).iterdir())
    return tuple(sorted((file["name"], int(file["version"])) for file in found if file))


def _read(name: str, version: int) -> CalendarFile:
    file_name = f"{name}.v{version}.yaml"
    path = files("definitions").joinpath(FOLDER, file_name)
    file = parse_calendar_file(path.read_text(encoding="utf-8"), file_name)
    if (file.calendar, file.version) != (name, version):
        raise ValueError(f"{file_name} says that it is version {file.version} of the calendar '{file.calendar}'")
    return file
