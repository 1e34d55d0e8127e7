"""`lienthong calendar`: a calendar's year, what changed between two calendars, and what another source says."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Final

from cyclopts import App, Parameter

from commands import calendar_words as words
from commands.calendar_changes import Difference, change_json, change_line, difference
from commands.calendar_named import named
from commands.calendar_year import year_json, year_lines
from commands.printing import print_lines
from commands.speech import Speech, Switch, speech
from definitions.calendar_files import Edition, UnknownCalendar
from definitions.saying import dated

WELL: Final = 0
DIFFERS: Final = 1

EPILOGUE: Final = """
Examples:

lienthong calendar show thua-thien-hue --year 2026

lienthong calendar diff thua-thien-hue@2025-12-24 thua-thien-hue@2025-12-25

lienthong calendar import --year 2028 --out vietnam.v5.yaml
"""

AsJson = Annotated[bool, Parameter(name="--json", negative="")]

app: Final = App(name="calendar", help_epilogue=EPILOGUE)


@app.command
def show(  # noqa: PLR0913 (a command's parameters are its options)
    name: str = "thua-thien-hue",
    *,
    year: int | None = None,
    office: str | None = None,
    json_: AsJson = False,
    english: Switch = False,
) -> int:
    """Show a year of a calendar: its months, days off and make-up days with their documents.

    Exits with 0 when it was shown, with 2 when there is no such calendar or it does not hold the year.

    Args:
        name: The calendar, also NAME@VERSION, or NAME@2025-12-24 as it was known on that day.
        year: The year; this one, if nothing else is said.
        office: The code of an office, whose own hours and closures are shown where it has some.
        json_: Print JSON, for machines.
        english: Answer in English.
    """
    say = speech(english=english)
    try:
        edition = named(name, office)
    except UnknownCalendar as unknown:
        return say.wrong("calendar show", unknown)
    shown = datetime.now(UTC).year if year is None else year
    if not edition.first_on.year <= shown <= edition.last_on.year:
        return say.wrong("calendar show", words.NOT_HELD, **_held(edition, shown))
    print_lines([_dumped(year_json(edition, shown))] if json_ else year_lines(edition, shown, say))
    return WELL


@app.command
def diff(before: str, after: str, /, *, json_: AsJson = False, english: Switch = False) -> int:
    """Compare two calendars or two versions of one: days added, removed, moved.

    Exits with 0 when they are the same, with 1 when they differ, with 2 when there is no such calendar.

    Args:
        before: A calendar, such as vietnam@2, or thua-thien-hue@2025-12-24 as it was known on that day.
        after: The other one.
        json_: Print JSON, for machines.
        english: Answer in English.
    """
    say = speech(english=english)
    try:
        editions = named(before), named(after)
    except UnknownCalendar as unknown:
        return say.wrong("calendar diff", unknown)
    found = difference(*editions)
    print_lines([_diff_json(editions, found)] if json_ else _diff_lines(editions, found, say))
    return DIFFERS if found else WELL


@app.command(name="import")
def import_(  # noqa: PLR0913 (a command's parameters are its options)
    name: str = "vietnam",
    *,
    year: int | None = None,
    out: Path | None = None,
    json_: AsJson = False,
    english: Switch = False,
) -> int:
    """Cross-check a calendar with the package `holidays`, or draft its next year from it; no file is overwritten.

    Exits with 0 when they agree but for known differences, or a draft was made; with 1 when they differ otherwise;
    with 2 when it was asked wrongly, or the file that was named exists.

    Args:
        name: The calendar of the country.
        year: The year to check, or the first that the calendar does not hold, to draft it; all it holds, if not said.
        out: The file to write the draft into; standard output, if not said.
        json_: Print JSON, for machines.
        english: Answer in English.
    """
    from commands import calendar_import

    say = speech(english=english)
    try:
        edition = named(name)
    except UnknownCalendar as unknown:
        return say.wrong("calendar import", unknown)
    asked = calendar_import.Asked(edition=edition, say=say, as_json=json_)
    if year is not None and year == edition.last_on.year + 1:
        return calendar_import.draft_year(asked, year, out, published_on=_today())
    if out is not None:
        return say.wrong("calendar import", words.ONLY_NEXT, year=edition.last_on.year + 1)
    if year is not None and not edition.first_on.year <= year <= edition.last_on.year:
        return say.wrong("calendar import", words.NOT_HELD, **_held(edition, year))
    years = range(edition.first_on.year, edition.last_on.year + 1) if year is None else (year,)
    return calendar_import.cross_check(asked, years)


def _held(edition: Edition, year: int) -> dict[str, object]:
    return {"calendar": edition.id, "first": edition.first_on.year, "last": edition.last_on.year, "year": year}


def _today() -> date:
    return datetime.now(UTC).date()


def _diff_lines(editions: tuple[Edition, Edition], found: Difference, say: Speech) -> Iterator[str]:
    before, after = editions
    yield f"{before.id} {before.version} → {after.id} {after.version}"
    if found.ends:
        yield say(words.ENDS_DIFFER, before=_span(before, say), after=_span(after, say))
    if found.hours:
        yield say(words.HOURS_DIFFER)
    yield from (change_line(change, say) for change in found.changes)
    if not found:
        yield say(words.SAME)


def _span(edition: Edition, say: Speech) -> str:
    return f"{say(dated(edition.first_on))}–{say(dated(edition.last_on))}"


def _diff_json(editions: tuple[Edition, Edition], found: Difference) -> str:
    before, after = ({"calendar": edition.id, "version": edition.version} for edition in editions)
    changes = [change_json(change) for change in found.changes]
    return _dumped(
        {"before": before, "after": after, "changes": changes, "hours_differ": found.hours, "ends_differ": found.ends}
    )


def _dumped(value: dict[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
