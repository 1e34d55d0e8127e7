"""Apologies: the letter that lateness obliges, drafted in time, signed by the right post, and missed only on record."""

from datetime import date, datetime

from definitions.calendar import CalendarEnds
from workflows.machine.events import (
    ApologyDrafted,
    ApologyFellDue,
    ApologySigned,
    Breach,
    BreachRecorded,
    Cause,
    DueRevised,
    Gone,
    Recipient,
    TaskCancelled,
)
from workflows.machine.ladder import post_above
from workflows.machine.refusals import Refusal, Rule
from workflows.machine.state import APOLOGY
from workflows.machine.turn import Turn
from workflows.messages import SignApology


def draft(turn: Turn, alarm: str | None = None) -> None:
    """Lay the apology ready for its signature, in the office that holds the dossier."""
    signer = _signer(turn)
    turn.tell(
        ApologyDrafted(
            at=turn.at,
            actor=turn.actor,
            alarm=alarm,
            task=turn.state.last_task + 1,
            office=signer.office,
            post=signer.post,
            due_at=_last_moment(turn),
        )
    )


def fall_due(turn: Turn, alarm: str) -> None:
    """The last moment passed: the signer's own office and the desk's head are told before the dossier is late."""
    route = turn.state.pin.route
    told = (_signer(turn), post_above(route, "head", route.receiving))
    turn.tell(
        ApologyFellDue(
            at=turn.at, actor=turn.actor, alarm=alarm, office=turn.state.holder, to=tuple(dict.fromkeys(told))
        )
    )


def record_missing(turn: Turn) -> None:
    """A dossier that is late without a letter is a breach, which stays open until the letter is signed."""
    if turn.state.letters == 0:
        turn.tell(BreachRecorded(at=turn.at, actor=turn.actor, what=Breach.APOLOGY_MISSING, office=turn.state.holder))


def sign(turn: Turn, message: SignApology) -> None:
    """Sign the draft: one letter, one new return date; too late a letter is a breach."""
    task = turn.task(message.task)
    if not task.is_apology:
        raise Refusal(Rule.NOT_AN_APOLOGY)
    if not message.reason.strip():
        raise Refusal(Rule.REASON_MISSING)
    return_at = _return_at(turn, message.return_on)
    in_time = not turn.state.late and task.due_at is not None and turn.at <= task.due_at
    holder = turn.state.holder
    turn.tell(
        ApologySigned(
            at=turn.at,
            actor=turn.actor,
            task=task.number,
            office=holder,
            reason=message.reason.strip(),
            return_at=return_at,
            in_time=in_time,
        )
    )
    if not in_time:
        turn.tell(BreachRecorded(at=turn.at, actor=turn.actor, what=Breach.APOLOGY_LATE, office=holder))
    if turn.state.pin.procedure.time.apology.extensions:
        was = turn.clock.due_at
        turn.tell(DueRevised(at=turn.at, actor=turn.actor, was=was, due_at=return_at, cause=Cause.EXTENSION))


def move_draft(turn: Turn) -> None:
    """After a hand-over, an unsigned apology is the new holder's to sign."""
    if turn.state.apology is not None:
        tear_up_draft(turn, Gone.HANDED_OVER)
        draft(turn)


def tear_up_draft(turn: Turn, cause: Gone) -> None:
    """Take an unsigned apology away: it is no longer owed, or no longer here."""
    task = turn.state.apology
    if task is not None:
        turn.tell(TaskCancelled(at=turn.at, actor=turn.actor, task=task.number, step=APOLOGY, cause=cause))


def _signer(turn: Turn) -> Recipient:
    return post_above(turn.state.pin.route, turn.state.pin.procedure.time.apology.signed_by, turn.state.holder)


def _last_moment(turn: Turn) -> datetime:
    pin = turn.state.pin
    return pin.calendar.apology_due(turn.clock.due_at, pin.procedure.time.apology.lead)


def _return_at(turn: Turn, day: date) -> datetime:
    calendar = turn.state.pin.calendar
    if day <= max(calendar.local_date(turn.clock.due_at), calendar.local_date(turn.at)):
        raise Refusal(Rule.RETURN_DATE_NOT_LATER)
    try:
        working = calendar.is_working(day)
    except CalendarEnds as ends:
        raise Refusal(Rule.RETURN_DATE_BEYOND_CALENDAR) from ends
    if not working:
        raise Refusal(Rule.RETURN_DATE_OFF)
    return calendar.closes_on(day)
