"""The tables: what is kept, and the constraints that the database itself upholds."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Final

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKeyConstraint, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from definitions.procedure import Channel
from records.columns import Instant, Json, PackedText, words

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

LARGEST_SERIAL: Final = 9999
"""A dossier's code has room for four digits."""

SHIPPED: Final = "lienthong"
"""In whose name the catalogue that ships with the program is published."""


class TaskKind(StrEnum):
    """What waits for an official: a step by its kind (`work` is a task), or a letter that lateness obliges."""

    WORK = "work"
    LETTER = "letter"
    WAIT = "wait"
    PAY = "pay"
    OPINION = "opinion"
    POSTING = "posting"
    APOLOGY = "apology"
    URGING = "urging"


class TaskState(StrEnum):
    """Whether a task still waits."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


class NoticeOutcome(StrEnum):
    """What became of a notice; `logged` where it stayed in the house: in the log, the worklist or at the counter."""

    SENT = "sent"
    UNDELIVERABLE = "undeliverable"
    LOGGED = "logged"


class Lodging(SQLModel, table=True):
    """A reserved dossier code, and all that was fixed for the dossier when it was lodged.

    `begun` once its journal has an entry. `displaced` is the reservation that this one took over, as JSON, until it is
    known which of the two came to be.
    """

    __tablename__: ClassVar[str] = "lodgings"
    __table_args__ = (
        UniqueConstraint("agency", "local_on", "serial"),
        CheckConstraint(f"serial BETWEEN 1 AND {LARGEST_SERIAL}", name="serial"),
        CheckConstraint("(displaced_key IS NULL) = (displaced IS NULL)", name="displaced"),
        Index(
            "ix_lodgings_not_begun",
            *("agency", "local_on", "serial", "reserved_at"),
            sqlite_where=text("begun = 0"),
            postgresql_where=text("NOT begun"),
        ),
    )

    code: str = Field(primary_key=True)
    key: str = Field(unique=True)
    official: str
    digest: str
    agency: str
    local_on: date
    serial: int
    reserved_at: datetime = Field(sa_type=Instant)
    begun: bool = False
    displaced_key: str | None = Field(default=None, unique=True)
    displaced: str | None = Field(default=None, sa_type=PackedText)
    pin: str = Field(sa_type=PackedText)


class Entry(SQLModel, table=True):
    """One line of a dossier's journal; inserted, never changed."""

    __tablename__: ClassVar[str] = "entries"
    __table_args__ = (CheckConstraint("seq >= 1", name="seq"),)

    dossier: str = Field(primary_key=True, foreign_key="lodgings.code")
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=Instant)
    actor: dict[str, Any] = Field(sa_type=Json)
    kind: str
    payload: dict[str, Any] = Field(sa_type=Json)
    basis: str | None = None
    previous: str
    hash: str


class Dossier(SQLModel, table=True):
    """Read model: a dossier as lists and counters see it, after its journal's entry `seq`."""

    __tablename__: ClassVar[str] = "dossiers"
    __table_args__ = (
        CheckConstraint(
            "status IN ('new', 'processing', 'awaiting supplement', 'awaiting payment', 'result ready',"
            " 'returned', 'refused', 'withdrawn', 'stopped')",
            name="status",
        ),
        CheckConstraint("lateness IN ('early', 'on time', 'late')", name="lateness"),
        CheckConstraint("seq >= 1 AND version >= 1 AND letters >= 0 AND breaches >= 0", name="counts"),
    )

    code: str = Field(primary_key=True, foreign_key="lodgings.code")
    procedure: str
    version: int
    digest: str
    title: str
    unit: str
    desk: str
    applicant: str
    applicant_key: str
    channel: Channel = Field(sa_column=Column(words(Channel, "channel"), nullable=False))
    lodged_at: datetime = Field(sa_type=Instant)
    due_at: datetime = Field(sa_type=Instant)
    original_due_at: datetime = Field(sa_type=Instant)
    status: str
    running: bool
    late: bool
    lateness: str | None = None
    holder: str
    letters: int
    breaches: int
    seq: int
    rehearsal: bool
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


