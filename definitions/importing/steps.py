"""Steps: the rows of a process table as the steps of a draft, one leading to the next."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from definitions.importing.columns import Column
from definitions.importing.draft import DraftStep, DraftWay, Known
from definitions.importing.lengths import Lengths
from definitions.importing.people import DESK, SUPERIORS, Context, Place, Who, level_of, read_who
from definitions.importing.remarks import Kind, Remark
from definitions.importing.rows import Rows, StepRow
from definitions.importing.sheet import Cell
from definitions.importing.times import Time
from definitions.importing.words import first, plain, words
from definitions.saying import Saying
from definitions.terms import Term

LONGEST_TITLE: Final = 200
LEVEL: Final = "commune"
"""The level taken where a table names none: most dossiers are handed in there."""

GIVES: Final = "decision"
RECEIVING_DESK: Final = "receiving desk"

WORDS: Final = Saying(vietnamese="“{text}”", english="“{text}”")
READ_FROM: Final = Saying(vietnamese="đọc từ “{text}”", english="read from “{text}”")
RESULT: Final = Saying(vietnamese="kết quả: “{text}”", english="result: “{text}”")
NOTE: Final = Saying(vietnamese="ghi chú: “{text}”", english="note: “{text}”")
OTHER_TIME: Final = Saying(vietnamese="thời gian khác: “{text}”", english="another time: “{text}”")
SECTION: Final = Saying(vietnamese="phần “{text}”", english="section “{text}”")
LOOSE: Final = Saying(vietnamese="dòng “{text}” không thuộc bước nào", english="the line “{text}” belongs to no step")
OTHER: Final = Saying(vietnamese="“{text}” ở cột chưa rõ", english="“{text}” in a column that is not known")
NO_WHO: Final = Saying(vietnamese="không nêu ai làm", english="it does not say who does it")
NO_TIME: Final = Saying(vietnamese="không nêu thời gian", english="it gives no time")
SHARED: Final = Saying(
    vietnamese="thời gian “{text}” chung với bước trên; không ghi hai lần",
    english="the time “{text}” is shared with the step above and not written twice",
)
ELSEWHERE: Final = Saying(
    vietnamese="bước đầu phải ở bộ phận một cửa; bảng bắt đầu ở {place}",
    english="the first step must be at the one-stop desk; the table begins at {place}",
)
NO_DESK: Final = Saying(
    vietnamese="không rõ cấp nào nhận hồ sơ", english="the level that receives the dossier cannot be read"
)


@dataclass(frozen=True, slots=True)
class Table:
    """What a table says: the level that receives, the steps, the terms of those that count, and what comes out."""

    at: Known
    steps: tuple[DraftStep, ...]
    terms: tuple[Term | None, ...]
    result: str | None


@dataclass(frozen=True, slots=True)
class _Read:
    """One row as it was read."""

    row: StepRow
    work: str
    who: Who
    time: Time
    who_remarks: tuple[Remark, ...]
    limit_remarks: tuple[Remark, ...]
    is_shared: bool


def steps_of(rows: Rows, lengths: Lengths) -> Table:
    """The steps of a table's rows."""
    receiving = _receiving(rows)
    read: list[_Read] = []
    for row in rows.steps:
        context = Context(read[-1].who.place if read else None, _section_level(row), receiving or LEVEL)
        read.append(_row(row, context, lengths))
    at = read[0].who.place.level if read[0].who.place.office == DESK else receiving or LEVEL
    known = Known(at) if receiving else Known(at, (Remark(Kind.MISSING, NO_DESK),))
    giving = _giving(read)
    steps = tuple(_steps(read, at, giving))
    terms = tuple(one.time.term for one in read if one.time.counts and not one.is_shared)
    result = read[giving].row.cell(Column.RESULT)
    return Table(known, steps, terms, result.text if result else None)


def _receiving(rows: Rows) -> str | None:
    """The level of the desk that receives: the first that the table names."""
    told = (cell.text for row in rows.steps for cell in (row.section, *row.cells[Column.WHO]) if cell)
    return next((level for text in told if (level := level_of(plain(text)))), None)


def _section_level(row: StepRow) -> str | None:
    return level_of(plain(row.section.text)) if row.section else None


def _row(row: StepRow, context: Context, lengths: Lengths) -> _Read:
    who_cells = row.cells[Column.WHO]
    told = " - ".join(dict.fromkeys(cell.text for cell in who_cells))
    who = read_who(told, context)
    time_cell = row.cell(Column.TIME)
    is_shared = time_cell is not None and time_cell.origin[0] < row.row
    time, limit_remarks = lengths.read(time_cell) if time_cell and not is_shared else (Time(), ())
    if is_shared and time_cell is not None:
        limit_remarks = (_about(time_cell, SHARED, Kind.UNCLEAR),)
    elif time_cell is None:
        limit_remarks = (Remark(Kind.MISSING, NO_TIME, _place(row)),)
    return _Read(row, _work(row), who, time, tuple(_who_remarks(row, who)), limit_remarks, is_shared)


