"""The database: opening it, transactions for readers and writers, and what counts as an outage."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlmodel import Session

from definitions.saying import Explained, Saying

WAIT_SECONDS: Final = 5
"""How long a transaction waits for its turn before the database counts as away."""

BUSY: Final = Saying(vietnamese="cơ sở dữ liệu bận quá lâu", english="the database was busy for too long")
NOT_NOW: Final = Saying(
    vietnamese="cơ sở dữ liệu tạm thời không trả lời ({why})", english="the database cannot answer now ({why})"
)


class RecordsAway(Explained):
    """An outage: the database is away, locked too long, or its disk is full. What was asked may be asked again."""


@dataclass(frozen=True, slots=True)
class Database:
    """An open database, shared between threads.

    SQLite has one writer at a time, so there the threads that write share one connection and wait for it in turn.
    """

    reader: Engine
    writer: Engine

    def close(self) -> None:
        """Close all connections."""
        self.reader.dispose()
        self.writer.dispose()


def open_database(url: str) -> Database:
    """The database at `sqlite:///path` or `postgresql+psycopg://…`; nothing is read or written yet."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        engine = create_engine(parsed, **_COMMON, pool_pre_ping=True, connect_args=_PATIENCE)
        return Database(engine, engine)
    return Database(reader=_sqlite(parsed, "BEGIN", size=16), writer=_sqlite(parsed, "BEGIN IMMEDIATE", size=1))


@contextmanager
def reading(database: Database) -> Iterator[Session]:
    """A transaction that sees one state of the database and changes nothing; raises `RecordsAway`."""
    with outages(), Session(database.reader, expire_on_commit=False) as session:
        yield session


@contextmanager
def writing(database: Database) -> Iterator[Session]:
    """A transaction that is kept whole when the block ends, and not at all when it raises; raises `RecordsAway`."""
    with outages(), Session(database.writer, expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def outages() -> Iterator[None]:
    """A block in which a database that cannot answer raises `RecordsAway`."""
    try:
        yield
    except PoolTimeout as outage:
        raise RecordsAway(BUSY) from outage
    except DBAPIError as error:
        if is_outage(error):
            raise RecordsAway(NOT_NOW, why=error.orig) from error
        raise


def is_outage(error: DBAPIError) -> bool:
    """Whether the database could not answer now, rather than being asked something wrong."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return code & _PRIMARY in _SQLITE_OUTAGES
    if error.connection_invalidated:
        return True
    state = getattr(error.orig, "sqlstate", "")
    return state is None or state.startswith(_SQLSTATE_OUTAGES)


def _sqlite(url: URL, begin: str, *, size: int) -> Engine:
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        **_COMMON,
        connect_args={"timeout": WAIT_SECONDS, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


_COMMON: Final[dict[str, Any]] = {
    "pool_timeout": WAIT_SECONDS,
    "json_serializer": _json,
    "hide_parameters": True,  # errors travel far, and rows hold personal data
}
_PATIENCE: Final = {"connect_timeout": WAIT_SECONDS, "options": f"-c lock_timeout={WAIT_SECONDS}s"}
"""PostgreSQL's: it would wait for ever."""
_PRIMARY: Final = 0xFF
_SQLITE_OUTAGES: Final = frozenset({5, 6, 7, 8, 10, 13, 14, 15})
"""Busy, locked, out of memory, read-only, I/O error, full, cannot open, locking protocol."""
_SQLSTATE_OUTAGES: Final = ("08", "40", "53", "55P03", "57", "58")
"""Connection lost, conflict of transactions, out of resources, lock not available, shut down, disk."""
