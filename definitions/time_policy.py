"""The time policy: a procedure's limit, and all that watches over it."""

import re
from datetime import time
from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import Field

from definitions.limits import LimitText
from definitions.misreading import Misread
from definitions.saying import Saying
from definitions.terms import LENGTH, Term, TermText
from definitions.values import Closed, Name, as_text, portable


class OnSupplement(StrEnum):
    """What a supplement does to the statutory clock."""

    RESTART = "restart"
    PAUSE = "pause"


class Scope(StrEnum):
    """From which office an escalation looks for the person it tells."""

    HOLDER = "holder"
    DESK = "desk"
    SUPERIOR = "superior"


class Target(Closed):
    """Whom an escalation tells: a post, sought from an office upward."""

    scope: Scope
    post: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `holder.head`, `desk.head`, `superior.chair` …; raises `Misread` for anything else."""
        scope, dot, post = text.strip().partition(".")
        if scope not in list(Scope) or not dot or not _POST.fullmatch(post):
            raise Misread(
                Saying(
                    vietnamese="'{text}' không phải là người được báo", english="'{text}' is not an escalation target"
                ).of(text=text),
                Saying(
                    vietnamese="viết holder, desk hoặc superior, một dấu chấm và một chức danh: 'holder.head'",
                    english="write holder, desk or superior, a dot and a post: 'holder.head'",
                ).of(),
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
        """Read `due`, `due + TERM` or `due - TERM`; raises `Misread` for anything else."""
        found = _MOMENT.fullmatch(text.strip())
        if found is None:
            raise Misread(
                Saying(vietnamese="'{text}' không phải là một thời điểm", english="'{text}' is not an instant").of(
                    text=text
                ),
                Saying(
                    vietnamese="viết 'due', 'due + 2 working days' hoặc 'due - 1 working day'",
                    english="write 'due', 'due + 2 working days' or 'due - 1 working day'",
                ).of(),
            )
        return cls(offset=Term.parse(found["term"]) if found["term"] else None, before=found["sign"] == "-")

    def __str__(self) -> str:
        """The canonical text, which `parse` reads back."""
        return f"due {'-' if self.before else '+'} {self.offset}" if self.offset else "due"


_POST: Final = re.compile(r"[a-z]+(?: [a-z]+)*")
_MOMENT: Final = re.compile(r"due(?: *(?P<sign>[+-]) *(?P<term>\S.*))?")

POST: Final = rf"^{_POST.pattern}$"
TARGET: Final = portable(rf"(?:holder|desk|superior)\.{_POST.pattern}")
MOMENT: Final = portable(rf"due(?: *[+-] *{LENGTH})?")

TargetText = Annotated[Target, *as_text(Target.parse, TARGET)]
MomentText = Annotated[Moment, *as_text(Moment.parse, MOMENT)]


class Rung(Closed):
    """One rung of the escalation ladder: at an instant, these people are told.

    `reassign` gives the open task to another post of its office; `urge` lays an urging letter (đôn đốc) ready for the
    signature of the one-stop's head (Nghị định 61/2018/NĐ-CP, Art. 9).
    """

    at: MomentText
    to: tuple[TargetText, ...] = Field(strict=False, min_length=1)
    reassign: str | None = Field(default=None, pattern=POST)
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
DEFAULT_CONSULT_LADDER: Final = (
    Rung(at=Moment.parse("due"), to=(Target.parse("holder.head"), Target.parse("desk.head"))),
)
"""A late opinion is reported to the head of the one-stop (Nghị định 61/2018/NĐ-CP, Art. 19(5))."""


class FormSet(StrEnum):
    """Which circular's forms an office fills in, where the law of the day of lodging is not to decide."""

    OF_2018 = "2018"
    OF_2025 = "2025"


class SecondStage(Closed):
    """A second appointment (giai đoạn 2): when a step is done, the dossier has a limit of its own from there on."""

    after: Name
    limit: LimitText


class TimePolicy(Closed):
    """The statutory limit and all that watches over it. What a definition leaves out still watches."""

    limit: LimitText
    second: SecondStage | None = None
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
