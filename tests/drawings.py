"""What a drawing must never do, said of its geometry; and the layouts that tests look at."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path

from definitions.directory_files import load_roles
from definitions.drawing.geometry import Rectangle, Stretch, stretches
from definitions.drawing.layout import Layout, Line, layout_of
from definitions.drawing.reading import diagram_of
from definitions.drawing.words import Voice
from definitions.loader import load_procedure
from definitions.procedure import Procedure
from definitions.province import PROVINCE, load_province

ROOT = Path(__file__).parents[1]
DRAWN = sorted((ROOT / "tests" / "definitions" / "drawn").glob("*.yaml"))
CATALOGUE = sorted(
    path for path in (ROOT / "definitions" / "catalogue").rglob("*.yaml") if ".scenarios." not in path.name
)
WORSHIP = ROOT / "definitions/catalogue/nguoi-co-cong/tro-cap-tho-cung-liet-si.v1.yaml"
VOICE = Voice(is_english=False, roles=load_roles("thua-thien-hue").roles)


@cache
def procedure_of(path: Path) -> Procedure:
    loaded = load_procedure(path)
    assert loaded.findings == ()
    assert loaded.procedure is not None
    return loaded.procedure


def voice_for(procedure: Procedure) -> Voice:
    """How `lienthong draw` speaks of it."""
    return Voice(is_english=False, roles=load_roles(load_province(PROVINCE).directory_of(procedure)).roles)


@cache
def layout_from(path: Path) -> Layout:
    procedure = procedure_of(path)
    return layout_of(diagram_of(procedure, voice_for(procedure)))


def faults(layout: Layout) -> list[str]:
    """Every box on a box, label on a label or a box, line through either or over a line, and whatever lies outside."""
    return [
        *_overlaps(layout),
        *_lines_through(layout),
        *_lines_over_lines(layout),
        *_clocks_covered(layout),
        *_outside(layout),
        *_loose_ends(layout),
    ]


def crossings(layout: Layout) -> Counter[tuple[str, str]]:
    """How often each two lines cross."""
    crossed: Counter[tuple[str, str]] = Counter()
    for one, two in combinations(layout.lines, 2):
        crossed[one.edge.id, two.edge.id] += sum(a.crosses(b) for a in _stretches(one) for b in _stretches(two))
    return +crossed


def _stretches(line: Line) -> tuple[Stretch, ...]:
    return tuple(stretches(line.points))


def _things(layout: Layout) -> list[tuple[str, Rectangle]]:
    boxes = [(name, drawn.area) for name, drawn in layout.nodes.items()]
    labels = [(f"{name} (label)", drawn.label.area) for name, drawn in layout.nodes.items() if drawn.label]
    written = [(f"{line.edge.id} (label)", line.label.area) for line in layout.lines if line.label]
    titles = [(f"{band.id} (title)", band.title.area) for band in layout.lanes]
    marks = [
        (f"{name} (supplement)", drawn.supplement_label.area)
        for name, drawn in layout.nodes.items()
        if drawn.supplement_label
    ]
    return [*boxes, *labels, *written, *titles, *marks]


def _overlaps(layout: Layout) -> Iterator[str]:
    for (one, area), (two, other) in combinations(_things(layout), 2):
        if area.meets(other):
            yield f"{one} lies on {two}"


def _lines_through(layout: Layout) -> Iterator[str]:
    for line in layout.lines:
        for stretch in _stretches(line):
            yield from (f"{line.edge.id} runs through {name}" for name, area in _others(layout, line, stretch))


def _others(layout: Layout, line: Line, stretch: Stretch) -> Iterator[tuple[str, Rectangle]]:
    """What a piece of line runs through, but for the round or slanted border at which it ends."""
    for name, area in _things(layout):
        own = name in {line.edge.source, line.edge.target} and not layout.nodes[name].node.kind.is_box
        if stretch.enters(area) and not own:
            yield name, area


def _lines_over_lines(layout: Layout) -> Iterator[str]:
    for one, two in combinations(layout.lines, 2):
        if any(a.covers(b) for a in _stretches(one) for b in _stretches(two)):
            yield f"{one.edge.id} runs over {two.edge.id}"


def _clocks_covered(layout: Layout) -> Iterator[str]:
    """Whatever lies on the clock at a box's border, but for the box and the clock's own line."""
    for name, drawn in layout.nodes.items():
        clock = drawn.expiry
        if clock is None:
            continue
        yield from (
            f"{other} lies on the clock of {name}"
            for other, area in _things(layout)
            if other != name and area.meets(clock)
        )
        for line in layout.lines:
            if not (line.edge.source == name and line.edge.is_expiry) and any(
                s.enters(clock) for s in _stretches(line)
            ):
                yield f"{line.edge.id} runs through the clock of {name}"


def _outside(layout: Layout) -> Iterator[str]:
    lanes = {band.lane.place: band.area for band in layout.lanes if band.lane}
    for name, drawn in layout.nodes.items():
        lane = lanes[drawn.node.lane]
        if not (lane.y <= drawn.area.y and drawn.area.bottom <= lane.bottom and drawn.area.right <= lane.right):
            yield f"{name} lies outside of its lane"
    for line in layout.lines:
        if any(not (0 <= point.x <= layout.size.x and 0 <= point.y <= layout.size.y) for point in line.points):
            yield f"{line.edge.id} leaves the picture"


def _loose_ends(layout: Layout) -> Iterator[str]:
    for line in layout.lines:
        source, target = layout.nodes[line.edge.source].area, layout.nodes[line.edge.target].area
        first, last = line.points[0], line.points[-1]
        leaves = source.centre.x <= first.x <= source.right + 12 and source.y <= first.y <= source.bottom
        arrives = target.x <= last.x <= target.centre.x and target.y <= last.y <= target.bottom
        if not leaves or not arrives:
            yield f"{line.edge.id} does not reach its nodes"
