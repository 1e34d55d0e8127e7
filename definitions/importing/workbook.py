"""Workbooks: an .xlsx file's sheets, read in bounded time and memory from whoever sent it, and nothing computed.

An .xlsx file is a zip of XML parts. Only those that hold texts are opened, none beyond a size; a document type (and
with it every entity) is refused, and so is more XML than a table of the allowed size can need. A formula's cell has the
text that was stored with it; without one, the formula itself.
"""

import re
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final
from xml.parsers import expat

from definitions.importing.sheet import (
    TOO_BIG,
    TOO_MANY_CELLS,
    Merged,
    Sheet,
    admit,
    lay_out,
)
from definitions.importing.source import MOST_BYTES, NotImportable
from definitions.importing.workbook_notes import notes_of
from definitions.importing.workbook_parts import ENCRYPTED, NO_WORKBOOK, OLE, Parts, Walk, place_of
from definitions.saying import Saying, grouped

MAX_MERGED: Final = 5_000
MAX_SHEETS: Final = 50

NO_SUCH_SHEET: Final = Saying(
    vietnamese="không có trang tính '{name}'; có: {names}", english="there is no sheet '{name}'; there are: {names}"
)

_NUMBER: Final = re.compile(r"[0-9]{1,9}")


def read_workbook(content: bytes, wanted: str | None = None) -> tuple[Sheet, ...]:
    """The sheets of a workbook, or the one of that name or number; raises `NotImportable`."""
    if len(content) > MOST_BYTES:
        raise NotImportable(TOO_BIG, most=grouped(MOST_BYTES))
    if content.startswith(OLE):
        raise NotImportable(ENCRYPTED)
    try:
        parts = Parts(content)
        places = _sheets(parts)
        if wanted is not None:
            places = {_named(wanted, tuple(places)): places[_named(wanted, tuple(places))]}
        shared = _shared_texts(parts)
        return tuple(_sheet(parts, name, place, shared) for name, place in places.items())
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, KeyError, NotImplementedError) as error:
        raise NotImportable(NO_WORKBOOK) from error


def _named(wanted: str, names: tuple[str, ...]) -> str:
    if wanted in names:
        return wanted
    if wanted.isdecimal() and 0 < int(wanted) <= len(names):
        return names[int(wanted) - 1]
    raise NotImportable(NO_SUCH_SHEET, name=wanted, names=", ".join(names))


def _sheets(parts: Parts) -> dict[str, str]:
    """The sheets' names with the part that holds each, in their order."""
    targets: dict[str, str] = {}
    named: dict[str, str] = {}

    def relation(name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def sheet(name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet" and len(named) < MAX_SHEETS:
            link = next((value for key, value in attributes.items() if key.endswith(" id")), "")
            named[attributes.get("name", "")] = link

    Walk("workbook.xml.rels", relation).through(parts.read("xl/_rels/workbook.xml.rels"))
    Walk("workbook.xml", sheet).through(parts.read("xl/workbook.xml"))
    places = {name: _part_name(targets[link]) for name, link in named.items() if link in targets}
    return {name: place for name, place in places.items() if place.startswith("xl/worksheets/")}


def _part_name(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _shared_texts(parts: Parts) -> list[str]:
    name = "xl/sharedStrings.xml"
    if name not in parts:
        return []
    reading = _Texts()
    Walk(name, reading.begin, reading.end).through(parts.read(name))
    return reading.texts


class _Texts:
    """The texts that cells share; how a text is to be pronounced (`rPh`) is no part of it."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._is_spoken = False

    def begin(self, name: str, _: Mapping[str, str]) -> None:
        if name == "si":
            self._pieces.clear()
        self._is_spoken = self._is_spoken or name == "rPh"

    def end(self, name: str, text: str) -> None:
        if name == "t" and not self._is_spoken:
            self._pieces.append(text)
        elif name == "rPh":
            self._is_spoken = False
        elif name == "si":
            self.texts.append("".join(self._pieces))


def _sheet(parts: Parts, name: str, place: str, shared: list[str]) -> Sheet:
    reading = _Cells(shared)
    Walk(place, reading.begin, reading.end).through(parts.read(place))
    return lay_out(name, reading.texts, tuple(reading.merged), notes_of(parts, place))


class _Cells:
    """The cells of one sheet, as its XML tells them."""

    def __init__(self, shared: list[str]) -> None:
        self.texts: dict[tuple[int, int], str] = {}
        self.merged: list[Merged] = []
        self._shared = shared
        self._row, self._column = -1, -1
        self._kind, self._value, self._formula = "n", "", ""

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "row":
            self._row = int(attributes["r"]) - 1 if _NUMBER.fullmatch(attributes.get("r", "")) else self._row + 1
            self._column = -1
        elif name == "c":
            self._column = place_of(attributes["r"])[1] if "r" in attributes else self._column + 1
            self._kind, self._value, self._formula = attributes.get("t", "n"), "", ""
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, name: str, text: str) -> None:
        if name in {"v", "t"}:
            self._value += text
        elif name == "f":
            self._formula = text
        elif name == "c" and (told := self._told()):
            admit(self._row, self._column, told)
            self.texts[self._row, self._column] = told

    def _told(self) -> str:
        if not self._value and self._formula:
            return f"={self._formula}"
        if self._kind == "s":
            number = int(self._value) if _NUMBER.fullmatch(self._value) else len(self._shared)
            return self._shared[number] if number < len(self._shared) else ""
        return _number(self._value) if self._kind == "n" else self._value

    def _merge(self, area: str) -> None:
        first, _, last = area.partition(":")
        (top, left), (bottom, right) = place_of(first), place_of(last or first)
        if len(self.merged) >= MAX_MERGED:
            raise NotImportable(TOO_MANY_CELLS, most=MAX_MERGED)
        self.merged.append(Merged(top, left, bottom, right))


def _number(text: str) -> str:
    """A number as a person writes it: `0.1` for the 0.10000000000000001 that is stored, `5` for `5.0`."""
    try:
        return f"{float(text):.10g}"
    except ValueError:
        return text
