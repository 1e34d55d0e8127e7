"""Entries: the journals of all dossiers, only ever added to."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, func, insert, text
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from records.tables import Entry

Row = dict[str, Any]
"""The values of a row by the names of its columns."""


def append(session: Session, rows: Sequence[Row]) -> None:
    """Add entries that are not there yet; the database refuses a number of a dossier given twice."""
    if rows:
        session.connection().execute(_INSERT, rows)


def hashes(session: Session, dossier: str, *, since: int) -> dict[int, str]:
    """The hashes of a dossier's entries from a number on, by number."""
    found = session.connection().execute(_HASHES, {"of": dossier, "since": since})
    return {row.seq: row.hash for row in found}


def journal(session: Session, dossier: str, *, after: int = 0, limit: int | None = None) -> list[Entry]:
    """A dossier's entries in order, those after a number, at most `limit`; none for an unknown dossier."""
    query = select(Entry).where(Entry.dossier == dossier, Entry.seq > after).order_by(col(Entry.seq)).limit(limit)
    return list(session.exec(query))


def one(session: Session, dossier: str, seq: int) -> Entry | None:
    """One entry of a dossier's journal, if it is written."""
    return session.get(Entry, (dossier, seq))


def of_kind(session: Session, kind: str) -> list[Entry]:
    """The entries of one kind in all journals, in the order in which they happened."""
    return list(session.exec(select(Entry).where(Entry.kind == kind).order_by(col(Entry.at), col(Entry.dossier))))


def of_dossier(session: Session, dossier: str, *kinds: str) -> list[Entry]:
    """The entries of some kinds in a dossier's journal, in order."""
    query = select(Entry).where(Entry.dossier == dossier, col(Entry.kind).in_(kinds)).order_by(col(Entry.seq))
    return list(session.exec(query))


def dossiers(session: Session) -> list[str]:
    """The codes of all dossiers that have a journal, in order."""
    return list(session.exec(select(Entry.dossier).where(Entry.seq == 1).order_by(col(Entry.dossier))))


def hold(session: Session) -> None:
    """Let nobody add an entry, nor anything that refers to one, until this writing transaction ends; all may read.

    On SQLite a writing transaction is alone anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(_HOLD)


def last_seq(session: Session, dossier: str) -> int:
    """The number of a dossier's last entry; 0 when it has none."""
    return session.exec(select(func.max(Entry.seq)).where(Entry.dossier == dossier)).one() or 0


_TABLE = Entry.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_INSERT = insert(_TABLE)
_HOLD = text("LOCK TABLE entries IN EXCLUSIVE MODE")
_HASHES = select_columns(_TABLE.c.seq, _TABLE.c.hash).where(
    _TABLE.c.dossier == bindparam("of"), _TABLE.c.seq >= bindparam("since")
)
