"""Exploration: walks through every state that the machine can bring a dossier of a definition into, time set aside.

What an official, an applicant, another office or the passing of a limit may do is tried in every state; conditions go
both ways, but for those over what never changes, which keep to one way along a path. What this finds holds of the
machine itself, since it is the machine that moves.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from definitions.procedure import Procedure
from definitions.steps import EXPIRED, Call, Split
from definitions.ways import End, Way
from workflows.machine import calls, flow, splits
from workflows.machine.branches import Split as Running
from workflows.machine.causes import Gone
from workflows.machine.events import Ended, TaskCancelled, TaskCompleted
from workflows.machine.events_flow import SplitPassed
from workflows.machine.state import State
from workflows.machine.tasks import Task
from workflows.machine.unsound import Unsound
from workflows.messages import ReportEnd
from workflows.supposing import Supposing, Supposition, begin

MOST_STATES: Final = 3_000
"""So many states are looked at in one definition; one that has more is looked at in part, and that is said."""
MOST_ADDED: Final = 1
"""So many elements are added to a split that is open to them."""

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A state that was met, with the path of outcomes that led there on the shortest way."""

    state: State
    suppositions: tuple[Supposition, ...]
    path: tuple[str, ...]


@dataclass(slots=True)
class Explored:
    """What was met: `nodes` in the order met, where each leads, and what was seen on the way."""

    nodes: dict[Key, Node] = field(default_factory=dict)
    leads: dict[Key, list[Key]] = field(default_factory=dict)
    entered: set[str] = field(default_factory=set)
    passed: set[str] = field(default_factory=set)
    left: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Steps whose work was still open when the dossier ended with its result, and the path to there."""
    unsound: dict[str, tuple[str, ...]] = field(default_factory=dict)
    whole: bool = True
    """Whether there was nothing left to look at."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that may happen in a state: what it is called, and how it is done."""

    name: str
    task: Task | None = None
    way: Way | None = None
    split: int = 0
    call: int = 0
    end: End | None = None


def explore(procedure: Procedure, most: int = MOST_STATES) -> Explored:
    """Walk through the states of a definition whose names and forms are in order; never raises."""
    explored = Explored()
    first = Node(begin(procedure), (), ())
    waiting = deque(_meet(explored, first, turn, "") for turn in _all_ways(first, None))
    while waiting:
        if len(explored.nodes) >= most:
            explored.whole = False
            break
        key = waiting.popleft()
        for act in _acts(explored.nodes[key].state):
            known = len(explored.nodes)
            _try(explored, key, act)
            waiting.extend(islice(explored.nodes, known, None))
    return explored


def _try(explored: Explored, key: Key, act: Act) -> None:
    node = explored.nodes[key]
    try:
        for turn in _all_ways(node, act):
            explored.leads[key].append(_meet(explored, node, turn, act.name))
    except Unsound as unsound:
        explored.unsound.setdefault(str(unsound), (*node.path, act.name))


def _all_ways(node: Node, act: Act | None) -> Iterator[Supposing]:
    """The act done under every supposition about the conditions that it meets."""
    prefixes: list[tuple[bool | int, ...]] = [()]
    while prefixes:
        turn = Supposing(node.state, node.suppositions, prefixes.pop())
        _do(turn, act)
        prefixes += turn.alternatives
        yield turn


def _do(turn: Supposing, act: Act | None) -> None:
    if act is None:
        flow.begin(turn)
    elif act.task is not None and act.way is not None:
        turn.tell(_completed(turn, act.task, act.name.rpartition(": ")[2]))
        flow.leave(turn, act.task.branch, act.task.step, act.way)
    elif act.split:
        flow.go(turn, *splits.more(turn, turn.state.split(act.split), None))
    else:
        flow.go(turn, *calls.ended(turn, ReportEnd(call=act.call, code="", end=act.end)))


def _completed(turn: Supposing, task: Task, outcome: str) -> TaskCompleted:
    return TaskCompleted(at=turn.at, actor=turn.actor, task=task.number, step=task.step, outcome=outcome)


def _acts(state: State) -> Iterator[Act]:
    """What may happen in a state; a supplement comes back to the same state and is left out."""
    if state.end is None:
        yield from _done(state)
        yield from _more(state)
        yield from _reported(state)


def _done(state: State) -> Iterator[Act]:
    for task in state.works:
        step = state.pin.manned(task.step)
        for name, outcome in step.offers.items():
            if outcome.ask is None:
                yield Act(f"{task.step}: {name}", task=task, way=outcome)
        if step.expires is not None:
            yield Act(f"{task.step}: {EXPIRED}", task=task, way=step.expires)


def _more(state: State) -> Iterator[Act]:
    for running in state.splits:
        step = state.pin.step(running.step)
        is_open = isinstance(step, Split) and step.grown is not None and not running.passed
        if is_open and running.added < MOST_ADDED:
            yield Act(f"{running.step}: added", split=running.number)


def _reported(state: State) -> Iterator[Act]:
    for call in state.calls:
        step = state.pin.step(call.step)
        if isinstance(step, Call) and call.waits:
            other = next(end for end in (*End, None) if end not in step.outcomes)
            for end in (*step.outcomes, other):
                yield Act(f"{call.step}: {end or 'otherwise'}", call=call.number, end=end)


def _meet(explored: Explored, before: Node, turn: Supposing, name: str) -> Key:
    """Take note of where a turn led; its key."""
    path = (*before.path, name) if name else before.path
    _note(explored, turn, path)
    key = _key(turn)
    if key not in explored.nodes:
        explored.nodes[key] = Node(turn.state, turn.suppositions, path)
        explored.leads[key] = []
    return key


def _note(explored: Explored, turn: Supposing, path: tuple[str, ...]) -> None:
    gives_result = any(isinstance(event, Ended) and event.end is End.RETURNED for event in turn.events)
    for event in turn.events:
        explored.entered.add(getattr(event, "step", ""))
        match event:
            case SplitPassed():
                explored.passed.add(event.step)
            case TaskCancelled(cause=Gone.ENDED) if gives_result:
                explored.left.setdefault(event.step, path)
            case _:
                pass


def _key(turn: Supposing) -> Key:
    """What matters of a state for where it may lead: who waits for what in which branch, not when nor by whom."""
    state, names = turn.state, _names(turn.state)
    works = sorted((task.step, names[task.branch]) for task in state.works)
    running = sorted((split.step, names[split.branch], *_progress(split)) for split in state.splits)
    called = sorted((call.step, names[call.branch]) for call in state.calls if call.waits)
    branches = sorted(names[branch.number] for branch in state.branches)
    return (tuple(works), tuple(running), tuple(called), tuple(branches), state.end, tuple(sorted(turn.suppositions)))


def _progress(split: Running) -> tuple[int, int, bool, int]:
    return min(split.done, split.wanted), split.wanted, split.passed, split.added


def _names(state: State) -> Mapping[int, str]:
    """Each branch by the splits and names that lead to it, which do not change with the numbers given out."""
    names = {0: ""}
    for branch in state.branches:
        if branch.split:
            split = next(split for split in state.splits if split.number == branch.split)
            names[branch.number] = f"{names.get(split.branch, '?')}/{split.step}.{branch.name}"
    return names
