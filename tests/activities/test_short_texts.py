"""A short text is one message to a telephone, with diacritics or without."""

import unicodedata

import pytest

from activities.short_texts import Alphabet, fits, fitted, plain


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("a" * 160, True),
        ("a" * 161, False),
        ("à" * 160, True),
        ("€" * 80, True),
        ("€" * 80 + "a", False),
        ("ạ" * 70, True),
        ("ạ" * 71, False),
        ("a" * 69 + "ạ", True),
        ("a" * 70 + "ạ", False),
        ("😀" * 35, True),
        ("😀" * 36, False),
        ("", True),
    ],
)
def test_one_message_has_160_places_or_70_where_it_needs_other_letters(text: str, *, one: bool) -> None:
    assert fits(text) is one


def test_vietnamese_keeps_its_diacritics() -> None:
    assert fitted("Đã tiếp nhận\n hồ sơ", Alphabet.VIETNAMESE) == "Đã tiếp nhận hồ sơ"


def test_vietnamese_can_be_written_without_diacritics() -> None:
    assert fitted("Đã tiếp nhận hồ sơ đủ – “ưỡ”", Alphabet.PLAIN) == 'Da tiep nhan ho so du - "uo"'


def test_letters_that_came_apart_are_counted_as_one() -> None:
    apart = unicodedata.normalize("NFD", "ệ" * 70)
    assert fitted(apart, Alphabet.VIETNAMESE) == "ệ" * 70


@pytest.mark.parametrize(("alphabet", "length"), [(Alphabet.VIETNAMESE, 70), (Alphabet.PLAIN, 160)])
def test_what_does_not_fit_is_cut_off_and_says_so(alphabet: Alphabet, length: int) -> None:
    text = fitted("hồ sơ trễ " * 40, alphabet)
    assert text.endswith("...")
    assert length - 2 <= len(text) <= length
    assert fits(text)


def test_nothing_vietnamese_is_left_in_plain_text() -> None:
    letters = "aăâeêioôơuưyđ"
    marks = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    every = "".join(unicodedata.normalize("NFC", letter + mark) for letter in letters for mark in marks)
    assert plain(every + every.upper()).isascii()
