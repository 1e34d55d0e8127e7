"""Strict YAML: one document of plain values with the place of each, read in bounded time and never by surprise."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NoReturn, Protocol

import yaml
from yaml import CSafeLoader, events

from definitions.findings import Code, Finding, Place
from definitions.plain_values import Value, read_scalar
from definitions.positions import Path, Positions
from definitions.saying import Said, Saying, grouped
from definitions.translated.yaml_parser import complaint_of, unreadable

MAX_BYTES: Final = 1_000_000
MAX_DEPTH: Final = 40
MAX_NODES: Final = 20_000


@dataclass(frozen=True, slots=True)
class Document:
    """What a text says: its value (None where it cannot be read), the places, and the findings."""

    value: Value
    positions: Positions
    findings: tuple[Finding, ...]


def read(text: bytes, file: str) -> Document:
    """Read one YAML document; whatever is wrong is a finding, nothing raises.

    Only `true`/`false` are booleans, only digits are numbers, only YYYY-MM-DD is a date; all else is text.
    Anchors, aliases, tags, further documents, duplicate keys and keys that are not text are findings.
    """
    reading = _Reading(file)
    decoded = reading.decode(text)
    value = reading.document(decoded) if decoded is not None else None
    fatal = bool(reading.findings) and not reading.complete
    return Document(None if fatal else value, Positions(file, reading.values, reading.keys), tuple(reading.findings))


class _Mark(Protocol):
    """What the Python and the C parser's marks have in common; both count from 0."""

    line: int
    column: int


class _Stop(Exception):
    """The rest of the text is not to be read."""


