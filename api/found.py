"""Found: a dossier as the records have it, and the view that people get of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from api.flow import Flow, flow, office_brief, status_view
from api.pins import read_pin
from api.policy import Concern
from api.premises import Premises
from api.refusals import ApiRule, Refused
from api.views import (
    ClockView,
    DossierView,
    HolderView,
    LetterView,
    OfficeBrief,
    OutcomeView,
    ParentView,
    ProcedureBrief,
    RevisionView,
    SecondStageView,
    TaskView,
)
from definitions.directory import Office
from definitions.steps.manned import Wait
from definitions.steps.splits import Split
from letters.headings import letter_title
from records import dossiers, letters, tasks
from records.tables import Dossier, Entry, Letter, Task, TaskKind, TaskState
from workflows.machine.causes import Cause
from workflows.machine.pin import Pin
from workflows.machine.refusals import Refusal, Rule
from workflows.machine.state import Status
from workflows.messages import Message, Release, SignApology

_TELLING: Final = ("dossier.accepted", "due.revised")
"""The kinds of entry that a dossier's view is made of, beside the read model."""
_TOLD: Final = (
    select(Entry).where(col(Entry.dossier) == bindparam("of"), col(Entry.kind).in_(_TELLING)).order_by(col(Entry.seq))
)


@dataclass(frozen=True, slots=True)
class Found:
    """A dossier with its pin and tasks: enough to say who may do what with it."""

    row: Dossier
    pin: Pin
    tasks: tuple[Task, ...]

    @property
    def route(self) -> Concern:
        """What reading the dossier concerns: every office of its route and those above."""
        return Concern(offices=frozenset(self.pin.route.offices))

    @property
    def desk(self) -> Concern:
        """What an act at the receiving desk concerns."""
        return at_desk(self.pin)

    def task(self, number: int, message: Message) -> Concern:
        """What a message about a task concerns: its post, and who may stand in; refused when there never was one."""
        found = next((task for task in self.tasks if task.number == number), None)
        if found is None:
            raise Refusal(Rule.TASK_UNKNOWN)
        stand_ins = _stand_ins(self.pin.route.office(found.office), message)
        return Concern(offices=frozenset({found.office}), posts=frozenset({found.post, *stand_ins}))

    def growing(self, step_id: str) -> Concern:
        """What adding an element to a step concerns: whom the step names; refused where it is open to nobody's."""
        step = self.pin.procedure.steps.get(step_id)
        who = step.grown_by if isinstance(step, Split) else None
        if who is None:
            raise Refusal(Rule.NOT_OPEN_TO_MORE, ("step", step_id))
        return Concern(offices=frozenset({self.pin.office_at(who.place)}), posts=frozenset({who.post}))

    @property
    def heads(self) -> Concern:
        """What reporting a fault concerns: the head of the office that holds the dossier, or of the receiving desk."""
        offices = [self.pin.route.office(code) for code in (self.row.holder, self.pin.route.receiving)]
        codes, heads = {office.code for office in offices}, {office.head for office in offices}
        return Concern(offices=frozenset(codes), posts=frozenset(heads))

    def today(self, now: datetime) -> date:
        """The day of the dossier's own official time."""
        return self.pin.calendar.local_date(self.pin.official_time(now))


def _stand_ins(office: Office, message: Message) -> set[str]:
    """The head puts back what somebody away has claimed; a deputy signs an apology by mandate."""
    match message:
        case Release():
            return {office.head}
        case SignApology() if office.deputy is not None:
            return {office.deputy}
        case _:
            return set()


def at_desk(pin: Pin) -> Concern:
    """The receiving desk, and the post there that takes dossiers in."""
    post = pin.manned(pin.procedure.first).who.post
    return Concern(offices=frozenset({pin.route.receiving}), posts=frozenset({post}))


async def find(premises: Premises, code: str) -> Found:
    """The dossier of that code; refused when none was lodged."""
    known = premises.pins.known(code)
    found = await premises.read(_find, code, known)
    if found is None:
        raise Refused(ApiRule.UNKNOWN_DOSSIER)
    premises.pins.remember(found.pin)
    return found


async def view(premises: Premises, code: str, pin: Pin) -> DossierView:
    """The dossier as it now stands."""
    return await premises.read(_view, code, pin)


def _find(session: Session, code: str, pin: Pin | None) -> Found | None:
    row = dossiers.one(session, code)
    if row is None:
        return None
    pin = pin or read_pin(session, code)
    assert pin is not None, "a dossier's journal refers to its lodging"
    return Found(row, pin, tuple(tasks.of_dossier(session, code)))


