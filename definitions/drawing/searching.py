"""Searching: rows and corridors with few crossings. A first sweep by medians, then each thing where it costs least."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from random import Random
from statistics import median_low
from typing import Final

from definitions.drawing.arrangement import Arrangement, Plane, Track, height
from definitions.drawing.channels import Link, at_least, fewest
from definitions.drawing.columns import Columns
from definitions.drawing.diagram import Diagram, Edge, Kind, Node

ROUNDS: Final = 6
MOST_NODES: Final = 150
"""Bigger diagrams keep what the first sweep gave: nobody reads one, and nobody waits for it."""
SHAKES: Final = 8
_DEEPEST: Final = 4
"""How many corridors may lie side by side in one gap before another gap is taken."""
_CROSSING: Final = 12.0
_COLUMN: Final = 4.0
_BEND: Final = 2.0
_ROW: Final = 5.0
_GAP: Final = 0.6
_LANE: Final = 1.5
_STRAYED: Final = 0.5


def searched(diagram: Diagram, columns: Columns) -> "Search":
    """What one search finds: a sweep, and for what somebody may read the improvement of it."""
    search = Search(Plane(diagram, columns))
    search.sweep()
    if len(diagram.nodes) <= MOST_NODES:
        search.improve()
    return search


class Search:
    """One search. What is taken is known by column and track."""

    def __init__(self, plane: Plane) -> None:
        self.plane = plane
        self.arrangement = Arrangement(plane)
        self.taken: dict[tuple[int, Track], str] = {}
        self.links: dict[str, dict[int, Link]] = {}
        self.channels: dict[int, set[str]] = {}

    def sweep(self) -> None:
        """Place the nodes from the first column to the last, then the long edges, the shortest first."""
        for column in range(self.plane.columns.count):
            nodes = [node for node in self.plane.diagram.nodes if self.plane.columns.of[node.id] == column]
            for node in sorted(nodes, key=self._pull):
                self._put(node, self._free_row(node))
        spans = self.plane.spans
        for edge_id in sorted(spans, key=lambda edge_id: len(spans[edge_id])):
            self._lay(edge_id, self._first_corridor(edge_id))
        for edge in self.plane.diagram.edges:
            self._link(edge)
        if len(self.plane.diagram.nodes) <= MOST_NODES:
            for edge_id in spans:
                self._better_corridor(edge_id)

    def improve(self) -> None:
        """Move what can be moved for the better, until nothing can."""
        for _ in range(ROUNDS):
            moved = [self._better_row(node) for node in self.plane.diagram.nodes]
            moved += [self._better_corridor(edge_id) for edge_id in self.plane.spans]
            if not any(moved):
                break

    def shake(self) -> None:
        """Lay some long edges elsewhere and improve again, time after time; the best of all is kept."""
        chance = Random(0)  # noqa: S311 - the same every time is what is wanted
        best, least = self._kept(), self.total()
        for _ in range(SHAKES):
            if not self.crossed():
                break
            for edge_id in chance.sample(sorted(self.plane.spans), k=min(3, len(self.plane.spans))):
                edge = self.plane.edges[edge_id]
                self._laid(edge, chance.choice([self._corridor(edge), *self._corridors(edge)]))
            node = chance.choice(self.plane.diagram.nodes)
            self._after_moving(node, Track(self.plane.lane[node.id], chance.choice((1, 3, 5))))
            self.improve()
            if self.total() < least - 1e-9:
                best, least = self._kept(), self.total()
        self._restore(best)

    def _kept(self) -> tuple[dict[str, Track], dict[str, Track]]:
        return dict(self.arrangement.nodes), dict(self.arrangement.corridors)

    def _restore(self, kept: tuple[dict[str, Track], dict[str, Track]]) -> None:
        self.arrangement.nodes, self.arrangement.corridors = kept

    def crossed(self) -> int:
        """How often lines cross."""
        everything = {edge.id for edge in self.plane.diagram.edges}
        return sum(self._crossed(channel, everything) for channel in self.channels)

    def crossing(self) -> Counter[str]:
        """Of the edges that cross others, how often each does."""
        found = Counter[str]()
        for channel, edges in self.channels.items():
            for one, two in combinations(sorted(edges), 2):
                times = at_least(self.links[one][channel], self.links[two][channel])
                found.update({one: times, two: times})
        return +found

    def total(self) -> float:
        """What the whole costs."""
        return self._cost(list(self.plane.diagram.edges)) + self.plane.columns.count * _COLUMN

    def _pull(self, node: Node) -> tuple[bool, float]:
        """In which order the nodes of a column are placed: ends last, else by the middle of where they come from."""
        placed = self.arrangement.nodes
        found = [height(placed[edge.source]) for edge in self._arriving(node) if edge.source in placed]
        return node.kind in {Kind.END, Kind.NOWHERE}, median_low(found) if found else 0.0

    def _arriving(self, node: Node) -> tuple[Edge, ...]:
        return self.plane.diagram.arriving[node.id]

    def _free_row(self, node: Node) -> Track:
        column, lane = self.plane.columns.of[node.id], self.plane.lane[node.id]
        sources = [self.arrangement.nodes.get(edge.source) for edge in self._arriving(node)]
        wanted = next((track.at for track in sources if track and track.lane == lane), 1)
        rows = sorted(range(1, 2 * len(self.plane.diagram.nodes) + 2, 2), key=lambda at: (abs(at - wanted), at))
        return next(track for at in rows if (column, track := Track(lane, at)) not in self.taken)

    def _first_corridor(self, edge_id: str) -> Track:
        """The gap above the lane of what it leads to; further ones where it is full."""
        lane, order = self.plane.lane[self.plane.edges[edge_id].target], 0
        while not self._is_free(edge_id, Track(lane, 0, order)):
            order += 1
        return Track(lane, 0, order)

    def _is_free(self, edge_id: str, track: Track) -> bool:
        return all(self.taken.get((column, track), edge_id) == edge_id for column in self.plane.spans[edge_id])

    def _put(self, node: Node, track: Track) -> None:
        self.arrangement.nodes[node.id] = track
        self.taken[self.plane.columns.of[node.id], track] = node.id

    def _lay(self, edge_id: str, track: Track) -> None:
        earlier = self.arrangement.corridors.get(edge_id)
        for column in self.plane.spans[edge_id]:
            self.taken.pop((column, earlier), None) if earlier else None
            self.taken[column, track] = edge_id
        self.arrangement.corridors[edge_id] = track

    def _link(self, edge: Edge) -> None:
        """Note anew where an edge runs in the channels."""
        for channel in self.links.get(edge.id, ()):
            self.channels[channel].discard(edge.id)
        self.links[edge.id] = dict(self.arrangement.links(edge))
        for channel in self.links[edge.id]:
            self.channels.setdefault(channel, set()).add(edge.id)

    def _better_row(self, node: Node) -> bool:
        """Try every other row of the lane, changing places with whoever stands there; keep the best."""
        here = self.arrangement.nodes[node.id]
        rows = {track.at for track in self.arrangement.nodes.values() if track.lane == here.lane}
        tried = [Track(here.lane, at) for at in range(1, max(rows) + 3, 2) if at != here.at]
        best, least = here, 0.0
        for track in tried:
            gain = self._after_moving(node, track)
            if gain is not None:
                if gain < least - 1e-9:
                    best, least = track, gain
                self._move(node, here)
        if best is here:
            return False
        self._move(node, best)
        return True

    def _after_moving(self, node: Node, track: Track) -> float | None:
        """What a move costs more than staying, the move made; None, and not made, where a corridor is in the way."""
        column = self.plane.columns.of[node.id]
        there = self.taken.get((column, track))
        if there is not None and there not in self.arrangement.nodes:
            return None
        edges = self._touching(node.id, there)
        before = self._cost(edges)
        self._move(node, track)
        return self._cost(edges) - before

    def _move(self, node: Node, track: Track) -> None:
        column, here = self.plane.columns.of[node.id], self.arrangement.nodes[node.id]
        there = self.taken.get((column, track))
        del self.taken[column, here]
        if there is not None:
            self._put(self.plane.diagram.by_id[there], here)
        self._put(node, track)
        for edge in self._touching(node.id, there):
            self._link(edge)

    def _touching(self, *nodes: str | None) -> list[Edge]:
        diagram = self.plane.diagram
        named = [node for node in nodes if node is not None]
        found = (edge for node in named for edge in (*diagram.arriving[node], *diagram.leaving[node]))
        return list({edge.id: edge for edge in found}.values())

    def _better_corridor(self, edge_id: str) -> bool:
        edge, here = self.plane.edges[edge_id], self.arrangement.corridors[edge_id]
        costs = {track: self._laid(edge, track) for track in dict.fromkeys((here, *self._corridors(edge)))}
        best = min(costs, key=lambda track: (round(costs[track], 6), track != here, track))
        self._laid(edge, best)
        return best != here

    def _laid(self, edge: Edge, track: Track) -> float:
        self._lay(edge.id, track)
        self._link(edge)
        return self._cost([edge])

    def _corridors(self, edge: Edge) -> Iterator[Track]:
        """The free tracks along which a long edge may run."""
        for lane in range(len(self.plane.diagram.lanes)):
            rows = max((track.at for track in self.arrangement.nodes.values() if track.lane == lane), default=1)
            for at in range(rows + 2):
                orders = range(1 if at % 2 else min(_DEEPEST, self._depth(edge, lane, at) + 1))
                yield from (track for order in orders if self._is_free(edge.id, track := Track(lane, at, order)))

    def _depth(self, edge: Edge, lane: int, at: int) -> int:
        """How many other corridors lie in a gap, deepest counted."""
        others = (track for other, track in self.arrangement.corridors.items() if other != edge.id)
        return max((track.order + 1 for track in others if (track.lane, track.at) == (lane, at)), default=0)

    def _cost(self, edges: list[Edge]) -> float:
        """What these edges cost, with the rows in use."""
        moved = {edge.id for edge in edges}
        touched = sorted({channel for edge in edges for channel in self.links[edge.id]})
        crossed = sum(self._crossed(channel, moved) for channel in touched)
        bends = sum(_bends(link) for edge in edges for link in self.links[edge.id].values())
        aside = sum(self._aside(edge) for edge in edges if edge.id in self.plane.spans)
        return crossed * _CROSSING + bends + len(set(self.arrangement.nodes.values())) * _ROW + aside

    def _aside(self, edge: Edge) -> float:
        """What it costs that a long edge runs in a gap, and that it leaves the lanes between its ends."""
        corridor, lane = self._corridor(edge), self.plane.lane
        upper, lower = sorted((lane[edge.source], lane[edge.target]))
        strayed = max(upper - corridor.lane, corridor.lane - lower, 0)
        return (0 if corridor.is_row else _GAP) + strayed * _STRAYED

    def _crossed(self, channel: int, moved: set[str]) -> int:
        """How often these edges cross, each other and the rest, in a channel."""
        ours, theirs = list[Link](), list[Link]()
        for edge_id in sorted(self.channels[channel]):
            found = ours if edge_id in moved else theirs
            found.append(self.links[edge_id][channel])
        return fewest(ours) + sum(at_least(one, two) for one in ours for two in theirs)

    def _corridor(self, edge: Edge) -> Track:
        return self.arrangement.corridors[edge.id]


def _bends(link: Link) -> float:
    if link.starts_left != link.stops_left and link.start[0] == link.stop[0]:
        return 0.0
    apart = abs(link.start[0] - link.stop[0])
    lanes, rest = divmod(apart, 100)
    return _BEND + lanes * _LANE + min(rest, 100 - rest) * 0.3
