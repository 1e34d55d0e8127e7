"""Reports over HTTP: form II.06a of a period, projected from the journals."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Annotated, Final

from fastapi import APIRouter, Query
from pydantic import Field
from sqlmodel import Session

from api.callers import SignedIn
from api.offices import line
from api.policy import Act, Concern
from api.premises import OnPremises
from api.refusals import ApiRule, Refused
from api.views import View
from definitions.calendar import Calendar
from definitions.directory import Directory
from records import offices, reports
from records.reports import Counts, Line, Period

router: Final = APIRouter(prefix="/api/reports", tags=["reports"])

FORM: Final = "II.06a/VPCP/KSTT"


class ReceivedView(View):
    """What was received: (3) = (4) + (5) + (6)."""

    total: int = Field(description="(3)")
    online: int = Field(description="(4) Handed in online during the period.")
    direct: int = Field(description="(5) Handed in at the counter or by post during the period.")
    carried: int = Field(description="(6) Carried over from before.")


class SettledView(View):
    """What was settled: (7) = (8) + (9) + (10)."""

    total: int = Field(description="(7)")
    early: int = Field(description="(8) On a day before the due date.")
    on_time: int = Field(description="(9) On the due date.")
    late: int = Field(description="(10) After a due date in force had passed.")


class StoppedView(View):
    """Whose clocks stand still, for a supplement or something outside: they are in their columns too."""

    in_time: int = Field(description="Of (12).")
    overdue: int = Field(description="Of (13): asking for a supplement takes no lateness away.")


class OpenView(View):
    """What is open: (11) = (12) + (13), and (3) = (7) + (11)."""

    total: int = Field(description="(11)")
    in_time: int = Field(description="(12)")
    overdue: int = Field(description="(13) A due date in force has passed, once or again.")
    stopped: StoppedView = Field(description="Those among them whose clock stands still.")


class ApologiesView(View):
    """Whether each late dossier, settled (10) or open (13), has the letter that it is owed."""

    late: int = Field(description="(10) + (13)")
    with_letter: int = Field(description="Those with a signed apology.")
    open_breaches: int = Field(description="Those without: each an open breach.")


class CountsView(View):
    """The counters of a line."""

    received: ReceivedView = Field(description="Received.")
    settled: SettledView = Field(description="Settled.")
    open: OpenView = Field(description="Open at the period's end.")
    apologies: ApologiesView = Field(description="Apologies.")


class ProcedureLineView(View):
    """The counters of a procedure."""

    procedure: str = Field(description="The national code.", examples=["1.010803"])
    title: str = Field(description="The title in Vietnamese.")
    counts: CountsView = Field(description="Its counters.")


class SectorLineView(View):
    """The counters of a sector, and of its procedures."""

    sector: str = Field(description="(2) The sector in Vietnamese.")
    counts: CountsView = Field(description="Its counters.")
    procedures: list[ProcedureLineView] = Field(description="Its procedures, in the order of their codes.")


class OfficeLineView(View):
    """The counters of the dossiers that a desk received."""

    office: str = Field(description="The desk's code.", examples=["19990/desk"])
    name: str = Field(description="The desk's name.")
    counts: CountsView = Field(description="Its counters.")


class ReportView(View):
    """Report 06a of a period."""

    form: str = Field(description="The form's number.", examples=[FORM])
    first: date = Field(description="The first day.")
    last: date = Field(description="The last day.")
    at: datetime = Field(description="As of when: the end of the period, or now if it has not ended.")
    unit: str | None = Field(description="The unit it is of, with those below it; null for the whole province.")
    counts: CountsView = Field(description="All together.")
    sectors: list[SectorLineView] = Field(description="By sector and procedure.")
    offices: list[OfficeLineView] = Field(description="By the desk that received the dossier.")


@router.get("/06a")
async def read_report_06a(
    premises: OnPremises,
    caller: SignedIn,
    first: Annotated[date, Query(alias="from", description="The first day.", ge=date(2018, 1, 1))],
    last: Annotated[date, Query(alias="until", description="The last day.", le=date(2100, 12, 31))],
    unit: Annotated[
        str | None, Query(pattern=r"^[0-9A-Za-z-]{1,20}$", description="The unit; the whole province without it.")
    ] = None,
) -> ReportView:
    """The received, settled and open dossiers of a unit and those below it, for its offices and those above."""
    if last < first:
        raise Refused(ApiRule.MALFORMED, ("until", "Ngày cuối không được trước ngày đầu."))
    caller.permitted(Act.READ_REPORT, await premises.read(_concern, unit))
    asked = Asked(first=first, last=last, unit=unit, calendar=premises.calendar, now=premises.clock())
    return await premises.read(report_06a, asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The report of some days, both included, of a unit or of all, as it stands at a real instant."""

    first: date
    last: date
    unit: str | None
    calendar: Calendar
    now: datetime


