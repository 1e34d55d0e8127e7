"""Lengths: a table's times as terms, its total as the statutory limit, and whether the two agree."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from definitions.importing.columns import Column, Heading
from definitions.importing.draft import Known
from definitions.importing.remarks import Kind, Remark
from definitions.importing.rows import Rows
from definitions.importing.sheet import Cell
from definitions.importing.surroundings import Facts
from definitions.importing.times import HOURS_A_DAY, Time, hours_of, read_time, unit_of
from definitions.saying import Saying
from definitions.terms import Term, Unit

STAND_IN: Final = "30 working days"

READ_FROM: Final = Saying(vietnamese="đọc từ “{text}”", english="read from “{text}”")
BARE: Final = Saying(
    vietnamese="“{text}” đọc là ngày lịch; nếu là ngày làm việc thì viết working days",
    english="“{text}” is read as days of the calendar; if working days are meant, write so",
)
NO_TOTAL: Final = Saying(
    vietnamese="bảng không có dòng tổng; đã cộng các bước", english="the table has no total; the steps were added up"
)
NO_SUM: Final = Saying(
    vietnamese="bảng không có dòng tổng, và các bước không cộng được",
    english="the table has no total, and its steps do not add up",
)
DIFFERS: Final = Saying(
    vietnamese="tổng ghi {total}, các bước cộng lại là {sum}",
    english="the total says {total}, the steps add up to {sum}",
)
FURTHER: Final = Saying(vietnamese="dòng tổng: “{text}”", english="a total: “{text}”")


@dataclass(frozen=True, slots=True)
class Lengths:
    """How a table counts: the unit its heading names for numbers alone, and whether it ever says working days."""

    column: int
    unit: Unit | None
    knows_working_days: bool

    def read(self, cell: Cell, text: str | None = None) -> tuple[Time, tuple[Remark, ...]]:
        """The length that a cell says, with the words it was read from and what of them is not clear."""
        told = cell.text if text is None else text
        time = read_time(told, self.unit)
        if time.is_bare and time.term and self.unit is Unit.WORKING_DAYS:
            time = Time(Term(time.term.amount, Unit.WORKING_DAYS), unclear=time.unclear, rest=time.rest)
        remarks = [Remark(Kind.KEPT, READ_FROM, cell.address, {"text": told})]
        if time.unclear:
            filling = {"term": time.term, "rest": time.rest}
            remarks.append(Remark(Kind.UNCLEAR, time.unclear, cell.address, filling))
        if time.is_bare and self.knows_working_days:
            remarks.append(Remark(Kind.UNCLEAR, BARE, cell.address, {"text": told}))
        return time, tuple(remarks)


def lengths_of(heading: Heading, rows: Rows) -> Lengths:
    """How this table counts."""
    column = heading.of(Column.TIME)[0]
    cells = [
        *(cell for row in rows.steps for cell in row.cells[Column.TIME]),
        *(cell for row in rows.totals for cell in row),
    ]
    read = (read_time(cell.text).term for cell in cells)
    return Lengths(
        column, unit_of(heading.text[column]), any(term is not None and term.unit is Unit.WORKING_DAYS for term in read)
    )


def limit_of(terms: tuple[Term | None, ...], rows: Rows, facts: Facts, lengths: Lengths) -> Known:
    """The statutory limit: the table's total, else what the lines around it say, else the sum of the steps."""
    added = sum_of(terms)
    for row in rows.totals:
        time, remarks = _total(row, lengths)
        if time.term is not None:
            others = tuple(_further(other) for other in rows.totals if other is not row)
            return Known(str(time.term), (*remarks, *_differs(time.term, added, row[0]), *others))
    unread = tuple(_further(row) for row in rows.totals)
    if facts.limit is not None and facts.limit.term is not None:
        return Known(str(facts.limit.term), unread)
    if added is None:
        return Known(STAND_IN, (*unread, Remark(Kind.UNCLEAR, NO_SUM)))
    return Known(str(added), (*unread, Remark(Kind.MISSING, NO_TOTAL)))


def sum_of(terms: Iterable[Term | None]) -> Term | None:
    """What the steps take one after another; None where days of work and of the calendar do not add up."""
    known = [term for term in terms if term is not None]
    hours = [hours_of(term) for term in known]
    if known and all(term.unit is Unit.SAME_DAY for term in known):
        return known[0]
    if known and all(term.unit is Unit.DAYS for term in known):
        return Term(sum(term.amount for term in known), Unit.DAYS)
    if not known or any(one is None for one in hours):
        return None
    total = sum(one for one in hours if one is not None)
    in_days = total % HOURS_A_DAY == 0 and any(term.unit is Unit.WORKING_DAYS for term in known)
    return Term(total // HOURS_A_DAY, Unit.WORKING_DAYS) if in_days else Term(total, Unit.WORKING_HOURS)


def _total(row: tuple[Cell, ...], lengths: Lengths) -> tuple[Time, tuple[Remark, ...]]:
    """The length in a total's row, wherever it stands in it."""
    said = " ".join(cell.text for cell in row)
    for cell in sorted(row, key=lambda cell: cell.column != lengths.column):
        time, remarks = lengths.read(cell)
        if time.term is not None:
            rest = [Remark(Kind.KEPT, READ_FROM, row[0].address, {"text": said})] if len(row) > 1 else []
            return time, (*rest, *(remark for remark in remarks if remark.kind is Kind.UNCLEAR or len(row) == 1))
    return Time(), ()


def _differs(total: Term, added: Term | None, cell: Cell) -> tuple[Remark, ...]:
    if added is None or (hours_of(total) or total) == (hours_of(added) or added):
        return ()
    if (hours_of(total) is None) != (hours_of(added) is None):
        return ()
    return (Remark(Kind.UNCLEAR, DIFFERS, cell.address, {"total": total, "sum": added}),)


def _further(row: tuple[Cell, ...]) -> Remark:
    return Remark(Kind.UNCLEAR, FURTHER, row[0].address, {"text": " ".join(cell.text for cell in row)})
