"""Tallies: what is counted while dossiers go their ways; those of parts are added up."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from definitions.ways import End
from workflows.machine.causes import Cause, Lateness
from workflows.machine.events import AnyEvent, DossierLate, TaskCancelled, TaskCompleted, TaskLate, TaskOpened
from workflows.machine.events_flow import TaskExpired
from workflows.machine.events_letters import ApologySigned, BreachRecorded
from workflows.machine.events_time import DueRevised
from workflows.machine.state import State
from workflows.simulation.cases import PostAt
from workflows.simulation.hours import Hours
from workflows.simulation.posts import PostTally


class What(StrEnum):
    """What is counted of a dossier or of a task."""

    RECEIVED = "received"
    CHILD = "child"
    NOT_LODGED = "not lodged"
    EARLY = "early"
    ON_TIME = "on time"
    LATE = "late"
    OPEN = "open in time"
    OVERDUE = "open overdue"
    ENDED = "ended"
    OPENED = "opened"
    DONE = "done"
    DONE_LATE = "done late"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    LEFT = "left"
    SETTLED = "settled"
    SETTLED_LATE = "settled late"
    FELL_LATE = "fell late"


_SETTLED = {Lateness.EARLY: What.EARLY, Lateness.ON_TIME: What.ON_TIME, Lateness.LATE: What.LATE}


@dataclass(slots=True)
class Tally:
    """Counts by what they are of. Adding two up gives what one simulation of both would have counted."""

    dossiers: Counter[tuple[str, str, What]] = field(default_factory=Counter)
    """By the receiving desk and the procedure."""
    ends: Counter[End] = field(default_factory=Counter)
    tasks: Counter[tuple[str, str, str, What]] = field(default_factory=Counter)
    """By procedure, step and office."""
    fell_late: Counter[str] = field(default_factory=Counter)
    """Dossiers by the office that held them when they became late, each once."""
    events: Counter[str] = field(default_factory=Counter)
    """By kind."""
    apologies: Counter[bool] = field(default_factory=Counter)
    """By whether they were signed in time."""
    breaches: Counter[str] = field(default_factory=Counter)
    new_dates: int = 0
    """Return dates that an apology moved."""
    refused: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """Acts that the machine refused, by procedure, step and rule."""
    uncalled: Counter[str] = field(default_factory=Counter)
    """Calls of procedures that are not simulated or could not be lodged, by procedure."""
    lead: Counter[tuple[str, int]] = field(default_factory=Counter)
    """Official minutes from lodging to result, by procedure."""
    late_by: Counter[int] = field(default_factory=Counter)
    """Official minutes by which late dossiers were late."""
    days: Counter[tuple[date, What]] = field(default_factory=Counter)
    posts: dict[PostAt, PostTally] = field(default_factory=dict)

    def add(self, other: "Tally") -> None:
        """Take in what another part has counted; no two parts have a post in common."""
        for name in (
            "dossiers",
            "ends",
            "tasks",
            "fell_late",
            "events",
            "apologies",
            "breaches",
            "refused",
            "uncalled",
        ):
            getattr(self, name).update(getattr(other, name))
        for name in ("lead", "late_by", "days"):
            getattr(self, name).update(getattr(other, name))
        self.new_dates += other.new_dates
        self.posts.update(other.posts)


class Counting:
    """Counts one part's events as they happen."""

    def __init__(self, hours: Hours) -> None:
        """Begin with nothing."""
        self.tally = Tally()
        self._hours = hours

    def note(self, state: State, events: Iterable[AnyEvent], late: set[int]) -> None:
        """Count a dossier's events; `late` are its tasks whose limit has passed."""
        counts = self.tally.events
        for event in events:
            counts[event.kind] += 1
            match event:
                case TaskOpened():
                    self._task(state, event.step, What.OPENED)
                case TaskCompleted():
                    self._task(state, event.step, What.DONE)
                    if event.task in late:
                        self._task(state, event.step, What.DONE_LATE)
                case TaskLate():
                    late.add(event.task)
                    self._task(state, event.step, What.LATE)
                case TaskExpired():
                    self._task(state, event.step, What.EXPIRED)
                case TaskCancelled() if event.step in state.pin.procedure.manned:
                    self._task(state, event.step, What.CANCELLED)
                case _:
                    self._besides(event)

    def _task(self, state: State, step: str, what: What) -> None:
        pin = state.pin
        self.tally.tasks[pin.procedure.procedure, step, pin.office_of(step), what] += 1

    def _besides(self, event: AnyEvent) -> None:
        tally = self.tally
        match event:
            case DossierLate(miss=1):
                tally.fell_late[event.office] += 1
                tally.days[self._hours.on(event.at), What.FELL_LATE] += 1
            case ApologySigned():
                tally.apologies[event.in_time] += 1
            case BreachRecorded():
                tally.breaches[event.what] += 1
            case DueRevised(cause=Cause.EXTENSION):
                tally.new_dates += 1
            case _:
                pass

    def refused(self, state: State, step: str, rule: str) -> None:
        """An act was refused, whatever its outcome, and is left undone."""
        self.tally.refused[state.pin.procedure.procedure, step, rule] += 1

    def received(self, state: State, at: datetime, *, child: bool) -> None:
        """A dossier was handed in."""
        pin = state.pin
        self.tally.dossiers[pin.route.receiving, pin.procedure.procedure, What.RECEIVED] += 1
        if child:
            self.tally.dossiers[pin.route.receiving, pin.procedure.procedure, What.CHILD] += 1
        self.tally.days[self._hours.on(at), What.RECEIVED] += 1

    def stood(self, state: State, lodged_at: datetime, settled_at: datetime | None) -> None:
        """How a dossier stands when it has ended, or at the end of all."""
        assert state.clock is not None
        lateness, tally = state.clock.lateness, self.tally
        desk, procedure = state.pin.route.receiving, state.pin.procedure.procedure
        if state.end is not None:
            tally.ends[state.end] += 1
            tally.dossiers[desk, procedure, What.ENDED] += 1
        if lateness is None or settled_at is None:
            tally.dossiers[desk, procedure, What.OVERDUE if state.late else What.OPEN] += 1
            self._left(state, procedure)
            return
        tally.dossiers[desk, procedure, _SETTLED[lateness]] += 1
        tally.lead[procedure, self._hours.between(lodged_at, settled_at)] += 1
        tally.days[self._hours.on(settled_at), What.SETTLED] += 1
        if lateness is Lateness.LATE:
            due_at = state.missed_due_at or state.clock.due_at
            tally.late_by[self._hours.between(due_at, settled_at)] += 1
        if state.late:
            tally.days[self._hours.on(settled_at), What.SETTLED_LATE] += 1
        if state.end is None:
            self._left(state, procedure)

    def _left(self, state: State, procedure: str) -> None:
        for task in state.works:
            self.tally.tasks[procedure, task.step, task.office, What.LEFT] += 1
