"""The ledger (sổ theo dõi hồ sơ): the number of each accepted dossier at its desk, 01… a year without a gap."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, exists, func, insert
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from definitions.procedure import Channel
from records.books import LedgerNumber
from records.tables import Dossier, Entry, Office


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One line of a desk's ledger; instants in UTC.

    `sets` is the number of sets of papers, one for every dossier. `lead` is the name, on the day of acceptance, of the
    agency that resolves it. `due_at` is the due date in force, `original_due_at` the one first promised; `returned_at`
    is None until the result is given. `status` and `lateness` are the machine's words, for the notes.
    """

    number: int
    code: str
    procedure: str
    sets: int
    applicant: str
    address: str
    phone: str | None
    lead: str
    received_at: datetime
    original_due_at: datetime
    due_at: datetime
    returned_at: datetime | None
    ended_at: datetime | None
    channel: Channel
    status: str
    lateness: str | None
    letters: int


def enter(session: Session, dossier: str, *, year: int, lead: str) -> None:
    """Give an accepted dossier the next number of its desk and year, once; a rehearsal gets none.

    In a writing transaction. What is given is never given again, nor taken back.
    """
    connection = session.connection()
    desk = connection.execute(_DESK, {"of": dossier}).scalar_one_or_none()
    if desk is None:
        return
    connection.execute(_TURN, {"desk": desk})
    last = connection.execute(_LAST, {"desk": desk, "year": year}).scalar_one()
    row = {"dossier": dossier, "desk": desk, "year": year, "number": (last or 0) + 1, "lead": lead}
    connection.execute(_INSERT, row)


def number(session: Session, dossier: str) -> int | None:
    """The number of a dossier in its desk's ledger; None when it is not in it."""
    return session.exec(_NUMBER, params={"of": dossier}).one_or_none()


def rows(session: Session, desk: str, year: int) -> tuple[LedgerRow, ...]:
    """The ledger of a desk and year, in the order of its numbers."""
    return tuple(_row(*found) for found in session.exec(_ROWS, params={"desk": desk, "year": year}))


def _row(entered: LedgerNumber, dossier: Dossier, lodged: Entry) -> LedgerRow:
    applicant = lodged.payload["applicant"]
    return LedgerRow(
        number=entered.number,
        code=dossier.code,
        procedure=dossier.title,
        sets=ONE_SET,
        applicant=applicant["name"],
        address=applicant["address"],
        phone=applicant.get("phone"),
        lead=entered.lead,
        received_at=datetime.fromisoformat(lodged.payload["received_at"]),
        original_due_at=dossier.original_due_at,
        due_at=dossier.due_at,
        returned_at=dossier.ended_at if dossier.status == RETURNED else None,
        ended_at=dossier.ended_at,
        channel=dossier.channel,
        status=dossier.status,
        lateness=dossier.lateness,
        letters=dossier.letters,
    )


ONE_SET: Final = 1
RETURNED: Final = "returned"
"""The machine's word for a dossier whose result was given to the applicant."""

_TABLE = LedgerNumber.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_DESK = select_columns(col(Dossier.desk)).where(
    col(Dossier.code) == bindparam("of"),
    ~col(Dossier.rehearsal),
    ~exists().where(_TABLE.c.dossier == bindparam("of")),
)
_TURN = select_columns(col(Office.code)).where(col(Office.code) == bindparam("desk")).with_for_update()
"""Locks the desk where the database has many writers at a time; on SQLite the transaction is alone."""
_LAST = select_columns(func.max(_TABLE.c.number)).where(
    _TABLE.c.desk == bindparam("desk"), _TABLE.c.year == bindparam("year")
)
_NUMBER = select(LedgerNumber.number).where(col(LedgerNumber.dossier) == bindparam("of"))
_INSERT = insert(_TABLE)
_ROWS = (
    select(LedgerNumber, Dossier, Entry)
    .join(Dossier, col(Dossier.code) == col(LedgerNumber.dossier))
    .join(Entry, (col(Entry.dossier) == col(LedgerNumber.dossier)) & (col(Entry.seq) == 1))
    .where(col(LedgerNumber.desk) == bindparam("desk"), col(LedgerNumber.year) == bindparam("year"))
    .order_by(col(LedgerNumber.number))
)
