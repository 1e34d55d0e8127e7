"""How Alembic meets the database: on the connection it is given, or on the one its configuration names."""

from alembic import context
from sqlalchemy import Connection
from sqlmodel import SQLModel

from records import almanac, books, gazette, tables
from records.database import open_database


def run(connection: Connection) -> None:
    """Run the migrations asked for, in the connection's own transaction."""
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=True,
        user_module_prefix="",
    )
    with context.begin_transaction():
        context.run_migrations()


_KNOWN = (tables.Lodging, books.Alert, almanac.Dating, gazette.Abolition)
assert all(table.metadata is SQLModel.metadata for table in _KNOWN), "the tables are known once imported"

given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with open_database(context.get_x_argument(as_dictionary=True)["url"]).writer.begin() as opened:
        run(opened)
