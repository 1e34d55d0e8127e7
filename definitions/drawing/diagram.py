"""The diagram: what is to be drawn of a procedure, before anything has a place."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from definitions.ways import End


class Kind(StrEnum):
    """What a node is."""

    START = "start"
    TASK = "task"
    LETTER = "letter"
    WAIT = "wait"
    PAY = "pay"
    CALL = "call"
    SET = "set"
    TIMER = "timer"
    CHOICE = "choice"
    ALL = "all"
    SOME = "some"
    COUNTED = "counted"
    END = "end"
    NOWHERE = "nowhere"

    @property
    def is_box(self) -> bool:
        """Whether it is drawn as a box with its title inside."""
        return self in _BOXES

    @property
    def is_gateway(self) -> bool:
        """Whether it is drawn as a diamond."""
        return self in {Kind.CHOICE, Kind.ALL, Kind.SOME, Kind.COUNTED}


_BOXES = frozenset({Kind.TASK, Kind.LETTER, Kind.WAIT, Kind.PAY, Kind.CALL, Kind.SET})


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Something a dossier can be at: a step, the part of one, or where it begins, splits, joins or ends."""

    id: str
    kind: Kind
    lane: str
    title: str = ""
    who: str = ""
    """The post, as one reads it."""
    terms: tuple[str, ...] = ()
    """What it says of time: its limit with every surcharge, each a line."""
    end: End | None = None
    carries: tuple[str, ...] = ()
    """The steps of the definition that it stands for."""
    pauses: bool = False
    is_many: bool = False
    """Whether there is one of it for each element of a list."""
    asks: bool = False
    """Whether it may ask the applicant for a supplement."""
    wait: str = ""
    """What a timer waits for, as the definition writes it; or how many branches a join waits for."""
    calls: str = ""
    """The procedure that it lodges."""

    @property
    def name(self) -> str:
        """Its title, at a step with its limit, as a modeller shows it."""
        shown = self.terms[:1] if self.kind.is_box and self.kind is not Kind.SET else ()
        return "\n".join((self.title, *(f"({term})" for term in shown)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A way from a node to a node; where several outcomes lead the same way, it is one edge with all their names."""

    id: str
    source: str
    target: str
    label: str = ""
    outcomes: tuple[str, ...] = ()
    """The outcomes with which an official, or a child dossier's end, takes it."""
    condition: str = ""
    """The expression under which it is taken; empty where an official chooses, or nobody."""
    is_expiry: bool = False
    """Whether it is taken by itself when the limit has passed."""
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """One place: an office's role at a level, or the receiving desk."""

    place: str
    level: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Diagram:
    """Lanes from the first level to the last, nodes in the order written, and edges."""

    title: str
    facts: tuple[str, ...]
    """What is said under the title."""
    description: str
    supplement: str
    """What is written at a step that may ask for one."""
    lanes: tuple[Lane, ...]
    levels: Mapping[str, str]
    """The title of each level."""
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Node]:
        """The nodes by their ids."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def leaving(self) -> Mapping[str, tuple[Edge, ...]]:
        """For each node the edges that leave it."""
        return self._grouped([edge.source for edge in self.edges])

    @cached_property
    def arriving(self) -> Mapping[str, tuple[Edge, ...]]:
        """For each node the edges that arrive at it."""
        return self._grouped([edge.target for edge in self.edges])

    def _grouped(self, ends: list[str]) -> Mapping[str, tuple[Edge, ...]]:
        grouped = {node.id: list[Edge]() for node in self.nodes}
        for end, edge in zip(ends, self.edges, strict=True):
            grouped[end].append(edge)
        return {node_id: tuple(edges) for node_id, edges in grouped.items()}
