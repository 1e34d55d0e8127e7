"""Laying out: who works where, and what comes in where, from a load, definitions and a directory."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from definitions.calendar import CalendarEnds
from definitions.directory import DESK, Office, UnknownOffice
from definitions.directory_files import Roles
from definitions.law import regimes
from definitions.load import Load, post_and_place
from definitions.procedure import Procedure
from definitions.saying import Saying
from definitions.terms import Term, Unit
from workflows.machine.pin import Ground, pin_of
from workflows.simulation.cases import PostAt
from workflows.simulation.streams import Rhythm, Stream

A_DAY: Final = 1.0
"""So many dossiers of each procedure come in on a working day, where a load says nothing."""

CALENDAR_ENDS: Final = Saying(
    vietnamese="kỳ mô phỏng {from_} – {to} vượt quá lịch '{calendar}' (biết từ {first} đến {last})",
    english="the period {from_} – {to} goes beyond the calendar '{calendar}' (it knows {first} to {last})",
)
NO_ARRIVALS: Final = Saying(
    vietnamese="không có hồ sơ nào đến: số hồ sơ bằng 0, hoặc kỳ mô phỏng không có ngày giờ làm việc nào",
    english="no dossier comes in: their number is 0, or the period has no working day or hour with any weight",
)
NO_DESK: Final = Saying(
    vietnamese="không cấp nào trong '{levels}' có cả bộ phận một cửa lẫn thủ tục tiếp nhận; không hồ sơ nào đến được",
    english="at none of the levels '{levels}' is there both a desk and a procedure to hand in; nothing can come in",
)
UNKNOWN_PROCEDURE: Final = Saying(
    vietnamese="tải nói đến thủ tục '{name}', danh mục không có",
    english="the load names the procedure '{name}', which is not here",
)
UNKNOWN_DESK: Final = Saying(
    vietnamese="tải nói đến đơn vị '{name}', danh bạ không có bộ phận một cửa nào của đơn vị đó",
    english="the load names the unit '{name}', for which the directory has no desk",
)
UNKNOWN_STEP: Final = Saying(
    vietnamese="tải nói đến bước '{name}', không thủ tục nào có",
    english="the load names the step '{name}', which no procedure has",
)
UNKNOWN_OUTCOME: Final = Saying(
    vietnamese="tải nói đến kết quả '{name}' của bước '{step}', bước đó không có (hoặc mọi trọng số đều bằng 0)",
    english="the load names the outcome '{name}' of the step '{step}', which it does not have (or all weights are 0)",
)
UNKNOWN_POST: Final = Saying(
    vietnamese="tải nói đến '{name}', danh bạ không có vị trí đó",
    english="the load names '{name}', a post that the directory does not have",
)
UNKNOWN_PLACE: Final = Saying(
    vietnamese="danh bạ '{directory}' không có '{name}' cho thủ tục {procedure} tại đơn vị {unit}",
    english="the directory '{directory}' has no '{name}' for the procedure {procedure} at the unit {unit}",
)


class NotALoad(ValueError):
    """The load does not fit the catalogue, the directory or the calendar; it says why, in both languages."""

    def __init__(self, saying: Saying, **filling: object) -> None:
        """Say why."""
        super().__init__(saying.english.format_map(filling))
        self.saying, self.filling = saying, filling


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A province at work: its streams of dossiers, and how many officials each post has in each office."""

    load: Load
    ground: Ground
    streams: tuple[Stream, ...]
    staff: Mapping[PostAt, int]


def lay_out(load: Load, procedures: Sequence[Procedure], ground: Ground, roles: Roles) -> Layout:
    """The province of a load; raises `NotALoad`."""
    _check_calendar(load, ground)
    _check_names(load, procedures)
    offices = ground.directory.in_force(day_of(load))
    streams = tuple(_streams(load, procedures, ground, offices))
    if not streams:
        raise NotALoad(NO_ARRIVALS)
    return Layout(load=load, ground=ground, streams=streams, staff=_staff(load, offices, roles))


def day_of(load: Load) -> date:
    """The day whose offices and law hold for all dossiers: the period's first, or the first of which law is known."""
    return max(load.period.from_, min(regime.in_force_from for regime in regimes()))


def _check_calendar(load: Load, ground: Ground) -> None:
    calendar, period = ground.calendar, load.period
    try:
        rhythm = Rhythm(load, calendar)
        silent = rhythm.is_silent
        if not silent and load.runs_on:
            calendar.due(calendar.closes_on(rhythm.days[-1]), Term(load.runs_on, Unit.WORKING_DAYS))
    except CalendarEnds as ends:
        raise NotALoad(
            CALENDAR_ENDS,
            from_=period.from_,
            to=period.to,
            calendar=calendar.id,
            first=calendar.first_on,
            last=calendar.last_on,
        ) from ends
    if silent:
        raise NotALoad(NO_ARRIVALS)


