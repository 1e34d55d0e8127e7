"""Calls: a step that lodges another procedure as a dossier of its own."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, ClassVar

from pydantic import Field

from definitions.steps.described import OTHERWISE, Described
from definitions.values import CODE, Condition, Name, Text
from definitions.ways import End, Way


class ByEnd(Way):
    """Where a dossier goes on when its child has ended in one way. No official decides, so it does nothing besides."""

    title: Text | None = None


class Call(Described):
    """Lodges another procedure as a child dossier, and waits for how it ends, or not."""

    call: str = Field(pattern=CODE)
    fill: dict[Name, Condition] = Field(default_factory=dict)
    """What the child's form says, each field an expression over this dossier."""
    papers: tuple[Name, ...] = Field(default=(), strict=False)
    """The papers of this dossier that go along, by the ids that both procedures give them."""
    outcomes: dict[Annotated[End, Field(strict=False)], ByEnd] = Field(default_factory=dict)
    """Where it goes by how the child ended; `otherwise` for every other end."""
    otherwise: Way
    waits: bool = True

    keyword: ClassVar[str] = "call"

    @cached_property
    def exits(self) -> Mapping[str, Way]:
        """By the child's end, and `otherwise`."""
        return {**{str(end): outcome for end, outcome in self.outcomes.items()}, OTHERWISE: self.otherwise}
