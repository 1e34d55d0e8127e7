"""Workbooks: an .xlsx file's sheets, read in bounded time and memory from whoever sent it, and nothing computed.

An .xlsx file is a zip of XML parts. Only those that hold texts are opened, none beyond a size; a document type (and
with it every entity) is refused, and so is more XML than a table of the allowed size can need. A formula's cell has the
text that was stored with it; without one, the formula itself.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final
from xml.parsers import expat

from definitions.importing.sheet import (
    MAX_BYTES,
    TOO_BIG,
    TOO_MANY_CELLS,
    Merged,
    Sheet,
    admit,
    lay_out,
)
from definitions.importing.source import NotImportable
from definitions.saying import Saying

MAX_PART: Final = 5_000_000
MAX_ELEMENTS: Final = 250_000
MAX_MERGED: Final = 5_000
MAX_PARTS: Final = 2_000
MAX_SHEETS: Final = 50

NO_WORKBOOK: Final = Saying(
    vietnamese="tệp không phải là bảng tính .xlsx đọc được; hãy mở bằng Excel hoặc LibreOffice và lưu lại dạng .xlsx",
    english="the file is not an .xlsx workbook that can be read; open it in Excel or LibreOffice and save it as .xlsx",
)
ENCRYPTED: Final = Saying(
    vietnamese="tệp có mật khẩu hoặc thuộc dạng .xls cũ; hãy lưu lại dạng .xlsx không mật khẩu",
    english="the file has a password or is of the old .xls kind; save it as .xlsx without a password",
)
TOO_MUCH: Final = Saying(
    vietnamese="phần '{part}' của tệp lớn hơn mức một bảng quy trình cần đến",
    english="the part '{part}' of the file is larger than any process table needs",
)
DECLARED: Final = Saying(
    vietnamese="phần '{part}' của tệp có khai báo DTD hoặc thực thể, không được phép",
    english="the part '{part}' of the file declares a DTD or entities, which is not allowed",
)
NO_SUCH_SHEET: Final = Saying(
    vietnamese="không có trang tính '{name}'; có: {names}", english="there is no sheet '{name}'; there are: {names}"
)

_OLE: Final = b"\xd0\xcf\x11\xe0"
_NUMBER: Final = re.compile(r"[0-9]{1,9}")
_WHERE: Final = re.compile(r"(?P<letters>[A-Z]{1,3})(?P<row>[1-9][0-9]{0,6})")


def read_workbook(content: bytes, wanted: str | None = None) -> tuple[Sheet, ...]:
    """The sheets of a workbook, or the one of that name or number; raises `NotImportable`."""
    if len(content) > MAX_BYTES:
        raise NotImportable(TOO_BIG, most=MAX_BYTES)
    if content.startswith(_OLE):
        raise NotImportable(ENCRYPTED)
    try:
        parts = _Parts(content)
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


class _Parts:
    """The parts of the zip, each opened only as far as it is allowed to be big."""

    def __init__(self, content: bytes) -> None:
        ends = content.rfind(b"PK\x05\x06")
        if ends < 0 or int.from_bytes(content[ends + 10 : ends + 12], "little") > MAX_PARTS:
            raise NotImportable(NO_WORKBOOK)
        self._zip = zipfile.ZipFile(BytesIO(content))

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def read(self, name: str) -> bytes:
        """A part's bytes; what the zip says of its size is believed, and held to."""
        part = self._zip.getinfo(name)
        if part.flag_bits & 1 or part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise NotImportable(ENCRYPTED)
        if part.file_size > MAX_PART:
            raise NotImportable(TOO_MUCH, part=name)
        with self._zip.open(part) as stream:
            return stream.read(MAX_PART)


@dataclass(slots=True)
class _Walk:
    """One part's XML, walked from front to back by what begins, what ends, and the text between."""

    part: str
    begins: Callable[[str, Mapping[str, str]], None]
    ends: Callable[[str, str], None] = lambda _name, _text: None
    elements: int = 0
    text: list[str] = field(default_factory=list)

    def through(self, content: bytes) -> None:
        """Walk through; raises `NotImportable` and `ExpatError`."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self.text.append
        parser.StartDoctypeDeclHandler = self._declared
        parser.Parse(content, True)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > MAX_ELEMENTS:
            raise NotImportable(TOO_MUCH, part=self.part)
        self.text.clear()
        self.begins(name[name.rfind(" ") + 1 :], attributes)

    def _end(self, name: str) -> None:
        self.ends(name[name.rfind(" ") + 1 :], "".join(self.text))
        self.text.clear()

    def _declared(self, *_: object) -> None:
        raise NotImportable(DECLARED, part=self.part)


def _sheets(parts: _Parts) -> dict[str, str]:
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

    _Walk("workbook.xml.rels", relation).through(parts.read("xl/_rels/workbook.xml.rels"))
    _Walk("workbook.xml", sheet).through(parts.read("xl/workbook.xml"))
    places = {name: _part_name(targets[link]) for name, link in named.items() if link in targets}
    return {name: place for name, place in places.items() if place.startswith("xl/worksheets/")}


def _part_name(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _shared_texts(parts: _Parts) -> list[str]:
    name = "xl/sharedStrings.xml"
    if name not in parts:
        return []
    reading = _Texts()
    _Walk(name, reading.begin, reading.end).through(parts.read(name))
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


def _sheet(parts: _Parts, name: str, place: str, shared: list[str]) -> Sheet:
    reading = _Cells(shared)
    _Walk(place, reading.begin, reading.end).through(parts.read(place))
    return lay_out(name, reading.texts, tuple(reading.merged))


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
            self._column = _corner(attributes["r"])[1] if "r" in attributes else self._column + 1
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
        (top, left), (bottom, right) = _corner(first), _corner(last or first)
        if len(self.merged) >= MAX_MERGED:
            raise NotImportable(TOO_MANY_CELLS, most=MAX_MERGED)
        self.merged.append(Merged(top, left, bottom, right))


def _corner(address: str) -> tuple[int, int]:
    found = _WHERE.fullmatch(address)
    if found is None:
        raise NotImportable(NO_WORKBOOK)
    column = 0
    for letter in found["letters"]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found["row"]) - 1, column - 1


def _number(text: str) -> str:
    """A number as a person writes it: `0.1` for the 0.10000000000000001 that is stored, `5` for `5.0`."""
    try:
        return f"{float(text):.10g}"
    except ValueError:
        return text
