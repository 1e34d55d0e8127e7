"""Ways: the steps of a procedure as a graph, walked without recursion however long a definition is."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from definitions.procedure import Procedure


@dataclass(frozen=True, slots=True)
class Way:
    """One outcome that leads from a step to a step."""

    step: str
    outcome: str
    to: str


def ways(procedure: Procedure) -> Mapping[str, tuple[Way, ...]]:
    """For each step its outcomes that lead to a known step, in the order written."""
    leading = {step_id: list[Way]() for step_id in procedure.steps}
    for step_id, name, outcome in procedure.ways():
        if outcome.to in procedure.steps and outcome.to is not None:
            leading[step_id].append(Way(step_id, name, outcome.to))
    return {step_id: tuple(found) for step_id, found in leading.items()}


def arrivals(procedure: Procedure, start: str | None = None) -> Mapping[str, Way | None]:
    """Every step that can be reached, with the last way of a shortest path there; the start has none."""
    leading = ways(procedure)
    reached: dict[str, Way | None] = {start or procedure.first: None}
    waiting = deque(reached)
    while waiting:
        for way in leading[waiting.popleft()]:
            if way.to not in reached:
                reached[way.to] = way
                waiting.append(way.to)
    return reached


def ending(procedure: Procedure) -> frozenset[str]:
    """The steps from which some end can be reached."""
    into = {step_id: list[str]() for step_id in procedure.steps}
    for step_id, leading in ways(procedure).items():
        for way in leading:
            into[way.to].append(step_id)
    found = {step_id for step_id, _, outcome in procedure.ways() if outcome.end}
    waiting = deque(sorted(found))
    while waiting:
        new = [step_id for step_id in into[waiting.popleft()] if step_id not in found]
        found.update(new)
        waiting.extend(new)
    return frozenset(found)


def path_to(step_id: str, arrived: Mapping[str, Way | None]) -> str:
    """The path to a step as a person reads it: `intake: accept → review: forward → appraise`."""
    steps = [step_id]
    while (way := arrived[steps[-1]]) is not None:
        steps.append(way.step)
    taken = [f"{way.step}: {way.outcome}" for step in reversed(steps) if (way := arrived[step]) is not None]
    return " → ".join((*taken, step_id))


def forward(procedure: Procedure) -> Iterator[tuple[str, tuple[Way, ...]]]:
    """The steps that can be reached, each before those it leads to, with its ways but for those that close a loop."""
    leading, kept = ways(procedure), dict[str, list[Way]]()
    left: list[str] = []
    path = [(procedure.first, iter(leading[procedure.first]))]
    kept[procedure.first] = []
    entered = {procedure.first}
    while path:
        step_id, rest = path[-1]
        way = next(rest, None)
        if way is None:
            path.pop()
            entered.discard(step_id)
            left.append(step_id)
        elif way.to not in entered:
            kept[step_id].append(way)
            if way.to not in kept:
                kept[way.to] = []
                entered.add(way.to)
                path.append((way.to, iter(leading[way.to])))
    return ((step_id, tuple(kept[step_id])) for step_id in reversed(left))
