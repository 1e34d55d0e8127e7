"""Words: how internal process tables are worded, from this package's data, and how they are found in a text."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field

from definitions.data_files import data_text, read_yaml
from definitions.values import Closed


def plain(text: str) -> str:
    """The text in small letters, composed, with one kind of space and dash, and the tone where `ủy` has it."""
    folded = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    return _OLD_TONES.sub(lambda found: _NEW_TONES[found[0]], folded.translate(_DASHES))


_DASHES: Final = str.maketrans(dict.fromkeys("–—−‐‑", "-"))
_NEW_TONES: Final = {
    old: new
    for olds, news in (
        ("oà oá oả oã oạ", "òa óa ỏa õa ọa"),
        ("oè oé oẻ oẽ oẹ", "òe óe ỏe õe ọe"),
        ("uỳ uý uỷ uỹ uỵ", "ùy úy ủy ũy ụy"),
    )
    for old, new in zip(olds.split(), news.split(), strict=True)
}
_OLD_TONES: Final = re.compile("|".join(_NEW_TONES))

Phrases = Annotated[tuple[Annotated[str, AfterValidator(plain)], ...], Field(strict=False)]


class PostWords(Closed):
    """What a post is called."""

    post: str
    words: Phrases


class LevelWords(Closed):
    """What tells a level, surely or only where nothing sure is said."""

    level: str
    sure: Phrases
    unsure: Phrases = ()


class OfficeWords(Closed):
    """What an office is called, by its role in the directory; at other levels its work is the committee's own."""

    office: str
    levels: tuple[str, ...] = Field(default=("commune", "district", "province"), strict=False)
    words: Phrases


class StepWords(Closed):
    """What work a step of that name does."""

    id: str
    words: Phrases


class UnitWords(Closed):
    """What a length is counted in."""

    unit: Literal["working days", "working hours", "days", "half days", "minutes"]
    words: Phrases


class Words(Closed):
    """The whole vocabulary."""

    columns: Mapping[Literal["step", "work", "who", "time", "result", "note"], Phrases]
    times_by_law: Phrases
    totals: Phrases
    desk: Phrases
    posts: tuple[PostWords, ...] = Field(strict=False)
    levels: tuple[LevelWords, ...] = Field(strict=False)
    no_levels: Phrases
    offices: tuple[OfficeWords, ...] = Field(strict=False)
    steps: tuple[StepWords, ...] = Field(strict=False)
    units: tuple[UnitWords, ...] = Field(strict=False)
    same_day: Phrases
    uncounted: Phrases
    harmless: Phrases
    harmless_beginnings: Phrases
    boilerplate: Phrases
    titles: Phrases
    title_beginnings: Phrases
    sectors: Phrases
    notes: Phrases
    codes: Phrases
    limits: Phrases


@lru_cache(maxsize=1)
def words() -> Words:
    """The vocabulary that ships with this package."""
    text = data_text("importing", "words.yaml")
    assert text is not None, "words.yaml ships with this package"
    return Words.model_validate(read_yaml(text, "words.yaml"))


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase where a text has it."""

    phrase: str
    start: int
    end: int


def first(text: str, phrases: Iterable[str]) -> Found | None:
    """The phrase that stands first in a plain text, as whole words; the longest of those that begin there."""
    found = _any_of(tuple(phrases)).search(text)
    return Found(found[0], found.start(), found.end()) if found else None


def longest(text: str, phrases: Iterable[str]) -> Found | None:
    """The longest phrase that a plain text has, as whole words; the first of equals."""
    found = (_find(text, phrase) for phrase in phrases)
    return max((one for one in found if one), key=lambda one: (len(one.phrase), -one.start), default=None)


def _find(text: str, phrase: str) -> Found | None:
    found = _any_of((phrase,)).search(text)
    return Found(phrase, found.start(), found.end()) if found else None


@lru_cache(maxsize=2048)
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    told = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{told})(?!\w)")
