"""Splits whose branches are parts of their own: opinions that offices are asked for, and a public posting's term."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import ClassVar, Self

from pydantic import Field, model_validator

from definitions.assignees import Assignee, AssigneeText
from definitions.findings import Code
from definitions.limits import LimitText
from definitions.mistakes import Mistake
from definitions.saying import Saying
from definitions.steps.described import MOST_BRANCHES, TERM
from definitions.steps.manned import Manned
from definitions.steps.splits import Rest, Split, Start
from definitions.time_policy import DEFAULT_CONSULT_LADDER, Rung
from definitions.values import Closed, Condition, Name, Text
from definitions.ways import Outcome, Way


class Opinion(Closed):
    """One office that is asked for its opinion."""

    title: Text | None = None
    who: AssigneeText
    limit: LimitText
    when: Condition | None = None


class Silence(StrEnum):
    """What an opinion means that is not given in time."""

    CONSENT = "consent"
    AWAITED = "awaited"


class Dissent(Outcome):
    """An outcome that is nothing without its reasons."""

    @property
    def wants_reason(self) -> bool:
        """Always."""
        return True


class Consultation(Manned):
    """The part of a consultation that one office answers: it agrees or not, with its reasons."""

    of: str
    silence: Silence = Field(strict=False)

    keeps_custody: ClassVar[bool] = False

    @cached_property
    def offers(self) -> Mapping[str, Outcome]:
        """It agrees, or it does not."""
        return {
            "agree": Outcome(title="Đồng ý", join=self.of),
            "disagree": Dissent(title="Không đồng ý", join=self.of),
        }

    @property
    def expires(self) -> Way | None:
        """Silence is consent only where the law says so, and the definition with it."""
        return Way(join=self.of) if self.silence is Silence.CONSENT else None


class Consult(Split):
    """Asks other offices for an opinion, each with its own limit; late ones are reported to the desk's head."""

    consult: dict[Name, Opinion] = Field(min_length=1, max_length=MOST_BRANCHES)
    silence: Silence = Field(default=Silence.AWAITED, strict=False)
    escalate: tuple[Rung, ...] = Field(default=DEFAULT_CONSULT_LADDER, strict=False)

    keyword: ClassVar[str] = "consult"

    def starts(self, step_id: str) -> Mapping[str, Start]:
        """Each office's own part."""
        return {name: Start(f"{step_id}.{name}", opinion.when) for name, opinion in self.consult.items()}

    def parts(self, step_id: str) -> Mapping[str, Manned]:
        """One for each office."""
        return {
            f"{step_id}.{name}": Consultation(
                title=opinion.title or self.title,
                basis=self.basis,
                who=opinion.who,
                limit=opinion.limit,
                escalate=self.escalate,
                of=step_id,
                silence=self.silence,
            )
            for name, opinion in self.consult.items()
        }


class Posting(Manned):
    """The part of a public posting that waits for its term to pass."""

    of: str

    scored: ClassVar[bool] = False

    @cached_property
    def offers(self) -> Mapping[str, Outcome]:
        """Nobody ends a posting before its term."""
        return {}

    @cached_property
    def expires(self) -> Way | None:
        """Its term has passed."""
        return Way(join=self.of)


class Post(Split):
    """Posts something publicly for a fixed term, inside the limit; each complaint begins a branch of its own."""

    post: LimitText
    who: AssigneeText
    complaint: Name | None = None

    keyword: ClassVar[str] = "post"

    @model_validator(mode="after")
    def _waits_for_all(self) -> Self:
        if self.after != "all" or self.rest is not Rest.CANCEL:
            wrong = Saying(
                vietnamese="việc niêm yết kết thúc khi hết thời hạn và mọi khiếu nại đã được giải quyết",
                english="a posting goes on when its term has passed and every complaint is settled",
            ).of()
            raise Mistake(
                Code.UNKNOWN_KEY,
                wrong,
                Saying(vietnamese="bỏ mục này", english="take this out").of(),
            ).at_key("after" if self.after != "all" else "rest")
        return self

    def starts(self, step_id: str) -> Mapping[str, Start]:
        """The term."""
        return {TERM: Start(f"{step_id}.{TERM}")}

    @property
    def grown(self) -> str | None:
        """The branch of a complaint, where one may be made."""
        return self.complaint

    @property
    def grown_by(self) -> Assignee | None:
        """Whoever posts it, records what is said against it."""
        return self.who if self.complaint else None

    def parts(self, step_id: str) -> Mapping[str, Manned]:
        """The term."""
        return {
            f"{step_id}.{TERM}": Posting(
                title=self.title, basis=self.basis, who=self.who, limit=self.post, escalate=(), of=step_id
            )
        }
