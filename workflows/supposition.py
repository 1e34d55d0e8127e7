"""Suppositions: what is supposed of conditions over what never changes in a dossier's life, such as its form."""

import re
from functools import lru_cache
from typing import Final

Supposition = tuple[str, bool]
"""A condition, by its text, and whether it is supposed to hold."""


def plain(condition: str) -> tuple[str, bool]:
    """A condition without its negation, and whether it had one."""
    text = condition.strip()
    if not text.startswith("!"):
        return text, False
    inner = text[1:].strip()
    if inner.startswith("(") and inner.endswith(")") and "(" not in inner[1:-1]:
        return inner[1:-1].strip(), True
    return (inner, True) if _NAME.fullmatch(inner) else (text, False)


def varies(condition: str) -> bool:
    """Whether what a condition is about may change while the dossier is worked on."""
    return _VARYING.search(condition) is not None


@lru_cache(maxsize=4096)
def field_of(condition: str) -> str | None:
    """The field that a condition compares with one value; None where it is another kind of condition."""
    asked = _EQUALS.fullmatch(condition)
    return asked["field"] if asked else None


def known(suppositions: tuple[Supposition, ...], text: str) -> bool | None:
    """What a condition must be after these: itself, or unequal to what its field equals already."""
    for supposed, holds in suppositions:
        if supposed == text:
            return holds
    asked = field_of(text)
    if asked is not None and any(holds and field_of(supposed) == asked for supposed, holds in suppositions):
        return False
    return None


_NAME: Final = re.compile(r"[\w.]+")
_VARYING: Final = re.compile(r"\b(?:steps|values|element)\b")
_EQUALS: Final = re.compile(r"(?P<field>[\w.]+) == (?P<value>\"[^\"]*\"|'[^']*'|\d+)")
