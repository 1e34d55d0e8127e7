"""BPMN's diagram interchange: shapes and edges at the places of a layout."""

from collections.abc import Iterator

from definitions.drawing.bpmn_markup import block, leaf
from definitions.drawing.diagram import Kind
from definitions.drawing.geometry import Rectangle
from definitions.drawing.layout import LEFT, LEVEL, Drawn, Layout, Line


def diagram(layout: Layout, ids: tuple[str, str]) -> str:
    """The diagram of a collaboration and its one pool, whose ids are given."""
    collaboration, pool = ids
    shapes = (
        _shape(pool, _pool(layout), isHorizontal="true"),
        *(_shape(band.id, band.area, isHorizontal="true") for band in (*layout.levels, *layout.lanes)),
        *(shape for drawn in layout.nodes.values() for shape in _node(drawn)),
        *(_edge(line) for line in layout.lines),
    )
    plane = block("bpmndi:BPMNPlane", {"id": "plane", "bpmnElement": collaboration}, *shapes)
    return block("bpmndi:BPMNDiagram", {"id": "diagram"}, plane)


def _pool(layout: Layout) -> Rectangle:
    """The pool about all levels, its own title left of theirs."""
    top, bottom = layout.levels[0].area, layout.levels[-1].area
    return Rectangle(LEFT - LEVEL, top.y, top.width + LEVEL, bottom.bottom - top.y)


def _shape(element: str, area: Rectangle, label: Rectangle | None = None, **attributes: str) -> str:
    inside = [_bounds(area)]
    if label is not None:
        inside.append(block("bpmndi:BPMNLabel", {}, _bounds(label)))
    return block("bpmndi:BPMNShape", {"id": f"{element}-shape", "bpmnElement": element, **attributes}, *inside)


def _bounds(area: Rectangle) -> str:
    return leaf("dc:Bounds", x=area.x, y=area.y, width=area.width, height=area.height)


def _node(drawn: Drawn) -> Iterator[str]:
    name, label = drawn.node.id, drawn.label.area if drawn.label else None
    shown = {"isMarkerVisible": "true"} if drawn.node.kind is Kind.CHOICE else {}
    yield _shape(name, drawn.area, label, **shown)
    if drawn.supplement:
        said = drawn.supplement_label
        yield _shape(f"supplement_{name}", drawn.supplement, said.area if said else None)
    if drawn.expiry:
        yield _shape(f"limit_{name}", drawn.expiry)


def _edge(line: Line) -> str:
    points = (leaf("di:waypoint", x=point.x, y=point.y) for point in line.points)
    label = block("bpmndi:BPMNLabel", {}, _bounds(line.label.area)) if line.label else ""
    attributes = {"id": f"{line.edge.id}-edge", "bpmnElement": line.edge.id}
    return block("bpmndi:BPMNEdge", attributes, *points, label)
