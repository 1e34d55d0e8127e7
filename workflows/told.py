"""Told: the posts inside the administration that an event is told to, by notice and in their worklists."""

from collections.abc import Collection

from definitions.assignees import RECEIVING_DESK
from definitions.directory import Route
from definitions.procedure import Procedure
from definitions.steps.described import TERM
from definitions.steps.manned import Wait
from workflows.machine.event import Recipient
from workflows.machine.events import AnyEvent, DossierLate, Escalated, TaskLate, TaskOpened, Warned
from workflows.machine.events_flow import BranchesStarted, LetterSigned
from workflows.machine.events_letters import ApologyDrafted, ApologyFellDue, UrgingDrafted, UrgingSigned


def told(
    route: Route, event: AnyEvent, *, worker: Recipient | None, postings: Collection[str] = ()
) -> tuple[Recipient, ...]:
    """The posts that hear of the event, each once; none where nobody does.

    `worker` is the post that has the procedure's open task, if one is open: who can still do the work is warned, and
    who answers for it. `postings` are the procedure's steps that post something publicly: who heads the office that
    does hears of every complaint.
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
        case LetterSigned(to="desk"):
            return (head_of(route, route.receiving),)
        case BranchesStarted() if is_complaint(event, postings) and event.actor.kind == "official":
            return (head_of(route, event.actor.office),)
        case _:
            return ()


def head_of(route: Route, office: str) -> Recipient:
    """Who answers for an office of the route."""
    return Recipient(office=office, post=route.office(office).head)


def is_complaint(event: BranchesStarted, postings: Collection[str]) -> bool:
    """Whether branches that began are a complaint against what one of these steps posts, not its term."""
    return event.step in postings and all(start.name != TERM for start in event.branches)


def asks_applicant(procedure: Procedure, event: TaskOpened) -> bool:
    """Whether the task waits for the applicant: to pay, or to bring what the receiving desk takes in.

    An applicant deals with that desk alone (Nghị định 61/2018/NĐ-CP, Art. 4, 5); a day waited for comes by itself.
    """
    if event.fee is not None:
        return event.fee > 0
    step = procedure.plan.get(event.step)
    if not isinstance(step, Wait) or step.until is not None:
        return False
    return step.who.place in {RECEIVING_DESK, f"{procedure.receive.at}/desk"}
