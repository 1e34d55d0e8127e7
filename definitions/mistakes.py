"""What pydantic says about a definition, as findings: each with its place, a sentence and how to mend it."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, Self

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from definitions.findings import Code, Finding
from definitions.misreading import Misread
from definitions.saying import Said, Saying, joined, untranslated, verbatim
from definitions.strict_yaml import Path, Positions, Value
from definitions.terms import NotATerm


class Mistake(Misread):
    """What a reader of some notation found wrong: the finding's code and its two sentences.

    It stands where what was read stands, unless it says more nearly where.
    """

    def __init__(self, code: Code, wrong: Said, mend: Said) -> None:
        """Say what is wrong and how to mend it."""
        super().__init__(wrong, mend)
        self.code = code
        self.path: Path = ()
        self.key = False

    def at(self, *path: str) -> Self:
        """It stands at the value that this path leads to."""
        self.path = path
        return self

    def at_key(self, *path: str) -> Self:
        """It stands at the key that this path leads to, or at the key of what was read."""
        self.path, self.key = path, True
        return self


def findings_of(error: ValidationError, positions: Positions) -> tuple[Finding, ...]:
    """One finding for each thing that is wrong, in the order of the file."""
    found = {(finding.place, finding.code): finding for finding in reversed(list(_findings(error, positions)))}
    return tuple(sorted(found.values(), key=lambda finding: finding.place))


_NOTHING_WRITTEN: Final = Saying(vietnamese="ở đây chưa viết gì", english="nothing is written here").of()
_WRITE_A_VALUE: Final = Saying(
    vietnamese="viết một giá trị, hoặc bỏ khóa này", english="write a value, or take the key out"
).of()
FILLED_IN: Final = frozenset({"form", "with"})
"""The keys behind which JSON stands, in which nothing is a value as any other."""


def empty_keys(value: Value, positions: Positions, path: Path = ()) -> Iterator[Finding]:
    """One finding for each key with nothing behind it: whoever wrote it meant to say something."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for part, inner in entries:
        if inner is None:
            yield Finding(Code.WRONG_TYPE, positions.of(*path, part), _NOTHING_WRITTEN, _WRITE_A_VALUE)
        elif part not in FILLED_IN:
            yield from empty_keys(inner, positions, (*path, part))


def with_empty_keys(found: tuple[Finding, ...], value: Value, positions: Positions) -> tuple[Finding, ...]:
    """The findings and the empty keys where nothing was found yet, in the order of the file."""
    places = {finding.place for finding in found}
    empty = (finding for finding in empty_keys(value, positions) if finding.place not in places)
    return tuple(sorted((*found, *empty), key=lambda finding: finding.place))


def _findings(error: ValidationError, positions: Positions) -> Iterator[Finding]:
    for detail in error.errors(include_url=False):
        if _follows_from_another(detail):
            continue
        path = _path(detail["loc"], positions)
        code, wrong, mend = _sentences(detail, path)
        at_key = detail["type"] in {"extra_forbidden", "missing"} or detail["loc"][-1:] == ("[key]",)
        own = _context(detail, "error")
        if isinstance(own, Mistake):
            path, at_key = (*path, *own.path), own.key
        yield Finding(code, positions.key(*path) if at_key else positions.of(*path), wrong, mend)


def _follows_from_another(detail: ErrorDetails) -> bool:
    """Whether another finding says it already.

    A list is too short only because an item, which has a finding of its own, was left out; a value that may be text or
    a number is neither, and one of the two is enough to be told.
    """
    if detail["type"] == "too_short" and detail["input"]:
        return True
    value, mark = detail["input"], _last_name(detail["loc"])
    if mark == "constrained-int":
        return isinstance(value, str)
    is_number = isinstance(value, int | float)
    return mark in _OR_TEXT and (is_number or not isinstance(value, str))


_OR_TEXT: Final = frozenset({"constrained-str", "literal['all','any']"})
"""How pydantic calls the text among the alternatives of a value that may be a number too."""


def _path(loc: tuple[int | str, ...], positions: Positions) -> Path:
    """The part of pydantic's location that the file has: it adds marks of its own, as for the kinds of a step."""
    path: Path = ()
    for number, part in enumerate(loc):
        if loc[0] == "steps" and number == _KIND:
            continue
        if (*path, part) in positions.values:
            path = (*path, part)
    return path


_KIND: Final = 2
"""Where a location under `steps` has the kind of the step, which may be called like one of its keys."""


