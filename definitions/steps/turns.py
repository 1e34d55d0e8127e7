"""Turns: steps that a dossier takes by itself, a choice or computed values."""

from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar

from pydantic import Field

from definitions.steps.described import MOST_BRANCHES, NEXT, OTHERWISE, Described, Onward
from definitions.values import Condition, Name
from definitions.ways import Way


class Case(Way):
    """One way of a choice, and the condition under which it is taken."""

    when: Condition


class Choose(Described):
    """Goes one way by the first condition that holds."""

    choose: tuple[Case, ...] = Field(strict=False, min_length=1, max_length=MOST_BRANCHES)
    otherwise: Way

    keyword: ClassVar[str] = "choose"

    @cached_property
    def exits(self) -> Mapping[str, Way]:
        """The cases by their numbers, from 1, and `otherwise`."""
        return {**{str(number): case for number, case in enumerate(self.choose, start=1)}, OTHERWISE: self.otherwise}


class Set(Onward, Described):
    """Records computed values, which conditions read as `values.<name>`."""

    set: dict[Name, Condition] = Field(min_length=1, max_length=MOST_BRANCHES)

    keyword: ClassVar[str] = "set"

    @cached_property
    def exits(self) -> Mapping[str, Way]:
        """The one way on."""
        return {NEXT: self.onward}