def _who_remarks(row: StepRow, who: Who) -> Iterator[Remark]:
    cells = row.cells[Column.WHO]
    if not cells:
        yield Remark(Kind.UNCLEAR, NO_WHO, _place(row))
    for cell in {cell.address: cell for cell in cells}.values():
        yield _about(cell, READ_FROM)
    for saying in who.unclear if cells else ():
        yield Remark(Kind.UNCLEAR, saying, cells[0].address, {"place": who.place, "post": who.post})


def _work(row: StepRow) -> str:
    """What is done: the work, or the step's own words where there is no column for it."""
    cell = row.cell(Column.WORK) or row.cell(Column.STEP)
    return cell.text if cell else ""


def _place(row: StepRow) -> str:
    cells = (cell for kind in Column for cell in row.cells[kind])
    return next((cell.address for cell in cells if cell.is_own), f"{row.row + 1}")


def _giving(read: list[_Read]) -> int:
    """The step at which the result comes out: the last by a superior before it is given back, else the last but one."""
    inner = range(len(read) - 1)
    signed = [number for number in inner if read[number].who.post in SUPERIORS]
    return signed[-1] if signed else max(len(read) - 2, 0)


def _steps(read: list[_Read], at: str, giving: int) -> Iterator[DraftStep]:
    ids = _ids(read)
    for number, one in enumerate(read):
        after = ids[number + 1] if number + 1 < len(read) else None
        place = one.who.place
        is_desk = place == Place(at, DESK)
        title = _title(one.work)
        remarks = (*_remarks(one.row, read[number - 1].row if number else None, title), *_elsewhere(number, one, at))
        limit = Known(str(one.time.term or ""), one.limit_remarks) if one.limit_remarks or one.time.term else None
        yield DraftStep(
            id=ids[number],
            title=title or ids[number],
            who=Known(f"{one.who.post} @ {RECEIVING_DESK if is_desk and number else place}", one.who_remarks),
            limit=limit,
            counts=one.time.counts,
            ways=tuple(_ways(after, is_intake=is_desk and number == 0, gives=number == giving and after is not None)),
            remarks=remarks,
        )


def _ids(read: list[_Read]) -> list[str]:
    ids: list[str] = []
    for one in read:
        told = plain(one.work)
        found = {step.id: place for step in words().steps if (place := first(told, step.words))}
        name = min(found, key=lambda step: (found[step].start, -found[step].end), default="step")
        taken = sum(other == name or other.startswith(f"{name}_") for other in ids)
        ids.append(f"{name}_{taken + 1}" if taken else name)
    return ids


def _ways(after: str | None, *, is_intake: bool, gives: bool) -> Iterator[DraftWay]:
    gift = GIVES if gives else None
    if after is None:
        yield DraftWay(name="given", title="Đã trả kết quả", end="returned")
    elif is_intake:
        yield DraftWay(name="accept", title="Tiếp nhận và chuyển xử lý", to=after, gives=gift)
        yield DraftWay(name="supplement", title="Yêu cầu bổ sung hồ sơ", asks=True)
        yield DraftWay(name="refuse", title="Từ chối tiếp nhận", end="refused")
    else:
        yield DraftWay(name="forward", title="Hoàn thành và chuyển bước sau", to=after, gives=gift)


def _title(work: str) -> str:
    """The first line of the work, as far as its first sentence where it is long."""
    line = next((line.strip(" -•*:;") for line in work.splitlines() if line.strip(" -•*")), "")
    if len(line) <= LONGEST_TITLE:
        return line
    return line[:LONGEST_TITLE].rpartition(". ")[0] or f"{line[: LONGEST_TITLE - 1].rpartition(' ')[0]}…"


def _remarks(row: StepRow, before: StepRow | None, title: str) -> Iterator[Remark]:
    """All that a row says beside who and how long: what became the title is not said again."""
    if row.section is not None and (before is None or before.section is not row.section):
        yield _about(row.section, SECTION)
    yield from (_about(cell, LOOSE, Kind.UNCLEAR) for cell in row.loose)
    for kind, saying in ((Column.STEP, WORDS), (Column.WORK, WORDS), (Column.RESULT, RESULT), (Column.NOTE, NOTE)):
        told = (cell for cell in row.cells[kind] if cell.origin[0] >= row.row)
        yield from (_about(cell, saying) for cell in told if not _is_said(cell, kind, title))
    yield from (_about(cell, OTHER_TIME) for cell in row.cells[Column.TIME][1:] if cell.is_own)
    yield from (_about(cell, WORDS) for cell in row.further)
    yield from (_about(cell, OTHER, Kind.UNCLEAR) for cell in row.others)


def _is_said(cell: Cell, kind: Column, title: str) -> bool:
    """Whether the title says it all; the number of a step says where it stands, and it stands there."""
    told = plain(cell.text)
    return told == plain(title) or (kind is Column.STEP and _NUMBER.fullmatch(told) is not None)


_NUMBER: Final = re.compile(r"(?:bước|b)?\s*\d{1,2}(?:[.,]\d{1,2})*[.):]?")


def _elsewhere(number: int, one: _Read, at: str) -> Iterator[Remark]:
    if number == 0 and one.who.place != Place(at, DESK):
        yield Remark(Kind.UNCLEAR, ELSEWHERE, _place(one.row), {"place": one.who.place})


def _about(cell: Cell, saying: Saying, kind: Kind = Kind.KEPT) -> Remark:
    return Remark(kind, saying, cell.address, {"text": cell.text})
