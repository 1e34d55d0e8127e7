"""Records on a disk as `lienthong up` leaves them, for commands that only need records."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commands.opening import open_records
from records.database import Database
from tests.copies import open_copy

OPENED_AT = datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.fixture
def kept(opened_template: Path, tmp_path: Path) -> Iterator[Database]:
    """The records in `tmp_path`, with the catalogue published."""
    with closing(open_copy(opened_template, tmp_path)) as opened:
        yield opened


@pytest.fixture(scope="session")
def opened_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file into which the catalogue was published once."""
    folder = tmp_path_factory.mktemp("opened")
    with closing(open_copy(sqlite_template, folder)) as opened:
        open_records(opened, at=OPENED_AT)
    return folder / "records.sqlite"
