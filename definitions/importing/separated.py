"""Separated values: a CSV file as a sheet, in UTF-8, whatever separates its columns."""

import csv
from collections import Counter
from io import StringIO
from typing import Final

from definitions.importing.sheet import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    TOO_BIG,
    TOO_MANY_CELLS,
    TOO_MANY_ROWS,
    Sheet,
    lay_out,
)
from definitions.importing.source import MOST_BYTES, NotImportable
from definitions.saying import Saying, grouped

SEPARATORS: Final = ",;\t|"
MAX_LINE: Final = 1_000_000
"""Characters; a longer line is no row of any table."""
FEWEST_COLUMNS: Final = 3
SAMPLE: Final = 50
"""Lines by which the separator is told."""

NOT_UTF_8: Final = Saying(
    vietnamese="tệp CSV không phải UTF-8 (dòng {line}); lưu lại ở dạng “CSV UTF-8”",
    english="the CSV file is not UTF-8 (line {line}); save it as “CSV UTF-8”",
)
BROKEN: Final = Saying(vietnamese="tệp CSV hỏng ở dòng {line}", english="the CSV file is broken at line {line}")


def read_separated(content: bytes) -> Sheet:
    """The sheet that a CSV file holds; raises `NotImportable`."""
    if len(content) > MOST_BYTES:
        raise NotImportable(TOO_BIG, most=grouped(MOST_BYTES))
    text = _decoded(content)
    if any(len(line) > MAX_LINE for line in StringIO(text, newline="\n")):
        raise NotImportable(TOO_MANY_CELLS, most=MAX_COLUMNS)
    reader = csv.reader(StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    texts: dict[tuple[int, int], str] = {}
    try:
        for row, fields in enumerate(reader):
            if row >= MAX_ROWS:
                raise NotImportable(TOO_MANY_ROWS, most=MAX_ROWS)
            texts.update({(row, column): field for column, field in enumerate(fields) if field.strip()})
            if len(texts) > MAX_CELLS or len(fields) > MAX_CELLS:
                raise NotImportable(TOO_MANY_CELLS, most=MAX_CELLS)
    except csv.Error as error:
        raise NotImportable(BROKEN, line=reader.line_num) from error
    return lay_out("", texts)


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotImportable(NOT_UTF_8, line=content.count(b"\n", 0, error.start) + 1) from error


def _separator(text: str) -> str:
    """The separator that divides most lines into the same number of columns, three or more if there is such."""
    lines = text[:MAX_CELLS].splitlines()[:SAMPLE]
    return max(SEPARATORS, key=lambda separator: _regularity(lines, separator))


def _regularity(lines: list[str], separator: str) -> tuple[int, int, int]:
    try:
        lengths = Counter(len(fields) for fields in csv.reader(lines, delimiter=separator) if len(fields) > 1)
    except csv.Error:
        return (0, 0, 0)
    columns, times = max(lengths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return (times if columns >= FEWEST_COLUMNS else 0, times, columns)
