"""Decide: answers a message with events, or refuses it by a named rule. Pure: time and actor are given."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from definitions import conditions
from definitions.calendar import CalendarEnds
from definitions.forms import check_form, check_papers
from definitions.scopes import form_of
from definitions.steps.manned import Letter
from definitions.terms import Term
from definitions.time_policy import CutoffMoves
from definitions.ways import End, Outcome
from workflows.actors import Linked, Official, Operator
from workflows.machine import apologies, calls, custody, flow, recount, splits, supplements, urging
from workflows.machine.alarms import advance
from workflows.machine.events import AnyEvent, Lodged, TaskClaimed, TaskCompleted, TaskReleased
from workflows.machine.events_flow import LetterSigned
from workflows.machine.pin import Pin
from workflows.machine.refusals import Refusal, Rule
from workflows.machine.state import State
from workflows.machine.tasks import Task
from workflows.machine.turn import Turn
from workflows.messages import (
    Add,
    ApplyCalendar,
    Claim,
    Complete,
    Lodge,
    Message,
    ReceiveSupplement,
    Release,
    ReportChild,
    ReportEnd,
    ReportFault,
    RequestSupplement,
    SignApology,
    SignUrging,
    Withdraw,
)

MOST_CALLS_DEEP: Final = 8
"""A procedure that calls itself is refused at this depth: no law goes so deep, and a slip would never end."""


def decide(
    state: State, message: Message, *, actor: Official | Operator | Linked, now: datetime
) -> tuple[State, tuple[AnyEvent, ...]]:
    """The state and events after a message, the alarms that fell due before it first; raises `Refusal`.

    `now` is the instant of official time at which the message is accepted; a clock that was set back since the last
    entry counts as standing still.
    """
    now = max(now.astimezone(UTC), state.head_at)
    try:
        state, rung = advance(state, now, inclusive=False)
        turn = Turn(state, now, actor)
        _check_actor(turn, message)
        _answer(turn, message)
    except CalendarEnds as ends:
        raise Refusal(Rule.LIMIT_BEYOND_CALENDAR) from ends
    return turn.state, rung + turn.events


def _answer(turn: Turn, message: Message) -> None:  # noqa: C901, PLR0912, PLR0915 - one line a kind is the clearest shape
    _check_phase(turn.state, message)
    match message:  # what is told most often stands first
        case Complete():
            _complete(turn, message)
        case Lodge():
            _lodge(turn, message)
        case Claim():
            _claim(turn, message)
        case Release():
            _release(turn, message)
        case RequestSupplement():
            _not_the_same_person(turn, turn.task(message.task))
            supplements.request(turn, message)
        case ReceiveSupplement():
            _only_at_the_desk(turn)
            supplements.receive(turn, message)
        case SignApology():
            apologies.sign(turn, message)
        case Withdraw():
            _withdraw(turn, message)
        case ReportFault():
            apologies.report_fault(turn, message)
        case SignUrging():
            urging.sign(turn, message)
        case ApplyCalendar():
            recount.apply(turn, message)
        case Add():
            flow.go(turn, *splits.add(turn, message))
        case ReportChild():
            calls.lodged(turn, message)
        case ReportEnd():
            flow.go(turn, *calls.ended(turn, message))


def _check_actor(turn: Turn, message: Message) -> None:
    """Officials work on dossiers; the operator puts new calendars into effect; a dossier speaks for itself."""
    match message:
        case ApplyCalendar():
            wanted: type[Official | Operator | Linked] = Operator
        case ReportChild() | ReportEnd():
            wanted = Linked
        case Lodge() if turn.state.pin.parent is not None:
            wanted = Linked
        case _:
            wanted = Official
    if not isinstance(turn.actor, wanted):
        raise Refusal(Rule.NOT_AN_OPERATOR if isinstance(turn.actor, Official) else Rule.POST_NOT_HELD)


def _check_phase(state: State, message: Message) -> None:
    if state.end is not None:
        raise Refusal(Rule.DOSSIER_ENDED)
    if isinstance(message, Lodge) == (state.clock is not None):
        raise Refusal(Rule.NOT_LODGED if state.clock is None else Rule.ALREADY_LODGED)


def _lodge(turn: Turn, message: Lodge) -> None:
    pin = turn.state.pin
    if pin.parent is None:
        _only_at_the_desk(turn)
    elif pin.parent.depth > MOST_CALLS_DEEP:
        raise Refusal(Rule.CALLED_TOO_DEEP, ("depth", str(pin.parent.depth)))
    if message.channel not in pin.procedure.receive.channels:
        raise Refusal(Rule.CHANNEL_NOT_OFFERED)
    _check_form(pin.procedure.receive.form, message.form)
    papers = check_papers(pin.procedure, message.form, message.papers)
    if papers.unknown:
        raise Refusal(Rule.PAPERS_UNKNOWN, *(("papers", paper) for paper in papers.unknown))
    if papers.missing:
        raise Refusal(Rule.PAPERS_MISSING, *(("papers", paper.id) for paper in papers.missing))
    cutoff = pin.procedure.time.cutoff
    moved = cutoff.at if cutoff is not None and cutoff.moves is CutoffMoves.RECEIPT else None
    received_at = pin.calendar.handed_over(turn.at, moved) if moved else turn.at
    limit = _statutory_limit(pin, message, received_at)
    turn.tell(
        Lodged(
            at=turn.at,
            actor=turn.actor,
            procedure=pin.procedure.procedure,
            version=pin.procedure.version,
            digest=pin.digest,
            calendar=pin.calendar.digest,
            desk=pin.route.receiving,
            rehearsal=pin.rehearsal is not None,
            applicant=message.applicant,
            channel=message.channel,
            form=message.form,
            papers=message.papers,
            received_at=received_at,
            due_at=pin.calendar.due(received_at, limit),
            limit=limit if limit != pin.procedure.time.limit.term else None,
        )
    )
    flow.begin(turn)


def _statutory_limit(pin: Pin, message: Lodge, received_at: datetime) -> Term:
    """The limit with the surcharges whose conditions hold of what was handed in."""
    limit = pin.procedure.time.limit
    if not limit.plus:
        return limit.term
    unit = pin.route.office(pin.route.receiving).unit
    on = pin.calendar.local_date(received_at).isoformat()
    facts = {"form": message.form, "dossier": {"channel": message.channel, "unit": unit, "lodged_on": on}}
    scope = pin.procedure.lodging_scope
    given = (more for more in limit.plus if conditions.compile(more.when, scope).holds(facts))
    return limit.with_surcharges(tuple(given))


def _claim(turn: Turn, message: Claim) -> None:
    task = turn.task(message.task)
    _not_the_same_person(turn, task)
    if task.claimed_by is None:
        turn.tell(TaskClaimed(at=turn.at, actor=turn.actor, task=task.number, step=task.step))


def _release(turn: Turn, message: Release) -> None:
    """Whoever claimed a task puts it back; so does the office's head, for somebody who is away."""
    task = turn.open_task(message.task)
    if not turn.heads(task.office):
        task = turn.task(message.task)
    if task.claimed_by is None:
        raise Refusal(Rule.TASK_NOT_CLAIMED)
    turn.tell(TaskReleased(at=turn.at, actor=turn.actor, task=task.number, step=task.step))


