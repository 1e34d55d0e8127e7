"""Sayings: every sentence for people, in Vietnamese and in English, side by side so that neither is forgotten."""

from dataclasses import dataclass
from enum import StrEnum
from string import Formatter


class Language(StrEnum):
    """A language that people are spoken to in."""

    VIETNAMESE = "vi"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One sentence in both languages; words in braces are filled in, the same ones in both.

    The type checker asks for both languages; braces that differ are a bug, found as soon as the module is imported.
    """

    vietnamese: str
    english: str

    def __post_init__(self) -> None:
        """Hold both languages to the same words in braces."""
        assert self.vietnamese, "a saying says something in Vietnamese"
        assert self.english, "a saying says something in English"
        assert _filled(self.vietnamese) == _filled(self.english), f"not the same is filled in: {self}"

    def said(self, language: Language, **filling: object) -> str:
        """The sentence in that language with its words filled in."""
        text = self.english if language is Language.ENGLISH else self.vietnamese
        return text.format_map(filling)


def _filled(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
