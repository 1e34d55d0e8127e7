"""A table of due dates, each worked out by hand from the published days off, with its reason beside it."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from definitions.calendar import Calendar
from definitions.calendar_files import load_calendar
from definitions.terms import Term

TABLE = Path(__file__).with_name("calendar_dates.csv")
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines(), strict=True))


def calendar_of(text: str) -> Calendar:
    name, _, known_on = text.partition("@")
    return load_calendar(name, known_on=date.fromisoformat(known_on) if known_on else None)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['from']} {row['term']}, {row['calendar']}" for row in ROWS])
def test_a_term_ends_when_the_law_says(row: dict[str, str]) -> None:
    calendar = calendar_of(row["calendar"])
    start = datetime.fromisoformat(f"{row['from']}+07:00").astimezone(UTC)
    due = calendar.due(start, Term.parse(row["term"]))
    assert f"{calendar.local(due):%Y-%m-%d %H:%M}" == row["due"], row["reason"]


def test_the_table_holds_150_dates_each_with_its_reason() -> None:
    assert len({(row["calendar"], row["from"], row["term"]) for row in ROWS}) == len(ROWS) >= 150
    assert all(row["reason"] for row in ROWS)
