"""Time: the steps fit into the statutory limit, what watches fits into it too, and the calendar reaches far enough."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Final

from definitions.calendar import Calendar, CalendarEnds
from definitions.findings import Code, Finding
from definitions.procedure import Procedure
from definitions.soundness.ways import Way, forward, ways
from definitions.strict_yaml import Path, Positions
from definitions.terms import MINUTES_AN_HOUR, Term, Unit
from definitions.time_policy import OnSupplement, Rung
from definitions.ways import Outcome

HOURS_A_DAY: Final = 8
"""A working day in hours, by which a procedure's table adds days and hours up."""

_DAY: Final = 7 * HOURS_A_DAY * MINUTES_AN_HOUR
"""Lengths are compared in sevenths of a minute: then five working days and seven days are the same whole number."""
_LENGTHS: Final = {Unit.WORKING_DAYS: _DAY, Unit.WORKING_HOURS: _DAY // HOURS_A_DAY, Unit.DAYS: _DAY * 5 // 7}


def length(term: Term) -> int:
    """A term's length for comparison with others, not for counting: an 8-hour day, five working days in seven days."""
    return 0 if term.unit is Unit.SAME_DAY else term.amount * _LENGTHS[term.unit]


def findings(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """What is wrong with the lengths of time."""
    yield from _longest(procedure, positions)
    yield from _watchers(procedure, positions)
    yield from _step_watchers(procedure, positions)
    effect = procedure.effective
    if effect.until is not None and effect.until < effect.from_:
        place = positions.of("effective", "until")
        yield Finding(Code.EFFECT_REVERSED, place, "the version ends before it begins", "write a day not before 'from'")


def findings_in(calendar: Calendar, procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """What the calendar cannot count: the longest deadline of the last dossier that is known to be accepted."""
    effect = procedure.effective
    last, key = (effect.until, "until") if effect.until else (effect.from_, "from")
    try:
        _longest_deadline(calendar, procedure, datetime.combine(last, time(12), UTC))
    except CalendarEnds as ends:
        wrong = (
            f"a dossier accepted on {last} may fall due on a day that the calendar does not know: it stops at {ends.on}"
        )
        mend = "extend the calendar, or correct the day"
        yield Finding(Code.CALENDAR_TOO_SHORT, positions.of("effective", key), wrong, mend)


def _longest_deadline(calendar: Calendar, procedure: Procedure, accepted_at: datetime) -> None:
    """Count the limit, once more if a supplement begins it anew, and the rungs after it; raises `CalendarEnds`."""
    policy = procedure.time
    rounds = 1 + (policy.supplements if policy.supplement is OnSupplement.RESTART else 0)
    due_at = calendar.next_open(accepted_at)
    for _ in range(rounds):
        due_at = calendar.due(due_at, policy.limit.longest)
    for rung in policy.escalate:
        if rung.at.offset and not rung.at.before:
            calendar.due(due_at, rung.at.offset)


def _longest(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """The counted steps fit into the limit, and after a second appointment into the limit that begins with it."""
    second = procedure.time.second
    after = second.after if second is not None else None
    yield from _fits(procedure, _longest_path(procedure, procedure.first, until=after), ("time", "limit"), positions)
    if second is None:
        return
    begun = [way.to for way in ways(procedure).get(second.after, ())]
    paths = [_longest_path(procedure, start) for start in dict.fromkeys(begun)]
    if paths:
        yield from _fits(procedure, max(paths), ("time", "second", "limit"), positions)


def _fits(procedure: Procedure, longest: tuple[int, str], path: Path, positions: Positions) -> Iterator[Finding]:
    second = procedure.time.second
    limit = second.limit if second is not None and "second" in path else procedure.time.limit
    length_of_all, shown = longest
    if length_of_all > (length(limit.longest) or _DAY):
        wrong = f"the counted steps may take {_in_hours(length_of_all)}, longer than {limit} ({shown})"
        mend = "shorten the steps' limits, or mark what lies outside the limit by 'counts: false'"
        yield Finding(Code.LONGER_THAN_LIMIT, positions.of(*path), wrong, mend)


def _longest_path(procedure: Procedure, start: str, *, until: str | None = None) -> tuple[int, str]:
    """The greatest sum of counted limits from a step on, each loop taken once, and that path with its terms.

    What an outcome adds to the limit is taken off the sum; what comes after `until` is not looked at.
    """
    length_at = {start: _counted(procedure, start)}
    came_by: dict[str, Way] = {}
    for step_id, leading in forward(procedure, start):
        for way in leading if step_id != until and step_id in length_at else ():
            longer = length_at[step_id] + _counted(procedure, way.to) - _added(procedure, way)
            if way.to not in length_at or longer > length_at[way.to]:
                length_at[way.to], came_by[way.to] = longer, way
    last = max(length_at, key=lambda step_id: length_at[step_id])
    steps = [last]
    while steps[-1] in came_by:
        steps.append(came_by[steps[-1]].step)
    return length_at[last], " → ".join(_with_limit(procedure, step_id) for step_id in reversed(steps))


def _added(procedure: Procedure, way: Way) -> int:
    """What the law adds to the limit where a step goes this way."""
    taken = procedure.plan[way.step].exits.get(way.outcome)
    return length(taken.adds) if isinstance(taken, Outcome) and taken.adds else 0


def _counted(procedure: Procedure, step_id: str) -> int:
    """What a step takes of the statutory limit: nothing where it stands still, where it ends or begins anew."""
    step = procedure.manned.get(step_id)
    return length(step.limit.longest) if step and step.limit and step.counts and not step.pauses else 0


def _with_limit(procedure: Procedure, step_id: str) -> str:
    step = procedure.manned.get(step_id)
    return f"{step_id}: {step.limit}" if step and _counted(procedure, step_id) else f"{step_id}: not counted"


def _in_hours(amount: int) -> str:
    days, rest = divmod(amount, _DAY)
    hours = -(-rest * HOURS_A_DAY // _DAY)
    parts = (Term(days, Unit.WORKING_DAYS), Term(hours, Unit.WORKING_HOURS))
    return " and ".join(str(part) for part in parts if part.amount)


def _watchers(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """Warnings, the apology and rungs that a definition states itself; the defaults that do not fit are never due."""
    policy = procedure.time
    limit = length(policy.limit.term) or _DAY
    if "warn" in policy.model_fields_set:
        for number, warning in enumerate(policy.warn):
            if length(warning) > limit:
                yield _too_early(positions, ("time", "warn", number), policy.limit.term)
    if "apology" in policy.model_fields_set and length(policy.apology.lead) > limit:
        wrong = (
            f"the apology would be due {policy.apology.lead} before the due date, earlier than the dossier is accepted"
        )
        mend = f"write a lead shorter than {policy.limit.term}"
        yield Finding(Code.APOLOGY_TOO_EARLY, positions.of("time", "apology", "lead"), wrong, mend)
    yield from _early_rungs(policy.escalate, positions, ("time", "escalate"), limit=policy.limit.term)


def _step_watchers(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    for step_id, step in procedure.manned.items():
        if step.limit is not None and step_id in procedure.steps:
            yield from _early_rungs(step.escalate, positions, ("steps", step_id, "escalate"), limit=step.limit.term)


def _early_rungs(rungs: tuple[Rung, ...], positions: Positions, path: Path, *, limit: Term) -> Iterator[Finding]:
    for number, rung in enumerate(rungs):
        if rung.at.before and rung.at.offset and length(rung.at.offset) > (length(limit) or _DAY):
            yield _too_early(positions, (*path, number, "at"), limit)


def _too_early(positions: Positions, path: Path, limit: Term) -> Finding:
    wrong = f"this comes before the term of {limit} begins"
    return Finding(Code.WARNING_TOO_EARLY, positions.of(*path), wrong, "write a term shorter than the limit")
