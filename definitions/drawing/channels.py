"""Channels: the room between two columns, in which lines change their height; how often they must cross there."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

Height = tuple[float, float]
"""How far from the top; among ends at one node, in the order of where their edges come from or go."""


@dataclass(frozen=True)
class Link:
    """A line's part in one channel: from a height at one side to a height at a side, by one piece downward."""

    edge: str
    start: Height
    stop: Height
    starts_left: bool = True
    stops_left: bool = False

    @cached_property
    def low(self) -> Height:
        """The upper end of the piece that runs down."""
        return min(self.start, self.stop)

    @cached_property
    def high(self) -> Height:
        """The lower end of the piece that runs down."""
        return max(self.stop, self.start)

    @property
    def is_straight(self) -> bool:
        """Whether it runs right across without changing its height."""
        return self.starts_left != self.stops_left and self.start == self.stop


def crossings(left: Link, right: Link) -> int:
    """How often two links cross when the first one's downward piece stands left of the other's."""
    return _within(left, right, of_left=False) + _within(right, left, of_left=True)


def at_least(one: Link, two: Link) -> int:
    """How often two links must cross: the better of their two orders."""
    if one.high < two.low or two.high < one.low:
        return 0
    return min(crossings(one, two), crossings(two, one))


def fewest(links: Sequence[Link]) -> int:
    """A bound for the crossings of a channel: every two links in the better of their orders."""
    return sum(at_least(one, two) for one, two in combinations(links, 2))


def _within(one: Link, two: Link, *, of_left: bool) -> int:
    """How many of a link's ends at one side run through the other's downward piece."""
    starts = one.starts_left is of_left and two.low < one.start < two.high
    stops = one.stops_left is of_left and two.low < one.stop < two.high
    return starts + stops
