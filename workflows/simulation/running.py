"""Running: one part's dossiers from their lodging to the end of all, each carried by the machine itself."""

from collections.abc import Callable, Iterable
from datetime import datetime
from random import Random
from typing import Final

from definitions.conditions import ConditionFailed
from definitions.procedure import Procedure
from definitions.steps.splits import Each
from definitions.terms import Term, Unit
from workflows.actors import Linked, Official
from workflows.children import child_lodging
from workflows.machine.alarms import advance, next_alarm
from workflows.machine.decide import decide
from workflows.machine.events import (
    AnyEvent,
    Ended,
    Lodged,
    SupplementRequested,
    TaskCancelled,
    TaskCompleted,
    TaskOpened,
    TaskReassigned,
)
from workflows.machine.events_flow import BranchesStarted, ChildCalled, TaskExpired
from workflows.machine.events_letters import ApologyDrafted, UrgingDrafted
from workflows.machine.events_time import ClockResumed, ClockStopped
from workflows.machine.refusals import Refusal
from workflows.messages import Add, Lodge, Message, Party, ReceiveSupplement, ReportChild, ReportEnd
from workflows.simulation.cases import Case
from workflows.simulation.habits import Habits
from workflows.simulation.happenings import ALARM, Happenings
from workflows.simulation.hours import Hours
from workflows.simulation.parts import Part
from workflows.simulation.streams import Channels, Rhythm, Stream
from workflows.simulation.tallies import Counting, Tally
from workflows.simulation.working import Work, anybody

TICK: Final = 500
"""Whoever watches is told after so many dossiers."""
MOMENT: Final = 1
"""So many minutes pass before something is done that only has to be recorded."""
_PARTY: Final = Party(name="Người nộp", address="")
_LINK: Final = Linked(dossier="")


def simulate(part: Part, seed: str, tick: Callable[[int], None]) -> Tally:
    """What becomes of a part's dossiers; the same for the same seed, whatever else is simulated.

    `tick` hears from time to time how many more have come in. Raises `NotDrawn` for a form that nothing fits.
    """
    return _Running(part, seed, tick).run()


