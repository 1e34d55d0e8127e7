"""How the database means to answer a question, in its own words."""

from sqlalchemy import text

from records.database import Database


def is_read_in_order(database: Database, statement: str, *, index: str) -> bool:
    """Whether the rows come from the index in the order wanted, so that no page is sorted."""
    with database.reader.connect() as connection:
        if connection.dialect.name == "sqlite":
            plan = " ".join(row[-1] for row in connection.execute(text(f"EXPLAIN QUERY PLAN {statement}")))
            return f"USING INDEX {index}" in plan and "TEMP B-TREE" not in plan
        connection.execute(text("SET enable_seqscan = off"))  # the tables are too small for it to bother
        plan = " ".join(row[0] for row in connection.execute(text(f"EXPLAIN {statement}")))
        return f"using {index}" in plan and "Sort" not in plan
