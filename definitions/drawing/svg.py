"""SVG: a layout as a picture that stands by itself: no style sheet, no script, no reference to elsewhere."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from definitions.drawing import marks
from definitions.drawing.diagram import Kind
from definitions.drawing.geometry import Point, Rectangle
from definitions.drawing.layout import LANE, LANE_TITLE, LEFT, LEVEL, Band, Drawn, Layout, Line, Written
from definitions.drawing.lettering import FAMILY, Pen, Weight, width
from definitions.drawing.markup import element, group, text
from definitions.drawing.sizes import PADDING, SMALL, SMALL_LEADING, Lettered
from definitions.drawing.words import Voice
from definitions.ways import End

INK: Final = "#1f2937"
_TITLE: Final = Pen(18, Weight.SEMIBOLD)
_FACTS: Final = Pen(12)
QUIET: Final = "#64748b"
LINE: Final = "#475569"
TIME: Final = "#0f5c8a"
_EXPIRY: Final = "#b45309"
_LEVELS: Final = (("#e9f2ec", "#f6faf7"), ("#f2eee2", "#fbf9f3"), ("#e6edf6", "#f5f8fc"), ("#efe9f3", "#faf7fb"))
"""For each level the colour of its band and that of its lanes."""
_ENDS: Final[Mapping[End, str]] = {
    End.RETURNED: "#2f7d4f",
    End.REFUSED: "#b4463c",
    End.WITHDRAWN: "#6b7280",
    End.STOPPED: "#8a5a2b",
}


def svg(layout: Layout, voice: Voice) -> str:
    """The picture, the same bytes every time; readers of screens hear its title and description."""
    wide = max(layout.size.x, _title_width(layout) + LEFT * 2)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        + element(
            "svg",
            "\n".join(("", *_parts(layout, voice, wide), "")),
            xmlns="http://www.w3.org/2000/svg",
            role="img",
            aria_labelledby="title description",
            lang="en" if voice.is_english else "vi",
            width=wide,
            height=layout.size.y,
            viewBox=f"0 0 {wide} {layout.size.y}",
            font_family=FAMILY,
            font_size=_size(SMALL),
            fill=INK,
        )
        + "\n"
    )


def _parts(layout: Layout, voice: Voice, wide: int) -> Iterator[str]:
    yield element("title", text(layout.diagram.title), id="title")
    yield element("desc", text(layout.diagram.description), id="description")
    yield element("defs", *(_arrow(name, ink) for name, ink in _ARROWS.items()))
    yield element("rect", width=wide, height=layout.size.y, fill="#ffffff")
    yield _heading(layout)
    colours = {band.area.y: _LEVELS[number % len(_LEVELS)] for number, band in enumerate(layout.levels)}
    yield from (_level(band, colours[band.area.y][0]) for band in layout.levels)
    yield from (_lane(band, layout) for band in layout.lanes)
    yield from (_line(line) for line in layout.lines)
    yield from (_node(drawn) for drawn in layout.nodes.values())
    yield from (_lines(line.label, fill=LINE) for line in layout.lines if line.label)
    yield _legend(layout, voice)


_ARROWS: Final = {"arrow": LINE, "arrow-expiry": _EXPIRY}


def _arrow(name: str, ink: str) -> str:
    head = element("path", d="M0 0L8 4L0 8z", fill=ink)
    size = {"markerWidth": "8", "markerHeight": "8", "markerUnits": "userSpaceOnUse"}
    return element("marker", head, id=name, refX="8", refY="4", orient="auto", **size)


def _title_width(layout: Layout) -> int:
    return max(width(layout.diagram.title, _TITLE), width(" · ".join(layout.diagram.facts), _FACTS))


def _heading(layout: Layout) -> str:
    title = element("text", text(layout.diagram.title), x=LEFT, y=34, font_size=_size(_TITLE), font_weight="600")
    facts = element("text", text(" · ".join(layout.diagram.facts)), x=LEFT, y=58, font_size=_size(_FACTS), fill=QUIET)
    return group(title, facts)


def _level(band: Band, colour: str) -> str:
    area, middle = band.area, band.area.y + band.area.height // 2
    x = area.x + LEVEL // 2
    title = element(
        "text",
        text(" ".join(band.title.text.lines)),
        x=x,
        y=middle,
        transform=f"rotate(-90 {x} {middle})",
        text_anchor="middle",
        dominant_baseline="central",
        font_size=_size(LANE_TITLE),
        font_weight="600",
    )
    return group(_rect(area, fill=colour, stroke="#94a3b8"), title)


def _lane(band: Band, layout: Layout) -> str:
    level = next(number for number, level in enumerate(layout.levels) if _holds(level.area, band.area))
    dark, light = _LEVELS[level % len(_LEVELS)]
    head = Rectangle(band.area.x, band.area.y, LANE, band.area.height)
    title = _written(band.title.text, band.title.area)
    return group(_rect(band.area, fill=light, stroke="#94a3b8"), _rect(head, fill=dark, stroke="#94a3b8"), title)


def _holds(outer: Rectangle, inner: Rectangle) -> bool:
    return outer.y <= inner.y and inner.bottom <= outer.bottom


def _rect(area: Rectangle, **attributes: str | int | None) -> str:
    return element("rect", x=area.x, y=area.y, width=area.width, height=area.height, **attributes)


def _line(line: Line) -> str:
    return element(
        "path",
        d=_rounded(line.points),
        fill="none",
        stroke=_EXPIRY if line.edge.is_expiry else LINE,
        stroke_width="1.4",
        stroke_dasharray="5 3" if line.edge.is_expiry else None,
        marker_end="url(#arrow-expiry)" if line.edge.is_expiry else "url(#arrow)",
    )


def _rounded(points: tuple[Point, ...]) -> str:
    """The path of a line, its corners rounded."""
    path = [f"M{points[0].x} {points[0].y}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(5, _apart(before, corner) // 2, _apart(corner, after) // 2)
        one, two = _toward(corner, before, radius), _toward(corner, after, radius)
        path.append(f"L{one.x} {one.y}Q{corner.x} {corner.y} {two.x} {two.y}")
    return "".join((*path, f"L{points[-1].x} {points[-1].y}"))


def _apart(one: Point, two: Point) -> int:
    return abs(one.x - two.x) + abs(one.y - two.y)


def _toward(start: Point, stop: Point, length: int) -> Point:
    def step(one: int, two: int) -> int:
        return one + length * ((two > one) - (two < one))

    return Point(step(start.x, stop.x), step(start.y, stop.y))


def _node(drawn: Drawn) -> str:
    parts = [element("title", text(" – ".join(_told(drawn))))]
    match drawn.node.kind:
        case kind if kind.is_box:
            parts += _box(drawn)
        case kind if kind.is_gateway:
            parts += _gateway(drawn)
        case _:
            parts += _event(drawn)
    if drawn.label:
        parts.append(_written(drawn.label.text, drawn.label.area, fill=INK, is_centred=True))
    return group(*parts)


def _told(drawn: Drawn) -> Iterator[str]:
    node = drawn.node
    yield from filter(None, (node.title or node.id, node.who, *node.terms))


def _box(drawn: Drawn) -> Iterator[str]:
    area, node = drawn.area, drawn.node
    is_call = node.kind is Kind.CALL
    yield _rect(area, rx=7, fill="#ffffff", stroke=INK if is_call else LINE, stroke_width="2.6" if is_call else "1.3")
    y = area.y + (area.height - drawn.size.height) // 2 + 14
    yield marks.sign(node.kind, area.x + PADDING + 6, y)
    who, title, terms = drawn.size.who, drawn.size.title, drawn.size.terms
    yield _written(who, Rectangle(area.x + PADDING + 18, y - 7, who.width, who.height), fill=QUIET)
    y += max(who.height, SMALL_LEADING) - 3
    yield _written(title, Rectangle(area.x + PADDING, y, title.width, title.height))
    y += title.height + 3
    yield _written(terms, Rectangle(area.x + PADDING, y, terms.width, terms.height), fill=TIME)
    yield from _box_marks(drawn)


def _box_marks(drawn: Drawn) -> Iterator[str]:
    area, node = drawn.area, drawn.node
    if node.pauses:
        yield marks.standing_still(area.right - PADDING - (16 if drawn.expiry else 4), area.y + 14)
    if node.is_many:
        yield marks.many(area.centre.x, area.bottom - 10)
    if drawn.supplement:
        yield _circle(drawn.supplement, fill="#ffffff", stroke=LINE, stroke_dasharray="3 2")
        yield marks.envelope(*drawn.supplement.centre)
    if drawn.supplement_label:
        yield _lines(drawn.supplement_label, fill=QUIET)
    if drawn.expiry:
        yield _circle(drawn.expiry, fill="#ffffff", stroke=_EXPIRY)
        yield marks.clock(*drawn.expiry.centre, drawn.expiry.width // 2)


def _circle(area: Rectangle, **attributes: str | int | None) -> str:
    return element("circle", cx=area.centre.x, cy=area.centre.y, r=area.width // 2, **attributes)


def _gateway(drawn: Drawn) -> Iterator[str]:
    area, (x, y) = drawn.area, drawn.area.centre
    points = f"{x},{area.y} {area.right},{y} {x},{area.bottom} {area.x},{y}"
    yield element("polygon", points=points, fill="#fdf8e8", stroke="#8a6d1d", stroke_width="1.4")
    yield marks.gateway_sign(drawn.node.kind, x, y)


def _event(drawn: Drawn) -> Iterator[str]:
    match drawn.node.kind:
        case Kind.START:
            yield _circle(drawn.area, fill="#eef7f1", stroke="#2f7d4f", stroke_width="1.6")
        case Kind.TIMER:
            yield _circle(drawn.area, fill="#ffffff", stroke=LINE, stroke_width="1.3")
            yield marks.clock(*drawn.area.centre, drawn.area.width // 2 - 1)
        case _:
            ink = _ENDS[drawn.node.end] if drawn.node.end else "#be123c"
            yield _circle(drawn.area, fill="#ffffff", stroke=ink, stroke_width="3.4")


def _lines(label: Written, fill: str) -> str:
    return _written(label.text, label.area, fill=fill)


def _size(pen: Pen) -> str:
    return f"{pen.size:g}"


def _written(lettering: Lettered, area: Rectangle, *, fill: str | None = None, is_centred: bool = False) -> str:
    """The lines of a text in their area, one below the other."""
    leading = lettering.leading
    weight = "600" if lettering.pen.weight is Weight.SEMIBOLD else None
    x, anchor = (area.centre.x, "middle") if is_centred else (area.x, None)
    lines = "".join(
        element("tspan", text(line), x=x, y=area.y + leading * number + round(leading * 0.76))
        for number, line in enumerate(lettering.lines)
    )
    attributes = {"font_size": _size(lettering.pen), "font_weight": weight, "fill": fill, "text_anchor": anchor}
    return element("text", lines, **attributes) if lines else ""


def _legend(layout: Layout, voice: Voice) -> str:
    """What the small marks mean, of those in use."""
    legend, nodes = voice.words.legend, layout.nodes.values()
    known: tuple[tuple[bool, Callable[[int, int], str], str], ...] = (
        (any(drawn.supplement for drawn in nodes), marks.envelope, legend.supplement),
        (any(drawn.node.pauses for drawn in nodes), marks.standing_still, legend.pauses),
        (any(drawn.node.is_many for drawn in nodes), marks.many, legend.many),
        (any(drawn.expiry for drawn in nodes), lambda x, y: marks.clock(x, y, 9), legend.expiry),
    )
    x, y, parts = LEFT + 8, layout.size.y - 20, list[str]()
    for mark, said in ((mark, said) for is_used, mark, said in known if is_used):
        parts += (mark(x, y), element("text", text(said), x=x + 13, y=y + 4, fill=QUIET))
        x += 13 + width(said, SMALL) + 24
    return group(*parts)
