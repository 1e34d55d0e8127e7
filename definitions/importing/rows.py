"""Rows: what each row below a table's heading is: a step, more of the step before, a section, a total, or neither."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from definitions.importing.columns import Column, Heading, is_heading, repeats
from definitions.importing.people import sure_level
from definitions.importing.sheet import Cell, Sheet
from definitions.importing.words import first, plain, words


@dataclass(slots=True)
class StepRow:
    """A step's cells by what their columns say; `further` are those of the rows that go on telling it."""

    cells: Mapping[Column, tuple[Cell, ...]]
    others: tuple[Cell, ...]
    section: Cell | None
    loose: tuple[Cell, ...]
    """Texts that stand above it and belong to nothing."""
    row: int
    further: list[Cell] = field(default_factory=list)
    last_row: int = 0

    def cell(self, column: Column) -> Cell | None:
        """The first cell that says this."""
        return next(iter(self.cells.get(column, ())), None)


@dataclass(slots=True)
class Rows:
    """A table's rows, sorted."""

    steps: list[StepRow] = field(default_factory=list)
    totals: list[tuple[Cell, ...]] = field(default_factory=list)
    below: list[Cell] = field(default_factory=list)
    """What stands below the last step and is no total."""
    unread: list[Cell] = field(default_factory=list)
    """The cells of further tables."""


def rows_of(sheet: Sheet, heading: Heading) -> Rows:
    """Sort the rows of the sheet's first table."""
    sorting = _Sorting(heading)
    numbers = sorted(number for number in sheet.rows if number > heading.bottom)
    for number in numbers:
        if is_heading(sheet, number) and not repeats(sheet, heading, number):
            rest = (cell for later in numbers if later >= number for cell in sheet.row(later).values())
            sorting.rows.unread.extend(cell for cell in rest if cell.is_own)
            break
        if not repeats(sheet, heading, number):
            sorting.sort(number, sheet.row(number))
    return sorting.done()


_NUMERAL: Final = re.compile(r"(?:[ivx]{1,5}|[a-h]|\d{1,2})[.)/-]")


class _Sorting:
    def __init__(self, heading: Heading) -> None:
        self.rows = Rows()
        self._heading = heading
        self._section: Cell | None = None
        self._pending: list[Cell] = []

    def sort(self, number: int, row: Mapping[int, Cell]) -> None:
        """Sort one row."""
        own = [cell for cell in row.values() if cell.is_own]
        if not own:
            self._reach(number)
        elif self._is_total(own[0]):
            self.rows.totals.append(tuple(own))
        elif self._stands_alone(row):
            self._pending.append(own[0])
        elif self._goes_on(own, row):
            self.rows.steps[-1].further.extend(own)
            self._reach(number)
        else:
            self._step(number, row)

    def done(self) -> Rows:
        """The rows; what is still pending stands below the last step."""
        self.rows.below.extend(self._pending)
        return self.rows

    def _is_total(self, cell: Cell) -> bool:
        found = first(plain(cell.text), words().totals)
        return found is not None and found.start == 0

    def _stands_alone(self, row: Mapping[int, Cell]) -> bool:
        """Whether a row has one text, and not under a heading where the step before may be told further."""
        kinds = {self._heading.columns.get(column) for column in row}
        tells = kinds <= {Column.WORK, Column.RESULT, Column.NOTE} and bool(self.rows.steps)
        return len({cell.origin for cell in row.values()}) == 1 and not tells

    def _goes_on(self, own: Iterable[Cell], row: Mapping[int, Cell]) -> bool:
        """Whether a row only tells more of the step before: neither who nor time is its own."""
        if not self.rows.steps or self._pending:
            return False
        decisive = [
            row[column] for kind in (Column.WHO, Column.TIME) for column in self._heading.of(kind) if column in row
        ]
        labels = {self._heading.columns.get(cell.column) for cell in own}
        return Column.STEP not in labels and all(
            not cell.is_own and self.rows.steps[-1].row <= cell.origin[0] for cell in decisive
        )

    def _reach(self, number: int) -> None:
        if self.rows.steps:
            self.rows.steps[-1].last_row = number

    def _step(self, number: int, row: Mapping[int, Cell]) -> None:
        loose = tuple(cell for cell in self._pending if not self._opens_section(cell))
        cells = {kind: tuple(row[column] for column in self._heading.of(kind) if column in row) for kind in Column}
        others = tuple(cell for column, cell in row.items() if column not in self._heading.columns and cell.is_own)
        self.rows.steps.append(StepRow(cells, others, self._section, loose, number, last_row=number))
        self._pending.clear()

    def _opens_section(self, cell: Cell) -> bool:
        told = plain(cell.text)
        note = first(told, words().notes)
        is_section = (
            (sure_level(told) or _NUMERAL.match(told)) and not (note and note.start == 0) and told[0] not in "*-("
        )
        self._section = cell if is_section else self._section
        return bool(is_section)
