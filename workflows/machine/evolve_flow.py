"""How events of the flow change a dossier's state: its branches, splits and calls, and who has its papers."""

from workflows.machine.branches import Branch, Call, Split
from workflows.machine.causes import Finished
from workflows.machine.events import HandedOver, Lodged
from workflows.machine.events_flow import (
    BranchEnded,
    BranchesStarted,
    ChildCalled,
    ChildEnded,
    ChildLodged,
    SplitCancelled,
    SplitPassed,
)
from workflows.machine.state import State
from workflows.machine.values import replace


def lodged(state: State, event: Lodged) -> State:
    """The root begins at the receiving desk; what was filled in is known."""
    root = Branch(holder=state.pin.route.receiving, received_at=event.received_at)
    return replace(state, branches=(root,), form=event.form, channel=event.channel)


def handed_over(state: State, event: HandedOver) -> State:
    """Another office has the branch's papers."""
    branch = replace(state.branch(event.branch), holder=event.recipient, received_at=event.received_at)
    return replace(state, branches=tuple(branch if one.number == event.branch else one for one in state.branches))


def branches_started(state: State, event: BranchesStarted) -> State:
    """The branches run from where the split's own branch stands; the split knows how many it waits for."""
    own = state.branch(event.branch)
    begun = tuple(
        replace(own, number=start.branch, split=event.split, name=start.name, element=start.element)
        for start in event.branches
    )
    known = next((split for split in state.splits if split.number == event.split), None)
    split = known or Split(number=event.split, step=event.step, branch=event.branch, wanted=0, started=0)
    added = split.added + (len(begun) if known else 0)
    split = replace(split, wanted=event.wanted, started=split.started + len(begun), added=added)
    return replace(
        state,
        branches=(*state.branches, *begun),
        splits=(*(one for one in state.splits if one.number != event.split), split),
        numbered=max(state.numbered, event.split, *(branch.number for branch in begun)),
    )


def branch_ended(state: State, event: BranchEnded) -> State:
    """The branch is gone; with the last one, a split that has gone on is gone too."""
    branches = tuple(branch for branch in state.branches if branch.number != event.branch)
    split = state.split(event.split)
    split = replace(split, done=split.done + (event.how is Finished.JOINED))
    left = any(branch.split == split.number for branch in branches)
    state = _without_supplement(state, event.branch)
    calls = tuple(replace(call, waits=False) if call.branch == event.branch else call for call in state.calls)
    state = replace(state, calls=calls)
    splits = tuple(split if one.number == split.number else one for one in state.splits)
    return replace(
        state, branches=branches, splits=splits if left or not split.passed else _without(state, split.number)
    )


def split_passed(state: State, event: SplitPassed) -> State:
    """The split has gone on; it is remembered while branches that were left to finish run."""
    if not any(branch.split == event.split for branch in state.branches):
        return replace(state, splits=_without(state, event.split))
    passed = replace(state.split(event.split), passed=True)
    return replace(state, splits=tuple(passed if one.number == event.split else one for one in state.splits))


def split_cancelled(state: State, event: SplitCancelled) -> State:
    """The split is gone."""
    return replace(state, splits=_without(state, event.split))


def child_called(state: State, event: ChildCalled) -> State:
    """A child is to be lodged."""
    call = Call(number=event.call, step=event.step, branch=event.branch, waits=event.waits)
    return replace(state, calls=(*state.calls, call), numbered=max(state.numbered, event.call))


def child_lodged(state: State, event: ChildLodged) -> State:
    """The child has a code."""
    return replace(
        state,
        calls=tuple(replace(call, code=event.code) if call.number == event.call else call for call in state.calls),
    )


def child_ended(state: State, event: ChildEnded) -> State:
    """The child has ended."""
    return replace(state, calls=tuple(call for call in state.calls if call.number != event.call))


def _without_supplement(state: State, branch: int) -> State:
    """Nothing is owed any more for a branch that is gone; the clock will go on with what remained of it."""
    if state.waiting is None or state.waiting.branch != branch or state.clock is None:
        return state
    return replace(state, waiting=None, clock=replace(state.clock, paused=state.waiting.remaining))


def _without(state: State, number: int) -> tuple[Split, ...]:
    return tuple(split for split in state.splits if split.number != number)
