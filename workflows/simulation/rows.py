"""Rows: the shapes in which an account of a simulation is told."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """The columns of report II.06a: received = settled + open; settled and open each in their kinds.

    `level`, `desk` or `procedure` says of which dossiers; all three are empty in the sum of all.
    """

    level: str = ""
    desk: str = ""
    procedure: str = ""
    received: int
    children: int
    settled: int
    early: int
    on_time: int
    late: int
    open: int
    open_in_time: int
    overdue: int
    ended: int
    on_time_rate: float | None
    """Early and on time among those settled."""
    late_rate: float | None
    """Late and overdue among those received."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """How one step went, in all offices together or in one: `late` are the tasks whose own limit passed."""

    procedure: str
    step: str
    office: str = ""
    opened: int
    done: int
    done_late: int
    late: int
    cancelled: int
    expired: int
    left: int
    on_time_rate: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRow:
    """How one office kept the limits of its tasks, and how many dossiers became late in its hands."""

    office: str
    name: str
    level: str
    done: int
    done_late: int
    late: int
    on_time_rate: float | None
    fell_late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """Where tasks wait: a post in one office, or in all offices of a level and role. Minutes are of official time."""

    post: str
    office: str = ""
    place: str
    officials: int
    served: int
    utilisation: float | None
    queue_mean: float
    queue_max: int
    wait_mean: float
    wait_p95: int
    never_begun: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadRow:
    """How long it took from lodging to the result, in official minutes."""

    procedure: str
    settled: int
    mean: float
    p50: int
    p95: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LateClass:
    """How many late dossiers were late by more than the class before, and at most so many working days; None: more."""

    days: int | None
    dossiers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day: what came in, what was settled, and what was open and overdue at its end."""

    on: date
    received: int
    settled: int
    open: int
    overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """What lateness caused."""

    warnings: int
    apologies_drafted: int
    apologies_in_time: int
    apologies_late: int
    new_dates: int
    urgings: int
    escalations: int
    supplements_asked: int
    supplements_received: int
    breaches: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unserved:
    """A post that has nobody, and how many tasks it never did; or has somebody who may not do them."""

    post: str
    office: str
    officials: int
    tasks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedAct:
    """What the machine refused whatever was tried, and how often; a step without a name is the lodging."""

    procedure: str
    step: str
    rule: str
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Everything that a simulation tells."""

    load: str
    title: str
    seed: int
    directory: str
    calendar: str
    from_: date
    to: date
    working_days: int
    minutes_a_day: float
    events: int
    total: Standings
    levels: tuple[Standings, ...]
    procedures: tuple[Standings, ...]
    desks: tuple[Standings, ...]
    steps: tuple[StepRow, ...]
    steps_by_office: tuple[StepRow, ...]
    offices: tuple[OfficeRow, ...]
    queues: tuple[QueueRow, ...]
    queues_by_office: tuple[QueueRow, ...]
    lead: tuple[LeadRow, ...]
    late_by: tuple[LateClass, ...]
    letters: Letters
    unserved: tuple[Unserved, ...]
    refused: tuple[RefusedAct, ...]
    uncalled: dict[str, int]
    days: tuple[Day, ...]
