"""Dossiers that stand in the records when tasks learn their kinds stay there, with everything that refers to them."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from records.database import Database, open_database
from records.upgrading import migrate, migrations

LODGING = """
INSERT INTO lodgings (code, key, official, digest, agency, local_on, serial, reserved_at, begun, pin)
VALUES ('H57-260302-0001', 'k', 'an', 'd', 'H57', '2026-03-02', 1, '2026-03-02 01:30', 1, '')
"""
DOSSIER = """
INSERT INTO dossiers (code, procedure, version, digest, title, unit, desk, applicant, applicant_key, channel, lodged_at,
  due_at, original_due_at, status, running, late, holder, letters, breaches, seq, rehearsal)
VALUES ('H57-260302-0001', '1', 1, 'd', 't', '1', '1/desk', 'a', 'a', 'counter', '2026-03-02 01:30',
  '2026-03-02 01:30', '2026-03-02 01:30', 'new', 1, 0, '1/desk', 0, 0, 1, 0)
"""
TASK = """
INSERT INTO tasks (dossier, number, step, title, kind, office, post, opened_at, sort_at, state, late)
VALUES ('H57-260302-0001', 1, 'intake', 't', 'work', '1/desk', 'receptionist', '2026-03-02 01:30', '2026-03-02 01:30',
  'open', 0)
"""
ALERT = """
INSERT INTO alerts (dossier, seq, office, post, kind, at)
VALUES ('H57-260302-0001', 1, '1/desk', 'desk head', 'warned', '2026-03-02 01:30')
"""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(f"sqlite:///{tmp_path / 'records.sqlite'}")) as opened:
        with opened.writer.begin() as connection:
            command.upgrade(migrations(connection), "0004")
            for row in (LODGING, DOSSIER, TASK, ALERT):
                connection.execute(text(row))
        yield opened


def counts(connection: Connection) -> tuple[int, ...]:
    tables = ("dossiers", "tasks", "alerts")
    return tuple(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in tables)  # noqa: S608 - our own names


def test_nothing_is_lost_and_what_refers_still_does(database: Database) -> None:
    migrate(database)
    with database.writer.begin() as connection:
        assert counts(connection) == (1, 1, 1)
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        connection.execute(text("UPDATE dossiers SET status = 'awaiting payment'"))
        connection.execute(text("UPDATE tasks SET kind = 'pay', fee = 1000000000000"))
    with pytest.raises(IntegrityError), database.writer.begin() as connection:
        connection.execute(text("DELETE FROM dossiers"))


def test_the_way_back_forgets_only_what_it_cannot_say(database: Database) -> None:
    migrate(database)
    with database.writer.begin() as connection:
        connection.execute(text("UPDATE dossiers SET status = 'awaiting payment'"))
        connection.execute(text("UPDATE tasks SET kind = 'opinion'"))
        command.downgrade(migrations(connection), "0004")
        assert counts(connection) == (1, 1, 1)
        assert connection.execute(text("SELECT status FROM dossiers")).scalar_one() == "processing"
        assert connection.execute(text("SELECT kind FROM tasks")).scalar_one() == "work"
