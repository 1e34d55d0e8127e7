"""Evolve: folds one event into a dossier's state. Total: it never refuses, since what happened has happened."""

from collections.abc import Callable
from dataclasses import replace

from workflows.machine.agenda import Alarm, Kind, Watch, dossier_alarms, task_alarms
from workflows.machine.events import (
    Accepted,
    AnyEvent,
    ApologyDrafted,
    ApologyFellDue,
    ApologySigned,
    BreachRecorded,
    ClockResumed,
    ClockStopped,
    DossierLate,
    DueRevised,
    Ended,
    Escalated,
    HandedOver,
    Lodged,
    SupplementReceived,
    SupplementRequested,
    TaskCancelled,
    TaskClaimed,
    TaskCompleted,
    TaskLate,
    TaskOpened,
    TaskReleased,
    Warned,
)
from workflows.machine.state import APOLOGY, State, StatutoryClock, Supplement, Task


def evolve(state: State, event: AnyEvent) -> State:
    """The state after the event."""
    if event.alarm is not None:
        state = replace(state, agenda=tuple(alarm for alarm in state.agenda if alarm.key != event.alarm))
    return _fold(state, event)


def _fold(state: State, event: AnyEvent) -> State:  # noqa: PLR0911, PLR0912, C901 - one line a kind is the clearest shape
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
        case ApologyDrafted():
            return _drafted(state, event)
        case ApologySigned():
            return replace(_without_task(state, event.task), letters=state.letters + 1, agenda=_without_letter(state))
        case BreachRecorded():
            return replace(state, breaches=state.breaches + 1)
        case DossierLate():
            return replace(state, misses=state.misses + 1, missed_due_at=event.due_at)
        case Ended():
            return replace(state, end=event.end, agenda=(), waiting=None)
        case Warned() | ApologyFellDue() | Escalated():
            return state


def _lodged(state: State, event: Lodged) -> State:
    clock = StatutoryClock(started_at=event.received_at, original_due_at=event.due_at, due_at=event.due_at)
    return _armed(replace(state, clock=clock, holder=state.pin.route.receiving, received_at=event.received_at), event)


def _opened(state: State, event: TaskOpened) -> State:
    task = Task(
        number=event.task,
        step=event.step,
        office=event.office,
        post=event.post,
        opened_at=event.at,
        due_at=event.due_at,
    )
    state = replace(state, tasks=(*state.tasks, task), last_task=event.task)
    pin = state.pin
    alarms = task_alarms(event, ladder=pin.step(event.step).escalate, calendar=pin.calendar)
    return replace(state, agenda=tuple(sorted((*state.agenda, *alarms))))


def _drafted(state: State, event: ApologyDrafted) -> State:
    task = Task(
        number=event.task, step=APOLOGY, office=event.office, post=event.post, opened_at=event.at, due_at=event.due_at
    )
    return replace(state, tasks=(*state.tasks, task), last_task=event.task)


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
    clock = _clock(state)
    clock = replace(clock, due_at=event.due_at, running=True, revisions=clock.revisions + 1)
    return _armed(replace(state, clock=clock), event)


def _armed(state: State, event: Lodged | DueRevised | ClockResumed) -> State:
    """The agenda with the statutory clock's alarms set anew."""
    pin = state.pin
    watch = Watch(
        policy=pin.procedure.time,
        calendar=pin.calendar,
        since=event.at,
        due_at=event.due_at,
        letter_owed=state.letters == 0,
        missed=state.missed_due_at == event.due_at,
    )
    return replace(state, agenda=tuple(sorted((*_of_tasks(state), *dossier_alarms(watch)))))


def _of_tasks(state: State) -> tuple[Alarm, ...]:
    return tuple(alarm for alarm in state.agenda if alarm.task)


def _without_letter(state: State) -> tuple[Alarm, ...]:
    return tuple(alarm for alarm in state.agenda if alarm.kind not in {Kind.DRAFT, Kind.APOLOGY})


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
