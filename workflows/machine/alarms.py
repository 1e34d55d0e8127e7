"""Alarms: what happens when an instant of the agenda is reached."""

from datetime import datetime

from workflows.actors import Clock
from workflows.machine import apologies, flow, urging
from workflows.machine.agenda import Alarm, Kind
from workflows.machine.events import AnyEvent, DossierLate, Escalated, TaskLate, TaskReassigned, Warned
from workflows.machine.events_flow import TaskExpired
from workflows.machine.ladder import recipients
from workflows.machine.state import State
from workflows.machine.tasks import Task
from workflows.machine.turn import Turn


def next_alarm(state: State) -> Alarm | None:
    """The alarm that falls due first, or None while nothing runs."""
    return state.agenda[0] if state.agenda else None


def ring(state: State, alarm: Alarm) -> tuple[State, tuple[AnyEvent, ...]]:
    """The state and the events after an alarm of the agenda rang; its entries bear the instant it fell due."""
    turn = Turn(state, alarm.at, Clock())
    match alarm.kind:
        case Kind.WARN:
            _warn(turn, alarm)
        case Kind.DRAFT:
            apologies.draft(turn, alarm.key)
        case Kind.APOLOGY | Kind.FAULT:
            apologies.fall_due(turn, alarm.key)
        case Kind.LATE:
            _late(turn, alarm)
        case Kind.RUNG:
            _rung(turn, alarm)
        case Kind.TASK_LATE:
            _task_late(turn, alarm)
        case Kind.TASK_RUNG:
            _task_rung(turn, alarm)
        case Kind.EXPIRY:
            _expire(turn, alarm)
    return turn.state, turn.events


def advance(state: State, until: datetime, *, inclusive: bool = True) -> tuple[State, tuple[AnyEvent, ...]]:
    """Ring every alarm that fell due until an instant, in order. An act at the very close of a day is still in time:
    before an act, pass `inclusive=False`.
    """
    events: tuple[AnyEvent, ...] = ()
    while (alarm := next_alarm(state)) is not None and (alarm.at < until or (inclusive and alarm.at == until)):
        state, more = ring(state, alarm)
        events += more
    return state, events


def _warn(turn: Turn, alarm: Alarm) -> None:
    before = str(turn.state.pin.procedure.time.warn[alarm.number])
    turn.tell(
        Warned(
            at=turn.at,
            actor=turn.actor,
            alarm=alarm.key,
            before=before,
            office=turn.state.holder,
            due_at=turn.clock.due_at,
        )
    )


def _late(turn: Turn, alarm: Alarm) -> None:
    miss = turn.state.misses + 1
    turn.tell(
        DossierLate(
            at=turn.at,
            actor=turn.actor,
            alarm=alarm.key,
            office=turn.state.holder,
            due_at=turn.clock.due_at,
            miss=miss,
        )
    )
    apologies.record_missing(turn)


def _task_late(turn: Turn, alarm: Alarm) -> None:
    task = next(task for task in turn.state.tasks if task.number == alarm.task)
    turn.tell(
        TaskLate(
            at=turn.at,
            actor=turn.actor,
            alarm=alarm.key,
            task=task.number,
            step=task.step,
            office=task.office,
            due_at=alarm.at,
        )
    )


def _rung(turn: Turn, alarm: Alarm) -> None:
    rung = turn.state.pin.procedure.time.escalate[alarm.number]
    told = recipients(turn.state.pin.route, rung, turn.state.holder)
    turn.tell(Escalated(at=turn.at, actor=turn.actor, alarm=alarm.key, rung=str(rung.at), to=told))
    if rung.reassign is not None and turn.state.work is not None:
        _reassign(turn, turn.state.work, rung.reassign)
    if rung.urge:
        urging.draft(turn)


def _task_rung(turn: Turn, alarm: Alarm) -> None:
    task = next(task for task in turn.state.tasks if task.number == alarm.task)
    rung = turn.state.pin.manned(task.step).escalate[alarm.number]
    told = recipients(turn.state.pin.route, rung, task.office)
    turn.tell(Escalated(at=turn.at, actor=turn.actor, alarm=alarm.key, rung=str(rung.at), to=told, task=task.number))
    if rung.reassign is not None:
        _reassign(turn, task, rung.reassign)
    if rung.urge:
        urging.draft(turn)


def _expire(turn: Turn, alarm: Alarm) -> None:
    """What was waited for did not come: the dossier goes on as the definition says."""
    task = next(task for task in turn.state.tasks if task.number == alarm.task)
    way = turn.state.pin.manned(task.step).expires
    assert way is not None
    turn.tell(TaskExpired(at=turn.at, actor=turn.actor, alarm=alarm.key, task=task.number, step=task.step))
    flow.leave(turn, task.branch, task.step, way)


def _reassign(turn: Turn, task: Task, wanted: str) -> None:
    """Give a task to another post of its own office; an office without that post keeps it where it is."""
    post = turn.state.pin.route.office(task.office).post(wanted)
    if post is not None and post != task.post:
        turn.tell(
            TaskReassigned(at=turn.at, actor=turn.actor, task=task.number, step=task.step, was=task.post, post=post)
        )
