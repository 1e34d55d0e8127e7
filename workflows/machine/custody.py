"""Custody: which office has the papers, how they pass from one to another, and how they come back at the end."""

from definitions.steps.manned import Manned
from definitions.time_policy import CutoffMoves
from definitions.ways import End
from workflows.machine import clock, urging
from workflows.machine.apologies import move_draft, record_missing_for_fault, tear_up_draft
from workflows.machine.branches import ROOT
from workflows.machine.causes import Breach, Custody, Gone, Lateness
from workflows.machine.events import Ended, HandedOver, TaskCancelled
from workflows.machine.events_letters import BreachRecorded
from workflows.machine.turn import Turn


def hand_over(turn: Turn, branch: int, office: str, what: Custody) -> None:
    """Hand a branch's papers to an office, unless it has them. A draft apology goes along: the holder owes it."""
    sender, holder = turn.state.branch(branch).holder, turn.state.holder
    if office == sender:
        return
    cutoff = turn.state.pin.procedure.time.cutoff
    moved = cutoff.at if cutoff is not None and cutoff.moves is CutoffMoves.HANDOVER else None
    received_at = max(turn.state.pin.calendar.handed_over(turn.at, moved), turn.state.branch(branch).received_at)
    if sender == holder:
        urging.tear_up_draft(turn, Gone.HANDED_OVER)
    turn.tell(
        HandedOver(
            at=turn.at,
            actor=turn.actor,
            sender=sender,
            recipient=office,
            what=what,
            received_at=received_at,
            branch=branch,
        )
    )
    move_draft(turn)


def bring_to(turn: Turn, branch: int, step_id: str, step: Manned) -> None:
    """Bring a branch's papers to the office of a step, and the clock to what such a step demands."""
    if not step.counts and not any(turn.state.pin.manned(task.step).counts for task in turn.state.works):
        clock.stop(turn)
    if step.keeps_custody:
        what = Custody.DOSSIER if step.counts else Custody.RESULT
        hand_over(turn, branch, turn.state.pin.office_of(step_id), what)
    if step.counts:
        clock.take_up(turn)


def end(turn: Turn, how: End, reason: str | None) -> None:
    """End the dossier: what is open goes away, and what is left returns to the receiving desk."""
    for task in turn.state.works:
        turn.tell(TaskCancelled(at=turn.at, actor=turn.actor, task=task.number, step=task.step, cause=Gone.ENDED))
    clock.stop(turn)
    record_missing_for_fault(turn)
    if how is End.REFUSED:
        _record_late_refusal(turn)
    tear_up_draft(turn, Gone.ENDED)
    urging.tear_up_draft(turn, Gone.ENDED)
    what = Custody.REFUSAL if how is End.REFUSED else Custody.DOSSIER
    for branch in (*(one.number for one in turn.state.branches if one.number != ROOT), ROOT):
        hand_over(turn, branch, turn.state.pin.route.receiving, what)
    turn.tell(Ended(at=turn.at, actor=turn.actor, end=how, reason=reason))


def _record_late_refusal(turn: Turn) -> None:
    """A refusal falls within the limit (Nghị định 61/2018/NĐ-CP, Art. 19(8)): one that comes later is a breach."""
    if turn.clock.lateness is Lateness.LATE and turn.at > turn.clock.due_at:
        turn.tell(BreachRecorded(at=turn.at, actor=turn.actor, what=Breach.REFUSAL_LATE, office=turn.state.holder))
