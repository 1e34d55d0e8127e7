"""Recount: what a later version of the calendar does to a dossier that is open."""

from datetime import datetime, timedelta

from definitions.calendar import Calendar
from workflows.machine.causes import Cause
from workflows.machine.events import TaskDueRevised
from workflows.machine.events_time import CalendarApplied, DueRevised
from workflows.machine.refusals import Refusal, Rule
from workflows.machine.state import StatutoryClock
from workflows.machine.tasks import Task
from workflows.machine.turn import Turn
from workflows.messages import ApplyCalendar


def apply(turn: Turn, message: ApplyCalendar) -> None:
    """Count the running clocks anew, each revision on record with both dates; told again, it changes nothing.

    A due date that has passed stays as it was missed, and what remained of a stopped clock is kept in its own unit.
    """
    pin = turn.state.pin
    if message.calendar.id != pin.calendar.id:
        raise Refusal(Rule.OTHER_CALENDAR, ("calendar", pin.calendar.id))
    if message.calendar.digest == pin.calendar.digest:
        return
    turn.tell(CalendarApplied(at=turn.at, actor=turn.actor, calendar=message.calendar, was=pin.calendar.digest))
    _recount_clock(turn)
    for task in turn.state.tasks:
        _recount_task(turn, task)


def _recount_clock(turn: Turn) -> None:
    clock = turn.clock
    if not clock.running or turn.at > clock.due_at:
        return
    due_at = _due(turn, clock)
    if due_at != clock.due_at:
        turn.tell(DueRevised(at=turn.at, actor=turn.actor, was=clock.due_at, due_at=due_at, cause=Cause.CALENDAR))


def _due(turn: Turn, clock: StatutoryClock) -> datetime:
    pin = turn.state.pin
    if clock.appointed:
        return _working_close(pin.calendar, clock.due_at)
    if clock.remaining is not None:
        return pin.calendar.resume(clock.counted_from, clock.remaining)
    return pin.calendar.due(clock.counted_from, clock.limit)


def _working_close(calendar: Calendar, due_at: datetime) -> datetime:
    """A day that an apology named stands, unless it has become a day off: then the next working day."""
    day = calendar.local_date(due_at)
    while not calendar.is_working(day):
        day += timedelta(days=1)
    return calendar.closes_on(day)


def _recount_task(turn: Turn, task: Task) -> None:
    if task.limit is None or task.due_at is None or task.late:
        return
    calendar = turn.state.pin.calendar
    if task.remaining is not None:
        due_at = calendar.resume(task.counted_from, task.remaining)
    else:
        due_at = calendar.due(task.counted_from, task.limit)
    if due_at != task.due_at:
        turn.tell(
            TaskDueRevised(
                at=turn.at, actor=turn.actor, task=task.number, step=task.step, was=task.due_at, due_at=due_at
            )
        )
