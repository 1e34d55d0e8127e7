"""Custody: which office has the dossier, which task is open there, and how it moves on, up, back and to its end."""

from definitions.calendar import Remaining
from definitions.procedure import End
from definitions.time_policy import CutoffMoves
from workflows.machine import urging
from workflows.machine.apologies import move_draft, record_missing_for_fault, tear_up_draft
from workflows.machine.causes import Breach, Custody, Gone, Lateness
from workflows.machine.events import (
    Accepted,
    BreachRecorded,
    ClockResumed,
    ClockStopped,
    Ended,
    HandedOver,
    TaskCancelled,
    TaskOpened,
)
from workflows.machine.turn import Turn


def move_to(turn: Turn, step_id: str) -> None:
    """Go to a step: start or stop the clock, hand over where it is another office's, open the task."""
    if not turn.state.accepted:
        turn.tell(Accepted(at=turn.at, actor=turn.actor, due_at=turn.clock.due_at))
    counts = turn.state.pin.step(step_id).counts
    if not counts:
        stop_clock(turn)
    hand_over(turn, turn.state.pin.office_of(step_id), Custody.DOSSIER if counts else Custody.RESULT)
    if counts and not turn.clock.running:
        turn.tell(ClockResumed(at=turn.at, actor=turn.actor, due_at=turn.clock.due_at))
    open_task(turn, step_id)


def hand_over(turn: Turn, office: str, what: Custody) -> None:
    """Hand the dossier to an office, unless it has it. A draft apology goes along: the holder owes it."""
    if office == turn.state.holder:
        return
    cutoff = turn.state.pin.procedure.time.cutoff
    moved = cutoff.at if cutoff is not None and cutoff.moves is CutoffMoves.HANDOVER else None
    received_at = turn.state.pin.calendar.handed_over(turn.at, moved)
    sender = turn.state.holder
    urging.tear_up_draft(turn, Gone.HANDED_OVER)
    turn.tell(
        HandedOver(at=turn.at, actor=turn.actor, sender=sender, recipient=office, what=what, received_at=received_at)
    )
    move_draft(turn)


def open_task(turn: Turn, step_id: str, *, remaining: Remaining | None = None) -> None:
    """Open a step's task; its limit, or what remained of it, counts from when its office has the dossier."""
    pin = turn.state.pin
    step = pin.step(step_id)
    since = max(turn.at, turn.state.received_at)
    turn.tell(
        TaskOpened(
            at=turn.at,
            actor=turn.actor,
            task=turn.state.last_task + 1,
            step=step_id,
            office=pin.office_of(step_id),
            post=step.who.post,
            due_at=pin.task_due(step_id, since=since, remaining=remaining),
            counted_from=since if since != turn.at else None,
            remaining=remaining,
        )
    )


def stop_clock(turn: Turn) -> None:
    """Stop the statutory clock for good, and say how the offices kept it."""
    if turn.clock.lateness is not None:
        return
    tear_up_draft(turn, Gone.CLOCK_STOPPED)
    urging.tear_up_draft(turn, Gone.CLOCK_STOPPED)
    turn.tell(ClockStopped(at=turn.at, actor=turn.actor, lateness=_lateness(turn)))


def end(turn: Turn, how: End, reason: str | None) -> None:
    """End the dossier: what is open goes away, and what is left returns to the receiving desk."""
    for task in tuple(turn.state.tasks):
        if not task.is_letter:
            turn.tell(TaskCancelled(at=turn.at, actor=turn.actor, task=task.number, step=task.step, cause=Gone.ENDED))
    stop_clock(turn)
    record_missing_for_fault(turn)
    if how is End.REFUSED:
        _record_late_refusal(turn)
    tear_up_draft(turn, Gone.ENDED)
    urging.tear_up_draft(turn, Gone.ENDED)
    hand_over(turn, turn.state.pin.route.receiving, Custody.REFUSAL if how is End.REFUSED else Custody.DOSSIER)
    turn.tell(Ended(at=turn.at, actor=turn.actor, end=how, reason=reason))


def _record_late_refusal(turn: Turn) -> None:
    """A refusal falls within the limit (Nghị định 61/2018/NĐ-CP, Art. 19(8)): one that comes later is a breach."""
    if turn.at > turn.clock.due_at:
        turn.tell(BreachRecorded(at=turn.at, actor=turn.actor, what=Breach.REFUSAL_LATE, office=turn.state.holder))


def _lateness(turn: Turn) -> Lateness:
    """How the offices kept the due date; one that passes while a supplement is awaited is not in force."""
    calendar = turn.state.pin.calendar
    if turn.state.late or (turn.clock.running and turn.at > turn.clock.due_at):
        return Lateness.LATE
    early = calendar.local_date(turn.at) < calendar.local_date(turn.clock.due_at)
    return Lateness.EARLY if early else Lateness.ON_TIME