def _check_names(load: Load, procedures: Sequence[Procedure]) -> None:
    known = {procedure.procedure: procedure for procedure in procedures}
    for name in load.arrivals.procedures:
        if name not in known:
            raise NotALoad(UNKNOWN_PROCEDURE, name=name)
    for key in (*load.service.minutes, *load.outcomes.steps):
        steps = list(_steps_named(key, known))
        if not steps:
            raise NotALoad(UNKNOWN_STEP, name=key)
        weights = load.outcomes.steps.get(key, {})
        for name in weights:
            if not any(name in offers for offers in steps):
                raise NotALoad(UNKNOWN_OUTCOME, name=name, step=key)
        if key in load.outcomes.steps and not sum(weights.values()):
            raise NotALoad(UNKNOWN_OUTCOME, name="*", step=key)


def _steps_named(key: str, known: Mapping[str, Procedure]) -> Iterator[tuple[str, ...]]:
    """The outcomes of every step that a key names."""
    code, slash, step_id = key.rpartition("/")
    for procedure in known.values():
        if step_id in procedure.manned and (not slash or procedure.procedure == code):
            yield tuple(procedure.manned[step_id].offers)


def _streams(
    load: Load, procedures: Sequence[Procedure], ground: Ground, offices: Iterable[Office]
) -> Iterator[Stream]:
    desks: dict[str, list[str]] = defaultdict(list)
    for office in offices:
        if office.role == DESK:
            desks[office.level].append(office.unit)
    for unit in load.arrivals.desks:
        if not any(unit in units for units in desks.values()):
            raise NotALoad(UNKNOWN_DESK, name=unit)
    for amount, levels in _amounts(load, procedures):
        shares = list(_shares(load, procedures, {level: desks[level] for level in levels}))
        if amount and not shares:
            raise NotALoad(NO_DESK, levels=", ".join(levels))
        whole = sum(weight for _, _, weight in shares)
        counts = _apportioned(int(amount), [weight for _, _, weight in shares])
        for (procedure, unit, weight), count in zip(shares, counts, strict=True):
            if amount and weight and (load.arrivals.total is None or count):
                exact = load.arrivals.total is not None
                stream = _stream(load, ground, procedure, unit)
                yield replace(stream, count=count if exact else None, rate=amount * weight / whole)


def _amounts(load: Load, procedures: Sequence[Procedure]) -> Iterator[tuple[float, tuple[str, ...]]]:
    """Each number that the load names, and the levels that it is for."""
    levels = tuple(dict.fromkeys(procedure.receive.at for procedure in procedures))
    said = load.arrivals.total if load.arrivals.total is not None else load.arrivals.per_day
    match said:
        case None:
            yield A_DAY * len(procedures), levels
        case dict():
            yield from ((amount, (level,)) for level, amount in said.items())
        case amount:
            yield amount, levels


def _shares(
    load: Load, procedures: Sequence[Procedure], desks: Mapping[str, list[str]]
) -> Iterator[tuple[Procedure, str, float]]:
    """Each procedure at each desk that takes it, with its weight: a procedure's is shared by the desks."""
    for procedure in procedures:
        units = desks.get(procedure.receive.at, [])
        weights = [load.arrivals.desks.get(unit, 1.0) for unit in units]
        of_all = sum(weights)
        mine = load.arrivals.procedures.get(procedure.procedure, 1.0)
        for unit, weight in zip(units, weights, strict=True):
            if mine and weight:
                yield procedure, unit, mine * weight / of_all


def _apportioned(amount: int, weights: Sequence[float]) -> list[int]:
    """A whole number shared out by weights, the largest remainders rounded up."""
    whole = sum(weights)
    exact = [amount * weight / whole for weight in weights] if whole else []
    counts = [int(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda number: (counts[number] - exact[number], number))
    for number in by_remainder[: amount - sum(counts)]:
        counts[number] += 1
    return counts


def _stream(load: Load, ground: Ground, procedure: Procedure, unit: str) -> Stream:
    try:
        return Stream(pin=pin_of(procedure, ground, unit=unit, on=day_of(load)), unit=unit)
    except UnknownOffice as unknown:
        raise NotALoad(
            UNKNOWN_PLACE,
            directory=ground.directory.id,
            name=unknown.wanted,
            procedure=procedure.procedure,
            unit=unit,
        ) from unknown


def _staff(load: Load, offices: Sequence[Office], roles: Roles) -> dict[PostAt, int]:
    """How many officials each office has in each post: as the load says of it, or of its level, or the directory."""
    staff = {
        (post, office.code): roles.roles[office.role].posts[post].count for office in offices for post in office.posts
    }
    by_unit_last = sorted(load.staff.items(), key=lambda item: post_and_place(item[0])[1][0].isdigit())
    for key, count in by_unit_last:
        post, where, role = post_and_place(key)
        meant = [office for office in offices if office.role == role and where in {office.level, office.unit}]
        own = {(office.post(post), office.code) for office in meant}
        if not own or any(name is None for name, _ in own):
            raise NotALoad(UNKNOWN_POST, name=key)
        staff.update(dict.fromkeys(((str(name), code) for name, code in own), count))
    return staff
