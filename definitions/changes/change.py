"""A change: one thing in which two versions differ, where it stands, and as what."""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Json = Any
"""A value of JSON: what a definition's parts are once written down."""


class How(StrEnum):
    """What became of a part."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"
    REORDERED = "reordered"


@dataclass(frozen=True, slots=True)
class Spot:
    """One stretch of the way to a part: its key, and its title if it has one.

    `of` is the key of the list or mapping whose members are named by the author, when it is such a member. `named_by`
    is the key of its own by which a list knows it, where that means more than a name (a rung's `at`, a case's `when`).
    """

    key: str
    title: str | None = None
    of: str | None = None
    named_by: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What became of the part at the end of the way; None where there was nothing before or is nothing after.

    What is renamed shows both names, what is reordered both orders.
    """

    how: How
    at: tuple[Spot, ...]
    before: Json
    after: Json

    @property
    def path(self) -> str:
        """The way in one word, such as `steps.review.limit`."""
        return ".".join(spot.key for spot in self.at)


def is_same(before: Json, after: Json) -> bool:
    """Whether two values are the same JSON; 1 is neither 1.0 nor true, and the order of keys counts."""
    return json.dumps(before, ensure_ascii=False) == json.dumps(after, ensure_ascii=False)
