"""What is kept stays as it was."""

import resource
import threading
from pathlib import Path

import pytest
from obstore.exceptions import BaseError

from activities.files import DifferentFile, Files, fetch, is_kept, keep, letter_key, open_files

KEY = letter_key("H57.33.01-200305-0001", 3)


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return open_files(f"file://{tmp_path}/thư đã phát hành")


def visible_files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_letter_is_named_by_its_dossier_and_its_entry() -> None:
    assert letter_key("000.17.22.H56-210531-0001", 12) == "letters/000.17.22.H56-210531-0001/000012.pdf"


@pytest.mark.parametrize(
    "code", ["", "../../etc/passwd", "H57-200305-0001/../x", "H57..1-200305-0001", "H57-200305-0001\n"]
)
def test_a_key_is_never_built_from_something_that_is_not_a_code(code: str) -> None:
    with pytest.raises(AssertionError, match="not a dossier code"):
        letter_key(code, 1)


def test_what_was_kept_is_fetched_unchanged(files: Files) -> None:
    assert keep(files, KEY, b"%PDF letter") == KEY
    assert fetch(files, KEY) == b"%PDF letter"


def test_keeping_the_same_bytes_again_is_harmless(files: Files, tmp_path: Path) -> None:
    keep(files, KEY, b"letter")
    assert keep(files, KEY, b"letter") == KEY
    assert visible_files(tmp_path) == ["000003.pdf"]


def test_other_bytes_under_the_same_key_are_a_loud_bug_and_change_nothing(files: Files) -> None:
    keep(files, KEY, b"issued")
    with pytest.raises(DifferentFile, match="000003"):
        keep(files, KEY, b"forged")
    assert fetch(files, KEY) == b"issued"


def test_of_two_different_letters_at_one_instant_one_wins_whole(files: Files) -> None:
    losers: list[DifferentFile] = []

    def race(content: bytes) -> None:
        try:
            keep(files, KEY, content)
        except DifferentFile as lost:
            losers.append(lost)

    threads = [threading.Thread(target=race, args=(letter * 100_000,)) for letter in (b"a", b"b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(losers) == 1
    assert fetch(files, KEY) in {b"a" * 100_000, b"b" * 100_000}


def test_files_outlive_the_store_that_wrote_them(tmp_path: Path) -> None:
    keep(open_files(f"file://{tmp_path}/letters"), KEY, b"letter")
    assert fetch(open_files(f"file://{tmp_path}/letters"), KEY) == b"letter"


def test_what_was_never_kept_is_not_found(files: Files) -> None:
    with pytest.raises(FileNotFoundError):
        fetch(files, KEY)


def test_it_is_known_what_is_kept(files: Files) -> None:
    assert not is_kept(files, KEY)
    keep(files, KEY, b"letter")
    assert is_kept(files, KEY)


def test_a_disk_that_takes_no_more_raises_and_leaves_nothing_visible(files: Files, tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, hard))
    try:
        with pytest.raises(BaseError):
            keep(files, KEY, b"x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert visible_files(tmp_path) == []
    assert keep(files, KEY, b"x" * 100_000) == KEY
