"""Time: the steps fit into the statutory limit, what watches fits into it too, and the calendar reaches far enough."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from definitions.calendar import Calendar, CalendarEnds
from definitions.findings import Code, Finding
from definitions.positions import Path, Positions
from definitions.procedure import Procedure
from definitions.saying import Saying
from definitions.soundness import longest
from definitions.soundness.lengths import DAY, length
from definitions.soundness.ways import Reach
from definitions.steps.parted import Consult
from definitions.terms import Term
from definitions.time_policy import OnSupplement, Rung
from definitions.ways import Outcome


def findings(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """What is wrong with the lengths of time."""
    yield from longest.findings(procedure, positions)
    yield from _uncounted(procedure, positions)
    yield from _watchers(procedure, positions)
    yield from _step_watchers(procedure, positions)
    effect = procedure.effective
    if effect.until is not None and effect.until < effect.from_:
        place = positions.of("effective", "until")
        yield Finding(
            Code.EFFECT_REVERSED,
            place,
            Saying(
                vietnamese="phiên bản hết hiệu lực trước khi bắt đầu có hiệu lực",
                english="the version ends before it begins",
            ).of(),
            Saying(vietnamese="viết một ngày không trước 'from'", english="write a day not before 'from'").of(),
        )


def findings_in(calendar: Calendar, procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """What the calendar cannot count: the longest deadline of the last dossier that is known to be accepted."""
    effect = procedure.effective
    last, key = (effect.until, "until") if effect.until else (effect.from_, "from")
    try:
        _longest_deadline(calendar, procedure, datetime.combine(last, time(12), UTC))
    except CalendarEnds as ends:
        wrong = Saying(
            vietnamese="hồ sơ tiếp nhận ngày {last} có thể đến hạn vào ngày chưa có trong lịch: lịch chỉ đến {on}",
            english="a dossier accepted on {last} may fall due on a day that the calendar does not know: it"
            " stops at {on}",
        ).of(last=last, on=ends.on)
        mend = Saying(
            vietnamese="bổ sung lịch, hoặc sửa lại ngày", english="extend the calendar, or correct the day"
        ).of()
        yield Finding(Code.CALENDAR_TOO_SHORT, positions.of("effective", key), wrong, mend)


def _longest_deadline(calendar: Calendar, procedure: Procedure, accepted_at: datetime) -> None:
    """Count the longest deadline that a dossier could have, and the rungs after it; raises `CalendarEnds`.

    It has the limit, once more if a supplement begins it anew, and the limit of a second appointment; every pause and
    whatever an outcome adds, each once.
    """
    policy = procedure.time
    rounds = 1 + (policy.supplements if policy.supplement is OnSupplement.RESTART else 0)
    terms = [policy.limit.longest] * rounds + ([policy.second.limit.longest] if policy.second else [])
    terms += [step.limit.longest for step in procedure.manned.values() if step.limit and step.pauses]
    terms += [way.adds for _, _, way in procedure.ways() if isinstance(way, Outcome) and way.adds]
    due_at = calendar.next_open(accepted_at)
    for term in terms:
        due_at = calendar.due(due_at, term)
    for rung in policy.escalate:
        if rung.at.offset and not rung.at.before:
            calendar.due(due_at, rung.at.offset)


def _uncounted(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """Nothing counts after what does not, but for a way back: the clock has stopped for good, and nobody watches.

    The machine takes the clock up again with the due date it had: the time in between is lost to the offices, and a
    due date that has passed meanwhile had no warning and no apology.
    """
    known = Reach(procedure)
    counting = [step_id for step_id, step in procedure.manned.items() if step.counts and not step.pauses]
    for step_id, step in procedure.manned.items():
        later = (one for one in counting if known.leads(step_id, one) and not known.leads(one, step_id))
        found = None if step.counts or step.pauses else next(later, None)
        if found is not None:
            wrong = Saying(
                vietnamese="đến chỗ ghi 'counts: false' thì việc giải quyết đã xong, nhưng bước '{found}' đứng sau lại"
                " tính thời gian",
                english="the work is done where 'counts: false' stands, but '{found}' comes after it and counts",
            ).of(found=found)
            mend = Saying(
                vietnamese="viết 'stops_clock: true' thay vào, nếu cơ quan chờ bên khác, hoặc bỏ đi",
                english="write 'stops_clock: true' instead, where the office waits for others, or take it out",
            ).of()
            yield Finding(Code.UNCOUNTED_TOO_EARLY, positions.key("steps", step_id, "counts"), wrong, mend)


def _watchers(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """Warnings, the apology and rungs that a definition states itself; the defaults that do not fit are never due."""
    policy = procedure.time
    limit = length(policy.limit.term) or DAY
    if "warn" in policy.model_fields_set:
        for number, warning in enumerate(policy.warn):
            if length(warning) > limit:
                yield _too_early(positions, ("time", "warn", number), policy.limit.term)
    if "apology" in policy.model_fields_set and length(policy.apology.lead) > limit:
        wrong = Saying(
            vietnamese="thư xin lỗi sẽ phải gửi trước ngày hẹn trả {lead}, tức là trước cả khi tiếp nhận hồ sơ",
            english="the apology would be due {lead} before the due date, earlier than the dossier is accepted",
        ).of(lead=policy.apology.lead.told)
        mend = Saying(
            vietnamese="viết khoảng báo trước ngắn hơn {term}", english="write a lead shorter than {term}"
        ).of(term=policy.limit.term.told)
        yield Finding(Code.APOLOGY_TOO_EARLY, positions.of("time", "apology", "lead"), wrong, mend)
    yield from _early_rungs(policy.escalate, positions, ("time", "escalate"), limit=policy.limit.term)


def _step_watchers(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    for step_id, step in procedure.manned.items():
        if step.limit is not None and step_id in procedure.steps:
            yield from _early_rungs(step.escalate, positions, ("steps", step_id, "escalate"), limit=step.limit.term)
    for step_id, consult in procedure.steps.items():
        if isinstance(consult, Consult):
            shortest = min((opinion.limit.term for opinion in consult.consult.values()), key=length)
            yield from _early_rungs(consult.escalate, positions, ("steps", step_id, "escalate"), limit=shortest)


def _early_rungs(rungs: tuple[Rung, ...], positions: Positions, path: Path, *, limit: Term) -> Iterator[Finding]:
    for number, rung in enumerate(rungs):
        if rung.at.before and rung.at.offset and length(rung.at.offset) > (length(limit) or DAY):
            yield _too_early(positions, (*path, number, "at"), limit)


def _too_early(positions: Positions, path: Path, limit: Term) -> Finding:
    wrong = Saying(
        vietnamese="thời điểm này đến trước khi thời hạn {limit} bắt đầu",
        english="this comes before the term of {limit} begins",
    ).of(limit=limit.told)
    return Finding(
        Code.WARNING_TOO_EARLY,
        positions.of(*path),
        wrong,
        Saying(
            vietnamese="viết khoảng thời gian ngắn hơn thời hạn", english="write a term shorter than the limit"
        ).of(),
    )
