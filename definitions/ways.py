"""Ways: where a dossier goes from a step, and what an official's outcome does besides."""

from enum import StrEnum
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, model_validator

from definitions.misreading import EXACTLY_ONE, Misread
from definitions.saying import Saying
from definitions.terms import TermText
from definitions.values import Closed, Name, Text


class End(StrEnum):
    """How a dossier ends."""

    RETURNED = "returned"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"


class Way(Closed):
    """Where it goes on: to a step, back to the step whose branch this was (`join`), or to the dossier's end."""

    to: Name | None = None
    join: Name | None = None
    end: End | None = Field(default=None, strict=False)

    @model_validator(mode="after")
    def _leads_one_way(self) -> Self:
        if sum(way is not None for way in (self.to, self.join, self.end)) != 1:
            raise Misread(
                Saying(
                    vietnamese="lối đi phải có đúng một trong 'to', 'join' và 'end'",
                    english="a way has exactly one of 'to', 'join' and 'end'",
                ).of(),
                EXACTLY_ONE,
            )
        return self

    @cached_property
    def way(self) -> "Way":
        """Only where it goes."""
        return Way(to=self.to, join=self.join, end=self.end)


class Outcome(Way):
    """How an official may finish a step: it leads one way, or asks the applicant for a supplement."""

    title: Text | None = None
    ask: Literal["supplement"] | None = None
    gives: Text | None = None
    keep: Literal["officer"] | None = None
    """`officer`: the step it leads back to is for whoever did it last."""
    cancels: tuple[Name, ...] = Field(default=(), strict=False)
    """Steps whose open tasks go away, wherever they are (a cancel region)."""
    adds: TermText | None = None
    """What the law adds to the dossier's limit where this is the outcome, such as the time of a verification."""

    @model_validator(mode="after")
    def _leads_one_way(self) -> Self:
        if sum(way is not None for way in (self.to, self.join, self.end, self.ask)) != 1:
            raise Misread(
                Saying(
                    vietnamese="hướng đi phải có đúng một trong 'to', 'join', 'ask' và 'end'",
                    english="an outcome has exactly one of 'to', 'join', 'ask' and 'end'",
                ).of(),
                EXACTLY_ONE,
            )
        return self

    @property
    def wants_reason(self) -> bool:
        """Whether the official must say why: a supplement (form 02) or a refusal (form 03) states its reason."""
        return self.ask is not None or self.end in {End.REFUSED, End.STOPPED}
