"""Offices: the directory in force, loaded from its files and read back whole."""

import hashlib
from typing import Final

from sqlalchemy import bindparam, insert, update
from sqlmodel import Session, col, select

from definitions.directory import Directory, Office
from definitions.saying import Explained, Saying
from records import tables

NOT_LOADED: Final = Saying(vietnamese="chưa nạp danh bạ cơ quan nào", english="no directory has been loaded")
LEFT_OUT: Final = Saying(
    vietnamese="danh bạ '{name}' bỏ sót {offices}", english="the directory '{name}' leaves out {offices}"
)


class NoDirectory(Explained):
    """No directory has been loaded."""


class OfficesMissing(Explained):
    """A directory leaves out offices that an earlier one had; an office that ends gets its last day instead."""


def load(session: Session, directory: Directory) -> bool:
    """Make the directory the one in force; whether it differs from what was. Raises `OfficesMissing`."""
    digest = hashlib.sha256(directory.model_dump_json().encode()).hexdigest()
    known = session.exec(select(tables.Directory)).one_or_none()
    if known is not None and known.digest == digest:
        return False
    _write(session, directory)
    if known is not None:
        session.delete(known)
        session.flush()
    session.add(tables.Directory(id=directory.id, digest=digest))
    session.flush()
    return True


def directory(session: Session) -> Directory:
    """The directory in force, with offices past and present, read anew when it changes; raises `NoDirectory`."""
    known = session.exec(select(tables.Directory)).one_or_none()
    if known is None:
        raise NoDirectory(NOT_LOADED)
    if known.digest not in _READ:
        offices = session.exec(select(tables.Office).order_by(col(tables.Office.position)))
        read = Directory(id=known.id, offices=tuple(_office(row) for row in offices))
        _READ.clear()
        _READ[known.digest] = read
        return read
    return _READ[known.digest]


def _write(session: Session, directory: Directory) -> None:
    """Insert or replace every office; parents and successors are checked when the transaction ends."""
    there = set(session.exec(select(tables.Office.code)))
    rows = [office.model_dump(mode="python") | {"position": n} for n, office in enumerate(directory.offices)]
    if missing := sorted(there - {row["code"] for row in rows}):
        raise OfficesMissing(LEFT_OUT, name=directory.id, offices=", ".join(missing))
    added = [row for row in rows if row["code"] not in there]
    kept = [row | {"of": row["code"]} for row in rows if row["code"] in there]
    connection = session.connection()
    if added:
        connection.execute(insert(_TABLE), added)
    if kept:
        connection.execute(update(_TABLE).where(_TABLE.c.code == bindparam("of")), kept)


def _office(row: tables.Office) -> Office:
    return Office.model_validate(row.model_dump(exclude={"position"}))


_TABLE = tables.Office.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_READ: Final[dict[str, Directory]] = {}
"""The directory read last, by its digest: what it says can be read again at any time."""
