"""Speech: the language a command speaks, Vietnamese unless `--english` or LIENTHONG_LANGUAGE says otherwise."""

import sys
from dataclasses import dataclass
from typing import Annotated, Final

from cyclopts import Parameter

from definitions.saying import Explained, Language, Said, Saying
from runtime.environment import read_language

ASKED_WRONGLY: Final = 2

Switch = Annotated[bool, Parameter(negative="")]
"""An option without a value, off unless it is written."""


@dataclass(frozen=True, slots=True)
class Speech:
    """A language, called with a saying and what fills it in."""

    language: Language

    @property
    def english(self) -> bool:
        """Whether it is English."""
        return self.language is Language.ENGLISH

    def __call__(self, saying: Saying | Said | Explained, /, **filling: object) -> str:
        """The saying in this language."""
        return saying.said(self.language, **filling) if isinstance(saying, Saying) else saying.said(self.language)

    def wrong(self, command: str, saying: Saying | Said | Explained, /, **filling: object) -> int:
        """Say on standard error what was asked wrongly; the exit code for it."""
        return self.fails(command, ASKED_WRONGLY, saying, **filling)

    def fails(self, command: str, code: int, saying: Saying | Said | Explained, /, **filling: object) -> int:
        """Say on standard error why the command exits with that code; the code."""
        print(f"lienthong {command}: {self(saying, **filling).removesuffix('.')}", file=sys.stderr)
        return code


def speech(*, english: bool) -> Speech:
    """English where it is asked for, else what the environment says; raises `StartRefused` when that is no language."""
    return Speech(Language.ENGLISH if english else read_language())