def _complete(turn: Turn, message: Complete) -> None:
    task = turn.task(message.task)
    outcome = _outcome(turn, task, message)
    if outcome.ask is not None:
        asked = RequestSupplement(task=message.task, reason=message.reason or "", papers=message.papers)
        supplements.request(turn, asked)
        return
    turn.tell(
        TaskCompleted(
            at=turn.at,
            actor=turn.actor,
            task=task.number,
            step=task.step,
            outcome=message.outcome,
            reason=message.reason,
            form=message.form,
        )
    )
    _issue_letter(turn, task, message.outcome)
    turn.reason = message.reason
    flow.leave(turn, task.branch, task.step, outcome)


def _issue_letter(turn: Turn, task: Task, outcome: str) -> None:
    """A letter of the procedure's own is issued by the outcome that it names."""
    step = turn.state.pin.step(task.step)
    if isinstance(step, Letter) and step.letter.issued_on == outcome:
        turn.tell(
            LetterSigned(
                at=turn.at,
                actor=turn.actor,
                task=task.number,
                step=task.step,
                title=step.letter.title,
                to=step.letter.to,
            )
        )


def _outcome(turn: Turn, task: Task, message: Complete) -> Outcome:
    """The outcome asked for, when the task offers it and everything it demands is given."""
    if task.is_letter:
        raise Refusal(Rule.SIGN_THE_LETTER)
    _not_the_same_person(turn, task)
    step = turn.state.pin.manned(task.step)
    if message.outcome not in step.offers:
        raise Refusal(Rule.OUTCOME_UNKNOWN, *(("outcome", name) for name in step.offers))
    outcome, form = step.offers[message.outcome], form_of(step)
    if outcome.wants_reason and not (message.reason or "").strip():
        raise Refusal(Rule.REASON_MISSING)
    if message.form is not None and form is None:
        raise Refusal(Rule.FORM_NOT_ASKED)
    if form is not None and (message.form is not None or not outcome.wants_reason):
        _check_form(form, message.form or {})
    if task.fee is not None and (message.form or {}).get("amount") != task.fee:
        raise Refusal(Rule.FEE_MISMATCH, ("amount", str(task.fee)))
    return outcome


def _withdraw(turn: Turn, message: Withdraw) -> None:
    _only_at_the_desk(turn)
    if not message.reason.strip():
        raise Refusal(Rule.REASON_MISSING)
    _check_withdrawal(turn.state)
    custody.end(turn, End.WITHDRAWN, message.reason.strip())


def _check_withdrawal(state: State) -> None:
    """A dossier may be taken back until the milestone that its procedure names."""
    milestone = state.pin.procedure.applicant.withdraw
    if milestone is None:
        return
    passed = milestone.until is not None and any(fact.step == milestone.until for fact in state.facts)
    elsewhere = milestone.while_ and not any(task.step in milestone.while_ for task in state.works)
    if passed or elsewhere:
        raise Refusal(Rule.WITHDRAWAL_TOO_LATE)


def _check_form(schema: Mapping[str, Any], form: dict[str, object]) -> None:
    errors = check_form(schema, form)
    if errors:
        raise Refusal(Rule.FORM_INVALID, *((error.pointer, error.sentence) for error in errors))


def _only_at_the_desk(turn: Turn) -> None:
    """An applicant deals with one desk only (Nghị định 61/2018/NĐ-CP, Art. 4, 5)."""
    pin = turn.state.pin
    post = pin.manned(pin.procedure.first).who.post
    if (turn.official.office, turn.official.post) != (pin.route.receiving, post):
        raise Refusal(Rule.NOT_THE_RECEIVING_DESK, ("post", f"{post} @ {pin.route.receiving}"))


def _not_the_same_person(turn: Turn, task: Task) -> None:
    """Separation of duties: nobody judges what he or she has done last in a step that `not_by` names."""
    others = () if task.is_letter else turn.state.pin.manned(task.step).not_by
    last = dict(turn.state.done_by) if others else {}
    for other in others:
        if last.get(other) == turn.official.official:
            raise Refusal(Rule.SAME_PERSON, ("step", other))
