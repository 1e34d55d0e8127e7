"""The picture: it stands by itself, a strict policy has nothing against it, and it is the same every time."""

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from definitions.drawing import drawing
from definitions.drawing.lettering import balanced, wrapped
from definitions.drawing.sizes import SMALL
from definitions.drawing.svg import svg
from tests.drawings import CATALOGUE, DRAWN, VOICE, WORSHIP, layout_from, procedure_of, voice_for

ENGLISH = replace(VOICE, is_english=True)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("path", [*CATALOGUE, *DRAWN], ids=lambda path: path.stem)
def test_a_picture_has_a_title_a_description_and_nothing_from_elsewhere(path: Path) -> None:
    procedure = procedure_of(path)
    root = ET.fromstring(drawing.as_svg(procedure, VOICE).encode())  # noqa: S314 - we wrote it
    assert root.tag == f"{SVG}svg"
    assert root.attrib["role"] == "img"
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert root.attrib["aria-labelledby"] == f"{title.attrib['id']} {description.attrib['id']}"
    assert title.text == procedure.title
    assert all(procedure.step_title(step_id) in (description.text or "") for step_id in procedure.steps)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "title", "desc", "defs", "marker", "g", "rect", "circle", "polygon", "path", "text", "tspan")
    }


@pytest.mark.parametrize("path", [*CATALOGUE, *DRAWN], ids=lambda path: path.stem)
def test_a_strict_policy_has_nothing_to_forbid(path: Path) -> None:
    text = drawing.as_svg(procedure_of(path), VOICE)
    assert not re.search(r"style|<script|href|\son\w+=|@import|data:", text)
    assert set(re.findall(r"url\(([^)]*)\)", text)) <= {"#arrow", "#arrow-expiry"}
    assert set(re.findall(r"https?://[^\"]*", text)) == {"http://www.w3.org/2000/svg"}


def test_the_same_definition_gives_the_same_bytes() -> None:
    procedure = procedure_of(DRAWN[0])
    assert drawing.as_svg(procedure, VOICE) == drawing.as_svg(procedure, VOICE)


def test_every_limit_is_shown_at_its_step() -> None:
    text = drawing.as_svg(procedure_of(WORSHIP), VOICE)
    for shown in ("04 giờ làm việc", "36 giờ làm việc", "10 ngày làm việc", "12 ngày làm việc", "03 ngày làm việc"):
        assert shown in text


@pytest.mark.parametrize("path", CATALOGUE, ids=lambda path: path.stem)
def test_no_text_of_the_catalogue_is_cut_off(path: Path) -> None:
    procedure = procedure_of(path)
    assert "…" not in drawing.as_svg(procedure, voice_for(procedure))


def test_a_name_in_a_condition_is_broken_only_between_its_parts() -> None:
    words = 'steps.inspect.outcome=="differs"&&form.to_verify'
    lines = wrapped(words, SMALL, 80, most=9)
    assert lines == ("steps.inspect", ".outcome", '=="differs', '"&&form.to', "_verify")
    assert "".join(lines) == words


def test_lines_are_of_much_the_same_length_and_none_begins_with_a_dash() -> None:
    assert balanced("Tiếp nhận, kiểm tra giấy tờ", SMALL, 140, most=7) == ("Tiếp nhận, kiểm", "tra giấy tờ")
    office = "Sở Lao động – Thương binh và Xã hội"
    assert balanced(office, SMALL, 118, most=6) == ("Sở Lao động –", "Thương binh và Xã hội")


def test_in_english_only_the_drawing_itself_speaks_english() -> None:
    text = drawing.as_svg(procedure_of(WORSHIP), ENGLISH)
    assert "10 working days" in text
    assert ">Province<" in text
    assert "Giải quyết chế độ trợ cấp thờ cúng liệt sĩ" in text


def test_texts_are_never_markup() -> None:
    layout = layout_from(WORSHIP)
    hostile = replace(layout.diagram, title='<script>alert("1")</script>&\x00', facts=("]]>",))
    root = ET.fromstring(svg(replace(layout, diagram=hostile), VOICE).encode())  # noqa: S314 - we wrote it
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == '<script>alert("1")</script>&\ufffd'


def test_a_way_to_nowhere_is_shown_rather_than_lost() -> None:
    procedure = procedure_of(DRAWN[0])
    steps = {name: step for name, step in procedure.steps.items() if name != "route"}
    drawn = drawing.as_svg(procedure.model_copy(update={"steps": steps}), VOICE)
    assert "Không có bước ‘route’" in drawn
