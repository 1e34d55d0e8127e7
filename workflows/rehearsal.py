"""Rehearsal: plays a scenario with the directory's people, and compares what happened with what was expected."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from definitions.acts import (
    Act,
    AddElement,
    AskSupplement,
    ClaimStep,
    CompleteStep,
    Deed,
    ReleaseStep,
    ReportAFault,
    SignTheApology,
    SignTheUrging,
    TakeBack,
    TakeSupplement,
    Who,
)
from definitions.directory import Office
from definitions.forms import required_papers
from definitions.officials import Official as Person
from definitions.scenarios import Expected, Scenario
from workflows.actors import Official
from workflows.family import ROOT, Family
from workflows.machine.events import AnyEvent, SupplementRequested, TaskCancelled, TaskCompleted, TaskOpened
from workflows.machine.events_flow import TaskExpired
from workflows.machine.events_letters import ApologyDrafted, ApologySigned, UrgingDrafted, UrgingSigned
from workflows.machine.journal import Entry
from workflows.machine.pin import Ground, Pin
from workflows.machine.refusals import Refusal
from workflows.machine.tasks import APOLOGY, URGING
from workflows.messages import (
    Add,
    Claim,
    Complete,
    Fault,
    Lodge,
    Message,
    Party,
    ReceiveSupplement,
    Release,
    ReportFault,
    RequestSupplement,
    SignApology,
    SignUrging,
    Withdraw,
)


class Cast:
    """Who plays whom: the people of a directory, by post and office."""

    def __init__(self, people: Iterable[Person]) -> None:
        """Remember the people in their order."""
        self._holders: dict[tuple[str, str], list[Person]] = {}
        for person in people:
            for held in person.posts:
                self._holders.setdefault((held.post, held.office), []).append(person)

    def actor(self, post: str, office: str, number: int = 1) -> Official:
        """The number-th holder of a post in an office; an invented stranger where nobody holds it."""
        holders = self._holders.get((post, office), [])
        if number > len(holders):
            return Official(official=f"{post}{number}.{office}", name=post, post=post, office=office)
        return Official(official=holders[number - 1].id, name=holders[number - 1].name, post=post, office=office)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One act of a scenario: when, who, what, in which child dossier, and the rule that must refuse it, if one must."""

    at: datetime
    act: Act

    @property
    def deed(self) -> Deed:
        """What is done."""
        return self.act.deed

    @property
    def within(self) -> tuple[str, ...]:
        """The calls that lead to the dossier in which it is done."""
        return self.act.within

    @property
    def refused(self) -> str | None:
        """The rule that must refuse it."""
        return self.act.refused

    def actor(self, pin: Pin, cast: Cast) -> Official:
        """Who does it, in the dossier with that pin."""
        return _actor(pin, self.act, cast)


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance:
    """What a scenario came to: the journal, its lines, and every way in which it differs from what was expected.

    `events` are the dossier's own; `instants` are those at which dossiers of one family told each other something.
    """

    entries: tuple[Entry, ...]
    lines: tuple[str, ...]
    failures: tuple[str, ...]
    events: tuple[AnyEvent, ...] = ()
    instants: tuple[datetime, ...] = ()


def perform(pin: Pin, scenario: Scenario, cast: Cast, ground: Ground | None = None) -> Performance:
    """Play a scenario on the machine; where it calls other procedures, `ground` has them."""
    family, failures = Family(pin, ground), []
    family.tell(ROOT, lodge(pin, scenario), actor=receptionist(pin, cast), now=lodged_at(pin, scenario))
    for cue in cues(pin, scenario):
        family.wait(cue.at, inclusive=False)
        said = _refusal(family, cue, cast)
        if said != cue.refused:
            failures.append(f"{cue.at:%Y-%m-%d %H:%M}  expected {_outcome(cue.refused)}, but it was {_outcome(said)}")
    family.wait(runs_until(pin, scenario))
    lines = family.lines()
    return Performance(
        entries=family.members[ROOT].entries,
        lines=lines,
        failures=(*failures, *differences(scenario, lines)),
        events=family.members[ROOT].events,
        instants=tuple(family.instants),
    )


def lodge(pin: Pin, scenario: Scenario) -> Lodge:
    """The message that hands a scenario's dossier in, with all papers that its form calls for unless it says which."""
    papers = scenario.papers
    if papers is None:
        papers = tuple(paper.id for paper in required_papers(pin.procedure, scenario.form))
    party = scenario.applicant
    return Lodge(
        applicant=Party(
            name=party.name, address=party.address, phone=party.phone, email=party.email, identity=party.identity
        ),
        channel=scenario.lodged.channel,
        form=scenario.form,
        papers=papers,
    )


def cues(pin: Pin, scenario: Scenario) -> Iterator[Cue]:
    """The acts after the lodging, in order."""
    for act in scenario.acts:
        yield Cue(at=_aware(pin, act.at), act=act)


def receptionist(pin: Pin, cast: Cast, number: int = 1) -> Official:
    """Who takes in what the applicant brings."""
    first = pin.manned(pin.procedure.first)
    return cast.actor(first.who.post, pin.route.receiving, number)


