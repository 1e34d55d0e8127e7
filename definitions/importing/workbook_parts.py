"""The parts of a workbook's zip: opened within limits, their XML walked from front to back without any entity."""

import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final
from xml.parsers import expat

from definitions.importing.source import NotImportable
from definitions.saying import Saying

MAX_PART: Final = 5_000_000
MAX_ELEMENTS: Final = 250_000
MAX_PARTS: Final = 2_000

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
_WHERE: Final = re.compile(r"(?P<letters>[A-Z]{1,3})(?P<row>[1-9][0-9]{0,6})")
OLE: Final = b"\xd0\xcf\x11\xe0"
"""How an encrypted file, or one of the old kind, begins."""


class Parts:
    """The parts of the zip, each opened only as far as it is allowed to be big."""

    def __init__(self, content: bytes) -> None:
        """Open the zip; raises `NotImportable` and what `zipfile` raises."""
        ends = content.rfind(b"PK\x05\x06")
        if ends < 0 or int.from_bytes(content[ends + 10 : ends + 12], "little") > MAX_PARTS:
            raise NotImportable(NO_WORKBOOK)
        self._zip = zipfile.ZipFile(BytesIO(content))

    def __contains__(self, name: str) -> bool:
        """Whether there is such a part."""
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
class Walk:
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


def place_of(address: str) -> tuple[int, int]:
    """The row and the column, both from 0, of a cell's address; raises `NotImportable`."""
    found = _WHERE.fullmatch(address)
    if found is None:
        raise NotImportable(NO_WORKBOOK)
    column = 0
    for letter in found["letters"]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found["row"]) - 1, column - 1
