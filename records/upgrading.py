"""Upgrading: the tables brought to this code's version, migration by migration."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from records.database import Database, outages


def migrate(database: Database) -> None:
    """Bring the tables to this code's version, in one transaction; harmless when they are there."""
    with outages(), database.writer.begin() as connection:
        command.upgrade(migrations(connection), "head")


def migrations(connection: Connection) -> Config:
    """Alembic's configuration for work on that connection."""
    config = Config()
    config.set_main_option("script_location", "records:migrations")
    config.attributes["connection"] = connection
    return config
