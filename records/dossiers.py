"""Dossiers: where each stands, as its journal's last written entry left it."""

import unicodedata
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlmodel import Session
from sqlmodel import select as select_rows

from records.tables import Dossier

Row = dict[str, Any]
"""The values of a row by the names of its columns."""


def one(session: Session, code: str) -> Dossier | None:
    """A dossier's standing; None when none of that code has been lodged."""
    return session.exec(_ONE, params={"of": code}).one_or_none()


def digest(session: Session, code: str) -> str:
    """The digest of the definition that a lodged dossier is handled under; raises NoResultFound for another code."""
    return str(session.connection().execute(_DIGEST, {"of": code}).scalar_one())


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
