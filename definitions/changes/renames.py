"""Renames: members of a mapping that only bear another name, all else being equal."""

import json
import re
from collections.abc import Collection, Mapping
from typing import Final

from definitions.changes.change import Json

PROSE: Final = frozenset({"title", "text", "description"})
"""Keys whose texts are for people: a word in them never refers to anything."""

_HOLE: Final = "•"


def renames(before: Mapping[str, Json], after: Mapping[str, Json]) -> dict[str, str]:
    """The new name of each member that was only renamed.

    Members are compared with every name that came or went left open, so that several renamed at once are recognised
    although they refer to each other.
    """
    gone, new = [name for name in before if name not in after], [name for name in after if name not in before]
    names = frozenset((*gone, *new))
    free = {name: _skeleton(after[name], names) for name in new}
    found: dict[str, str] = {}
    for name in gone:
        wanted = _skeleton(before[name], names)
        match = next((other for other, shape in free.items() if shape == wanted), None)
        if match is not None:
            found[name] = match
            del free[match]
    return found


def renamed(text: str, names: Mapping[str, str]) -> str:
    """A text that refers to a member by its old name, alone or as `steps.<name>`, with the new name instead."""
    if text in names:
        return names[text]
    return _expression(names).sub(lambda found: f"{found[1]}{names[found[2]]}", text) if names else text


def _skeleton(value: Json, names: Collection[str]) -> str:
    holes = dict.fromkeys(names, _HOLE)
    return json.dumps(_opened(value, holes, ""), ensure_ascii=False)


def _opened(value: Json, holes: Mapping[str, str], key: str) -> Json:
    match value:
        case dict():
            return {holes.get(name, name): _opened(inner, holes, name) for name, inner in value.items()}
        case list():
            return [_opened(inner, holes, key) for inner in value]
        case str() if key not in PROSE:
            return renamed(value, holes)
        case _:
            return value


def _expression(names: Collection[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"\b((?:steps|form|values)\.)({'|'.join(map(re.escape, longest_first))})\b")