def _view(session: Session, code: str, pin: Pin) -> DossierView:
    found = _find(session, code, pin)
    assert found is not None, "whoever asks has found it before"
    told = tuple(session.exec(_TOLD, params={"of": code}))
    return _shown(found, told, letters.of_dossier(session, code), flow(session, pin))


def _shown(found: Found, told: tuple[Entry, ...], issued: list[Letter], beside: Flow) -> DossierView:
    row, pin = found.row, found.pin
    local = pin.calendar.local
    accepted = any(entry.kind == "dossier.accepted" for entry in told)
    waiting = [task for task in found.tasks if task.state is TaskState.OPEN]
    return DossierView(
        code=row.code,
        procedure=ProcedureBrief(code=row.procedure, version=row.version, title=row.title),
        rehearsal=row.rehearsal,
        status=status_view(Status(row.status), accepted=accepted),
        applicant=row.applicant,
        channel=row.channel,
        clock=_clock(found, told),
        route=_route(pin),
        holder=HolderView(office=office_brief(pin, row.holder), tasks=[_task(pin, task) for task in waiting]),
        letters=[_letter(pin, letter) for letter in issued],
        branches=list(beside.branches),
        children=list(beside.children),
        parent=_parent(pin),
        breaches=row.breaches,
        seq=row.seq,
        ended_at=local(row.ended_at) if row.ended_at else None,
    )


def _parent(pin: Pin) -> ParentView | None:
    if pin.parent is None:
        return None
    code = pin.parent.dossier
    return ParentView(code=code, waits=pin.parent.waits, href=f"/api/dossiers/{code}")


def _clock(found: Found, told: tuple[Entry, ...]) -> ClockView:
    row, local = found.row, found.pin.calendar.local
    return ClockView(
        lodged_at=local(row.lodged_at),
        original_due_at=local(row.original_due_at),
        due_at=local(row.due_at),
        revisions=[_revision(found.pin, entry) for entry in told if entry.kind == "due.revised"],
        second_stage=_second_stage(found.pin, told),
        running=row.running,
        late=row.late,
        lateness=row.lateness,
    )


def _second_stage(pin: Pin, told: tuple[Entry, ...]) -> SecondStageView | None:
    second = pin.procedure.time.second
    if second is None:
        return None
    begun = (entry.at for entry in told if entry.payload.get("cause") == Cause.STAGE)
    begun_at = next(begun, None)
    return SecondStageView(
        after=second.after,
        title=pin.procedure.step_title(second.after),
        term=second.limit.term.vietnamese(),
        begun_at=None if begun_at is None else pin.calendar.local(begun_at),
    )


def _revision(pin: Pin, entry: Entry) -> RevisionView:
    local = pin.calendar.local
    return RevisionView(
        seq=entry.seq,
        at=local(entry.at),
        was=local(datetime.fromisoformat(entry.payload["was"])),
        due_at=local(datetime.fromisoformat(entry.payload["due_at"])),
        cause=entry.payload["cause"],
    )


def _route(pin: Pin) -> list[OfficeBrief]:
    codes = (pin.route.receiving, *(pin.office_of(step) for step in pin.procedure.manned))
    return [office_brief(pin, code) for code in dict.fromkeys(codes)]


def _task(pin: Pin, task: Task) -> TaskView:
    local = pin.calendar.local
    return TaskView(
        number=task.number,
        kind=task.kind,
        step=task.step,
        title=task.title,
        office=task.office,
        post=task.post,
        opened_at=local(task.opened_at),
        due_at=local(task.due_at) if task.due_at else None,
        late=task.late,
        claimed_by=task.claimed_by,
        fee=task.fee,
        waits_for=_awaited(pin, task),
        branch=task.branch,
        outcomes=_outcomes(pin, task),
    )


def _awaited(pin: Pin, task: Task) -> str | None:
    step = pin.procedure.steps.get(task.step)
    return step.wait if isinstance(step, Wait) else None


def _outcomes(pin: Pin, task: Task) -> list[OutcomeView]:
    if task.kind in {TaskKind.APOLOGY, TaskKind.URGING}:
        return []
    offered = pin.manned(task.step).offers.items()
    return [
        OutcomeView(name=name, title=outcome.title or name, wants_reason=outcome.wants_reason)
        for name, outcome in offered
    ]


def _letter(pin: Pin, letter: Letter) -> LetterView:
    return LetterView(
        seq=letter.seq,
        form=letter.form,
        title=letter_title(pin, letter.form),
        issued_at=pin.calendar.local(letter.issued_at),
        href=f"/api/dossiers/{letter.dossier}/letters/{letter.seq}",
    )
