"""From the rows that the records keep of a desk's year to its ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from definitions.calendar import Calendar
from definitions.directory import Office
from definitions.law import FormKind, forms_of, regime_on
from letters.books import Ledger, LedgerLine
from letters.headings import agency, form_name
from letters.wording import short_day_text
from records.ledger import LedgerRow
from workflows.machine.causes import Lateness
from workflows.machine.state import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A desk's year: the desk, whoever is above it, and the calendar whose days it writes."""

    desk: Office
    superior: Office | None
    year: int
    calendar: Calendar


def ledger(of: Year, rows: Iterable[LedgerRow], *, on: date) -> Ledger:
    """A desk's ledger of a year as it stands on a day, in the form of the law in force when it was written in last."""
    desk = of.desk
    written_on = min(date(of.year, 12, 31), on, desk.valid_to or date.max)
    return Ledger(
        form=form_name(forms_of(regime_on(written_on).id), FormKind.LEDGER),
        agency=agency(desk, of.superior),
        issued_on=on,
        code=f"{desk.agency or desk.code}-{of.year}",
        desk=desk.name,
        year=of.year,
        rows=tuple(_line(row, of.calendar) for row in rows),
    )


EXTENDED: Final = "Hẹn lại từ {}"
OUTCOMES: Final = {
    Status.AWAITING_SUPPLEMENT: "Chờ bổ sung hồ sơ",
    Status.AWAITING_PAYMENT: "Chờ thực hiện nghĩa vụ tài chính",
    Status.REFUSED: "Từ chối giải quyết",
    Status.WITHDRAWN: "Người nộp rút hồ sơ",
    Status.STOPPED: "Dừng giải quyết",
}
LATENESS: Final = {Lateness.EARLY: "Trước hạn", Lateness.ON_TIME: "Đúng hạn", Lateness.LATE: "Quá hạn"}
APOLOGISED: Final = "Đã xin lỗi"


def _line(row: LedgerRow, calendar: Calendar) -> LedgerLine:
    day = calendar.local_date
    return LedgerLine(
        number=row.number,
        code=row.code,
        procedure=row.procedure,
        sets=row.sets,
        applicant=row.applicant,
        address=row.address,
        phone=row.phone or None,
        lead=row.lead,
        received_on=day(row.received_at),
        due_on=day(row.due_at),
        returned_on=None if row.returned_at is None else day(row.returned_at),
        channel=row.channel,
        notes=_notes(row, calendar),
    )


def _notes(row: LedgerRow, calendar: Calendar) -> str | None:
    was, now = calendar.local_date(row.original_due_at), calendar.local_date(row.due_at)
    said = (
        OUTCOMES.get(Status(row.status)),
        None if row.lateness is None else LATENESS[Lateness(row.lateness)],
        None if was == now else EXTENDED.format(short_day_text(was)),
        APOLOGISED if row.letters else None,
    )
    return "; ".join(note for note in said if note is not None) or None