def report_06a(session: Session, asked: Asked) -> ReportView:
    """The report asked for; raises `Refused` for a unit that has no office."""
    directory = offices.directory(session)
    period = Period.of_days(asked.first, asked.last, calendar=asked.calendar, now=asked.now)
    units = None if asked.unit is None else _units_below(directory, asked.unit)
    found = reports.lines(session, period, units=units)
    return ReportView(
        form=FORM,
        first=asked.first,
        last=asked.last,
        at=asked.calendar.local(period.until),
        unit=asked.unit,
        counts=_counts(found),
        sectors=[_sector(sector, list(of)) for sector, of in groupby(found, key=lambda line: line.sector)],
        offices=_offices(directory, found),
    )


def _concern(session: Session, unit: str | None) -> Concern:
    """What reading a report concerns: every office of the unit and above it; of the whole, those at the top."""
    directory = offices.directory(session)
    units = {office.unit for office in directory.offices if office.parent is None} if unit is None else {unit}
    concerned = [office for office in directory.offices if office.unit in units]
    if not concerned:
        raise Refused(ApiRule.UNKNOWN_OFFICE, ("unit", unit or ""))
    return Concern(offices=frozenset(above.code for office in concerned for above in line(directory, office)))


def _units_below(directory: Directory, unit: str) -> frozenset[str]:
    """The unit, and every unit that has or had an office whose line of command leads through it."""
    below = (office.unit for office in directory.offices if any(up.unit == unit for up in line(directory, office)))
    found = frozenset(below)
    if not found:
        raise Refused(ApiRule.UNKNOWN_OFFICE, ("unit", unit))
    return found


def _sector(sector: str, found: list[Line]) -> SectorLineView:
    procedures = [
        ProcedureLineView(procedure=procedure, title=lines[0].title, counts=_counts(lines))
        for procedure, lines in ((code, list(of)) for code, of in groupby(found, key=lambda line: line.procedure))
    ]
    return SectorLineView(sector=sector, counts=_counts(found), procedures=procedures)


def _offices(directory: Directory, found: Iterable[Line]) -> list[OfficeLineView]:
    by_desk = groupby(sorted(found, key=lambda line: line.desk), key=lambda line: line.desk)
    return [
        OfficeLineView(office=desk, name=directory.office(desk).name, counts=_counts(lines)) for desk, lines in by_desk
    ]


def _counts(found: Iterable[Line]) -> CountsView:
    counts: Counts = reports.total(found)
    return CountsView(
        received=ReceivedView(
            total=counts.received, online=counts.online, direct=counts.direct, carried=counts.carried
        ),
        settled=SettledView(total=counts.settled, early=counts.early, on_time=counts.on_time, late=counts.late),
        open=OpenView(
            total=counts.open,
            in_time=counts.in_time,
            overdue=counts.overdue,
            stopped=StoppedView(in_time=counts.stopped_in_time, overdue=counts.stopped_overdue),
        ),
        apologies=ApologiesView(
            late=counts.late + counts.overdue, with_letter=counts.apologised, open_breaches=counts.unapologised
        ),
    )
