"""Dossiers: where each stands, as its journal's last written entry left it."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from records.tables import Dossier, Lodging

Row = dict[str, Any]
"""The values of a row by the names of its columns."""


def one(session: Session, code: str) -> Dossier | None:
    """A dossier's standing; None when none of that code has been lodged."""
    return session.exec(_ONE, params={"of": code}).one_or_none()


def digest(session: Session, code: str) -> str:
    """The digest of the definition that a lodged dossier is handled under; raises NoResultFound for another code."""
    return str(session.connection().execute(_DIGEST, {"of": code}).scalar_one())


@dataclass(frozen=True, slots=True)
class Accepted:
    """How many dossiers of a procedure were accepted from some day on, and on which local day the last of them was."""

    count: int
    last_on: date | None


def accepted_since(session: Session, procedure: str, since: date) -> Accepted:
    """The dossiers of a procedure accepted on that local day or later; rehearsals do not count."""
    return Accepted(*session.connection().execute(_ACCEPTED, {"of": procedure, "since": since}).one())


def open_by_version(session: Session, procedure: str | None = None) -> dict[tuple[str, int], int]:
    """How many open dossiers there are, rehearsals among them, by code and version; none is absent."""
    query = _OPEN if procedure is None else _OPEN.where(_TABLE.c.procedure == procedure)
    return {(row.procedure, row.version): row.open for row in session.connection().execute(query)}


def open_under(session: Session, procedure: str) -> list[Dossier]:
    """The open dossiers of a procedure, by code."""
    return list(session.exec(_OPEN_UNDER, params={"of": procedure}))


def add(session: Session, row: Row) -> None:
    """Add a dossier that was just lodged; its search key is made here."""
    session.connection().execute(_INSERT, row | {"applicant_key": search_key(row["applicant"])})


def move(session: Session, code: str, *, seq: int, changes: Row) -> None:
    """Bring a dossier to its standing after entry `seq`; nothing changes when it is there or further."""
    session.connection().execute(_MOVE, changes | {"of": code, "reached": seq, "seq": seq})


def clear(session: Session) -> None:
    """Forget every standing, to be derived anew from the journals; tasks are to be cleared first."""
    session.connection().execute(delete(_TABLE))


def search_key(name: str) -> str:
    """A name as it is searched for: without marks, case and needless spaces (`Đỗ Thị Bích` becomes `do thi bich`)."""
    plain = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


_TABLE = Dossier.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_ONE = select_rows(Dossier).where(_TABLE.c.code == bindparam("of"))
_INSERT = insert(_TABLE)
_MOVE = update(_TABLE).where(_TABLE.c.code == bindparam("of"), _TABLE.c.seq < bindparam("reached"))
_DIGEST = select(_TABLE.c.digest).where(_TABLE.c.code == bindparam("of"))
_ACCEPTED = (
    select(func.count(), func.max(col(Lodging.local_on)))
    .join_from(Dossier, Lodging, col(Lodging.code) == _TABLE.c.code)
    .where(
        _TABLE.c.procedure == bindparam("of"),
        col(Lodging.local_on) >= bindparam("since"),
        ~_TABLE.c.rehearsal,
    )
)
_OPEN = (
    select(_TABLE.c.procedure, _TABLE.c.version, func.count().label("open"))
    .where(_TABLE.c.ended_at.is_(None))
    .group_by(_TABLE.c.procedure, _TABLE.c.version)
)
_OPEN_UNDER = (
    select_rows(Dossier)
    .where(_TABLE.c.procedure == bindparam("of"), _TABLE.c.ended_at.is_(None))
    .order_by(_TABLE.c.code)
)
