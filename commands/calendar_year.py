"""The year shown: its months with every day off and make-up day, and the documents that they rest on."""

import calendar as months
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from commands import calendar_words as words
from commands.counted_days import hours
from commands.speech import Speech
from definitions.calendar_days import DayOff, WorkedDay
from definitions.calendar_files import Edition, editions
from definitions.saying import dated
from definitions.sessions import Week

ACROSS: Final = 3
WIDTH: Final = 28


def year_lines(edition: Edition, year: int, say: Speech) -> Iterator[str]:
    """A readable year of a calendar."""
    yield say(
        words.VERSION,
        calendar=edition.id,
        version=edition.version,
        published=edition.published_on,
        first=edition.first_on,
        last=edition.last_on,
        digest=edition.calendar().digest if edition.week else "-",
    )
    yield say(
        words.KNOWN,
        versions=", ".join(f"{known.version} ({say(dated(known.published_on))})" for known in editions(edition.id)),
    )
    if edition.week is not None:
        yield from _hours(edition.week, say)
    yield ""
    yield say(words.WORKING_DAYS_OF, year=year, days=sum(_is_worked(edition, day) for day in _days(year)))
    yield from _months(edition, year, say)
    yield say(words.LEGEND)
    off = [off_line(day, say) for day in edition.days_off if day.on.year == year]
    yield from _listed(say(words.DAYS_OFF), off, say)
    made_up = [made_up_line(day, say) for day in edition.make_up_days if day.on.year == year]
    yield from _listed(say(words.MAKE_UP_DAYS), made_up, say)


def year_json(edition: Edition, year: int) -> dict[str, object]:
    """The same for machines."""
    return {
        "calendar": edition.id,
        "version": edition.version,
        "published_on": edition.published_on.isoformat(),
        "first_on": edition.first_on.isoformat(),
        "last_on": edition.last_on.isoformat(),
        "digest": edition.calendar().digest if edition.week else None,
        "versions": [known.version for known in editions(edition.id)],
        "week": edition.week.model_dump(mode="json") if edition.week else None,
        "year": year,
        "working_days": sum(_is_worked(edition, day) for day in _days(year)),
        "days_off": [day.model_dump(mode="json") for day in edition.days_off if day.on.year == year],
        "make_up_days": [day.model_dump(mode="json") for day in edition.make_up_days if day.on.year == year],
    }


def off_line(day: DayOff, say: Speech) -> str:
    """A day off with its document, and whether it is confirmed."""
    unsure = "" if day.confirmed else say(words.UNCONFIRMED)
    return f"{words.day(say, day.on)}  {day.name}: {day.document}{unsure}"


def made_up_line(day: WorkedDay, say: Speech) -> str:
    """A make-up day with its document, and whether it is confirmed."""
    why = say(words.MAKE_UP_LINE, instead_of=day.instead_of, document=day.document)
    return f"{words.day(say, day.on)}  {why}{'' if day.confirmed else say(words.UNCONFIRMED)}"


def _hours(week: Week, say: Speech) -> Iterator[str]:
    yield f"{say(words.SESSIONS)}:"
    for spans, days in groupby(range(len(words.WEEKDAYS)), key=week.spans):
        among = [say(words.WEEKDAYS[day]) for day in days]
        named = among[0] if len(among) == 1 else f"{among[0]} – {among[-1]}"
        yield f"  {named}: {hours(spans) or say(words.WEEKLY_REST)}"


def _months(edition: Edition, year: int, say: Speech) -> Iterator[str]:
    blocks = [_month(edition, date(year, month, 1), say) for month in range(1, 13)]
    for first in range(0, len(blocks), ACROSS):
        yield ""
        for parts in zip(*blocks[first : first + ACROSS], strict=True):
            yield "  ".join(f"{part:<{WIDTH}}" for part in parts).rstrip()
    yield ""


def _month(edition: Edition, first: date, say: Speech) -> list[str]:
    weeks = [*months.Calendar().monthdatescalendar(first.year, first.month), [], []][:6]
    days = ["".join(_cell(edition, day) if day.month == first.month else "    " for day in week) for week in weeks]
    return [f"{first:%m/%Y}".center(WIDTH), "".join(f"{name:>3} " for name in map(say, words.SHORT)), *days]


def _cell(edition: Edition, day: date) -> str:
    return f"{day.day:>3}{_mark(edition, day)}"


def _mark(edition: Edition, day: date) -> str:
    if any(made_up.on == day for made_up in edition.make_up_days):
        return "+"
    if any(off.on == day for off in edition.days_off):
        return "*"
    return " " if _is_worked(edition, day) else "."


def _is_worked(edition: Edition, day: date) -> bool:
    if any(made_up.on == day for made_up in edition.make_up_days):
        return True
    works = bool(edition.week.spans(day.weekday())) if edition.week else day.weekday() < months.SATURDAY
    return works and not any(off.on == day for off in edition.days_off)


def _days(year: int) -> Iterator[date]:
    first = date(year, 1, 1)
    return (first + timedelta(days=number) for number in range((date(year + 1, 1, 1) - first).days))


def _listed(title: str, lines: list[str], say: Speech) -> Iterator[str]:
    yield f"{title}: {'' if lines else say(words.NONE)}".rstrip()
    yield from (f"  {line}" for line in lines)
