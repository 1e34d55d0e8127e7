"""Lettering: how wide a text is in the font it is drawn in, and how it is broken into lines."""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from fontpkg_be_vietnam_pro import ROOT as BE_VIETNAM_PRO
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # ships no types

FAMILY: Final = "Be Vietnam Pro, Noto Sans, Segoe UI, Roboto, Arial, sans-serif"
"""The font measured, and those that stand in for it where it is not installed."""
_SPARE: Final = 1.04
"""Room for a font that stands in and is a little wider."""
_SPACE: Final = re.compile(r"\s+(?![–/]\s)")
"""What may end a line: a dash and a slash stay with what they follow."""
_STEP: Final = 4
ELLIPSIS: Final = "…"
_SIGNS: Final = re.compile(r"[\W_]+")
"""Before these a word too wide for a line is broken: a name in a condition stays whole."""


class Weight(StrEnum):
    """The weights that a drawing uses, by the names of their files."""

    REGULAR = "Regular"
    SEMIBOLD = "SemiBold"


class Pen(NamedTuple):
    """In which letters a text is drawn: their size in pixels, and their weight."""

    size: float
    weight: Weight = Weight.REGULAR


def width(text: str, pen: Pen) -> int:
    """The width of a text in pixels, rounded up."""
    advances, missing = _advances(pen.weight)
    units = sum(advances.get(character, missing) for character in text)
    return -int(-units * pen.size * _SPARE // 1000)


def wrapped(text: str, pen: Pen, room: int, *, most: int) -> tuple[str, ...]:
    """The text in lines no wider than `room`, at most so many; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    for piece in _pieces(text, pen, room):
        joined = f"{lines[-1]} {piece}" if lines else piece
        if lines and width(joined, pen) <= room:
            lines[-1] = joined
        elif len(lines) == most:
            lines[-1] = _ended(lines[-1], pen, room)
            break
        else:
            lines.append(piece)
    return tuple(lines)


@lru_cache(maxsize=4096)
def balanced(text: str, pen: Pen, room: int, *, most: int) -> tuple[str, ...]:
    """The text in as few lines as `wrapped` has it in, and these of much the same length: no word alone on the last."""
    lines = wrapped(text, pen, room, most=most)
    least = max((width(word, pen) for word in _words(text)), default=room)
    if any(line.endswith(ELLIPSIS) for line in lines):
        return lines
    for narrower in range(room - _STEP, least - 1, -_STEP):
        closer = wrapped(text, pen, narrower, most=most + 1)
        if len(closer) > len(lines):
            break
        lines = closer
    return lines


def _words(text: str) -> list[str]:
    return _SPACE.split(text.strip()) if text.strip() else []


def _pieces(text: str, pen: Pen, room: int) -> Iterator[str]:
    """The words, those too wide for a line broken."""
    for word in _words(text):
        rest = word
        while width(rest, pen) > room and len(rest) > 1:
            fitting = _fitting(rest, pen, room)
            yield rest[:fitting]
            rest = rest[fitting:]
        yield rest


def _fitting(word: str, pen: Pen, room: int) -> int:
    length = 1
    while length < len(word) and width(word[: length + 1], pen) <= room:
        length += 1
    return max((signs.start() for signs in _SIGNS.finditer(word, 1) if signs.start() <= length), default=length)


def _ended(line: str, pen: Pen, room: int) -> str:
    while line and width(line + ELLIPSIS, pen) > room:
        line = line[:-1]
    return line.rstrip() + ELLIPSIS


@cache
def _advances(weight: Weight) -> tuple[dict[str, int], int]:
    """The advance of each character in thousandths of the size, and of those that the font lacks."""
    (file,) = Path(BE_VIETNAM_PRO).rglob(f"BeVietnamPro-{weight}.ttf")
    with TTFont(file, lazy=True) as font:
        scale = 1000 / font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        known = {chr(code): round(metrics[name][0] * scale) for code, name in font.getBestCmap().items()}
    return known, max(known.values())
