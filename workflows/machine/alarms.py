"""Alarms: what happens when an instant of the agenda is reached."""

from datetime import datetime

from workflows.actors import Clock
from workflows.machine import apologies
from workflows.machine.agenda import Alarm, Kind
from workflows.machine.events import AnyEvent, DossierLate, Escalated, TaskLate, Warned
from workflows.machine.ladder import recipients
from workflows.machine.state import State
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
        case Kind.APOLOGY:
            apologies.fall_due(turn, alarm.key)
        case Kind.LATE:
            _late(turn, alarm)
        case Kind.RUNG:
            rung = state.pin.procedure.time.escalate[alarm.number]
            told = recipients(state.pin.route, rung, state.holder)
            turn.tell(Escalated(at=turn.at, actor=turn.actor, alarm=alarm.key, rung=str(rung.at), to=told))
        case Kind.TASK_LATE:
            _task_late(turn, alarm)
        case Kind.TASK_RUNG:
            _task_rung(turn, alarm)
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


def _task_rung(turn: Turn, alarm: Alarm) -> None:
    task = next(task for task in turn.state.tasks if task.number == alarm.task)
    rung = turn.state.pin.step(task.step).escalate[alarm.number]
    told = recipients(turn.state.pin.route, rung, task.office)
    turn.tell(Escalated(at=turn.at, actor=turn.actor, alarm=alarm.key, rung=str(rung.at), to=told, task=task.number))
