"""Splits: steps that run branches side by side, those written here or one for each element of a list."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from definitions.assignees import Assignee, AssigneeText
from definitions.findings import Code
from definitions.mistakes import Mistake
from definitions.saying import Saying
from definitions.steps.described import ELEMENT, MOST_BRANCHES, MOST_ELEMENTS, NEXT, Described, Onward
from definitions.values import Closed, Condition, Name, Text
from definitions.ways import Way


class Rest(StrEnum):
    """What becomes of the branches that a split does not wait for."""

    CANCEL = "cancel"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Start:
    """A branch that a definition begins: with which step of the plan, and under which condition."""

    step: str
    when: str | None = None


class Split(Onward, Described):
    """A step that runs branches side by side and goes on after all, any, or so many of those started."""

    after: Literal["all", "any"] | Annotated[int, Field(ge=1, le=1000)] = "all"
    rest: Rest = Field(default=Rest.CANCEL, strict=False)

    def starts(self, step_id: str) -> Mapping[str, Start]:
        """With which step each branch begins that is known from the definition, by the branch's name."""
        raise NotImplementedError

    @property
    def grown(self) -> str | None:
        """With which step a branch begins that is added while it runs; None where none may be."""
        return None

    @property
    def grown_by(self) -> Assignee | None:
        """Who may add one."""
        return None

    def wanted(self, started: int) -> int:
        """How many of the branches started must be done before it goes on."""
        match self.after:
            case "all":
                return started
            case "any":
                return min(1, started)
            case number:
                return min(number, started)

    @cached_property
    def exits(self) -> Mapping[str, Way]:
        """The one way on."""
        return {NEXT: self.onward}


class BranchStart(Closed):
    """One branch: with which step it begins, and whether it is started at all."""

    title: Text | None = None
    when: Condition | None = None
    start: Name


class Together(Split):
    """Runs the branches written here side by side."""

    together: dict[Name, BranchStart] = Field(min_length=1, max_length=MOST_BRANCHES)

    keyword: ClassVar[str] = "together"

    def starts(self, step_id: str) -> Mapping[str, Start]:  # noqa: ARG002 - branches begin with steps of their own
        """As written."""
        return {name: Start(branch.start, branch.when) for name, branch in self.together.items()}


class Elements(Closed):
    """The list that one branch each is run for: known when the step begins (`of`), or added to while it runs."""

    of: Condition | None = None
    start: Name
    grows: AssigneeText | None = None
    """Who may add an element while the step runs."""
    most: int = Field(default=MOST_ELEMENTS, ge=1, le=1000)

    @model_validator(mode="after")
    def _has_elements(self) -> Self:
        if self.of is None and self.grows is None:
            raise Mistake(
                Code.MISSING_KEY,
                Saying(vietnamese="sẽ không bao giờ có phần tử nào", english="there would never be an element").of(),
                Saying(vietnamese="viết 'of:' hoặc 'grows:'", english="write 'of:' or 'grows:'").of(),
            ).at_key()
        return self


class Each(Split):
    """Runs one branch per element of a list; in it, conditions read the element as `element`."""

    each: Elements

    keyword: ClassVar[str] = "each"

    def starts(self, step_id: str) -> Mapping[str, Start]:  # noqa: ARG002 - as above
        """One kind of branch, where there is a list."""
        return {ELEMENT: Start(self.each.start)} if self.each.of else {}

    @property
    def grown(self) -> str | None:
        """The same, for an element that is added."""
        return self.each.start if self.each.grows else None

    @property
    def grown_by(self) -> Assignee | None:
        """Whom it names."""
        return self.each.grows
