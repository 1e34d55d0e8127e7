"""The graph: every way leads to a step that exists, every step is met, and from every step there is an end."""

from collections.abc import Iterator

from definitions.findings import Code, Finding
from definitions.procedure import Procedure
from definitions.soundness.ways import arrivals, ending, path_to
from definitions.strict_yaml import Positions

RESERVED = frozenset({"apology", "urging"})
"""Names of tasks that every dossier may have without their being drawn."""


def findings(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """What is wrong with the steps and the ways between them."""
    yield from _reserved(procedure, positions)
    yield from _unknown(procedure, positions)
    yield from _unreachable(procedure, positions)
    yield from _endless(procedure, positions)


def _reserved(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    for step_id in procedure.steps:
        if step_id in RESERVED:
            place = positions.key("steps", step_id)
            yield Finding(Code.RESERVED_STEP, place, f"'{step_id}' is a task that every dossier has", "rename the step")


def _unknown(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    for step_id, name, outcome in procedure.ways():
        if outcome.to is not None and outcome.to not in procedure.steps:
            place = positions.of("steps", step_id, "outcomes", name, "to")
            mend = f"write one of: {', '.join(procedure.steps)}"
            yield Finding(Code.UNKNOWN_STEP, place, f"there is no step '{outcome.to}'", mend)


def _unreachable(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    reached = arrivals(procedure)
    for step_id in procedure.steps:
        if step_id not in reached:
            wrong = f"no way leads from '{procedure.first}' to '{step_id}'"
            mend = "let an outcome lead to it, or take the step out"
            yield Finding(Code.UNREACHABLE_STEP, positions.key("steps", step_id), wrong, mend)


def _endless(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """One finding for each step by which a dossier enters a region that it cannot leave."""
    arrived, sound = arrivals(procedure), ending(procedure)
    for step_id, way in arrived.items():
        if step_id not in sound and (way is None or way.step in sound):
            wrong = f"from here no outcome leads to any end (the way here: {path_to(step_id, arrived)})"
            mend = "give this step, or one that it leads to, an outcome with 'end:'"
            yield Finding(Code.NO_END, positions.key("steps", step_id), wrong, mend)
