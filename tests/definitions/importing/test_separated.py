"""Separated values: any separator, one encoding, and broken files refused with their line."""

import pytest

from definitions.importing.separated import read_separated
from definitions.importing.source import NotImportable


def rows(content: bytes) -> list[list[str]]:
    return [[cell.text for cell in row.values()] for row in read_separated(content).rows.values()]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_told_by_the_lines(separator: str) -> None:
    text = f'Bước{separator}Việc{separator}Ai\n1{separator}"Nhận, xem; trả | ghi"{separator}x\n'
    assert rows(text.encode()) == [["Bước", "Việc", "Ai"], ["1", "Nhận, xem; trả | ghi", "x"]]


def test_texts_of_several_lines_and_byte_order_marks_are_read() -> None:
    assert rows(b'\xef\xbb\xbf"a\r\nb",c\r\n\r\n,d\r\n') == [["a\r\nb", "c"], ["d"]]


def test_another_encoding_is_refused_with_its_line() -> None:
    with pytest.raises(NotImportable, match=r"not UTF-8 \(line 2\)"):
        read_separated("a,b\nBước,c\n".encode("cp1258", "replace").replace(b"B", b"\xff"))
    with pytest.raises(NotImportable, match=r"not UTF-8 \(line 1\)"):
        read_separated("Bước;Việc\n".encode("utf-16"))


@pytest.mark.parametrize(
    "content",
    [
        b'a,b\n"c',
        b'a,b\n"c"d,e\n',
        b"a,b\n" * 10_001,
        b"," * 101 + b"x",
        b"x" * 10_001,
        b"," * 1_000_001,
        b"a" * 10_000_001,
    ],
    ids=["open", "stray", "rows", "columns", "long", "line", "big"],
)
def test_what_is_broken_or_beyond_the_limits_is_refused(content: bytes) -> None:
    with pytest.raises(NotImportable):
        read_separated(content)
