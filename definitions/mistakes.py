"""What pydantic says about a definition, as findings: each with its place, an English sentence and how to mend it."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, Self

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from definitions.findings import Code, Finding
from definitions.strict_yaml import Path, Positions, Value
from definitions.terms import NotATerm


class Mistake(ValueError):
    """What a reader of some notation found wrong: the finding's code and its two sentences.

    It stands where what was read stands, unless it says more nearly where.
    """

    def __init__(self, code: Code, wrong: str, mend: str) -> None:
        """Say what is wrong and how to mend it."""
        super().__init__(f"{wrong}; {mend}")
        self.code, self.wrong, self.mend = code, wrong, mend
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


FILLED_IN: Final = frozenset({"form", "with"})
"""The keys behind which JSON stands, in which nothing is a value as any other."""


def empty_keys(value: Value, positions: Positions, path: Path = ()) -> Iterator[Finding]:
    """One finding for each key with nothing behind it: whoever wrote it meant to say something."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for part, inner in entries:
        if inner is None:
            wrong, mend = "nothing is written here", "write a value, or take the key out"
            yield Finding(Code.WRONG_TYPE, positions.of(*path, part), wrong, mend)
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


def _sentences(detail: ErrorDetails, path: Path) -> tuple[Code, str, str]:
    name = _last_name(detail["loc"])
    match detail["type"]:
        case "extra_forbidden":
            return (
                Code.UNKNOWN_KEY,
                f"'{name}' is not a key of the language here",
                "correct its spelling or take it out",
            )
        case "missing":
            return Code.MISSING_KEY, f"'{name}' is missing{_inside(path)}", f"write '{name}:' here"
        case "value_error":
            return _own(detail, path)
        case "string_pattern_mismatch":
            return _pattern(detail, name)
        case "enum" | "literal_error":
            return (
                Code.WRONG_VALUE,
                f"{_shown(detail['input'])} is not known here",
                f"write {_context(detail, 'expected')}",
            )
        case "too_short" | "string_too_short":
            return Code.WRONG_VALUE, f"'{name}' is empty", "write at least one, or take the line out"
        case "too_long":
            code = Code.TOO_MANY_STEPS if path == ("steps",) else Code.WRONG_VALUE
            mend = "make a part of it a step, or a procedure, of its own"
            return code, f"'{name}' has more than {_context(detail, 'max_length')}", mend
        case "string_type" | "bool_type" if not isinstance(detail["input"], list | dict | None):
            return _not_text(detail, path)
        case kind if kind in _TYPES:
            return Code.WRONG_TYPE, f"{_shown(detail['input'])} is not {_TYPES[kind]}", f"write {_TYPES[kind]}"
        case _:
            return (
                Code.WRONG_VALUE,
                f"{_shown(detail['input'])} does not fit: {_FITTING.sub('it should', detail['msg'])}",
                "write a value that does",
            )


_TYPES: Final[Mapping[str, str]] = {
    "model_type": "a mapping of keys",
    "model_attributes_type": "a mapping of keys",
    "dict_type": "a mapping of keys",
    "tuple_type": "a list",
    "list_type": "a list",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "date_type": "a day, YYYY-MM-DD without quotes",
    "time_type": 'an hour in quotes, such as "15:00"',
    "time_parsing": 'an hour in quotes, such as "15:00"',
    "string_type": "text",
}


_FITTING: Final = re.compile(r"^\w+ should")


def _own(detail: ErrorDetails, path: Path) -> tuple[Code, str, str]:
    """What a parser of the language said: what is wrong, a semicolon, how to mend it."""
    error = _context(detail, "error")
    if isinstance(error, Mistake):
        return error.code, error.wrong, error.mend
    wrong, _, mend = str(error).partition("; ")
    if isinstance(error, NotATerm):
        return Code.NOT_A_TERM, wrong, mend or "write it so"
    code = next((_PARSERS[part] for part in reversed(path) if part in _PARSERS), Code.WRONG_VALUE)
    return code, wrong, mend or "write exactly one"


_PARSERS: Final[Mapping[int | str, Code]] = {
    "who": Code.NOT_AN_ASSIGNEE,
    "to": Code.NOT_A_TARGET,
    "at": Code.NOT_AN_INSTANT,
    "outcomes": Code.NOT_ONE_WAY,
    "steps": Code.NOT_ONE_WAY,
}


def _pattern(detail: ErrorDetails, name: int | str) -> tuple[Code, str, str]:
    if name in {"procedure", "call"}:
        return (
            Code.WRONG_VALUE,
            f"{_shown(detail['input'])} is not a procedure's code",
            'write the national code, such as "1.010803"',
        )
    return (
        Code.NOT_A_NAME,
        f"{_shown(detail['input'])} is not a name",
        "use small letters, digits and _, beginning with a letter",
    )


def _not_text(detail: ErrorDetails, path: Path) -> tuple[Code, str, str]:
    shown = _shown(detail["input"])
    if path[-1:] == ("required",):
        return (
            Code.WRONG_TYPE,
            f"{shown} is neither a condition nor true or false",
            "write a condition over form, true, or false",
        )
    if detail["type"] == "bool_type":
        return Code.WRONG_TYPE, f"{shown} is not true or false", "write true or false"
    code = Code.CODE_NOT_TEXT if path[-1:] in {("procedure",), ("call",)} else Code.NOT_TEXT
    return code, f"{shown} is read as {_kind(detail['input'])}, not as text", f'put it in quotes: "{shown}"'


def _kind(value: object) -> str:
    match value:
        case bool():
            return "true or false"
        case date():
            return "a date"
        case _:
            return "a number"


def _inside(path: Path) -> str:
    named = [str(part) for part in path]
    return f" in '{'.'.join(named)}'" if named else ""


def _last_name(loc: tuple[int | str, ...]) -> int | str:
    return next((part for part in reversed(loc) if part != "[key]"), "the document")


def _shown(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case str():
            return f"'{_SPACE.sub(' ', value)[:60]}'"
        case _:
            return str(value)


_SPACE: Final = re.compile(r"\s+")


def _context(detail: ErrorDetails, name: str) -> Any:  # noqa: ANN401 - pydantic's context is open
    return detail.get("ctx", {}).get(name, "")