class Task(SQLModel, table=True):
    """Read model: something that waits, or waited, for an official of a post in an office.

    `sort_at` is the due date, or the end of time where there is none: worklists are in its order. `fee` is what is to
    be paid, in đồng; `branch` the branch that it is for, in words.
    """

    __tablename__: ClassVar[str] = "tasks"
    __table_args__ = (
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="closed"),
        CheckConstraint("fee >= 0", name="fee"),
        Index(None, "office", "post", "state", "sort_at", "dossier", "number"),
    )

    dossier: str = Field(primary_key=True, foreign_key="dossiers.code")
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    step: str
    title: str
    kind: TaskKind = Field(sa_column=Column(words(TaskKind, "kind"), nullable=False))
    office: str
    post: str
    opened_at: datetime = Field(sa_type=Instant)
    due_at: datetime | None = Field(default=None, sa_type=Instant)
    sort_at: datetime = Field(sa_type=Instant)
    claimed_by: str | None = None
    state: TaskState = Field(default=TaskState.OPEN, sa_column=Column(words(TaskState, "state"), nullable=False))
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    closed_by: str | None = None
    outcome: str | None = None
    late: bool = False
    fee: int | None = Field(default=None, sa_type=BigInteger)
    branch: str | None = None


class Letter(SQLModel, table=True):
    """A letter that the dossier's entry `seq` obliged the office to issue, and where its file is kept."""

    __tablename__: ClassVar[str] = "letters"
    __table_args__ = (
        ForeignKeyConstraint(["dossier", "seq"], ["entries.dossier", "entries.seq"]),
        CheckConstraint("length > 0", name="length"),
    )

    dossier: str = Field(primary_key=True)
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    form: str
    file: str = Field(unique=True)
    sha256: str
    length: int
    issued_at: datetime = Field(sa_type=Instant)


class Notice(SQLModel, table=True):
    """That somebody was told of a dossier's entry `seq` by a channel, once, and what became of it.

    `recipient` is `applicant`, or an official's id.
    """

    __tablename__: ClassVar[str] = "notices"
    __table_args__ = (ForeignKeyConstraint(["dossier", "seq"], ["entries.dossier", "entries.seq"]),)

    dossier: str = Field(primary_key=True)
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    recipient: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    sent_at: datetime = Field(sa_type=Instant)
    outcome: NoticeOutcome = Field(sa_column=Column(words(NoticeOutcome, "outcome"), nullable=False))


class Procedure(SQLModel, table=True):
    """A published version of a procedure: its text as written, and its meaning as canonical JSON.

    `decision` is the one by which it was approved, as lists show it.
    """

    __tablename__: ClassVar[str] = "procedures"
    __table_args__ = (
        CheckConstraint("version >= 1", name="version"),
        CheckConstraint("effective_until >= effective_from", name="effective"),
    )

    code: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    digest: str = Field(unique=True)
    title: str
    sector: str
    effective_from: date
    effective_until: date | None = None
    source: str = Field(sa_type=Text)
    canonical: str = Field(sa_type=Text)
    published_at: datetime = Field(sa_type=Instant)
    published_by: str = SHIPPED
    decision: str = ""


class Directory(SQLModel, table=True):
    """The one directory that is in force, and the digest of what was loaded."""

    __tablename__: ClassVar[str] = "directories"

    id: str = Field(primary_key=True)
    digest: str


class Office(SQLModel, table=True):
    """An office for as long as it exists (both days included), with its posts, in the directory's order."""

    __tablename__: ClassVar[str] = "offices"
    __table_args__ = (
        ForeignKeyConstraint(["parent"], ["offices.code"], deferrable=True, initially="DEFERRED"),
        ForeignKeyConstraint(["successor"], ["offices.code"], deferrable=True, initially="DEFERRED"),
        CheckConstraint("valid_to >= valid_from", name="validity"),
    )

    code: str = Field(primary_key=True)
    position: int
    unit: str
    role: str
    level: str
    name: str
    parent: str | None = None
    agency: str | None = Field(default=None, index=True)
    head: str
    deputy: str | None = None
    posts: list[str] = Field(sa_type=Json)
    valid_from: date
    valid_to: date | None = None
    successor: str | None = None


class Official(SQLModel, table=True):
    """A person who works in the province's offices."""

    __tablename__: ClassVar[str] = "officials"

    id: str = Field(primary_key=True)
    name: str


class Mailbox(SQLModel, table=True):
    """The mail address of an official who has one."""

    __tablename__: ClassVar[str] = "mailboxes"

    official: str = Field(primary_key=True, foreign_key="officials.id")
    address: str


class Appointment(SQLModel, table=True):
    """A post held in an office from one day to another (both included)."""

    __tablename__: ClassVar[str] = "appointments"
    __table_args__ = (
        CheckConstraint("valid_to >= valid_from", name="validity"),
        Index(None, "office", "post"),
    )

    official: str = Field(primary_key=True, foreign_key="officials.id")
    post: str = Field(primary_key=True)
    office: str = Field(primary_key=True, foreign_key="offices.code")
    valid_from: date = Field(primary_key=True)
    valid_to: date | None = None
    title: str
