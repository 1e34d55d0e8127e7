"""The layout: where everything is drawn. SVG and BPMN both take their places from here."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from definitions.drawing.arrangement import Arrangement
from definitions.drawing.arranging import arranged
from definitions.drawing.channels import Link
from definitions.drawing.columns import Columns
from definitions.drawing.diagram import Diagram, Edge, Lane, Node
from definitions.drawing.geometry import Point, Rectangle, straightened
from definitions.drawing.heights import Heights, heights_of
from definitions.drawing.lettering import Pen, Weight
from definitions.drawing.ports import Fitted, fitted, indent
from definitions.drawing.sizes import (
    EXPIRY,
    SUPPLEMENT,
    Lettered,
    Size,
    edge_label,
    lettered,
    upright,
)
from definitions.drawing.tracks import Channel, channel_of

LEFT: Final = 44
LEVEL: Final = 30
LANE: Final = 138
TOP: Final = 78
MARGIN: Final = 14
_TRACK: Final = 12
_NUDGE: Final = 6
_TRIES: Final = 3
_ARROW: Final = 10
LANE_TITLE: Final = Pen(12.0, Weight.SEMIBOLD)


@dataclass(frozen=True, slots=True)
class Written:
    """A text with its place."""

    text: Lettered
    area: Rectangle


@dataclass(frozen=True, slots=True)
class Drawn:
    """A node with its place; `label` is what is written outside of it, the marks sit on its border."""

    node: Node
    size: Size
    area: Rectangle
    label: Written | None
    supplement: Rectangle | None
    supplement_label: Written | None
    expiry: Rectangle | None


@dataclass(frozen=True, slots=True)
class Line:
    """An edge with its way."""

    edge: Edge
    points: tuple[Point, ...]
    label: Written | None


@dataclass(frozen=True, slots=True)
class Band:
    """A level or a lane with its place."""

    id: str
    name: str
    title: Written
    area: Rectangle
    lane: Lane | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A diagram with its places."""

    diagram: Diagram
    size: Point
    levels: tuple[Band, ...]
    lanes: tuple[Band, ...]
    nodes: Mapping[str, Drawn]
    lines: tuple[Line, ...]


def layout_of(diagram: Diagram) -> Layout:
    """The layout of a diagram, the same every time."""
    arrangement = arranged(diagram)
    placing = _Placing(arrangement, {})
    for which in (1, 0):  # where it does not help that the second of two lines leaves elsewhere, the first one does
        nudged = Counter[str]()
        for _ in range(_TRIES):
            over = {pair[which] for channel in placing.channels.values() for pair in channel.over}
            if not over:
                return placing.layout()
            nudged.update(dict.fromkeys(over, _NUDGE))
            placing = _Placing(arrangement, nudged)
    return placing.layout()


