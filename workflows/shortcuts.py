"""Shortcuts: what need not be tried in every order, or remembered, because it makes no difference to where one gets.

A split is *calm* when its branches have nothing to do with each other until all of them have joined: none ends the
dossier, cancels anything, or leaves the split but by joining it, and none can be added. Whatever order their steps are
taken in leads to the same, so one branch is walked through after the other; and of the conditions under which they
begin it is enough to suppose that all hold, or none. Likewise an answer that nobody asks for again may be forgotten.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from definitions.procedure import Procedure
from definitions.soundness.ways import Reach
from definitions.steps.splits import Each, Split
from definitions.steps.turns import Choose
from definitions.ways import Outcome
from workflows.machine.branches import ROOT
from workflows.machine.state import State
from workflows.supposition import field_of, plain, varies


@dataclass(frozen=True, slots=True)
class Shortcuts:
    """The calm splits, the conditions that are asked once, and those that are supposed together with their split's."""

    calm: frozenset[str] = frozenset()
    once: frozenset[str] = frozenset()
    together: Mapping[str, str] = field(default_factory=dict)

    def branch_in_turn(self, state: State) -> int:
        """The branch in which alone something is tried: the first of a calm split, and so on inside it."""
        branch = ROOT
        while True:
            inside = [split for split in state.splits if split.branch == branch]
            if len(inside) != 1 or inside[0].passed or inside[0].step not in self.calm:
                return branch
            running = [one.number for one in state.branches if one.split == inside[0].number]
            if not running:
                return branch
            branch = min(running)


NONE: Final = Shortcuts()


def shortcuts_of(procedure: Procedure) -> Shortcuts:
    """The shortcuts that a definition allows."""
    calm = frozenset(_calm(procedure))
    once = frozenset(_asked_once(procedure))
    asked = [(step_id, plain(text)[0]) for step_id, text in _asked(procedure)]
    together = {
        text: step_id
        for step_id, text in asked
        if step_id in calm
        and (varies(text) or text in once)
        and all(one == step_id for one, other in asked if other == text)
    }
    return Shortcuts(calm, once, together)


def _calm(procedure: Procedure) -> Iterator[str]:
    if any(isinstance(way, Outcome) and way.cancels for _, _, way in procedure.ways()):
        return
    for step_id, step in procedure.plan.items():
        if isinstance(step, Split) and step.after == "all" and step.grown is None and _is_closed(procedure, step_id):
            yield step_id


def _is_closed(procedure: Procedure, split_id: str) -> bool:
    """Whether all that begins in a split's branches comes back to it, and only by joining it."""
    waiting = list(_begun(procedure, split_id))
    region: set[str] = set()
    joined: set[str] = set()
    while waiting:
        step_id = waiting.pop()
        if step_id in region:
            continue
        region.add(step_id)
        waiting += _begun(procedure, step_id)
        for way in procedure.plan[step_id].exits.values():
            if way.end is not None:
                return False
            waiting += [way.to] if way.to is not None else []
            joined |= {way.join} if way.join is not None else set()
    return split_id not in region and joined - {split_id} <= region


def _begun(procedure: Procedure, step_id: str) -> Iterator[str]:
    """The steps with which a split's branches begin; none for any other step."""
    step = procedure.plan[step_id]
    if isinstance(step, Split):
        yield from (start.step for start in step.starts(step_id).values())
        if step.grown is not None:
            yield step.grown


def _asked_once(procedure: Procedure) -> Iterator[str]:
    """Conditions over what never changes that are asked at one place and once there, with no like among the others."""
    known, again = Reach(procedure), _in_several_branches(procedure)
    asked = [(step_id, plain(text)[0]) for step_id, text in _asked(procedure)]
    alike = Counter(field_of(text) or text for _, text in asked)
    for step_id, text in asked:
        if alike[field_of(text) or text] == 1 and not known.loops(step_id) and step_id not in again:
            yield text


def _in_several_branches(procedure: Procedure) -> frozenset[str]:
    """The steps that more than one branch of a split may take."""
    inside = Reach(procedure, joining=False)
    found: frozenset[str] = frozenset()
    for step_id, step in procedure.plan.items():
        if isinstance(step, Split):
            begun = [*_begun(procedure, step_id)]
            found |= inside.repeated(begun * 2 if isinstance(step, Each) or step.grown else begun)
    return found


def _asked(procedure: Procedure) -> Iterator[tuple[str, str]]:
    for step_id, step in procedure.plan.items():
        if isinstance(step, Choose):
            yield from ((step_id, case.when) for case in step.choose)
        if isinstance(step, Split):
            starts = step.starts(step_id).values()
            yield from ((step_id, start.when) for start in starts if start.when is not None)
