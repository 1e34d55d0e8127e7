"""Sayings: both languages, and the same filled into both."""

import pickle
from datetime import UTC, date, datetime

import pytest

from definitions.saying import Explained, Language, Saying

FOUND = Saying(vietnamese="có {count} tệp", english="{count} files")

UNREAD = Saying(vietnamese="chưa đọc được: {what}", english="not read: {what}")


class Unread(Explained):
    """An error with a parameter of its own."""

    def __init__(self, count: int) -> None:
        """Say how many there were."""
        super().__init__(UNREAD, what=FOUND.of(count=count))
        self.count = count


def test_a_saying_is_said_in_either_language() -> None:
    assert FOUND.said(Language.VIETNAMESE, count=2) == "có 2 tệp"
    assert FOUND.said(Language.ENGLISH, count=2) == "2 files"


def test_what_is_filled_in_is_never_filled_in_again() -> None:
    assert FOUND.said(Language.ENGLISH, count="{x}") == "{x} files"


@pytest.mark.parametrize(
    ("vietnamese", "english"), [("có {tệp}", "{file}"), ("có", "{file}"), ("", "file"), ("tệp", "")]
)
def test_a_saying_that_lacks_something_in_one_language_is_a_bug(vietnamese: str, english: str) -> None:
    with pytest.raises(AssertionError):
        Saying(vietnamese=vietnamese, english=english)


@pytest.mark.parametrize(
    ("moment", "vietnamese", "english"),
    [
        (date(2026, 7, 1), "hạn 01/07/2026", "due 2026-07-01"),
        (datetime(2026, 7, 1, 17, tzinfo=UTC), "hạn 17:00 ngày 01/07/2026", "due 2026-07-01 17:00"),
        ("2026-07-01", "hạn 2026-07-01", "due 2026-07-01"),
    ],
    ids=["day", "instant", "as somebody typed it"],
)
def test_a_date_that_fills_in_is_written_as_each_language_writes_it(
    moment: object, vietnamese: str, english: str
) -> None:
    due = Saying(vietnamese="hạn {moment}", english="due {moment}")
    assert due.said(Language.VIETNAMESE, moment=moment) == due.of(moment=moment).said(Language.VIETNAMESE) == vietnamese
    assert due.said(Language.ENGLISH, moment=moment) == str(due.of(moment=moment)) == english


@pytest.mark.parametrize("filling", [{}, {"file": 2}, {"count": 2, "file": 2}])
def test_a_saying_that_is_filled_in_with_anything_else_is_a_bug(filling: dict[str, int]) -> None:
    with pytest.raises(AssertionError):
        FOUND.of(**filling)


def test_a_saying_that_lacks_what_is_filled_in_is_a_bug() -> None:
    with pytest.raises(AssertionError):
        FOUND.said(Language.VIETNAMESE, file=2)


def test_an_error_is_said_in_either_language_and_in_english_where_nobody_asks() -> None:
    error = Unread(2)
    assert error.said(Language.VIETNAMESE) == "chưa đọc được: có 2 tệp"
    assert error.said(Language.ENGLISH) == str(error) == "not read: 2 files"


def test_an_error_passes_from_process_to_process_as_it_is() -> None:
    error = pickle.loads(pickle.dumps(Unread(2)))  # noqa: S301 - our own
    assert (type(error), error.count, str(error)) == (Unread, 2, "not read: 2 files")
