"""Records on a disk as `lienthong up` leaves them, for commands that only need records."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commands.opening import open_records
from records.database import Database, open_database

OPENED_AT = datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Database]:
    """The records in `tmp_path`, with the catalogue published."""
    with closing(open_database(f"sqlite:///{tmp_path / 'records.sqlite'}")) as opened:
        open_records(opened, at=OPENED_AT)
        yield opened
