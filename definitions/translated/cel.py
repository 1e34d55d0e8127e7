"""The CEL compiler's complaints: what each means of an expression, and at which line and column of it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from definitions.kinds import ANY, SHOWN
from definitions.saying import Said, Saying, joined, untranslated

Found = re.Match[str]


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with an expression; lines and columns count from 1."""

    wrong: Said
    line: int = 1
    column: int = 1


def complaint_of(said: str) -> Complaint:
    """The first thing that the compiler says is wrong."""
    found = _PLACED.search(said)
    if found is None:
        return Complaint(_meaning(said.partition("\n")[0].strip()))
    return Complaint(_meaning(found["wrong"].strip()), max(1, int(found["line"])), max(1, int(found["column"])))


def _meaning(said: str) -> Said:
    said = _STATUS.sub("", said)
    for pattern, means in _MEANINGS:
        found = pattern.match(said)
        if found is not None:
            return means(found)
    return untranslated("CEL", said.removesuffix("."))


_PLACED: Final = re.compile(r"ERROR: <input>:(?P<line>-?\d+):(?P<column>-?\d+): (?P<wrong>[^\n]*)")
_STATUS: Final = re.compile(r"^(?:INVALID_ARGUMENT|CANCELLED): | \[[A-Z_]+\]$")


def _said(saying: Saying) -> Callable[[Found], Said]:
    """The saying, filled in with what the pattern has found under the same names."""
    return lambda found: saying.of(**found.groupdict())


def _no_field(found: Found) -> Said:
    whole = found["struct"].removeprefix("lienthong.").replace("In_", "")
    of = Saying(vietnamese="biểu mẫu", english="the form").of() if whole.partition(".")[0] == "form" else f"'{whole}'"
    return Saying(vietnamese="{of} không có trường '{field}'", english="{of} has no field '{field}'").of(
        of=of, field=found["field"]
    )


def _no_overload(found: Found) -> Said:
    kinds = _arguments(found["kinds"])
    saying = _WHOLE_WITH_FRACTION if set(kinds) == {"int", "double"} else _NO_OVERLOAD
    between = Saying(vietnamese=" và ", english=" and ")
    return saying.of(operation=_operation(found["name"]), kinds=joined([_kind(kind) for kind in kinds], between))


def _arguments(kinds: str) -> list[str]:
    """The kinds of the arguments, parted where no bracket is open."""
    return [part.strip() for part in _COMMA.split(kinds)] if kinds else []


_COMMA: Final = re.compile(r",(?![^()]*\))")


def _operation(name: str) -> str:
    """An operator as people write it: the compiler calls it `_>_`."""
    return name if name.isidentifier() else name.replace("_", "").removeprefix("@")


def _kind(name: str) -> Said:
    return _KINDS.get(name.partition("(")[0], _FIELDS if name.startswith("lienthong.") else ANY)


def _no_fields(found: Found) -> Said:
    return Saying(
        vietnamese="{kind} không có trường nào để nêu sau dấu chấm", english="{kind} has no fields to name after a dot"
    ).of(kind=_kind(found["kind"]))


def _no_walk(found: Found) -> Said:
    return Saying(vietnamese="{kind} không duyệt được như danh sách", english="{kind} cannot be walked through").of(
        kind=_kind(found["kind"])
    )


def _other_kind(found: Found) -> Said:
    return Saying(
        vietnamese="trường '{field}' là {wanted}, không nhận {given}",
        english="the field '{field}' is {wanted} and does not take {given}",
    ).of(field=found["field"], wanted=_kind(found["wanted"]), given=_kind(found["given"]))


def _misplaced(found: Found) -> Said:
    if found["found"] == "<EOF>":
        return _TOO_EARLY.of(wanted=_wanted(found["wanted"]))
    if found["found"] in _OTHER_WORDS:
        return _OTHER_WORD.of(found=found["found"], ours=_OTHER_WORDS[found["found"]])
    if found["wanted"] == "<EOF>":
        return _TOO_MUCH.of(found=found["found"])
    return _MISPLACED.of(found=found["found"], wanted=_wanted(found["wanted"]))


