"""What pydantic says of a value: the code of the finding, what is wrong, and how it is mended."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from pydantic_core import ErrorDetails

from definitions.findings import Code
from definitions.positions import Path
from definitions.saying import Said, Saying, joined, untranslated, verbatim

Complaint = tuple[Code, Said, Said]


def complaint_of(detail: ErrorDetails, path: Path) -> Complaint:
    """What is wrong with the value at that path; not for what a parser of the language says, which is its own."""
    name = last_name(detail["loc"])
    match detail["type"]:
        case "extra_forbidden":
            return Code.UNKNOWN_KEY, _NO_KEY.of(name=name), _CORRECT_IT
        case "missing":
            return Code.MISSING_KEY, _missing(name, path), _WRITE_KEY.of(name=name)
        case "string_pattern_mismatch":
            return _pattern(detail, name)
        case "enum" | "literal_error":
            wrong = _NOT_KNOWN.of(shown=_shown(detail["input"]))
            return Code.WRONG_VALUE, wrong, _WRITE.of(what=_expected(detail))
        case "too_short" | "string_too_short":
            return Code.WRONG_VALUE, _EMPTY.of(name=name), _WRITE_ONE
        case "too_long":
            code = Code.TOO_MANY_STEPS if path == ("steps",) else Code.WRONG_VALUE
            return code, _TOO_LONG.of(name=name, most=_context(detail, "max_length")), _PART_IT
        case "string_type" | "bool_type" if not isinstance(detail["input"], list | dict | None):
            return _not_text(detail, path)
        case kind if kind in _TYPES:
            wrong = _NOT_A.of(shown=_shown(detail["input"]), what=_TYPES[kind])
            return Code.WRONG_TYPE, wrong, _WRITE.of(what=_TYPES[kind])
        case _:
            wrong = _UNFIT.of(shown=_shown(detail["input"]), fitting=_fitting(detail["msg"]))
            return Code.WRONG_VALUE, wrong, _WRITE_A_FITTING


_NO_KEY: Final = Saying(
    vietnamese="'{name}' không phải là khóa được dùng ở đây", english="'{name}' is not a key of the language here"
)
_CORRECT_IT: Final = Saying(
    vietnamese="sửa lại chính tả hoặc bỏ đi", english="correct its spelling or take it out"
).of()
_WRITE_KEY: Final = Saying(vietnamese="viết '{name}:' vào đây", english="write '{name}:' here")
_NOT_KNOWN: Final = Saying(
    vietnamese="{shown} không phải là giá trị dùng được ở đây", english="{shown} is not known here"
)
_WRITE: Final = Saying(vietnamese="viết {what}", english="write {what}")
_EMPTY: Final = Saying(vietnamese="'{name}' đang để trống", english="'{name}' is empty")
_WRITE_ONE: Final = Saying(
    vietnamese="viết ít nhất một mục, hoặc bỏ dòng này", english="write at least one, or take the line out"
).of()
_TOO_LONG: Final = Saying(vietnamese="'{name}' có hơn {most} mục", english="'{name}' has more than {most}")
_PART_IT: Final = Saying(
    vietnamese="tách một phần thành bước riêng hoặc thủ tục riêng",
    english="make a part of it a step, or a procedure, of its own",
).of()
_NOT_A: Final = Saying(vietnamese="{shown} không phải là {what}", english="{shown} is not {what}")
_UNFIT: Final = Saying(vietnamese="{shown} không phù hợp: {fitting}", english="{shown} does not fit: {fitting}")
_WRITE_A_FITTING: Final = Saying(vietnamese="viết một giá trị phù hợp", english="write a value that does").of()
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


def _pattern(detail: ErrorDetails, name: int | str | Said) -> Complaint:
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


def _not_text(detail: ErrorDetails, path: Path) -> Complaint:
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


def last_name(loc: tuple[int | str, ...]) -> int | str | Said:
    """What the value at that location is called: its key, or the document itself."""
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
