"""How events about tasks change a dossier's state."""

from collections.abc import Callable

from definitions.steps.described import EXPIRED
from workflows.machine.agenda import Alarm, Kind, in_order, task_alarms
from workflows.machine.branches import Fact
from workflows.machine.causes import Owed
from workflows.machine.events import (
    TaskClaimed,
    TaskCompleted,
    TaskDueRevised,
    TaskLate,
    TaskOpened,
    TaskReassigned,
    TaskReleased,
)
from workflows.machine.events_flow import TaskExpired
from workflows.machine.events_letters import ApologyDrafted, ApologySigned, UrgingDrafted
from workflows.machine.state import State
from workflows.machine.tasks import APOLOGY, URGING, Task
from workflows.machine.values import replace


def opened(state: State, event: TaskOpened) -> State:
    """The task waits, and its alarms are set."""
    step = state.pin.manned(event.step)
    task = Task(
        number=event.task,
        step=event.step,
        office=event.office,
        post=event.post,
        opened_at=event.at,
        due_at=event.due_at,
        counted_from=event.counted_from or event.at,
        remaining=event.remaining,
        limit=event.limit or (step.limit.term if step.limit else None),
        branch=event.branch,
        fee=event.fee,
        claimed_by=event.claimed_by,
    )
    alarms = task_alarms(task, step, since=event.at, calendar=state.pin.calendar)
    agenda = in_order((*state.agenda, *alarms)) if alarms else state.agenda
    return replace(state, tasks=(*state.tasks, task), last_task=event.task, agenda=agenda)


def claimed(state: State, event: TaskClaimed) -> State:
    """It is in somebody's hands."""
    return _changed(state, event.task, lambda task: replace(task, claimed_by=_official(event)))


def released(state: State, event: TaskReleased) -> State:
    """It is in nobody's hands."""
    return _changed(state, event.task, lambda task: replace(task, claimed_by=None))


def completed(state: State, event: TaskCompleted) -> State:
    """It is gone; who did it, and what came out, is remembered."""
    task = task_of(state, event.task)
    return replace(
        state,
        tasks=tuple(one for one in state.tasks if one is not task),
        agenda=_agenda_without(state, task.number),
        facts=(*state.facts, _fact(task, event.outcome, event.form)),
        done_by=(*state.done_by, (event.step, _official(event))),
    )


def expired(state: State, event: TaskExpired) -> State:
    """It is gone, done by nobody."""
    fact = _fact(task_of(state, event.task), EXPIRED, None)
    return replace(without(state, event.task), facts=(*state.facts, fact))


def reassigned(state: State, event: TaskReassigned) -> State:
    """Another post has it."""
    return _changed(state, event.task, lambda task: replace(task, post=event.post, claimed_by=None))


def became_late(state: State, event: TaskLate) -> State:
    """Its limit has passed."""
    return _changed(state, event.task, lambda task: replace(task, late=True))


def due_revised(state: State, event: TaskDueRevised) -> State:
    """The task's alarms are set anew, as if it had been opened with this due date; one that is late stays late."""
    task = replace(task_of(state, event.task), due_at=event.due_at)
    agenda = tuple(alarm for alarm in state.agenda if alarm.task != event.task)
    alarms = task_alarms(task, state.pin.manned(task.step), since=event.at, calendar=state.pin.calendar)
    return replace(_changed(state, event.task, lambda _: task), agenda=in_order((*agenda, *alarms)))


def drafted(state: State, event: ApologyDrafted | UrgingDrafted) -> State:
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
        agenda = in_order((*agenda, Alarm(at=event.due_at, kind=Kind.FAULT, task=event.task)))
    return replace(state, agenda=agenda)


def apology_signed(state: State, event: ApologySigned) -> State:
    """The one letter is written: no alarm asks for it any more."""
    signed = without(state, event.task)
    agenda = tuple(alarm for alarm in signed.agenda if alarm.kind not in {Kind.DRAFT, Kind.APOLOGY, Kind.FAULT})
    return replace(signed, letters=state.letters + 1, agenda=agenda)


def without(state: State, number: int) -> State:
    """The state without a task and its alarms."""
    tasks = tuple(task for task in state.tasks if task.number != number)
    return replace(state, tasks=tasks, agenda=_agenda_without(state, number))


def task_of(state: State, number: int) -> Task:
    """An open task."""
    return next(task for task in state.tasks if task.number == number)


def _fact(task: Task, outcome: str, form: dict[str, object] | None) -> Fact:
    return Fact(step=task.step, branch=task.branch, outcome=outcome, form=form)


def _agenda_without(state: State, number: int) -> tuple[Alarm, ...]:
    return tuple(alarm for alarm in state.agenda if alarm.task != number)


def _changed(state: State, number: int, change: Callable[[Task], Task]) -> State:
    return replace(state, tasks=tuple(change(task) if task.number == number else task for task in state.tasks))


def _official(event: TaskClaimed | TaskCompleted) -> str:
    assert event.actor.kind == "official"
    return event.actor.official
