"""Dossiers that were there before reports counted them are counted as their journals say."""

from alembic import command
from sqlalchemy import select

from records.books import Reckoning
from records.database import Database, reading, writing
from records.upgrading import migrate, migrations
from tests.plays import Told
from tests.reported import keep
from tests.turns import late, straight


def reckonings(database: Database) -> list[dict[str, object]]:
    with reading(database) as session:
        query = select(Reckoning).order_by(Reckoning.dossier, Reckoning.seq)  # type: ignore[arg-type]  # columns
        return [row.model_dump() for row in session.scalars(query)]


def test_they_are_counted_from_their_lodging_on(database: Database) -> None:
    parked = Told().lodge("03-02 08:30").run_until("04-20 09:00").ask("04-20 09:30")
    with writing(database) as session:
        for number, told in enumerate((straight(), late(), parked), start=1):
            keep(session, told, f"H57.33.09-260302-{number:04d}")
    before = reckonings(database)
    with database.writer.begin() as connection:
        command.downgrade(migrations(connection), "0006")
    migrate(database)
    assert len(before) > 8
    assert reckonings(database) == before
