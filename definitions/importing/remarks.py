"""Remarks: what a draft's reader is told beside it, each with the place it is about."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from definitions.saying import Language, Saying


class Kind(StrEnum):
    """How much a remark asks of whoever reads it."""

    UNCLEAR = "unclear"
    """Something stood in the source and was not understood."""
    MISSING = "missing"
    """The source says nothing of what a definition needs."""
    KEPT = "kept"
    """What the source says beside the definition, or the words that something was read from."""


ASKING: Final = {
    Kind.UNCLEAR: Saying(vietnamese="chưa rõ: {remark}", english="unclear: {remark}"),
    Kind.MISSING: Saying(vietnamese="cần điền: {remark}", english="to be filled in: {remark}"),
    Kind.KEPT: Saying(vietnamese="{remark}", english="{remark}"),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about a place of the source: a cell, an element's id; None for the whole."""

    kind: Kind
    saying: Saying
    about: str | None = None
    filling: Mapping[str, object] = field(default_factory=dict)

    def said(self, language: Language) -> str:
        """The remark on one line, beginning with what it asks, then its place."""
        filling = {name: one_line(str(value)) for name, value in self.filling.items()}
        about = f"{one_line(self.about)}: " if self.about else ""
        return ASKING[self.kind].said(language, remark=f"{about}{self.saying.said(language, **filling)}")


def one_line(text: str) -> str:
    """A text from anywhere on one line that neither ends a comment nor commands a terminal."""
    return " ".join(_CONTROL.sub(" ", text).split())


_CONTROL: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