def _lacking(found: Found) -> Said:
    if found["found"] == "<EOF>":
        return _TOO_EARLY.of(wanted=_wanted(found["wanted"]))
    return Saying(vietnamese="thiếu {wanted} trước '{found}'", english="{wanted} is missing before '{found}'").of(
        wanted=_wanted(found["wanted"]), found=found["found"]
    )


def _wanted(tokens: str) -> Said:
    """What could stand in a place, of the tokens that the grammar names: a value begins with very many of them."""
    if "NUM_INT" in tokens:
        return _VALUE
    parts = [_TOKENS.get(token, token) for token in _TOKEN.findall(tokens) if token not in _LEFT_OUT]
    return joined(parts, Saying(vietnamese=" hoặc ", english=" or ")) if parts else _VALUE


def _unreadable(found: Found) -> Said:
    """Characters that make no word of the language."""
    text = found["found"].strip()
    if text[:1] in {"'", '"'}:
        return Saying(
            vietnamese="đoạn chữ bắt đầu ở đây thiếu dấu nháy đóng, hoặc có '\\' đứng sai chỗ",
            english="the text that begins here lacks its closing quote, or has a '\\' where none can stand",
        ).of()
    if text in _OTHER_WORDS:
        return _OTHER_WORD.of(found=text, ours=_OTHER_WORDS[text])
    return Saying(
        vietnamese="'{text}' không dùng được trong biểu thức", english="'{text}' is no part of an expression"
    ).of(text=text)


def _no_way_on(found: Found) -> Said:
    if found["found"].startswith("."):
        return Saying(
            vietnamese="sau dấu '.' phải là tên của một trường", english="a field's name has to follow '.'"
        ).of()
    return Saying(vietnamese="không đọc được '{found}'", english="'{found}' cannot be read").of(found=found["found"])


_NO_OVERLOAD: Final = Saying(
    vietnamese="'{operation}' không dùng được với {kinds}", english="'{operation}' does not take {kinds}"
)
_WHOLE_WITH_FRACTION: Final = Saying(
    vietnamese="'{operation}' không dùng được với {kinds}: viết cả hai cùng một loại, như 18 với 20 hoặc 18.0 với 20.0",
    english="'{operation}' does not take {kinds}: write two of a kind, such as 18 and 20 or 18.0 and 20.0",
)
_TOO_EARLY: Final = Saying(
    vietnamese="biểu thức dừng giữa chừng, còn thiếu {wanted}", english="it ends too early: {wanted} is missing"
)
_TOO_MUCH: Final = Saying(
    vietnamese="'{found}' thừa, vì biểu thức đã kết thúc trước đó",
    english="'{found}' is too much: the expression has ended",
)
_MISPLACED: Final = Saying(
    vietnamese="ở đây phải là {wanted}, không phải '{found}'", english="{wanted} has to stand here, not '{found}'"
)
_OTHER_WORD: Final = Saying(
    vietnamese="viết '{ours}' thay cho '{found}'", english="'{ours}' is written here instead of '{found}'"
)
_OTHER_WORDS: Final = {"=": "==", "and": "&&", "or": "||", "&": "&&", "|": "||", "<>": "!=", "≥": ">=", "≤": "<="}
"""What other languages write, and what CEL writes for it."""
_VALUE: Final = Saying(vietnamese="một giá trị", english="a value").of()
_TOKEN: Final = re.compile(r"'[^']*'|<EOF>|[A-Z_]+")
_TOKENS: Final[Mapping[str, Said | str]] = {
    "IDENTIFIER": Saying(vietnamese="một tên", english="a name").of(),
    "<EOF>": Saying(vietnamese="chỗ kết thúc", english="the end").of(),
}
_LEFT_OUT: Final = frozenset({"ESC_IDENTIFIER", "'\\u003F'"})
"""Words of the grammar that this language does not use."""
_FIELDS: Final = SHOWN["object"]
_KINDS: Final[Mapping[str, Said]] = {
    "bool": SHOWN["boolean"],
    "int": SHOWN["integer"],
    "uint": Saying(vietnamese="một số nguyên có đuôi 'u'", english="a whole number with 'u'").of(),
    "double": Saying(vietnamese="một số thập phân", english="a decimal number").of(),
    "string": SHOWN["string"],
    "bytes": Saying(vietnamese="một dãy byte", english="bytes").of(),
    "list": SHOWN["array"],
    "map": _FIELDS,
    "null_type": Saying(vietnamese="giá trị trống", english="an empty value").of(),
    "google.protobuf.Timestamp": Saying(vietnamese="một thời điểm", english="an instant").of(),
    "google.protobuf.Duration": Saying(vietnamese="một khoảng thời gian", english="a length of time").of(),
}
"""The compiler's kinds as people read them; what is open to any kind is not among them."""

