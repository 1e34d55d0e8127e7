"""Facts: what the expressions of a definition are told about a dossier."""

from typing import Any

from definitions import conditions
from definitions.scopes import DONE, OUTCOME, OUTCOMES
from workflows.machine.branches import ROOT, Fact
from workflows.machine.state import State


def holds(state: State, condition: str, branch: int = ROOT) -> bool:
    """Whether a condition holds in a branch; raises `ConditionFailed`, which is a bug of the definition."""
    return conditions.compile(condition, state.pin.procedure.scope).holds(facts_of(state, branch))


def value(state: State, expression: str, branch: int = ROOT) -> Any:  # noqa: ANN401 - JSON of any kind
    """What an expression gives in a branch, as JSON; raises `ConditionFailed`, which is a bug of the definition."""
    return conditions.compile_value(expression, state.pin.procedure.scope).value(facts_of(state, branch))


def facts_of(state: State, branch: int = ROOT) -> conditions.Facts:
    """All that is known in a branch, in the shape of the procedure's scope."""
    return {
        "form": state.form,
        "dossier": dossier_facts(state),
        "values": state.values,
        "element": state.branch(branch).element,
        "steps": _steps(state, branch),
    }


def dossier_facts(state: State) -> dict[str, Any]:
    """What is known of the dossier as a whole."""
    pin, clock = state.pin, state.clock
    lodged_on = pin.calendar.local_date(clock.started_at).isoformat() if clock else ""
    return {
        "channel": str(state.channel or ""),
        "unit": pin.route.office(pin.route.receiving).unit,
        "lodged_on": lodged_on,
    }


def lineage(state: State, branch: int) -> tuple[int, ...]:
    """A branch and those it runs in, the innermost first."""
    line = [branch]
    while line[-1] != ROOT:
        split = next((split for split in state.splits if split.number == state.branch(line[-1]).split), None)
        line.append(split.branch if split else ROOT)
    return tuple(line)


def _steps(state: State, branch: int) -> dict[str, Any]:
    """Each step that was done: what was filled in, how it ended last and in every branch. A branch's own come first."""
    steps: dict[str, Any] = {}
    own = lineage(state, branch)
    for step_id in dict.fromkeys(fact.step for fact in state.facts):
        done = [fact for fact in state.facts if fact.step == step_id]
        latest = {fact.branch: fact for fact in done}
        shown = next((latest[number] for number in own if number in latest), done[-1])
        whole, _, part = step_id.partition(".")
        if part:
            steps.setdefault(whole, {})[part] = _told(shown, latest)
        else:
            steps[step_id] = _told(shown, latest)
    return steps


def _told(shown: Fact, latest: dict[int, Fact]) -> dict[str, Any]:
    return {
        **(shown.form or {}),
        OUTCOME: shown.outcome,
        OUTCOMES: [fact.outcome for fact in latest.values()],
        DONE: True,
    }
