"""`lienthong rebuild`, as an operator meets it."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from activities.register import Register
from cli import run
from commands.kept import AWAY
from commands.work.rebuild import UNREADABLE, WELL
from records.database import Database
from tests.copies import open_copy
from tests.turns import Turns, late, reserve, rows, write


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    with closing(open_copy(sqlite_template, tmp_path)) as opened:
        reserve(opened)
        yield opened


@pytest.fixture
def told(database: Database) -> Turns:
    """A late dossier, whose last turn is not written yet."""
    play = late()
    for turn in play.turns[:-1]:
        Register(database).write_entries(turn)
    return play


def rebuild(folder: Path) -> int:
    return run(["rebuild", "--data", str(folder)])


def change(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / "records.sqlite")) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_what_was_altered_or_lost_in_the_lists_comes_back(
    database: Database, told: Turns, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = rows(database)
    change(
        tmp_path, "UPDATE dossiers SET late = 0", "DELETE FROM reckonings", "DELETE FROM tasks", "DELETE FROM alerts"
    )
    assert rows(database) != before
    assert rebuild(tmp_path) == WELL
    assert rows(database) == before
    assert capsys.readouterr().out.startswith("Đã lập lại từ 1 nhật ký hồ sơ trong ")
    assert run(["rebuild", "--data", str(tmp_path), "--json"]) == WELL
    assert capsys.readouterr().out == '{"journals": 1}\n'


def test_a_worker_that_writes_beside_it_loses_nothing(database: Database, told: Turns, tmp_path: Path) -> None:
    with ThreadPoolExecutor() as pool:
        rebuilding = [pool.submit(rebuild, tmp_path) for _ in range(3)]
        write(Register(database), told)
    assert [done.result() for done in rebuilding] == [WELL] * 3
    beside = rows(database)
    assert rebuild(tmp_path) == WELL
    assert rows(database) == beside


def test_a_journal_that_cannot_be_read_changes_nothing_and_exits_with_1(
    database: Database, told: Turns, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(tmp_path, "UPDATE entries SET payload = '{}' WHERE seq = 1")
    before: dict[str, list[Any]] = rows(database)
    assert rebuild(tmp_path) == UNREADABLE
    assert rows(database) == before
    code = told.state.pin.code
    said = f"không đọc được những gì lưu của {code}; không có gì thay đổi. Xem lienthong replay {code}"
    assert capsys.readouterr().err == f"lienthong rebuild: {said}\n"


def test_records_that_are_not_there_exit_with_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rebuild(tmp_path / "nowhere") == AWAY
    place = tmp_path / "nowhere" / "records.sqlite"
    assert capsys.readouterr().err == (
        f"lienthong rebuild: không có cơ sở dữ liệu tại {place}; chạy lienthong up trước\n"
    )
    (tmp_path / "records.sqlite").touch()
    assert rebuild(tmp_path) == AWAY
    assert "no such table" in capsys.readouterr().err
