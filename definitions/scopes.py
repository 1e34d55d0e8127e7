"""Scopes: what the expressions of a definition may name, and of what kind it is."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from definitions.condition_messages import JsonSchema
from definitions.conditions import NotACondition, Scope, compile_value
from definitions.steps.kinds import AnyStep
from definitions.steps.manned import Manned, Pay
from definitions.steps.parted import Consult
from definitions.steps.turns import Set

_TEXT: Final = {"type": "string"}

OUTCOME: Final = "outcome"
OUTCOMES: Final = "outcomes"
DONE: Final = "done"
OWN: Final = frozenset({OUTCOME, OUTCOMES, DONE})
"""What is known of every step, beside what its form says: how it ended last, how it ended in every branch, whether."""

DOSSIER: Final[JsonSchema] = {"type": "object", "properties": {"channel": _TEXT, "unit": _TEXT, "lodged_on": _TEXT}}
"""What is known of every dossier: how and where it was handed in, and on which local day."""

PAYMENT: Final[JsonSchema] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["amount", "receipt"],
    "properties": {
        "amount": {"type": "integer", "title": "Số tiền đã nộp (đồng)", "minimum": 0},
        "receipt": {"type": "string", "title": "Số biên lai", "minLength": 1, "maxLength": 100},
    },
}
"""What is filled in when a fee is paid."""


def form_of(step: Manned) -> JsonSchema | None:
    """The form that goes with a step, the fixed one of a payment among them."""
    return PAYMENT if isinstance(step, Pay) else step.form


def scope_of(form: JsonSchema, plan: Mapping[str, AnyStep]) -> Scope:
    """What an expression of a definition may name: `form`, `steps`, `values`, `dossier`, and in a branch `element`.

    A value whose expression names other values is of a kind once they are; what still has none after some rounds is
    not known, and whoever names it is told so.
    """
    known: dict[str, JsonSchema] = {"form": form, "steps": _steps(plan), "dossier": DOSSIER, "element": {}}
    values: dict[str, JsonSchema] = {}
    left = dict(_sets(plan))
    for _ in range(_ROUNDS):
        scope = Scope({**known, "values": _object(values)})
        found = {name: kind for name, text in left.items() if (kind := _kind(text, scope)) is not None}
        values |= found
        left = {name: text for name, text in left.items() if name not in found}
        if not found or not left:
            break
    return Scope({**known, "values": _object(values)})


_ROUNDS: Final = 4
"""So deep may values be computed from values."""


def _kind(text: str, scope: Scope) -> JsonSchema | None:
    """The schema of what an expression gives; None where it names what the scope does not have."""
    try:
        kind = compile_value(text, scope).gives
    except NotACondition:
        return None
    return {"type": kind} if kind else {}


def lodging_scope(form: JsonSchema) -> Scope:
    """What may be named before any step is taken: `form` and `dossier`."""
    return Scope({"form": form, "dossier": DOSSIER})


def _sets(plan: Mapping[str, AnyStep]) -> Iterator[tuple[str, str]]:
    for step in plan.values():
        if isinstance(step, Set):
            yield from step.set.items()


def _steps(plan: Mapping[str, AnyStep]) -> JsonSchema:
    """Each manned step by its id; the parts of a consultation inside it."""
    steps: dict[str, Any] = {}
    for step_id, step in plan.items():
        whole, _, part = step_id.partition(".")
        if isinstance(step, Consult):
            steps[step_id] = _object({})
        elif isinstance(step, Manned) and part:
            steps.setdefault(whole, _object({}))["properties"][part] = _step(step)
        elif isinstance(step, Manned):
            steps[step_id] = _step(step)
    return _object(steps)


def _step(step: Manned) -> JsonSchema:
    filled_in = (form_of(step) or {}).get("properties", {})
    own: dict[str, Any] = {OUTCOME: _TEXT, OUTCOMES: {"type": "array", "items": _TEXT}, DONE: {"type": "boolean"}}
    return _object({**(filled_in if isinstance(filled_in, dict) else {}), **own})


def _object(properties: Mapping[str, JsonSchema]) -> dict[str, Any]:
    return {"type": "object", "properties": dict(properties)}
