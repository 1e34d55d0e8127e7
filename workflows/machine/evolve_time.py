"""How events about the statutory clock change a dossier's state."""

from datetime import datetime

from definitions.calendar import Remaining
from definitions.terms import MINUTES_AN_HOUR, Term, Unit
from definitions.time_policy import OnSupplement
from workflows.machine.agenda import Alarm, Kind, Watch, dossier_alarms, in_order, task_alarms
from workflows.machine.causes import Cause
from workflows.machine.events import Lodged, SupplementReceived, SupplementRequested
from workflows.machine.events_flow import ClockPaused, LimitExtended
from workflows.machine.events_time import CalendarApplied, ClockResumed, ClockStopped, DueRevised
from workflows.machine.evolve_tasks import task_of, without
from workflows.machine.state import State, StatutoryClock, Supplement
from workflows.machine.values import replace


def lodged(state: State, event: Lodged) -> State:
    """The clock runs."""
    clock = StatutoryClock(
        started_at=event.received_at,
        original_due_at=event.due_at,
        due_at=event.due_at,
        limit=event.limit or state.pin.procedure.time.limit.term,
        counted_from=event.received_at,
    )
    return _armed(replace(state, clock=clock), event)


def supplement_requested(state: State, event: SupplementRequested) -> State:
    """The task and the clock stop; what remained of both is kept in their own units."""
    clock, calendar = _clock(state), state.pin.calendar
    task = task_of(state, event.task)
    remaining = clock.paused or calendar.remaining(event.at, clock.due_at, clock.limit.unit)
    of_task = calendar.remaining(event.at, task.due_at, task.limit.unit) if task.limit and task.due_at else None
    waiting = Supplement(
        step=event.step, office=event.office, remaining=remaining, task_remaining=of_task, branch=task.branch
    )
    state = replace(without(state, event.task), waiting=waiting, supplements=(*state.supplements, event.office))
    return replace(state, clock=replace(clock, running=False), agenda=_of_tasks(state))


def supplement_received(state: State, event: SupplementReceived) -> State:
    """The branch that asked goes on; a clock that is still held otherwise keeps what it will have then."""
    waiting, clock = state.waiting, _clock(state)
    assert waiting is not None
    if clock.paused is not None and state.pin.procedure.time.supplement is OnSupplement.RESTART:
        clock = replace(clock, paused=whole(clock.limit))
    branches = tuple(
        replace(branch, received_at=max(branch.received_at, event.at)) if branch.number == waiting.branch else branch
        for branch in state.branches
    )
    return replace(state, waiting=None, branches=branches, clock=clock)


def paused(state: State, event: ClockPaused) -> State:
    """The clock stands still; what remained of it is kept in its own unit."""
    clock = _clock(state)
    left = state.pin.calendar.remaining(event.at, clock.due_at, clock.limit.unit)
    return replace(state, clock=replace(clock, running=False, paused=left), agenda=_of_tasks(state))


def stopped(state: State, event: ClockStopped) -> State:
    """The clock stops for good."""
    clock = replace(_clock(state), running=False, paused=None, lateness=event.lateness)
    return replace(state, clock=clock, agenda=_of_tasks(state))


def resumed(state: State, event: ClockResumed) -> State:
    """The clock runs to the due date it had."""
    clock = replace(_clock(state), running=True, paused=None, lateness=None)
    return _armed(replace(state, clock=clock), event)


def extended(state: State, event: LimitExtended) -> State:
    """The limit is longer; so is what remains of a clock that stands still."""
    clock = _clock(state)
    return replace(state, clock=replace(clock, limit=event.limit, paused=_more(clock, event.limit)))


def revised(state: State, event: DueRevised) -> State:
    """The clock runs to another due date."""
    clock = _clock(state)
    clock = replace(
        clock,
        due_at=event.due_at,
        running=True,
        paused=None,
        revisions=clock.revisions + 1,
        limit=event.limit or clock.limit,
    )
    match event.cause:
        case Cause.SUPPLEMENT | Cause.PAUSE:
            clock = replace(clock, counted_from=event.at, remaining=event.remaining, appointed=False)
        case Cause.STAGE:
            clock = replace(clock, counted_from=event.at, remaining=None, appointed=False, stage=clock.stage + 1)
        case Cause.ADDED:
            clock = replace(clock, remaining=event.remaining)
        case Cause.EXTENSION:
            clock = replace(clock, appointed=True)
        case Cause.CALENDAR:
            pass
    return _armed(replace(state, clock=clock), event)


def calendar_applied(state: State, event: CalendarApplied) -> State:
    """The alarms still to ring, each at its instant by the new calendar; one that this puts into the past rings now."""
    pin = state.pin.model_copy(update={"calendar": event.calendar})
    state = replace(state, pin=pin)
    fresh = [*dossier_alarms(_watch(state, since=event.at, due_at=_clock(state).due_at))]
    for task in state.works:
        fresh += task_alarms(task, pin.manned(task.step), since=event.at, calendar=pin.calendar)
    by_key = {alarm.key: alarm for alarm in fresh}
    kept = (by_key.get(alarm.key) or _overtaken(alarm, event) for alarm in state.agenda)
    return replace(state, agenda=in_order(kept))


def whole(limit: Term) -> Remaining:
    """A limit of which nothing has passed yet."""
    minutes = limit.unit is Unit.WORKING_HOURS
    return Remaining(limit.unit, limit.amount * MINUTES_AN_HOUR if minutes else limit.amount)


def added(remaining: Remaining, was: Term, now: Term) -> Remaining:
    """What remains when the limit has become longer."""
    grown = whole(now).amount - (whole(was).amount if was.unit is now.unit else 0)
    return Remaining(now.unit, remaining.amount + grown)


def _more(clock: StatutoryClock, limit: Term) -> Remaining | None:
    return clock.paused and added(clock.paused, clock.limit, limit)


def _armed(state: State, event: Lodged | DueRevised | ClockResumed) -> State:
    """The agenda with the statutory clock's alarms set anew."""
    alarms = dossier_alarms(_watch(state, since=event.at, due_at=event.due_at))
    return replace(state, agenda=in_order((*_of_tasks(state), *alarms)))


def _overtaken(alarm: Alarm, event: CalendarApplied) -> Alarm:
    return alarm if alarm.kind is Kind.FAULT else replace(alarm, at=event.at)


def _watch(state: State, *, since: datetime, due_at: datetime) -> Watch:
    return Watch(
        policy=state.pin.procedure.time,
        calendar=state.pin.calendar,
        since=since,
        due_at=due_at,
        letter_owed=state.letters == 0,
        missed=state.missed_due_at == due_at,
    )


def _of_tasks(state: State) -> tuple[Alarm, ...]:
    return tuple(alarm for alarm in state.agenda if alarm.task)


def _clock(state: State) -> StatutoryClock:
    assert state.clock is not None
    return state.clock
