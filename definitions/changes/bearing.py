"""Bearing: whether a change makes a rule stricter or looser, where that can be said of it."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

from definitions.changes.change import Change, How, Json
from definitions.terms import NotATerm, Term, Unit


class Bearing(StrEnum):
    """What a change does to those whom the rule binds."""

    STRICTER = "stricter"
    LOOSER = "looser"
    NEUTRAL = "neutral"

    @property
    def opposite(self) -> "Bearing":
        """The same the other way round."""
        return _OPPOSITES[self]


_OPPOSITES: Final = {
    Bearing.STRICTER: Bearing.LOOSER,
    Bearing.LOOSER: Bearing.STRICTER,
    Bearing.NEUTRAL: Bearing.NEUTRAL,
}


def bearing(change: Change) -> Bearing:
    """Whether a change is stricter or looser; neutral where it is neither, or nobody can tell."""
    spot = change.at[-1]
    match change.how:
        case How.ADDED | How.REMOVED:
            more = _MORE.get(spot.of or spot.key, _neutral)(change.before if change.after is None else change.after)
            return more if change.how is How.ADDED else more.opposite
        case How.CHANGED:
            return _CHANGED.get(spot.key, _incomparable)(change.before, change.after)
        case How.RENAMED | How.REORDERED:
            return Bearing.NEUTRAL


def length(before: Json, after: Json) -> int | None:
    """How much longer a term became; None where the two cannot be compared without a calendar."""
    if not isinstance(before, str) or not isinstance(after, str):
        return None
    (old, *old_more), (new, *new_more) = before.split(";"), after.split(";")
    try:
        was, now = Term.parse(old), Term.parse(new)
    except NotATerm:
        return None
    if old_more != new_more or was.unit != now.unit or was.unit is Unit.SAME_DAY:
        return None
    return now.amount - was.amount


def _neutral(_value: Json) -> Bearing:
    return Bearing.NEUTRAL


def _stricter(_value: Json) -> Bearing:
    return Bearing.STRICTER


def _looser(_value: Json) -> Bearing:
    return Bearing.LOOSER


def _paper(paper: Json) -> Bearing:
    is_optional = isinstance(paper, dict) and paper.get("required") is False
    return Bearing.NEUTRAL if is_optional else Bearing.STRICTER


_MORE: Final[Mapping[str, Callable[[Json], Bearing]]] = {
    "papers": _paper,
    "required": _stricter,
    "not_by": _stricter,
    "escalate": _stricter,
    "warn": _stricter,
    "channels": _looser,
    "enum": _looser,
    "limit": _stricter,
    "cutoff": _stricter,
}
"""What more of something means; one thing less means the opposite."""


def _incomparable(_before: Json, _after: Json) -> Bearing:
    return Bearing.NEUTRAL


def _shorter(before: Json, after: Json) -> Bearing:
    more = length(before, after)
    return Bearing.NEUTRAL if not more else Bearing.STRICTER if more < 0 else Bearing.LOOSER


def _longer(before: Json, after: Json) -> Bearing:
    return _shorter(before, after).opposite


def _fewer(before: Json, after: Json) -> Bearing:
    comparable = isinstance(before, int) and isinstance(after, int)
    return Bearing.NEUTRAL if not comparable or before == after else _if(before > after)


def _more(before: Json, after: Json) -> Bearing:
    return _fewer(before, after).opposite


def _needed(before: Json, after: Json) -> Bearing:
    """Of a paper's condition: never, sometimes, always."""
    ranks = [2 if value is True else 0 if value is False else 1 for value in (before, after)]
    return Bearing.NEUTRAL if ranks[0] == ranks[1] else _if(ranks[0] < ranks[1])


def _if(stricter: bool) -> Bearing:  # noqa: FBT001 - a private pair of words
    return Bearing.STRICTER if stricter else Bearing.LOOSER


_CHANGED: Final[Mapping[str, Callable[[Json, Json], Bearing]]] = {
    "limit": _shorter,
    "supplement_within": _shorter,
    "fault_within": _shorter,
    "adds": _shorter,
    "lead": _longer,
    "supplements": _fewer,
    "extensions": _fewer,
    "copies": _more,
    "minimum": _more,
    "minLength": _more,
    "maximum": _fewer,
    "maxLength": _fewer,
    "required": _needed,
    "counts": lambda before, _after: _if(before is False),
    "stops_clock": lambda before, _after: _if(before is True),
    "supplement": lambda before, _after: _if(before == "restart"),
    "silence": lambda before, _after: _if(before == "consent"),
}
