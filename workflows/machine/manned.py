"""Manned steps: opening the task in which somebody does, records or answers something."""

from datetime import date, datetime

from definitions.calendar import Remaining
from definitions.limits import Limit
from definitions.steps.manned import Manned, Pay, Wait
from definitions.terms import Term
from workflows.machine.events import TaskOpened
from workflows.machine.moves import Move
from workflows.machine.turn import Turn


def open_task(turn: Turn, move: Move, step_id: str, *, remaining: Remaining | None = None) -> None:
    """Open a step's task; its limit, or what remained of it, counts from when its office has the papers."""
    pin, step = turn.state.pin, turn.state.pin.manned(step_id)
    since = max(turn.at, turn.state.branch(move.branch).received_at)
    limit, due_at = turn.due(step, move.branch, since, remaining)
    turn.tell(
        TaskOpened(
            at=turn.at,
            actor=turn.actor,
            task=turn.state.last_task + 1,
            step=step_id,
            office=pin.office_of(step_id),
            post=step.who.post,
            due_at=_day(turn, move.branch, step) or due_at,
            counted_from=since if since != turn.at else None,
            remaining=remaining,
            limit=limit if _surcharged(step.limit, limit) else None,
            branch=move.branch,
            claimed_by=_last_official(turn, step_id) if move.keep else None,
            fee=_fee(turn, move.branch, step),
        )
    )


def _day(turn: Turn, branch: int, step: Manned) -> datetime | None:
    """When the day that a wait is for opens, or the first working day after it; at once, where that has passed."""
    if not isinstance(step, Wait) or step.until is None:
        return None
    calendar = turn.state.pin.calendar
    day = date.fromisoformat(turn.value(step.until, branch))
    return max(calendar.opens_from(day), turn.at)


def _surcharged(limit: Limit | None, given: Term | None) -> bool:
    return limit is not None and limit.term != given


def _last_official(turn: Turn, step_id: str) -> str | None:
    return dict(turn.state.done_by).get(step_id)


def _fee(turn: Turn, branch: int, step: Manned) -> int | None:
    """The fee in đồng; one that is no whole number, or negative, is a bug of the definition."""
    if not isinstance(step, Pay):
        return None
    fee = step.pay if isinstance(step.pay, int) else turn.value(step.pay, branch)
    assert isinstance(fee, int), f"a fee of {fee!r} đồng"
    assert fee >= 0, f"a fee of {fee} đồng"
    return fee
