"""Reading: from a procedure to the diagram that is to be drawn of it."""

from dataclasses import replace
from typing import Final

from definitions.assignees import RECEIVING_DESK
from definitions.drawing.diagram import Diagram, Edge, Lane, Node
from definitions.drawing.edges import edges_of
from definitions.drawing.nodes import nodes_of
from definitions.drawing.places import START, Places
from definitions.drawing.words import Voice
from definitions.procedure import Procedure

LEVELS: Final = ("commune", "district", "province", "ministry")
"""The levels of the state, from the people up; a level that is not among them stands after those that are."""


def diagram_of(procedure: Procedure, voice: Voice) -> Diagram:
    """What is to be drawn of a procedure; a way that leads nowhere has a node that says so."""
    places = Places(procedure)
    reached = edges_of(procedure, places, voice)
    nodes = _in_lanes((*nodes_of(procedure, places, voice), *reached.nodes), reached.edges, places)
    lanes = _lanes(procedure, nodes, voice)
    return Diagram(
        title=procedure.title,
        facts=_facts(procedure, voice),
        description=_described(procedure, lanes, voice),
        supplement=voice.words.supplement,
        lanes=lanes,
        levels={lane.level: voice.level(lane.level) for lane in lanes},
        nodes=nodes,
        edges=reached.edges,
    )


def _in_lanes(nodes: tuple[Node, ...], edges: tuple[Edge, ...], places: Places) -> tuple[Node, ...]:
    """The nodes, those that nobody is named for in the lane of what leads to them."""
    lanes = {node.id: node.lane for node in nodes}
    lanes[START] = _first_lane(places)
    waiting = True
    while waiting:
        waiting = False
        for edge in edges:
            if not lanes[edge.target] and lanes[edge.source]:
                lanes[edge.target] = lanes[edge.source]
                waiting = True
    _join_where_it_goes_on(lanes, edges, nodes)
    return tuple(replace(node, lane=lanes[node.id] or lanes[START]) for node in nodes)


def _first_lane(places: Places) -> str:
    first = places.procedure.manned.get(places.procedure.first)
    return places.lane(first.who.place if first else RECEIVING_DESK)


def _join_where_it_goes_on(lanes: dict[str, str], edges: tuple[Edge, ...], nodes: tuple[Node, ...]) -> None:
    """A join lies in the lane of its fork, whose office goes on."""
    known = {node.id for node in nodes}
    for node_id in known:
        kind, _, step_id = node_id.partition("_")
        if kind == "join":
            lanes[node_id] = lanes[f"fork_{step_id}"]
    for edge in edges:
        if edge.source.startswith("join_") and edge.target.startswith(("end_", "nowhere_")):
            lanes[edge.target] = lanes[edge.source]


def _lanes(procedure: Procedure, nodes: tuple[Node, ...], voice: Voice) -> tuple[Lane, ...]:
    """One lane a place: by level, the receiving one first, then in the order of the steps."""
    places = tuple(dict.fromkeys(node.lane for node in nodes if node.lane))
    levels = tuple(dict.fromkeys(place.partition("/")[0] for place in places))
    rank = {level: _rank(level, number) for number, level in enumerate(levels)}
    if rank.get(procedure.receive.at) == max(rank.values()):
        rank = {level: -number for level, number in rank.items()}
    ordered = sorted(places, key=lambda place: (rank[place.partition("/")[0]], not place.endswith("/desk")))
    return tuple(_lane(place, voice) for place in ordered)


def _rank(level: str, number: int) -> int:
    return LEVELS.index(level) if level in LEVELS else len(LEVELS) + number


def _lane(place: str, voice: Voice) -> Lane:
    level, _, role = place.partition("/")
    return Lane(place, level, voice.place(level, role))


def _facts(procedure: Procedure, voice: Voice) -> tuple[str, ...]:
    words, policy = voice.words, procedure.time
    return (
        words.code.format(code=procedure.procedure, version=procedure.version),
        words.limit.format(limit="; ".join(voice.limit(policy.limit))),
        *((words.second.format(limit="; ".join(voice.limit(policy.second.limit))),) if policy.second else ()),
        words.result.format(result=procedure.result.title),
    )


def _described(procedure: Procedure, lanes: tuple[Lane, ...], voice: Voice) -> str:
    steps = "; ".join(_step(procedure, step_id, voice) for step_id in procedure.steps)
    named = ", ".join(f"{lane.title} ({voice.level(lane.level)})" for lane in lanes)
    return voice.words.described.format(lanes=named, steps=steps)


def _step(procedure: Procedure, step_id: str, voice: Voice) -> str:
    title, step = procedure.step_title(step_id), procedure.manned.get(step_id)
    return f"{title} ({'; '.join(voice.limit(step.limit))})" if step and step.limit else title
