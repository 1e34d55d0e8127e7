"""Conditions: typed by the form's schema when they are compiled, true or false of any form that it accepts."""

from typing import Any

import pytest

from definitions import conditions
from definitions.conditions import ConditionFailed, NotACondition, Scope

FORM = {
    "type": "object",
    "properties": {
        "mandated": {"type": "boolean"},
        "age": {"type": "integer"},
        "area": {"type": "number"},
        "name": {"type": ["string", "null"]},
        "tags": {"type": "array", "items": {"type": "string"}},
        "heirs": {
            "type": "array",
            "items": {"type": "object", "properties": {"name": {"type": "string"}, "age": {"type": "integer"}}},
        },
        "home": {"type": "object", "properties": {"remote": {"type": "boolean"}}},
        "anything": {},
        "grid": {"type": "array", "items": {"type": "array", "items": {"type": "integer"}}},
        "Họ": {"type": "string"},
        "fooBar": {"type": "string"},
        "foo_bar": {"type": "string"},
    },
}

SCOPE = Scope({"form": FORM})


@pytest.mark.parametrize(
    ("text", "form", "holds"),
    [
        ("form.mandated", {"mandated": True}, True),
        ("form.mandated", {}, False),
        ("form.mandated && form.age >= 18", {"mandated": True, "age": 18}, True),
        ("form.age == 3", {"age": 3.0}, True),
        ("form.area > 1.5", {"area": 2}, True),
        ("has(form.age)", {"age": 0}, True),
        ("has(form.age)", {}, False),
        ("form.name == ''", {"name": None}, True),
        ("form.name.startsWith('Nguyễn')", {"name": "Nguyễn Văn A"}, True),
        ("'a' in form.tags", {"tags": ["b", "a"]}, True),
        ("form.heirs.exists(heir, heir.age < 18)", {"heirs": [{"age": 40}, {"name": "B", "age": 7}]}, True),
        ("form.heirs.all(heir, heir.age < 18)", {}, True),
        ("form.home.remote", {"home": {"remote": True}}, True),
        ("form.home.remote", {}, False),
        ("has(form.home)", {"home": {}}, True),
        ("form.anything == 'x'", {"anything": "x"}, True),
        ("size(form.grid) == 2", {"grid": [[1], [2]]}, True),
        ("form.fooBar == 'a' && form.foo_bar == 'b'", {"fooBar": "a", "foo_bar": "b"}, True),
        ("true", {"unknown to the schema": 1}, True),
    ],
)
def test_a_condition_holds_or_not(text: str, form: dict[str, Any], holds: bool) -> None:  # noqa: FBT001
    assert conditions.compile(text, SCOPE).holds({"form": form}) is holds


@pytest.mark.parametrize(
    ("text", "wrong", "column"),
    [
        ("form.mandate", "the form has no field 'mandate'", 5),
        ("form.home.far", "the form has no field 'far'", 10),
        ("form.heirs.exists(h, h.sex == 'f')", "the form has no field 'sex'", 23),
        ("form.age", "it gives a whole number instead of true or false", 1),
        ("form.age > 1.5", "'>' does not take a whole number and a decimal number", 10),
        ("form.name == 3", "'==' does not take text and a whole number", 11),
        ("applicant > 3", "is not known here", 1),
        ("form.", "a field's name has to follow '.'", 6),
        ("", "it ends too early: a value is missing", 1),
        ("form.age > 1" + " || form.age > 1" * 100, "it has more than 1000 characters", 1),
    ],
)
def test_what_is_no_condition_is_refused_where_it_goes_wrong(text: str, wrong: str, column: int) -> None:
    with pytest.raises(NotACondition) as caught:
        conditions.compile(text, SCOPE)
    assert wrong in str(caught.value.wrong)
    assert caught.value.column == column


def test_a_condition_that_cannot_be_computed_is_a_bug() -> None:
    with pytest.raises(ConditionFailed):
        conditions.compile("10 / form.age > 1", SCOPE).holds({"form": {"age": 0}})


def test_a_form_that_was_not_checked_is_a_bug() -> None:
    with pytest.raises(ConditionFailed):
        conditions.compile("form.age > 1", SCOPE).holds({"form": {"age": "old"}})


def test_the_same_condition_is_compiled_once() -> None:
    assert conditions.compile("form.mandated", SCOPE) is conditions.compile(
        "form.mandated", Scope({"form": dict(FORM)})
    )


def test_what_an_expression_gives_is_never_bigger_than_a_form() -> None:
    longer = conditions.compile_value("form.name + form.name", SCOPE)
    assert longer.value({"form": {"name": "An"}}) == "AnAn"
    with pytest.raises(ConditionFailed, match="more than 64,000 bytes"):
        longer.value({"form": {"name": "a" * 40_000}})
