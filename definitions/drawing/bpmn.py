"""BPMN 2.0: a layout as a collaboration of one pool, its lanes nested by level, with the diagram at the same places.

What BPMN has no word for stands in `extensionElements`, in a namespace of ours: in the process everything about the
procedure but its steps, and in the element that stands for a step that step, both as JSON. So a modeller that keeps
what it does not know gives the definition back.
"""

import json
from collections.abc import Iterator
from typing import Any, Final

from definitions.drawing.bpmn_diagram import diagram
from definitions.drawing.bpmn_markup import NAMESPACES, OURS, block, content, leaf
from definitions.drawing.diagram import Diagram, Edge, Kind, Node
from definitions.drawing.fingerprint import fingerprint
from definitions.drawing.layout import Band, Layout
from definitions.loader import canonical
from definitions.procedure import Procedure
from definitions.ways import End

PROCESS: Final = "process"
POOL: Final = "pool"
COLLABORATION: Final = "collaboration"
_TAGS: Final = {
    Kind.START: "startEvent",
    Kind.TASK: "userTask",
    Kind.LETTER: "sendTask",
    Kind.WAIT: "receiveTask",
    Kind.PAY: "receiveTask",
    Kind.CALL: "callActivity",
    Kind.SET: "scriptTask",
    Kind.TIMER: "intermediateCatchEvent",
    Kind.CHOICE: "exclusiveGateway",
    Kind.ALL: "parallelGateway",
    Kind.SOME: "inclusiveGateway",
    Kind.COUNTED: "complexGateway",
    Kind.END: "endEvent",
    Kind.NOWHERE: "endEvent",
}
_ENDS: Final = {End.REFUSED: "errorEventDefinition", End.STOPPED: "terminateEventDefinition"}


def bpmn(procedure: Procedure, layout: Layout) -> str:
    """The procedure in BPMN 2.0, the same bytes every time."""
    said = json.loads(canonical(procedure))
    steps = said.pop("steps")
    participant = leaf("bpmn:participant", id=POOL, name=procedure.title, processRef=PROCESS)
    root = block(
        "bpmn:definitions",
        {**NAMESPACES, "id": "definitions", "targetNamespace": OURS, "exporter": "lienthong"},
        block("bpmn:collaboration", {"id": COLLABORATION}, participant),
        _process(layout, said, steps),
        diagram(layout, (COLLABORATION, POOL)),
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}\n'


Json = dict[str, Any]


def _process(layout: Layout, said: Json, steps: Json) -> str:
    drawn = layout.diagram
    return block(
        "bpmn:process",
        {"id": PROCESS, "name": drawn.title, "isExecutable": "false"},
        content("bpmn:documentation", {}, " · ".join(drawn.facts)),
        _extension([content("lienthong:procedure", _seal(drawn, steps), _json(said))]),
        _lanes(layout),
        *(element for node in drawn.nodes for element in _flow_node(drawn, node, steps)),
        *(_flow(drawn, edge) for edge in drawn.edges),
    )


def _seal(drawn: Diagram, steps: Json) -> dict[str, str]:
    """The order of the steps, and what the drawing must still say for the definition to hold."""
    flows = ((e.id, _source(e), e.target, e.label, _condition(drawn, e)) for e in drawn.edges)
    return {"steps": " ".join(steps), "drawn": fingerprint(_drawn(drawn), flows)}


def _drawn(drawn: Diagram) -> Iterator[tuple[str, str, str, str]]:
    for node in drawn.nodes:
        yield node.id, _TAGS[node.kind], node.name, ""
        for name in _attached(drawn, node):
            yield name, "boundaryEvent", drawn.supplement if name.startswith("supplement_") else "", node.id


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _extension(inside: list[str]) -> str:
    return block("bpmn:extensionElements", {}, *inside) if inside else ""


def _lanes(layout: Layout) -> str:
    """A lane for each level, in it one for each place."""
    return block("bpmn:laneSet", {"id": "levels"}, *(_level(layout, level) for level in layout.levels))


def _level(layout: Layout, level: Band) -> str:
    bands = [band for band in layout.lanes if level.area.y <= band.area.y < level.area.bottom]
    inner = block("bpmn:childLaneSet", {"id": f"{level.id}-lanes"}, *(_lane(layout, band) for band in bands))
    return block("bpmn:lane", {"id": level.id, "name": level.name}, inner)


def _lane(layout: Layout, band: Band) -> str:
    lane = band.lane
    assert lane is not None
    own = (node for node in layout.diagram.nodes if node.lane == lane.place)
    held = (
        content("bpmn:flowNodeRef", {}, name) for node in own for name in (node.id, *_attached(layout.diagram, node))
    )
    place = content("lienthong:place", {}, lane.place)
    return block("bpmn:lane", {"id": band.id, "name": lane.title}, _extension([place]), *held)


