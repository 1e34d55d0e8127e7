"""Forms: what an editor is told of the JSON Schemas inside a definition, which have more keys than these."""

from collections.abc import Mapping
from typing import Any, Final

from definitions.editing.making import INSIDE
from definitions.editing.words import Words

FORM: Final = "#/$defs/Form"
"""Where the schema of a form's schema stands."""

_FIELD: Final = {"$ref": "#/$defs/Field"}
_FIELDS: Final = {"type": "object", "additionalProperties": _FIELD}
_COUNT: Final = {"type": "integer", "minimum": 0}
_TYPES: Final = ("string", "integer", "number", "boolean", "array", "object", "null")
_TYPE: Final = {"enum": list(_TYPES)}

_KEYS: Final[Mapping[str, Mapping[str, Any]]] = {
    "type": {"anyOf": [_TYPE, {"type": "array", "items": _TYPE}]},
    "title": {"type": "string"},
    "description": {"type": "string"},
    "properties": _FIELDS,
    "required": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
    "additionalProperties": {"if": {"type": "boolean"}, "else": _FIELD},
    "items": {"if": {"type": "boolean"}, "else": _FIELD},
    "enum": {"type": "array"},
    "format": {"type": "string"},
    "pattern": {"type": "string"},
    "minLength": _COUNT,
    "maxLength": _COUNT,
    "minimum": {"type": "number"},
    "maximum": {"type": "number"},
    "minItems": _COUNT,
    "maxItems": _COUNT,
    "$ref": {"type": "string", "pattern": INSIDE},
    "$defs": _FIELDS,
}


def form_parts(words: Words) -> dict[str, dict[str, Any]]:
    """The definitions of a form and of a field in it; a form is a group of fields."""
    keys = {key: {**how, "description": words.of_part("Form", key)} for key, how in _KEYS.items()}
    form = {**keys, "type": {"const": "object", "description": keys["type"]["description"]}}
    return {
        "Field": {"if": {"type": "boolean"}, "else": {"type": "object", "properties": keys}},
        "Form": {"type": "object", "properties": form, "required": ["type"]},
    }
