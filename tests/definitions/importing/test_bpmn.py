"""BPMN in: our own comes back as it went out, others' become skeletons, and nothing is lost silently."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from definitions.drawing import drawing
from definitions.drawing.words import Voice
from definitions.importing.bpmn import import_bpmn
from definitions.importing.remarks import Kind
from definitions.importing.source import Imported, NotImportable, Source
from definitions.loader import digest, read_procedure
from definitions.procedure import Procedure
from definitions.saying import Language
from definitions.steps.parted import Consult
from definitions.steps.splits import Each, Split, Together
from tests.drawings import CATALOGUE, DRAWN, VOICE, WORSHIP, procedure_of

FILES = Path(__file__).parent / "bpmn"
HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">'
ONE_TASK = HEAD + '<process id="p"><userTask id="t" name="Việc"/></process></definitions>'
ENGLISH = replace(VOICE, is_english=True)


def imported(content: str | bytes, language: Language = Language.VIETNAMESE) -> Imported:
    data = content.encode() if isinstance(content, str) else content
    return import_bpmn(Source(file="it.bpmn", content=data, on=date(2026, 3, 2)), language)


def definition(told: Imported) -> Procedure:
    loaded = read_procedure(told.text, "it.v1.yaml")
    assert loaded.findings == ()
    assert loaded.procedure is not None
    return loaded.procedure


def unclear(told: Imported) -> list[str]:
    return [
        f"{remark.about}: {remark.said(Language.ENGLISH).rpartition(': ')[2]}"
        for remark in told.remarks
        if remark.kind is Kind.UNCLEAR
    ]


@pytest.mark.parametrize("path", [*CATALOGUE, *DRAWN], ids=lambda path: path.stem)
@pytest.mark.parametrize("voice", [VOICE, ENGLISH], ids=["vietnamese", "english"])
def test_our_own_export_gives_the_definition_back(path: Path, voice: Voice) -> None:
    procedure = procedure_of(path)
    told = imported(drawing.as_bpmn(procedure, voice))
    assert told.remarks == ()
    assert digest(definition(told)) == digest(procedure)


def test_a_modeller_may_break_lines_and_move_things_and_the_definition_still_comes_back() -> None:
    text = drawing.as_bpmn(procedure_of(WORSHIP), VOICE)
    moved = re.sub(r'<dc:Bounds x="\d+"', '<dc:Bounds x="7"', text).replace("&#10;", " ")
    assert digest(definition(imported(moved))) == digest(procedure_of(WORSHIP))


def test_a_drawing_changed_in_a_modeller_is_read_as_it_is_drawn_and_that_is_said() -> None:
    text = drawing.as_bpmn(procedure_of(WORSHIP), VOICE)
    told = imported(text.replace('name="Từ chối tiếp nhận"', 'name="Không nhận"'))
    assert unclear(told)[0].endswith("the one inside the file is not used")
    assert "Không nhận" in told.text.decode()
    before, after = procedure_of(WORSHIP).manned, definition(told).manned
    assert {name: (step.who, step.limit) for name, step in after.items()} == {
        name: (step.who, step.limit) for name, step in before.items()
    }


@pytest.mark.parametrize("name", ["camunda", "signavio", "bizagi"])
def test_another_tool_s_file_becomes_a_definition_that_can_be_read(name: str) -> None:
    told = imported((FILES / f"{name}.bpmn").read_bytes())
    procedure = definition(told)
    known = set(procedure.steps)
    assert {way.to or way.join for _, _, way in procedure.ways()} - {None} <= known
    for step_id, step in procedure.steps.items():
        if isinstance(step, Split):
            assert {start.step for start in step.starts(step_id).values()} <= known


def test_all_that_camunda_s_file_holds_beyond_a_definition_is_named() -> None:
    assert unclear(imported((FILES / "camunda.bpmn").read_bytes())) == [
        "userTask Receive “Tiếp nhận hồ sơ (4 giờ làm việc)”: holds camunda:formData, which cannot be carried",
        (
            "boundaryEvent Timer “Quá 7 ngày”: "
            "a task does not go on by itself when its limit has passed; written as an outcome"
        ),
        "exclusiveGateway Route: the condition “${fee > 0}” must be written anew; form.phai_nop_phi stands in",
        "serviceTask Check “Tra cứu quy hoạch”: is done by a machine; written as somebody's task",
        "messageFlow Flow_m1 “Hồ sơ”: cannot be carried",
        "dataObjectReference Data_1 “Hồ sơ”: cannot be carried",
        "dataObject DataObject_1: cannot be carried",
        "participant Participant_2 “Người nộp hồ sơ”: cannot be carried",
    ]


def test_all_that_bizagi_s_file_holds_beyond_a_definition_is_named() -> None:
    told = {line.partition(": ")[0] for line in unclear(imported((FILES / "bizagi.bpmn").read_bytes()))}
    assert told >= {
        *("subProcess Id_ev “Khi có tố cáo”", "startEvent Id_evs", "sequenceFlow Id_evf", "ioSpecification"),
        *("task Id_5 “Trùng mã”", "sequenceFlow Id_dangling", "process Id_other “Bảo hiểm xã hội”"),
        *("task Id_o1 “Cấp thẻ”", "message Id_msg “Tin”", "startEvent Id_s", "scriptTask Id_txt “Tự cập nhật”"),
    }


def test_all_that_signavio_s_file_holds_beyond_a_definition_is_named() -> None:
    told = [line.partition(": ")[0] for line in unclear(imported((FILES / "signavio.bpmn").read_bytes()))]
    assert told == [
        *("task sid-a “Tiếp nhận”", "task sid-a “Tiếp nhận”", "task sid-m “Hỏi từng nhân chứng”"),
        *("startEvent sid-start “Có yêu cầu”", "intermediateThrowEvent sid-t “Báo kết quả”", "endEvent sid-end “Xong”"),
        *("boundaryEvent sid-err “Mất sổ”", "endEvent sid-lost “Dừng”", "sequenceFlow s11"),
        *("signavio:signavioMetaData", "signavio:signavioMetaData"),
    ]


def test_every_remark_stands_in_the_text_at_its_place() -> None:
    for path in FILES.glob("*.bpmn"):
        told = imported(path.read_bytes())
        text = " ".join(told.text.decode().split())
        for remark in told.remarks:
            assert " ".join(remark.said(Language.VIETNAMESE).split()) in text


def test_lanes_say_who_and_brackets_and_timers_how_long() -> None:
    steps = definition(imported((FILES / "camunda.bpmn").read_bytes())).manned
    assert {name: (str(step.who), str(step.limit)) for name, step in steps.items() if step.limit} == {
        "intake": ("receptionist @ district/desk", "4 working hours"),
        "appraise": ("officer @ district/construction", "7 days"),
        "y_kien_phong_chay": ("officer @ province/police", "12 days"),
        "cho_nop_le_phi": ("receptionist @ receiving desk", "10 days"),
    }


def test_gateways_become_choices_and_branches() -> None:
    procedure = definition(imported((FILES / "bizagi.bpmn").read_bytes()))
    together = procedure.steps["can_gi_them"]
    assert isinstance(together, Together)
    assert {name: branch.when for name, branch in together.together.items()} == {
        "can_xac_minh": "form.can_xac_minh",
        "can_trich_luc": "form.can_trich_luc",
    }
    each = procedure.steps["tung_thanh_vien_ho"]
    assert isinstance(each, Each)
    assert each.each.start == "cap_nhat_thanh_vien"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (f'<!DOCTYPE x [<!ENTITY a "b">]>{HEAD}&a;</definitions>', "entities or a document type"),
        (f'<!DOCTYPE x SYSTEM "file:///etc/passwd">{HEAD}</definitions>', "entities or a document type"),
        ("", "this is not XML"),
        ("\x00\x01", "this is not XML"),
        ("<html/>", "its root is html"),
        (f"{HEAD}</definitions>", "no process with a step"),
        (f'{HEAD}<process id="p"><startEvent id="s"/></process></definitions>', "no process with a step"),
        (HEAD + "<a>" * 100, "nested deeper than 60"),
        (HEAD + "<a/>" * 2_000_000 + "</definitions>", "more than 100,000 elements"),
        ("x" * 10_000_001, "larger than 10,000,000 bytes"),
        (f'{HEAD}<process id="p">{"<task/>" * 501}</process></definitions>', "has 501 nodes"),
        (f'{HEAD}<process id="p"><task id="t"/>{"<x/>" * 1_001}</process></definitions>', "more than 1,000 elements"),
        (
            f'{HEAD}<process id="p"><task id="t"/>{"<sequenceFlow/>" * 1_501}</process></definitions>',
            "than 1,500 flows",
        ),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else "",
)
def test_what_is_hostile_or_no_bpmn_is_refused(content: str, why: str) -> None:
    with pytest.raises(NotImportable, match=re.escape(why)):
        imported(content)


def test_ten_megabytes_of_text_are_read_all_the_same() -> None:
    padded = ONE_TASK.replace("Việc", "Việc " + "x" * 9_000_000)
    began = monotonic()
    assert len(definition(imported(padded)).steps) == 1
    assert monotonic() - began < 20  # a bound against what grows with the square, not a measure


def test_flows_in_a_circle_and_a_process_that_only_splits_end_somewhere() -> None:
    told = imported(
        HEAD
        + '<process id="p"><task id="t" name="Việc"/><exclusiveGateway id="a"/><exclusiveGateway id="b"/>'
        + '<sequenceFlow id="1" sourceRef="t" targetRef="a"/><sequenceFlow id="2" sourceRef="a" targetRef="b"/>'
        + '<sequenceFlow id="3" sourceRef="b" targetRef="a"/></process></definitions>'
    )
    assert unclear(told) == ["exclusiveGateway a: flows run in a circle without a step"]
    definition(told)


def test_a_tampered_definition_inside_is_never_taken() -> None:
    text = drawing.as_bpmn(procedure_of(WORSHIP), VOICE)
    for tampered in (
        text.replace('"version":1', '"version":"x"'),
        text.replace('{"approved"', "[" * 5_000 + '{"approved"'),
        text.replace('lienthong:step name="sign"', 'lienthong:step name="other"'),
    ):
        told = imported(tampered)
        assert unclear(told)[0].endswith("the one inside the file is not used")
        definition(told)


KINDS = (
    *("userTask", "task", "sendTask", "receiveTask", "serviceTask", "callActivity", "subProcess"),
    *("exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway"),
    *("startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"),
)
STEPS = {"userTask", "task", "sendTask", "serviceTask", "callActivity"}


@some.composite
def models(draw: some.DrawFn) -> tuple[str, set[str]]:
    """A file of any nodes, joined in any way, and the ids of its tasks."""
    kinds = draw(some.lists(some.sampled_from(KINDS), min_size=1, max_size=14))
    kinds.append("userTask")
    names = [f"n{number}" for number in range(len(kinds))]
    inside = draw(some.sampled_from(["", "<multiInstanceLoopCharacteristics/>"]))
    body = ""
    for name, kind in zip(names, kinds, strict=True):
        attached = f' attachedToRef="{draw(some.sampled_from(names))}"' if kind == "boundaryEvent" else ""
        timer = "<timerEventDefinition/>" if kind.endswith("Event") and draw(some.booleans()) else ""
        inner = inside + f'<task id="{name}i"/>' if kind == "subProcess" else timer
        title = draw(some.sampled_from(["", "Ký", "Trả (2 ngày)"]))
        body += f'<{kind} id="{name}" name="{title}"{attached}>{inner}</{kind}>'
    pairs = draw(some.lists(some.tuples(some.sampled_from(names), some.sampled_from([*names, "nobody"])), max_size=25))
    for number, (source, target) in enumerate(pairs):
        body += f'<sequenceFlow id="f{number}" sourceRef="{source}" targetRef="{target}"/>'
    tasks = {name for name, kind in zip(names, kinds, strict=True) if kind in STEPS}
    return f'{HEAD}<process id="p">{body}</process></definitions>', tasks


@given(models())
@settings(max_examples=150, deadline=None)
def test_whatever_is_drawn_can_be_read_and_no_task_is_lost(model: tuple[str, set[str]]) -> None:
    content, tasks = model
    told = imported(content)
    procedure = definition(told)
    known = set(procedure.steps)
    assert {way.to or way.join for _, _, way in procedure.ways()} - {None} <= known
    for step_id, step in procedure.steps.items():
        if isinstance(step, Split) and not isinstance(step, Consult):
            assert {start.step for start in step.starts(step_id).values()} <= known
    named = {word for remark in told.remarks if remark.about for word in remark.about.split()}
    assert tasks <= named