_MEANINGS: Final[tuple[tuple[re.Pattern[str], Callable[[Found], Said]], ...]] = (
    (re.compile(r"undefined field '(?P<field>[^']*)' not found in struct '(?P<struct>[^']*)'"), _no_field),
    (
        re.compile(r"undeclared reference to '(?P<name>[^']*)'"),
        _said(Saying(vietnamese="không rõ '{name}' là gì ở đây", english="'{name}' is not known here")),
    ),
    (re.compile(r"found no matching overload for '(?P<name>[^']*)' applied to '\((?P<kinds>.*)\)'"), _no_overload),
    (re.compile(r"expression of type '(?P<kind>[^']*)' cannot be the operand of a select operation"), _no_fields),
    (re.compile(r"expression of type '(?P<kind>[^']*)' cannot be the range of a comprehension"), _no_walk),
    (
        re.compile(r"expected type of field '(?P<field>.*)' is '(?P<wanted>.*)' but provided type is '(?P<given>.*)'"),
        _other_kind,
    ),
    (re.compile(r"Syntax error: (?:mismatched|extraneous) input '(?P<found>.*)' expecting (?P<wanted>.*)"), _misplaced),
    (re.compile(r"Syntax error: missing (?P<wanted>.*) at '(?P<found>.*)'"), _lacking),
    (re.compile(r"Syntax error: token recognition error at: '(?P<found>.*)'"), _unreadable),
    (re.compile(r"Syntax error: no viable alternative at input '(?P<found>.*)'"), _no_way_on),
    (
        re.compile(r"unsupported syntax '(?P<found>.*)'"),
        _said(Saying(vietnamese="'{found}' không dùng được ở đây", english="'{found}' cannot be used here")),
    ),
    (
        re.compile(r"reserved identifier: (?P<name>\S+)"),
        _said(
            Saying(
                vietnamese="'{name}' là từ dành riêng, không đặt làm tên được",
                english="'{name}' is a reserved word and names nothing",
            )
        ),
    ),
    (
        re.compile(r"has\(\) argument must be a field selection"),
        _said(
            Saying(
                vietnamese="trong has( ) phải là một trường, như has(form.age)",
                english="has( ) takes a field, as in has(form.age)",
            )
        ),
    ),
    (
        re.compile(r"(?P<name>\w+)\(\) .*variable name must be a simple identifier"),
        _said(
            Saying(
                vietnamese="sau '{name}(' phải là một tên mới cho từng phần tử, như 'x'",
                english="after '{name}(' a new name for each element has to stand, such as 'x'",
            )
        ),
    ),
    (
        re.compile(r"invalid (?:hex )?(?:u?int|double) literal"),
        _said(Saying(vietnamese="số này quá lớn", english="this number is too great")),
    ),
    (
        re.compile(r"invalid constant literal expression"),
        _said(Saying(vietnamese="giá trị này viết không đúng", english="this value is written wrongly")),
    ),
    (
        re.compile(r"Invalid (?:string|bytes) literal"),
        _said(
            Saying(
                vietnamese="trong đoạn chữ này có '\\' đứng sai chỗ",
                english="this text has a '\\' where none can stand",
            )
        ),
    ),
    (
        re.compile(r"(?:Expression recursion limit exceeded|Exceeded max recursion depth|Maximum recursion depth)"),
        _said(Saying(vietnamese="biểu thức lồng quá nhiều cấp", english="it is nested too deep")),
    ),
)
"""What the compiler says, in patterns, each with what it means; the first that fits is meant."""
