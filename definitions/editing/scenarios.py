"""The schema of a file of scenarios."""

from typing import Any, Final

from pydantic import TypeAdapter

from definitions.act_lines import ACTOR, ENTRY, LINE, WORDS
from definitions.editing.making import finished, make
from definitions.editing.rules import Schema
from definitions.editing.words import Words
from definitions.scenarios import Scenario

_TEXT: Final = {"type": "string"}


def scenarios_schema(words: Words) -> Schema:
    """What a file of scenarios may hold, with the sentences of one language."""
    lines = {("Scenario", "acts"): _list_of("Act"), ("Scenario", "expect"): _list_of("Entry")}
    made = make(TypeAdapter(list[Scenario]).core_schema, words, lines)
    parts = {**made.pop("$defs"), "Act": _act(words), "Entry": _entry()}
    return finished({**made, "minItems": 1, "$defs": parts}, words)


def _list_of(part: str) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/$defs/{part}"}}


def _act(words: Words) -> Schema:
    """One line, which is one entry of a mapping to YAML: when and who, then what is done."""
    told: dict[str, dict[str, Any]] = {
        "do": {**_TEXT, "pattern": WORDS},
        "because": _TEXT,
        "with": {},
        "papers": {"type": "array", "items": _TEXT},
        "refused": _TEXT,
    }
    described = {key: {**how, "description": words.of_part("Act", key)} for key, how in told.items()}
    parts = {"type": "object", "properties": described, "required": ["do"], "additionalProperties": False}
    done = {"if": {"type": "string"}, "then": {"pattern": WORDS}, "else": parts}
    return _line(LINE, ACTOR, done)


def _entry() -> Schema:
    """One line of the journal; one with a colon in it is a mapping to YAML."""
    return _line(ENTRY, ENTRY, {})


def _line(whole: str, head: str, rest: Schema) -> Schema:
    entry = {"type": "object", "propertyNames": {"pattern": head}, "minProperties": 1, "maxProperties": 1}
    return {"if": {"type": "string"}, "then": {"pattern": whole}, "else": {**entry, "additionalProperties": rest}}
