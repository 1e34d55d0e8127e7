"""Gazette: the tables of what was said of procedures once their versions stood: abolitions, and calls under a key."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Field, SQLModel

from records.columns import Instant
from records.tables import Procedure

assert Procedure.metadata is SQLModel.metadata, "the tables that these stand beside are declared"


class Abolition(SQLModel, table=True):
    """That a procedure is abolished: from this day on no dossier is accepted under it. Inserted, never changed."""

    __tablename__: ClassVar[str] = "abolitions"

    code: str = Field(primary_key=True)
    from_on: date
    decision: str | None = None
    abolished_at: datetime = Field(sa_type=Instant)
    abolished_by: str


class Publishing(SQLModel, table=True):
    """A call to publish or abolish, known by its idempotency key and the digest of what it said."""

    __tablename__: ClassVar[str] = "publishings"

    key: str = Field(primary_key=True)
    digest: str
    code: str
    at: datetime = Field(sa_type=Instant)
