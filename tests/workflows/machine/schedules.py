"""Schedules: generated lives of a dossier — any policy, any official, any act, at any instant of official time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from definitions.calendar import Calendar
from definitions.limits import Limit
from definitions.procedure import Channel, Procedure
from definitions.terms import Term, Unit
from definitions.time_policy import Apology, Cutoff, CutoffMoves, Moment, OnSupplement, Rung, Target
from tests.calendars import calendars
from tests.plays import APPLICANT, FORM, GROUND, HANOI, pinned, worship
from workflows.actors import Official
from workflows.machine.alarms import next_alarm
from workflows.machine.events import AnyEvent, Lodged
from workflows.machine.events_time import DueRevised
from workflows.machine.pin import Pin
from workflows.machine.play import Play
from workflows.machine.refusals import Refusal, Rule
from workflows.machine.state import State
from workflows.machine.tasks import Task
from workflows.messages import (
    Claim,
    Complete,
    Lodge,
    Message,
    ReceiveSupplement,
    Release,
    RequestSupplement,
    SignApology,
    Withdraw,
)

bounded = settings(deadline=None, max_examples=30, database=None, suppress_health_check=list(HealthCheck))
"""How many examples a property is tried on, so that all of them together take some seconds."""

BEGINS = datetime(2026, 1, 2, tzinfo=HANOI)
LATEST = datetime(2027, 8, 31, tzinfo=HANOI)
"""No act comes later, so that every calendar can count every limit: the shipped one ends with 2027."""
YEARS = date(2025, 1, 1), date(2029, 12, 31)
"""What random calendars know of: long before and after any act, however few its days."""

A_MOMENT = timedelta(minutes=1)
PEOPLE = ("an", "binh", "chi")


class Deed(StrEnum):
    """What somebody tries."""

    FORWARD = "forward"
    OUTCOME = "outcome"
    CLAIM = "claim"
    RELEASE = "release"
    ASK = "ask"
    SUPPLY = "supply"
    SIGN = "sign"
    WITHDRAW = "withdraw"
    LODGE = "lodge"
    WAIT = "wait"


class Who(StrEnum):
    """Who tries it: somebody with the post; who did the last step; somebody of another office, or another post."""

    HOLDER = "holder"
    DOER = "doer"
    ELSEWHERE = "elsewhere"
    OTHER_POST = "other post"


@dataclass(frozen=True, kw_only=True)
class Move:
    """One attempt: `gap` after the one before it, or `edge` away from the next alarm if that is given."""

    gap: timedelta
    edge: timedelta | None
    deed: Deed
    who: Who
    pick: int


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """A procedure and the calendar it runs by, the instant at which a dossier is lodged, and what is tried then."""

    procedure: Procedure
    calendar: Calendar
    lodged_at: datetime
    moves: tuple[Move, ...]


@dataclass(frozen=True, kw_only=True)
class Line:
    """What a schedule came to: at an instant, somebody told something, or (without a message) time passed till then."""

    at: datetime
    actor: Official | None = None
    message: Message | None = None
    refused: Rule | None = None


terms = st.one_of(
    st.integers(1, 40).map(lambda amount: Term(amount, Unit.WORKING_DAYS)),
    st.integers(1, 40).map(lambda amount: Term(amount, Unit.WORKING_HOURS)),
    st.integers(1, 40).map(lambda amount: Term(amount, Unit.DAYS)),
)
leads = st.sampled_from(["1 day", "1 working day", "2 working days", "8 working hours", "3 days", "same day"])
ladders = st.lists(
    st.builds(
        lambda moment, target: Rung(at=Moment.parse(moment), to=(Target.parse(target), Target.parse("desk.head"))),
        st.sampled_from(["due", "due + 2 working days", "due - 1 working day", "due - 2 working hours", "due + 1 day"]),
        st.sampled_from(["holder.head", "holder.chair", "superior.chair", "desk.head"]),
    ),
    min_size=1,
    max_size=4,
).map(tuple)
cutoffs = st.none() | st.builds(
    Cutoff, at=st.sampled_from([time(10), time(15), time(17)]), moves=st.sampled_from(CutoffMoves)
)
policies = st.fixed_dictionaries(
    {
        "limit": terms | st.just(Term.parse("same day")),
        "supplement": st.sampled_from(OnSupplement),
        "supplements": st.sampled_from([1, 1, 2, 0]),
        "supplement_within": st.sampled_from(["3 working days", "4 working hours", "5 days"]).map(Term.parse),
        "warn": st.lists(terms, max_size=3).map(tuple),
        "apology": leads.map(lambda lead: Apology(lead=Term.parse(lead))),
        "escalate": ladders,
        "cutoff": cutoffs,
    }
)


@st.composite
def procedures(draw: st.DrawFn) -> Procedure:
    """The worship allowance under any time policy, its steps with any limits and ladders or none."""
    procedure = worship_under(**draw(policies))
    if draw(st.booleans()):
        return procedure
    changed = {
        name: step.model_copy(update={"limit": draw(st.none() | terms.map(Limit)), "escalate": draw(ladders)})
        for name, step in procedure.manned.items()
    }
    back = changed["give"].offers["given"].model_copy(update={"end": None, "to": "verify"})
    changed["give"] = changed["give"].model_copy(update={"outcomes": {**changed["give"].offers, "wrong": back}})
    return procedure.model_copy(update={"steps": changed})


gaps = st.one_of(
    st.integers(0, 600).map(lambda minutes: timedelta(minutes=minutes)),
    st.integers(0, 15 * 86_400).map(lambda seconds: timedelta(seconds=seconds)),
    st.integers(0, 48).map(lambda hours: timedelta(hours=hours)),
)
moves = st.builds(
    Move,
    gap=gaps,
    edge=st.sampled_from([None, None, None, -A_MOMENT, timedelta(0), A_MOMENT]),
    deed=st.sampled_from(
        [*Deed, *[Deed.FORWARD] * 8, *[Deed.ASK] * 4, *[Deed.SIGN] * 2, *[Deed.OUTCOME] * 3, Deed.SUPPLY]
    ),
    who=st.sampled_from([*Who, *[Who.HOLDER] * 8, *[Who.DOER] * 2]),
    pick=st.integers(0, 59),
)
lodgings = st.integers(0, 400 * 24 * 60).map(lambda minutes: BEGINS + timedelta(minutes=minutes))
times = st.just(GROUND.calendar) | calendars(*YEARS)
"""The province's own calendar, or any other."""
schedules = st.builds(
    Schedule,
    procedure=procedures(),
    calendar=times,
    lodged_at=lodgings,
    moves=st.lists(moves, min_size=3, max_size=24).map(tuple),
)


