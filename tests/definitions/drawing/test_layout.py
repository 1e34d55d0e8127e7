"""Layouts: nothing lies on anything, no line runs where it should not, and lines cross seldom."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from definitions.drawing.diagram import Diagram, Edge, Kind, Lane, Node
from definitions.drawing.layout import layout_of
from definitions.drawing.lettering import Pen, width, wrapped
from definitions.drawing.sizes import BOX
from tests.drawings import CATALOGUE, DRAWN, crossings, faults, layout_from, procedure_of

MOST_CROSSINGS = {"khai-tu-xoa-thuong-tru-mai-tang.v1": 1}
"""No drawing in a plane does without: three steps, each with the same three neighbours."""
KINDS = (Kind.TASK, Kind.TASK, Kind.TASK, Kind.CHOICE, Kind.ALL, Kind.TIMER, Kind.WAIT, Kind.SET)
MODELLER = Pen(12)
SIGN_END, SIGN_FOOT = 28, 22
"""How a modeller writes the names of lanes, upright, and those of boxes, beside or below the sign in the corner."""
TEXTS = ("", "Tiếp nhận", "Không đủ điều kiện giải quyết, trả lại hồ sơ cho người nộp", "form.area>1000&&form.remote")


@pytest.mark.parametrize("path", [*CATALOGUE, *DRAWN], ids=lambda path: path.stem)
def test_nothing_overlaps_and_no_line_runs_through_a_box(path: Path) -> None:
    assert faults(layout_from(path)) == []


@pytest.mark.parametrize("path", [*CATALOGUE, *DRAWN], ids=lambda path: path.stem)
def test_lines_cross_only_where_they_must(path: Path) -> None:
    assert crossings(layout_from(path)).total() <= MOST_CROSSINGS.get(path.stem, 0)


@pytest.mark.parametrize("path", [*CATALOGUE, *DRAWN], ids=lambda path: path.stem)
def test_lanes_lie_by_level_and_the_receiving_desk_comes_first(path: Path) -> None:
    procedure, layout = procedure_of(path), layout_from(path)
    levels = [band.lane.level for band in layout.lanes if band.lane]
    assert levels == sorted(levels, key=list(layout.diagram.levels).index)
    own = [band.lane.place for band in layout.lanes if band.lane and band.lane.level == procedure.receive.at]
    assert own[0] == f"{procedure.receive.at}/desk"
    assert layout.nodes["start"].node.lane == own[0]


@pytest.mark.parametrize("path", [*CATALOGUE, *DRAWN], ids=lambda path: path.stem)
def test_a_modeller_has_room_for_what_it_writes_by_itself(path: Path) -> None:
    layout = layout_from(path)
    for band in layout.lanes:
        assert len(wrapped(band.name, MODELLER, band.area.height - 10, most=9)) <= 2
    for drawn in layout.nodes.values():
        lines = [line for part in drawn.node.name.split("\n") for line in wrapped(part, MODELLER, BOX - 10, most=9)]
        if drawn.node.kind.is_box and width(lines[0], MODELLER) > BOX - 2 * SIGN_END:
            assert (drawn.area.height - 15 * len(lines)) // 2 >= SIGN_FOOT


def test_every_kind_of_step_is_drawn() -> None:
    drawn = {drawn.node.kind for path in DRAWN for drawn in layout_from(path).nodes.values()}
    assert drawn == set(Kind) - {Kind.NOWHERE}


@some.composite
def diagrams(draw: some.DrawFn) -> Diagram:
    lanes = tuple(
        Lane(f"{level}/{role}", level, role * 9)
        for level, roles in (("commune", "ab"), ("province", "c"))
        for role in roles
    )
    count = draw(some.integers(1, 12))
    nodes = [Node(id="start", kind=Kind.START, lane=lanes[0].place, title="Nộp hồ sơ")]
    nodes += [
        Node(
            id=f"n{number}",
            kind=draw(some.sampled_from(KINDS)),
            lane=draw(some.sampled_from(lanes)).place,
            title=draw(some.sampled_from(TEXTS)),
            terms=("05 ngày làm việc",),
            asks=draw(some.booleans()),
            is_many=draw(some.booleans()),
        )
        for number in range(count)
    ]
    nodes = [node if node.kind.is_box else _plain(node) for node in nodes]
    ids = [node.id for node in nodes]
    pairs = draw(some.lists(some.tuples(some.sampled_from(ids), some.sampled_from(ids[1:])), max_size=20, unique=True))
    pairs = _one_way_from_events(pairs, nodes)
    edges = [Edge(id="e0", source="start", target="n0")]
    expiring: set[str] = set()
    for number, (source, target) in enumerate(pairs, start=1):
        boxed = next(node for node in nodes if node.id == source).kind.is_box
        expires = boxed and source not in expiring and draw(some.booleans())
        expiring |= {source} if expires else set()
        label = draw(some.sampled_from(TEXTS))
        edges.append(Edge(id=f"e{number}", source=source, target=target, label=label, is_expiry=expires))
    return Diagram(
        title="T",
        facts=("F",),
        description="D",
        supplement="Bổ sung",
        lanes=lanes,
        levels={"commune": "Cấp xã", "province": "Cấp tỉnh"},
        nodes=tuple(nodes),
        edges=tuple(edges),
    )


def _plain(node: Node) -> Node:
    return Node(id=node.id, kind=node.kind, lane=node.lane, title=node.title)


def _one_way_from_events(pairs: list[tuple[str, str]], nodes: list[Node]) -> list[tuple[str, str]]:
    """The start and a timer have one way on each, as in every procedure."""
    several = {node.id for node in nodes if node.kind not in {Kind.START, Kind.TIMER}}
    first = {source: (source, target) for source, target in reversed(pairs)}
    return [pair for pair in pairs if pair[0] != "start" and (pair[0] in several or first[pair[0]] == pair)]


@given(diagrams())
@settings(max_examples=40, deadline=None)
def test_whatever_is_drawn_nothing_lies_on_anything(diagram: Diagram) -> None:
    assert faults(layout_of(diagram)) == []
