"""Calendars: the versions that were published, none of which ever changes; the one published last is in force."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from definitions.calendar import Calendar
from definitions.saying import Explained, Saying
from records.almanac import PublishedCalendar

DIFFERENT: Final = Saying(
    vietnamese="phiên bản {version} của lịch '{name}' đã công bố với nội dung khác",
    english="version {version} of the calendar '{name}' is published and says something else",
)
SUPERSEDED: Final = Saying(
    vietnamese="phiên bản {version} của lịch '{name}' đã bị thay thế",
    english="version {version} of the calendar '{name}' was superseded",
)


class DifferentCalendar(Explained):
    """That version is published with another meaning; a change needs a version of its own."""


class SupersededCalendar(Explained):
    """A later version was published since: to go back, give the change a version of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """The calendar that new dossiers are pinned to: the `number`-th version that was published, and by whom."""

    calendar: Calendar
    number: int
    by: str


def publish(session: Session, calendar: Calendar, *, at: datetime, by: str) -> bool:
    """Put a version in force from the real instant `at`; whether it is new. In a writing transaction.

    Raises `DifferentCalendar` and `SupersededCalendar`.
    """
    last = session.exec(_IN_FORCE, params={"of": calendar.id}).one_or_none()
    if is_published(session, calendar):
        if last is None or last.digest != calendar.digest:
            raise SupersededCalendar(SUPERSEDED, version=calendar.version, name=calendar.id)
        return False
    row = PublishedCalendar(
        digest=calendar.digest,
        id=calendar.id,
        number=1 if last is None else last.number + 1,
        version=calendar.version,
        canonical=calendar.model_dump_json(),
        published_at=at,
        published_by=by,
    )
    session.add(row)
    session.flush()
    return True


def is_published(session: Session, calendar: Calendar) -> bool:
    """Whether the version was ever published; raises `DifferentCalendar`."""
    known = session.exec(_VERSION, params={"of": calendar.id, "called": calendar.version}).one_or_none()
    if known is not None and known != calendar.digest:
        raise DifferentCalendar(DIFFERENT, version=calendar.version, name=calendar.id)
    return known is not None


def in_force(session: Session, name: str) -> InForce | None:
    """The version of a calendar that was published last; None when none was. Its text is read once for each version."""
    row = session.exec(_IN_FORCE, params={"of": name}).one_or_none()
    return None if row is None else InForce(calendar=_read(row.canonical), number=row.number, by=row.published_by)


@lru_cache(maxsize=16)
def _read(canonical: str) -> Calendar:
    return Calendar.model_validate_json(canonical)


_TABLE = PublishedCalendar.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_IN_FORCE = select(PublishedCalendar).where(_TABLE.c.id == bindparam("of")).order_by(_TABLE.c.number.desc()).limit(1)
_VERSION = select(col(PublishedCalendar.digest)).where(
    _TABLE.c.id == bindparam("of"), _TABLE.c.version == bindparam("called")
)
