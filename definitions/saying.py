"""Sayings: every sentence for people, in Vietnamese and in English, side by side so that neither is forgotten."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from string import Formatter
from typing import Any, Final


class Language(StrEnum):
    """A language that people are spoken to in."""

    VIETNAMESE = "vi"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One sentence in both languages; words in braces are filled in, the same ones in both.

    The type checker asks for both languages; braces that differ are a bug, found as soon as the saying is made, and so
    is one that is filled in without a word of them.
    """

    vietnamese: str
    english: str

    def __post_init__(self) -> None:
        """Hold both languages to the same words in braces."""
        assert self.vietnamese, "a saying says something in Vietnamese"
        assert self.english, "a saying says something in English"
        assert _filled(self.vietnamese) == _filled(self.english), f"not the same is filled in: {self}"

    def said(self, language: Language, **filling: object) -> str:
        """The sentence in that language with its words filled in; a sentence filled in is said in that language too."""
        assert filling.keys() >= _filled(self.english), f"not all is filled in: {self}, {list(filling)}"
        text = self.english if language is Language.ENGLISH else self.vietnamese
        return text.format_map({name: _said(value, language) for name, value in filling.items()})

    def of(self, /, **filling: object) -> "Said":
        """The saying together with what fills it in, for whoever chooses the language later."""
        kept = tuple((name, _kept(value)) for name, value in filling.items())
        assert filling.keys() == _filled(self.english), f"not what is filled in: {self}, {list(filling)}"
        return Said(self, kept)


@dataclass(frozen=True, slots=True)
class Said:
    """A saying filled in, which can be said in either language; what fills it in may be such a one itself."""

    saying: Saying
    filling: tuple[tuple[str, "Said | str"], ...] = ()

    def said(self, language: Language) -> str:
        """The sentence in that language."""
        words = {name: value if isinstance(value, str) else value.said(language) for name, value in self.filling}
        return self.saying.said(language, **words)

    def __str__(self) -> str:
        """The sentence in English."""
        return self.said(Language.ENGLISH)


class Explained(Exception):
    """An error that says in both languages what is wrong; as text it is English, for logs and for programs."""

    def __init__(self, saying: Saying, /, **filling: object) -> None:
        """Say what is wrong, with what fills it in."""
        super().__init__(saying)
        self.sentence = saying.of(**filling)

    def said(self, language: Language) -> str:
        """What is wrong, in that language."""
        return self.sentence.said(language)

    def __str__(self) -> str:
        """What is wrong, in English."""
        return str(self.sentence)

    def __reduce__(self) -> tuple[Any, ...]:
        """How it passes from one process to another: as it is, not made anew from its saying alone."""
        return _as_it_was, (type(self), self.args), self.__dict__


def verbatim(text: str) -> Saying:
    """What reads the same in both languages, as it is: a name, a number, another program's words."""
    return literal(vietnamese=text, english=text)


def literal(*, vietnamese: str, english: str) -> Saying:
    """What is already said in either language, as it is."""
    return Saying(vietnamese=_escaped(vietnamese), english=_escaped(english))


def joined(parts: Iterable[Said | str], link: Saying) -> Said:
    """What is said in several parts, one after the other with the link between them."""
    filling = {f"part_{number}": part for number, part in enumerate(parts)}
    braces = [f"{{{name}}}" for name in filling]
    return Saying(vietnamese=link.vietnamese.join(braces), english=link.english.join(braces)).of(**filling)


def grouped(number: float, decimals: int = 0) -> Said:
    """A number, its digits in groups of three and so many decimals, as each language writes it: 1.234,5 or 1,234.5."""
    english = f"{number:,.{decimals}f}"
    return Saying(vietnamese=english.translate(_SWAPPED), english=english).of()


_SWAPPED: Final = str.maketrans(",.", ".,")


def dated(moment: date) -> Said:
    """A day, or an instant to its minute, as each language writes it; what fills in a saying is said so by itself."""
    if isinstance(moment, datetime):
        return literal(vietnamese=f"{moment:%H:%M} ngày {moment:%d/%m/%Y}", english=f"{moment:%Y-%m-%d %H:%M}").of()
    return literal(vietnamese=f"{moment:%d/%m/%Y}", english=moment.isoformat()).of()


def untranslated(library: str, text: str) -> Said:
    """What a library says that nobody has translated yet: its own words in either language, in quotation marks."""
    return Saying(vietnamese="{library} báo, nguyên văn: “{text}”", english="{library} says: “{text}”").of(
        library=library, text=text
    )


def _as_it_was(kind: type[Explained], args: tuple[object, ...]) -> Explained:
    return kind.__new__(kind, *args)


@lru_cache(maxsize=4096)
def _filled(text: str) -> frozenset[str]:
    """The names in braces."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def _kept(value: object) -> Said | str:
    match value:
        case Said():
            return value
        case Explained():
            return value.sentence
        case Saying():
            return value.of()
        case date():
            return dated(value)
        case _:
            return str(value)


def _said(value: object, language: Language) -> object:
    value = dated(value) if isinstance(value, date) else value
    return value.said(language) if isinstance(value, Saying | Said | Explained) else value


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
