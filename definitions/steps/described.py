"""What every step may say of itself, and where one goes on that has no outcomes."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar, Final, Self

from pydantic import Field, model_validator

from definitions.basis import Basis
from definitions.findings import Code
from definitions.misreading import EXACTLY_ONE, Misread
from definitions.mistakes import Mistake
from definitions.saying import Saying
from definitions.values import Closed, Name, Text
from definitions.ways import End, Way

JsonSchema = dict[str, Any]
"""A JSON Schema 2020-12 object, the one shape whose inside this language does not fix."""

EXPIRED: Final = "expired"
"""The way a step takes by itself when its limit has passed."""
NEXT: Final = "next"
"""The one way on from a step that has no outcomes to choose from."""
OTHERWISE: Final = "otherwise"
PAID: Final = "paid"
TERM: Final = "term"
ELEMENT: Final = "element"
"""The names of branches that no author names."""
MOST_ELEMENTS: Final = 100
MOST_BRANCHES: Final = 50
"""So many branches a split may have written, and so many outcomes, cases or values a step: no procedure has more."""

KEYWORDS: Final = ("choose", "together", "each", "consult", "wait", "pay", "post", "call", "letter", "set")
"""The words by which an author says of which kind a step is; without one it is a task."""


class Described(Closed):
    """What every step may say of itself."""

    title: Text | None = None
    basis: Basis | None = None

    keyword: ClassVar[str] = ""

    @model_validator(mode="before")
    @classmethod
    def _is_of_one_kind(cls, value: object) -> object:
        said = [word for word in value if word in KEYWORDS] if isinstance(value, Mapping) else []
        if len(said) > 1:
            wrong = Saying(
                vietnamese="'{one}' và '{other}' là hai loại bước, mà mỗi bước chỉ thuộc một loại",
                english="'{one}' and '{other}' are two kinds of step, and a step is of one",
            ).of(one=said[0], other=said[1])
            raise Mistake(
                Code.TWO_KINDS,
                wrong,
                Saying(vietnamese="tách thành hai bước riêng", english="give each a step of its own").of(),
            ).at_key(said[1])
        return value

    @property
    def exits(self) -> Mapping[str, Way]:
        """Every way out, by name, in the order written."""
        raise NotImplementedError

    def parts(self, step_id: str) -> "Mapping[str, Described]":  # noqa: ARG002 - most steps have none
        """The manned steps that a step is made of, by their ids `<step>.<name>`, which no author can write."""
        return {}


class Onward(Closed):
    """The one way on of a step that has no outcomes, written at the step itself."""

    to: Name | None = None
    join: Name | None = None
    end: End | None = Field(default=None, strict=False)

    @model_validator(mode="after")
    def _leads_one_way(self) -> Self:
        if sum(way is not None for way in (self.to, self.join, self.end)) != 1:
            raise Misread(
                Saying(
                    vietnamese="bước phải đi tiếp bằng đúng một trong 'to', 'join' và 'end'",
                    english="the step goes on in exactly one of 'to', 'join' and 'end'",
                ).of(),
                EXACTLY_ONE,
            )
        return self

    @cached_property
    def onward(self) -> Way:
        """Where it goes on."""
        return Way(to=self.to, join=self.join, end=self.end)
