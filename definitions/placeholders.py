"""Placeholders: the names in braces in a letter's text, `{form.name}`, which what is known of a dossier fills in."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from definitions import conditions
from definitions.condition_messages import JsonSchema
from definitions.conditions import Scope
from definitions.saying import Said, Saying
from definitions.scopes import DOSSIER

_TEXT: Final = {"type": "string"}

LETTER_DOSSIER: Final[JsonSchema] = {
    "type": "object",
    "properties": {
        **DOSSIER["properties"],
        **dict.fromkeys(("code", "applicant", "address", "procedure", "received_on", "due_on"), _TEXT),
    },
}
"""What a letter may say of every dossier, beside what expressions may name."""


def letter_scope(scope: Scope) -> Scope:
    """What a letter may name where expressions may name what `scope` says."""
    return Scope({**scope.schemas, "dossier": LETTER_DOSSIER})


def filled(text: str, said: Callable[[str, bool], str]) -> str:
    """The text with every placeholder filled in: `said` gives the words for a name, told whether đồng are meant."""
    return _PLACEHOLDER.sub(lambda found: said(found["name"], bool(found["unit"])) + (found["unit"] or ""), text)


def wrong_in(text: str, scope: Scope) -> Iterator[Said]:
    """What is wrong with a text's placeholders, a sentence each; nothing where all can be filled in."""
    for found in _BRACES.finditer(text):
        name = _PLACEHOLDER.fullmatch(found[0])
        if name is None:
            yield Saying(
                vietnamese="'{found}' không phải là chỗ điền hợp lệ", english="'{found}' is no placeholder"
            ).of(found=found[0][:80])
            continue
        try:
            conditions.compile_value(name["name"], scope)
        except conditions.NotACondition as mistake:
            yield Saying(
                vietnamese="không điền được '{found}': {wrong}", english="'{found}' cannot be filled in: {wrong}"
            ).of(found=found[0][:80], wrong=mistake.wrong)


def schema_of(scope: Scope, name: str) -> JsonSchema:
    """The schema of what is named; an empty one where it is left open."""
    schema: JsonSchema = {"properties": scope.schemas}
    for part in name.split("."):
        properties = schema.get("properties")
        inner = properties.get(part) if isinstance(properties, dict) else None
        schema = inner if isinstance(inner, dict) else {}
    return schema


_PLACEHOLDER: Final = re.compile(
    r"\{(?P<name>element(?:\.\w+)*|[a-z]\w*(?:\.\w+)+)\}(?P<unit>\s+đồng\b)?",
    re.ASCII,
)
_BRACES: Final = re.compile(r"\{[^{}]*\}|[{}]")
