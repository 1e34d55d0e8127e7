"""Column types that mean the same on SQLite and on PostgreSQL."""

import zlib
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import JSON, DateTime, Dialect, Enum, LargeBinary
from sqlalchemy.types import TypeDecorator


class Instant(TypeDecorator[datetime]):
    """An instant: goes in aware, comes out in UTC. SQLite keeps no zone, so there it is written as UTC without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The instant in UTC; a naive one is a bug."""
        if value is None:
            return None
        assert value.tzinfo is not None, "an instant is aware"
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """The instant, aware and in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class PackedText(TypeDecorator[str]):
    """A long text that is only ever read whole, compressed."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002 - as above
        """The compressed bytes."""
        return None if value is None else zlib.compress(value.encode(), level=3)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - as above
        """The text."""
        return None if value is None else zlib.decompress(value).decode()


class Json(TypeDecorator[object]):
    """JSON kept as it was written, its keys in their order (PostgreSQL's binary kind would lose it)."""

    impl = JSON
    cache_ok = True


def words(kind: type[StrEnum], name: str) -> Enum:
    """The values of an enumeration as text, with a check named `name`."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        values_callable=lambda chosen: [word.value for word in chosen],
    )
