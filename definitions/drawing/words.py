"""Words: what a drawing says by itself, in Vietnamese or in English, and what it calls places and posts."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from pydantic import BaseModel, ConfigDict

from definitions.assignees import RECEIVING_DESK, Assignee
from definitions.data_files import data_text, read_yaml
from definitions.directory import DESK
from definitions.directory_files import Role
from definitions.limits import Limit
from definitions.terms import Term
from definitions.ways import End

_FILE: Final = "words.yaml"


class Legend(BaseModel):
    """What the small marks mean."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    supplement: str
    pauses: str
    many: str
    expiry: str


class Words(BaseModel):
    """The words of one language; those in braces are filled in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    levels: dict[str, str]
    desk: str
    roles: dict[str, str]
    posts: dict[str, str]
    ends: dict[End, str]
    starts: str
    code: str
    limit: str
    second: str
    result: str
    plus: str
    until: str
    fee: str
    uncounted: str
    expired: str
    silent: str
    complaint: str
    posting: str
    adds: str
    cancels: str
    gives: str
    otherwise: str
    each: str
    added: str
    goes: str
    any: str
    unwaited: str
    unknown: str
    call: str
    supplement: str
    described: str
    legend: Legend


class _Both(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    vietnamese: Words
    english: Words


@cache
def _both() -> _Both:
    return _Both.model_validate(read_yaml(data_text("drawing", _FILE) or "", _FILE))


@dataclass(frozen=True)
class Voice:
    """How a drawing speaks: its language, and the names that a directory gives to offices and posts."""

    is_english: bool
    roles: dict[str, Role]
    """By the definition's word; those left out are called as the language's own words say."""

    @property
    def words(self) -> Words:
        """The words of its language."""
        return _both().english if self.is_english else _both().vietnamese

    def level(self, level: str) -> str:
        """The title of a level; an unknown one keeps its own word."""
        return self.words.levels.get(level, level.capitalize())

    def place(self, level: str, role: str) -> str:
        """The title of a kind of office at a level, without the name of the place it is for."""
        known = None if self.is_english else self.roles.get(role)
        named = known.name(level, "") if known else None
        return (named or self.words.roles.get(role, role.replace("-", " ").capitalize())).strip()

    def post(self, who: Assignee, receiving: str) -> str:
        """The title of a post at its place; `receiving` is the level of the desk that takes dossiers in."""
        level, _, role = who.place.partition("/")
        if who.place == RECEIVING_DESK:
            level, role = receiving, DESK
        known = None if self.is_english else self.roles.get(role)
        post = known.posts.get(who.post) if known else None
        return post.title(level) if post else self.words.posts.get(who.post, who.post.capitalize())

    def term(self, term: Term) -> str:
        """A length as one reads it."""
        return str(term) if self.is_english else term.vietnamese()

    def limit(self, limit: Limit) -> tuple[str, ...]:
        """A limit as one reads it: its term, then each surcharge."""
        plus = (self.words.plus.format(term=self.term(more.term), when=more.when) for more in limit.plus)
        return (self.term(limit.term), *plus)
