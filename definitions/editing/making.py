"""Making a schema: what pydantic says of our types, so put that an editor finds the line and offers the keys.

A step is told apart by its keyword with `if` and `else`, never by `oneOf`, so that a mistake in it is shown where it
is. A `null` is not offered, although the types take one: a key with nothing behind it is a finding.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from definitions.act_lines import ACTOR, ENTRY, LINE, MINUTE, WORDS
from definitions.assignees import ASSIGNEE
from definitions.editing.rules import Schema, rules_of
from definitions.editing.words import Words
from definitions.limits import LIMIT
from definitions.scenarios import LODGING
from definitions.terms import TERM
from definitions.time_policy import MOMENT, POST, TARGET
from definitions.values import CODE, DAY, HOUR, NAME

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_DAY: Final = f"^{DAY}$"
_HOUR: Final = rf"^{HOUR}(?::[0-5]\d)?$"
INSIDE: Final = "^#"
"""A reference that stays in its document."""

_NOTATIONS: Final[Mapping[str, str]] = {
    NAME: "Name",
    CODE: "Code",
    TERM: "Term",
    LIMIT: "Limit",
    ASSIGNEE: "Assignee",
    TARGET: "Target",
    MOMENT: "Moment",
    POST: "Post",
    _DAY: "Day",
    _HOUR: "Hour",
    LODGING: "Lodging",
    MINUTE: "Minute",
    ACTOR: "Actor",
    WORDS: "Words",
    LINE: "Line",
    ENTRY: "Entry",
    INSIDE: "Inside",
}
"""What each pattern is a pattern of."""


class Making(GenerateJsonSchema):
    """One schema in the making."""

    ignored_warning_kinds: set[Any] = {"non-serializable-default"}  # noqa: RUF012 - pydantic's own shape

    def __init__(self, words: Words) -> None:
        super().__init__(by_alias=True)
        self.words = words

    def field_title_should_be_set(self, _schema: object) -> bool:
        """Never: a key says enough."""
        return False

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """Without the null."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """With a default that is one word or number; an editor would write a longer one out."""
        made = self.generate_inner(schema["schema"])
        default = schema.get("default")
        if isinstance(default, bool | int | str):
            return {**made, "default": default.value if isinstance(default, StrEnum) else default}
        return made

    def date_schema(self, _schema: core_schema.DateSchema) -> JsonSchemaValue:
        """A day that exists."""
        return {"type": "string", "pattern": _DAY}

    def time_schema(self, _schema: core_schema.TimeSchema) -> JsonSchemaValue:
        """An hour and a minute."""
        return {"type": "string", "pattern": _HOUR}

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Names of the language's own, and what stands under each."""
        made = super().dict_schema(schema)
        for pattern, values in made.pop("patternProperties", {}).items():
            made["propertyNames"] = {"pattern": pattern}
            made["additionalProperties"] = values
        return made

    def enum_schema(self, schema: core_schema.EnumSchema) -> JsonSchemaValue:
        """The words of a closed set, each with what it means."""
        owner, members = schema["cls"], [str(member.value) for member in schema["members"]]
        made: JsonSchemaValue = {"type": "string", "enum": members}
        if self.words.describes(owner):
            made["enumDescriptions"] = [self.words.of_part(owner.__name__, member) for member in members]
        return made

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        """The kind whose keyword is written; where none is, a task, at which the keywords are offered."""
        kinds = {str(tag): self.generate_inner(kind) for tag, kind in schema["choices"].items()}
        chosen = kinds.pop("task")
        for keyword, kind in reversed(kinds.items()):
            chosen = {"if": {"type": "object", "required": [keyword]}, "then": kind, "else": chosen}
        return chosen

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """The keys of a type with what each means, and the rules between them."""
        made = super().model_schema(schema)
        owner: type[BaseModel] = schema["cls"]
        made.pop("title", None)
        made.pop("description", None)
        if self.words.describes(owner):
            for key, how in made["properties"].items():
                how["description"] = self.words.of_key(owner, key)
        rules = rules_of(owner, self.words)
        return {**made, "allOf": rules} if rules else made


def make(described: CoreSchema, words: Words, by_hand: Mapping[tuple[str, str], Schema]) -> Schema:
    """The schema of a type; what is written by hand stands at the type and key that it is given for."""
    made = Making(words).generate(described)
    for (owner, key), how in by_hand.items():
        keys = made["$defs"][owner]["properties"]
        keys[key] = {**how, "description": keys[key]["description"]}
    return {"title": "Liên thông", **made}


def finished(schema: Schema, words: Words) -> Schema:
    """The schema with a sentence of ours beside each pattern."""
    return {key: _finished(value, words) for key, value in _with_sentence(schema, words).items()}


def _finished(value: Any, words: Words) -> Any:  # noqa: ANN401 - any JSON
    match value:
        case dict():
            return finished(value, words)
        case list():
            return [_finished(item, words) for item in value]
        case _:
            return value


def _with_sentence(schema: Schema, words: Words) -> Schema:
    pattern = schema.get("pattern")
    if not isinstance(pattern, str):
        return schema
    return {**schema, "patternErrorMessage": words.of_notation(_NOTATIONS[pattern])}