class _Running:
    def __init__(self, part: Part, seed: str, tick: Callable[[int], None]) -> None:
        self._part, self._seed, self._tick = part, seed, tick
        self._hours = Hours(part.calendar)
        self._rhythm = Rhythm(part.load, part.calendar)
        self._counting = Counting(self._hours)
        self._happenings = Happenings(self._hours, self._end())
        self._work = Work(part, self._happenings, self._counting, self._tell)
        self._habits: dict[str, Habits] = {}
        self._channels: dict[str, Channels] = {}
        self._open: dict[int, Case] = {}
        self._came = 0

    def run(self) -> Tally:
        """Everything until the end, then how everything stands."""
        for stream in self._part.streams:
            arrivals = self._rhythm.arrivals(stream, Random(f"{self._seed}/{stream.name}"))  # noqa: S311 - to be repeated
            self._expect(stream, arrivals[::-1], 1)
        self._happenings.run()
        for case in list(self._open.values()):
            self._ring(case)
        for case in self._open.values():
            self._counting.stood(case.state, case.lodged_at, case.settled_at)
        self._tick(self._came % TICK)
        tally = self._counting.tally
        tally.posts = self._work.close()
        return tally

    def _end(self) -> datetime:
        calendar, more = self._part.calendar, self._part.load.runs_on
        closes_at = calendar.closes_on(self._rhythm.days[-1])
        return calendar.due(closes_at, Term(more, Unit.WORKING_DAYS)) if more else closes_at

    # What comes in.

    def _expect(self, stream: Stream, arrivals: list[datetime], number: int) -> None:
        """The next dossier of a stream, the latest of `arrivals` first; one at a time, as that takes little memory."""
        if arrivals:
            self._happenings.at(arrivals.pop(), self._arrive, stream, arrivals, number)

    def _arrive(self, stream: Stream, arrivals: list[datetime], number: int) -> None:
        self._expect(stream, arrivals, number + 1)
        self._came += 1
        if self._came % TICK == 0:
            self._tick(TICK)
        chance = Random(f"{self._seed}/{stream.name}/{number}")  # noqa: S311 - a simulation's chance is to be repeated
        case = Case(stream.pin, self._habits_of(stream.procedure), chance)
        form, papers = case.habits.lodging(chance)
        channel = self._channels_of(stream.procedure).drawn(chance)
        message = Lodge(applicant=_PARTY, channel=channel, form=form, papers=papers)
        self._lodge(case, message, _receptionist(case))

    def _lodge(self, case: Case, message: Lodge, actor: Official | Linked) -> bool:
        self._open[id(case)] = case
        refused = self._tell(case, message, actor)
        if refused is not None:
            del self._open[id(case)]
            self._counting.refused(case.state, "", refused)
        return refused is None

    def _habits_of(self, procedure: Procedure) -> Habits:
        code = procedure.procedure
        if code not in self._habits:
            self._habits[code] = Habits(procedure, self._part.load, self._hours, self._seed)
        return self._habits[code]

    def _channels_of(self, procedure: Procedure) -> Channels:
        code = procedure.procedure
        if code not in self._channels:
            self._channels[code] = Channels(procedure, self._part.load)
        return self._channels[code]

    # The machine.

    def _tell(self, case: Case, message: Message, actor: Official | Linked) -> str | None:
        """Tell a dossier something; the rule by which it was refused, or what its definition made impossible."""
        try:
            state, events = decide(case.state, message, actor=actor, now=self._happenings.now)
        except Refusal as refusal:
            return refusal.rule
        except ConditionFailed as failed:
            return str(failed)
        case.state = state
        self._follow(case, events)
        return None

    def _ring(self, case: Case) -> None:
        """Let its alarms ring until now."""
        case.woken_at = None
        if case.state.end is None:
            case.state, events = advance(case.state, self._happenings.now)
            self._follow(case, events)

    def _follow(self, case: Case, events: Iterable[AnyEvent]) -> None:
        """Count what happened, and let follow what follows from it."""
        self._counting.note(case.state, events, case.late)
        for event in events:
            if not self._at_work(case, event):
                self._besides(case, event)
        alarm = next_alarm(case.state)
        if alarm is not None and (case.woken_at is None or alarm.at < case.woken_at):
            case.woken_at = alarm.at
            self._happenings.at(alarm.at, self._ring, case, rank=ALARM)

    def _at_work(self, case: Case, event: AnyEvent) -> bool:
        """What officials have to do with it; whether that is all."""
        match event:
            case TaskOpened():
                self._work.open_task(case, event)
            case TaskCompleted() | TaskCancelled() | TaskExpired():
                self._work.gone(case, event.task)
            case TaskReassigned():
                self._work.move(case, event)
            case ApologyDrafted() | UrgingDrafted():
                self._work.draft(case, event)
            case _:
                return False
        return True

    def _besides(self, case: Case, event: AnyEvent) -> None:
        match event:
            case ClockStopped():
                case.settled_at = event.at
            case ClockResumed():
                case.settled_at = None
            case Lodged():
                case.lodged = event
                self._counting.received(case.state, event.at, child=case.parent is not None)
            case SupplementRequested():
                self._work.gone(case, event.task)
                self._happenings.later(case.habits.answer.drawn(case.chance), self._supply, case)
            case BranchesStarted() if not event.branches:
                self._happenings.later(MOMENT, self._grow, case, event)
            case ChildCalled():
                self._happenings.at(self._happenings.now, self._call, case, event)
            case Ended():
                self._finish(case, event)
            case _:
                pass

    # Applicants, children, elements.

    def _supply(self, case: Case) -> None:
        if case.state.waiting is not None and case.state.end is None:
            self._tell(case, ReceiveSupplement(), _receptionist(case))

    def _grow(self, case: Case, event: BranchesStarted) -> None:
        """A split that began with nothing waits for an element: it gets one."""
        step = case.state.pin.step(event.step)
        if case.state.end is None and isinstance(step, Each) and step.grown_by is not None:
            who = anybody(step.grown_by.post, case.state.pin.office_at(step.grown_by.place))
            refused = self._tell(case, Add(step=event.step, element={}), who)
            if refused is not None:
                self._counting.refused(case.state, event.step, refused)

    def _call(self, parent: Case, called: ChildCalled) -> None:
        """Have a child handed in; where that cannot be, the parent hears so."""
        route = parent.state.pin.route
        pin = self._part.children.get((route.office(route.receiving).unit, called.procedure))
        if pin is None or parent.lodged is None:
            self._in_vain(parent, called)
            return
        child = Case(pin, self._habits_of(pin.procedure), parent.chance)
        child.parent, child.call = parent, called.call
        if self._lodge(child, child_lodging(parent.lodged, called, pin), _LINK):
            self._report(parent, ReportChild(call=called.call, code=called.procedure))
        else:
            self._in_vain(parent, called)

    def _in_vain(self, parent: Case, called: ChildCalled) -> None:
        self._counting.tally.uncalled[called.procedure] += 1
        self._report(parent, ReportEnd(call=called.call, code="", end=None))

    def _report(self, parent: Case, message: ReportChild | ReportEnd) -> None:
        if parent.state.end is None and any(call.number == message.call for call in parent.state.calls):
            self._tell(parent, message, _LINK)

    def _finish(self, case: Case, event: Ended) -> None:
        self._counting.stood(case.state, case.lodged_at, case.settled_at or event.at)
        for number in list(case.tickets):
            self._work.gone(case, number)
        del self._open[id(case)]
        if case.parent is not None:
            end = ReportEnd(call=case.call, code="", end=event.end)
            self._happenings.at(self._happenings.now, self._report, case.parent, end)


def _receptionist(case: Case) -> Official:
    """Who takes in what the applicant brings."""
    pin = case.state.pin
    return anybody(pin.manned(pin.procedure.first).who.post, pin.route.receiving)
