"""Arranging: the best of some searches, with lanes changed, with nodes further right, and with lines laid elsewhere."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import Final

from definitions.directory import DESK
from definitions.drawing.arrangement import Arrangement
from definitions.drawing.columns import columns_of
from definitions.drawing.diagram import Diagram
from definitions.drawing.searching import MOST_NODES, Search, searched

MOST_LANES: Final = 12
_ROUNDS: Final = 2
_LATEST: Final = 3
"""How many columns further right a node is tried."""
_TRIED: Final = 6
"""How many nodes are tried further right in a round at most, …"""
_PLACED: Final = 200
"""… and how many have a place sought anew for that: in a big diagram fewer are tried."""


def arranged(diagram: Diagram) -> Arrangement:
    """The arrangement of a diagram, the same every time; lanes of one level may change places, but for its desk."""
    best = searched(diagram, columns_of(diagram))
    if len(diagram.nodes) > MOST_NODES or len(diagram.lanes) > MOST_LANES:
        return best.arrangement
    best = _with_nodes_later(_with_lanes_changed(best))
    best.shake()
    return best.arrangement


def _with_lanes_changed(best: Search) -> Search:
    for upper, lower in pairwise(range(len(best.plane.diagram.lanes))):
        swapped = _swapped(best.plane.diagram, upper, lower) if best.crossed() else None
        if swapped:
            best = _better(best, searched(swapped, best.plane.columns))
    return best


def _better(one: Search, two: Search) -> Search:
    return two if two.total() < one.total() - 1e-9 else one


def _swapped(diagram: Diagram, upper: int, lower: int) -> Diagram | None:
    """The diagram with two lanes changed; None where they are of two levels, or one is the desk."""
    lanes = list(diagram.lanes)
    if lanes[upper].level != lanes[lower].level or lanes[upper].place.endswith(f"/{DESK}"):
        return None
    lanes[upper], lanes[lower] = lanes[lower], lanes[upper]
    return replace(diagram, lanes=tuple(lanes))


def _with_nodes_later(best: Search) -> Search:
    """Nodes at which crossing lines arrive stand further right, with all that follows, where that costs less.

    So two ways that run side by side through the same lanes do it one after the other.
    """
    for _ in range(_ROUNDS):
        earlier = best
        for node_id in _crossed_at(best):
            best = _with_node_later(best, earlier, node_id)
        if best is earlier:
            break
    return best


def _crossed_at(search: Search) -> list[str]:
    """The nodes at which lines arrive that cross others, those of most crossings first."""
    found = Counter[str]()
    for edge_id, times in search.crossing().items():
        edge = search.plane.edges[edge_id]
        if not search.plane.columns.is_back(edge):
            found[edge.target] += times
    return [node_id for node_id, _ in found.most_common(min(_TRIED, _PLACED // len(search.plane.diagram.nodes)))]


def _with_node_later(best: Search, earlier: Search, node_id: str) -> Search:
    """The better of the best so far and of what is found with this node one column further right, two, …."""
    diagram, columns = earlier.plane.diagram, earlier.plane.columns
    for later in range(1, _LATEST + 1):
        if not best.crossed():
            break
        at_least = {**columns.at_least, node_id: columns.of[node_id] + later}
        best = _better(best, searched(diagram, columns_of(diagram, at_least)))
    return best
