"""Splits: beginning branches, adding to them, joining them, and taking away those that nobody waits for."""

from collections.abc import Iterator
from typing import Any, Final

from definitions.saying import Saying
from definitions.steps.parted import Post
from definitions.steps.splits import Each, Rest, Split
from workflows.machine import custody
from workflows.machine.branches import ROOT
from workflows.machine.branches import Split as Running
from workflows.machine.causes import Custody, Finished, Gone
from workflows.machine.events import TaskCancelled
from workflows.machine.events_flow import BranchEnded, BranchesStarted, BranchStart, SplitCancelled, SplitPassed
from workflows.machine.moves import Move
from workflows.machine.refusals import Refusal, Rule
from workflows.machine.turn import Turn
from workflows.machine.unsound import Unsound
from workflows.messages import Add

JOINS_ELSEWHERE: Final = Saying(
    vietnamese="một nhánh không chạy trong '{step}' nhập vào bước đó",
    english="a branch that does not run in '{step}' joins it",
)


def begin(turn: Turn, branch: int, step_id: str, step: Split) -> tuple[Move, ...]:
    """Begin the branches whose conditions hold; with none, and none to come, it goes on at once."""
    split = turn.state.numbered + 1
    starts = tuple(
        BranchStart(branch=split + number, name=name, start=start, element=element)
        for number, (name, start, element) in enumerate(_starts(turn, branch, step_id, step), start=1)
    )
    wanted = step.wanted(len(starts)) if starts or step.grown is None else 1
    turn.tell(
        BranchesStarted(
            at=turn.at, actor=turn.actor, split=split, step=step_id, branch=branch, branches=starts, wanted=wanted
        )
    )
    if wanted == 0:
        return _pass_on(turn, turn.state.split(split), step)
    return tuple(Move(start.branch, start.start) for start in starts)


def add(turn: Turn, message: Add) -> tuple[Move, ...]:
    """Begin a branch for an element, or a complaint, that comes while the step runs."""
    return more(turn, _open_to_more(turn, message), message.element)


def more(turn: Turn, running: Running, element: Any) -> tuple[Move, ...]:  # noqa: ANN401 - JSON of any kind
    """Begin one more branch of a split that is open to more."""
    step = _step(turn, running.step)
    start = BranchStart(
        branch=turn.state.numbered + 1, name=f"+{running.started + 1}", start=step.grown or "", element=element
    )
    turn.tell(
        BranchesStarted(
            at=turn.at,
            actor=turn.actor,
            split=running.number,
            step=running.step,
            branch=running.branch,
            branches=(start,),
            wanted=step.wanted(running.started + 1),
        )
    )
    return (Move(start.branch, start.start),)


def join(turn: Turn, branch: int, step_id: str) -> tuple[Move, ...]:
    """End a branch that has done its work; its papers go back, and the split goes on when that was enough."""
    running = _innermost(turn, branch, step_id)
    own = next(number for number in _line(turn, branch) if turn.state.branch(number).split == running.number)
    for inner in [split for split in turn.state.splits if split.branch == own]:
        _cancel_split(turn, inner)
    for task in [task for task in turn.state.works if task.branch == own]:
        _cancel_task(turn, task.number, task.step)
    custody.hand_over(turn, own, turn.state.branch(running.branch).holder, Custody.DOSSIER)
    _tell_ended(turn, running, own, Finished.JOINED)
    return _maybe_pass(turn, running.number)


def cancel_region(turn: Turn, steps: tuple[str, ...]) -> tuple[Move, ...]:
    """Take away the open work of these steps, and the branches that are left without any."""
    moves: tuple[Move, ...] = ()
    touched: list[int] = []
    for running in [split for split in turn.state.splits if split.step in steps]:
        _cancel_split(turn, running)
        touched.append(running.branch)
    for task in [task for task in turn.state.works if task.step in steps]:
        _cancel_task(turn, task.number, task.step)
        touched.append(task.branch)
    for branch in dict.fromkeys(touched):
        runs = any(one.number == branch for one in turn.state.branches)
        if branch != ROOT and runs and not _is_busy(turn, branch):
            running = turn.state.split(turn.state.branch(branch).split)
            _tell_ended(turn, running, branch, Finished.CANCELLED)
            moves += _maybe_pass(turn, running.number)
    return moves


def _starts(turn: Turn, branch: int, step_id: str, step: Split) -> Iterator[tuple[str, str, Any]]:
    """The branches that begin: name, first step, element."""
    if isinstance(step, Each):
        yield from _elements(turn, branch, step)
        return
    for name, start in step.starts(step_id).items():
        if start.when is None or turn.holds(start.when, branch):
            yield name, start.step, turn.state.branch(branch).element


