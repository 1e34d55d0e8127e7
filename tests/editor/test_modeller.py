"""What a modeller shows: bpmn-js opens every drawing without a warning, and does warn of a damaged one."""

from pathlib import Path
from typing import Final

from definitions.drawing import drawing
from tests.drawings import CATALOGUE, DRAWN, ROOT, WORSHIP, procedure_of, voice_for
from tests.editor.modeller import warnings

OTHERS: Final = sorted(
    path
    for folder in ("docs/patterns", "tests/families", "tests/kinds")
    for path in (ROOT / folder).rglob("*.yaml")
    if ".scenarios." not in path.name
)
SHAPE: Final = '<bpmndi:BPMNShape id="start-shape" bpmnElement="start">'


def bpmn_of(path: Path) -> str:
    procedure = procedure_of(path)
    return drawing.as_bpmn(procedure, voice_for(procedure))


def test_a_modeller_opens_every_drawing_without_a_warning() -> None:
    drawings = {str(path): bpmn_of(path) for path in (*CATALOGUE, *DRAWN, *OTHERS)}
    assert warnings(drawings) == {name: [] for name in drawings}


def test_a_modeller_warns_of_a_damaged_drawing() -> None:
    whole = bpmn_of(WORSHIP)
    before, _, after = whole.partition(SHAPE)
    damaged = {
        "a step without its shape": before + after.partition("</bpmndi:BPMNShape>\n")[2],
        "a line to nowhere": whole.replace('targetRef="step_intake"', 'targetRef="gone"'),
        "an element that BPMN does not have": whole.replace("bpmn:startEvent", "bpmn:beginEvent"),
        "a process that does not end": whole.replace("</bpmn:process>", ""),
    }
    told = warnings(damaged)
    assert {name: sayings[0].splitlines()[0] for name, sayings in told.items()} == {
        "a step without its shape": 'element <bpmn:StartEvent id="start" /> referenced by '
        '<bpmn:SequenceFlow id="flow_1" />#sourceRef not yet drawn',
        "a line to nowhere": "unresolved reference <gone>",
        "an element that BPMN does not have": "unparsable content <bpmn:beginEvent> detected",
        "a process that does not end": "unparsable content </bpmn:definitions> detected; "
        "this may indicate an invalid BPMN 2.0 diagram file",
    }
