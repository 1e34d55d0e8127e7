"""Books over HTTP: what only the offices keep, a dossier's control slip and a desk's ledger, read from the journals."""

import asyncio
from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Header, Query, Response
from pydantic import Field
from sqlmodel import Session

from api.callers import SignedIn
from api.dossiers import Code, readable
from api.offices import Role, Unit, concern_of, day_at, find_office
from api.policy import Act
from api.premises import OnPremises
from api.views import View
from definitions.directory import Directory, Office
from definitions.procedure import Channel
from letters import ledger as ledgers
from letters.books import ControlSlip, Ledger
from letters.recorded import recorded
from letters.slip import control_slip
from records import ledger

router: Final = APIRouter(prefix="/api/dossiers", tags=["dossiers"])
of_offices: Final = APIRouter(prefix="/api/offices", tags=["offices"])

PDF: Final = "application/pdf"
JSON: Final = "application/json"


class LedgerLineView(View):
    """One dossier in a desk's ledger."""

    number: int = Field(description="Its number in the year, from 1 without a gap.")
    code: str = Field(description="The dossier's code.")
    procedure: str = Field(description="The procedure's title.")
    sets: int = Field(description="How many sets of papers were handed in.")
    applicant: str = Field(description="The applicant's name.")
    address: str = Field(description="The applicant's address.")
    phone: str | None = Field(description="The applicant's telephone.")
    lead: str = Field(description="The agency that resolves it.")
    received_on: date = Field(description="When it was received.")
    due_on: date = Field(description="When the result is promised.")
    returned_on: date | None = Field(description="When the result was given.")
    channel: Channel = Field(description="How the dossier came in.")
    notes: str | None = Field(description="What became of it, in Vietnamese.")


class LedgerView(View):
    """A desk's ledger of a year."""

    title: str = Field(description="The form's name.")
    form: str | None = Field(description="The form's number.")
    desk: str = Field(description="The desk's name.")
    year: int = Field(description="The year of acceptance.")
    rows: list[LedgerLineView] = Field(description="The dossiers, in the order of their numbers.")


@router.get(
    "/{code}/control-slip",
    response_class=Response,
    responses={200: {"content": {PDF: {}}, "description": "The control slip as the journal now stands."}},
)
async def read_control_slip(premises: OnPremises, caller: SignedIn, code: Code) -> Response:
    """A dossier's control slip (phiếu kiểm soát quá trình giải quyết hồ sơ), as a PDF."""
    found = await readable(premises, caller, code)
    slip = await premises.read(_slip, code, found.today(premises.clock()))
    content = await asyncio.to_thread(premises.press.render, slip)
    return Response(content, media_type=PDF, headers=_named(f"{code}-{slip.form.number}"))


@of_offices.get(
    "/{unit}/{role}/ledger",
    response_model=LedgerView,
    responses={200: {"content": {PDF: {}}, "description": "The ledger, as the caller's Accept header wishes."}},
)
async def read_ledger(
    premises: OnPremises,
    caller: SignedIn,
    unit: Unit,
    role: Role,
    year: Annotated[int, Query(ge=2018, le=2100, description="The year of acceptance.")],
    accept: Annotated[str, Header(description="application/pdf for the form, else JSON.")] = JSON,
) -> Response | LedgerView:
    """A desk's ledger (sổ theo dõi hồ sơ) of a year, for the desk and those above it: JSON, or on demand a PDF."""
    office, directory = await find_office(premises, unit, role)
    caller.permitted(Act.READ_WORKLIST, concern_of(directory, office), on=day_at(office, caller.today))
    of = ledgers.Year(desk=office, superior=_superior(office, directory), year=year, calendar=premises.calendar)
    book = await premises.read(_ledger, of, caller.today)
    if PDF not in accept:
        return _view(book)
    content = await asyncio.to_thread(premises.press.render, book)
    return Response(content, media_type=PDF, headers=_named(book.code))


def _slip(session: Session, code: str, on: date) -> ControlSlip:
    return control_slip(recorded(session, code), on=on, ledger=ledger.number(session, code))


def _ledger(session: Session, of: ledgers.Year, on: date) -> Ledger:
    return ledgers.ledger(of, ledger.rows(session, of.desk.code, of.year), on=on)


def _superior(office: Office, directory: Directory) -> Office | None:
    return None if office.parent is None else directory.office(office.parent)


def _view(book: Ledger) -> LedgerView:
    rows = [LedgerLineView(**line.model_dump()) for line in book.rows]
    return LedgerView(title=book.form.title, form=book.form.number, desk=book.desk, year=book.year, rows=rows)


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'inline; filename="{name}.pdf"', "Vary": "Accept"}
