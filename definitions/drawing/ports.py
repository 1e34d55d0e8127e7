"""Ports: at which height of a node each edge leaves and arrives, so that lines and their texts have room."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

from definitions.drawing.arrangement import Arrangement
from definitions.drawing.channels import Link
from definitions.drawing.diagram import Diagram, Edge, Node
from definitions.drawing.sizes import EXPIRY, SUPPLEMENT, Lettered, Size, edge_label, size_of

APART: Final = 14
"""The least room between two lines at a node."""
_ABOVE_LINE: Final = 6
_EDGE: Final = 9
"""The least room between a line and the corner of its box."""
_FANNED: Final = 6


@dataclass(frozen=True, slots=True)
class Port:
    """Where an edge meets a node: `offset` from the middle of its row, `dock` where it touches the shape itself."""

    offset: int
    dock: int
    fan: int = 0
    """How far right of the shape it changes from the one to the other; 0 where the two are one."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A node with its ports. All is measured from the middle of its row; `above` and `below` hold its texts too."""

    size: Size
    top: int
    bottom: int
    above: int
    below: int
    leaving: Mapping[str, Port]
    arriving: Mapping[str, Port]

    @property
    def fan(self) -> int:
        """The room right of the shape in which edges spread."""
        return max((port.fan for port in self.leaving.values()), default=0)


def fitted(arrangement: Arrangement, nudged: Mapping[str, int]) -> Mapping[str, Fitted]:
    """Every node with its ports; `nudged` moves some edges' leaving a little, where lines would meet else."""
    diagram = arrangement.plane.diagram
    first = {edge.id: next(arrangement.links(edge))[1] for edge in diagram.edges}
    last = {edge.id: tuple(arrangement.links(edge))[-1][1] for edge in diagram.edges}
    return {node.id: _fitted(diagram, node, (first, last), nudged) for node in diagram.nodes}


Links = Mapping[str, Link]


