"""Surroundings: what the lines above and below a table say of the procedure as a whole."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from definitions.importing.remarks import Kind, Remark
from definitions.importing.sheet import Cell
from definitions.importing.times import Time, read_time
from definitions.importing.words import Phrases, first, plain, words
from definitions.saying import Saying

OUTSIDE: Final = Saying(vietnamese="ngoài bảng: “{text}”", english="beside the table: “{text}”")
MOST_SHOWN: Final = 10_000


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said of the whole, and the remarks on all that was said."""

    code: str | None = None
    title: str | None = None
    sector: str | None = None
    decision: str | None = None
    decided_on: date | None = None
    decided_by: str | None = None
    limit: Time | None = None
    limit_at: str | None = None
    remarks: tuple[Remark, ...] = ()


def facts_of(cells: Iterable[Cell]) -> Facts:
    """Read the texts around a table; each line is kept as a remark, an unclear one where nothing was read from it."""
    facts = Facts()
    for cell, line in _lines(cells):
        read = _read(facts, line, cell)
        is_clear = read != facts or _says_nothing(line)
        kind = Kind.KEPT if is_clear else Kind.UNCLEAR
        remark = Remark(kind, OUTSIDE, cell.address, {"text": line[:MOST_SHOWN]})
        facts = replace(read, remarks=(*read.remarks, remark))
    return facts


def _lines(cells: Iterable[Cell]) -> Iterator[tuple[Cell, str]]:
    """The lines of the texts; a label that ends in a colon is one line with the text to its right."""
    label: Cell | None = None
    for cell in cells:
        text = cell.text
        if label is not None and label.row == cell.row:
            text = f"{label.text} {text}"
        elif label is not None:
            yield label, label.text
        label = Cell(cell.row, cell.column, text, cell.origin) if text.endswith(":") else None
        if label is None:
            yield from ((cell, line.strip()) for line in text.splitlines() if line.strip())
    if label is not None:
        yield label, label.text


def _read(facts: Facts, line: str, cell: Cell) -> Facts:
    code, decision = CODE.search(line), _DECISION.search(line)
    if code and facts.code is None:
        facts = replace(facts, code=code[0])
    if decision and facts.decision is None:
        facts = replace(facts, decision=decision["number"], decided_on=_date(line), decided_by=_by(line))
    title = _labelled(line, words().titles) or _after(line, words().title_beginnings)
    if title and facts.title is None:
        facts = replace(facts, title=_without_code(title))
    sector = _labelled(line, words().sectors)
    if sector and facts.sector is None:
        facts = replace(facts, sector=sector)
    limit = _labelled(line, words().limits)
    if limit and facts.limit is None and (time := read_time(limit)):
        facts = replace(facts, limit=time, limit_at=cell.address)
    return facts


CODE: Final = re.compile(r"(?<![\d.])\d\.\d{6}(?:\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2})?(?![\d.])")
_DECISION: Final = re.compile(r"(?P<number>\d{1,5}/QĐ-[A-ZĐ][\w-]{1,30})")
_DAY: Final = re.compile(r"ngày\s+(\d{1,2})(?:/|\s+tháng\s+)(\d{1,2})(?:/|\s+năm\s+)(\d{4})", re.IGNORECASE)
_BY: Final = re.compile(
    r"của\s+(?P<by>(?:Chủ tịch|Uỷ ban|Ủy ban|UBND|Bộ trưởng|Giám đốc)[^,;).]{1,200})", re.IGNORECASE
)


def _date(line: str) -> date | None:
    found = _DAY.search(line)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def _by(line: str) -> str | None:
    found = _BY.search(line)
    return found["by"].strip() if found else None


def _labelled(line: str, labels: Phrases) -> str | None:
    """What stands after one of these labels and a colon."""
    label, colon, rest = line.partition(":")
    found = first(plain(label), labels)
    return rest.strip(' .“”"') or None if colon and found is not None and len(label) < len(found.phrase) + 30 else None


def _after(line: str, beginnings: Phrases) -> str | None:
    """What stands after one of these, where a line begins with it."""
    found = first(plain(line), beginnings)
    return " ".join(line.split())[found.end :].strip(' .:“”"') or None if found and found.start == 0 else None


def _without_code(title: str) -> str:
    """A title without the code in brackets after it."""
    return re.sub(
        r"\s*[([]?\s*(?:mã[^()\[\]]{0,20})?" + CODE.pattern + r"\s*[)\]]?", "", title, flags=re.IGNORECASE
    ).strip()


def _says_nothing(line: str) -> bool:
    told = plain(line)
    return first(told, words().boilerplate) is not None or not re.search(r"\w", told) or told.startswith(_AUTHORITIES)


_AUTHORITIES: Final = ("ủy ban nhân dân", "ubnd", "hội đồng nhân dân", "sở ", "bộ ")
