"""The flow: how a dossier goes from step to step. Every family of steps has its place here, and only here."""

from collections import deque
from typing import Final

from definitions.saying import Saying
from definitions.steps.calls import Call
from definitions.steps.manned import Manned
from definitions.steps.splits import Split
from definitions.steps.turns import Choose, Set
from definitions.ways import End, Outcome, Way
from workflows.machine import calls, clock, custody, manned, splits, turns
from workflows.machine.apologies import move_draft
from workflows.machine.branches import ROOT
from workflows.machine.events import Accepted
from workflows.machine.moves import Move
from workflows.machine.turn import Turn
from workflows.machine.unsound import Unsound

MOST_MOVES: Final = 10_000
"""No sound definition takes so many steps by itself in one turn."""

ROUND: Final = Saying(
    vietnamese="hồ sơ tự quay vòng mãi, ở {at}", english="the dossier goes round by itself without end, at {at}"
)


def begin(turn: Turn) -> None:
    """Take the first step."""
    first = turn.state.pin.procedure.first
    manned.open_task(turn, Move(ROOT, first), first)


def leave(turn: Turn, branch: int, step_id: str, way: Way) -> None:
    """Leave a step by a way: what the way does besides, where it goes, and all that follows by itself."""
    outcome = way if isinstance(way, Outcome) else Outcome(to=way.to, join=way.join, end=way.end)
    moves = splits.cancel_region(turn, outcome.cancels) if outcome.cancels else ()
    go(turn, Move(branch, outcome.way, keep=outcome.keep is not None), *moves)
    if turn.state.end is None:
        clock.extend(turn, step_id, outcome)


def go(turn: Turn, *moves: Move) -> None:
    """Make the moves, and those that follow from them, until somebody outside is waited for."""
    queue = deque(moves)
    for _ in range(MOST_MOVES):
        if not queue or turn.state.end is not None:
            break
        queue.extend(_make(turn, queue.popleft()))
    else:
        raise Unsound(ROUND.of(at=queue[0]))
    if turn.state.end is None:
        _settle(turn)


def _make(turn: Turn, move: Move) -> tuple[Move, ...]:
    """One move; those that follow from it at once. A branch that was taken away meanwhile goes nowhere."""
    if not turn.state.runs(move.branch):
        return ()
    match move.where:
        case str() as step_id:
            return _enter(turn, move, step_id)
        case Way(end=End() as how):
            custody.end(turn, how, turn.reason)
            return ()
        case Way(join=str() as split):
            return splits.join(turn, move.branch, split)
        case way:
            assert way.to is not None
            return _enter(turn, move, way.to)


def _enter(turn: Turn, move: Move, step_id: str) -> tuple[Move, ...]:
    if not turn.state.accepted:
        turn.tell(Accepted(at=turn.at, actor=turn.actor, due_at=turn.clock.due_at))
    step = turn.state.pin.step(step_id)
    match step:
        case Manned():
            custody.bring_to(turn, move.branch, step_id, step)
            manned.open_task(turn, move, step_id)
            return ()
        case Choose():
            return turns.choose(turn, move.branch, step_id, step)
        case Set():
            return turns.compute(turn, move.branch, step_id, step)
        case Split():
            return splits.begin(turn, move.branch, step_id, step)
        case Call():
            return calls.call(turn, move.branch, step_id, step)


def _settle(turn: Turn) -> None:
    """What follows from all that is open now: whether the clock runs, and who owes an apology that lies ready."""
    works = turn.state.works
    counted = any(turn.state.pin.manned(task.step).counts for task in works)
    if works and not counted and not any(call.waits for call in turn.state.calls) and turn.state.waiting is None:
        clock.stop(turn)
    clock.settle(turn)
    move_draft(turn)
