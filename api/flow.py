"""Flow: the branches and children of a dossier, as its journal adds up to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

from sqlmodel import Session

from api import words
from api.views import BranchView, ChildView, OfficeBrief, StatusView
from definitions.steps.calls import Call
from definitions.steps.splits import Split
from letters.branching import begun, branch_words
from letters.recorded import entry_of
from records import dossiers, entries
from workflows.machine.branches import ROOT
from workflows.machine.events import AnyEvent
from workflows.machine.events_flow import ChildCalled, ChildEnded, ChildLodged
from workflows.machine.evolve import evolve
from workflows.machine.journal import event_of
from workflows.machine.pin import Pin
from workflows.machine.state import State, Status


@dataclass(frozen=True, slots=True)
class Flow:
    """What runs beside the one line of work that every dossier has."""

    branches: tuple[BranchView, ...] = ()
    children: tuple[ChildView, ...] = ()


def flow(session: Session, pin: Pin) -> Flow:
    """The flow of a dossier; its journal is read only where its procedure has steps that branch or call."""
    if not any(isinstance(step, Split | Call) for step in pin.procedure.steps.values()):
        return Flow()
    events = tuple(event_of(entry_of(row)) for row in entries.journal(session, pin.code))
    return Flow(tuple(_branches(pin, events)), tuple(_children(session, pin, events)))


def status_view(status: Status, *, accepted: bool) -> StatusView:
    """Where a dossier stands, in words."""
    code = words.national_code(status, accepted=accepted)
    return StatusView(word=status, title=words.STATUS_TITLES[status], national_code=code)


def office_brief(pin: Pin, code: str) -> OfficeBrief:
    """An office of the dossier's route."""
    office = pin.route.office(code)
    return OfficeBrief(code=office.code, name=office.name, level=office.level)


def _branches(pin: Pin, events: tuple[AnyEvent, ...]) -> Iterator[BranchView]:
    state, known = reduce(evolve, events, State(pin=pin)), begun(events)
    for branch in state.branches if state.end is None else ():
        if branch.number == ROOT:
            continue
        tasks = [task for task in state.works if task.branch == branch.number]
        step = known[branch.number].step
        own = pin.procedure.step_title(
            f"{step}.{branch.name}" if f"{step}.{branch.name}" in pin.procedure.plan else step
        )
        yield BranchView(
            number=branch.number,
            step=step,
            step_title=pin.procedure.step_title(step),
            name=branch.name,
            title=branch_words(pin.procedure, known, branch.number) or own,
            element=branch.element,
            office=office_brief(pin, tasks[0].office if tasks else branch.holder),
            tasks=[task.number for task in tasks],
        )


def _children(session: Session, pin: Pin, events: tuple[AnyEvent, ...]) -> Iterator[ChildView]:
    codes = {event.call: event.code for event in events if isinstance(event, ChildLodged | ChildEnded) and event.code}
    over = {event.call for event in events if isinstance(event, ChildEnded)}
    for event in events:
        if isinstance(event, ChildCalled):
            code = codes.get(event.call)
            yield ChildView(
                call=event.call,
                step=event.step,
                title=pin.procedure.step_title(event.step),
                procedure=event.procedure,
                waits=event.waits,
                code=code,
                status=None if code is None else _status_of(session, code),
                over=event.call in over,
                href=None if code is None else f"/api/dossiers/{code}",
            )


def _status_of(session: Session, code: str) -> StatusView | None:
    """Where another dossier stands; None where its first entries are not written yet."""
    row = dossiers.one(session, code)
    if row is None:
        return None
    accepted = bool(entries.of_dossier(session, code, "dossier.accepted"))
    return status_view(Status(row.status), accepted=accepted)
