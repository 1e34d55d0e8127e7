"""Named calendars: which calendar a person means by `thua-thien-hue`, `thua-thien-hue@3.1` or `…@2025-12-24`."""

import re
from datetime import date
from typing import Final

from definitions.calendar_files import Edition, UnknownCalendar, edition, editions, names, office_calendar
from definitions.saying import Saying

NAMED: Final = re.compile(r"(?P<name>[^@]+)(?:@(?:(?P<day>\d{4}-\d\d-\d\d)|(?P<version>[\d.]+)))?")

NO_NAME: Final = Saying(
    vietnamese="'{text}' không phải là tên lịch; viết TÊN, TÊN@PHIÊN-BẢN hoặc TÊN@YYYY-MM-DD",
    english="'{text}' is no calendar's name; write NAME, NAME@VERSION or NAME@YYYY-MM-DD",
)
ONLY: Final = Saying(vietnamese="{why}; hiện có: {names}", english="{why}; there are: {names}")
NO_VERSION: Final = Saying(
    vietnamese="lịch '{name}' không có phiên bản {version}", english="the calendar '{name}' has no version {version}"
)
NO_DAY: Final = Saying(vietnamese="'{text}' không phải là một ngày", english="'{text}' is not a day")


def named(text: str, office: str | None = None) -> Edition:
    """The calendar named, in its newest version, in the version `@4.1`, or as it was known on the day `@2025-12-24`.

    With an office's code, the calendar that governs that office. Raises `UnknownCalendar`.
    """
    found = NAMED.fullmatch(text)
    if found is None:
        raise UnknownCalendar(NO_NAME, text=text)
    name = found["name"] if office is None else office_calendar(found["name"], office)
    try:
        return _edition(name, found["day"], found["version"])
    except UnknownCalendar as unknown:
        raise UnknownCalendar(ONLY, why=unknown, names=", ".join(names())) from unknown


def _edition(name: str, day: str | None, version: str | None) -> Edition:
    if day is not None:
        return edition(name, known_on=_day(day))
    if version is None:
        return edition(name)
    for known in editions(name):
        if known.version == version:
            return known
    raise UnknownCalendar(NO_VERSION, name=name, version=version)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UnknownCalendar(NO_DAY, text=text) from error
