"""The arrangement: in which row of its lane each node stands, and along which corridor each long edge runs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from definitions.drawing.channels import Link
from definitions.drawing.columns import Columns
from definitions.drawing.diagram import Diagram, Edge


@dataclass(frozen=True, slots=True, order=True)
class Track:
    """A height in a lane: `at` is 2n + 1 for its row n, 2n for the gap above that; `order` within a gap."""

    lane: int
    at: int
    order: int = 0

    @property
    def is_row(self) -> bool:
        """Whether it is a row, in which nodes stand."""
        return self.at % 2 == 1


@dataclass(frozen=True, slots=True)
class Part:
    """An edge's part in one channel, between two tracks; the channel's number is that of the column left of it."""

    channel: int
    start: Track
    stop: Track
    starts_left: bool
    stops_left: bool


@dataclass(frozen=True)
class Plane:
    """What is given: the diagram, its columns and lanes."""

    diagram: Diagram
    columns: Columns

    @cached_property
    def lane(self) -> Mapping[str, int]:
        """The number of each node's lane."""
        numbers = {lane.place: number for number, lane in enumerate(self.diagram.lanes)}
        return {node.id: numbers[node.lane] for node in self.diagram.nodes}

    @cached_property
    def spans(self) -> Mapping[str, range]:
        """The columns that each long edge passes by."""
        found: dict[str, range] = {}
        for edge in self.diagram.edges:
            source, target = self.columns.of[edge.source], self.columns.of[edge.target]
            if target <= source:
                found[edge.id] = range(target, source + 1)
            elif target > source + 1:
                found[edge.id] = range(source + 1, target)
        return found

    @cached_property
    def edges(self) -> Mapping[str, Edge]:
        """The edges by their ids."""
        return {edge.id: edge for edge in self.diagram.edges}


@dataclass
class Arrangement:
    """Where everything stands; changed while better places are sought."""

    plane: Plane
    nodes: dict[str, Track] = field(default_factory=dict)
    corridors: dict[str, Track] = field(default_factory=dict)

    def parts(self, edge: Edge) -> Iterator[Part]:
        """The edge's parts in the channels it passes, in its direction."""
        columns, spans = self.plane.columns.of, self.plane.spans
        source, target = self.nodes[edge.source], self.nodes[edge.target]
        first, last = columns[edge.source], columns[edge.target] - 1
        if edge.id not in spans:
            yield Part(first, source, target, starts_left=True, stops_left=False)
            return
        is_back = self.plane.columns.is_back(edge)
        corridor = self.corridors[edge.id]
        yield Part(first, source, corridor, starts_left=True, stops_left=is_back)
        passed = self.plane.spans[edge.id]
        yield from (Part(channel, corridor, corridor, True, False) for channel in passed[:-1])
        yield Part(last, corridor, target, starts_left=not is_back, stops_left=False)

    def links(self, edge: Edge) -> Iterator[tuple[int, Link]]:
        """The same with heights to be compared, before anything has its size."""
        for part in self.parts(edge):
            start, stop = height(part.start), height(part.stop)
            turns = part.starts_left == part.stops_left
            ends = (start, _beside(start, stop, turns=turns)), (stop, _beside(stop, start, turns=turns))
            yield part.channel, Link(edge.id, *ends, part.starts_left, part.stops_left)


_OUTER: Final = 1e4


def _beside(here: float, there: float, *, turns: bool) -> float:
    """In which order edges meet at one side of a node, by where they come from or go.

    Those that turn back lie outermost, and of these the one from the nearest corridor.
    """
    if not turns:
        return there
    return -_OUTER - there if there < here else _OUTER * 10 - there


def height(track: Track) -> float:
    """A height that orders tracks from the top, a lane being far from the next."""
    return track.lane * 100 + track.at + track.order / 16
