"""Tracks: where in its channel each line turns, so that lines cross seldom and never run over each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from definitions.drawing.channels import Link, crossings

_OVER: Final = 50
_CLEAR: Final = 5
"""Lines nearer than this count as one over the other."""
_MOST: Final = 60
"""A fuller channel keeps its first order."""


@dataclass(frozen=True, slots=True)
class Channel:
    """The track of each link that turns in a channel, by its edge, from 0; and pairs of edges that still overlap."""

    tracks: Mapping[str, int]
    over: tuple[tuple[str, str], ...]

    @property
    def count(self) -> int:
        """How many tracks there are."""
        return max(self.tracks.values(), default=-1) + 1


def channel_of(links: Sequence[Link]) -> Channel:
    """The best order found of a channel's links, each on the first track that the order leaves it."""
    turning = [link for link in links if not link.is_straight]
    order = _improved(sorted(turning, key=lambda link: (link.low, link.edge)))
    tracks: dict[str, int] = {}
    for number, link in enumerate(order):
        before = (tracks[other.edge] + 1 for other in order[:number] if _minds(other, link))
        tracks[link.edge] = max(before, default=0)
    over = tuple(
        (one.edge, two.edge)
        for number, two in enumerate(order)
        for one in order[:number]
        if _over(one, two) and one is not two
    )
    return Channel(tracks, over)


def _improved(order: list[Link]) -> list[Link]:
    """Move each link to where it costs least, until none moves."""
    moved = len(order) <= _MOST
    while moved:
        moved = False
        for link in order:
            rest = [other for other in order if other is not link]
            costs = _costs(link, rest)
            best = min(range(len(costs)), key=costs.__getitem__)
            if costs[best] < costs[order.index(link)]:
                order = [*rest[:best], link, *rest[best:]]
                moved = True
    return order


def _costs(link: Link, rest: list[Link]) -> list[int]:
    """What it costs to put a link before the first of the others, the second, …, after the last."""
    costs = [sum(_cost(link, other) for other in rest)]
    for other in rest:
        costs.append(costs[-1] - _cost(link, other) + _cost(other, link))
    return costs


def _cost(left: Link, right: Link) -> int:
    return crossings(left, right) + _OVER * _over(left, right)


def _over(left: Link, right: Link) -> int:
    """How many ends of the two run over each other when the first one turns left of the other."""
    ours = [y for y, is_left in _ends(left) if not is_left]
    theirs = [y for y, is_left in _ends(right) if is_left]
    return sum(abs(one - two) < _CLEAR for one in ours for two in theirs)


def _ends(link: Link) -> tuple[tuple[float, bool], tuple[float, bool]]:
    return (link.start[0], link.starts_left), (link.stop[0], link.stops_left)


def _minds(one: Link, two: Link) -> bool:
    """Whether the two may not turn on one track."""
    apart = one.high[0] + _CLEAR < two.low[0] or two.high[0] + _CLEAR < one.low[0]
    return not apart or _cost(one, two) != _cost(two, one)