def _sentences(detail: ErrorDetails, path: Path) -> tuple[Code, Said, Said]:
    name = _last_name(detail["loc"])
    match detail["type"]:
        case "extra_forbidden":
            return (
                Code.UNKNOWN_KEY,
                Saying(
                    vietnamese="'{name}' không phải là khóa được dùng ở đây",
                    english="'{name}' is not a key of the language here",
                ).of(name=name),
                Saying(vietnamese="sửa lại chính tả hoặc bỏ đi", english="correct its spelling or take it out").of(),
            )
        case "missing":
            return (
                Code.MISSING_KEY,
                _missing(name, path),
                Saying(vietnamese="viết '{name}:' vào đây", english="write '{name}:' here").of(name=name),
            )
        case "value_error":
            return _own(detail, path)
        case "string_pattern_mismatch":
            return _pattern(detail, name)
        case "enum" | "literal_error":
            return (
                Code.WRONG_VALUE,
                Saying(
                    vietnamese="{shown} không phải là giá trị dùng được ở đây", english="{shown} is not known here"
                ).of(shown=_shown(detail["input"])),
                Saying(vietnamese="viết {context}", english="write {context}").of(context=_expected(detail)),
            )
        case "too_short" | "string_too_short":
            return (
                Code.WRONG_VALUE,
                Saying(vietnamese="'{name}' đang để trống", english="'{name}' is empty").of(name=name),
                Saying(
                    vietnamese="viết ít nhất một mục, hoặc bỏ dòng này",
                    english="write at least one, or take the line out",
                ).of(),
            )
        case "too_long":
            code = Code.TOO_MANY_STEPS if path == ("steps",) else Code.WRONG_VALUE
            mend = Saying(
                vietnamese="tách một phần thành bước riêng hoặc thủ tục riêng",
                english="make a part of it a step, or a procedure, of its own",
            ).of()
            return (
                code,
                Saying(vietnamese="'{name}' có hơn {context} mục", english="'{name}' has more than {context}").of(
                    name=name, context=_context(detail, "max_length")
                ),
                mend,
            )
        case "string_type" | "bool_type" if not isinstance(detail["input"], list | dict | None):
            return _not_text(detail, path)
        case kind if kind in _TYPES:
            return (
                Code.WRONG_TYPE,
                Saying(vietnamese="{shown} không phải là {types}", english="{shown} is not {types}").of(
                    shown=_shown(detail["input"]), types=_TYPES[kind]
                ),
                Saying(vietnamese="viết {types}", english="write {types}").of(types=_TYPES[kind]),
            )
        case _:
            return (
                Code.WRONG_VALUE,
                Saying(vietnamese="{shown} không phù hợp: {fitting}", english="{shown} does not fit: {fitting}").of(
                    shown=_shown(detail["input"]), fitting=_fitting(detail["msg"])
                ),
                Saying(vietnamese="viết một giá trị phù hợp", english="write a value that does").of(),
            )


_MAPPING: Final = Saying(vietnamese="một nhóm khóa", english="a mapping of keys").of()
_LIST: Final = Saying(vietnamese="một danh sách", english="a list").of()
_WHOLE: Final = Saying(vietnamese="một số nguyên", english="a whole number").of()
_TRUTH: Final = Saying(vietnamese="true hoặc false", english="true or false").of()
_HOUR: Final = Saying(
    vietnamese='một giờ trong dấu nháy, ví dụ "15:00"', english='an hour in quotes, such as "15:00"'
).of()


def _expected(detail: ErrorDetails) -> Said:
    """The values that pydantic names: `'a', 'b' or 'c'`."""
    first, _, last = str(_context(detail, "expected")).rpartition(" or ")
    return joined((first, last), Saying(vietnamese=" hoặc ", english=" or ")) if first else verbatim(last).of()


_TYPES: Final[Mapping[str, Said]] = {
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "dict_type": _MAPPING,
    "tuple_type": _LIST,
    "list_type": _LIST,
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "bool_type": _TRUTH,
    "date_type": Saying(
        vietnamese="một ngày, dạng YYYY-MM-DD, không có dấu nháy", english="a day, YYYY-MM-DD without quotes"
    ).of(),
    "time_type": _HOUR,
    "time_parsing": _HOUR,
    "string_type": Saying(vietnamese="chữ", english="text").of(),
}


def _fitting(said: str) -> Said:
    """What pydantic says, where it compares with a bound in both languages, else in its own words."""
    found = _BOUND.fullmatch(said)
    if found is not None:
        return _BOUNDS[found["how"]].of(bound=found["bound"])
    return untranslated("pydantic", said)


_BOUND: Final = re.compile(
    r"(?:Input|String) should (?P<how>be (?:greater|less) than(?: or equal to)?|have at most)"
    r" (?P<bound>\S+)(?: characters)?"
)
_BOUNDS: Final[Mapping[str, Saying]] = {
    "be greater than or equal to": Saying(
        vietnamese="phải từ {bound} trở lên", english="it should be greater than or equal to {bound}"
    ),
    "be less than or equal to": Saying(
        vietnamese="không được quá {bound}", english="it should be less than or equal to {bound}"
    ),
    "be greater than": Saying(vietnamese="phải lớn hơn {bound}", english="it should be greater than {bound}"),
    "be less than": Saying(vietnamese="phải nhỏ hơn {bound}", english="it should be less than {bound}"),
    "have at most": Saying(
        vietnamese="không được dài quá {bound} ký tự", english="it should have at most {bound} characters"
    ),
}


