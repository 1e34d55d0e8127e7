"""Evolve: folds one event into a dossier's state. Total: it never refuses, since what happened has happened."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from workflows.machine.agenda import Alarm, Kind, Watch, dossier_alarms, task_alarms
from workflows.machine.causes import Cause, Owed
from workflows.machine.events import (
    Accepted,
    AnyEvent,
    ApologyDrafted,
    ApologyFellDue,
    ApologySigned,
    BreachRecorded,
    CalendarApplied,
    ClockResumed,
    ClockStopped,
    DossierLate,
    DueRevised,
    Ended,
    Escalated,
    FaultRecorded,
    HandedOver,
    Lodged,
    SupplementReceived,
    SupplementRequested,
    TaskCancelled,
    TaskClaimed,
    TaskCompleted,
    TaskDueRevised,
    TaskLate,
    TaskOpened,
    TaskReassigned,
    TaskReleased,
    UrgingDrafted,
    UrgingSigned,
    Warned,
)
from workflows.machine.state import State, StatutoryClock, Supplement
from workflows.machine.tasks import APOLOGY, URGING, Task


def evolve(state: State, event: AnyEvent) -> State:
    """The state after the event."""
    if event.alarm is not None:
        state = replace(state, agenda=tuple(alarm for alarm in state.agenda if alarm.key != event.alarm))
    return _fold(state, event)


def _fold(state: State, event: AnyEvent) -> State:  # noqa: PLR0911, PLR0912, PLR0915, C901 - one line a kind is the clearest shape
    match event:
        case Lodged():
            return _lodged(state, event)
        case Accepted():
            return replace(state, accepted=True)
        case TaskOpened():
            return _opened(state, event)
        case TaskClaimed():
            return _with_task(state, event.task, lambda task: replace(task, claimed_by=_official(event)))
        case TaskReleased():
            return _with_task(state, event.task, lambda task: replace(task, claimed_by=None))
        case TaskCompleted():
            return replace(_without_task(state, event.task), done_by=(*state.done_by, (event.step, _official(event))))
        case TaskCancelled():
            return _without_task(state, event.task)
        case TaskReassigned():
            return _with_task(state, event.task, lambda task: replace(task, post=event.post, claimed_by=None))
        case TaskDueRevised():
            return _task_revised(state, event)
        case TaskLate():
            return _with_task(state, event.task, lambda task: replace(task, late=True))
        case HandedOver():
            return replace(state, holder=event.recipient, received_at=event.received_at)
        case SupplementRequested():
            return _waits(state, event)
        case SupplementReceived():
            return replace(state, waiting=None, received_at=max(state.received_at, event.at))
        case DueRevised():
            return _revised(state, event)
        case ClockStopped():
            clock = replace(_clock(state), running=False, lateness=event.lateness)
            return replace(state, clock=clock, agenda=_of_tasks(state))
        case ClockResumed():
            clock = replace(_clock(state), running=True, lateness=None)
            return _armed(replace(state, clock=clock), event)
        case ApologyDrafted() | UrgingDrafted():
            return _drafted(state, event)
        case UrgingSigned():
            return _without_task(state, event.task)
        case FaultRecorded():
            return replace(state, faults=state.faults + 1)
        case CalendarApplied():
            return _retimed(replace(state, pin=state.pin.model_copy(update={"calendar": event.calendar})), event)
        case ApologySigned():
            signed = _without_task(state, event.task)
            return replace(signed, letters=state.letters + 1, agenda=_without_letter(signed))
        case BreachRecorded():
            return replace(state, breaches=state.breaches + 1)
        case DossierLate():
            return replace(state, misses=state.misses + 1, missed_due_at=event.due_at)
        case Ended():
            return replace(state, end=event.end, agenda=(), waiting=None)
        case Warned() | ApologyFellDue() | Escalated():
            return state


def _lodged(state: State, event: Lodged) -> State:
    clock = StatutoryClock(
        started_at=event.received_at,
        original_due_at=event.due_at,
        due_at=event.due_at,
        counted_from=event.received_at,
    )
    return _armed(replace(state, clock=clock, holder=state.pin.route.receiving, received_at=event.received_at), event)


def _opened(state: State, event: TaskOpened) -> State:
    task = Task(
        number=event.task,
        step=event.step,
        office=event.office,
        post=event.post,
        opened_at=event.at,
        due_at=event.due_at,
        counted_from=event.counted_from or event.at,
        remaining=event.remaining,
    )
    state = replace(state, tasks=(*state.tasks, task), last_task=event.task)
    pin = state.pin
    alarms = task_alarms(task, since=event.at, ladder=pin.step(event.step).escalate, calendar=pin.calendar)
    return replace(state, agenda=tuple(sorted((*state.agenda, *alarms))))


def _drafted(state: State, event: ApologyDrafted | UrgingDrafted) -> State:
    """A letter to sign is a task; a drafted apology needs no second draft, one for a fault has its own last moment."""
    task = Task(
        number=event.task,
        step=APOLOGY if isinstance(event, ApologyDrafted) else URGING,
        office=event.office,
        post=event.post,
        opened_at=event.at,
        due_at=event.due_at if isinstance(event, ApologyDrafted) else None,
        owed=event.owed if isinstance(event, ApologyDrafted) else Owed.LATENESS,
        addressee=event.addressee if isinstance(event, UrgingDrafted) else "",
    )
    state = replace(state, tasks=(*state.tasks, task), last_task=event.task)
    if isinstance(event, UrgingDrafted):
        return state
    agenda = tuple(alarm for alarm in state.agenda if alarm.kind is not Kind.DRAFT)
    if event.owed is Owed.FAULT:
        agenda = tuple(sorted((*agenda, Alarm(at=event.due_at, kind=Kind.FAULT, task=event.task))))
    return replace(state, agenda=agenda)


def _task_revised(state: State, event: TaskDueRevised) -> State:
    """The task's alarms are set anew, as if it had been opened with this due date; one that is late stays late."""
    task = next(task for task in state.tasks if task.number == event.task)
    task = replace(task, due_at=event.due_at)
    agenda = tuple(alarm for alarm in state.agenda if alarm.task != event.task)
    alarms = task_alarms(task, since=event.at, ladder=state.pin.step(task.step).escalate, calendar=state.pin.calendar)
    return replace(
        state,
        tasks=tuple(task if other.number == task.number else other for other in state.tasks),
        agenda=tuple(sorted((*agenda, *alarms))),
    )


