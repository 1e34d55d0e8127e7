"""Calendar import: our files held beside the package `holidays`, and a new year drafted from it."""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from commands import calendar_words as words
from commands.holidays_package import VERSION, Disagreement, NotOffered, disagreements, draft
from commands.printing import print_lines
from commands.speech import Speech
from definitions.calendar_files import Edition

WELL: Final = 0
DIFFERS: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which calendar is meant, and how the answer is told."""

    edition: Edition
    say: Speech
    as_json: bool


def cross_check(asked: Asked, years: Iterable[int]) -> int:
    """Tell every difference of these years; the exit code is 0 when all of them are known, else 1."""
    found = {year: disagreements(asked.edition, year) for year in years}
    print_lines([_as_json(found)] if asked.as_json else _lines(asked, found))
    return DIFFERS if any(day.reason is None for days in found.values() for day in days) else WELL


def draft_year(asked: Asked, year: int, out: Path | None, *, published_on: date) -> int:
    """Write the next version's file to `out`, which must not exist, or to standard output; the exit code."""
    try:
        text = draft(asked.edition, year, published_on)
        if out is not None:
            with out.open("x", encoding="utf-8") as file:
                file.write(text)
    except (NotOffered, OSError) as refused:
        return asked.say.wrong("calendar import", words.NO_DRAFT, why=refused)
    note = asked.say(words.PROPOSED, year=year, calendar=asked.edition.id, version=VERSION)
    print(note, file=sys.stderr)
    if asked.as_json:
        print_lines([json.dumps({"year": year, "package": VERSION, "file": text}, ensure_ascii=False)])
    elif out is None:
        print_lines(text.splitlines())
    return WELL


def _lines(asked: Asked, found: dict[int, tuple[Disagreement, ...]]) -> Iterator[str]:
    for year, days in found.items():
        if not days:
            yield asked.say(words.AGREES, year=year, version=VERSION, days=_held(asked.edition, year))
        yield from (_line(asked.say, day) for day in days)


def _line(say: Speech, day: Disagreement) -> str:
    what = say(words.ONLY_OURS) if day.off else say(words.ONLY_PACKAGE)
    known = f" ({say(words.KNOWN_DIFFERENCE, reason=day.reason)})" if day.reason else ""
    return f"{'=' if day.reason else '!'} {words.day(say, day.on)}  {what}{known}"


def _held(edition: Edition, year: int) -> int:
    return sum(day.on.year == year for day in edition.days_off)


def _as_json(found: dict[int, tuple[Disagreement, ...]]) -> str:
    days = [
        {"on": day.on.isoformat(), "off_in_ours": day.off, "known": day.reason is not None, "reason": day.reason}
        for year in found.values()
        for day in year
    ]
    return json.dumps({"package": VERSION, "years": list(found), "differences": days}, ensure_ascii=False, indent=2)
