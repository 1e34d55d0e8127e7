"""A procedure as its definition states it: papers, form, time policy, and the steps officials take."""

import re
from collections.abc import Iterator
from datetime import date, time
from enum import StrEnum
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema, model_validator

from definitions.terms import Term, TermText

RECEIVING_DESK: Final = "receiving desk"
"""The place of the desk that took the dossier and gives the result back, whatever its level."""

JsonSchema = dict[str, Any]
"""A JSON Schema 2020-12 object, the one shape whose inside this language does not fix."""

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Text = Annotated[str, Field(min_length=1, max_length=500)]


class Closed(BaseModel):
    """A frozen value that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


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


class OnSupplement(StrEnum):
    """What a supplement does to the statutory clock."""

    RESTART = "restart"
    PAUSE = "pause"


class Scope(StrEnum):
    """From which office an escalation looks for the person it tells."""

    HOLDER = "holder"
    DESK = "desk"
    SUPERIOR = "superior"


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


class Target(Closed):
    """Whom an escalation tells: a post, sought from an office upward."""

    scope: Scope
    post: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `holder.head`, `desk.head`, `superior.chair` …; raises `ValueError` for anything else."""
        scope, dot, post = text.strip().partition(".")
        if scope not in list(Scope) or not dot or not _POST.fullmatch(post):
            raise ValueError(
                f"'{text}' is not an escalation target; write holder, desk or superior, a dot and a post: 'holder.head'"
            )
        return cls(scope=Scope(scope), post=post)

    def __str__(self) -> str:
        """The canonical text, which `parse` reads back."""
        return f"{self.scope}.{self.post}"


class Moment(Closed):
    """An instant measured from a due date: at it, or a term before or after it."""

    offset: TermText | None = None
    before: bool = False

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `due`, `due + TERM` or `due - TERM`; raises `ValueError` for anything else."""
        found = _MOMENT.fullmatch(text.strip())
        if found is None:
            raise ValueError(
                f"'{text}' is not an instant; write 'due', 'due + 2 working days' or 'due - 1 working day'"
            )
        return cls(offset=Term.parse(found["term"]) if found["term"] else None, before=found["sign"] == "-")

    def __str__(self) -> str:
        """The canonical text, which `parse` reads back."""
        return f"due {'-' if self.before else '+'} {self.offset}" if self.offset else "due"


def _from_text(kind: type[Assignee | Target | Moment], pattern: str) -> Any:  # noqa: ANN401 - pydantic's markers have no common type
    def read(value: object) -> object:
        return kind.parse(value) if isinstance(value, str) else value

    return (
        BeforeValidator(read),
        PlainSerializer(str, return_type=str),
        WithJsonSchema({"type": "string", "pattern": pattern}),
    )


_ASSIGNEE: Final = re.compile(r"(?P<post>[a-z]+(?: [a-z]+)*) *@ *(?P<place>[a-z]+/[a-z]+(?:-[a-z]+)*|receiving desk)")
_POST: Final = re.compile(r"[a-z]+(?: [a-z]+)*")
_MOMENT: Final = re.compile(r"due(?: *(?P<sign>[+-]) *(?P<term>\S.*))?")

AssigneeText = Annotated[Assignee, *_from_text(Assignee, r"^[a-z ]+@ *([a-z]+/[a-z-]+|receiving desk)$")]
TargetText = Annotated[Target, *_from_text(Target, r"^(holder|desk|superior)\.[a-z ]+$")]
MomentText = Annotated[Moment, *_from_text(Moment, r"^due( *[+-] *.+)?$")]


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


class Rung(Closed):
    """One rung of the escalation ladder: at an instant, these people are told.

    `reassign` gives the open task to another post of its office; `urge` lays an urging letter (đôn đốc) ready for the
    signature of the one-stop's head (Nghị định 61/2018/NĐ-CP, Art. 9).
    """

    at: MomentText
    to: tuple[TargetText, ...] = Field(strict=False, min_length=1)
    reassign: str | None = Field(default=None, pattern=r"^[a-z]+(?: [a-z]+)*$")
    urge: bool = False


class Apology(Closed):
    """The apology that lateness obliges (Nghị định 61/2018/NĐ-CP, Art. 19(9))."""

    lead: TermText = Term.parse("1 day")
    signed_by: str = "head"
    extensions: int = Field(default=1, ge=0)


class CutoffMoves(StrEnum):
    """What a paper received after the cutoff moves to the next working day."""

    HANDOVER = "handover"
    RECEIPT = "receipt"


class Cutoff(Closed):
    """The hour after which a hand-over, or a receipt, counts from the next working day (Art. 18)."""

    at: Annotated[time, Field(strict=False)]
    moves: CutoffMoves = Field(default=CutoffMoves.HANDOVER, strict=False)


DEFAULT_WARNINGS: Final = (Term.parse("3 working days"), Term.parse("8 working hours"))
DEFAULT_LADDER: Final = (
    Rung(at=Moment.parse("due"), to=(Target.parse("holder.head"), Target.parse("desk.head"))),
    Rung(at=Moment.parse("due + 2 working days"), to=(Target.parse("holder.chair"),)),
    Rung(at=Moment.parse("due + 5 working days"), to=(Target.parse("superior.chair"),)),
)
DEFAULT_STEP_LADDER: Final = (Rung(at=Moment.parse("due"), to=(Target.parse("holder.head"),)),)


class FormSet(StrEnum):
    """Which circular's forms an office fills in, where the law of the day of lodging is not to decide."""

    OF_2018 = "2018"
    OF_2025 = "2025"


class TimePolicy(Closed):
    """The statutory limit and all that watches over it. What a definition leaves out still watches."""

    limit: TermText
    supplement: OnSupplement = Field(default=OnSupplement.RESTART, strict=False)
    supplements: int = Field(default=1, ge=0)
    supplement_within: TermText = Term.parse("3 working days")
    warn: tuple[TermText, ...] = Field(default=DEFAULT_WARNINGS, strict=False)
    apology: Apology = Apology()
    escalate: tuple[Rung, ...] = Field(default=DEFAULT_LADDER, strict=False, min_length=1)
    cutoff: Cutoff | None = None
    forms: FormSet | None = Field(default=None, strict=False)
    """Thông tư 01/2018/TT-VPCP or 03/2025/TT-VPCP; None: the one of the law in force when the dossier is lodged."""
    fault_within: TermText = Term.parse("1 working day")
    """How soon an apology for an error or a lost paper is due; the law (Art. 21) names no term: this one is ours."""


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
