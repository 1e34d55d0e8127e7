"""Columns: where a sheet's table begins, and what each of its columns says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from definitions.importing.sheet import Cell, Sheet
from definitions.importing.words import first, plain, words

LONGEST_HEADING: Final = 80
"""Characters; a longer text is no column's heading."""
MOST_HEADING_ROWS: Final = 4
MOST_ROWS_ABOVE: Final = 300
"""Rows in which a heading is looked for."""


class Column(StrEnum):
    """What a column says of a step."""

    STEP = "step"
    WORK = "work"
    WHO = "who"
    TIME = "time"
    RESULT = "result"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Heading:
    """The rows of a table's heading, and what each column says; columns that are not known are left out."""

    top: int
    bottom: int
    columns: Mapping[int, Column]
    text: Mapping[int, str]
    """Each column's heading, as it is written."""

    def of(self, column: Column) -> tuple[int, ...]:
        """The columns that say this, from left to right; of times, those that only repeat the law come last."""
        told = sorted(number for number, kind in self.columns.items() if kind is column)
        return tuple(sorted(told, key=self._is_by_law)) if column is Column.TIME else tuple(told)

    def _is_by_law(self, number: int) -> bool:
        return first(plain(self.text[number]), words().times_by_law) is not None


def heading_of(sheet: Sheet) -> Heading | None:
    """The heading of the sheet's first table, of one row if there is such; None where nothing reads like one."""
    for height in range(1, MOST_HEADING_ROWS + 1):
        for top in (row for row in sheet.rows if row < MOST_ROWS_ABOVE):
            heading = _heading(sheet, range(top, top + height))
            if _is_whole(heading):
                return _with_rows_below(sheet, heading)
    return None


def repeats(sheet: Sheet, heading: Heading, row: int) -> bool:
    """Whether a row is the heading once more, as on a printed table's next page."""
    own = {number: plain(cell.text) for number, cell in sheet.row(row).items()}
    return bool(own) and own == {
        number: plain(cell.text) for number, cell in sheet.row(heading.top).items() if number in own
    }


def is_heading(sheet: Sheet, row: int) -> bool:
    """Whether a row reads like the heading of another table."""
    return _is_whole(_heading(sheet, range(row, row + 1)))


def _heading(sheet: Sheet, rows: Sequence[int]) -> Heading:
    texts: dict[int, list[str]] = {}
    for cell in _cells(sheet, rows):
        texts.setdefault(cell.column, []).append(cell.text)
    joined = {column: " ".join(dict.fromkeys(said)) for column, said in texts.items()}
    kinds = {column: kind for column, text in joined.items() if (kind := _kind(text)) is not None}
    steps = [column for column, kind in sorted(kinds.items()) if kind is Column.STEP]
    if len(steps) > 1 and Column.WORK not in kinds.values():
        kinds[steps[-1]] = Column.WORK
    return Heading(rows[0], rows[-1], kinds, joined)


def _cells(sheet: Sheet, rows: Sequence[int]) -> Iterator[Cell]:
    return (cell for row in rows for cell in sheet.row(row).values())


@lru_cache(maxsize=1024)
def _kind(text: str) -> Column | None:
    if len(text) > LONGEST_HEADING:
        return None
    told = plain(text)
    return next((Column(kind) for kind, phrases in words().columns.items() if first(told, phrases)), None)


def _is_whole(heading: Heading) -> bool:
    kinds = set(heading.columns.values())
    return Column.TIME in kinds and len(kinds) > 1 and bool(kinds & {Column.WORK, Column.WHO})


def _with_rows_below(sheet: Sheet, heading: Heading) -> Heading:
    """The heading with the rows that only divide its columns further, or number them."""
    bottom = heading.bottom
    while bottom + 1 < heading.top + MOST_HEADING_ROWS and _divides(sheet, heading, bottom + 1):
        bottom += 1
    divided = _heading(sheet, range(heading.top, bottom + 1))
    while _numbers_columns(sheet, bottom + 1):
        bottom += 1
    return Heading(heading.top, bottom, {**divided.columns, **heading.columns}, divided.text)


def _divides(sheet: Sheet, heading: Heading, row: int) -> bool:
    """Whether a row's own texts stand only under headings of time or result, and none of them counts anything."""
    own = [cell for cell in sheet.row(row).values() if cell.origin[0] > heading.bottom]
    under = {heading.columns.get(cell.column) for cell in own}
    counts = any(letter.isdigit() for cell in own for letter in cell.text)
    return bool(own) and not counts and under <= {Column.TIME, Column.RESULT, None} and Column.TIME in under


def _numbers_columns(sheet: Sheet, row: int) -> bool:
    """Whether a row only numbers the columns, as in (1), (2), (3)."""
    texts = [cell.text.strip("() ") for cell in sheet.row(row).values()]
    return (
        len(texts) > 1
        and all(text.isdecimal() for text in texts)
        and [int(text) for text in texts] == list(range(int(texts[0]), int(texts[0]) + len(texts)))
    )
