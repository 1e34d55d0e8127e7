"""Told: the posts inside the administration that an event is told to, by notice and in their worklists."""

from definitions.directory import Route
from workflows.machine.event import Recipient
from workflows.machine.events import (
    AnyEvent,
    ApologyDrafted,
    ApologyFellDue,
    DossierLate,
    Escalated,
    TaskLate,
    UrgingDrafted,
    UrgingSigned,
    Warned,
)


def told(route: Route, event: AnyEvent, *, worker: Recipient | None) -> tuple[Recipient, ...]:
    """The posts that hear of the event, each once; none where nobody does.

    `worker` is the post that has the procedure's open task, if one is open: who can still do the work is warned, and
    who answers for it.
    """
    match event:
        case Warned():
            workers = () if worker is None else (worker,)
            return tuple(dict.fromkeys((*workers, head_of(route, event.office))))
        case ApologyDrafted() | UrgingDrafted():
            return (Recipient(office=event.office, post=event.post),)
        case ApologyFellDue() | Escalated():
            return event.to
        case DossierLate() | TaskLate():
            return (head_of(route, event.office),)
        case UrgingSigned():
            return (head_of(route, event.addressee),)
        case _:
            return ()


def head_of(route: Route, office: str) -> Recipient:
    """Who answers for an office of the route."""
    return Recipient(office=office, post=route.office(office).head)