def lodged_at(pin: Pin, scenario: Scenario) -> datetime:
    """When a scenario begins."""
    return _aware(pin, scenario.lodged.at)


def runs_until(pin: Pin, scenario: Scenario) -> datetime:
    """When a scenario is over: where it says so, else with its last act or expected line."""
    if scenario.until is not None:
        return _aware(pin, scenario.until)
    named = [scenario.lodged.at, *(act.at for act in scenario.acts), *(line.at for line in scenario.expect)]
    return _aware(pin, max(named))


def message(deed: Deed, tasks: Mapping[str, int]) -> Message:  # noqa: C901 - one line a kind is the clearest shape
    """What a deed tells the dossier; `tasks` has the number of each step's latest task."""
    match deed:
        case CompleteStep():
            return Complete(
                task=tasks.get(deed.step, 0),
                outcome=deed.outcome,
                reason=deed.reason,
                form=deed.form,
                papers=deed.papers,
            )
        case ClaimStep():
            return Claim(task=tasks.get(deed.step, 0))
        case ReleaseStep():
            return Release(task=tasks.get(deed.step, 0))
        case AskSupplement():
            return RequestSupplement(task=tasks.get(deed.step, 0), reason=deed.reason, papers=deed.papers)
        case TakeSupplement():
            return ReceiveSupplement(papers=deed.papers)
        case SignTheApology():
            return SignApology(task=tasks.get(APOLOGY, 0), reason=deed.reason, return_on=deed.return_on)
        case TakeBack():
            return Withdraw(reason=deed.reason)
        case ReportAFault():
            return ReportFault(fault=Fault(deed.fault), what=deed.what)
        case SignTheUrging():
            return SignUrging(task=tasks.get(URGING, 0), demand=deed.demand)
        case AddElement():
            return Add(step=deed.step, element=deed.element)


def tasks_to_act_on(events: Iterable[AnyEvent]) -> dict[str, int]:
    """For each step the number of its task that waits longest or, where none waits, of its latest; letters too."""
    waiting: dict[int, str] = {}
    latest: dict[str, int] = {}
    for event in events:
        match event:
            case TaskOpened():
                waiting[event.task] = event.step
            case ApologyDrafted():
                waiting[event.task] = APOLOGY
            case UrgingDrafted():
                waiting[event.task] = URGING
            case _:
                _forget(waiting, event)
        latest |= {step: number for number, step in waiting.items()}
    return latest | {step: number for number, step in reversed(waiting.items())}


def _forget(waiting: dict[int, str], event: AnyEvent) -> None:
    match event:
        case (
            TaskCompleted() | TaskCancelled() | TaskExpired() | SupplementRequested() | ApologySigned() | UrgingSigned()
        ):
            waiting.pop(event.task, None)


def differences(scenario: Scenario, lines: Iterable[str]) -> tuple[str, ...]:
    """Lines expected and not found in this order (`- …`); and, where only those are expected, the others (`+ …`)."""
    found, wanted = [], list(scenario.expect)
    for line in lines:
        if wanted and _fits(wanted[0], line):
            wanted.pop(0)
        elif scenario.only:
            found.append(f"+ {line}")
    return (*found, *(f"- {line}" for line in wanted))


def _fits(expected: Expected, line: str) -> bool:
    """A line may be expected without what follows a comma in it."""
    return line == str(expected) or line.startswith(f"{expected},")


def _refusal(family: Family, cue: Cue, cast: Cast) -> str | None:
    member = family.members.get(cue.within)
    if member is None:
        return "NoSuchChild"
    told = message(cue.deed, tasks_to_act_on(member.events))
    try:
        family.tell(cue.within, told, actor=cue.actor(member.state.pin, cast), now=cue.at)
    except Refusal as refusal:
        return refusal.rule
    return None


def _outcome(rule: str | None) -> str:
    return f"refused: {rule}" if rule else "accepted"


def _actor(pin: Pin, act: Act, cast: Cast) -> Official:
    step = getattr(act.deed, "step", None)
    if act.who.is_applicant:
        return receptionist(pin, cast)
    offices = tuple(_offices(pin, act.who))
    own = pin.office_of(step) if step in pin.procedure.manned else pin.route.receiving
    office = next((office for office in offices if office.code == own), offices[0] if offices else None)
    if office is None:
        return cast.actor(act.who.post, pin.route.receiving, act.who.number)
    return cast.actor(office.post(act.who.post) or act.who.post, office.code, act.who.number)


def _offices(pin: Pin, who: Who) -> Iterator[Office]:
    """The offices of the route that have the post, those that work on the dossier before those above them."""
    codes = (pin.route.receiving, *pin.route.places.values(), *pin.route.offices)
    for code in dict.fromkeys(codes):
        office = pin.route.office(code)
        fits = who.level in {None, office.level} and who.role in {None, office.role}
        if fits and office.post(who.post) is not None:
            yield office


def _aware(pin: Pin, at: datetime) -> datetime:
    return at.replace(tzinfo=timezone(timedelta(minutes=pin.calendar.utc_offset_minutes)))
