"""Writing files: whole or not at all, and no draft stays behind."""

from pathlib import Path

import pytest

from commands.writing import replace_whole, write_new


def test_what_is_replaced_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"before")
    replace_whole(path, b"after")
    assert path.read_bytes() == b"after"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_vanished_is_not_made_anew(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        replace_whole(tmp_path / "a.yaml", b"after")
    assert list(tmp_path.iterdir()) == []


def test_what_stands_there_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    write_new(path, b"first")
    with pytest.raises(FileExistsError):
        write_new(path, b"second")
    assert path.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [path]
