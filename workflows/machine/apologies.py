"""Apologies: the letter that lateness obliges, drafted in time, signed by the right post, and missed only on record."""

from datetime import date, datetime

from definitions.calendar import CalendarEnds
from workflows.machine.causes import Breach, Cause, Gone, Owed
from workflows.machine.event import Recipient
from workflows.machine.events import TaskCancelled
from workflows.machine.events_letters import (
    ApologyDrafted,
    ApologyFellDue,
    ApologySigned,
    BreachRecorded,
    FaultRecorded,
)
from workflows.machine.events_time import DueRevised
from workflows.machine.ladder import post_above
from workflows.machine.refusals import Refusal, Rule
from workflows.machine.tasks import APOLOGY, Task
from workflows.machine.turn import Turn
from workflows.messages import ReportFault, SignApology


def draft(turn: Turn, alarm: str | None = None) -> None:
    """Lay the apology for lateness ready for its signature, in the office that holds the dossier."""
    _lay_ready(turn, owed=Owed.LATENESS, due_at=_last_moment(turn), alarm=alarm)


def report_fault(turn: Turn, message: ReportFault) -> None:
    """Record an error or a lost paper (NĐ 61/2018, Art. 21): it owes the one letter, if none was signed."""
    if not (turn.heads(turn.state.holder) or turn.heads(turn.state.pin.route.receiving)):
        raise Refusal(Rule.NOT_THE_HEAD)
    if not message.what.strip():
        raise Refusal(Rule.REASON_MISSING)
    what, holder = message.what.strip(), turn.state.holder
    turn.tell(FaultRecorded(at=turn.at, actor=turn.actor, fault=message.fault, what=what, office=holder))
    if turn.state.letters == 0 and turn.state.apology is None:
        pin = turn.state.pin
        _lay_ready(turn, owed=Owed.FAULT, due_at=pin.calendar.due(turn.at, pin.procedure.time.fault_within))


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


def record_missing_for_fault(turn: Turn) -> None:
    """A dossier that ends with a fault and no letter is a breach, unless its lateness has made it one already."""
    if turn.state.faults and not turn.state.late:
        record_missing(turn)


def sign(turn: Turn, message: SignApology) -> None:
    """Sign the draft: one letter, one new return date; too late a letter is a breach.

    The date moves the due date only before that has passed: what is late stays late.
    """
    task, by_mandate = _task_to_sign(turn, message.task)
    if not message.reason.strip():
        raise Refusal(Rule.REASON_MISSING)
    return_at = _return_at(turn, message.return_on, wanted=task.owed is Owed.LATENESS)
    in_time = _is_in_time(turn, task)
    holder, may_move = turn.state.holder, _may_move_the_date(turn)
    turn.tell(
        ApologySigned(
            at=turn.at,
            actor=turn.actor,
            task=task.number,
            office=holder,
            reason=message.reason.strip(),
            return_at=return_at,
            in_time=in_time,
            by_mandate=by_mandate,
            owed=task.owed,
        )
    )
    if not in_time:
        turn.tell(BreachRecorded(at=turn.at, actor=turn.actor, what=Breach.APOLOGY_LATE, office=holder))
    if return_at is not None and may_move:
        was = turn.clock.due_at
        turn.tell(DueRevised(at=turn.at, actor=turn.actor, was=was, due_at=return_at, cause=Cause.EXTENSION))


def move_draft(turn: Turn) -> None:
    """An unsigned apology is for whoever holds the dossier now to sign."""
    task = turn.state.apology
    if task is not None and (task.office, task.post) != (_signer(turn).office, _signer(turn).post):
        _tear_up(turn, task, Gone.HANDED_OVER)
        _lay_ready(turn, owed=task.owed, due_at=task.due_at or _last_moment(turn))


def tear_up_draft(turn: Turn, cause: Gone) -> None:
    """Take an unsigned apology away that is no longer owed; one for a fault stays owed until the end."""
    task = turn.state.apology
    if task is not None and (cause is Gone.ENDED or task.owed is Owed.LATENESS):
        _tear_up(turn, task, cause)


def _lay_ready(turn: Turn, *, owed: Owed, due_at: datetime, alarm: str | None = None) -> None:
    signer = _signer(turn)
    turn.tell(
        ApologyDrafted(
            at=turn.at,
            actor=turn.actor,
            alarm=alarm,
            task=turn.state.last_task + 1,
            office=signer.office,
            post=signer.post,
            due_at=due_at,
            owed=owed,
        )
    )


def _tear_up(turn: Turn, task: Task, cause: Gone) -> None:
    turn.tell(TaskCancelled(at=turn.at, actor=turn.actor, task=task.number, step=APOLOGY, cause=cause))


def _task_to_sign(turn: Turn, number: int) -> tuple[Task, bool]:
    """The draft, and whether the acting official signs by mandate: the deputy for the head (KT.)."""
    task = turn.open_task(number)
    deputy = turn.state.pin.route.office(task.office).deputy
    by_mandate = deputy is not None and (turn.official.office, turn.official.post) == (task.office, deputy)
    if not by_mandate:
        task = turn.task(number)
    if task.step != APOLOGY:
        raise Refusal(Rule.NOT_AN_APOLOGY)
    return task, by_mandate


def _is_in_time(turn: Turn, task: Task) -> bool:
    before_the_last_moment = task.due_at is not None and turn.at <= task.due_at
    return before_the_last_moment and (task.owed is Owed.FAULT or not turn.state.late)


def _may_move_the_date(turn: Turn) -> bool:
    """Once, while the clock runs and its due date has not passed."""
    clock = turn.clock
    left = turn.state.pin.procedure.time.apology.extensions > turn.state.letters
    return left and clock.running and turn.at <= clock.due_at


def _signer(turn: Turn) -> Recipient:
    return post_above(turn.state.pin.route, turn.state.pin.procedure.time.apology.signed_by, turn.state.holder)


def _last_moment(turn: Turn) -> datetime:
    pin = turn.state.pin
    return pin.calendar.apology_due(turn.clock.due_at, pin.procedure.time.apology.lead)


def _return_at(turn: Turn, day: date | None, *, wanted: bool) -> datetime | None:
    if day is None:
        if wanted:
            raise Refusal(Rule.RETURN_DATE_MISSING)
        return None
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
