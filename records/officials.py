"""Officials: who works in the offices, and which posts each holds on a day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Date, and_, bindparam, insert, or_
from sqlmodel import Session, col, select

from definitions.officials import Appointment, Official
from records import tables


def load(session: Session, officials: Iterable[Official]) -> int:
    """Add the officials who are not there yet, with their posts; how many were added. The others stay as they are."""
    known = set(session.exec(select(tables.Official.id)))
    added = [official for official in officials if official.id not in known]
    appointments = [row for official in added for row in _rows(official)]
    if added:
        people = [{"id": official.id, "name": official.name} for official in added]
        session.connection().execute(insert(_OFFICIALS), people)
    mailboxes = [{"official": official.id, "address": official.email} for official in added if official.email]
    if mailboxes:
        session.connection().execute(insert(_MAILBOXES), mailboxes)
    if appointments:
        session.connection().execute(insert(_APPOINTMENTS), appointments)
    return len(added)


def one(session: Session, official: str, on: date) -> Official | None:
    """An official with the posts that he or she holds on a day; None when nobody has that id."""
    person = session.get(tables.Official, official)
    if person is None:
        return None
    query = (
        select(tables.Appointment)
        .where(tables.Appointment.official == official, _in_force(on))
        .order_by(col(tables.Appointment.office), col(tables.Appointment.post))
    )
    posts = tuple(_appointment(row) for row in session.exec(query))
    return Official(id=person.id, name=person.name, posts=posts, email=mail_address(session, official))


def mail_address(session: Session, official: str) -> str | None:
    """An official's mail address, where one is known."""
    mailbox = session.get(tables.Mailbox, official)
    return None if mailbox is None else mailbox.address


def holders(session: Session, office: str, post: str, *, on: date) -> list[str]:
    """The ids of those who hold a post in an office on a day, sorted."""
    return list(session.exec(_HOLDERS, params={"in_office": office, "held": post, "on_day": on}))


def _in_force(on: date | BindParameter[date]) -> ColumnElement[bool]:
    valid_to = col(tables.Appointment.valid_to)
    return and_(col(tables.Appointment.valid_from) <= on, or_(valid_to.is_(None), valid_to >= on))


def _rows(official: Official) -> list[dict[str, Any]]:
    return [held.model_dump() | {"official": official.id} for held in official.posts]


def _appointment(row: tables.Appointment) -> Appointment:
    return Appointment.model_validate(row.model_dump(exclude={"official"}))


_HOLDERS = (
    select(tables.Appointment.official)
    .where(
        tables.Appointment.office == bindparam("in_office"),
        tables.Appointment.post == bindparam("held"),
        _in_force(bindparam("on_day", type_=Date)),
    )
    .order_by(col(tables.Appointment.official))
    .distinct()
)
_OFFICIALS = tables.Official.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_MAILBOXES = tables.Mailbox.__table__  # type: ignore[attr-defined]  # as above
_APPOINTMENTS = tables.Appointment.__table__  # type: ignore[attr-defined]  # as above
