"""Branches in words: what people read for a line of work that runs beside others."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import Any, Final

from definitions.procedure import Procedure
from definitions.steps.described import TERM
from definitions.steps.parted import Consult, Post
from definitions.steps.splits import Together
from letters.wording import value_text
from workflows.machine.branches import ROOT
from workflows.machine.events import AnyEvent
from workflows.machine.events_flow import BranchesStarted


@dataclass(frozen=True, slots=True)
class Begun:
    """A branch as it began: of which step, inside which branch, under which name and for which element."""

    step: str
    inside: int
    name: str
    element: Any = None


def begun(events: Iterable[AnyEvent]) -> dict[int, Begun]:
    """Every branch that the events began, by its number."""
    return {
        start.branch: Begun(event.step, event.branch, start.name, start.element)
        for event in events
        if isinstance(event, BranchesStarted)
        for start in event.branches
    }


def branch_words(procedure: Procedure, branches: Mapping[int, Begun], number: int) -> str | None:
    """A branch in words, after those it runs in; None for the root, and for what the step's own title says already."""
    said = [words for branch in _line(branches, number) if (words := _words(procedure, branch)) is not None]
    return shorten(" › ".join(reversed(said)), LONGEST, placeholder="…") if said else None


LONGEST: Final = 200
"""Characters of a worklist's line; what does not fit stands in the journal."""


def _line(branches: Mapping[int, Begun], number: int) -> Iterator[Begun]:
    """A branch and those it runs in, the innermost first."""
    while number != ROOT and number in branches:
        yield branches[number]
        number = branches[number].inside


def _words(procedure: Procedure, branch: Begun) -> str | None:
    step = procedure.plan[branch.step]
    match step:
        case Together():
            written = step.together.get(branch.name)
            return (written.title if written else None) or branch.name
        case Consult():
            return None
        case Post() if branch.name == TERM:
            return None
        case _:
            return value_text(branch.element) or branch.name
