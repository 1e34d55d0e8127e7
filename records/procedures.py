"""Procedures: the versions that were published, none of which ever changes."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import or_
from sqlmodel import Session, col, select

from definitions import loader
from definitions.procedure import Procedure
from records import tables


class DifferentVersion(Exception):
    """That version is published with another meaning; a change needs a version of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A published version as lists show it."""

    code: str
    version: int
    digest: str
    title: str
    sector: str
    effective_from: date
    effective_until: date | None
    published_at: datetime


def publish(session: Session, procedure: Procedure, *, source: str, at: datetime) -> bool:
    """Publish a version, `source` being its text as written; whether it is new. Raises `DifferentVersion`."""
    digest = loader.digest(procedure)
    known = one(session, procedure.procedure, procedure.version)
    if known is not None:
        if known.digest != digest:
            raise DifferentVersion(
                f"version {procedure.version} of {procedure.procedure} is published and says something else"
            )
        return False
    row = tables.Procedure(
        code=procedure.procedure,
        version=procedure.version,
        digest=digest,
        title=procedure.title,
        sector=procedure.sector,
        effective_from=procedure.effective.from_,
        effective_until=procedure.effective.until,
        source=source,
        canonical=loader.canonical(procedure).decode(),
        published_at=at,
    )
    session.add(row)
    session.flush()
    return True


def one(session: Session, code: str, version: int) -> tables.Procedure | None:
    """One version, whole, if it is published."""
    return session.get(tables.Procedure, (code, version))


def in_force(session: Session, code: str, on: date) -> tables.Procedure | None:
    """The version under which a dossier of that day is accepted: the highest whose effect covers the day, if any."""
    query = (
        select(tables.Procedure)
        .where(
            tables.Procedure.code == code,
            tables.Procedure.effective_from <= on,
            or_(col(tables.Procedure.effective_until).is_(None), col(tables.Procedure.effective_until) >= on),
        )
        .order_by(col(tables.Procedure.version).desc())
        .limit(1)
    )
    return session.exec(query).one_or_none()


def editions(session: Session, code: str | None = None) -> list[Edition]:
    """All published versions of one procedure or of all, by code, the newest first."""
    query = select(*_COLUMNS).order_by(_TABLE.c.code, _TABLE.c.version.desc())
    if code is not None:
        query = query.where(_TABLE.c.code == code)
    return [Edition(**row) for row in session.connection().execute(query).mappings()]


def definition(row: tables.Procedure) -> Procedure:
    """What a published version says; read once for each version."""
    return _read(row.canonical)


@lru_cache(maxsize=256)
def _read(canonical: str) -> Procedure:
    return Procedure.model_validate_json(canonical)


_TABLE = tables.Procedure.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_COLUMNS = tuple(_TABLE.c[name] for name in Edition.__dataclass_fields__)
