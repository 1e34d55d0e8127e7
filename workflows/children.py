"""Children: what is fixed for a dossier that another one calls, and how it is handed in."""

from datetime import date
from typing import Final

from definitions.directory import Directory, Office
from definitions.procedure import Channel, Procedure
from workflows.actors import Linked
from workflows.machine.events import Lodged
from workflows.machine.events_flow import ChildCalled
from workflows.machine.pin import Ground, Parent, Pin, pin_of
from workflows.messages import Lodge, Order, ReportChild, ReportEnd

LODGED: Final = "lodged"
ENDED: Final = "ended"


def child_pin(parent: Pin, called: ChildCalled, procedure: Procedure, ground: Ground) -> Pin:
    """What is fixed for a child but for its code: it is received at the parent's desk, or at one above it.

    Raises `UnknownOffice` and `NoRegime` as `pin_of` does.
    """
    on = ground.calendar.local_date(called.at)
    unit = _unit(ground.directory, parent, procedure.receive.at, on)
    pin = pin_of(procedure, ground, unit=unit, on=on)
    depth = 1 + (parent.parent.depth if parent.parent else 0)
    link = Parent(dossier=parent.code, call=called.call, waits=called.waits, depth=depth)
    return pin.model_copy(update={"parent": link, "rehearsal": parent.rehearsal})


def child_lodging(parent: Lodged, called: ChildCalled, pin: Pin) -> Lodge:
    """The message that hands the child in: for the parent's applicant, by the parent's channel where it is offered."""
    offered = pin.procedure.receive.channels
    channel = parent.channel if parent.channel in offered else next(iter(offered), Channel.COUNTER)
    return Lodge(applicant=parent.applicant, channel=channel, form=called.form, papers=called.papers)


def lodged_report(child: Pin) -> Order:
    """What a child tells its parent once it is lodged."""
    parent = _parent(child)
    return _order(child, ReportChild(call=parent.call, code=child.code), LODGED)


def ended_report(child: Pin, end: ReportEnd) -> Order:
    """What a child tells its parent at its end."""
    return _order(child, end, ENDED)


def _order(child: Pin, message: ReportChild | ReportEnd, what: str) -> Order:
    parent = _parent(child)
    key = f"{parent.dossier}:{parent.call}:{what}"
    return Order(key=key, digest=key, actor=Linked(dossier=child.code), message=message)


def _parent(child: Pin) -> Parent:
    assert child.parent is not None, "only a child speaks to its parent"
    return child.parent


def _unit(directory: Directory, parent: Pin, level: str, on: date) -> str:
    """The unit whose desk receives the child: the parent's own, or the nearest above it at the level wanted."""
    receiving = parent.route.office(parent.route.receiving)
    office: Office | None = directory.acting(receiving.code, on)
    while office is not None and office.level != level:
        office = directory.acting(office.parent, on) if office.parent else None
    return office.unit if office is not None else receiving.unit