def _fitted(diagram: Diagram, node: Node, links: tuple[Links, Links], nudged: Mapping[str, int]) -> Fitted:
    first, last = links
    out = sorted(diagram.leaving[node.id], key=lambda edge: first[edge.id].start)
    into = sorted(diagram.arriving[node.id], key=lambda edge: last[edge.id].stop)
    size = size_of(node, expires=any(edge.is_expiry for edge in out))
    labels = [edge_label(edge) for edge in out]
    offsets = _moved(_leaving(out, labels, first), [nudged.get(edge.id, 0) for edge in out])
    arrivals = _spread([APART - 2] * len(into), _straight([last[edge.id] for edge in into]))
    rooms = [_EDGE + edge.is_expiry * EXPIRY // 2 for edge in out]
    top, bottom = _extent(node, size, [*zip(offsets, rooms, strict=True), *((arrival, _EDGE) for arrival in arrivals)])
    return Fitted(
        size=size,
        top=top,
        bottom=bottom,
        above=_above(node, size, top, [offset - label.height for offset, label in zip(offsets, labels, strict=True)]),
        below=_below(node, size, bottom, offsets),
        leaving=_docked(node, size, out, offsets),
        arriving={edge.id: Port(o, d) for edge, o, d in zip(into, *_arrived(node, size, arrivals), strict=True)},
    )


def _leaving(out: list[Edge], labels: list[Lettered], first: Links) -> list[int]:
    steps = [max(APART, label.height + _ABOVE_LINE if label.lines else 0) for label in labels]
    for number, (before, edge) in enumerate(pairwise(out), start=1):
        round_ones = before.is_expiry + edge.is_expiry
        steps[number] = max(steps[number] + before.is_expiry * EXPIRY // 2, APART + round_ones * EXPIRY // 2)
    return _spread(steps, _straight([first[edge.id] for edge in out]))


def _moved(offsets: list[int], nudges: list[int]) -> list[int]:
    """The offsets with some moved down, and those below them as far as that takes their room."""
    moved: list[int] = []
    for number, (offset, nudge) in enumerate(zip(offsets, nudges, strict=True)):
        room = offset - offsets[number - 1] if number else 0
        moved.append(max(offset + nudge, moved[-1] + room) if moved else offset + nudge)
    return moved


def _straight(links: list[Link]) -> int | None:
    """Which of the links runs straight on, if one does."""
    straight = (
        number
        for number, link in enumerate(links)
        if link.start[0] == link.stop[0] and link.starts_left != link.stops_left
    )
    return next(straight, None)


def _spread(steps: list[int], straight: int | None) -> list[int]:
    """Offsets so far apart as each wants from the one above it: the straight one in the middle, or all about it."""
    if not steps:
        return []
    places = list(accumulate(steps[1:], initial=0))
    middle = places[straight] if straight is not None else (places[-1] + 1) // 2
    return [place - middle for place in places]


def _extent(node: Node, size: Size, ports: list[tuple[int, int]]) -> tuple[int, int]:
    """The top and the bottom of the shape; each port has an offset, and the room it needs beside it."""
    half = size.height // 2
    if not node.kind.is_box:
        return -half, half
    highest, lowest = (offset - room for offset, room in ports), (offset + room for offset, room in ports)
    return min(-half, *highest, 0), max(half, *lowest, 0)


def _above(node: Node, size: Size, top: int, tops: list[int]) -> int:
    highest = min((top, *tops))
    return -highest + (size.title.height + 4 if node.kind.is_gateway else 0)


def _below(node: Node, size: Size, bottom: int, offsets: list[int]) -> int:
    lowest = max((bottom, *offsets))
    if node.kind.is_box:
        return lowest + (SUPPLEMENT if node.asks else 0)
    return lowest + (0 if node.kind.is_gateway else size.title.height + 4)


def _docked(node: Node, size: Size, out: list[Edge], offsets: list[int]) -> Mapping[str, Port]:
    if node.kind.is_box:
        return {edge.id: Port(offset, offset) for edge, offset in zip(out, offsets, strict=True)}
    docks = _squeezed(offsets, _reach(node, size))
    fans = _fans(offsets, docks)
    ports = (Port(*port) for port in zip(offsets, docks, fans, strict=True))
    return {edge.id: port for edge, port in zip(out, ports, strict=True)}


def _fans(offsets: list[int], docks: list[int]) -> list[int]:
    """The outermost turns first, so that no two cross."""
    bent = [offset != dock for offset, dock in zip(offsets, docks, strict=True)]
    above = [number for number, offset in enumerate(offsets) if offset < 0 and bent[number]]
    below = [number for number, offset in enumerate(offsets) if offset > 0 and bent[number]]
    turns = {number: turn for side in (above, below[::-1]) for turn, number in enumerate(side, start=1)}
    return [_FANNED * turns[number] + 2 if number in turns else 0 for number in range(len(offsets))]


def _arrived(node: Node, size: Size, offsets: list[int]) -> tuple[list[int], list[int]]:
    if node.kind.is_box:
        return offsets, offsets
    squeezed = _squeezed(offsets, _reach(node, size))
    return squeezed, squeezed


def _reach(node: Node, size: Size) -> int:
    """How far from its middle a line may touch the shape."""
    return size.height // 2 - (6 if node.kind.is_gateway else 7)


def _squeezed(offsets: list[int], reach: int) -> list[int]:
    furthest = max((abs(offset) for offset in offsets), default=0)
    if furthest <= reach:
        return offsets
    return [round(offset * reach / furthest) for offset in offsets]


def indent(node: Node, size: Size, dock: int) -> int:
    """How far inside of its own width a shape's border lies at that height from its middle."""
    half = size.height // 2
    if node.kind.is_gateway:
        return abs(dock)
    if node.kind.is_box:
        return 0
    return half - math.isqrt(max(half * half - dock * dock, 0))
