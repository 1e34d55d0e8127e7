"""The package `holidays`: what it holds of a year, how that differs from our files, and a new year's draft."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version
from typing import Final

import holidays
from pydantic import BaseModel, ConfigDict, TypeAdapter

from definitions.calendar_days import DayOff, WorkedDay
from definitions.calendar_files import Edition
from definitions.data_files import data_text, read_yaml
from definitions.saying import Explained, Saying

VERSION: Final = version("holidays")
UNVERIFIED: Final = f"Gói holidays {VERSION} (chưa đối chiếu với văn bản)"
SWAPPED: Final = re.compile(r"\d\d/\d\d/\d{4}")

NOTHING_OF: Final = Saying(
    vietnamese="gói holidays {version} không có gì về năm {year}",
    english="the package holidays {version} holds nothing of {year}",
)


class NotOffered(Explained, LookupError):
    """The package holds nothing of that year."""


class KnownDifference(BaseModel):
    """A day on which our calendar is right and the package is known to be wrong."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    on: date
    off: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A day on which our calendar and the package differ, and the reason where it is known."""

    on: date
    off: bool
    """What our calendar says."""
    reason: str | None


@dataclass(frozen=True, slots=True)
class Year:
    """What the package holds of one year, each day with its name; nothing of it is confirmed."""

    days_off: tuple[DayOff, ...]
    make_up_days: tuple[WorkedDay, ...]


def package_year(year: int) -> Year:
    """The year as the package has it; raises `NotOffered`."""
    days = sorted(holidays.country_holidays("VN", years=year, language="vi").items())
    if not days:
        raise NotOffered(NOTHING_OF, version=VERSION, year=year)
    return Year(
        tuple(DayOff(on=on, name=name, document=UNVERIFIED, confirmed=False) for on, name in days),
        tuple(
            WorkedDay(on=made_up, instead_of=on, document=UNVERIFIED, confirmed=False)
            for on, name in days
            if (made_up := _made_up_on(name)) is not None
        ),
    )


def disagreements(edition: Edition, year: int) -> tuple[Disagreement, ...]:
    """Every day of the year on which the calendar and the package differ, in order; raises `NotOffered`."""
    theirs, reasons = package_year(year), _known()
    ours_off = {day.on for day in edition.days_off}
    ours_made_up = {day.on for day in edition.make_up_days}
    theirs_made_up = {day.on for near in (year - 1, year) for day in package_year(near).make_up_days}
    off = {day for day in ours_off ^ {day.on for day in theirs.days_off} if day.year == year}
    made_up = {day for day in ours_made_up ^ theirs_made_up if day.year == year}
    found = [(on, on in ours_off) for on in off] + [(on, on not in ours_made_up) for on in made_up]
    return tuple(Disagreement(on, is_off, reasons.get((on, is_off))) for on, is_off in sorted(found))


def draft(edition: Edition, year: int, published_on: date) -> str:
    """The next version's file, which adds the year to the calendar; nothing in it is confirmed."""
    own, days = edition.files[-1], package_year(year)
    return "\n".join((*_head(own.calendar, own.version, year, published_on), *_lines(days), ""))


def _head(name: str, number: int, year: int, published_on: date) -> Iterator[str]:
    yield f"# The year {year}, drafted from the package holidays {VERSION}. Verify each day against its document,"
    yield "# name the document, set confirmed and published_on, and only then put this file beside the others."
    yield f"calendar: {name}"
    yield f"version: {number + 1}"
    yield f"amends: {number}"
    yield f"published_on: {published_on.isoformat()}"
    yield f"last_on: {year}-12-31"


def _lines(year: Year) -> Iterator[str]:
    yield "days_off:"
    for day in year.days_off:
        yield f"  - {{on: {day.on}, name: {_text(day.name)}, document: {_text(day.document)}, confirmed: false}}"
    yield "make_up_days:" if year.make_up_days else "make_up_days: []"
    for made in year.make_up_days:
        swap = f"on: {made.on}, instead_of: {made.instead_of}"
        yield f"  - {{{swap}, document: {_text(made.document)}, confirmed: false}}"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _made_up_on(name: str) -> date | None:
    found = SWAPPED.search(name)
    return datetime.strptime(found[0], "%d/%m/%Y").date() if found else None  # noqa: DTZ007 (a day has no zone)


def _known() -> dict[tuple[date, bool], str]:
    text = data_text("calendars", "known-differences.yaml") or "[]"
    known = TypeAdapter(tuple[KnownDifference, ...]).validate_python(read_yaml(text, "known-differences.yaml"))
    return {(day.on, day.off): day.reason for day in known}
