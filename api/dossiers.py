"""Dossiers over HTTP: lodging one, reading it with its journal, and the acts at the receiving desk."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Response
from sqlmodel import Session

from api import words
from api.bodies import FaultReport, Lodging, Supplement, Withdrawal
from api.callers import Caller, SignedIn
from api.calls import AnyCall, Call, LodgingCall
from api.found import Found, find, view
from api.lodging import lodge
from api.policy import Act
from api.premises import OnPremises, Premises
from api.telling import tell
from api.views import DossierView, EntryView, JournalView
from records import entries
from workflows.machine.pin import Pin
from workflows.messages import Message, ReceiveSupplement, ReportFault, Withdraw

router: Final = APIRouter(prefix="/api/dossiers", tags=["dossiers"])

Code = Annotated[
    str,
    Path(
        pattern=r"^[0-9A-Z.]{1,40}-[0-9]{6}-[0-9]{4}$",
        description="The dossier's code.",
        examples=["H57.31.40-260115-0001"],
    ),
]

ETAG: Final[dict[str, Any]] = {
    "ETag": {"description": "The number of the journal's last entry.", "schema": {"type": "string"}}
}


@router.post(
    "",
    status_code=201,
    responses={200: {"model": DossierView, "description": "It was lodged before."}, 201: {"headers": ETAG}},
)
async def lodge_dossier(
    premises: OnPremises, caller: SignedIn, call: LodgingCall, body: Lodging, response: Response
) -> DossierView:
    """Lodge a dossier at a unit's receiving desk, where the caller is a receptionist."""
    pin, is_new = await lodge(premises, caller, body, call)
    response.status_code = 201 if is_new else 200
    response.headers["Location"] = f"{router.prefix}/{pin.code}"
    return await shown(premises, pin, response)


@router.get("/{code}", responses={200: {"headers": ETAG}})
async def read_dossier(premises: OnPremises, caller: SignedIn, code: Code, response: Response) -> DossierView:
    """A dossier's status, clocks, route, holder and letters, for the offices of its route and those above them."""
    found = await readable(premises, caller, code)
    return await shown(premises, found.pin, response)


@router.get("/{code}/journal")
async def read_journal(
    premises: OnPremises,
    caller: SignedIn,
    code: Code,
    after: Annotated[int, Query(ge=0, le=10**9, description="Only entries after this number.")] = 0,
    limit: Annotated[int, Query(ge=1, le=500, description="At most so many.")] = 200,
) -> JournalView:
    """A dossier's journal: everything that happened, in order, each entry sealed to the one before."""
    found = await readable(premises, caller, code)
    return await premises.read(_journal, found.pin, after, limit)


@router.post("/{code}/supplement", responses={200: {"headers": ETAG}})
async def receive_supplement(
    premises: OnPremises, caller: SignedIn, code: Code, call: AnyCall, body: Supplement, response: Response
) -> DossierView:
    """Take in, at the receiving desk, the supplement that was asked for; the clock runs again."""
    message = ReceiveSupplement(papers=body.papers, note=body.note)
    return await _act_at_desk(premises, caller, code, call=call, body=body, message=message, response=response)


@router.post("/{code}/withdrawal", responses={200: {"headers": ETAG}})
async def withdraw(
    premises: OnPremises, caller: SignedIn, code: Code, call: AnyCall, body: Withdrawal, response: Response
) -> DossierView:
    """End the dossier at the applicant's wish, at the receiving desk."""
    message = Withdraw(reason=body.reason)
    return await _act_at_desk(premises, caller, code, call=call, body=body, message=message, response=response)


@router.post("/{code}/faults", responses={200: {"headers": ETAG}})
async def report_fault(
    premises: OnPremises, caller: SignedIn, code: Code, call: AnyCall, body: FaultReport, response: Response
) -> DossierView:
    """Report an error or lost papers, as the head of the office that holds the dossier or of the desk."""
    found = await find(premises, code)
    appointment = caller.permitted(Act.REPORT_FAULT, found.heads, on=found.today(premises.clock()))
    message = ReportFault(fault=body.fault, what=body.what)
    await tell(premises.client, found.pin.code, call.order(message, actor=caller.acting(appointment), body=body))
    return await shown(premises, found.pin, response)


async def readable(premises: Premises, caller: Caller, code: str) -> Found:
    """The dossier, when the caller may read it."""
    found = await find(premises, code)
    caller.permitted(Act.READ_DOSSIER, found.route, on=found.today(premises.clock()))
    return found


async def shown(premises: Premises, pin: Pin, response: Response) -> DossierView:
    """The dossier as it now stands, with its ETag."""
    dossier = await view(premises, pin.code, pin)
    response.headers["ETag"] = f'"{dossier.seq}"'
    return dossier


async def _act_at_desk(
    premises: Premises,
    caller: Caller,
    code: str,
    *,
    call: Call,
    body: Supplement | Withdrawal,
    message: Message,
    response: Response,
) -> DossierView:
    found = await find(premises, code)
    appointment = caller.permitted(Act.ACT_AT_DESK, found.desk, on=found.today(premises.clock()))
    order = call.order(message, actor=caller.acting(appointment), body=body)
    await tell(premises.client, found.pin.code, order)
    return await shown(premises, found.pin, response)


def _journal(session: Session, pin: Pin, after: int, limit: int) -> JournalView:
    rows = entries.journal(session, pin.code, after=after, limit=limit + 1)
    shown_rows = rows[:limit]
    return JournalView(
        entries=[
            EntryView(
                seq=row.seq,
                at=pin.calendar.local(row.at),
                kind=row.kind,
                title=words.ENTRY_TITLES[row.kind],
                actor=row.actor,
                payload=row.payload,
                basis=row.basis,
                previous=row.previous,
                hash=row.hash,
            )
            for row in shown_rows
        ],
        next_after=shown_rows[-1].seq if len(rows) > limit else None,
    )