class Performed(Play):
    """A play that has gone through a schedule, and the lines to go through it again in other ways."""

    def __init__(self, schedule: Schedule) -> None:
        """Begin with the lodging."""
        super().__init__(pinned_under(schedule.procedure, schedule.calendar))
        self.moves = schedule.moves
        self.now = schedule.lodged_at
        self.script: list[Line] = []
        self.attempt(handed_in(), desk(self.state.pin, PEOPLE[0]))

    def steps(self) -> Iterator[Line]:
        """Try one move after the other; a moment after each wait, since what falls due at its very instant has rung."""
        for move in self.moves:
            waited = self.script[-1].message is None
            self.now = min(max(_instant(self, move), self.now + (A_MOMENT if waited else timedelta(0))), LATEST)
            if move.deed is Deed.WAIT:
                self.wait(self.now)
                self.script.append(Line(at=self.now))
            else:
                self.wait(self.now, inclusive=False)
                self.attempt(*_attempt(self.state, move, self.now))
            yield self.script[-1]

    def due_before(self, event: AnyEvent) -> datetime:
        """The due date in force when an event happened."""
        earlier = self.events[: next(n for n, other in enumerate(self.events) if other is event)]
        return [other.due_at for other in earlier if isinstance(other, Lodged | DueRevised)][-1]

    def attempt(self, message: Message, actor: Official) -> None:
        """Tell it now; a refusal is noted."""
        refused = None
        try:
            self.tell(message, actor=actor, now=self.now)
        except Refusal as refusal:
            refused = Rule(refusal.rule)
        self.script.append(Line(at=self.now, actor=actor, message=message, refused=refused))


def performed(schedule: Schedule, *, aftermath: timedelta = timedelta(days=70)) -> Performed:
    """A schedule gone through, and some time after it, in which what is left open grows late."""
    play = Performed(schedule)
    for _ in play.steps():
        pass
    play.now += aftermath
    play.wait(play.now)
    play.script.append(Line(at=play.now))
    return play


lives = schedules.map(performed)
"""Dossiers with all that happened to them."""


def pinned_under(procedure: Procedure, calendar: Calendar | None = None) -> Pin:
    """The usual dossier under another definition, and by another calendar if one is given."""
    usual = _usual_pin()
    return usual.model_copy(update={"procedure": procedure, "calendar": calendar or usual.calendar})


