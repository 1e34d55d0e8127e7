"""Named calendars: which calendar a person means by `thua-thien-hue`, `thua-thien-hue@3.1` or `…@2025-12-24`."""

import re
import sys
from datetime import date
from typing import Final

from definitions.calendar_files import Edition, UnknownCalendar, edition, editions, names, office_calendar

NAMED: Final = re.compile(r"(?P<name>[^@]+)(?:@(?:(?P<day>\d{4}-\d\d-\d\d)|(?P<version>[\d.]+)))?")
ASKED_WRONGLY: Final = 2


def named(text: str, office: str | None = None) -> Edition:
    """The calendar named, in its newest version, in the version `@4.1`, or as it was known on the day `@2025-12-24`.

    With an office's code, the calendar that governs that office. Raises `UnknownCalendar`.
    """
    found = NAMED.fullmatch(text)
    if found is None:
        raise UnknownCalendar(f"'{text}' is no calendar's name; write NAME, NAME@VERSION or NAME@YYYY-MM-DD")
    name = found["name"] if office is None else office_calendar(found["name"], office)
    try:
        return _edition(name, found["day"], found["version"])
    except UnknownCalendar as unknown:
        raise UnknownCalendar(f"{unknown}; there are: {', '.join(names())}") from unknown


def _edition(name: str, day: str | None, version: str | None) -> Edition:
    if day is not None:
        return edition(name, known_on=_day(day))
    if version is None:
        return edition(name)
    for known in editions(name):
        if known.version == version:
            return known
    raise UnknownCalendar(f"the calendar '{name}' has no version {version}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UnknownCalendar(f"'{text}' is not a day: {error}") from error


def asked_wrongly(command: str, why: object) -> int:
    """Say on standard error why the question cannot be read; the exit code for that."""
    print(f"lienthong {command}: {why}", file=sys.stderr)
    return ASKED_WRONGLY
