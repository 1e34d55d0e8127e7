"""Ways: the steps of a plan as a graph, walked without recursion however long a definition is."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from definitions.procedure import Procedure
from definitions.steps.splits import Split
from definitions.steps.turns import Choose, Set
from definitions.ways import End
from definitions.ways import Way as Leads

ADDED: Final = "added"
"""The name by which a branch that is added while a split runs stands in the graph."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way that leads from a step to a step: an outcome, a branch that begins, one that joins and so goes on."""

    step: str
    outcome: str
    to: str


def ways(procedure: Procedure, *, joining: bool = True) -> Mapping[str, tuple[Way, ...]]:
    """For each step of the plan the ways that lead to a known step, in the order written.

    A branch that joins leads to where its split goes on; where `joining` is not wanted, it leads nowhere.
    """
    leading = {step_id: list[Way]() for step_id in procedure.plan}
    for step_id, name, to in _targets(procedure, joining=joining):
        if to in leading:
            leading[step_id].append(Way(step_id, name, to))
    return {step_id: tuple(found) for step_id, found in leading.items()}


def landing(procedure: Procedure, way: Leads) -> str | None:
    """The step that a way leads to, through the splits that it joins; None where it leads to an end or nowhere."""
    return through(procedure, way).to


def through(procedure: Procedure, way: Leads) -> Leads:
    """Where a way leads in the end: through the splits that it joins, as if each went on."""
    met: set[str] = set()
    while way.join is not None and way.join not in met:
        met.add(way.join)
        joined = procedure.plan.get(way.join)
        if not isinstance(joined, Split):
            return way
        way = joined.onward
    return way


def arrivals(procedure: Procedure, start: str | None = None, *, until: str | None = None) -> Mapping[str, Way | None]:
    """Every step that can be reached, with the last way of a shortest path there; the start has none.

    What can be reached only beyond `until` is left out.
    """
    leading = ways(procedure)
    reached: dict[str, Way | None] = {start or procedure.first: None}
    waiting = deque(reached)
    while waiting:
        step_id = waiting.popleft()
        for way in leading[step_id] if step_id != until else ():
            if way.to not in reached:
                reached[way.to] = way
                waiting.append(way.to)
    return reached


class Reach:
    """From which step which other can be reached, worked out once for all of them."""

    def __init__(self, procedure: Procedure, *, joining: bool = True) -> None:
        """Follow every way, from the last steps to the first, until nothing new is reached: each step is a bit."""
        self.procedure = procedure
        self._leading = ways(procedure, joining=joining)
        self._bit = {step_id: 1 << number for number, step_id in enumerate(self._leading)}
        self._reached = dict.fromkeys(self._leading, 0)
        order = [*reversed([step_id for step_id, _ in forward(procedure)]), *self._leading]
        while sum(self._grows(step_id) for step_id in order):
            pass

    def leads(self, step_id: str, to: str) -> bool:
        """Whether some way leads from one known step to another; a step leads to itself."""
        return step_id == to or bool(self._reached[step_id] & self._bit[to])

    def repeated(self, starts: Iterable[str]) -> frozenset[str]:
        """The steps that more than one of these starts leads to."""
        once = twice = 0
        for start in starts:
            reached = self._reached[start] | self._bit[start]
            once, twice = once | reached, twice | (once & reached)
        return frozenset(step_id for step_id, bit in self._bit.items() if twice & bit)

    def loops(self, step_id: str) -> bool:
        """Whether some way from a step comes back to it."""
        return bool(self._reached[step_id] & self._bit[step_id])

    def ends(self, step_id: str) -> frozenset[End]:
        """The ends that some way from a step, or this step itself, leads to."""
        reached = self._reached[step_id] | self._bit[step_id]
        return frozenset(end for end, steps in self._ending.items() if reached & steps)

    @cached_property
    def _ending(self) -> Mapping[End, int]:
        """The steps that end a dossier, by the end that it then has."""
        ending = dict.fromkeys(End, 0)
        for step_id, _, way in self.procedure.ways():
            end = through(self.procedure, way).end
            if end is not None:
                ending[end] |= self._bit[step_id]
        return ending

    def _grows(self, step_id: str) -> bool:
        reached = self._reached[step_id]
        for way in self._leading[step_id]:
            reached |= self._bit[way.to] | self._reached[way.to]
        grown = reached != self._reached[step_id]
        self._reached[step_id] = reached
        return grown


def forward(procedure: Procedure, start: str | None = None) -> Iterator[tuple[str, tuple[Way, ...]]]:
    """The steps that can be reached, each before those it leads to, with its ways but for those that close a loop."""
    leading, kept = ways(procedure), dict[str, list[Way]]()
    left: list[str] = []
    first = start or procedure.first
    path = [(first, iter(leading[first]))]
    kept[first] = []
    entered = {first}
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


def ends_without(procedure: Procedure, avoided: str) -> bool:
    """Whether a dossier can come to an end without ever taking a step."""
    leading = ways(procedure)
    met, waiting = {procedure.first}, deque([procedure.first])
    while waiting:
        step_id = waiting.popleft()
        if any(_ends(procedure, way) for way in procedure.plan[step_id].exits.values()):
            return True
        new = [way.to for way in leading[step_id] if way.to not in met and way.to != avoided]
        met.update(new)
        waiting.extend(new)
    return False


def _ends(procedure: Procedure, way: Leads) -> bool:
    met: set[str] = set()
    while way.join is not None and way.join not in met:
        met.add(way.join)
        joined = procedure.plan.get(way.join)
        if not isinstance(joined, Split):
            return False
        way = joined.onward
    return way.end is End.RETURNED


def automatic_loop(procedure: Procedure) -> tuple[str, ...]:
    """A round of steps that a dossier takes by itself and nobody can stop; empty where there is none."""
    automatic = dict.fromkeys(step_id for step_id, step in procedure.plan.items() if isinstance(step, Choose | Set))
    leading = {step_id: [way.to for way in found if way.to in automatic] for step_id, found in ways(procedure).items()}
    settled: set[str] = set()
    for start in automatic:
        path, rest = [start], [iter(leading[start])]
        while path:
            to = next(rest[-1], None)
            if to is None:
                settled.add(path.pop())
                rest.pop()
            elif to in path:
                return (*path[path.index(to) :], to)
            elif to not in settled:
                path.append(to)
                rest.append(iter(leading[to]))
    return ()


def _targets(procedure: Procedure, *, joining: bool) -> Iterator[tuple[str, str, str | None]]:
    for step_id, step in procedure.plan.items():
        if isinstance(step, Split):
            for name, start in step.starts(step_id).items():
                yield step_id, name, start.step
            yield step_id, ADDED, step.grown
        for name, way in step.exits.items():
            yield step_id, name, landing(procedure, way) if joining else way.to
