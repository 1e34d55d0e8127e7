"""What holds for all tests: a slow machine is no failure, and what every test would make alike is made once."""

from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from records.database import open_database
from records.upgrading import migrate

settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of SQLite's that was migrated once, as in production, to be copied."""
    path = tmp_path_factory.mktemp("template") / "records.sqlite"
    with closing(open_database(f"sqlite:///{path}")) as made:
        migrate(made)
    return path
