"""The clock: how the statutory clock is stopped, held and let go on, and what the law adds to it."""

from definitions.calendar import Remaining
from definitions.limits import longer
from definitions.time_policy import OnSupplement
from definitions.ways import Outcome
from workflows.machine import urging
from workflows.machine.apologies import tear_up_draft
from workflows.machine.causes import Cause, Gone, Lateness
from workflows.machine.events_flow import ClockPaused, LimitExtended
from workflows.machine.events_time import ClockResumed, ClockStopped, DueRevised
from workflows.machine.evolve_time import added
from workflows.machine.tasks import Task
from workflows.machine.turn import Turn


def stop(turn: Turn) -> None:
    """Stop it for good, and say how the offices kept it."""
    if turn.clock.lateness is not None:
        return
    tear_up_draft(turn, Gone.CLOCK_STOPPED)
    urging.tear_up_draft(turn, Gone.CLOCK_STOPPED)
    turn.tell(ClockStopped(at=turn.at, actor=turn.actor, lateness=_lateness(turn)))


def take_up(turn: Turn) -> None:
    """Let it go on after it was stopped for good: there is counted work again."""
    if turn.clock.lateness is not None:
        turn.tell(ClockResumed(at=turn.at, actor=turn.actor, due_at=turn.clock.due_at))


def settle(turn: Turn) -> None:
    """Hold it or let it go on, as what is open now demands; begin its second stage when that is due."""
    if turn.clock.lateness is not None or turn.state.waiting is not None:
        return
    holding = next((task for task in turn.state.works if turn.state.pin.manned(task.step).pauses), None)
    if holding is not None:
        _hold(turn, holding)
    elif _second_stage_begins(turn):
        _begin_second_stage(turn)
    elif not turn.clock.running and turn.clock.paused is not None:
        _go_on(turn, turn.clock.paused)


def run_after_supplement(turn: Turn, remaining: Remaining) -> None:
    """Let it go on after a supplement: from the start or with what remained, as the policy says."""
    pin = turn.state.pin
    if turn.clock.paused is not None:
        return
    if pin.procedure.time.supplement is OnSupplement.PAUSE:
        _go_on(turn, remaining)
        return
    due_at = pin.calendar.due(turn.at, turn.clock.limit)
    turn.tell(DueRevised(at=turn.at, actor=turn.actor, was=turn.clock.due_at, due_at=due_at, cause=Cause.SUPPLEMENT))


def extend(turn: Turn, step_id: str, outcome: Outcome) -> None:
    """Add to the limit what the law adds for such an outcome; a due date that has passed stays missed."""
    if outcome.adds is None:
        return
    clock, calendar = turn.clock, turn.state.pin.calendar
    limit = longer(clock.limit, outcome.adds)
    left = added(clock.remaining, clock.limit, limit) if clock.remaining else None
    turn.tell(LimitExtended(at=turn.at, actor=turn.actor, step=step_id, limit=limit))
    if not clock.running or clock.appointed or turn.at > clock.due_at:
        return
    due_at = calendar.resume(clock.counted_from, left) if left else calendar.due(clock.counted_from, limit)
    turn.tell(
        DueRevised(at=turn.at, actor=turn.actor, was=clock.due_at, due_at=due_at, cause=Cause.ADDED, remaining=left)
    )


def _hold(turn: Turn, task: Task) -> None:
    """Stop while something outside is waited for; what is late already is not hidden by that."""
    if turn.clock.running and not (turn.state.missed_due_at == turn.clock.due_at or turn.at > turn.clock.due_at):
        tear_up_draft(turn, Gone.CLOCK_STOPPED)
        turn.tell(ClockPaused(at=turn.at, actor=turn.actor, step=task.step))


def _go_on(turn: Turn, left: Remaining) -> None:
    was, calendar = turn.clock.due_at, turn.state.pin.calendar
    if turn.state.missed_due_at == was:
        turn.tell(ClockResumed(at=turn.at, actor=turn.actor, due_at=was))
        return
    due_at = calendar.resume(turn.at, left)
    turn.tell(DueRevised(at=turn.at, actor=turn.actor, was=was, due_at=due_at, cause=Cause.PAUSE, remaining=left))


def _second_stage_begins(turn: Turn) -> bool:
    second = turn.state.pin.procedure.time.second
    return second is not None and turn.clock.stage == 1 and any(fact.step == second.after for fact in turn.state.facts)


def _begin_second_stage(turn: Turn) -> None:
    """A second appointment: the limit of its own counts from here."""
    second = turn.state.pin.procedure.time.second
    assert second is not None
    limit = turn.limit_of(second.limit)
    turn.tell(
        DueRevised(
            at=turn.at,
            actor=turn.actor,
            was=turn.clock.due_at,
            due_at=turn.state.pin.calendar.due(turn.at, limit),
            cause=Cause.STAGE,
            limit=limit,
        )
    )


def _lateness(turn: Turn) -> Lateness:
    """How the offices kept the due date; one that passes while the clock is held is not in force."""
    calendar = turn.state.pin.calendar
    if turn.state.late or (turn.clock.running and turn.at > turn.clock.due_at):
        return Lateness.LATE
    early = calendar.local_date(turn.at) < calendar.local_date(turn.clock.due_at)
    return Lateness.EARLY if early else Lateness.ON_TIME
