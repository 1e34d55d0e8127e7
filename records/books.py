"""Books: the tables of what officials are alerted to and have seen, of each desk's ledger, and of reports' counts."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from records.columns import Instant
from records.tables import Dossier, Entry, Lodging

assert Dossier.metadata is Entry.metadata is Lodging.metadata, "the tables that these refer to are declared"


class Alert(SQLModel, table=True):
    """Read model: that a post in an office is told of a dossier's entry `seq`; `task` where it is about one task.

    What is derived from the journal here is joined by what `sightings` keeps.
    """

    __tablename__: ClassVar[str] = "alerts"
    __table_args__ = (
        CheckConstraint("(seen_at IS NULL) = (seen_by IS NULL)", name="seen"),
        Index(
            "ix_alerts_unseen",
            *("office", "post", "at", "dossier", "seq"),
            sqlite_where=text("seen_at IS NULL"),
            postgresql_where=text("seen_at IS NULL"),
        ),
    )

    dossier: str = Field(primary_key=True, foreign_key="dossiers.code")
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    office: str = Field(primary_key=True)
    post: str = Field(primary_key=True)
    kind: str
    task: int | None = None
    at: datetime = Field(sa_type=Instant)
    seen_at: datetime | None = Field(default=None, sa_type=Instant)
    seen_by: str | None = None


class Sighting(SQLModel, table=True):
    """That an official of the post has seen the alert of an entry; inserted, never changed."""

    __tablename__: ClassVar[str] = "sightings"
    __table_args__ = (ForeignKeyConstraint(["dossier", "seq"], ["entries.dossier", "entries.seq"]),)

    dossier: str = Field(primary_key=True)
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    office: str = Field(primary_key=True)
    post: str = Field(primary_key=True)
    official: str
    at: datetime = Field(sa_type=Instant)


class LedgerNumber(SQLModel, table=True):
    """The number of an accepted dossier in its desk's ledger of a year; inserted, never changed.

    `lead` is the name, on that day, of the agency that resolves the dossier.
    """

    __tablename__: ClassVar[str] = "ledger"
    __table_args__ = (
        UniqueConstraint("desk", "year", "number"),
        CheckConstraint("number >= 1", name="number"),
    )

    dossier: str = Field(primary_key=True, foreign_key="lodgings.code")
    desk: str
    year: int
    number: int
    lead: str


class Reckoning(SQLModel, table=True):
    """Read model: how reports count a dossier from an instant on (`since`) until the next such row, if there is one.

    `late` once a due date in force has passed: it stays. `stopped` while its clock stands still. `settled` is how the
    offices had kept the due date when their work was done, and `settled_at` when that was; both are empty while open.
    """

    __tablename__: ClassVar[str] = "reckonings"
    __table_args__ = (
        ForeignKeyConstraint(["dossier", "seq"], ["entries.dossier", "entries.seq"]),
        CheckConstraint("settled IN ('early', 'on time', 'late')", name="settled"),
        CheckConstraint("(settled IS NULL) = (settled_at IS NULL)", name="open"),
        CheckConstraint("until >= since", name="span"),
        Index(None, "settled_at"),
    )

    dossier: str = Field(primary_key=True, foreign_key="dossiers.code")
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    since: datetime = Field(sa_type=Instant)
    until: datetime | None = Field(default=None, sa_type=Instant)
    late: bool
    stopped: bool
    apologised: bool
    settled: str | None = None
    settled_at: datetime | None = Field(default=None, sa_type=Instant)
