"""Geometry: points, rectangles and lines that run across and down, in whole pixels."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple


class Point(NamedTuple):
    """A place in the picture; `y` grows downward."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle by its upper left corner and its size."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The x of its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The y of its lower side."""
        return self.y + self.height

    @property
    def centre(self) -> Point:
        """Its middle."""
        return Point(self.x + self.width // 2, self.y + self.height // 2)

    def meets(self, other: "Rectangle") -> bool:
        """Whether the two share more than a border."""
        across = self.x < other.right and other.x < self.right
        return across and self.y < other.bottom and other.y < self.bottom


@dataclass(frozen=True, slots=True)
class Stretch:
    """One straight piece of a line, across or down; `low` and `high` are its ends on its own axis."""

    is_across: bool
    at: int
    low: int
    high: int

    def enters(self, box: Rectangle) -> bool:
        """Whether it runs through the inside of the box."""
        if self.is_across:
            return box.y < self.at < box.bottom and self.low < box.right and box.x < self.high
        return box.x < self.at < box.right and self.low < box.bottom and box.y < self.high

    def crosses(self, other: "Stretch") -> bool:
        """Whether the two cross, one across and one down, inside of both."""
        if self.is_across == other.is_across:
            return False
        return self.low < other.at < self.high and other.low < self.at < other.high

    def covers(self, other: "Stretch") -> bool:
        """Whether the two run over each other."""
        same = self.is_across == other.is_across and self.at == other.at
        return same and self.low < other.high and other.low < self.high


def stretches(line: tuple[Point, ...]) -> Iterator[Stretch]:
    """The straight pieces of a line, in order."""
    for one, two in pairwise(line):
        if one.y == two.y:
            yield Stretch(is_across=True, at=one.y, low=min(one.x, two.x), high=max(one.x, two.x))
        else:
            yield Stretch(is_across=False, at=one.x, low=min(one.y, two.y), high=max(one.y, two.y))


def straightened(line: tuple[Point, ...]) -> tuple[Point, ...]:
    """The line without points at which it does not turn."""
    kept: list[Point] = []
    for point in line:
        while len(kept) > 1 and _in_line(kept[-2], kept[-1], point):
            kept.pop()
        if not kept or kept[-1] != point:
            kept.append(point)
    return tuple(kept)


def _in_line(one: Point, two: Point, three: Point) -> bool:
    return one.x == two.x == three.x or one.y == two.y == three.y
