"""Notes: what people have attached to the cells of a workbook's sheet, in the old way or as a conversation."""

import posixpath
from collections.abc import Mapping
from typing import Final

from definitions.importing.sheet import TOO_MANY_CELLS, admit
from definitions.importing.source import NotImportable
from definitions.importing.workbook_parts import Parts, Walk, place_of

MAX_NOTES: Final = 1_000

_ATTACHED: Final = {"comments": "comment", "threadedComment": "threadedComment"}
"""How the link to a part with notes ends, and what a note in it is called; a conversation goes before its old form."""


def notes_of(parts: Parts, place: str) -> dict[tuple[int, int], str]:
    """The notes of the sheet that this part holds, by row and column from 0; raises `NotImportable`."""
    links = _links(parts, place)
    notes: dict[tuple[int, int], str] = {}
    for kind, element in _ATTACHED.items():
        reading = _Notes(element)
        for part in links.get(kind, ()):
            if part in parts:
                Walk(part, reading.begin, reading.end).through(parts.read(part))
        notes |= {where: " / ".join(said) for where, said in reading.notes.items()}
    return notes


def _links(parts: Parts, place: str) -> dict[str, list[str]]:
    """The parts with notes that belong to a sheet, by kind."""
    folder, file = posixpath.split(place)
    found: dict[str, list[str]] = {}

    def relation(name: str, attributes: Mapping[str, str]) -> None:
        kind = attributes.get("Type", "").rpartition("/")[2]
        if name == "Relationship" and kind in _ATTACHED:
            target = posixpath.normpath(posixpath.join(f"/{folder}", attributes.get("Target", "")))
            found.setdefault(kind, []).append(target.lstrip("/"))

    links = f"{folder}/_rels/{file}.rels"
    if links in parts:
        Walk(links, relation).through(parts.read(links))
    return found


class _Notes:
    """The notes of one kind, as their XML tells them; a conversation has several at one cell."""

    def __init__(self, element: str) -> None:
        self.notes: dict[tuple[int, int], list[str]] = {}
        self._element = element
        self._where: tuple[int, int] | None = None
        self._pieces: list[str] = []

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == self._element:
            self._where = place_of(attributes.get("ref", ""))
            self._pieces.clear()

    def end(self, name: str, text: str) -> None:
        if name in {"t", "text"}:
            self._pieces.append(text)
        elif name == self._element and self._where is not None:
            self._keep(*self._where, "".join(self._pieces).strip())

    def _keep(self, row: int, column: int, said: str) -> None:
        admit(row, column, said)
        if len(self.notes) >= MAX_NOTES:
            raise NotImportable(TOO_MANY_CELLS, most=MAX_NOTES)
        if said:
            self.notes.setdefault((row, column), []).append(said)
