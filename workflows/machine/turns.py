"""Turns that a dossier takes by itself: a choice between ways, and values computed on the way."""

from definitions.steps.described import OTHERWISE
from definitions.steps.turns import Choose, Set
from workflows.machine.events_flow import ValuesSet, WayChosen
from workflows.machine.moves import Move
from workflows.machine.turn import Turn


def choose(turn: Turn, branch: int, step_id: str, step: Choose) -> tuple[Move, ...]:
    """Go by the first condition that holds."""
    cases = ((name, case) for name, case in zip(step.exits, step.choose, strict=False))
    name = next((name for name, case in cases if turn.holds(case.when, branch)), OTHERWISE)
    turn.tell(WayChosen(at=turn.at, actor=turn.actor, step=step_id, way=name, branch=branch))
    return (Move(branch, step.exits[name]),)


def compute(turn: Turn, branch: int, step_id: str, step: Set) -> tuple[Move, ...]:
    """Record the values, each of which may name those before it."""
    for name, expression in step.set.items():
        found = turn.value(expression, branch)
        turn.tell(ValuesSet(at=turn.at, actor=turn.actor, step=step_id, values={name: found}, branch=branch))
    return (Move(branch, step.onward),)