class _Reading:
    """One pass over the parser's events, keeping places and findings."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.values: dict[Path, Place] = {}
        self.keys: dict[Path, Place] = {}
        self.findings: list[Finding] = []
        self.nodes = 0
        self.complete = False

    def decode(self, text: bytes) -> str | None:
        """The text as characters, or None with a finding."""
        if len(text) > MAX_BYTES:
            self._find(
                Code.TOO_BIG,
                Place(self.file),
                Saying(vietnamese="tệp có {count} byte", english="the file has {count} bytes").of(
                    count=grouped(len(text))
                ),
                Saying(vietnamese="giữ tệp dưới {most} byte", english="keep it under {most}").of(
                    most=grouped(MAX_BYTES)
                ),
            )
            return None
        try:
            return text.decode("utf-8")
        except UnicodeDecodeError as error:
            before = text[: error.start]
            column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
            place = Place(self.file, before.count(b"\n") + 1, column)
            self._find(
                Code.NOT_UTF_8,
                place,
                Saying(vietnamese="tệp không phải là văn bản UTF-8", english="the file is not UTF-8 text").of(),
                Saying(vietnamese="lưu lại tệp dạng UTF-8 (Unicode)", english="save it as UTF-8 (Unicode)").of(),
            )
            return None

    def document(self, text: str) -> Value:
        """The one document of the text."""
        try:
            stream = yaml.parse(text, Loader=CSafeLoader)
            value = self._documents(stream)
        except _Stop:
            return None
        except yaml.MarkedYAMLError as error:
            self._find(Code.NOT_YAML, self._place(error.problem_mark), *complaint_of(error))
            return None
        except yaml.YAMLError as error:
            self._find(Code.NOT_YAML, self._unread(error, text), *unreadable(error))
            return None
        self.complete = True
        return value

    def _documents(self, stream: Iterator[yaml.Event]) -> Value:
        value: Value = None
        seen = 0
        for event in stream:
            if isinstance(event, events.DocumentStartEvent):
                seen += 1
                if seen > 1:
                    self._stop(
                        Code.SEVERAL_DOCUMENTS,
                        event,
                        Saying(
                            vietnamese="một tài liệu thứ hai bắt đầu ở đây", english="a second document begins here"
                        ).of(),
                        Saying(
                            vietnamese="đặt tài liệu đó vào một tệp riêng", english="put it into a file of its own"
                        ).of(),
                    )
                value = self._node(next(stream), stream, ())
        if seen == 0:
            self._find(
                Code.EMPTY,
                Place(self.file),
                Saying(vietnamese="tệp trống", english="the file is empty").of(),
                Saying(vietnamese="viết định nghĩa vào tệp", english="write the definition into it").of(),
            )
        return value

    def _node(self, event: yaml.Event, stream: Iterator[yaml.Event], path: Path) -> Value:
        self._admit(event, path)
        self.values[path] = self._place(event.start_mark)
        match event:
            case events.ScalarEvent():
                return self._scalar(event)
            case events.SequenceStartEvent():
                return self._sequence(stream, path)
            case _:
                return self._mapping(stream, path)

    def _admit(self, event: yaml.Event, path: Path) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._stop(
                Code.TOO_MANY_NODES,
                event,
                Saying(vietnamese="có hơn {most} giá trị", english="there are more than {most} values").of(
                    most=grouped(MAX_NODES)
                ),
                Saying(vietnamese="tách tệp ra", english="split the file").of(),
            )
        if len(path) > MAX_DEPTH:
            self._stop(
                Code.TOO_DEEP,
                event,
                Saying(vietnamese="chỗ này lồng quá {most} cấp", english="this is nested more than {most} deep").of(
                    most=MAX_DEPTH
                ),
                Saying(vietnamese="viết ít cấp hơn", english="write it flatter").of(),
            )
        if isinstance(event, events.AliasEvent) or getattr(event, "anchor", None):
            self._stop(
                Code.ANCHOR,
                event,
                Saying(
                    vietnamese="không được dùng neo (&) và tham chiếu (*)",
                    english="anchors (&) and aliases (*) are not allowed",
                ).of(),
                Saying(
                    vietnamese="viết đầy đủ giá trị, hoặc đặt chữ trong dấu nháy",
                    english="write the value out, or quote the text",
                ).of(),
            )
        if getattr(event, "tag", None):
            self._stop(
                Code.TAG,
                event,
                Saying(vietnamese="không được dùng thẻ (!)", english="tags (!) are not allowed").of(),
                Saying(
                    vietnamese="bỏ thẻ, hoặc đặt chữ trong dấu nháy", english="leave the tag out, or quote the text"
                ).of(),
            )

    def _sequence(self, stream: Iterator[yaml.Event], path: Path) -> Value:
        items: list[Value] = []
        for event in stream:
            if isinstance(event, events.SequenceEndEvent):
                break
            items.append(self._node(event, stream, (*path, len(items))))
        return items

    def _mapping(self, stream: Iterator[yaml.Event], path: Path) -> Value:
        entries: dict[str, Value] = {}
        for event in stream:
            if isinstance(event, events.MappingEndEvent):
                break
            key = self._key(event, path)
            inner = (*path, key)
            if key in entries:
                self._find(
                    Code.DUPLICATE_KEY,
                    self._place(event.start_mark),
                    Saying(vietnamese="'{key}' được viết hai lần", english="'{key}' is written twice").of(key=key),
                    Saying(vietnamese="chỉ giữ một trong hai", english="keep one of the two").of(),
                )
            self.keys[inner] = self._place(event.start_mark)
            entries[key] = self._node(next(stream), stream, inner)
        return entries

    def _key(self, event: yaml.Event, path: Path) -> str:
        self._admit(event, path)
        if not isinstance(event, events.ScalarEvent):
            mend = Saying(
                vietnamese="viết một từ trước dấu hai chấm; đặt trong dấu nháy nếu chữ có {{ hoặc [",
                english="write one word before the colon; quote text that has {{ or [",
            ).of()
            self._stop(
                Code.KEY_NOT_TEXT,
                event,
                Saying(
                    vietnamese="khóa là một danh sách hoặc một nhóm khóa", english="a key is a list or a mapping"
                ).of(),
                mend,
            )
        if event.implicit[0] and not isinstance(read_scalar(event.value), str):
            self._find(
                Code.KEY_NOT_TEXT,
                self._place(event.start_mark),
                Saying(vietnamese="khóa '{value}' không phải là chữ", english="the key '{value}' is not text").of(
                    value=event.value
                ),
                Saying(vietnamese="đặt trong dấu nháy", english="put it in quotes").of(),
            )
        return str(event.value)

    def _scalar(self, event: events.ScalarEvent) -> Value:
        if not event.implicit[0]:
            return str(event.value)
        try:
            return read_scalar(event.value)
        except ValueError:
            wrong = Saying(
                vietnamese="{value} không phải là ngày có trong lịch", english="{value} is not a day of the calendar"
            ).of(value=event.value)
            self._find(
                Code.NOT_A_DATE,
                self._place(event.start_mark),
                wrong,
                Saying(
                    vietnamese="viết một ngày có thật dạng YYYY-MM-DD, hoặc đặt chữ trong dấu nháy",
                    english="write an existing day as YYYY-MM-DD, or quote the text",
                ).of(),
            )
            return str(event.value)

    def _place(self, mark: _Mark | None) -> Place:
        return Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file)

    def _unread(self, error: yaml.YAMLError, text: str) -> Place:
        """Where the character stands that the parser does not read; it counts in bytes."""
        if not isinstance(error, yaml.reader.ReaderError):
            return Place(self.file)
        before = text.encode()[: error.position].decode(errors="ignore")
        return Place(self.file, before.count("\n") + 1, len(before) - before.rfind("\n"))

    def _find(self, code: Code, place: Place, wrong: Said, mend: Said) -> None:
        self.findings.append(Finding(code, place, wrong, mend))

    def _stop(self, code: Code, event: yaml.Event, wrong: Said, mend: Said) -> NoReturn:
        self._find(code, self._place(event.start_mark), wrong, mend)
        raise _Stop
