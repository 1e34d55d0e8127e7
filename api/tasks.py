"""Tasks over HTTP: the worklist of a post in an office, and the acts on one task."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, Field
from sqlmodel import Session

from api.bodies import Completion, SignedApology, SignedUrging, SupplementRequest
from api.callers import Caller, SignedIn
from api.calls import AnyCall, Call
from api.dossiers import ETAG, Code, shown
from api.found import find
from api.offices import Role, Unit, concern_of, day_at, find_office
from api.places import place_in
from api.policy import Act
from api.premises import OnPremises, Premises
from api.telling import tell
from api.views import KIND, DossierView, View
from definitions.calendar import Calendar
from records import alerts, tasks
from records.alerts import Seat
from records.tasks import Waiting, Wanted
from workflows.messages import Claim, Complete, Message, Release, RequestSupplement, SignApology, SignUrging

worklists: Final = APIRouter(prefix="/api/offices", tags=["tasks"])
router: Final = APIRouter(prefix="/api/dossiers/{code}/tasks/{number}", tags=["tasks"])

Number = Annotated[int, Path(ge=1, le=10**6, description="The task's number within the dossier.")]
_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {200: {"headers": ETAG}}


class WaitingView(View):
    """A line of a worklist: a task, and what its dossier is."""

    dossier: str = Field(description="The dossier's code.")
    number: int = Field(description="The task's number within the dossier.")
    kind: str = Field(description=KIND, examples=["work"])
    step: str = Field(description="The step of the definition.")
    title: str = Field(description="What people read.")
    procedure: str = Field(description="The procedure's code.")
    procedure_title: str = Field(description="The procedure's title.")
    applicant: str = Field(description="The applicant's name.")
    rehearsal: bool = Field(description="Whether the dossier is a rehearsal.")
    opened_at: datetime = Field(description="When the task was opened.")
    due_at: datetime | None = Field(description="The task's own due date, if it has one.")
    dossier_due_at: datetime = Field(description="The dossier's due date in force.")
    late: bool = Field(description="Whether the task's own due date has passed.")
    dossier_late: bool = Field(description="Whether a due date of the dossier has passed.")
    claimed_by: str | None = Field(description="The official who has taken it in hand.")
    fee: int | None = Field(description="What is to be paid, in đồng.")
    branch: str | None = Field(description="The branch that it is for, in words: its title or its element.")
    seq: int = Field(description="The dossier's last entry, for If-Match.")


class WorklistView(View):
    """One page of a worklist, due soonest first, and how much else the post is to see."""

    alerts: int = Field(description="How many alerts the post has not seen yet: `GET …/alerts` shows them.")

    tasks: list[WaitingView] = Field(description="The open tasks of the post in the office.")
    next_cursor: str | None = Field(description="The `cursor` of the next page; null at the end.")


class WorklistQuery(BaseModel):
    """Which tasks of a worklist are wanted."""

    post: str = Field(max_length=40, description="The post whose tasks these are.", examples=["officer"])
    late: bool = Field(default=False, description="Only tasks that are late, or whose dossier is.")
    procedure: str | None = Field(default=None, max_length=100, description="Only this procedure's.")
    claimed: str | None = Field(
        default=None, max_length=100, description="`nobody`, `me`, or the id of the official who has claimed them."
    )
    cursor: str | None = Field(default=None, max_length=300, description="Where the page before ended.")
    limit: int = Field(default=50, ge=1, le=tasks.LARGEST_PAGE, description="At most so many.")


@worklists.get("/{unit}/{role}/tasks")
async def read_worklist(
    premises: OnPremises, caller: SignedIn, unit: Unit, role: Role, query: Annotated[WorklistQuery, Query()]
) -> WorklistView:
    """The open tasks of a post in an office, for those who work there or above."""
    office, directory = await find_office(premises, unit, role)
    caller.permitted(Act.READ_WORKLIST, concern_of(directory, office), on=day_at(office, caller.today))
    return await premises.read(_worklist, _wanted(office.code, query, caller), premises.calendar)


@dataclass(frozen=True, slots=True)
class Deed:
    """A message about one task, as a call brought it."""

    code: str
    number: int
    message: Message
    body: BaseModel | None = None


@router.post("/claim", responses=_ANSWERS)
async def claim(
    premises: OnPremises, caller: SignedIn, code: Code, number: Number, call: AnyCall, response: Response
) -> DossierView:
    """Take a task in hand, so that nobody else completes it."""
    return await _work(premises, caller, call, Deed(code, number, Claim(task=number)), response)


@router.post("/release", responses=_ANSWERS)
async def release(
    premises: OnPremises, caller: SignedIn, code: Code, number: Number, call: AnyCall, response: Response
) -> DossierView:
    """Put a claimed task back for the others of the post."""
    return await _work(premises, caller, call, Deed(code, number, Release(task=number)), response)


@router.post("/complete", responses=_ANSWERS)
async def complete(
    premises: OnPremises,
    caller: SignedIn,
    code: Code,
    number: Number,
    call: AnyCall,
    body: Completion,
    response: Response,
) -> DossierView:
    """Finish a task with one of the outcomes that its step offers."""
    message = Complete(task=number, outcome=body.outcome, reason=body.reason, form=body.form, papers=body.papers)
    return await _work(premises, caller, call, Deed(code, number, message, body), response)


@router.post("/supplement", responses=_ANSWERS)
async def request_supplement(
    premises: OnPremises,
    caller: SignedIn,
    code: Code,
    number: Number,
    call: AnyCall,
    body: SupplementRequest,
    response: Response,
) -> DossierView:
    """Ask the applicant, once and fully, to complete the dossier; the clock stops."""
    message = RequestSupplement(task=number, reason=body.reason, papers=body.papers)
    return await _work(premises, caller, call, Deed(code, number, message, body), response)


@router.post("/apology", responses=_ANSWERS)
async def sign_apology(
    premises: OnPremises,
    caller: SignedIn,
    code: Code,
    number: Number,
    call: AnyCall,
    body: SignedApology,
    response: Response,
) -> DossierView:
    """Sign the apology with its reason and the one new return date."""
    message = SignApology(task=number, reason=body.reason, return_on=body.return_on)
    return await _work(premises, caller, call, Deed(code, number, message, body), response)


@router.post("/urging", responses=_ANSWERS)
async def sign_urging(
    premises: OnPremises,
    caller: SignedIn,
    code: Code,
    number: Number,
    call: AnyCall,
    body: SignedUrging,
    response: Response,
) -> DossierView:
    """Sign the urging letter to the office that holds the late dossier."""
    message = SignUrging(task=number, demand=body.demand)
    return await _work(premises, caller, call, Deed(code, number, message, body), response)


async def _work(premises: Premises, caller: Caller, call: Call, deed: Deed, response: Response) -> DossierView:
    found = await find(premises, deed.code)
    concern = found.task(deed.number, deed.message)
    appointment = caller.permitted(Act.WORK, concern, on=found.today(premises.clock()))
    order = call.order(deed.message, actor=caller.acting(appointment), body=deed.body)
    await tell(premises.client, found.pin.code, order)
    return await shown(premises, found.pin, response)


def _wanted(office: str, query: WorklistQuery, caller: Caller) -> Wanted:
    claimed_by = caller.official.id if query.claimed == "me" else query.claimed
    return Wanted(
        office=office,
        post=query.post,
        procedure=query.procedure,
        late_only=query.late,
        unclaimed_only=query.claimed == "nobody",
        claimed_by=None if query.claimed == "nobody" else claimed_by,
        after=place_in(query.cursor),
        limit=query.limit,
    )


def _worklist(session: Session, wanted: Wanted, calendar: Calendar) -> WorklistView:
    page = tasks.worklist(session, wanted)
    return WorklistView(
        alerts=alerts.count(session, Seat(wanted.office, wanted.post)),
        tasks=[_line(waiting, calendar) for waiting in page.lines],
        next_cursor=str(page.following) if page.following else None,
    )


def _line(waiting: Waiting, calendar: Calendar) -> WaitingView:
    task, dossier = waiting.task, waiting.dossier
    return WaitingView(
        dossier=task.dossier,
        number=task.number,
        kind=task.kind,
        step=task.step,
        title=task.title,
        procedure=dossier.procedure,
        procedure_title=dossier.title,
        applicant=dossier.applicant,
        rehearsal=dossier.rehearsal,
        opened_at=calendar.local(task.opened_at),
        due_at=calendar.local(task.due_at) if task.due_at else None,
        dossier_due_at=calendar.local(dossier.due_at),
        late=task.late,
        dossier_late=dossier.late,
        claimed_by=task.claimed_by,
        fee=task.fee,
        branch=task.branch,
        seq=dossier.seq,
    )
