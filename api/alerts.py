"""Alerts over HTTP: what was put before a post in an office, until somebody who holds it has seen it."""

import asyncio
from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, Field
from sqlmodel import Session

from api import words
from api.bodies import Body, Word
from api.callers import Caller, SignedIn
from api.dossiers import Code
from api.found import find
from api.offices import Role, Unit, concern_of, day_at, find_office
from api.places import place_in
from api.policy import Act, Concern
from api.premises import OnPremises, Premises
from api.refusals import ApiRule, Refused
from api.views import View
from definitions.calendar import Calendar
from records import alerts
from records.alerts import Line, Seat
from records.books import Alert
from records.database import Database, writing
from records.tasks import LARGEST_PAGE, Cursor

of_offices: Final = APIRouter(prefix="/api/offices", tags=["alerts"])
router: Final = APIRouter(prefix="/api/alerts", tags=["alerts"])


class AlertView(View):
    """One thing that a post in an office is told of a dossier."""

    dossier: str = Field(description="The dossier's code.")
    seq: int = Field(description="The entry of its journal that tells it.")
    office: str = Field(description="The office told.", examples=["19990/committee"])
    post: str = Field(description="The post told.", examples=["chair"])
    kind: str = Field(description="What happened.", examples=["escalated"])
    title: str = Field(description="What happened, in Vietnamese.")
    task: int | None = Field(description="The task that it is about; null where it is about the whole dossier.")
    task_title: str | None = Field(description="What people read for that task.", examples=["Ý kiến về quy hoạch"])
    task_office: str | None = Field(description="The office that has that task.", examples=["46/labour"])
    task_office_name: str | None = Field(description="The name of that office.")
    at: datetime = Field(description="When it happened, in the dossier's official time.")
    procedure: str = Field(description="The procedure's code.")
    procedure_title: str = Field(description="The procedure's title.")
    applicant: str = Field(description="The applicant's name.")
    rehearsal: bool = Field(description="Whether the dossier is a rehearsal.")
    dossier_due_at: datetime = Field(description="The dossier's due date in force.")
    dossier_late: bool = Field(description="Whether a due date of the dossier has passed.")
    href: str = Field(description="Where the dossier is.")
    seen_at: datetime | None = Field(description="When it was first seen; null until then.")
    seen_by: str | None = Field(description="The official who saw it first.")


class AlertsView(View):
    """One page of what a post in an office has not seen yet, the newest first."""

    alerts: list[AlertView] = Field(description="The alerts.")
    next_cursor: str | None = Field(description="The `cursor` of the next page; null at the end.")


class AlertsQuery(BaseModel):
    """Which alerts are wanted."""

    post: str = Field(max_length=40, description="The post that is told.", examples=["chair"])
    cursor: str | None = Field(default=None, max_length=300, description="Where the page before ended.")
    limit: int = Field(default=50, ge=1, le=LARGEST_PAGE, description="At most so many.")


class Seen(Body):
    """By which of the caller's posts an alert is seen."""

    post: Word = Field(description="The post told.", examples=["chair"])
    office: Word | None = Field(
        default=None,
        description="The office told: needed by whoever holds the post in several of them.",
        examples=["19990/committee"],
    )


@of_offices.get("/{unit}/{role}/alerts")
async def read_alerts(
    premises: OnPremises, caller: SignedIn, unit: Unit, role: Role, query: Annotated[AlertsQuery, Query()]
) -> AlertsView:
    """What a post in an office has not seen yet, for those who work there or above."""
    office, directory = await find_office(premises, unit, role)
    caller.permitted(Act.READ_WORKLIST, concern_of(directory, office), on=day_at(office, caller.today))
    after = place_in(query.cursor)
    return await premises.read(_page, Seat(office.code, query.post), premises.calendar, after=after, limit=query.limit)


@router.post("/{code}/{seq}/seen")
async def see_alert(
    premises: OnPremises,
    caller: SignedIn,
    code: Code,
    seq: Annotated[int, Path(ge=1, le=10**9, description="The entry that tells it.")],
    body: Seen,
) -> AlertView:
    """Mark an alert as seen, by an official who holds the post told; who saw it first stays, however often repeated."""
    found = await find(premises, code)
    now = premises.clock()
    caller.permitted(Act.READ_DOSSIER, found.route, on=found.today(now))
    told = await premises.read(_told, code, seq, body)
    concern = Concern(offices=frozenset(alert.office for alert in told), posts=frozenset({body.post}))
    held = caller.permitted(Act.SEE_ALERT, concern, on=found.today(now))
    (alert,) = (each for each in told if each.office == held.office)
    seen = await _seen(premises, caller, alert, at=found.pin.official_time(now))
    subject = await premises.read(alerts.subject, alert)
    return _view(Line(seen, found.row, subject), found.pin.calendar)


def _page(session: Session, seat: Seat, calendar: Calendar, *, after: Cursor | None, limit: int) -> AlertsView:
    page = alerts.unseen(session, seat, after=after, limit=limit)
    return AlertsView(
        alerts=[_view(line, calendar) for line in page.lines],
        next_cursor=str(page.following) if page.following else None,
    )


def _told(session: Session, code: str, seq: int, body: Seen) -> list[Alert]:
    """The alerts that the caller may mean; refused when there is none."""
    found = [
        alert
        for alert in alerts.of_entry(session, code, seq)
        if alert.post == body.post and body.office in {None, alert.office}
    ]
    if not found:
        raise Refused(ApiRule.UNKNOWN_ALERT)
    return found


async def _seen(premises: Premises, caller: Caller, alert: Alert, *, at: datetime) -> Alert:
    return await asyncio.to_thread(_see, premises.database, alert, official=caller.official.id, at=at)


def _see(database: Database, alert: Alert, *, official: str, at: datetime) -> Alert:
    with writing(database) as session:
        return alerts.see(session, alert, official=official, at=at)


def _view(line: Line, calendar: Calendar) -> AlertView:
    alert, dossier, subject = line.alert, line.dossier, line.subject
    return AlertView(
        dossier=alert.dossier,
        seq=alert.seq,
        office=alert.office,
        post=alert.post,
        kind=alert.kind,
        title=words.ENTRY_TITLES[alert.kind],
        task=alert.task,
        task_title=None if subject is None else subject.title,
        task_office=None if subject is None else subject.office,
        task_office_name=None if subject is None else subject.office_name,
        at=calendar.local(alert.at),
        procedure=dossier.procedure,
        procedure_title=dossier.title,
        applicant=dossier.applicant,
        rehearsal=dossier.rehearsal,
        dossier_due_at=calendar.local(dossier.due_at),
        dossier_late=dossier.late,
        href=f"/api/dossiers/{alert.dossier}",
        seen_at=calendar.local(alert.seen_at) if alert.seen_at else None,
        seen_by=alert.seen_by,
    )