def _attached(drawn: Diagram, node: Node) -> Iterator[str]:
    """What sits on a node's border."""
    if node.asks:
        yield f"supplement_{node.id}"
    if any(edge.is_expiry for edge in drawn.leaving[node.id]):
        yield f"limit_{node.id}"


def _flow_node(drawn: Diagram, node: Node, steps: Json) -> Iterator[str]:
    tag = f"bpmn:{_TAGS[node.kind]}"
    carried = [content("lienthong:step", {"name": step}, _json(steps[step])) for step in node.carries if step in steps]
    told = "; ".join(filter(None, (node.who, *node.terms)))
    leaving = [edge for edge in drawn.leaving[node.id] if not edge.is_expiry]
    yield block(
        tag,
        {"id": node.id, "name": node.name, **_attributes(node, leaving)},
        content("bpmn:documentation", {}, told) if told else "",
        _extension(carried),
        *(content("bpmn:incoming", {}, edge.id) for edge in drawn.arriving[node.id]),
        *(content("bpmn:outgoing", {}, edge.id) for edge in leaving),
        _inside(node),
    )
    if node.asks:
        yield _supplement(node, drawn.supplement)
    yield from (_limit(node, edge) for edge in drawn.leaving[node.id] if edge.is_expiry)


def _attributes(node: Node, leaving: list[Edge]) -> dict[str, str]:
    if node.kind is Kind.CALL:
        return {"calledElement": f"procedure_{node.calls}"}
    if node.kind is Kind.SET:
        return {"scriptFormat": "cel"}
    default = next((edge.id for edge in leaving if edge.is_default), None)
    return {"default": default} if default and len(leaving) > 1 else {}


def _inside(node: Node) -> str:
    match node.kind:
        case Kind.TIMER:
            return _timer(node.id, node.wait)
        case Kind.SET:
            return content("bpmn:script", {}, "; ".join(node.terms))
        case Kind.COUNTED:
            return _expression("bpmn:activationCondition", node.wait)
        case Kind.END if node.end in _ENDS:
            return leaf(f"bpmn:{_ENDS[node.end]}", id=f"{node.id}-definition")
        case kind if kind.is_box and node.is_many:
            return leaf("bpmn:multiInstanceLoopCharacteristics")
        case _:
            return ""


def _timer(owner: str, wait: str) -> str:
    """A timer; how long is said in our own notation, because BPMN's knows no working days."""
    duration = _expression("bpmn:timeDuration", wait)
    return block("bpmn:timerEventDefinition", {"id": f"{owner}-timer"}, duration)


def _expression(tag: str, body: str) -> str:
    return content(tag, {"xsi:type": "bpmn:tFormalExpression", "language": OURS}, body)


def _supplement(node: Node, title: str) -> str:
    """The applicant may be asked meanwhile: no part of the flow, because the dossier comes back to the same step."""
    name = f"supplement_{node.id}"
    attributes = {"id": name, "name": title, "attachedToRef": node.id, "cancelActivity": "false"}
    return block("bpmn:boundaryEvent", attributes, leaf("bpmn:messageEventDefinition", id=f"{name}-definition"))


def _limit(node: Node, edge: Edge) -> str:
    name = f"limit_{node.id}"
    outgoing = content("bpmn:outgoing", {}, edge.id)
    return block("bpmn:boundaryEvent", {"id": name, "attachedToRef": node.id}, outgoing, _timer(name, node.wait))


def _flow(drawn: Diagram, edge: Edge) -> str:
    attributes = {"id": edge.id, "name": edge.label, "sourceRef": _source(edge), "targetRef": edge.target}
    attributes = {key: value for key, value in attributes.items() if value}
    condition = _condition(drawn, edge)
    inside = _expression("bpmn:conditionExpression", condition) if condition else ""
    return block("bpmn:sequenceFlow", attributes, inside)


def _source(edge: Edge) -> str:
    return f"limit_{edge.source}" if edge.is_expiry else edge.source


def _condition(drawn: Diagram, edge: Edge) -> str:
    """When an edge is taken; where an official chooses, by which outcome."""
    others = [other for other in drawn.leaving[edge.source] if not other.is_expiry]
    if edge.condition or len(others) < 2 or edge.is_expiry:  # noqa: PLR2004 - one way on needs no condition
        return edge.condition
    return " || ".join(f'outcome == "{name}"' for name in edge.outcomes)
