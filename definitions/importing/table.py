"""Tables: a spreadsheet's *quy trình nội bộ* as the draft of a definition."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from definitions.findings import Code
from definitions.importing.columns import Column, Heading, heading_of
from definitions.importing.draft import UNKNOWN_CODE, Draft, DraftStep, Known, draft_text, missing
from definitions.importing.lengths import lengths_of, limit_of
from definitions.importing.remarks import Kind, Remark
from definitions.importing.rows import rows_of
from definitions.importing.separated import read_separated
from definitions.importing.sheet import Cell, Sheet, address
from definitions.importing.source import Imported, NotImportable, Source
from definitions.importing.steps import Table, steps_of
from definitions.importing.surroundings import Facts, facts_of
from definitions.importing.workbook import read_workbook
from definitions.saying import Language, Saying

MOST_STEPS: Final = 300

NO_TABLE: Final = Saying(
    vietnamese="không thấy bảng nào có dòng tiêu đề nêu thời gian cùng nội dung công việc hoặc người thực hiện",
    english="no table was found whose heading names the time with the work or with who does it",
)
NO_STEPS: Final = Saying(vietnamese="bảng không có bước nào", english="the table has no steps")
TOO_MANY_STEPS: Final = Saying(
    vietnamese="bảng có hơn {most} bước; hãy tách từng thủ tục ra một bảng",
    english="the table has more than {most} steps; give each procedure a table of its own",
)
TOO_MUCH: Final = Saying(
    vietnamese="bảng và những gì quanh nó dài hơn mức một quy trình được phép",
    english="the table and what stands around it are longer than a definition may be",
)
OTHER_SHEET: Final = Saying(vietnamese="trang tính “{name}” chưa được đọc", english="the sheet “{name}” was not read")
OTHER_TABLE: Final = Saying(
    vietnamese="thuộc bảng khác, chưa được đọc: “{text}”", english="part of another table, not read: “{text}”"
)
OTHER_COLUMN: Final = Saying(
    vietnamese="cột “{text}” chưa rõ là gì", english="what the column “{text}” says is not known"
)
OTHER_TIME: Final = Saying(
    vietnamese="cột thời gian thứ hai “{text}” không được dùng",
    english="the second column of times “{text}” was not used",
)
NOTE: Final = Saying(vietnamese="ô có ghi chú “{text}”", english="the cell has the note “{text}”")
HEADING: Final = Saying(vietnamese="cột “{text}”", english="column “{text}”")
FROM: Final = Saying(vietnamese="lập từ bảng trong {file}", english="drafted from the table in {file}")
ONLY_STEPS: Final = Saying(
    vietnamese="bảng chỉ nói lối đi thẳng; thêm các lối trả lại, từ chối, và giấy tờ, tờ khai của hồ sơ",
    english="a table tells only the straight way; add the ways back, the refusals, and the dossier's papers and form",
)
CODE: Final = Saying(
    vietnamese="mã thủ tục trên Cơ sở dữ liệu quốc gia", english="the procedure's code in the national database"
)
TITLE: Final = Saying(vietnamese="tên thủ tục", english="the procedure's title")
SECTOR: Final = Saying(vietnamese="lĩnh vực", english="the sector")
DECISION: Final = Saying(
    vietnamese="số quyết định phê duyệt quy trình nội bộ",
    english="the number of the decision that approves the process",
)
DECIDED_ON: Final = Saying(vietnamese="ngày ký quyết định", english="the day of the decision")
DECIDED_BY: Final = Saying(vietnamese="người ký quyết định", english="who signed the decision")
EFFECTIVE: Final = Saying(
    vietnamese="ngày bắt đầu áp dụng phiên bản này", english="the day from which this version applies"
)
BASIS: Final = Saying(vietnamese="căn cứ pháp lý và điều khoản", english="the legal basis and its provision")
RESULT: Final = Saying(vietnamese="tên kết quả giải quyết", english="the title of the result")


def import_workbook(source: Source, language: Language) -> Imported:
    """The definition that a workbook's process table makes; raises `NotImportable`."""
    return _imported(read_workbook(source.content, source.part), source, language)


def import_separated(source: Source, language: Language) -> Imported:
    """The definition that a CSV file's process table makes; raises `NotImportable`."""
    return _imported((read_separated(source.content),), source, language)


def _imported(sheets: tuple[Sheet, ...], source: Source, language: Language) -> Imported:
    draft = draft_of(sheets, source)
    written = draft_text(draft, language, source.file)
    if written.text is None:
        assert written.findings[0].code in {Code.TOO_BIG, Code.TOO_MANY_NODES}, f"a draft is YAML: {written.findings}"
        raise NotImportable(TOO_MUCH)
    return Imported(written.text, tuple(draft.remarks()))


