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
from definitions.saying import Said
from definitions.steps.calls import Call
from definitions.steps.described import EXPIRED
from definitions.steps.splits import Split
from definitions.ways import End, Way
from workflows.machine import calls, flow, splits
from workflows.machine.branches import ROOT
from workflows.machine.branches import Call as Called
from workflows.machine.branches import Split as Running
from workflows.machine.causes import Gone
from workflows.machine.events import Ended, TaskCancelled, TaskCompleted
from workflows.machine.events_flow import SplitPassed
from workflows.machine.state import State
from workflows.machine.tasks import Task
from workflows.machine.unsound import Unsound
from workflows.messages import ReportEnd
from workflows.shortcuts import NONE, Shortcuts
from workflows.supposing import Endless, Supposing, begin
from workflows.supposition import Supposition

MOST_STATES: Final = 3_000
"""So many states are looked at in one definition; one that has more is looked at in part, and that is said."""
MOST_WORK: Final = 15_000
"""So much is done for one definition, however few its states: see `_work`."""
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
    unsound: dict[Said, tuple[str, ...]] = field(default_factory=dict)
    """What the machine would stop at, and the path to there."""
    stopped: set[Key] = field(default_factory=set)
    """The states in which it would."""
    whole: bool = True
    """Whether there was nothing left to look at."""
    work: int = 0


@dataclass(frozen=True, slots=True)
class Act:
    """Something that may happen in a state: what it is called, and how it is done."""

    name: str
    task: Task | None = None
    way: Way | None = None
    split: int = 0
    call: int = 0
    end: End | None = None
    branch: int = ROOT


def explore(procedure: Procedure, most: int = MOST_WORK, shortcuts: Shortcuts = NONE) -> Explored:
    """Walk through the states of a definition whose names and forms are in order; never raises.

    With shortcuts, states are left out from which one gets to the same; a path that is shown may then not be shortest.
    """
    walk = _Walk(Explored(), shortcuts, most)
    first = Node(begin(procedure), (), ())
    waiting = deque(walk.meet(first, turn, "") for turn in walk.all_ways(first, None))
    while waiting and walk.explored.whole:
        key = waiting.popleft()
        for act in walk.acts(walk.explored.nodes[key].state):
            before = len(walk.explored.nodes)
            walk.attempt(key, act)
            waiting.extend(islice(walk.explored.nodes, before, None))
    return walk.explored


@dataclass(frozen=True, slots=True)
class _Walk:
    """One walk through a definition's states: what it has met, what it may leave out, and how much it may do."""

    explored: Explored
    shortcuts: Shortcuts
    most: int

    def acts(self, state: State) -> Iterator[Act]:
        """What is tried in a state: all that may happen, or all in the branch whose turn it is."""
        branch = self.shortcuts.branch_in_turn(state)
        return (act for act in _acts(state) if branch == ROOT or branch in _line(state, act.branch))

    def attempt(self, key: Key, act: Act) -> None:
        """Do one act in a state that was met, in all ways."""
        node = self.explored.nodes[key]
        try:
            for turn in self.all_ways(node, act):
                self.explored.leads[key].append(self.meet(node, turn, act.name))
        except Unsound as unsound:
            self.explored.unsound.setdefault(unsound.wrong, (*node.path, act.name))
            self.explored.stopped.add(key)

    def all_ways(self, node: Node, act: Act | None) -> Iterator[Supposing]:
        """The act done under every supposition about the conditions that it meets, while there is work left to do."""
        prefixes: list[tuple[bool | int, ...]] = [()]
        while prefixes and self.explored.whole:
            turn = Supposing(node.state, node.suppositions, prefixes.pop(), self.shortcuts)
            try:
                _do(turn, act)
            except Endless:
                self.explored.whole = False
                return
            self.explored.work += _work(turn)
            self.explored.whole = self.explored.work < self.most and len(self.explored.nodes) < MOST_STATES
            prefixes += turn.alternatives
            yield turn

    def meet(self, before: Node, turn: Supposing, name: str) -> Key:
        """Take note of where a turn led; its key."""
        path = (*before.path, name) if name else before.path
        _note(self.explored, turn, path)
        key = _key(turn)
        if key not in self.explored.nodes:
            self.explored.nodes[key] = Node(turn.state, turn.suppositions, path)
            self.explored.leads[key] = []
        return key


def _work(turn: Supposing) -> int:
    """What a turn cost: each event is folded into a state, and the more runs in that, the longer it takes."""
    return (len(turn.events) + turn.decided + 2) * (10 + len(turn.state.branches)) // 10


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
    """What may happen in a state; what only takes or gives time is left out, so is a supplement: it comes back."""
    if state.end is None:
        yield from _done(state)
        yield from _more(state)
        yield from _reported(state)


def _done(state: State) -> Iterator[Act]:
    for task in state.works:
        step = state.pin.manned(task.step)
        for name, outcome in step.offers.items():
            if outcome.ask is None:
                way = outcome.model_copy(update={"adds": None})
                yield Act(f"{task.step}: {name}", task=task, way=way, branch=task.branch)
        if step.expires is not None:
            yield Act(f"{task.step}: {EXPIRED}", task=task, way=step.expires, branch=task.branch)


def _more(state: State) -> Iterator[Act]:
    for running in state.splits:
        step = state.pin.step(running.step)
        is_open = isinstance(step, Split) and step.grown is not None and not running.passed
        if is_open and running.added < MOST_ADDED:
            yield Act(f"{running.step}: added", split=running.number, branch=running.branch)


def _reported(state: State) -> Iterator[Act]:
    for call in _awaited(state):
        step = state.pin.step(call.step)
        if isinstance(step, Call):
            other = next(end for end in (*End, None) if end not in step.outcomes)
            for end in (*step.outcomes, other):
                yield Act(f"{call.step}: {end or 'otherwise'}", call=call.number, end=end, branch=call.branch)


def _awaited(state: State) -> Iterator[Called]:
    """The calls for which a branch still waits."""
    running = {branch.number for branch in state.branches}
    return (call for call in state.calls if call.waits and call.branch in running)


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
    running = sorted((split.step, names[split.branch], *_progress(state, split)) for split in state.splits)
    called = sorted((call.step, names[call.branch]) for call in _awaited(state))
    branches = sorted(names[branch.number] for branch in state.branches)
    return (tuple(works), tuple(running), tuple(called), tuple(branches), state.end, tuple(sorted(turn.suppositions)))


def _progress(state: State, split: Running) -> Key:
    """How many are still wanted; where no more can be added, it matters not how many were."""
    step = state.pin.step(split.step)
    if isinstance(step, Split) and step.grown is not None:
        return min(split.done, split.wanted), split.wanted, split.passed, split.added
    return max(split.wanted - split.done, 0), split.passed


def _line(state: State, branch: int) -> Iterator[int]:
    """A branch and those it runs in."""
    while branch != ROOT:
        yield branch
        branch = state.split(state.branch(branch).split).branch


def _names(state: State) -> Mapping[int, str]:
    """Each branch by the splits and names that lead to it, which do not change with the numbers given out."""
    names = {0: ""}
    for branch in state.branches:
        if branch.split:
            split = next(split for split in state.splits if split.number == branch.split)
            names[branch.number] = f"{names.get(split.branch, '?')}/{split.step}.{branch.name}"
    return names
