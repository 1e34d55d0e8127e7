"""Rules: what must hold between the keys of one mapping, as JSON Schema; the types check the same in their validators.

A rule is a condition with an `else` that nothing fits, since this is how an editor shows our own sentence, and shows it
where `check` finds the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from definitions.editing.words import Words

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold, the name of the sentence that says so, and where that is shown when it does not."""

    kept: Schema
    says: str
    shown: Callable[[str], Schema]

    def schema(self, words: Words) -> Schema:
        """The rule with its sentence."""
        return {"if": self.kept, "else": self.shown(words.of_rule(self.says))}


def rules_of(owner: type, words: Words) -> list[Schema]:
    """The rules of a type, its own and those that it inherits."""
    names = [one.__name__ for one in owner.__mro__ if one.__name__ in RULES]
    replaced = {_REPLACES[name] for name in names if name in _REPLACES}
    return [rule.schema(words) for name in names if name not in replaced for rule in RULES[name]]


def _has(*keys: str) -> Schema:
    return {"required": list(keys)}


def _has_not(key: str) -> Schema:
    return {"properties": {key: False}}


def _is(key: str, value: str) -> Schema:
    return {"properties": {key: {"const": value}}}


def _one_of(*keys: str) -> Schema:
    return {"oneOf": [_has(key) for key in keys]}


def _some_of(*kept: Schema) -> Schema:
    return {"anyOf": list(kept)}


def _not_empty(key: str, **how: int) -> Schema:
    return {"required": [key], "properties": {key: how}}


def _at_the_value(sentence: str) -> Schema:
    return {"type": "null", "errorMessage": sentence}


def _at_the_key(lacking: str) -> Callable[[str], Schema]:
    """At the key of the mapping in which this key is lacking."""
    return lambda sentence: {"required": [lacking], "errorMessage": sentence}


def _at(key: str) -> Callable[[str], Schema]:
    """At this key in the mapping."""
    return lambda sentence: {"properties": {key: False}, "errorMessage": sentence}


def _in(key: str) -> Callable[[str], Schema]:
    """At what stands behind this key."""
    return lambda sentence: {"properties": {key: _at_the_value(sentence)}}


_OUTCOMES: Final = _not_empty("outcomes", minProperties=1)
_AT_LIMIT: Final = Rule(_some_of(_has_not("at_limit"), _has("limit"), _has("until")), "at_limit", _at("at_limit"))

RULES: Final[Mapping[str, tuple[Rule, ...]]] = {
    "Way": (Rule(_one_of("to", "join", "end"), "way", _at_the_value),),
    "Onward": (Rule(_one_of("to", "join", "end"), "way", _at_the_value),),
    "Outcome": (Rule(_one_of("to", "join", "end", "ask"), "outcome", _at_the_value),),
    "Milestone": (Rule({"oneOf": [_not_empty("while", minItems=1), _has("until")]}, "milestone", _at_the_value),),
    "Elements": (Rule(_some_of(_has("of"), _has("grows")), "elements", _at_the_key("of")),),
    "Letter": (
        Rule(
            _some_of({"properties": {"letter": _has("issued_on")}}, {"properties": {"outcomes": _has("sign")}}),
            "letter",
            _in("letter"),
        ),
    ),
    "Wait": (
        Rule(_some_of(_OUTCOMES, _has("at_limit")), "wait", _at_the_key("at_limit")),
        Rule(_some_of(_has_not("until"), _has("at_limit"), {"not": _OUTCOMES}), "until", _at("until")),
        _AT_LIMIT,
    ),
    "Pay": (_AT_LIMIT,),
    "Post": (
        Rule(_is("after", "all"), "post", _at("after")),
        Rule(_is("rest", "cancel"), "post", _at("rest")),
    ),
}
"""By the type; that a step is of one kind is seen from which keys it may have."""

_REPLACES: Final[Mapping[str, str]] = {"Outcome": "Way"}
"""Whose rules stand instead of inherited ones."""
