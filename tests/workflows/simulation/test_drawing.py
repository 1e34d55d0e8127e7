"""Drawing: what is drawn is what the schema accepts, and what nothing fits is said."""

from datetime import date
from random import Random
from typing import Any

import pytest

from definitions.forms import check_form
from workflows.simulation.drawing import Drawer, NotDrawn

SCHEMAS: list[dict[str, Any]] = [
    {"type": "object"},
    {"required": ["a"], "properties": {"a": {"type": "string", "pattern": "^[0-9]{3}-[A-ZĐ]+$", "maxLength": 200}}},
    {"required": ["d", "t"], "properties": {"d": {"type": "string", "format": "date"}, "t": {"format": "date-time"}}},
    {"required": ["n"], "properties": {"n": {"type": "integer", "minimum": 5, "maximum": 95, "multipleOf": 5}}},
    {"required": ["x"], "properties": {"x": {"type": "number", "exclusiveMinimum": 1, "maximum": 30}}},
    {"required": ["e"], "properties": {"e": {"enum": ["Cha", "Mẹ"]}, "c": {"const": 4}, "z": {"type": ["null"]}}},
    {"required": ["l"], "properties": {"l": {"type": "array", "minItems": 2, "items": {"$ref": "#/$defs/one"}}},
     "$defs": {"one": {"type": "object", "required": ["b"], "properties": {"b": {"type": "boolean"}}}}},
    {"properties": {"a": {"type": "boolean"}}, "if": {"properties": {"a": {"const": True}}, "required": ["a"]},
     "then": {"required": ["why"]}, "allOf": [{"properties": {"why": {"type": "string", "minLength": 20}}}]},
]  # fmt: skip


@pytest.mark.parametrize("schema", SCHEMAS)
def test_forms_fit_their_schema(schema: dict[str, Any]) -> None:
    drawer = Drawer(Random(1), on=date(2026, 3, 2), optional=0.5)  # noqa: S311 - to be repeated
    assert all(check_form(schema, drawer.form(schema)) == () for _ in range(50))


def test_both_ways_of_a_choice_come_up() -> None:
    drawer = Drawer(Random(1), on=date(2026, 3, 2), optional=0.5)  # noqa: S311 - as above
    schema = {"type": "object", "required": ["a"], "properties": {"a": {"type": "boolean"}}}
    assert {drawer.form(schema)["a"] for _ in range(30)} == {True, False}


def test_a_schema_that_nothing_fits_is_said_to_be_one() -> None:
    drawer = Drawer(Random(1), on=date(2026, 3, 2), optional=0.5)  # noqa: S311 - as above
    with pytest.raises(NotDrawn):
        drawer.form(
            {
                "type": "object",
                "required": ["a"],
                "properties": {"a": {"type": "string", "maxLength": 3, "pattern": "^.{9}$"}},
            }
        )
