"""The database upholds its constraints, and tells an outage from a mistake."""

import sqlite3
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import SQLModel

from records import almanac, books, procedures, tables
from records.database import WAIT_SECONDS, Database, RecordsAway, is_outage, open_database, reading, writing
from records.upgrading import migrate


def shape(database: Database) -> object:
    """What the tables and indexes are made of, in the engine's own words."""
    with database.reader.connect() as connection:
        if connection.dialect.name == "sqlite":
            return {name: clauses(sql) for name, sql in connection.execute(_SQLITE_SHAPE)}
        return [sorted(map(tuple, connection.execute(part))) for part in _POSTGRESQL_SHAPE]


def clauses(sql: str) -> list[str]:
    """The columns of a table in order, then each constraint."""
    columns, *constraints = " ".join(sql.replace('"', "").split()).split(", CONSTRAINT ")
    return [columns, *sorted(constraint.rstrip(" )") for constraint in constraints)]


_SQLITE_SHAPE = text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'")
_POSTGRESQL_SHAPE = (
    text(
        "SELECT table_name, column_name, ordinal_position, data_type, is_nullable, coalesce(column_default, '')"
        " FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'"
    ),
    text(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'alembic_version'"
    ),
    text("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'"),
)


def official(name: str = "an") -> tables.Official:
    return tables.Official(id=name, name="Nguyễn Văn An")


def test_migrations_make_exactly_the_tables_that_the_code_declares(
    empty_database: Database,
) -> None:
    assert books.Alert.metadata is almanac.Dating.metadata is SQLModel.metadata
    SQLModel.metadata.create_all(empty_database.writer)
    declared = shape(empty_database)
    SQLModel.metadata.drop_all(empty_database.writer)
    migrate(empty_database)
    assert shape(empty_database) == declared


def test_migrating_again_keeps_what_is_there(database: Database) -> None:
    with writing(database) as session:
        session.add(official())
    migrate(database)
    with reading(database) as session:
        assert session.get_one(tables.Official, "an").name == "Nguyễn Văn An"


def test_a_block_that_raises_leaves_nothing_behind(database: Database) -> None:
    with pytest.raises(KeyError):
        _write_and_raise(database)
    with reading(database) as session:
        assert session.get(tables.Official, "an") is None


def _write_and_raise(database: Database) -> None:
    with writing(database) as session:
        session.add(official())
        session.flush()
        raise KeyError


def test_instants_come_back_in_utc_whatever_zone_they_went_in_with(database: Database) -> None:
    at = datetime(2026, 3, 2, 8, 30, tzinfo=timezone(timedelta(hours=7)))
    with writing(database) as session:
        session.add(
            tables.Procedure(
                code="1.000001",
                version=1,
                digest="d",
                title="t",
                sector="s",
                effective_from=at.date(),
                source="",
                canonical="",
                published_at=at,
            )
        )
    with reading(database) as session:
        row = procedures.one(session, "1.000001", 1)
        assert row is not None
        assert (row.published_at, row.published_at.tzinfo) == (at, UTC)


def test_a_reader_sees_the_last_state_kept_while_a_writer_writes(database: Database) -> None:
    with writing(database) as writer:
        writer.add(official())
        writer.flush()
        with reading(database) as reader:
            assert reader.get(tables.Official, "an") is None


def test_foreign_keys_are_kept(database: Database) -> None:
    appointment = tables.Appointment(
        official="nobody", post="officer", office="1/desk", valid_from=datetime.now(UTC).date(), title=""
    )
    with pytest.raises(IntegrityError), writing(database) as session:
        session.add(appointment)


def test_a_folder_that_is_not_there_is_an_outage(tmp_path: Path) -> None:
    away = open_database(f"sqlite:///{tmp_path / 'gone' / 'records.sqlite'}")
    with pytest.raises(RecordsAway), reading(away) as session:
        session.get(tables.Official, "an")
    with pytest.raises(RecordsAway):
        migrate(away)


def test_a_full_disk_is_an_outage_and_writes_nothing(sqlite_database: Database) -> None:
    database = sqlite_database
    with database.writer.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(RecordsAway, match="full"), writing(database) as session:
        session.add_all(official(f"{number}" * 400) for number in range(100, 300))
    with reading(database) as session:
        assert session.get(tables.Official, "100" * 400) is None


def test_a_database_locked_by_another_program_for_too_long_is_an_outage(
    sqlite_database: Database, tmp_path: Path
) -> None:
    database = sqlite_database
    with database.writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=1")
    other = sqlite3.connect(tmp_path / "records.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(RecordsAway, match="locked"), writing(database) as session:
        session.add(official())
    other.close()


def test_a_table_locked_by_another_program_for_too_long_is_an_outage(postgresql_database: Database) -> None:
    with postgresql_database.reader.begin() as other, writing(postgresql_database) as session:
        assert session.connection().execute(text("SHOW lock_timeout")).scalar_one() == f"{WAIT_SECONDS}s"
        other.execute(text("LOCK TABLE officials"))
        session.connection().execute(text("SET LOCAL lock_timeout = '1ms'"))
        session.add(official())
        with pytest.raises(DBAPIError) as raised:
            session.flush()
        session.rollback()
    assert is_outage(raised.value)


def test_a_server_that_is_not_there_is_an_outage() -> None:
    away = open_database("postgresql+psycopg://nobody@127.0.0.1:1/records")
    with pytest.raises(RecordsAway), reading(away) as session:
        session.get(tables.Official, "an")


def test_a_question_that_is_wrong_is_no_outage(database: Database) -> None:
    with pytest.raises(DBAPIError), reading(database) as session:
        session.connection().execute(text("SELECT * FROM nowhere"))


def test_errors_show_nothing_of_the_rows(database: Database) -> None:
    with writing(database) as session:
        session.add(official())
    with pytest.raises(IntegrityError) as raised, writing(database) as session:
        session.connection().execute(insert(tables.Official), [official().model_dump()])
    assert "Nguyễn" not in str(raised.value)
