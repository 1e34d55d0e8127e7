"""What `lienthong calendar` does: a calendar's year, what differs between two, and what another source says."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from commands import calendar_words as words
from commands.calendar_changes import Difference, change_json, change_line, difference
from commands.calendar_named import named
from commands.calendar_year import year_json, year_lines
from commands.printing import print_lines
from commands.speech import Speech, speech
from definitions.calendar_files import Edition, UnknownCalendar
from definitions.saying import dated

WELL: Final = 0
DIFFERS: Final = 1


def show(  # noqa: PLR0913 (what the command was asked)
    name: str,
    *,
    year: int | None,
    office: str | None,
    json_: bool,
    english: bool,
) -> int:
    """Do what `lienthong calendar show` was asked; what to exit with."""
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


def diff(before: str, after: str, *, json_: bool, english: bool) -> int:
    """Do what `lienthong calendar diff` was asked; what to exit with."""
    say = speech(english=english)
    try:
        editions = named(before), named(after)
    except UnknownCalendar as unknown:
        return say.wrong("calendar diff", unknown)
    found = difference(*editions)
    print_lines([_diff_json(editions, found)] if json_ else _diff_lines(editions, found, say))
    return DIFFERS if found else WELL


def import_(  # noqa: PLR0913 (what the command was asked)
    name: str,
    *,
    year: int | None,
    out: Path | None,
    json_: bool,
    english: bool,
) -> int:
    """Do what `lienthong calendar import` was asked; what to exit with."""
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
