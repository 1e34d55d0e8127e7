"""BPMN 2.0: a reader has nothing to warn of, and everything lies where the picture has it."""

from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from bpmn_io import check

from definitions.drawing import drawing
from definitions.drawing.diagram import Kind
from tests.drawings import CATALOGUE, DRAWN, WORSHIP, layout_from, procedure_of, voice_for

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
WAYPOINT = "{http://www.omg.org/spec/DD/20100524/DI}waypoint"
EVERY = pytest.mark.parametrize("path", [*CATALOGUE, *DRAWN], ids=lambda path: path.stem)
REFERENCES = {"sourceRef", "targetRef", "attachedToRef", "processRef", "bpmnElement", "default"}


def bpmn_of(path: Path) -> str:
    procedure = procedure_of(path)
    return drawing.as_bpmn(procedure, voice_for(procedure))


def root_of(path: Path) -> ET.Element:
    return ET.fromstring(bpmn_of(path).encode())  # noqa: S314 - we wrote it


@EVERY
def test_a_reader_of_bpmn_has_nothing_to_warn_of(path: Path) -> None:
    report = check(bpmn_of(path))
    assert report.ok
    assert (report.errors, report.warnings) == ([], [])


@EVERY
def test_every_id_is_given_once_and_every_reference_is_met(path: Path) -> None:
    elements = list(root_of(path).iter())
    ids = Counter(
        element.attrib["id"] for element in elements if "id" in element.attrib and "lienthong" not in element.tag
    )
    assert max(ids.values()) == 1
    wanted = {value for element in elements for key, value in element.attrib.items() if key in REFERENCES}
    named = {"incoming", "outgoing", "flowNodeRef"}
    wanted |= {element.text or "" for element in elements if element.tag.removeprefix(BPMN) in named}
    assert wanted <= set(ids)


@EVERY
def test_every_flow_node_lies_in_one_lane_and_has_a_shape(path: Path) -> None:
    root = root_of(path)
    process = root.find(f"{BPMN}process")
    assert process is not None
    suffixes = ("Event", "Task", "Gateway", "callActivity")
    nodes = {element.attrib["id"] for element in process if element.tag.endswith(suffixes)}
    assert Counter(ref.text for ref in root.iter(f"{BPMN}flowNodeRef")) == Counter(nodes)
    drawn = {shape.attrib["bpmnElement"] for shape in root.iter(f"{DI}BPMNShape")}
    lanes = {lane.attrib["id"] for lane in root.iter(f"{BPMN}lane")}
    assert drawn == nodes | lanes | {"pool"}
    flows = {flow.attrib["id"] for flow in root.iter(f"{BPMN}sequenceFlow")}
    assert {edge.attrib["bpmnElement"] for edge in root.iter(f"{DI}BPMNEdge")} == flows


@EVERY
def test_everything_lies_where_the_picture_has_it(path: Path) -> None:
    root, layout = root_of(path), layout_from(path)
    for shape in root.iter(f"{DI}BPMNShape"):
        drawn = layout.nodes.get(shape.attrib["bpmnElement"])
        if drawn is not None:
            bounds = shape.find(f"{DC}Bounds")
            assert bounds is not None
            area = drawn.area
            assert [int(bounds.attrib[side]) for side in ("x", "y", "width", "height")] == [
                *(area.x, area.y, area.width, area.height)
            ]
    lines = {line.edge.id: line.points for line in layout.lines}
    for edge in root.iter(f"{DI}BPMNEdge"):
        points = tuple((int(point.attrib["x"]), int(point.attrib["y"])) for point in edge.iter(WAYPOINT))
        assert points == lines[edge.attrib["bpmnElement"]]


def test_every_kind_of_node_has_its_own_element() -> None:
    tags = {child.tag.removeprefix(BPMN) for path in DRAWN for process in root_of(path) for child in process}
    assert {
        *("startEvent", "endEvent", "userTask", "sendTask", "receiveTask", "scriptTask", "callActivity"),
        *("exclusiveGateway", "parallelGateway", "inclusiveGateway", "complexGateway"),
        *("intermediateCatchEvent", "boundaryEvent", "sequenceFlow"),
    } <= tags


def test_an_official_s_choice_is_told_by_conditions() -> None:
    root = root_of(WORSHIP)
    conditions = {
        flow.attrib["name"]: flow.findtext(f"{BPMN}conditionExpression") for flow in root.iter(f"{BPMN}sequenceFlow")
        if flow.attrib["sourceRef"] == "step_sign"
    }  # fmt: skip
    assert set(conditions.values()) == {'outcome == "sign"', 'outcome == "redo"', 'outcome == "unfit"'}


def test_the_same_definition_gives_the_same_bytes() -> None:
    assert bpmn_of(DRAWN[0]) == bpmn_of(DRAWN[0])


def test_all_that_may_go_on_by_itself_has_a_timer() -> None:
    for path in DRAWN:
        root, layout = root_of(path), layout_from(path)
        timed = {
            element.attrib.get("attachedToRef", element.attrib["id"])
            for element in root.iter()
            if element.find(f"{BPMN}timerEventDefinition") is not None
        }
        wanted = {name for name, drawn in layout.nodes.items() if drawn.expiry or drawn.node.kind is Kind.TIMER}
        assert timed == wanted
