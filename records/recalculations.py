"""Recalculations: which calendar each open dossier follows, whom a later one is to reach, and what it moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, exists, func, insert, update
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from definitions.calendar import Calendar
from records.almanac import Dating, Recalculation, Redating, Reluctance
from records.tables import Dossier

Row = dict[str, Any]
"""The values of a row by the names of its columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outdated:
    """An open dossier that follows another version; `seq` is its last written entry."""

    code: str
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How far a calendar has come: dossiers that follow it by its recalculation, are still to, or refused it."""

    redated: int
    moved: int
    outstanding: int
    refused: int
    begun_at: datetime | None
    ended_at: datetime | None


def date_by(session: Session, code: str, *, calendar: str, digest: str) -> None:
    """Note by which calendar a dossier that was just lodged is dated."""
    session.connection().execute(_DATE, {"dossier": code, "calendar": calendar, "digest": digest})


def redate(session: Session, rows: Sequence[Row]) -> None:
    """Note that dossiers follow a later version of their calendar, with both due dates."""
    if not rows:
        return
    session.connection().execute(_REPORT, rows)
    session.connection().execute(_REDATE, [{"of": row["dossier"], "to": row["digest"]} for row in rows])


def undate(session: Session, code: str) -> None:
    """Forget the calendar of a dossier that has ended: no later one reaches it."""
    session.connection().execute(_UNDATE, {"of": code})


def clear(session: Session) -> None:
    """Forget all that is derived from the journals."""
    session.connection().execute(delete(_REDATINGS))
    session.connection().execute(delete(_DATINGS))


def outdated(session: Session, calendar: Calendar, *, after: str = "", limit: int) -> list[Outdated]:
    """Open dossiers that follow another version and have not refused this one, by code, after a code."""
    params = {"calendar": calendar.id, "digest": calendar.digest, "after": after, "limit": limit}
    return [Outdated(code=row.code, seq=row.seq) for row in session.connection().execute(_OUTDATED, params)]


def begin(session: Session, digest: str, *, operator: str, at: datetime) -> None:
    """Note that a published calendar is to reach every open dossier; those that refused it are asked again."""
    session.connection().execute(_FORGIVE, {"of": digest})
    row = session.get(Recalculation, digest) or Recalculation(digest=digest, operator=operator, begun_at=at)
    row.operator, row.begun_at, row.ended_at = operator, at, None
    session.add(row)
    session.flush()


def refuse(session: Session, digest: str, code: str, *, rule: str) -> None:
    """Note that a dossier refused a calendar; a second time changes nothing."""
    if session.get(Reluctance, (digest, code)) is None:
        session.add(Reluctance(digest=digest, dossier=code, rule=rule))
        session.flush()


def finish(session: Session, digest: str, *, at: datetime) -> None:
    """Note that no open dossier follows another version; a second time changes nothing."""
    session.connection().execute(_FINISH, {"of": digest, "at": at})


def tally(session: Session, calendar: Calendar) -> Tally:
    """How far a published calendar has come."""
    digest = calendar.digest
    row = session.get(Recalculation, digest)
    connection = session.connection()
    redated, moved = connection.execute(_COUNT_REDATED, {"of": digest}).one()
    return Tally(
        redated=redated,
        moved=moved,
        outstanding=connection.execute(_COUNT_OUTDATED, {"calendar": calendar.id, "digest": digest}).scalar_one(),
        refused=connection.execute(_COUNT_REFUSED, {"of": digest}).scalar_one(),
        begun_at=row.begun_at if row else None,
        ended_at=row.ended_at if row else None,
    )


def report(session: Session, digest: str) -> list[Redating]:
    """Every dossier that a calendar reached, by code, with its due date before and after."""
    return list(session.exec(select(Redating).where(Redating.digest == digest).order_by(col(Redating.dossier))))


def refusals(session: Session, digest: str) -> dict[str, str]:
    """The dossiers that refused a calendar, in order, each with the rule."""
    query = select(Reluctance).where(Reluctance.digest == digest).order_by(col(Reluctance.dossier))
    return {row.dossier: row.rule for row in session.exec(query)}


_DATINGS = Dating.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_REDATINGS = Redating.__table__  # type: ignore[attr-defined]  # as above
_RELUCTANCES = Reluctance.__table__  # type: ignore[attr-defined]  # as above
_RECALCULATIONS = Recalculation.__table__  # type: ignore[attr-defined]  # as above
_DOSSIERS = Dossier.__table__  # type: ignore[attr-defined]  # as above

_DATE = insert(_DATINGS)
_REPORT = insert(_REDATINGS)
_REDATE = update(_DATINGS).where(_DATINGS.c.dossier == bindparam("of")).values(digest=bindparam("to"))
_UNDATE = delete(_DATINGS).where(_DATINGS.c.dossier == bindparam("of"))
_FORGIVE = delete(_RELUCTANCES).where(_RELUCTANCES.c.digest == bindparam("of"))
_FINISH = (
    update(_RECALCULATIONS)
    .where(_RECALCULATIONS.c.digest == bindparam("of"), _RECALCULATIONS.c.ended_at.is_(None))
    .values(ended_at=bindparam("at"))
)
_REFUSED = exists().where(_RELUCTANCES.c.digest == bindparam("digest"), _RELUCTANCES.c.dossier == _DATINGS.c.dossier)
_IS_OUTDATED = (_DATINGS.c.calendar == bindparam("calendar"), _DATINGS.c.digest != bindparam("digest"), ~_REFUSED)
_OUTDATED = (
    select_columns(_DOSSIERS.c.code, _DOSSIERS.c.seq)
    .join(_DATINGS, _DATINGS.c.dossier == _DOSSIERS.c.code)
    .where(*_IS_OUTDATED, _DATINGS.c.dossier > bindparam("after"))
    .order_by(_DATINGS.c.dossier)
    .limit(bindparam("limit"))
)
_COUNT_OUTDATED = select_columns(func.count()).select_from(_DATINGS).where(*_IS_OUTDATED)
_COUNT_REDATED = select_columns(
    func.count(), func.count().filter(_REDATINGS.c.was_due_at != _REDATINGS.c.due_at)
).where(_REDATINGS.c.digest == bindparam("of"))
_COUNT_REFUSED = select_columns(func.count()).where(_RELUCTANCES.c.digest == bindparam("of"))
