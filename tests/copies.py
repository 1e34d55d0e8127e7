"""Copies: a database of its own for a test, copied from one that was made once instead of made again."""

import shutil
from pathlib import Path

from records.database import Database, open_database


def open_copy(template: Path, folder: Path) -> Database:
    """The database as the template has it, in `folder` as `lienthong` would keep it; to be closed by the caller."""
    shutil.copy(template, folder / "records.sqlite")
    return open_database(f"sqlite:///{folder / 'records.sqlite'}")
