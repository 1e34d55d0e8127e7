"""A fresh database for each test, migrated as in production."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from records import entries, lodgings
from records.database import Database, migrate, open_database, writing


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path / 'records.sqlite'}")
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture
def dossier(database: Database) -> str:
    """The code of a dossier with a journal of three entries."""
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
