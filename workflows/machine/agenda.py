"""The agenda: the alarms a dossier still has before it, each with the official instant at which it falls due."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from operator import attrgetter

from definitions.calendar import Calendar
from definitions.steps.manned import Manned
from definitions.time_policy import Moment, TimePolicy
from workflows.machine.tasks import Task
from workflows.machine.values import value


class Kind(IntEnum):
    """What an alarm is for; at one instant they ring in this order."""

    WARN = 0
    DRAFT = 1
    APOLOGY = 2
    FAULT = 3
    TASK_LATE = 4
    LATE = 5
    RUNG = 6
    TASK_RUNG = 7
    EXPIRY = 8


@value
class Alarm:
    """Something that falls due. `task` is 0 for the dossier's own alarms; `number` counts warnings and rungs.

    At one instant alarms ring by their kind, then task by task, then by number.
    """

    at: datetime
    kind: Kind
    task: int = 0
    number: int = 0

    @property
    def key(self) -> str:
        """The alarm's name in the journal."""
        return f"{self.kind.name.lower()}/{self.task}/{self.number}"


_PLACE = attrgetter("at", "kind", "task", "number")


def in_order(alarms: Iterable[Alarm]) -> tuple[Alarm, ...]:
    """The alarms in the order in which they ring."""
    return tuple(sorted(alarms, key=_PLACE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A statutory clock to be watched: set at `since` to end at `due_at`, which may have been `missed` already."""

    policy: TimePolicy
    calendar: Calendar
    since: datetime
    due_at: datetime
    letter_owed: bool
    missed: bool


def dossier_alarms(watch: Watch) -> tuple[Alarm, ...]:
    """The alarms of a statutory clock, in the order in which they ring.

    A warning or rung whose moment lay before `since` is left out, but for the rungs of the due date itself, which come
    with the lateness. The apology is drafted with the first warning or, where that would come too late to sign it in
    time, when the day of its own last moment opens; where the limit is too short for that, when the dossier is late.
    """
    warnings = tuple(_warnings(watch))
    late = () if watch.missed else (Alarm(at=max(watch.due_at, watch.since), kind=Kind.LATE),)
    return in_order((*warnings, *_apology(watch, warnings), *late, *_rungs(watch)))


def task_alarms(task: Task, step: Manned, *, since: datetime, calendar: Calendar) -> tuple[Alarm, ...]:
    """The alarms of one task's own limit as set at `since`, none without a due date.

    A rung whose moment lay before that is left out, and so is the lateness of a task that is late already, or that
    nobody is to blame for. Where the step goes on by itself, it does so last.
    """
    if task.due_at is None:
        return ()
    due_at = max(task.due_at, since)
    rungs = (
        Alarm(at=_moment(rung.at, calendar, due_at), kind=Kind.TASK_RUNG, task=task.number, number=number)
        for number, rung in enumerate(step.escalate)
    )
    late = (Alarm(at=due_at, kind=Kind.TASK_LATE, task=task.number),) if step.scored and not task.late else ()
    expiry = (Alarm(at=due_at, kind=Kind.EXPIRY, task=task.number),) if step.expires is not None else ()
    return (*late, *(rung for rung in rungs if rung.at >= since), *expiry)


def _warnings(watch: Watch) -> Iterator[Alarm]:
    for number, lead in enumerate(watch.policy.warn):
        at = watch.calendar.before(watch.due_at, lead)
        if at > watch.since:
            yield Alarm(at=at, kind=Kind.WARN, number=number)


def _apology(watch: Watch, warnings: tuple[Alarm, ...]) -> tuple[Alarm, ...]:
    if not watch.letter_owed:
        return ()
    last_moment = watch.calendar.apology_due(watch.due_at, watch.policy.apology.lead)
    if watch.missed or last_moment <= watch.since:
        return (Alarm(at=max(watch.due_at, watch.since), kind=Kind.DRAFT),)
    opening = max(watch.since, watch.calendar.opens_on(watch.calendar.local_date(last_moment)))
    drafted_at = min((alarm.at for alarm in warnings if alarm.at < last_moment), default=opening)
    return (Alarm(at=min(drafted_at, last_moment), kind=Kind.DRAFT), Alarm(at=last_moment, kind=Kind.APOLOGY))


def _rungs(watch: Watch) -> Iterator[Alarm]:
    for number, rung in enumerate(watch.policy.escalate):
        at = _moment(rung.at, watch.calendar, watch.due_at)
        if at > watch.since or (rung.at.offset is None and not watch.missed):
            yield Alarm(at=max(at, watch.since), kind=Kind.RUNG, number=number)


def _moment(moment: Moment, calendar: Calendar, due_at: datetime) -> datetime:
    if moment.offset is None:
        return due_at
    return calendar.before(due_at, moment.offset) if moment.before else calendar.due(due_at, moment.offset)
