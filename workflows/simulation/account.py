"""The account: what a simulation came to, derived from its tally; nothing in it depends on who or what ran it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from definitions.directory import Directory
from definitions.load import Load
from definitions.procedure import Procedure
from workflows.simulation.cases import PostAt
from workflows.simulation.hours import Hours
from workflows.simulation.posts import PostTally
from workflows.simulation.rows import (
    Account,
    Day,
    LateClass,
    LeadRow,
    Letters,
    OfficeRow,
    QueueRow,
    RefusedAct,
    Standings,
    StepRow,
    Unserved,
)
from workflows.simulation.streams import Rhythm
from workflows.simulation.tallies import Tally, What

DAYS_LATE: Final = (1, 2, 3, 5, 10, 20)
"""The bounds of the classes of lateness, in working days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What was simulated."""

    load: Load
    seed: int
    directory: Directory
    procedures: tuple[Procedure, ...]
    hours: Hours


def account_of(tally: Tally, setting: Setting) -> Account:
    """The account of a whole province."""
    load, directory = setting.load, setting.directory
    standings = _Standings(tally, directory)
    days = Rhythm(load, setting.hours.calendar).days
    minutes = _official_minutes(setting, days)
    return Account(
        load=load.load,
        title=load.title or "",
        seed=setting.seed,
        directory=load.directory,
        calendar=setting.hours.calendar.id,
        from_=load.period.from_,
        to=load.period.to,
        working_days=len(days),
        minutes_a_day=setting.hours.minutes_a_day,
        events=tally.events.total(),
        total=standings.of(),
        levels=standings.by_level(),
        procedures=standings.by_procedure(),
        desks=standings.by_desk(),
        steps=tuple(_steps(tally, setting, by_office=False)),
        steps_by_office=tuple(_steps(tally, setting, by_office=True)),
        offices=tuple(_offices(tally, directory)),
        queues=tuple(_queues(tally, minutes, lambda at: (at[0], "", _place(directory, at[1])))),
        queues_by_office=tuple(_queues(tally, minutes, lambda at: (at[0], at[1], _place(directory, at[1])))),
        lead=tuple(_lead(tally)),
        late_by=tuple(_late_by(tally, setting.hours)),
        letters=_letters(tally),
        unserved=tuple(_unserved(tally)),
        refused=tuple(
            RefusedAct(procedure=procedure, step=step, rule=str(rule), times=times)
            for (procedure, step, rule), times in sorted(tally.refused.items())
        ),
        uncalled=dict(sorted(tally.uncalled.items())),
        days=tuple(_days(tally)),
    )


class _Standings:
    def __init__(self, tally: Tally, directory: Directory) -> None:
        self._counts = tally.dossiers
        self._level = {office.code: office.level for office in directory.offices}

    def of(self, fits: Callable[[str, str], bool] = lambda _desk, _procedure: True, **named: str) -> Standings:
        count: Counter[What] = Counter()
        for (desk, procedure, what), number in self._counts.items():
            if fits(desk, procedure):
                count[what] += number
        settled = count[What.EARLY] + count[What.ON_TIME] + count[What.LATE]
        return Standings(
            **named,
            received=count[What.RECEIVED],
            children=count[What.CHILD],
            settled=settled,
            early=count[What.EARLY],
            on_time=count[What.ON_TIME],
            late=count[What.LATE],
            open=count[What.OPEN] + count[What.OVERDUE],
            open_in_time=count[What.OPEN],
            overdue=count[What.OVERDUE],
            ended=count[What.ENDED],
            on_time_rate=_rate(settled - count[What.LATE], settled),
            late_rate=_rate(count[What.LATE] + count[What.OVERDUE], count[What.RECEIVED]),
        )

    def by_level(self) -> tuple[Standings, ...]:
        levels = dict.fromkeys(self._level.values())
        met = {self._level[desk] for desk, _, _ in self._counts}
        return tuple(
            self.of(lambda desk, _, level=level: self._level[desk] == level, level=level)  # type: ignore[misc]
            for level in levels
            if level in met
        )

    def by_procedure(self) -> tuple[Standings, ...]:
        met = sorted({procedure for _, procedure, _ in self._counts})
        return tuple(self.of(lambda _, other, code=code: other == code, procedure=code) for code in met)  # type: ignore[misc]

    def by_desk(self) -> tuple[Standings, ...]:
        met = sorted({desk for desk, _, _ in self._counts})
        return tuple(self.of(lambda other, _, desk=desk: other == desk, desk=desk) for desk in met)  # type: ignore[misc]


def _steps(tally: Tally, setting: Setting, *, by_office: bool) -> Iterator[StepRow]:
    counts: dict[tuple[str, str, str], Counter[What]] = defaultdict(Counter)
    for (procedure, step, office, what), number in tally.tasks.items():
        counts[procedure, step, office if by_office else ""][what] += number
    order = {(one.procedure, step): number for one in setting.procedures for number, step in enumerate(one.plan)}
    for key in sorted(counts, key=lambda key: (key[0], order.get(key[:2], 0), key[2])):
        count = counts[key]
        yield StepRow(
            procedure=key[0],
            step=key[1],
            office=key[2],
            opened=count[What.OPENED],
            done=count[What.DONE],
            done_late=count[What.DONE_LATE],
            late=count[What.LATE],
            cancelled=count[What.CANCELLED],
            expired=count[What.EXPIRED],
            left=count[What.LEFT],
            on_time_rate=_rate(count[What.DONE] - count[What.DONE_LATE], count[What.DONE]),
        )


def _offices(tally: Tally, directory: Directory) -> Iterator[OfficeRow]:
    counts: dict[str, Counter[What]] = defaultdict(Counter)
    for (_, _, office, what), number in tally.tasks.items():
        counts[office][what] += number
    for code in sorted({*counts, *tally.fell_late}):
        known, count = directory.office(code), counts[code]
        yield OfficeRow(
            office=code,
            name=known.name,
            level=known.level,
            done=count[What.DONE],
            done_late=count[What.DONE_LATE],
            late=count[What.LATE],
            on_time_rate=_rate(count[What.DONE] - count[What.DONE_LATE], count[What.DONE]),
            fell_late=tally.fell_late[code],
        )


def _queues(tally: Tally, minutes: int, named: Callable[[PostAt], tuple[str, str, str]]) -> Iterator[QueueRow]:
    """The queues under these names, the one in which the most time is spent waiting first."""
    groups: dict[tuple[str, str, str], list[PostTally]] = defaultdict(list)
    for at, post in tally.posts.items():
        if post.served or post.left:
            groups[named(at)].append(post)
    for name in sorted(groups, key=lambda name: (-sum(post.waited for post in groups[name]), name)):
        yield _queue(name, groups[name], minutes)


def _queue(name: tuple[str, str, str], posts: list[PostTally], minutes: int) -> QueueRow:
    waits: Counter[int] = Counter()
    for post in posts:
        waits.update(post.waits)
    served, officials = sum(post.served for post in posts), sum(post.staff for post in posts)
    waited = sum(wait * times for wait, times in waits.items())
    return QueueRow(
        post=name[0],
        office=name[1],
        place=name[2],
        officials=officials,
        served=served,
        utilisation=_rate(sum(post.busy for post in posts), officials * minutes),
        queue_mean=round(sum(post.waited for post in posts) / minutes, 4) if minutes else 0.0,
        queue_max=max(post.longest for post in posts),
        wait_mean=round(waited / served, 2) if served else 0.0,
        wait_p95=_percentile(waits, 95),
        never_begun=sum(post.left for post in posts),
    )


def _lead(tally: Tally) -> Iterator[LeadRow]:
    leads: dict[str, Counter[int]] = defaultdict(Counter)
    for (procedure, minutes), times in tally.lead.items():
        leads[procedure][minutes] += times
        leads[""][minutes] += times
    for procedure in sorted(leads):
        lead = leads[procedure]
        yield LeadRow(
            procedure=procedure,
            settled=lead.total(),
            mean=round(sum(minutes * times for minutes, times in lead.items()) / lead.total(), 1),
            p50=_percentile(lead, 50),
            p95=_percentile(lead, 95),
        )


def _late_by(tally: Tally, hours: Hours) -> Iterator[LateClass]:
    counts = Counter(_class_of(minutes / hours.minutes_a_day) for minutes in tally.late_by.elements())
    for days in (*DAYS_LATE, None):
        yield LateClass(days=days, dossiers=counts[days])


def _class_of(days: float) -> int | None:
    return next((bound for bound in DAYS_LATE if days <= bound), None)


def _letters(tally: Tally) -> Letters:
    events = tally.events
    return Letters(
        warnings=events["warned"],
        apologies_drafted=events["apology.drafted"],
        apologies_in_time=tally.apologies[True],
        apologies_late=tally.apologies[False],
        new_dates=tally.new_dates,
        urgings=events["urging.signed"],
        escalations=events["escalated"],
        supplements_asked=events["supplement.requested"],
        supplements_received=events["supplement.received"],
        breaches={str(what): times for what, times in sorted(tally.breaches.items())},
    )


def _unserved(tally: Tally) -> Iterator[Unserved]:
    """Posts whose tasks nobody has ever begun with."""
    for (post, office), done in tally.posts.items():
        if done.left and not done.served:
            yield Unserved(post=post, office=office, officials=done.staff, tasks=done.left)


def _days(tally: Tally) -> Iterator[Day]:
    open_, overdue = 0, 0
    for on in sorted({on for on, _ in tally.days}):
        count = {
            what: tally.days[on, what] for what in (What.RECEIVED, What.SETTLED, What.FELL_LATE, What.SETTLED_LATE)
        }
        open_ += count[What.RECEIVED] - count[What.SETTLED]
        overdue += count[What.FELL_LATE] - count[What.SETTLED_LATE]
        yield Day(on=on, received=count[What.RECEIVED], settled=count[What.SETTLED], open=open_, overdue=overdue)


def _official_minutes(setting: Setting, days: Iterable[date]) -> int:
    """How long the offices were open, from the period's beginning to the end of all."""
    calendar = setting.hours.calendar
    open_on = list(days)
    start, end = calendar.opens_on(open_on[0]), calendar.closes_on(open_on[-1])
    return setting.hours.between(start, end) + round(setting.load.runs_on * setting.hours.minutes_a_day)


def _place(directory: Directory, code: str) -> str:
    office = directory.office(code)
    return f"{office.level}/{office.role}"


def _rate(part: int, whole: int) -> float | None:
    return round(part / whole, 6) if whole else None


def _percentile(counts: Mapping[int, int], percent: int) -> int:
    """The least value that at least so many per cent are not above; 0 where there is none."""
    wanted, met = sum(counts.values()) * percent / 100, 0
    for value in sorted(counts):
        met += counts[value]
        if met >= wanted:
            return value
    return 0
