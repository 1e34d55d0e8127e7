"""Constants: conditions that could not go another way, choices that are never taken, values that are of two kinds."""

import re
from collections.abc import Iterator
from typing import Final

from definitions import conditions
from definitions.conditions import NotACondition, Scope
from definitions.findings import Code, Finding
from definitions.procedure import Procedure
from definitions.soundness.expressions import conditions_of
from definitions.soundness.kinds import SHOWN
from definitions.steps import Choose, Set
from definitions.strict_yaml import Positions


def findings(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """Conditions that say nothing; expressions that do not compile are left to others."""
    for path, text in conditions_of(procedure):
        if _is_constant(text):
            wrong = f"'{text[:80]}' names nothing of the dossier, so it is always the same"
            mend = "compare a field of the form, or take the condition out"
            yield Finding(Code.ALWAYS_THE_SAME, positions.of(*path), wrong, mend)
    for step_id, step in procedure.steps.items():
        if isinstance(step, Choose):
            yield from _never_taken(step_id, step, positions)
    yield from _two_kinds(procedure, positions)


def _is_constant(text: str) -> bool:
    try:
        conditions.compile(text, _NOTHING)
    except NotACondition:
        return False
    return True


_NOTHING: Final = Scope({})


def _never_taken(step_id: str, step: Choose, positions: Positions) -> Iterator[Finding]:
    """A case whose condition stands at an earlier case already."""
    met: dict[str, int] = {}
    for number, case in enumerate(step.choose):
        first = met.setdefault(_SPACE.sub("", case.when), number)
        if first != number:
            wrong = f"case {first + 1} has the same condition and comes first, so this one is never taken"
            place = positions.of("steps", step_id, "choose", number, "when")
            yield Finding(Code.CASE_NEVER_TAKEN, place, wrong, "correct one of the two, or take it out")


def _two_kinds(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """A value that two steps record is of one kind, or no expression could read it."""
    known: dict[str, tuple[str, str]] = {}
    for step_id, step in procedure.steps.items():
        for name, text in step.set.items() if isinstance(step, Set) else ():
            kind = _kind(procedure, text)
            first_step, first = known.setdefault(name, (step_id, kind)) if kind else ("", kind)
            if first != kind:
                wrong = f"'values.{name}' is {first} at '{first_step}', and {kind} here"
                place = positions.of("steps", step_id, "set", name)
                yield Finding(Code.TWO_KINDS_OF_VALUE, place, wrong, "record it under another name")


def _kind(procedure: Procedure, text: str) -> str:
    """What an expression gives; empty where that is told only when it is computed."""
    try:
        gives = conditions.compile_value(text, procedure.scope).gives
    except NotACondition:
        return ""
    return SHOWN.get(gives or "", "")


_SPACE: Final = re.compile(r"\s+")