def worship_under(**changes: Any) -> Procedure:
    """The worship allowance with parts of its time policy changed."""
    procedure = _usual_pin().procedure
    if "limit" in changes:
        changes["limit"] = Limit(changes["limit"])
    return procedure.model_copy(update={"time": procedure.time.model_copy(update=changes)})


def handed_in() -> Lodge:
    """What is handed in at the counter."""
    return Lodge(applicant=APPLICANT, channel=Channel.COUNTER, form=FORM, papers=("application", "certificate"))


def desk(pin: Pin, person: str) -> Official:
    """A receptionist of the receiving desk."""
    return Official(official=person, name=person, post="receptionist", office=pin.route.receiving)


def holder(task: Task, person: str) -> Official:
    """Somebody who holds the post that a task waits for."""
    return Official(official=person, name=person, post=task.post, office=task.office)


def forward(state: State, person: str) -> tuple[Message, Official]:
    """The act that brings a dossier nearer to its result."""
    task = state.work
    if task is None:
        return ReceiveSupplement(papers=("mandate",)), desk(state.pin, person)
    name = next(iter(state.pin.manned(task.step).offers))
    form = {"amount": 1_400_000} if state.pin.manned(task.step).form is not None else None
    return Complete(task=task.number, outcome=name, form=form), holder(task, task.claimed_by or person)


@lru_cache
def _usual_pin() -> Pin:
    return pinned(worship())


def _instant(play: Performed, move: Move) -> datetime:
    alarm = next_alarm(play.state)
    if move.edge is None or alarm is None:
        return play.now + move.gap
    return (alarm.at + move.edge).astimezone(HANOI)


def _attempt(state: State, move: Move, now: datetime) -> tuple[Message, Official]:
    if move.deed is Deed.FORWARD:
        message, official = forward(state, PEOPLE[move.pick % 3])
        return message, _somebody(state, move, official)
    if move.deed is Deed.SIGN:
        return _signature(state, move, now)
    if move.deed in {Deed.SUPPLY, Deed.WITHDRAW, Deed.LODGE}:
        told: dict[Deed, Message] = {
            Deed.SUPPLY: ReceiveSupplement(),
            Deed.WITHDRAW: Withdraw(reason="Thôi"),
            Deed.LODGE: handed_in(),
        }
        deed = Deed.SUPPLY if move.deed is Deed.WITHDRAW and move.pick % 4 else move.deed
        return told[deed], _somebody(state, move, desk(state.pin, PEOPLE[0]))
    return _work(state, move)


def _work(state: State, move: Move) -> tuple[Message, Official]:
    task, person = state.work, PEOPLE[move.pick % 3]
    if task is not None and task.claimed_by is not None and move.pick % 2:
        person = task.claimed_by
    number = task.number if task is not None else state.last_task
    official = _somebody(state, move, holder(task, person) if task is not None else desk(state.pin, person))
    match move.deed:
        case Deed.CLAIM:
            return Claim(task=number), official
        case Deed.RELEASE:
            return Release(task=number), official
        case Deed.ASK:
            return RequestSupplement(task=number, reason="Thiếu giấy ủy quyền"), official
        case _:
            outcomes = tuple(state.pin.manned(task.step).offers) if task is not None else ("accept",)
            name = outcomes[move.pick % len(outcomes)]
            form = {"amount": 1 + move.pick} if task is not None and task.step == "verify" else None
            return Complete(task=number, outcome=name, reason="Vì", form=form), official


def _signature(state: State, move: Move, now: datetime) -> tuple[Message, Official]:
    task = state.apology
    day = _return_day(state, now, move.pick)
    if task is None:
        return SignApology(task=state.last_task, reason="Chờ xác minh", return_on=day), desk(state.pin, PEOPLE[0])
    signer = _somebody(state, move, holder(task, PEOPLE[move.pick % 3]))
    return SignApology(task=task.number, reason="Chờ xác minh", return_on=day), signer


def _return_day(state: State, now: datetime, pick: int) -> date:
    due_at = state.clock.due_at if state.clock is not None else now
    return state.pin.calendar.local_date(max(due_at, now)) + timedelta(days=pick % 30)


def _somebody(state: State, move: Move, official: Official) -> Official:
    match move.who:
        case Who.HOLDER:
            return official
        case Who.DOER:
            person = state.done_by[-1][1] if state.done_by else official.official
            return Official(official=person, name=person, post=official.post, office=official.office)
        case Who.ELSEWHERE:
            offices = [office for office in state.pin.route.offices if office != official.office]
            office = offices[move.pick % len(offices)]
            return Official(official=official.official, name="?", post=official.post, office=office)
        case Who.OTHER_POST:
            return Official(official=official.official, name="?", post="clerk", office=official.office)