def _waits(state: State, event: SupplementRequested) -> State:
    """The task and the clock stop; what remained of both is kept in their own units."""
    clock, pin = _clock(state), state.pin
    task = next(task for task in state.tasks if task.number == event.task)
    limit = pin.step(event.step).limit
    waiting = Supplement(
        step=event.step,
        office=event.office,
        remaining=pin.calendar.remaining(event.at, clock.due_at, pin.procedure.time.limit.unit),
        task_remaining=pin.calendar.remaining(event.at, task.due_at, limit.unit) if limit and task.due_at else None,
    )
    state = replace(_without_task(state, event.task), waiting=waiting, supplements=(*state.supplements, event.office))
    return replace(state, clock=replace(clock, running=False), agenda=_of_tasks(state))


def _revised(state: State, event: DueRevised) -> State:
    clock = replace(_clock(state), due_at=event.due_at, running=True, revisions=_clock(state).revisions + 1)
    match event.cause:
        case Cause.SUPPLEMENT | Cause.PAUSE:
            clock = replace(clock, counted_from=event.at, remaining=event.remaining, appointed=False)
        case Cause.EXTENSION:
            clock = replace(clock, appointed=True)
        case Cause.CALENDAR:
            pass
    return _armed(replace(state, clock=clock), event)


def _armed(state: State, event: Lodged | DueRevised | ClockResumed) -> State:
    """The agenda with the statutory clock's alarms set anew."""
    alarms = dossier_alarms(_watch(state, since=event.at, due_at=event.due_at))
    return replace(state, agenda=tuple(sorted((*_of_tasks(state), *alarms))))


def _retimed(state: State, event: CalendarApplied) -> State:
    """The alarms still to ring, each at its instant by the new calendar; one that this puts into the past rings now."""
    pin, clock = state.pin, _clock(state)
    fresh = [*dossier_alarms(_watch(state, since=event.at, due_at=clock.due_at))]
    for task in state.tasks:
        if not task.is_letter:
            ladder = pin.step(task.step).escalate
            fresh += task_alarms(task, since=event.at, ladder=ladder, calendar=pin.calendar)
    by_key = {alarm.key: alarm for alarm in fresh}
    kept = (by_key.get(alarm.key) or _overtaken(alarm, event) for alarm in state.agenda)
    return replace(state, agenda=tuple(sorted(kept)))


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


def _without_letter(state: State) -> tuple[Alarm, ...]:
    return tuple(alarm for alarm in state.agenda if alarm.kind not in {Kind.DRAFT, Kind.APOLOGY, Kind.FAULT})


def _without_task(state: State, number: int) -> State:
    tasks = tuple(task for task in state.tasks if task.number != number)
    return replace(state, tasks=tasks, agenda=tuple(alarm for alarm in state.agenda if alarm.task != number))


def _with_task(state: State, number: int, change: Callable[[Task], Task]) -> State:
    return replace(state, tasks=tuple(change(task) if task.number == number else task for task in state.tasks))


def _clock(state: State) -> StatutoryClock:
    assert state.clock is not None
    return state.clock


def _official(event: TaskClaimed | TaskCompleted) -> str:
    assert event.actor.kind == "official"
    return event.actor.official
