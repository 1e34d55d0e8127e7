"""Speech: the language a command speaks, Vietnamese unless `--english` or LIENTHONG_LANGUAGE says otherwise."""

import sys
from dataclasses import dataclass
from typing import Annotated, Final

from cyclopts import Parameter

from definitions.saying import Language, Saying
from runtime.settings import read_language

ASKED_WRONGLY: Final = 2

Switch = Annotated[bool, Parameter(negative="")]
"""An option without a value, off unless it is written."""


@dataclass(frozen=True, slots=True)
class Speech:
    """A language, called with a saying and what fills it in."""

    language: Language

    def __call__(self, saying: Saying, /, **filling: object) -> str:
        """The saying in this language."""
        return saying.said(self.language, **filling)

    def wrong(self, command: str, saying: Saying, /, **filling: object) -> int:
        """Say on standard error what was asked wrongly; the exit code for it."""
        print(f"lienthong {command}: {self(saying, **filling)}", file=sys.stderr)
        return ASKED_WRONGLY


def speech(*, english: bool) -> Speech:
    """English where it is asked for, else what the environment says; raises `StartRefused` when that is no language."""
    return Speech(Language.ENGLISH if english else Language(read_language()))
