"""Parts: a province cut into groups of streams that share no post, each of which is simulated by itself."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from definitions.calendar import Calendar
from definitions.directory import UnknownOffice
from definitions.load import Load
from definitions.procedure import Procedure
from definitions.steps.calls import Call
from definitions.steps.splits import Split
from definitions.time_policy import Rung
from workflows.actors import Clock
from workflows.children import child_pin
from workflows.machine.events_flow import ChildCalled
from workflows.machine.ladder import post_above
from workflows.machine.pin import Pin
from workflows.simulation.cases import PostAt
from workflows.simulation.laying import Layout, day_of
from workflows.simulation.streams import Stream

Children = Mapping[tuple[str, str], Pin]
"""What is fixed for a child, by the unit of its parent's desk and its own procedure."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """Streams that share posts with each other and with no other part, and all that they need."""

    load: Load
    calendar: Calendar
    streams: tuple[Stream, ...]
    staff: Mapping[PostAt, int]
    children: Children

    @property
    def weight(self) -> float:
        """About how many dossiers come in: the heaviest parts are best begun first."""
        days = (self.load.period.to - self.load.period.from_).days
        return sum(stream.rate * days if stream.count is None else stream.count for stream in self.streams)


def parts_of(layout: Layout, procedures: Sequence[Procedure]) -> tuple[Part, ...]:
    """The parts of a province, in the order of their first streams."""
    children = {stream.name: _children(layout, stream, procedures) for stream in layout.streams}
    met = {
        stream.name: frozenset(_posts(stream.pin)).union(*(_posts(pin) for pin in children[stream.name].values()))
        for stream in layout.streams
    }
    return tuple(
        Part(
            load=layout.load,
            calendar=layout.ground.calendar,
            streams=streams,
            staff={
                at: layout.staff.get(at, 0) for at in sorted(frozenset().union(*(met[one.name] for one in streams)))
            },
            children={key: pin for one in streams for key, pin in children[one.name].items()},
        )
        for streams in _sharing(layout.streams, met)
    )


def _sharing(streams: Sequence[Stream], met: Mapping[str, frozenset[PostAt]]) -> Iterator[tuple[Stream, ...]]:
    """The streams grouped so that two which share a post are together."""
    of_post: dict[PostAt, int] = {}
    leader = list(range(len(streams)))

    def lead(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    for number, stream in enumerate(streams):
        for at in met[stream.name]:
            other = lead(of_post.setdefault(at, number))
            mine = lead(number)
            leader[max(other, mine)] = min(other, mine)
    groups: dict[int, list[Stream]] = {}
    for number, stream in enumerate(streams):
        groups.setdefault(lead(number), []).append(stream)
    yield from map(tuple, groups.values())


def _posts(pin: Pin) -> Iterator[PostAt]:
    """Every post that a dossier may give work to: its steps, its letters, and whom a rung gives a task."""
    procedure, route = pin.procedure, pin.route
    offices = {route.receiving}
    for step_id, step in procedure.manned.items():
        office = pin.office_of(step_id)
        offices.add(office)
        yield step.who.post, office
        yield from _reassigned(pin, (*step.escalate, *procedure.time.escalate), office)
    for drawn in procedure.plan.values():
        if isinstance(drawn, Split) and drawn.grown_by is not None:
            yield drawn.grown_by.post, pin.office_at(drawn.grown_by.place)
    for office in offices:
        signer = post_above(route, procedure.time.apology.signed_by, office)
        yield signer.post, signer.office
    urging = post_above(route, "head", route.receiving)
    yield urging.post, urging.office


def _reassigned(pin: Pin, rungs: Iterable[Rung], office: str) -> Iterator[PostAt]:
    for rung in rungs:
        post = pin.route.office(office).post(rung.reassign) if rung.reassign else None
        if post is not None:
            yield post, office


def _children(layout: Layout, stream: Stream, procedures: Sequence[Procedure]) -> Children:
    """What is fixed for every child that a stream's dossiers may call, and for theirs."""
    known = {one.procedure: one for one in procedures}
    found: dict[tuple[str, str], Pin] = {}
    waiting = [stream.pin]
    while waiting:
        parent = waiting.pop()
        unit = parent.route.office(parent.route.receiving).unit
        for step_id, step in parent.procedure.steps.items():
            if isinstance(step, Call) and step.call in known and (unit, step.call) not in found:
                pin = _child(layout, parent, step_id, known[step.call])
                if pin is not None:
                    found[unit, step.call] = pin
                    waiting.append(pin)
    return found


def _child(layout: Layout, parent: Pin, step_id: str, procedure: Procedure) -> Pin | None:
    """What is fixed for a child; None where its offices are not there: it is called in vain."""
    at = layout.ground.calendar.opens_from(day_of(layout.load))
    called = ChildCalled(at=at, actor=Clock(), call=0, step=step_id, procedure=procedure.procedure, form={}, papers=())
    try:
        return child_pin(parent, called, procedure, layout.ground)
    except UnknownOffice:
        return None
