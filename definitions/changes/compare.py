"""Comparing: a walk through two versions side by side. It knows no kind of step, so what the language gains is told."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from definitions.changes.change import Change, How, Json, Spot, is_same
from definitions.changes.renames import PROSE, renamed, renames
from definitions.loader import ORDERED, digest
from definitions.procedure import Procedure

FORM: Final = "form"
REQUIRED: Final = "required"
WAY: Final = "way"
WAYS: Final = ("to", "join", "end", "ask")
"""The keys one of which says where a way leads: together they are one thing that changes."""
_WAYS_OF: Final = frozenset({"steps", "outcomes", "choose", "otherwise", "at_limit"})
"""What leads somewhere: the members of these, or the parts called so."""

NAMED: Final = frozenset({*ORDERED, "together", "consult", "set", "fill"})
"""Mappings whose keys are names that an author gave; inside a form, `properties` and `$defs` are."""
_NAMED_IN_FORMS: Final = frozenset({"properties", "$defs"})
SECOND: Final = "′"
_NAMES: Final = ("id", "at", "when")
"""By what the members of a list are known, the first of them that they have; else by all that they say."""


def compare(before: Procedure, after: Procedure) -> tuple[Change, ...]:
    """Everything in which two versions differ but their number; nothing exactly when they mean the same. Pure.

    Each change is told where it stands: what was added or changed in the order of `after`, then what was removed.
    """
    if _digest(before) == _digest(after):
        return ()
    old, new = _written(before), _written(after)
    walk = _Walk(renames=renames(old["steps"], new["steps"]))
    return tuple(walk.record((), old, new))


def _digest(procedure: Procedure) -> str:
    return digest(procedure.model_copy(update={"version": 1}))


def _written(procedure: Procedure) -> dict[str, Json]:
    written = procedure.model_dump(mode="json", by_alias=True)
    del written["version"]
    return written


@dataclass(frozen=True, slots=True)
class _Walk:
    """A walk, and what it has learnt on its way: which names stand for others now, and whether it is inside a form."""

    renames: Mapping[str, str]
    in_form: bool = False

    def part(self, at: tuple[Spot, ...], before: Json, after: Json) -> Iterator[Change]:
        """What differs between two values at one place."""
        match before, after:
            case dict(), dict() if at[-1].key == FORM and not at[-1].of:
                yield from replace(self, in_form=True).record(at, before, after)
            case dict(), dict() if self._is_named(at[-1]):
                yield from self.members(at, before, after, ordered=self.in_form or at[-1].key in ORDERED)
            case dict(), dict():
                yield from self.record(at, before, after)
            case list(), list() if any(isinstance(item, dict) for item in (*before, *after)):
                yield from self.members(at, _by_name(before), _by_name(after), ordered=True)
            case list(), list():
                yield from self.words(at, before, after)
            case _ if not self.agrees(at[-1].key, before, after):
                yield _change(at, before, after)

    def record(self, at: tuple[Spot, ...], before: Mapping[str, Json], after: Mapping[str, Json]) -> Iterator[Change]:
        """What differs between two parts whose keys the language gives."""
        walk = replace(self, renames={**self.renames, **self._inner_renames(before, after)})
        together = WAYS if not self.in_form and at and (at[-1].of or at[-1].key) in _WAYS_OF else ()
        if any(not walk.agrees(key, before.get(key), after.get(key)) for key in together):
            yield _change((*at, Spot(WAY)), _way(before), _way(after))
        for key in dict.fromkeys((*after, *before)):
            if key in together:
                continue
            found = walk.part((*at, Spot(key)), before.get(key), after.get(key))
            yield from _titled(found, before, after) if self.in_form and key == REQUIRED else found
            if self.in_form and (key in before) != (key in after) and before.get(key) is after.get(key) is None:
                yield Change(How.ADDED if key in after else How.REMOVED, (*at, Spot(key)), None, None)
        if self.in_form:
            yield from _reordered(at, [*before], [*after])

    def members(
        self, at: tuple[Spot, ...], before: Mapping[str, Json], after: Mapping[str, Json], *, ordered: bool
    ) -> Iterator[Change]:
        """What differs between two groups of parts that an author has named."""
        container, names = at[-1].key, renames(before, after)
        walk = replace(self, renames={**self.renames, **names})
        was = {names.get(name, name): value for name, value in before.items()}
        old_names = {new: old for old, new in names.items()}
        for name, value in after.items():
            spot = _member(name, value, container)
            if name in old_names:
                yield _renamed((*at, spot), old_names[name], name)
            if name in was:
                yield from walk.part((*at, spot), was[name], value)
            else:
                yield Change(How.ADDED, (*at, spot), None, value)
        for name, value in was.items():
            if name not in after:
                yield Change(How.REMOVED, (*at, _member(name, value, container)), value, None)
        if ordered:
            yield from _reordered(at, [*was], [*after])

    def words(self, at: tuple[Spot, ...], before: Sequence[Json], after: Sequence[Json]) -> Iterator[Change]:
        """What differs between two lists of plain values."""
        key = at[-1].key
        old = [item if item in after else self._translated(key, item) for item in before]
        left = [*old]
        for item in after:
            if item in left:
                left.remove(item)
            else:
                yield Change(How.ADDED, (*at, Spot(str(item), of=key)), None, item)
        for item in left:
            yield Change(How.REMOVED, (*at, Spot(str(item), of=key)), item, None)
        yield from _reordered(at, old, [*after])

    def _is_named(self, spot: Spot) -> bool:
        return not spot.of and spot.key in (_NAMED_IN_FORMS if self.in_form else NAMED)

    def _inner_renames(self, before: Mapping[str, Json], after: Mapping[str, Json]) -> dict[str, str]:
        """The renames of members inside a part, to which its other values refer: a field, in the list of required."""
        found: dict[str, str] = {}
        for key in before.keys() & after.keys():
            was, now = before[key], after[key]
            if self._is_named(Spot(key)) and isinstance(was, dict) and isinstance(now, dict):
                found |= renames(was, now)
        return found

    def agrees(self, key: str, before: Json, after: Json) -> bool:
        """Whether two values are the same, but for names that now stand for others."""
        return is_same(before, after) or is_same(self._translated(key, before), after)

    def _translated(self, key: str, value: Json) -> Json:
        return renamed(value, self.renames) if isinstance(value, str) and key not in PROSE else value


def _change(at: tuple[Spot, ...], before: Json, after: Json) -> Change:
    how = How.ADDED if before is None else How.REMOVED if after is None else How.CHANGED
    return Change(how, at, before, after)


def _way(part: Mapping[str, Json]) -> dict[str, Json] | None:
    return {key: part[key] for key in WAYS if part.get(key) is not None} or None


def _reordered(at: tuple[Spot, ...], before: list[Json], after: list[Json]) -> Iterator[Change]:
    """Whether what is on both sides stands in another order."""
    was, now = [item for item in before if item in after], [item for item in after if item in before]
    if was != now and sorted(map(str, was)) == sorted(map(str, now)):
        yield Change(How.REORDERED, at, was, now)


def _titled(changes: Iterable[Change], before: Mapping[str, Json], after: Mapping[str, Json]) -> Iterator[Change]:
    """The changes of a form's list of required fields, each field with its title; a field that is gone is not told."""
    was, now = (schema.get("properties", {}) for schema in (before, after))
    for change in changes:
        name = change.at[-1].key
        if change.how is How.REMOVED and name in was and name not in now:
            continue
        spot = replace(_member(name, now.get(name) or was.get(name), REQUIRED), of=change.at[-1].of)
        yield replace(change, at=(*change.at[:-1], spot))


def _renamed(at: tuple[Spot, ...], before: str, after: str) -> Change:
    """A member that bears another name; what a list knows by its time or its condition has another one of these."""
    by = at[-1].named_by
    return Change(How.RENAMED, at, before, after) if by is None else Change(How.CHANGED, (*at, Spot(by)), before, after)


def _member(name: str, value: Json, container: str) -> Spot:
    part = value if isinstance(value, dict) else {}
    title = part.get("title")
    by = next((key for key in _NAMES if part.get(key) == name), "id")
    return Spot(name, title if isinstance(title, str) else None, container, named_by=None if by == "id" else by)


def _by_name(items: Sequence[Json]) -> dict[str, Json]:
    """The items by their names; the second of one name has a mark at its own."""
    named: dict[str, Json] = {}
    for item in items:
        name = _name(item)
        while name in named:
            name += SECOND
        named[name] = item
    return named


def _name(item: Json) -> str:
    part = item if isinstance(item, dict) else {}
    known = next((part[key] for key in _NAMES if isinstance(part.get(key), str)), None)
    return str(known) if known is not None else json.dumps(item, ensure_ascii=False)
