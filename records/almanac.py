"""Almanac: the tables of published calendars, of the one each open dossier follows, and of what a later one moved."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from records.columns import Instant
from records.tables import Entry, Lodging

assert Entry.metadata is Lodging.metadata, "the tables that these refer to are declared"


class PublishedCalendar(SQLModel, table=True):
    """A published version of a calendar as JSON; the highest `number` is in force. Inserted, never changed."""

    __tablename__: ClassVar[str] = "calendars"
    __table_args__ = (
        UniqueConstraint("id", "number"),
        UniqueConstraint("id", "version"),
        CheckConstraint("number >= 1", name="number"),
    )

    digest: str = Field(primary_key=True)
    id: str
    number: int
    version: str
    canonical: str = Field(sa_type=Text)
    published_at: datetime = Field(sa_type=Instant)
    published_by: str


class Dating(SQLModel, table=True):
    """Read model: the calendar, and its version's digest, by which an open dossier's time is counted now."""

    __tablename__: ClassVar[str] = "datings"
    __table_args__ = (Index(None, "calendar", "dossier", "digest"),)

    dossier: str = Field(primary_key=True, foreign_key="lodgings.code")
    calendar: str
    digest: str


class Redating(SQLModel, table=True):
    """Read model: that a dossier's entry `seq` applied a later calendar, and its due date before and after.

    `tasks` is how many of its tasks got another due date.
    """

    __tablename__: ClassVar[str] = "redatings"
    __table_args__ = (
        ForeignKeyConstraint(["dossier", "seq"], ["entries.dossier", "entries.seq"]),
        CheckConstraint("tasks >= 0", name="tasks"),
        Index(None, "digest", "dossier"),
    )

    dossier: str = Field(primary_key=True)
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    digest: str
    was_due_at: datetime = Field(sa_type=Instant)
    due_at: datetime = Field(sa_type=Instant)
    tasks: int


class Recalculation(SQLModel, table=True):
    """That a published calendar is applied to the open dossiers: by whom it was last begun, and when it was done."""

    __tablename__: ClassVar[str] = "recalculations"

    digest: str = Field(primary_key=True, foreign_key="calendars.digest")
    operator: str
    begun_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


class Reluctance(SQLModel, table=True):
    """That a dossier refused a calendar, and by which rule; it is not asked again until somebody begins anew."""

    __tablename__: ClassVar[str] = "reluctances"

    digest: str = Field(primary_key=True, foreign_key="calendars.digest")
    dossier: str = Field(primary_key=True, foreign_key="lodgings.code")
    rule: str