class _Placing:
    """One giving of places to an arrangement."""

    def __init__(self, arrangement: Arrangement, nudged: Mapping[str, int]) -> None:
        self.arrangement = arrangement
        self.diagram = arrangement.plane.diagram
        self.columns: Columns = arrangement.plane.columns
        self.fitted: Mapping[str, Fitted] = fitted(arrangement, nudged)
        self.titles = tuple(lettered(lane.title, LANE - 20, most=6, pen=LANE_TITLE) for lane in self.diagram.lanes)
        titled = zip(self.titles, self.diagram.lanes, strict=True)
        least = tuple(max(title.height + 28, upright(lane.title)) for title, lane in titled)
        self.heights: Heights = heights_of(arrangement, self.fitted, top=TOP, least=least)
        self.links = self._links()
        self.channels: Mapping[int, Channel] = {number: channel_of(links) for number, links in self.links.items()}
        self.lefts, self.starts, self.right = self._across()

    def layout(self) -> Layout:
        """All places."""
        nodes = {node.id: self._drawn(node) for node in self.diagram.nodes}
        bottom = max(top + height for top, height in self.heights.lanes)
        return Layout(
            diagram=self.diagram,
            size=Point(self.right + MARGIN, bottom + MARGIN + 26),
            levels=tuple(self._levels()),
            lanes=tuple(self._lane(number, lane) for number, lane in enumerate(self.diagram.lanes)),
            nodes=nodes,
            lines=tuple(self._line(edge, nodes) for edge in self.diagram.edges),
        )

    def _links(self) -> Mapping[int, list[Link]]:
        """The lines' parts in each channel, at their real heights."""
        links: dict[int, list[Link]] = {number: [] for number in range(-1, self.columns.count)}
        for edge in self.diagram.edges:
            parts = tuple(self.arrangement.parts(edge))
            for number, part in enumerate(parts):
                start, stop = self.heights.tracks[part.start], self.heights.tracks[part.stop]
                start += self.fitted[edge.source].leaving[edge.id].offset if number == 0 else 0
                stop += self.fitted[edge.target].arriving[edge.id].offset if number == len(parts) - 1 else 0
                link = Link(edge.id, (start, 0), (stop, 0), part.starts_left, part.stops_left)
                links[part.channel].append(link)
        return links

    def _across(self) -> tuple[list[int], dict[int, int], int]:
        """The left side of each column, the left side of each channel, and the right side of everything."""
        x = LEFT + LEVEL + LANE + 12
        lefts: list[int] = []
        starts = {-1: x}
        x += self._room(-1)
        for column in range(self.columns.count):
            lefts.append(x)
            x += self._width(column)
            starts[column] = x + self._labels(column)
            x = starts[column] + self._room(column)
        return lefts, starts, x

    def _room(self, channel: int) -> int:
        count = self.channels[channel].count
        return _TRACK * (count + 1) + _ARROW if count else (0 if channel == -1 else 2 * _ARROW)

    def _width(self, column: int) -> int:
        return max(fit.size.across for fit in self._standing(column))

    def _standing(self, column: int) -> list[Fitted]:
        return [self.fitted[node.id] for node in self.diagram.nodes if self.columns.of[node.id] == column]

    def _labels(self, column: int) -> int:
        """The room right of a column for what is written at the edges that leave it."""
        wide = self._width(column)
        needed = [
            self._label_start(edge) + edge_label(edge).width + 4 - (wide - self.fitted[edge.source].size.width) // 2
            for edge in self.diagram.edges
            if self.columns.of[edge.source] == column and edge.label
        ]
        fans = [self.fitted[edge.source].fan for edge in self.diagram.edges if self.columns.of[edge.source] == column]
        return max((0, *needed, *fans))

    def _label_start(self, edge: Edge) -> int:
        """How far right of its node an edge's label begins."""
        return self.fitted[edge.source].fan + (EXPIRY // 2 if edge.is_expiry else 0) + 5

    def _area(self, node: Node) -> Rectangle:
        fit = self.fitted[node.id]
        column = self.columns.of[node.id]
        x = self.lefts[column] + (self._width(column) - fit.size.width) // 2
        return Rectangle(x, self._middle(node) + fit.top, fit.size.width, fit.bottom - fit.top)

    def _middle(self, node: Node) -> int:
        return self.heights.tracks[self.arrangement.nodes[node.id]]

    def _drawn(self, node: Node) -> Drawn:
        area, fit = self._area(node), self.fitted[node.id]
        expiry = next((edge for edge in self.diagram.leaving[node.id] if edge.is_expiry), None)
        return Drawn(
            node=node,
            size=fit.size,
            area=area,
            label=None if node.kind.is_box or not fit.size.title.lines else self._outside(node, area),
            supplement=_mark(area.x + 24, area.bottom, SUPPLEMENT) if node.asks else None,
            supplement_label=_under(area, self.diagram.supplement) if node.asks else None,
            expiry=_mark(area.right, self._middle(node) + fit.leaving[expiry.id].offset, EXPIRY) if expiry else None,
        )

    def _outside(self, node: Node, area: Rectangle) -> Written:
        title, fit = self.fitted[node.id].size.title, self.fitted[node.id]
        x = area.centre.x - title.width // 2
        y = self._middle(node) - fit.above if node.kind.is_gateway else area.bottom + 4
        return Written(title, Rectangle(x, y, title.width, title.height))

    def _line(self, edge: Edge, nodes: Mapping[str, Drawn]) -> Line:
        source, target = nodes[edge.source], nodes[edge.target]
        out, into = self.fitted[edge.source].leaving[edge.id], self.fitted[edge.target].arriving[edge.id]
        y = self._middle(source.node)
        x = source.area.right - indent(source.node, source.size, out.dock) + (EXPIRY // 2 if edge.is_expiry else 0)
        points = [Point(x, y + out.dock)]
        if out.fan:
            turn = source.area.right + out.fan
            points += [Point(turn, y + out.dock), Point(turn, y + out.offset)]
        for channel, link in self._own(edge):
            points += self._turn(channel, link)
        into_x = target.area.x + indent(target.node, target.size, into.dock)
        points.append(Point(into_x, self._middle(target.node) + into.dock))
        return Line(edge, straightened(tuple(points)), self._label(edge, source, y + out.offset))

    def _own(self, edge: Edge) -> list[tuple[int, Link]]:
        found = {part.channel: None for part in self.arrangement.parts(edge)}
        return [(channel, link) for channel in found for link in self.links[channel] if link.edge == edge.id]

    def _turn(self, channel: int, link: Link) -> list[Point]:
        if link.is_straight:
            return []
        x = self.starts[channel] + _TRACK * (self.channels[channel].tracks[link.edge] + 1)
        return [Point(x, int(link.start[0])), Point(x, int(link.stop[0]))]

    def _label(self, edge: Edge, source: Drawn, y: int) -> Written | None:
        text = edge_label(edge)
        if not text.lines:
            return None
        x = source.area.right + self._label_start(edge)
        return Written(text, Rectangle(x, y - text.height - 3, text.width, text.height))

    def _lane(self, number: int, lane: Lane) -> Band:
        top, height = self.heights.lanes[number]
        area = Rectangle(LEFT + LEVEL, top, self.right - LEFT - LEVEL, height)
        text = self.titles[number]
        title = Rectangle(area.x + 10, top + (height - text.height) // 2, text.width, text.height)
        return Band(f"lane_{number + 1}", lane.title, Written(text, title), area, lane)

    def _levels(self) -> list[Band]:
        bands: list[Band] = []
        for level, title in self.diagram.levels.items():
            own = [self.heights.lanes[number] for number, lane in enumerate(self.diagram.lanes) if lane.level == level]
            top, bottom = own[0][0], own[-1][0] + own[-1][1]
            area = Rectangle(LEFT, top, self.right - LEFT, bottom - top)
            text = lettered(title, area.height - 8, most=1, pen=LANE_TITLE)
            bands.append(
                Band(f"level_{len(bands) + 1}", title, Written(text, Rectangle(LEFT, top, LEVEL, area.height)), area)
            )
        return bands


def _mark(x: int, y: int, side: int) -> Rectangle:
    return Rectangle(x - side // 2, y - side // 2, side, side)


def _under(area: Rectangle, said: str) -> Written:
    """What is written beside the mark of a supplement."""
    text = lettered(said, area.width // 2, most=1)
    return Written(text, Rectangle(area.x + 24 + SUPPLEMENT // 2 + 3, area.bottom + 2, text.width, text.height))
