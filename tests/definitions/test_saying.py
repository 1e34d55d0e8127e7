"""Sayings: both languages, and the same filled into both."""

import pytest

from definitions.saying import Language, Saying

FOUND = Saying(vietnamese="có {count} tệp", english="{count} files")


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
