"""Supplements: asking the applicant once to complete the dossier, and what that does to the clocks."""

from definitions.time_policy import OnSupplement
from workflows.machine import clock
from workflows.machine.apologies import tear_up_draft
from workflows.machine.causes import Gone
from workflows.machine.events import SupplementReceived, SupplementRequested
from workflows.machine.manned import open_task
from workflows.machine.moves import Move
from workflows.machine.refusals import Refusal, Rule
from workflows.machine.state import Supplement
from workflows.machine.tasks import Task
from workflows.machine.turn import Turn
from workflows.messages import ReceiveSupplement, RequestSupplement


def request(turn: Turn, message: RequestSupplement) -> None:
    """Ask for a supplement (Nghị định 61/2018/NĐ-CP, Art. 11(2c), 15(3), 19(4)): once, with a reason, in time."""
    task = turn.task(message.task)
    if task.is_letter:
        raise Refusal(Rule.SIGN_THE_LETTER)
    if not message.reason.strip():
        raise Refusal(Rule.REASON_MISSING)
    _check_allowed(turn, task)
    tear_up_draft(turn, Gone.CLOCK_STOPPED)
    turn.tell(
        SupplementRequested(
            at=turn.at,
            actor=turn.actor,
            task=task.number,
            step=task.step,
            office=task.office,
            reason=message.reason.strip(),
            papers=message.papers,
        )
    )


def receive(turn: Turn, message: ReceiveSupplement) -> None:
    """Take the supplement in at the desk; the step that asked goes on, and the clock runs as the policy says."""
    waiting = turn.state.waiting
    if waiting is None:
        raise Refusal(Rule.SUPPLEMENT_NOT_ASKED)
    turn.tell(SupplementReceived(at=turn.at, actor=turn.actor, papers=message.papers, note=message.note))
    clock.run_after_supplement(turn, waiting.remaining)
    _reopen(turn, waiting)


def _check_allowed(turn: Turn, task: Task) -> None:
    """The desk and every other office may each ask as often as the policy says; an office only soon after receipt,
    whichever of its steps asks; nobody once the work is done.
    """
    policy = turn.state.pin.procedure.time
    if turn.clock.lateness is not None or turn.state.waiting is not None:
        raise Refusal(Rule.SUPPLEMENT_TOO_LATE)
    if turn.state.supplements.count(task.office) >= policy.supplements:
        raise Refusal(Rule.SUPPLEMENT_ALREADY_ASKED)
    if task.office == turn.state.pin.route.receiving:
        return
    if turn.at > turn.state.pin.calendar.due(turn.state.branch(task.branch).received_at, policy.supplement_within):
        raise Refusal(Rule.SUPPLEMENT_TOO_LATE)


def _reopen(turn: Turn, waiting: Supplement) -> None:
    paused = turn.state.pin.procedure.time.supplement is OnSupplement.PAUSE
    left = waiting.task_remaining if paused else None
    open_task(turn, Move(waiting.branch, waiting.step), waiting.step, remaining=left)
