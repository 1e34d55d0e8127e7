"""Comments: what an author says beside the definition, and which entry or group each remark belongs to."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from definitions.formatting.tree import Entry, Group, Leaf, Tree

BREAK: Final = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
"""What ends a line in YAML."""
_HEADER: Final = re.compile(r"[|>][0-9+-]*[ \t]+(?=#)")


@dataclass(frozen=True, slots=True)
class Comment:
    """One remark: its place, its text with the `#`, and whether nothing else stands on its line."""

    start: int
    line: int
    column: int
    text: str
    is_alone: bool


@dataclass(frozen=True, slots=True)
class Comments:
    """The remarks by what they belong to; an empty text is a blank line that the author left there."""

    above: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Lines before an entry, by its number; a blank one first where a blank line sets the entry off."""
    beside: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    """What stands at the end of an entry's line, by its number."""
    below: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Lines after the last entry of a group, by the group's number."""

    def texts(self) -> list[str]:
        """Every remark's text, sorted."""
        kept = (self.above, self.beside, self.below)
        return sorted(text for place in kept for texts in place.values() for text in texts if text)


def comments_of(tree: Tree) -> Comments:
    """Every comment of a text, each with the entry or group it belongs to; and where the author left blank lines."""
    page = _Page(tree.text)
    comments = Comments()
    placing = _Placing(tree, page, comments)
    for comment in _scan(tree, page):
        placing.place(comment)
    for entry in tree.entries:
        if page.begins_line(entry.start) and page.is_blank(page.line(entry.start) - 1):
            comments.above[entry.number].append("")
    return comments


class _Page:
    """A text by its lines."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(found.end() for found in BREAK.finditer(text))]

    def line(self, index: int) -> int:
        return bisect_right(self._starts, index) - 1

    def column(self, index: int) -> int:
        return index - self._starts[self.line(index)]

    def begins_line(self, index: int) -> bool:
        """Whether only indentation, or a dash, stands before that on its line."""
        return not self._text[self._starts[self.line(index)] : index].strip(" \t-")

    def is_alone(self, index: int) -> bool:
        return not self._text[self._starts[self.line(index)] : index].strip()

    def is_blank(self, line: int) -> bool:
        ends = self._starts[line + 1] if line + 1 < len(self._starts) else len(self._text)
        return line >= 0 and not self._text[self._starts[line] : ends].strip()


def _scan(tree: Tree, page: _Page) -> Iterator[Comment]:
    """A `#` outside every scalar begins a comment; so does one after the sign of a block scalar."""
    reached = 0
    for start, end in (*tree.leaves, (len(tree.text), len(tree.text))):
        yield from _between(tree.text, reached, start, page)
        header = _HEADER.match(tree.text, start, end)
        if header:
            yield _comment(tree.text, header.end(), page)
        reached = max(reached, end)


def _between(text: str, start: int, end: int, page: _Page) -> Iterator[Comment]:
    at = text.find("#", start, end)
    while at >= 0:
        comment = _comment(text, at, page)
        yield comment
        at = text.find("#", at + len(comment.text), end)


def _comment(text: str, at: int, page: _Page) -> Comment:
    ends = BREAK.search(text, at)
    told = text[at : ends.start() if ends else len(text)]
    return Comment(at, page.line(at), page.column(at), told.rstrip(), page.is_alone(at))


class _Placing:
    """Finds each comment's place; within one gap between entries places only move outwards, so their order stays."""

    def __init__(self, tree: Tree, page: _Page, comments: Comments) -> None:
        self._tree, self._page, self._comments = tree, page, comments
        self._starts = [entry.start for entry in tree.entries]
        self._gap: tuple[int, int] = (-1, 0)

    def place(self, comment: Comment) -> None:
        """Put one comment where it belongs; they come in the order of the text."""
        passed = bisect_right(self._starts, comment.start)
        before = self._tree.entries[passed - 1] if passed else None
        after = self._tree.entries[passed] if passed < len(self._tree.entries) else None
        if not comment.is_alone and before is not None and self._beside(comment, before):
            return
        if before is not None and self._is_between_key_and_value(comment, before):
            self._put(self._comments.above[before.number], comment)
            return
        closed = self._closed(comment, before, after)
        if closed is not None:
            self._gap = (passed, closed.depth)
            self._put(self._comments.below[closed.number], comment)
        elif after is not None:
            self._gap = (passed, -1)
            self._put(self._comments.above[after.number], comment)
        else:
            self._put(self._comments.below[self._tree.root.number], comment)

    def _put(self, lines: list[str], comment: Comment) -> None:
        if comment.is_alone and self._page.is_blank(comment.line - 1):
            lines.append("")
        lines.append(comment.text)

    def _beside(self, comment: Comment, before: Entry) -> bool:
        """Whether the comment ends the line of what stands before it; it is then the outermost entry's that ends."""
        key_line, line = self._page.line(before.start), comment.line
        ends = before.value.end if isinstance(before.value, Leaf) or before.value.is_flow else before.start
        entry: Entry | None = before
        while entry is not None and (around := self._tree.around[entry.number]).is_flow and around.end <= comment.start:
            ends = around.end
            entry = self._tree.owner.get(around.number)
        if entry is None or line not in {key_line, self._page.line(ends), self._value_line(before)}:
            return False
        self._comments.beside[entry.number].append(comment.text)
        return True

    def _value_line(self, entry: Entry) -> int:
        return self._page.line(entry.value.start)

    def _is_between_key_and_value(self, comment: Comment, before: Entry) -> bool:
        value = before.value
        if isinstance(value, Group) and value.entries:
            return False
        in_empty = isinstance(value, Group) and value.start < comment.start < value.end
        return (comment.start < value.start and value.end > value.start) or in_empty

    def _closed(self, comment: Comment, before: Entry | None, after: Entry | None) -> Group | None:
        """The group that ended before the comment and whose last lines it is; None when it leads on."""
        if before is None:
            return None
        going = {group.number for group in self._chain(after)}
        margin = self._tree.around[after.number].column if after is not None else -1
        for group in self._chain(before):
            if group.is_flow and group.end <= comment.start:
                continue
            if group.is_flow:
                return None if group.number in going else group
            if group.number in going:
                return None
            if margin < comment.column >= self._least_column(group) and self._leads_outwards(group, after):
                return group
        return None

    def _least_column(self, group: Group) -> int:
        """How far in its remarks stand; a list that is not indented under its key leaves the key's column to others."""
        owner = self._tree.owner.get(group.number)
        return group.column if owner is None else max(group.column, self._tree.around[owner.number].column + 1)

    def _leads_outwards(self, group: Group, after: Entry | None) -> bool:
        passed, depth = self._gap
        now = after.number - 1 if after is not None else len(self._tree.entries)
        return passed != now or group.depth <= depth

    def _chain(self, entry: Entry | None) -> Iterator[Group]:
        """The groups around an entry, from the inside outwards."""
        while entry is not None:
            around = self._tree.around[entry.number]
            yield around
            entry = self._tree.owner.get(around.number)
