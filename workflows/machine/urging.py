"""Urging: the letter (đôn đốc) by which the one-stop's head urges the office that holds a late dossier."""

from workflows.machine.causes import Gone
from workflows.machine.events import TaskCancelled
from workflows.machine.events_letters import UrgingDrafted, UrgingSigned
from workflows.machine.ladder import post_above
from workflows.machine.refusals import Refusal, Rule
from workflows.machine.tasks import URGING
from workflows.machine.turn import Turn
from workflows.messages import SignUrging


def draft(turn: Turn) -> None:
    """Lay the letter ready, unless one lies there or the one-stop itself holds the dossier."""
    route = turn.state.pin.route
    if turn.state.urging is not None or turn.state.holder == route.receiving:
        return
    signer = post_above(route, "head", route.receiving)
    turn.tell(
        UrgingDrafted(
            at=turn.at,
            actor=turn.actor,
            task=turn.state.last_task + 1,
            office=signer.office,
            post=signer.post,
            addressee=turn.state.holder,
        )
    )


def sign(turn: Turn, message: SignUrging) -> None:
    """Sign it (Nghị định 61/2018/NĐ-CP, Art. 9: the one-stop's head signs by order)."""
    task = turn.task(message.task)
    if task.step != URGING:
        raise Refusal(Rule.NOT_AN_URGING)
    if not message.demand.strip():
        raise Refusal(Rule.REASON_MISSING)
    turn.tell(
        UrgingSigned(
            at=turn.at,
            actor=turn.actor,
            task=task.number,
            office=task.office,
            addressee=task.addressee,
            demand=message.demand.strip(),
        )
    )


def tear_up_draft(turn: Turn, cause: Gone) -> None:
    """Take an unsigned letter away: whom it urges has the dossier no longer, or there is nothing left to urge."""
    task = turn.state.urging
    if task is not None:
        turn.tell(TaskCancelled(at=turn.at, actor=turn.actor, task=task.number, step=URGING, cause=cause))
