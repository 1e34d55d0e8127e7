"""Calls: having another procedure lodged as a child dossier, and going on as it ended."""

from definitions.steps.calls import Call
from workflows.machine.branches import Call as Running
from workflows.machine.events_flow import ChildCalled, ChildEnded, ChildLodged
from workflows.machine.moves import Move
from workflows.machine.refusals import Refusal, Rule
from workflows.machine.turn import Turn
from workflows.messages import ReportChild, ReportEnd


def call(turn: Turn, branch: int, step_id: str, step: Call) -> tuple[Move, ...]:
    """Have the child lodged; go on at once where nobody waits for it."""
    turn.tell(
        ChildCalled(
            at=turn.at,
            actor=turn.actor,
            call=turn.state.numbered + 1,
            step=step_id,
            procedure=step.call,
            form={name: turn.value(expression, branch) for name, expression in step.fill.items()},
            papers=step.papers,
            waits=step.waits,
            branch=branch,
        )
    )
    return () if step.waits else (Move(branch, step.otherwise.way),)


def lodged(turn: Turn, message: ReportChild) -> None:
    """Note the child's code; told again, it changes nothing."""
    running = _running(turn, message.call)
    if running.code is None:
        turn.tell(ChildLodged(at=turn.at, actor=turn.actor, call=running.number, step=running.step, code=message.code))


def ended(turn: Turn, message: ReportEnd) -> tuple[Move, ...]:
    """Note how the child ended, and go on by it where the dossier waits."""
    running = _running(turn, message.call)
    turn.tell(
        ChildEnded(
            at=turn.at, actor=turn.actor, call=running.number, step=running.step, code=message.code, end=message.end
        )
    )
    if not running.waits:
        return ()
    step = turn.state.pin.step(running.step)
    assert isinstance(step, Call)
    way = step.outcomes[message.end].way if message.end in step.outcomes else step.otherwise
    return (Move(running.branch, way),)


def _running(turn: Turn, number: int) -> Running:
    found = next((one for one in turn.state.calls if one.number == number), None)
    if found is None:
        raise Refusal(Rule.CALL_UNKNOWN)
    return found
