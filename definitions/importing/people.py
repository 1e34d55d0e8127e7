"""People: who does a step, from the words of its table: a post, and the level and office it is held at."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from definitions.importing.words import Found, OfficeWords, first, longest, plain, words
from definitions.saying import Saying

DESK: Final = "desk"
RECEPTIONIST: Final = "receptionist"
DESK_HEAD: Final = "desk head"
OFFICER: Final = "officer"
COMMITTEE: Final = "committee"
SUPERIORS: Final = ("head", "leader", "chair")

NO_LEVEL: Final = Saying(
    vietnamese="không rõ cấp nào; đã lấy {place}", english="no level can be read here; {place} was taken"
)
NO_OFFICE: Final = Saying(
    vietnamese="không rõ cơ quan nào; đã viết {place}", english="no office can be read here; {place} was written"
)
SEVERAL_PEOPLE: Final = Saying(
    vietnamese="nhiều người cùng làm; đã lấy {post}, hãy tách bước nếu cần",
    english="several people act; {post} was taken, divide the step where needed",
)


@dataclass(frozen=True, slots=True)
class Place:
    """An office by its level and role."""

    level: str
    office: str

    def __str__(self) -> str:
        """As a definition writes it: `district/labour`."""
        return f"{self.level}/{self.office}"


@dataclass(frozen=True, slots=True)
class Who:
    """A post and its place, and what of it was guessed."""

    post: str
    place: Place
    unclear: tuple[Saying, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What is known from around a step: the place before it, the level its section names, the level that receives."""

    before: Place | None
    section: str | None
    receiving: str


def read_who(text: str, context: Context) -> Who:
    """Read who acts; what the text leaves open is taken from the steps before, and said where that was a guess."""
    told = plain(text)
    post, several = _post(told)
    unclear = (SEVERAL_PEOPLE,) if several else ()
    desk = longest(told, words().desk)
    if desk is not None:
        level = sure_level(told) or context.section or context.receiving
        post = {OFFICER: RECEPTIONIST, **dict.fromkeys(SUPERIORS, DESK_HEAD)}.get(post, post)
        return Who(post, Place(level, DESK), unclear)
    place, guessed = _place(told, context)
    return Who(post, place, (*unclear, *guessed))


def sure_level(told: str) -> str | None:
    """The level that a plain text surely names; the first of several."""
    for phrase in words().no_levels:
        told = told.replace(phrase, " " * len(phrase))
    found = {level.level: first(told, level.sure) for level in words().levels}
    named = {level: place for level, place in found.items() if place is not None}
    return min(named, key=lambda level: (named[level].start, -named[level].end), default=None)


def level_of(told: str) -> str | None:
    """The level that a plain text names, surely or at least likely."""
    return sure_level(told) or _unsure_level(told)


def _office(told: str) -> OfficeWords | None:
    """The office that a plain text names."""
    found = [(one, office) for office in words().offices if (one := longest(told, office.words))]
    return max(found, key=lambda item: len(item[0].phrase))[1] if found else None


def _post(told: str) -> tuple[str, bool]:
    """The post, and whether the text names several that act beside each other."""
    found: list[tuple[Found, str]] = []
    for post in words().posts:
        one = longest(told, post.words)
        if one is not None and not any(other.start <= one.start and one.end <= other.end for other, _ in found):
            found = [(other, name) for other, name in found if not (one.start <= other.start and other.end <= one.end)]
            found.append((one, post.post))
    if not found:
        return OFFICER, False
    found.sort(key=lambda item: item[0].start)
    divided = any(_DIVIDES.search(told[one.end : other.start]) for (one, _), (other, _) in pairwise(found))
    return found[0][1], divided


_DIVIDES: Final = re.compile(r"[,;/+]|(?<!\w)(?:và|hoặc)(?!\w)|->|→")


def _place(told: str, context: Context) -> tuple[Place, tuple[Saying, ...]]:
    level, office, before = sure_level(told), _office(told), context.before
    if office is not None:
        guess = level or _unsure_level(told) or context.section or (before.level if before else None)
        there = guess or context.receiving
        return Place(there, office.office if there in office.levels else COMMITTEE), () if guess else (NO_LEVEL,)
    if before is not None and before.office != DESK and level in {None, before.level}:
        return before, ()
    if level is not None and first(told, ("sở",)) is None:
        return Place(level, COMMITTEE), ()
    if level is None and context.section is not None and _unsure_level(told) is None:
        return Place(context.section, COMMITTEE), ()
    return Place(level or _unsure_level(told) or context.receiving, _slug(told)), (NO_OFFICE,)


def _unsure_level(told: str) -> str | None:
    found = [(one, level.level) for level in words().levels if (one := longest(told, level.unsure))]
    return max(found, key=lambda item: len(item[0].phrase))[1] if found else None


def _slug(told: str) -> str:
    """The office's words as a role that no directory has: what is not known stays to be seen."""
    for post in words().posts:
        for phrase in post.words:
            told = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", " ", told)
    letters = unicodedata.normalize("NFD", told.replace("đ", "d"))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    parts = re.findall(r"[a-z]+", bare)
    return "-".join(parts[:6]) or "office"
