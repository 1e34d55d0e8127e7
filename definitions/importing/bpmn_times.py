"""Times in BPMN: a timer's ISO 8601 duration, or a length in words, in a title's brackets or in a timer's name."""

import re
from typing import Final

from definitions.importing.times import read_time
from definitions.terms import NotATerm, Term, Unit

_ISO: Final = re.compile(r"P(?:(?P<weeks>\d{1,3})W|(?:(?P<days>\d{1,4})D)?(?:T(?P<hours>\d{1,4})H)?)", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"\s*[(\[]([^()\[\]]{1,60})[)\]]\s*$")


def timer_of(text: str) -> Term | None:
    """The length of a timer; days of ISO 8601 are days of the calendar, its hours are read as working hours."""
    found = _ISO.fullmatch(text.strip())
    if found and any(found.groups()):
        return _duration(*(int(part or 0) for part in found.groups()))
    try:
        return Term.parse(text)
    except NotATerm:
        time = read_time(text)
        return time.term if time and time.unclear is None else None


def length_in(title: str) -> tuple[str, str | None]:
    """A title without the length in its brackets, and that length: `Thẩm định (5 ngày làm việc)`."""
    found = _BRACKETS.search(title)
    time = read_time(found[1]) if found else None
    if found is None or time is None or time.term is None or time.unclear is not None or time.rest:
        return title, None
    return title[: found.start()], str(time.term)


def _duration(weeks: int, days: int, hours: int) -> Term | None:
    if hours and not (weeks or days):
        return Term(hours, Unit.WORKING_HOURS)
    return Term(weeks * 7 + days, Unit.DAYS) if (weeks or days) and not hours else None
