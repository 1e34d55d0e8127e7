"""Forms: what does not fit is said in Vietnamese, field by field; papers follow from what the form says."""

from pathlib import Path
from typing import Any

import pytest

from definitions.forms import FieldError, check_form, check_papers, check_schema
from definitions.loader import load_procedure
from definitions.procedure import Procedure

CATALOGUE = Path(__file__).parents[2] / "definitions" / "catalogue"


@pytest.fixture(scope="module")
def procedure() -> Procedure:
    loaded = load_procedure(CATALOGUE / "nguoi-co-cong" / "tro-cap-tho-cung-liet-si.v1.yaml")
    assert loaded.procedure is not None
    return loaded.procedure


def a_form(**changes: object) -> dict[str, Any]:
    given = {"martyr_name": "Nguyễn Văn A", "certificate_number": "TQ-12/1980", "relation": "Con", "mandated": False}
    return {**given, **changes}


def pointers(procedure: Procedure, form: dict[str, Any]) -> list[str]:
    return [error.pointer for error in check_form(procedure.receive.form, form)]


def test_a_form_that_fits_has_no_errors(procedure: Procedure) -> None:
    assert check_form(procedure.receive.form, a_form(sacrificed_on="1972-05-01")) == ()


def test_a_missing_field_is_named_by_its_title(procedure: Procedure) -> None:
    form = a_form()
    del form["martyr_name"]
    sentence = "“Họ và tên liệt sĩ” là thông tin bắt buộc."
    assert check_form(procedure.receive.form, form) == (FieldError("/martyr_name", sentence),)


def test_every_wrong_field_is_said_at_once(procedure: Procedure) -> None:
    form = a_form(martyr_name=7, sacrificed_on="1972-02-30", mandators=0, surplus=1, relation="Bạn")
    assert sorted(pointers(procedure, form)) == [
        "/mandators",
        "/martyr_name",
        "/relation",
        "/sacrificed_on",
        "/surplus",
    ]


def test_what_is_wrong_with_a_value_is_said_in_vietnamese(procedure: Procedure) -> None:
    (error,) = check_form(procedure.receive.form, a_form(sacrificed_on="1972-02-30"))
    assert error.sentence == "“Ngày hy sinh” phải là ngày hợp lệ (năm-tháng-ngày)."


def test_pointers_are_escaped() -> None:
    schema = {"type": "object", "properties": {"a/b~c": {"type": "string"}}}
    assert check_form(schema, {"a/b~c": 1})[0].pointer == "/a~1b~0c"


def nested(depth: int) -> dict[str, Any]:
    form: dict[str, Any] = {}
    for _ in range(depth):
        form = {"a": form}
    return form


@pytest.mark.parametrize(
    "form",
    [
        a_form(martyr_name="A" * 70_000),
        a_form(martyr_name="A\x00"),
        a_form(martyr_name="A\ud800"),
        a_form(mandators=10**30),
        a_form(mandators=float("nan")),
        a_form(mandators=float("inf")),
        nested(21),
        nested(100_000),
    ],
    ids=["too big", "NUL", "surrogate", "huge", "NaN", "infinite", "deep", "very deep"],
)
def test_a_form_that_cannot_be_kept_gets_one_error(procedure: Procedure, form: dict[str, Any]) -> None:
    assert pointers(procedure, form) == [""]


def test_a_pattern_cannot_run_away() -> None:
    schema = {"type": "object", "properties": {"a": {"type": "string", "pattern": "^(a+)+$"}}}
    assert check_schema(schema) is None
    assert len(check_form(schema, {"a": "a" * 40_000 + "b"})) == 1


def test_papers_follow_from_the_form(procedure: Procedure) -> None:
    handed_in = ["application", "certificate"]
    assert not check_papers(procedure, a_form(mandated=False), handed_in)
    assert [paper.id for paper in check_papers(procedure, a_form(mandated=True), handed_in).missing] == ["mandate"]


def test_unknown_papers_are_named_once(procedure: Procedure) -> None:
    check = check_papers(procedure, a_form(), ["application", "certificate", "photo", "photo"])
    assert check.unknown == ("photo",)


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        ({"type": "objekt"}, ("type",)),
        ({"properties": {"a": {"pattern": "("}}}, ("properties", "a", "pattern")),
        ({"properties": {"a": {"$ref": "https://example.invalid/a.json"}}}, ("properties", "a", "$ref")),
        ({"$id": "https://example.invalid/", "type": "object"}, ("$id",)),
        ({"$ref": "#/$defs/nowhere"}, ()),
    ],
)
def test_what_is_no_schema_is_refused(schema: dict[str, Any], path: tuple[str, ...]) -> None:
    mistake = check_schema(schema)
    assert mistake is not None
    assert mistake.path == path


def test_a_schema_may_refer_to_itself() -> None:
    assert check_schema({"$defs": {"name": {"type": "string"}}, "properties": {"a": {"$ref": "#/$defs/name"}}}) is None
