"""The page: a tree written anew in the canonical layout, two columns a level, short leaves on one line."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from definitions.formatting.comments import Comments
from definitions.formatting.order import Shape, inside, ordered
from definitions.formatting.scalars import STEP, block_scalar, flow_scalar, key_scalar, line_scalar
from definitions.formatting.tree import Entry, Group, Leaf, Tree

WIDTH: Final = 120
MOST_ON_A_LINE: Final = WIDTH // len("1, ")
"""No line has room for more entries; so long groups are not even tried."""
ANY: Final = "*"
SCHEMA: Final = "# yaml-language-server:"
"""The remark by which editors find the language's schema; it stays at the top of the file."""

Path = tuple[str | int, ...]
Pattern = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manner:
    """How one kind of file is laid out: its shape, what always takes lines of its own, what a free line sets off."""

    shape: Shape
    spread: tuple[Pattern, ...]
    set_off: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Here:
    """An entry with its path, and the shape that the language gives its value."""

    entry: Entry
    path: Path
    shape: Shape


def written(tree: Tree, comments: Comments, manner: Manner) -> str:
    """The text in canonical form; its first remarks, up to a free line, stay at the top whatever key moves there."""
    header: list[str] = []
    if tree.root.entries:
        first = comments.above[tree.root.entries[0].number]
        length = _header_length(first)
        header, first[:] = _lead(first[:length], is_first=True), first[length:]
    whole = Here(Entry(0, None, 0, tree.root), (), manner.shape)
    _raise_remarks(tree.root, whole, comments)
    lines = [*header, *_Page(comments, manner).group(tree.root, whole, 0)]
    return "\n".join(lines) + "\n"


class _Page:
    def __init__(self, comments: Comments, manner: Manner) -> None:
        self._comments, self._manner = comments, manner

    def group(self, group: Group, here: Here, column: int) -> Iterator[str]:
        """The lines of a group that takes lines of its own."""
        if not group.entries:
            yield " " * column + _empty(group)
        for number, inner in enumerate(_in_order(group, here)):
            above = self._above(inner, column)
            set_off = number > 0 and _is_any(inner.path, self._manner.set_off)
            yield from _padded(_lead(above, is_first=number == 0, set_off=set_off), column)
            yield from self._entry(inner, column)
        yield from _padded(self._comments.below[group.number], column)

    def _entry(self, here: Here, column: int) -> Iterator[str]:
        begin = " " * column + _begin(here.entry)
        beside = "".join(f"  {text}" for text in self._comments.beside[here.entry.number])
        inline, value = self._inline(here, column), here.entry.value
        if inline is not None:
            yield f"{begin} {inline}{beside}"
        elif isinstance(value, Leaf):
            sign, *text = block_scalar(value, column + STEP)
            yield f"{begin} {sign}{beside}"
            yield from text
        elif here.entry.key is not None:
            yield f"{begin}{beside}"
            yield from self.group(value, here, column + STEP)
        else:
            first, *others = self.group(value, here, column + STEP)
            yield f"{begin} {first[column + STEP :]}"
            yield from others

    def _above(self, here: Here, column: int) -> list[str]:
        """What stands above an entry; that an item opens a group of several lines can only be remarked above it."""
        above, beside = self._comments.above[here.entry.number], self._comments.beside[here.entry.number]
        opens = here.entry.key is None and isinstance(here.entry.value, Group)
        return [*above, *beside] if opens and self._inline(here, column) is None else above

    def _inline(self, here: Here, column: int) -> str | None:
        """The value on its entry's line; None when it takes lines of its own."""
        value = here.entry.value
        if isinstance(value, Leaf):
            return None if block_scalar(value, column) else line_scalar(value)
        if not value.entries:
            return _empty(value)
        if len(value.entries) > MOST_ON_A_LINE or _is_any(here.path, self._manner.spread):
            return None
        if not (value.is_flow or _is_leaf(value)) or self._is_tied(value):
            return None
        flow = _flow(value, here)
        return flow if column + len(_begin(here.entry)) + 1 + len(flow) <= WIDTH else None

    def _is_tied(self, value: Group | Leaf) -> bool:
        """Whether a remark or a block of text keeps the value from being put on one line."""
        if isinstance(value, Leaf):
            return bool(block_scalar(value, STEP))
        kept = self._comments
        remarks = (kept.above[entry.number] + kept.beside[entry.number] for entry in value.entries)
        if any(kept.below[value.number]) or any(any(texts) for texts in remarks):
            return True
        return any(self._is_tied(entry.value) for entry in value.entries)


def _raise_remarks(group: Group, here: Here, comments: Comments) -> None:
    """Put what stands above the first entry of an item's group above the item: after the dash is no room for it."""
    for number, inner in enumerate(_in_order(group, here)):
        if isinstance(inner.entry.value, Group):
            _raise_remarks(inner.entry.value, inner, comments)
        if number == 0 and here.entry.key is None and here.path:
            above = comments.above.pop(inner.entry.number, [])
            comments.above[here.entry.number] += _lead(above, is_first=True)


def _in_order(group: Group, here: Here) -> Iterator[Here]:
    if not group.is_mapping:
        for number, entry in enumerate(group.entries):
            yield Here(entry, (*here.path, number), inside(here.shape, number))
        return
    entries = {str(entry.key): entry for entry in group.entries}
    for key, entry in ordered(here.shape, entries):
        yield Here(entry, (*here.path, key), inside(here.shape, key, entries))


def _flow(value: Group | Leaf, here: Here) -> str:
    if isinstance(value, Leaf):
        return flow_scalar(value)
    entries = [(inner.entry.key, _flow(inner.entry.value, inner)) for inner in _in_order(value, here)]
    told = ", ".join(text if key is None else f"{key_scalar(key, in_flow=True)}: {text}" for key, text in entries)
    return f"{{{told}}}" if value.is_mapping else f"[{told}]"


def _is_leaf(group: Group) -> bool:
    """Whether there are only scalars in it; in a mapping, also lists of scalars."""
    inner = (entry.value for entry in group.entries)
    return all(
        isinstance(value, Leaf) or (group.is_mapping and not value.is_mapping and _is_leaf(value)) for value in inner
    )


def _begin(entry: Entry) -> str:
    return "-" if entry.key is None else f"{key_scalar(entry.key)}:"


def _empty(group: Group) -> str:
    return "{}" if group.is_mapping else "[]"


def _is_any(path: Path, patterns: Iterable[Pattern]) -> bool:
    return any(
        len(path) == len(pattern) and all(wanted in {ANY, part} for wanted, part in zip(pattern, path, strict=True))
        for pattern in patterns
    )


def _header_length(above: Sequence[str]) -> int:
    ends = [number + 1 for number, text in enumerate(above) if not text or text.startswith(SCHEMA)]
    return max(ends, default=0)


def _lead(above: Iterable[str], *, is_first: bool, set_off: bool = False) -> list[str]:
    """What stands above an entry: one free line in place of several, also where it is set off, never if it is first."""
    lines: list[str] = [""] if set_off else []
    for line in above:
        if line or (lines and lines[-1]) or not (lines or is_first):
            lines.append(line)
    return lines


def _padded(lines: Iterable[str], column: int) -> Iterator[str]:
    return (f"{' ' * column}{line}" if line else "" for line in lines)
