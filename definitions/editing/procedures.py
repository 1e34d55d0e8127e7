"""The schema of a definition's file."""

from definitions.editing.forms import FORM, form_parts
from definitions.editing.making import finished, make
from definitions.editing.rules import Schema
from definitions.editing.words import Words
from definitions.procedure import Procedure
from definitions.steps.described import KEYWORDS
from definitions.steps.kinds import KINDS


def procedure_schema(words: Words) -> Schema:
    """What a definition may hold, with the sentences of one language."""
    forms = {(owner, "form"): {"$ref": FORM} for owner in ("Receive", "Task", "Letter", "Wait")}
    made = make(Procedure.__pydantic_core_schema__, words, forms)
    parts = {**made.pop("$defs"), **form_parts(words)}
    parts["Task"], parts["Pay"] = _with_keywords(parts["Task"]), _without(parts["Pay"], "form")
    return finished({**made, "$defs": parts}, words)


def _with_keywords(task: Schema) -> Schema:
    """A task that offers the keywords too: whoever writes one of them has a step of that kind, no task."""
    offered = {kind.keyword: {"$ref": f"#/$defs/{kind.__name__}/properties/{kind.keyword}"} for kind in KINDS}
    assert tuple(offered) == KEYWORDS
    return {**task, "properties": {**task["properties"], **offered}}


def _without(kind: Schema, key: str) -> Schema:
    """A kind of step for which a key is fixed, so that none may write it."""
    return {**kind, "properties": {name: told for name, told in kind["properties"].items() if name != key}}
