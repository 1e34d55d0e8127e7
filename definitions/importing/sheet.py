"""Sheets: cells of text at their addresses, however they were stored, within limits that no honest table meets."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from definitions.importing.source import NotImportable
from definitions.saying import Saying

MAX_ROWS: Final = 10_000
MAX_COLUMNS: Final = 100
MAX_CELLS: Final = 100_000
MAX_TEXT: Final = 10_000
"""Characters in one cell."""


TOO_BIG: Final = Saying(
    vietnamese="tệp lớn hơn {most} byte; hãy tách bảng ra tệp riêng",
    english="the file has more than {most} bytes; put the table into a file of its own",
)
TOO_MANY_ROWS: Final = Saying(
    vietnamese="bảng có hơn {most} dòng; hãy tách từng thủ tục ra tệp riêng",
    english="the table has more than {most} rows; put each procedure into a file of its own",
)
TOO_MANY_CELLS: Final = Saying(
    vietnamese="bảng có quá nhiều ô hoặc cột (hơn {most})",
    english="the table has too many cells or columns (over {most})",
)
TOO_LONG: Final = Saying(
    vietnamese="ô {cell} dài hơn {most} ký tự", english="the cell {cell} has more than {most} characters"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A text at its row and column, both from 0; `origin` is where it was written, elsewhere for a merged cell."""

    row: int
    column: int
    text: str
    origin: tuple[int, int]

    @property
    def is_own(self) -> bool:
        """Whether the text was written here."""
        return self.origin == (self.row, self.column)

    @property
    def address(self) -> str:
        """Where the text was written, as spreadsheets say it: `B7`."""
        return address(*self.origin)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of one sheet that have text, by row and column; and the notes attached to cells, empty ones too."""

    name: str
    rows: Mapping[int, Mapping[int, Cell]]
    notes: Mapping[tuple[int, int], str]

    def row(self, number: int) -> Mapping[int, Cell]:
        """The cells of a row, by column, from left to right."""
        return self.rows.get(number, {})

    def own(self) -> Iterator[Cell]:
        """Every text once, row by row."""
        return (cell for row in self.rows.values() for cell in row.values() if cell.is_own)


NO_NOTES: Final[Mapping[tuple[int, int], str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Merged:
    """An area that shows the text of its first cell; rows and columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


def lay_out(
    name: str,
    texts: Mapping[tuple[int, int], str],
    merged: tuple[Merged, ...] = (),
    notes: Mapping[tuple[int, int], str] = NO_NOTES,
) -> Sheet:
    """A sheet of these texts; raises `NotImportable` beyond the limits. Empty texts are left out."""
    for (row, column), text in texts.items():
        admit(row, column, text)
    kept = {place: text.strip() for place, text in texts.items() if text.strip()}
    cells = {place: Cell(*place, text, place) for place, text in kept.items()}
    last = (max((row for row, _ in kept), default=0), max((column for _, column in kept), default=0))
    shown = ((place, (area.top, area.left)) for area in merged for place in _within(area, last))
    for number, (place, origin) in enumerate(shown):
        if number > MAX_CELLS:
            raise NotImportable(TOO_MANY_CELLS, most=MAX_CELLS)
        if place not in kept and origin in kept:
            cells[place] = Cell(*place, kept[origin], origin)
    return Sheet(name, _by_row(cells), notes)


def admit(row: int, column: int, text: str) -> None:
    """Let a text into a sheet; raises `NotImportable` where it stands too far out or is too long."""
    if row >= MAX_ROWS:
        raise NotImportable(TOO_MANY_ROWS, most=MAX_ROWS)
    if column >= MAX_COLUMNS:
        raise NotImportable(TOO_MANY_CELLS, most=MAX_COLUMNS)
    if len(text) > MAX_TEXT:
        raise NotImportable(TOO_LONG, cell=address(row, column), most=MAX_TEXT)


def address(row: int, column: int) -> str:
    """The address of a cell, as spreadsheets say it: `B7` for row 6, column 1."""
    letters, column = "", column + 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def _within(area: Merged, last: tuple[int, int]) -> Iterator[tuple[int, int]]:
    for row in range(area.top, min(area.bottom, last[0]) + 1):
        for column in range(area.left, min(area.right, last[1]) + 1):
            yield row, column


def _by_row(cells: Mapping[tuple[int, int], Cell]) -> dict[int, dict[int, Cell]]:
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sorted(cells.items()):
        rows.setdefault(row, {})[column] = cell
    return rows
