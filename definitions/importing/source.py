"""Sources: what is imported, what comes of it, and how a format refuses what it cannot read.

A format is one function `(Source, Language) -> Imported` in a module of its own, named in `commands/work/import_.py`
by the ending of its files.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from definitions.importing.remarks import Remark, one_line
from definitions.saying import Language, Saying

MOST_BYTES: Final = 10_000_000
"""A larger file is not read, whatever its format."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file as it came: its name, its bytes, the part of it that is wanted (a sheet), and the day it is read."""

    file: str
    content: bytes
    part: str | None = None
    on: date


@dataclass(frozen=True, slots=True)
class Imported:
    """A definition's text in canonical form, and every remark that stands in it, in its order."""

    text: bytes
    remarks: tuple[Remark, ...]


class NotImportable(ValueError):
    """A file that cannot be imported, and why."""

    def __init__(self, saying: Saying, **filling: object) -> None:
        """Say why in both languages."""
        super().__init__(saying.said(Language.ENGLISH, **filling))
        self._saying, self._filling = saying, filling

    def said(self, language: Language) -> str:
        """Why, in that language, on one line."""
        return one_line(self._saying.said(language, **self._filling))