def _elements(turn: Turn, branch: int, step: Each) -> Iterator[tuple[str, str, Any]]:
    elements = turn.value(step.each.of, branch) if step.each.of else []
    assert isinstance(elements, list), f"'{step.each.of}' gave no list"
    for number, element in enumerate(elements[: step.each.most], start=1):
        yield str(number), step.each.start, element


def _tell_ended(turn: Turn, running: Running, branch: int, how: Finished) -> None:
    name = turn.state.branch(branch).name
    turn.tell(
        BranchEnded(
            at=turn.at, actor=turn.actor, split=running.number, step=running.step, branch=branch, name=name, how=how
        )
    )


def _maybe_pass(turn: Turn, number: int) -> tuple[Move, ...]:
    """Go on when enough branches are done, or as many as there still can be."""
    running = next((split for split in turn.state.splits if split.number == number), None)
    if running is None or running.passed:
        return ()
    left = sum(branch.split == number for branch in turn.state.branches)
    if running.done < min(running.wanted, running.done + left):
        return ()
    return _pass_on(turn, running, _step(turn, running.step))


def _pass_on(turn: Turn, running: Running, step: Split) -> tuple[Move, ...]:
    if step.rest is Rest.CANCEL:
        _cancel_branches(turn, running)
    turn.tell(SplitPassed(at=turn.at, actor=turn.actor, split=running.number, step=running.step, branch=running.branch))
    return (Move(running.branch, step.onward),)


def _cancel_split(turn: Turn, running: Running) -> None:
    """Take a split away: nothing goes on from it."""
    _cancel_branches(turn, running)
    turn.tell(
        SplitCancelled(at=turn.at, actor=turn.actor, split=running.number, step=running.step, branch=running.branch)
    )


def _cancel_branches(turn: Turn, running: Running) -> None:
    """Take away every branch of a split, with all that runs in it."""
    for branch in [branch for branch in turn.state.branches if branch.split == running.number]:
        for inner in [split for split in turn.state.splits if split.branch == branch.number]:
            _cancel_split(turn, inner)
        for task in [task for task in turn.state.works if task.branch == branch.number]:
            _cancel_task(turn, task.number, task.step)
        custody.hand_over(turn, branch.number, turn.state.branch(running.branch).holder, Custody.DOSSIER)
        _tell_ended(turn, running, branch.number, Finished.CANCELLED)


def _cancel_task(turn: Turn, number: int, step_id: str) -> None:
    turn.tell(TaskCancelled(at=turn.at, actor=turn.actor, task=number, step=step_id, cause=Gone.CANCELLED))


def _is_busy(turn: Turn, branch: int) -> bool:
    state = turn.state
    return (
        any(task.branch == branch for task in state.works)
        or any(split.branch == branch for split in state.splits)
        or any(call.branch == branch and call.waits for call in state.calls)
        or (state.waiting is not None and state.waiting.branch == branch)
    )


def _innermost(turn: Turn, branch: int, step_id: str) -> Running:
    """The split of that step in which a branch runs; there is none only where a definition is unsound."""
    for number in _line(turn, branch):
        split = turn.state.branch(number).split
        if split and turn.state.split(split).step == step_id:
            return turn.state.split(split)
    raise Unsound(JOINS_ELSEWHERE.of(step=step_id))


def _line(turn: Turn, branch: int) -> Iterator[int]:
    """A branch and those it runs in, the innermost first."""
    while branch != ROOT:
        yield branch
        branch = turn.state.split(turn.state.branch(branch).split).branch


def _step(turn: Turn, step_id: str) -> Split:
    step = turn.state.pin.step(step_id)
    assert isinstance(step, Split)
    return step


def _open_to_more(turn: Turn, message: Add) -> Running:
    """The running split that an element may be added to; refused where there is none, or by another's post."""
    step = turn.state.pin.procedure.plan.get(message.step)
    running = next((one for one in turn.state.splits if one.step == message.step and not one.passed), None)
    if running is None or not isinstance(step, Split) or step.grown_by is None:
        raise Refusal(Rule.NOT_OPEN_TO_MORE, ("step", message.step))
    who = step.grown_by
    if (turn.official.post, turn.official.office) != (who.post, turn.state.pin.office_at(who.place)):
        raise Refusal(Rule.POST_NOT_HELD, ("post", str(who)))
    if isinstance(step, Each) and running.started >= step.each.most:
        raise Refusal(Rule.NOT_OPEN_TO_MORE, ("most", str(step.each.most)))
    if isinstance(step, Post) and not (isinstance(message.element, str) and message.element.strip()):
        raise Refusal(Rule.REASON_MISSING)
    return running
