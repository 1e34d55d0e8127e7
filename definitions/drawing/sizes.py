"""Sizes: how big each node is and how its texts are broken, before it has a place."""

from dataclasses import dataclass
from typing import Final

from definitions.drawing.diagram import Edge, Kind, Node
from definitions.drawing.lettering import Pen, Weight, balanced, width, wrapped

BOX: Final = 176
GATEWAY: Final = 44
EVENT: Final = 34
EXPIRY: Final = 22
SUPPLEMENT: Final = 20
PADDING: Final = 10
LEADING: Final = 15
"""From one line of a title to the next."""
SMALL_LEADING: Final = 13
TITLE: Final = Pen(12.5, Weight.SEMIBOLD)
SMALL: Final = Pen(10.5)
"""In which letters titles are written, and all else."""
_LEAST: Final = 54
_MODELLER: Final = Pen(12)
"""How a modeller writes names: in the middle of a box with a sign in its upper left corner, and upright in a lane."""
_MODELLER_LEADING: Final = 15
_MODELLER_PADDING: Final = 5
_SIGN: Final = 23
_LABEL_ROOM: Final = 118
_WIDE_LABEL_ROOM: Final = 190
_LINES: Final = 4
"""What would take more lines at an edge has the wide room."""
_EVENT_ROOM: Final = 112
_MARK_ROOM: Final = 16
"""What the mark of a box that is there many times takes at its foot."""


@dataclass(frozen=True, slots=True)
class Lettered:
    """A text in lines, and the room they take."""

    lines: tuple[str, ...]
    width: int
    pen: Pen = SMALL
    leading: int = SMALL_LEADING

    @property
    def height(self) -> int:
        """From the top of the first line to the foot of the last."""
        return self.leading * len(self.lines)


@dataclass(frozen=True, slots=True)
class Size:
    """A node's shape, and its texts: inside a box, above a gateway, below an event."""

    width: int
    height: int
    title: Lettered
    who: Lettered
    terms: Lettered

    @property
    def across(self) -> int:
        """The room it takes in its column, with what is written above or below it."""
        return max(self.width, self.title.width)


def size_of(node: Node, *, expires: bool) -> Size:
    """The size of a node; a box with a limit's own way out keeps its right side clear."""
    if node.kind.is_box:
        return _box(node, BOX - 2 * PADDING - (PADDING if expires else 0))
    side = GATEWAY if node.kind.is_gateway else EVENT
    terms = node.terms if node.kind is Kind.TIMER else ()
    text = "\n".join((node.title, *terms))
    return Size(side, side, _label(text, _EVENT_ROOM, most=6), _NOTHING, _NOTHING)


def edge_label(edge: Edge) -> Lettered:
    """What is written at an edge."""
    label = _label(edge.label, _LABEL_ROOM, most=9)
    return label if len(label.lines) <= _LINES else _label(edge.label, _WIDE_LABEL_ROOM, most=9)


def upright(title: str) -> int:
    """How high a lane must be for a modeller to write its title upright in two lines."""
    rooms = (room for room in range(60, 600, 10) if len(wrapped(title, _MODELLER, room, most=3)) <= 2)  # noqa: PLR2004
    return next(rooms, 600) + 2 * _MODELLER_PADDING


def lettered(text: str, room: int, *, most: int, pen: Pen = SMALL) -> Lettered:
    """A text of one paragraph in small letters."""
    lines = balanced(text, pen, room, most=most)
    leading = SMALL_LEADING if pen == SMALL else LEADING
    return Lettered(lines, max((width(line, pen) for line in lines), default=0), pen, leading)


_NOTHING: Final = Lettered((), 0)


def _label(text: str, room: int, *, most: int) -> Lettered:
    parts = [lettered(paragraph, room, most=most) for paragraph in text.split("\n") if paragraph]
    lines = tuple(line for part in parts for line in part.lines)
    return Lettered(lines, max((part.width for part in parts), default=0))


def _box(node: Node, room: int) -> Size:
    lines = balanced(node.title, TITLE, room, most=7)
    wide = max((width(line, TITLE) for line in lines), default=0)
    title = Lettered(lines, wide, TITLE, LEADING)
    who = lettered(node.who, room - 2 * PADDING - (PADDING if node.pauses else 0), most=2)
    terms = _label("\n".join(node.terms), room, most=6)
    head = max(who.height, SMALL_LEADING) + 3
    foot = _MARK_ROOM if node.is_many else SUPPLEMENT // 2 if node.asks else 0
    inner = head + title.height + (terms.height + 3 if terms.lines else 0) + foot
    return Size(BOX, max(_LEAST, inner + 2 * PADDING - 4, _modelled(node.name)), title, who, terms)


def _modelled(name: str) -> int:
    """How high a box must be for a modeller to keep a name off its sign."""
    room = BOX - 2 * _MODELLER_PADDING
    lines = [line for part in name.split("\n") for line in wrapped(part, _MODELLER, room, most=9)]
    beside = width(lines[0], _MODELLER) <= BOX - 2 * (_SIGN + _MODELLER_PADDING) if lines else True
    return 0 if beside else _MODELLER_LEADING * len(lines) + 2 * _SIGN
