"""A procedure as its definition states it: papers, form, time policy, and the steps officials take."""

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from definitions.terms import TermText
from definitions.time_policy import DEFAULT_STEP_LADDER, Rung, TimePolicy
from definitions.values import Closed, Name, Text, as_text

RECEIVING_DESK: Final = "receiving desk"
"""The place of the desk that took the dossier and gives the result back, whatever its level."""

JsonSchema = dict[str, Any]
"""A JSON Schema 2020-12 object, the one shape whose inside this language does not fix."""


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


class End(StrEnum):
    """How a dossier ends."""

    RETURNED = "returned"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"


class Assignee(Closed):
    """Who does a step: a post at a place (`level/role`, or the receiving desk)."""

    post: str
    place: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `post @ level/role` or `post @ receiving desk`; raises `ValueError` for anything else."""
        found = _ASSIGNEE.fullmatch(text.strip())
        if found is None:
            raise ValueError(
                f"'{text}' does not say who; write 'officer @ district/labour' or 'receptionist @ receiving desk'"
            )
        return cls(post=found["post"], place=found["place"])

    def __str__(self) -> str:
        """The canonical text, which `parse` reads back."""
        return f"{self.post} @ {self.place}"


_ASSIGNEE: Final = re.compile(r"(?P<post>[a-z]+(?: [a-z]+)*) *@ *(?P<place>[a-z]+/[a-z]+(?:-[a-z]+)*|receiving desk)")

AssigneeText = Annotated[Assignee, *as_text(Assignee.parse, r"^[a-z ]+@ *([a-z]+/[a-z-]+|receiving desk)$")]


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


class Basis(Closed):
    """Where a rule stands in the law."""

    instrument: Text
    provision: Text

    def __str__(self) -> str:
        """The citation in the law's own order, such as `Nghị định 131/2021/NĐ-CP, Điều 28`."""
        return f"{self.instrument}, {self.provision}"


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


class Outcome(Closed):
    """How a step may end: it leads to another step, asks for a supplement, or ends the dossier."""

    title: Text | None = None
    to: Name | None = None
    ask: Literal["supplement"] | None = None
    end: End | None = Field(default=None, strict=False)
    gives: Text | None = None

    @model_validator(mode="after")
    def _leads_one_way(self) -> Self:
        if sum(way is not None for way in (self.to, self.ask, self.end)) != 1:
            raise ValueError("an outcome has exactly one of 'to', 'ask' and 'end'")
        return self

    @property
    def wants_reason(self) -> bool:
        """Whether the official must say why: a supplement (form 02) or a refusal (form 03) states its reason."""
        return self.ask is not None or self.end in {End.REFUSED, End.STOPPED}


class Step(Closed):
    """A task for an official: who, how long, and what comes out."""

    title: Text | None = None
    who: AssigneeText
    limit: TermText | None = None
    counts: bool = True
    not_by: tuple[Name, ...] = Field(default=(), strict=False)
    escalate: tuple[Rung, ...] = Field(default=DEFAULT_STEP_LADDER, strict=False)
    form: JsonSchema | None = None
    basis: Basis | None = None
    outcomes: dict[Name, Outcome] = Field(min_length=1)


class Procedure(Closed):
    """One version of one procedure: everything a dossier needs to know about how it is to be handled."""

    procedure: str = Field(pattern=r"^\d\.\d{6}(\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2})?$")
    version: int = Field(ge=1)
    title: Text
    sector: Text
    approved: Approval
    effective: Effect
    basis: tuple[Basis, ...] = Field(strict=False, min_length=1)
    result: Result
    receive: Receive
    time: TimePolicy
    steps: dict[Name, Step] = Field(min_length=1)

    @property
    def first(self) -> str:
        """The step a dossier begins with: the one written first."""
        return next(iter(self.steps))

    @property
    def lead(self) -> str:
        """The step whose office leads: the first that gives a result, else the last that counts against the limit."""
        giving = (step_id for step_id, _, outcome in self.ways() if outcome.gives is not None)
        counting = (step_id for step_id in reversed(self.steps) if self.steps[step_id].counts)
        return next(giving, None) or next(counting, self.first)

    @property
    def places(self) -> tuple[str, ...]:
        """Every `level/role` the steps name, each once, in the order of the steps. The receiving desk is none."""
        named = (step.who.place for step in self.steps.values())
        return tuple(dict.fromkeys(place for place in named if place != RECEIVING_DESK))

    def ways(self) -> Iterator[tuple[str, str, Outcome]]:
        """Every way out of every step: step, name of the outcome, outcome; in the order written."""
        for step_id, step in self.steps.items():
            for name, outcome in step.outcomes.items():
                yield step_id, name, outcome

    def step_title(self, step_id: str) -> str:
        """The title of a step as an official reads it; its id where it has none."""
        return self.steps[step_id].title or step_id
