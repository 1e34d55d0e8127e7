"""Plain values: what a document is made of, how unquoted text stands for one, and how JSON has it."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

Scalar = bool | int | float | str | date | None
Value = Scalar | list["Value"] | dict[str, "Value"]


def read_scalar(text: str) -> Scalar:
    """What unquoted text stands for; raises ValueError for a day that is none."""
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    if _FRACTION.fullmatch(text):
        return float(text)
    return date.fromisoformat(text) if _DAY.fullmatch(text) else text


def as_json(value: Value) -> Value:
    """The same value as JSON has it: days are text (`2026-03-02`). For what a schema describes: forms, and schemas."""
    match value:
        case date():
            return value.isoformat()
        case list():
            return [as_json(item) for item in value]
        case dict():
            return {key: as_json(item) for key, item in value.items()}
        case _:
            return value


_WHOLE: Final = re.compile(r"-?(0|[1-9][0-9]{0,14})")
_FRACTION: Final = re.compile(r"-?(0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS: Final[Mapping[str, bool | None]] = {"true": True, "false": False, "null": None, "~": None, "": None}
