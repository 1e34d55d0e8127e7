"""Alerts: what was put before a post in an office because of an entry, until somebody there has seen it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, literal, tuple_, update
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from records.books import Alert, Sighting
from records.columns import Instant
from records.tables import Dossier, Office, Task
from records.tasks import LARGEST_PAGE, Cursor

Row = dict[str, Any]
"""The values of a row by the names of its columns."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A post in an office: whoever holds it is alerted."""

    office: str
    post: str


@dataclass(frozen=True, slots=True)
class Subject:
    """The task that an alert is about: its title, and the office that has it, with its name."""

    title: str
    office: str
    office_name: str


@dataclass(frozen=True, slots=True)
class Line:
    """An alert, the dossier it is about and, where it is about one of its tasks, that task."""

    alert: Alert
    dossier: Dossier
    subject: Subject | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of alerts, and where the next begins; None at the end."""

    lines: tuple[Line, ...]
    following: Cursor | None


def unseen(session: Session, seat: Seat, *, after: Cursor | None = None, limit: int = 50) -> Page:
    """The alerts that a post in an office has not seen yet, the newest first, 1 to 100 lines a page."""
    assert 1 <= limit <= LARGEST_PAGE, "the API checks the size of a page"
    query = (
        select(Alert, Dossier, Task, Office)
        .join(Dossier, _TABLE.c.dossier == Dossier.code)
        .outerjoin(Task, _OF_TASK)
        .outerjoin(Office, col(Office.code) == col(Task.office))
        .where(*_unseen_by(seat))
        .order_by(*(place.desc() for place in _PLACE))
        .limit(limit + 1)
    )
    if after is not None:
        query = query.where(tuple_(*_PLACE) < tuple_(literal(after.sort_at, Instant), after.dossier, after.number))
    found = tuple(Line(alert, dossier, _subject(task, office)) for alert, dossier, task, office in session.exec(query))
    lines = found[:limit]
    return Page(lines, _behind(lines[-1].alert) if len(found) > len(lines) else None)


def subject(session: Session, alert: Alert) -> Subject | None:
    """The task that an alert is about; None where it is about the whole dossier."""
    task = None if alert.task is None else session.get(Task, (alert.dossier, alert.task))
    return _subject(task, None if task is None else session.get(Office, task.office))


def count(session: Session, seat: Seat) -> int:
    """How many alerts a post in an office has not seen yet."""
    query = select_columns(func.count()).select_from(_TABLE).where(*_unseen_by(seat))
    return int(session.connection().execute(query).scalar_one())


def of_entry(session: Session, dossier: str, seq: int) -> list[Alert]:
    """The alerts of one entry, seen or not, in the order of their offices and posts."""
    return list(session.exec(_OF_ENTRY, params={"of": dossier, "numbered": seq}))


def add(session: Session, rows: Sequence[Row]) -> None:
    """Add alerts, all with the same columns; the database refuses to put the same before anybody twice."""
    if rows:
        session.connection().execute(_INSERT, rows)


def see(session: Session, alert: Alert, *, official: str, at: datetime) -> Alert:
    """Note that an official has seen an alert; the first who saw it stays. The alert as it then stands."""
    key = (alert.dossier, alert.seq, alert.office, alert.post)
    stored = session.exec(_ONE, params=dict(zip(_KEYS, key, strict=True))).one()
    if stored.seen_at is None:
        session.add(
            Sighting(
                dossier=alert.dossier, seq=alert.seq, office=alert.office, post=alert.post, official=official, at=at
            )
        )
        stored.seen_at, stored.seen_by = at, official
        session.flush()
    return stored


def clear(session: Session) -> None:
    """Forget every alert, to be derived anew from the journals; what was seen is kept."""
    session.connection().execute(delete(_TABLE))


def recall_sightings(session: Session) -> None:
    """Mark as seen, among alerts derived anew, those that somebody has seen."""
    for sighting in session.exec(select(Sighting)).all():
        key = (sighting.dossier, sighting.seq, sighting.office, sighting.post)
        seen = {"seen_at": sighting.at, "seen_by": sighting.official}
        session.connection().execute(_SEEN, dict(zip(_KEYS, key, strict=True)) | seen)


def _subject(task: Task | None, office: Office | None) -> Subject | None:
    if task is None:
        return None
    return Subject(task.title, task.office, task.office if office is None else office.name)


def _behind(alert: Alert) -> Cursor:
    return Cursor(alert.at, alert.dossier, alert.seq)


def _unseen_by(seat: Seat) -> tuple[ColumnElement[bool], ...]:
    return (col(Alert.office) == seat.office, col(Alert.post) == seat.post, col(Alert.seen_at).is_(None))


_TABLE = Alert.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_PLACE = (_TABLE.c.at, _TABLE.c.dossier, _TABLE.c.seq)
_OF_TASK = (col(Task.dossier) == _TABLE.c.dossier) & (col(Task.number) == _TABLE.c.task)
_KEYS = ("of", "numbered", "there", "held")
_KEY = (
    _TABLE.c.dossier == bindparam("of"),
    _TABLE.c.seq == bindparam("numbered"),
    _TABLE.c.office == bindparam("there"),
    _TABLE.c.post == bindparam("held"),
)
_ONE = select(Alert).where(*_KEY).with_for_update()
_OF_ENTRY = (
    select(Alert)
    .where(_TABLE.c.dossier == bindparam("of"), _TABLE.c.seq == bindparam("numbered"))
    .order_by(_TABLE.c.office, _TABLE.c.post)
)
_INSERT = insert(_TABLE)
_SEEN = update(_TABLE).where(*_KEY)
