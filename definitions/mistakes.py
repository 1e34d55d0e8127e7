"""Mistakes: what readers of the language, and pydantic, find wrong with a definition, as findings at their places."""

from collections.abc import Iterator, Mapping
from typing import Final, Self

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from definitions.findings import Code, Finding
from definitions.misreading import Misread
from definitions.plain_values import Value
from definitions.positions import Path, Positions
from definitions.saying import Said, Saying
from definitions.terms import NotATerm
from definitions.translated.pydantic import Complaint, complaint_of, last_name


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
        code, wrong, mend = _own(detail, path) if detail["type"] == "value_error" else complaint_of(detail, path)
        at_key = detail["type"] in {"extra_forbidden", "missing"} or detail["loc"][-1:] == ("[key]",)
        own = detail.get("ctx", {}).get("error")
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
    value, mark = detail["input"], last_name(detail["loc"])
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


def _own(detail: ErrorDetails, path: Path) -> Complaint:
    """What a parser of the language said: what is wrong, and how to mend it."""
    error = detail.get("ctx", {}).get("error")
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
