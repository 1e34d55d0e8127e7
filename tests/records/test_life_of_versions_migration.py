"""Versions published before say afterwards by whom, and by which decision they were approved."""

from datetime import datetime

from alembic import command
from sqlalchemy import column, insert, table

from definitions.loader import canonical
from records import procedures
from records.database import Database, reading
from records.upgrading import migrate, migrations
from tests.plays import worship

NOW = datetime(2026, 3, 2)  # noqa: DTZ001 - as SQLite keeps it


def test_what_was_published_before_is_the_catalogues(empty_database: Database) -> None:
    database = empty_database
    row = {"code": worship().procedure, "version": 1, "digest": "d", "title": "t", "sector": "s", "source": "x"}
    row |= {"effective_from": "2019-04-04", "canonical": canonical(worship()).decode(), "published_at": NOW}
    with database.writer.begin() as connection:
        command.upgrade(migrations(connection), "0005")
        connection.execute(insert(table("procedures", *(column(name) for name in row))), [row])
    migrate(database)
    with reading(database) as session:
        (edition,) = procedures.editions(session)
    assert (edition.published_by, edition.decision) == ("lienthong", "855/QĐ-UBND")
    with database.writer.begin() as connection:
        command.downgrade(migrations(connection), "0005")