def _own(detail: ErrorDetails, path: Path) -> tuple[Code, Said, Said]:
    """What a parser of the language said: what is wrong, and how to mend it."""
    error = _context(detail, "error")
    assert isinstance(error, Misread), f"the language's parsers say it in both languages: {error!r}"
    if isinstance(error, Mistake):
        return error.code, error.wrong, error.mend
    if isinstance(error, NotATerm):
        return Code.NOT_A_TERM, error.wrong, error.mend
    code = next((_PARSERS[part] for part in reversed(path) if part in _PARSERS), Code.WRONG_VALUE)
    return code, error.wrong, error.mend


_PARSERS: Final[Mapping[int | str, Code]] = {
    "who": Code.NOT_AN_ASSIGNEE,
    "to": Code.NOT_A_TARGET,
    "at": Code.NOT_AN_INSTANT,
    "outcomes": Code.NOT_ONE_WAY,
    "steps": Code.NOT_ONE_WAY,
}


def _pattern(detail: ErrorDetails, name: int | str | Said) -> tuple[Code, Said, Said]:
    if name in {"procedure", "call"}:
        return (
            Code.WRONG_VALUE,
            Saying(vietnamese="{shown} không phải là mã thủ tục", english="{shown} is not a procedure's code").of(
                shown=_shown(detail["input"])
            ),
            Saying(
                vietnamese='viết mã trên Cơ sở dữ liệu quốc gia, ví dụ "1.010803"',
                english='write the national code, such as "1.010803"',
            ).of(),
        )
    return (
        Code.NOT_A_NAME,
        Saying(vietnamese="{shown} không phải là một tên", english="{shown} is not a name").of(
            shown=_shown(detail["input"])
        ),
        Saying(
            vietnamese="dùng chữ thường không dấu, chữ số và _, bắt đầu bằng chữ",
            english="use small letters, digits and _, beginning with a letter",
        ).of(),
    )


def _not_text(detail: ErrorDetails, path: Path) -> tuple[Code, Said, Said]:
    shown = _shown(detail["input"])
    if path[-1:] == ("required",):
        return (
            Code.WRONG_TYPE,
            Saying(
                vietnamese="{shown} không phải là điều kiện, cũng không phải true hay false",
                english="{shown} is neither a condition nor true or false",
            ).of(shown=shown),
            Saying(
                vietnamese="viết một điều kiện trên form, hoặc true, hoặc false",
                english="write a condition over form, true, or false",
            ).of(),
        )
    if detail["type"] == "bool_type":
        return (
            Code.WRONG_TYPE,
            Saying(vietnamese="{shown} không phải là true hay false", english="{shown} is not true or false").of(
                shown=shown
            ),
            Saying(vietnamese="viết true hoặc false", english="write true or false").of(),
        )
    code = Code.CODE_NOT_TEXT if path[-1:] in {("procedure",), ("call",)} else Code.NOT_TEXT
    return (
        code,
        Saying(
            vietnamese="{shown} được đọc là {kind}, không phải là chữ", english="{shown} is read as {kind}, not as text"
        ).of(shown=shown, kind=_kind(detail["input"])),
        Saying(vietnamese='đặt trong dấu nháy: "{shown}"', english='put it in quotes: "{shown}"').of(shown=shown),
    )


def _kind(value: object) -> Said:
    match value:
        case bool():
            return Saying(vietnamese="true hoặc false", english="true or false").of()
        case date():
            return Saying(vietnamese="một ngày", english="a date").of()
        case _:
            return Saying(vietnamese="một số", english="a number").of()


def _missing(name: int | str | Said, path: Path) -> Said:
    if not path:
        return Saying(vietnamese="thiếu '{name}'", english="'{name}' is missing").of(name=name)
    around = ".".join(str(part) for part in path)
    inside = Saying(vietnamese="thiếu '{name}' trong '{around}'", english="'{name}' is missing in '{around}'")
    return inside.of(name=name, around=around)


def _last_name(loc: tuple[int | str, ...]) -> int | str | Said:
    name = next((part for part in reversed(loc) if part != "[key]"), None)
    return name if name is not None else _DOCUMENT


_DOCUMENT: Final = Saying(vietnamese="tài liệu", english="the document").of()


def _shown(value: object) -> Said | str:
    match value:
        case None:
            return Saying(vietnamese="giá trị trống", english="nothing").of()
        case bool():
            return str(value).lower()
        case dict():
            return Saying(vietnamese="một nhóm khóa", english="a mapping").of()
        case list():
            return Saying(vietnamese="một danh sách", english="a list").of()
        case str():
            return f"'{_SPACE.sub(' ', value)[:60]}'"
        case _:
            return str(value)


_SPACE: Final = re.compile(r"\s+")


def _context(detail: ErrorDetails, name: str) -> Any:  # noqa: ANN401 - pydantic's context is open
    return detail.get("ctx", {}).get(name, "")
