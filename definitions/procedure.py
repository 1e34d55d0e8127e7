"""A procedure as its definition states it: papers, form, time policy, and the steps it is drawn of."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Final, Self

from pydantic import ConfigDict, Field, model_validator

from definitions.assignees import RECEIVING_DESK, Assignee
from definitions.basis import Basis
from definitions.conditions import Scope
from definitions.misreading import EXACTLY_ONE, Misread
from definitions.saying import Saying
from definitions.scopes import lodging_scope, scope_of
from definitions.steps.described import JsonSchema
from definitions.steps.kinds import AnyStep, Step
from definitions.steps.manned import Manned
from definitions.steps.parted import Post
from definitions.steps.splits import Split
from definitions.time_policy import TimePolicy
from definitions.values import CODE, Closed, Name, Text
from definitions.ways import Outcome, Way

MOST_STEPS: Final = 500
"""So many steps a procedure may have: ten times those of the longest that any province has approved."""


class Channel(StrEnum):
    """How a dossier comes in (Nghị định 61/2018/NĐ-CP, Art. 16)."""

    COUNTER = "counter"
    ONLINE = "online"
    POST = "post"


class PaperKind(StrEnum):
    """In what form a paper is handed in."""

    ORIGINAL = "original"
    CERTIFIED = "certified"
    COPY = "copy"


class Approval(Closed):
    """The decision that approved the procedure's internal process (Thông tư 01/2018/TT-VPCP, Art. 8)."""

    decision: Text
    on: date
    by: Text


class Effect(Closed):
    """The days between which dossiers are accepted under a version; an open end while it is in force."""

    from_: date = Field(alias="from")
    until: date | None = None

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True, serialize_by_alias=True)

    def covers(self, day: date) -> bool:
        """Whether a dossier accepted on that day falls under the version."""
        return self.from_ <= day and (self.until is None or day <= self.until)


class Result(Closed):
    """What the applicant gets at the end."""

    title: Text


class Paper(Closed):
    """One item of a dossier's composition; `required` is a condition over `form`, or a constant."""

    id: Name
    title: Text
    copies: int = Field(default=1, ge=1, le=50)
    kind: PaperKind = Field(default=PaperKind.ORIGINAL, strict=False)
    required: bool | str = True


class Receive(Closed):
    """Where and how a dossier is handed in, and what it must hold."""

    at: Name
    channels: tuple[Annotated[Channel, Field(strict=False)], ...] = Field(
        default=tuple(Channel), strict=False, min_length=1
    )
    papers: tuple[Paper, ...] = Field(default=(), strict=False)
    form: JsonSchema = Field(default_factory=lambda: {"type": "object"})


class Milestone(Closed):
    """When the applicant may still do something: while one of these steps is open, or until a step has been done."""

    while_: tuple[Name, ...] = Field(default=(), alias="while", strict=False)
    until: Name | None = None

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True, serialize_by_alias=True)

    @model_validator(mode="after")
    def _says_when(self) -> Self:
        if bool(self.while_) == (self.until is not None):
            raise Misread(
                Saying(
                    vietnamese="mốc phải có đúng một trong 'while' và 'until'",
                    english="a milestone has exactly one of 'while' and 'until'",
                ).of(),
                EXACTLY_ONE,
            )
        return self


class Applicant(Closed):
    """What the applicant may do besides handing in and completing the dossier."""

    withdraw: Milestone | None = None
    """When the dossier may be taken back; None: until it ends."""


class Demand(StrEnum):
    """What a procedure asks of its own definition beyond what the language does."""

    BASIS = "basis"
    """Every step with a limit says where that stands in the law."""


class Procedure(Closed):
    """One version of one procedure: everything a dossier needs to know about how it is to be handled."""

    procedure: str = Field(pattern=CODE)
    version: int = Field(ge=1)
    title: Text
    sector: Text
    approved: Approval
    effective: Effect
    basis: tuple[Basis, ...] = Field(strict=False, min_length=1)
    result: Result
    demands: tuple[Annotated[Demand, Field(strict=False)], ...] = Field(default=(), strict=False)
    receive: Receive
    applicant: Applicant = Applicant()
    time: TimePolicy
    steps: dict[Name, Step] = Field(min_length=1, max_length=MOST_STEPS)

    @property
    def first(self) -> str:
        """The step a dossier begins with: the one written first."""
        return next(iter(self.steps))

    @cached_property
    def plan(self) -> Mapping[str, AnyStep]:
        """The steps as written, and the parts that some are made of, each part right after its step."""
        plan: dict[str, AnyStep] = {}
        for step_id, step in self.steps.items():
            plan[step_id] = step
            plan.update(step.parts(step_id))  # type: ignore[arg-type]  # the family is closed
        return plan

    @cached_property
    def manned(self) -> dict[str, Manned]:
        """The steps of the plan that wait for somebody, in the order written."""
        return {step_id: step for step_id, step in self.plan.items() if isinstance(step, Manned)}

    @cached_property
    def scope(self) -> Scope:
        """What the expressions at its steps may name."""
        return scope_of(self.receive.form, self.plan)

    @cached_property
    def form_scope(self) -> Scope:
        """What the conditions of papers may name."""
        return Scope({"form": self.receive.form})

    @cached_property
    def lodging_scope(self) -> Scope:
        """What the conditions of the statutory limit may name."""
        return lodging_scope(self.receive.form)

    @property
    def lead(self) -> str:
        """The step whose office leads: the first that gives a result, else the last that counts against the limit."""
        giving = (step_id for step_id, _, way in self.ways() if isinstance(way, Outcome) and way.gives is not None)
        counting = (step_id for step_id in reversed(self.manned) if self.manned[step_id].counts)
        return next((step_id for step_id in giving if step_id in self.manned), None) or next(counting, self.first)

    @cached_property
    def assignees(self) -> tuple[Assignee, ...]:
        """Everybody the steps name, each once, in the order of the steps."""
        named = [step.who for step in self.manned.values()]
        grown = [step.grown_by for step in self.plan.values() if isinstance(step, Split)]
        return tuple(dict.fromkeys((*named, *(who for who in grown if who is not None))))

    @property
    def places(self) -> tuple[str, ...]:
        """Every `level/role` the steps name, each once, in the order of the steps. The receiving desk is none."""
        return tuple(dict.fromkeys(who.place for who in self.assignees if who.place != RECEIVING_DESK))

    @cached_property
    def postings(self) -> frozenset[str]:
        """The steps that post something publicly."""
        return frozenset(step_id for step_id, step in self.steps.items() if isinstance(step, Post))

    def ways(self) -> Iterator[tuple[str, str, Way]]:
        """Every way out of every step of the plan: step, name of the way, way; in the order written."""
        for step_id, step in self.plan.items():
            for name, way in step.exits.items():
                yield step_id, name, way

    def step_title(self, step_id: str) -> str:
        """The title of a step as an official reads it; its id where it has none."""
        step = self.plan.get(step_id)
        return (step.title if step else None) or step_id
