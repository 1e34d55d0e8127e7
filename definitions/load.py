"""A load: what comes to a province's offices in a period, who works there, and how people behave, to be simulated."""

import re
from datetime import date
from typing import Annotated, Final, Self

from pydantic import ConfigDict, Field, model_validator

from definitions.misreading import Misread
from definitions.procedure import Channel
from definitions.saying import Saying
from definitions.sessions import Weekday
from definitions.terms import Term, TermText
from definitions.values import Closed, Name, Text

NO_NAME: Final = "default"
"""What a load is called that nobody wrote."""

MOST_DOSSIERS: Final = 5_000_000
MOST_OFFICIALS: Final = 10_000

Share = Annotated[float, Field(ge=0, le=1)]
Weight = Annotated[float, Field(ge=0, le=1_000_000)]
Minutes = Annotated[float, Field(gt=0, le=1_000_000)]
Rate = Annotated[float, Field(ge=0, le=MOST_DOSSIERS)]
Count = Annotated[int, Field(ge=0, le=MOST_DOSSIERS)]
Staffing = Annotated[int, Field(ge=0, le=MOST_OFFICIALS)]

_STEP: Final = r"[a-z][a-z0-9_]{0,39}(\.[a-z][a-z0-9_]{0,39})?"
StepKey = Annotated[str, Field(pattern=rf"^(\d\.\d{{6}}[0-9A-Z.]*/)?{_STEP}$")]
"""A step of every procedure that has one of that name, or `<procedure>/<step>`."""
PostKey = Annotated[str, Field(pattern=r"^[a-z]+( [a-z]+)* ?@ ?[a-z0-9]+/[a-z]+(-[a-z]+)*$")]
"""A post at a place: `officer @ district/labour` in every district, `officer @ 660/labour` in one unit's office."""
HourKey = Annotated[str, Field(pattern=r"^(1?[0-9]|2[0-3])$")]


class Period(Closed):
    """The days on which dossiers come in, both included."""

    from_: date = Field(alias="from")
    to: date

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True, serialize_by_alias=True)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to < self.from_:
            raise Misread(
                Saying(
                    vietnamese="giai đoạn kết thúc trước khi bắt đầu", english="the period ends before it begins"
                ).of(),
                Saying(vietnamese="viết 'to' không trước 'from'", english="write a 'to' not before 'from'").of(),
            )
        return self


class Arrivals(Closed):
    """How many dossiers come in, and where: so many a working day on the average, or exactly so many in the period.

    A number is for all levels together, a mapping says it level by level. `procedures` and `desks` (codes of units) are
    weights, 1 where nothing is said; so are channels, weekdays and the hours of the day.
    """

    per_day: Rate | dict[Name, Rate] | None = None
    total: Count | dict[Name, Count] | None = None
    procedures: dict[str, Weight] = Field(default_factory=dict)
    desks: dict[str, Weight] = Field(default_factory=dict)
    channels: dict[Annotated[Channel, Field(strict=False)], Weight] = Field(default_factory=dict)
    weekdays: dict[Annotated[Weekday, Field(strict=False)], Weight] = Field(default_factory=dict)
    hours: dict[HourKey, Weight] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        if self.per_day is not None and self.total is not None:
            raise Misread(
                Saying(
                    vietnamese="'per_day' và 'total' loại trừ nhau", english="'per_day' and 'total' exclude each other"
                ).of(),
                Saying(vietnamese="chỉ viết một trong hai", english="write one of them").of(),
            )
        return self


class Service(Closed):
    """How long an official works on a task: `share` of the step's limit on the average, unless `minutes` says it.

    Minutes are of official time, log-normal with the coefficient of variation `spread`; `unlimited` is for steps that
    have no limit.
    """

    share: Annotated[float, Field(gt=0, le=10)] = 0.05
    spread: Annotated[float, Field(ge=0, le=10)] = 0.5
    unlimited: Minutes = 15.0
    minutes: dict[StepKey, Minutes] = Field(default_factory=dict)


class Choices(Closed):
    """How often outcomes are chosen: the first ordinary one takes what the others leave.

    `supplement` asks the applicant, `refused` ends without the result, `back` leads to an earlier step, `other` is any
    other. `steps` says a step's own weights, outcome by outcome.
    """

    supplement: Share = 0.05
    refused: Share = 0.02
    back: Share = 0.03
    other: Share = 0.05
    steps: dict[StepKey, dict[Name, Weight]] = Field(default_factory=dict)


class Outside(Closed):
    """How long those outside the offices take, on the average: to complete a dossier, to pay, to answer a wait."""

    supplement: TermText = Term.parse("3 working days")
    payment: TermText = Term.parse("1 working day")
    wait: Share = 0.5
    """A wait with a limit: this share of it."""
    unlimited: TermText = Term.parse("3 working days")
    """A wait without one."""
    spread: Annotated[float, Field(ge=0, le=10)] = 1.0
    optional: Share = 0.5
    """How often a field of a form is filled in that need not be."""


class Letters(Closed):
    """What heads do with letters laid ready: an apology is signed on its last day, with so many working days more."""

    signed: Share = 0.9
    adds: Annotated[int, Field(ge=1, le=60)] = 5
    minutes: Minutes = 10.0


class Load(Closed):
    """One load. What it leaves out has a default."""

    load: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")] = NO_NAME
    title: Text | None = None
    directory: str = "thua-thien-hue"
    calendar: str = "thua-thien-hue"
    period: Period
    runs_on: Annotated[int, Field(ge=0, le=1000)] = 0
    """Working days for which the offices work on after the period, when nothing more comes in."""
    arrivals: Arrivals = Arrivals()
    staff: dict[PostKey, Staffing] = Field(default_factory=dict)
    """How many officials each such office has in the post; else as many as the directory says."""
    service: Service = Service()
    outcomes: Choices = Choices()
    outside: Outside = Outside()
    letters: Letters = Letters()


def post_and_place(key: str) -> tuple[str, str, str]:
    """A key of `staff` in its parts: the post, the level or unit, the role."""
    found = _POST.fullmatch(key)
    assert found is not None, "a load's keys were read by their pattern"
    return found["post"], found["where"], found["role"]


_POST: Final = re.compile(r"(?P<post>[a-z]+(?: [a-z]+)*) ?@ ?(?P<where>[a-z0-9]+)/(?P<role>[a-z-]+)")
