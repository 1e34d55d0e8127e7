"""Columns: in which column each node stands, so that every edge but those that close a loop leads to the right."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from definitions.drawing.diagram import Diagram, Edge


@dataclass(frozen=True, slots=True)
class Columns:
    """The column of each node by its id, counted from 0."""

    of: Mapping[str, int]
    at_least: Mapping[str, int] = field(default_factory=dict)
    """The columns before which some nodes were not to stand."""

    @property
    def count(self) -> int:
        """How many there are."""
        return max(self.of.values()) + 1

    def is_back(self, edge: Edge) -> bool:
        """Whether the edge leads back, or down its own column."""
        return self.of[edge.target] <= self.of[edge.source]


def columns_of(diagram: Diagram, at_least: Mapping[str, int] | None = None) -> Columns:
    """Each node as far right as its longest path from the start, edges that close a loop left out.

    Those for which `at_least` names a column stand there, or further right; a column without any node is left out.
    """
    least = at_least or {}
    of = {node.id: least.get(node.id, 0) for node in diagram.nodes}
    for node_id, forward in _forward(diagram):
        for edge in forward:
            of[edge.target] = max(of[edge.target], of[node_id] + 1)
    numbers = {column: number for number, column in enumerate(sorted(set(of.values())))}
    return Columns({node_id: numbers[column] for node_id, column in of.items()}, least)


def _forward(diagram: Diagram) -> list[tuple[str, list[Edge]]]:
    """The nodes, each before those it leads to, with the edges that do not close a loop."""
    kept: dict[str, list[Edge]] = {}
    left: list[str] = []
    for node in diagram.nodes:
        if node.id not in kept:
            _walk(diagram, node.id, kept, left)
    return [(node_id, kept[node_id]) for node_id in reversed(left)]


def _walk(diagram: Diagram, start: str, kept: dict[str, list[Edge]], left: list[str]) -> None:
    """Walk depth first, without recursion however long a procedure is."""
    kept[start] = []
    entered, path = {start}, [(start, iter(diagram.leaving[start]))]
    while path:
        node_id, rest = path[-1]
        edge = next(rest, None)
        if edge is None:
            path.pop()
            entered.discard(node_id)
            left.append(node_id)
        elif edge.target not in entered:
            kept[node_id].append(edge)
            if edge.target not in kept:
                kept[edge.target] = []
                entered.add(edge.target)
                path.append((edge.target, iter(diagram.leaving[edge.target])))