def draft_of(sheets: tuple[Sheet, ...], source: Source) -> Draft:
    """The draft of the first sheet that has a process table; raises `NotImportable` where none has."""
    for sheet in sheets:
        heading = heading_of(sheet)
        if heading is not None:
            others = tuple(other for other in sheets if other is not sheet and other.rows)
            return _draft(sheet, heading, source, tuple(_unread_sheets(others)))
    raise NotImportable(NO_TABLE)


def _unread_sheets(others: tuple[Sheet, ...]) -> Iterator[Remark]:
    return (Remark(Kind.UNCLEAR, OTHER_SHEET, filling={"name": sheet.name}) for sheet in others)


def _draft(sheet: Sheet, heading: Heading, source: Source, unread: tuple[Remark, ...]) -> Draft:
    rows = rows_of(sheet, heading)
    if not rows.steps:
        raise NotImportable(NO_STEPS)
    if len(rows.steps) > MOST_STEPS:
        raise NotImportable(TOO_MANY_STEPS, most=MOST_STEPS)
    facts = facts_of((*_above(sheet, heading), *rows.below))
    lengths = lengths_of(heading, rows)
    table = steps_of(rows, lengths)
    kept = Remark(Kind.KEPT, FROM, filling={"file": source.file})
    numbers = [row.row for row in rows.steps]
    beside = (*unread, *facts.remarks, *_columns(sheet, heading), *_notes(sheet, {*numbers}))
    return Draft(
        **_whole(facts, table, source),
        at=table.at,
        limit=limit_of(table.terms, rows, facts, lengths),
        steps=tuple(_noted(step, sheet, number) for step, number in zip(table.steps, numbers, strict=True)),
        top=(kept, Remark(Kind.KEPT, ONLY_STEPS), *beside),
        bottom=tuple(_unread(cell) for cell in rows.unread),
    )


def _noted(step: DraftStep, sheet: Sheet, number: int) -> DraftStep:
    """A step with the notes attached to the cells of its row: they may well change what the cells say."""
    notes = (_note(place, said) for place, said in sheet.notes.items() if place[0] == number)
    return replace(step, remarks=(*step.remarks, *notes))


def _notes(sheet: Sheet, steps: set[int]) -> Iterator[Remark]:
    """The notes elsewhere."""
    return (_note(place, said) for place, said in sheet.notes.items() if place[0] not in steps)


def _note(place: tuple[int, int], said: str) -> Remark:
    return Remark(Kind.UNCLEAR, NOTE, address(*place), {"text": said})


def _above(sheet: Sheet, heading: Heading) -> Iterator[Cell]:
    return (cell for cell in sheet.own() if cell.row < heading.top)


def _unread(cell: Cell) -> Remark:
    return Remark(Kind.UNCLEAR, OTHER_TABLE, cell.address, {"text": cell.text})


def _columns(sheet: Sheet, heading: Heading) -> Iterator[Remark]:
    """What is not known or not used of the columns; and the words of a heading of several rows, which may say more."""
    second = heading.of(Column.TIME)[1:]
    for column, text in heading.text.items():
        cells = [cell for row in range(heading.top, heading.bottom + 1) if (cell := sheet.row(row).get(column))]
        about = cells[0].address
        if column in second or column not in heading.columns:
            yield Remark(Kind.UNCLEAR, OTHER_TIME if column in second else OTHER_COLUMN, about, {"text": text})
        elif text != cells[0].text:
            yield Remark(Kind.KEPT, HEADING, about, {"text": text})


def _whole(facts: Facts, table: Table, source: Source) -> dict[str, Known]:
    """What the lines around the table say of the whole, and what is to be filled in."""
    today = source.on.isoformat()
    decided_on = facts.decided_on.isoformat() if facts.decided_on else None
    return {
        "procedure": Known(facts.code) if facts.code else missing(UNKNOWN_CODE, CODE),
        "title": Known(facts.title) if facts.title else missing("Tên thủ tục", TITLE),
        "sector": Known(facts.sector) if facts.sector else missing("Tên lĩnh vực", SECTOR),
        "decision": Known(facts.decision) if facts.decision else missing("00/QĐ-UBND", DECISION),
        "decided_on": Known(decided_on) if decided_on else missing(today, DECIDED_ON),
        "decided_by": Known(facts.decided_by) if facts.decided_by else missing("Người ký", DECIDED_BY),
        "effective_from": missing(decided_on or today, EFFECTIVE),
        "basis": missing(facts.decision or "Văn bản", BASIS),
        "result": Known(table.result) if table.result else missing("Kết quả giải quyết thủ tục", RESULT),
    }
