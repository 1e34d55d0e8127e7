"""Marks: the small signs in SVG that tell kinds of node apart, each drawn about a point."""

from collections.abc import Mapping
from typing import Final

from definitions.drawing.diagram import Kind
from definitions.drawing.markup import element, group

INK: Final = "#334155"

_PERSON: Final = "M-5 6v-1.5a5 4.5 0 0 1 10 0V6zM0-6a3 3 0 1 1 0 6a3 3 0 1 1 0-6z"
_ENVELOPE: Final = "M-6-4h12v8h-12zM-6-4l6 4.5l6-4.5"
_COIN: Final = "M0-6a6 6 0 1 1 0 12a6 6 0 1 1 0-12zM0-3v6M-2-1.5h4M-2 1.5h4"
_HOURGLASS: Final = "M-4-6h8M-4 6h8M-3-6c0 4 6 8 6 12M3-6c0 4-6 8-6 12"
_FOLDER: Final = "M-6-4h4l1.5 2h6.5v6h-12z"
_TABLE: Final = "M-6-5h12v10h-12zM-6-1.5h12M-2-1.5v6.5"
_CLOCK: Final = "M0-5v5l3 2"

SIGNS: Final[Mapping[Kind, str]] = {
    Kind.TASK: _PERSON,
    Kind.LETTER: _ENVELOPE,
    Kind.WAIT: _HOURGLASS,
    Kind.PAY: _COIN,
    Kind.CALL: _FOLDER,
    Kind.SET: _TABLE,
}
_GATEWAYS: Final[Mapping[Kind, str]] = {
    Kind.CHOICE: "M-6-6l12 12M6-6l-12 12",
    Kind.ALL: "M-9 0h18M0-9v18",
    Kind.SOME: "M0-8a8 8 0 1 1 0 16a8 8 0 1 1 0-16z",
    Kind.COUNTED: "M-9 0h18M0-9v18M-6.5-6.5l13 13M6.5-6.5l-13 13",
}


def sign(kind: Kind, x: int, y: int) -> str:
    """The sign of a box's kind."""
    return _drawn(SIGNS[kind], x, y, ink="#64748b", width="1.2")


def gateway_sign(kind: Kind, x: int, y: int) -> str:
    """The sign inside a gateway."""
    return _drawn(_GATEWAYS[kind], x, y, ink=INK, width="2.4")


def clock(x: int, y: int, radius: int) -> str:
    """A clock: what goes on by itself when a time has passed."""
    scale = f"translate({x} {y}) scale({radius / 9:g})"
    face = element("circle", cx=x, cy=y, r=radius - 3, fill="none", stroke=INK, stroke_width="1")
    hands = element("path", d=_CLOCK, transform=scale, fill="none", stroke=INK, stroke_width="1.4")
    return face + hands


def envelope(x: int, y: int) -> str:
    """An envelope: the applicant may be asked."""
    return _drawn(_ENVELOPE, x, y, ink=INK, width="1.1", scale="0.75")


def standing_still(x: int, y: int) -> str:
    """Two bars: the clock stands still meanwhile."""
    return group(
        element("rect", x=x - 4, y=y - 5, width=3, height=10, fill="#b45309"),
        element("rect", x=x + 1, y=y - 5, width=3, height=10, fill="#b45309"),
    )


def many(x: int, y: int) -> str:
    """Three bars: one for each element of a list."""
    return _drawn("M-4-5v10M0-5v10M4-5v10", x, y, ink=INK, width="2")


def _drawn(path: str, x: int, y: int, *, ink: str, width: str, scale: str = "") -> str:  # noqa: PLR0913 - a pen
    place = f"translate({x} {y}){f' scale({scale})' if scale else ''}"
    return element("path", d=path, transform=place, fill="none", stroke=ink, stroke_width=width)
