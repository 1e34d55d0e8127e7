"""The tree: what a YAML text is made of, with the place of each part, so that its comments can be told apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

import yaml
from yaml import CSafeLoader, events

from definitions.plain_values import Scalar, Value


class _Mark(Protocol):
    """What the Python and the C parser's marks have in common; both count from 0."""

    index: int
    column: int


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar: what it means, and how it is written (`source` is the very text, quotes and all)."""

    value: Scalar
    source: str
    style: str | None
    """`'`, `"`, `|`, `>`; None or empty for a plain one."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Group:
    """A mapping or a list; `column` is where its entries stand when it is written on lines of its own."""

    number: int
    depth: int
    is_mapping: bool
    is_flow: bool
    start: int
    end: int
    column: int
    entries: tuple["Entry", ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping with its value, or one item of a list; numbered in the order of the text."""

    number: int
    key: str | None
    start: int
    value: "Leaf | Group"


@dataclass(frozen=True, slots=True)
class Tree:
    """A whole text: its outermost group, and for everything in it what stands around it."""

    text: str
    root: Group
    entries: tuple[Entry, ...]
    """All of them, in the order of the text."""
    around: dict[int, Group]
    """The group each entry stands in, by the entry's number."""
    owner: dict[int, Entry]
    """The entry whose value a group is, by the group's number; the outermost has none."""
    leaves: tuple[tuple[int, int], ...]
    """Where scalars stand, keys among them, in the order of the text: a `#` in there is no comment."""


ROOT: Final = 0


def plant(text: str, value: Value) -> Tree | None:
    """The tree of a text that the strict reader has read as that value; None when it is a single scalar."""
    planting = _Planting(text)
    root = planting.document(value)
    if not isinstance(root, Group):
        return None
    around, owner = {}, {}
    entries = tuple(sorted(_entries(root), key=lambda entry: entry.number))
    for group in (root, *(entry.value for entry in entries if isinstance(entry.value, Group))):
        around.update({entry.number: group for entry in group.entries})
        owner.update({entry.value.number: entry for entry in group.entries if isinstance(entry.value, Group)})
    return Tree(text, root, entries, around, owner, tuple(sorted(planting.leaves)))


def _entries(group: Group) -> Iterator[Entry]:
    for entry in group.entries:
        yield entry
        if isinstance(entry.value, Group):
            yield from _entries(entry.value)


def _mark(mark: _Mark | None) -> _Mark:
    assert mark is not None, "the parser marks every event"
    return mark


class _Planting:
    """One pass over the parser's events beside the value that was read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.leaves: list[tuple[int, int]] = []
        self._stream: Iterator[yaml.Event] = yaml.parse(text, Loader=CSafeLoader)
        self._groups = ROOT
        self._numbers = 0

    def document(self, value: Value) -> Leaf | Group:
        """The one document."""
        next(event for event in self._stream if isinstance(event, events.DocumentStartEvent))
        return self._node(next(self._stream), value, 0)

    def _node(self, event: yaml.Event, value: Value, depth: int) -> Leaf | Group:
        if isinstance(event, events.ScalarEvent):
            assert not isinstance(value, list | dict), "the strict reader has read a scalar here"
            return self._leaf(event, value)
        assert isinstance(event, events.CollectionStartEvent), "the strict reader has read a mapping or a list here"
        number = self._groups
        self._groups += 1
        entries, end = self._mapping(value, depth) if isinstance(value, dict) else self._list(value, depth)
        start, flow = _mark(event.start_mark), bool(event.flow_style)
        return Group(number, depth, isinstance(value, dict), flow, start.index, end, start.column, entries)

    def _mapping(self, value: dict[str, Value], depth: int) -> tuple[tuple[Entry, ...], int]:
        entries: list[Entry] = []
        for event in self._stream:
            if isinstance(event, events.MappingEndEvent):
                return tuple(entries), _mark(event.end_mark).index
            assert isinstance(event, events.ScalarEvent), "the strict reader has read a key here"
            number, key = self._number(), self._leaf(event, event.value)
            node = self._node(next(self._stream), value[str(key.value)], depth + 1)
            entries.append(Entry(number, str(key.value), key.start, node))
        raise AssertionError("the parser ends every mapping")

    def _list(self, value: Value, depth: int) -> tuple[tuple[Entry, ...], int]:
        assert isinstance(value, list), "the strict reader has read a list here"
        entries: list[Entry] = []
        for event in self._stream:
            if isinstance(event, events.SequenceEndEvent):
                return tuple(entries), _mark(event.end_mark).index
            number = self._number()
            node = self._node(event, value[len(entries)], depth + 1)
            entries.append(Entry(number, None, node.start, node))
        raise AssertionError("the parser ends every list")

    def _leaf(self, event: events.ScalarEvent, value: Scalar) -> Leaf:
        start, end = _mark(event.start_mark).index, _mark(event.end_mark).index
        self.leaves.append((start, end))
        return Leaf(value, self.text[start:end], event.style, start, end)

    def _number(self) -> int:
        self._numbers += 1
        return self._numbers
