"""Branches: the lines along which a dossier is worked on at the same time, and what holds them together."""

from datetime import datetime
from typing import Any, Final

from workflows.machine.tasks import NEVER
from workflows.machine.values import value
from workflows.messages import Form

ROOT: Final = 0
"""The number of the branch that a dossier begins with."""


@value
class Branch:
    """One line of work: which office has its papers, and for which split and element it runs. The root has no split."""

    number: int = ROOT
    holder: str = ""
    received_at: datetime = NEVER
    """Since when the holder has it: later than the hand-over after a cutoff or a supplement."""
    split: int = 0
    name: str = ""
    element: Any = None


@value
class Split:
    """A step that runs branches: in which branch it stands, how many it wants done, and how many are."""

    number: int
    step: str
    branch: int
    wanted: int
    started: int
    added: int = 0
    """How many of those started were added while it ran."""
    done: int = 0
    passed: bool = False


@value
class Call:
    """A child dossier that the branch has called, and waits for or not."""

    number: int
    step: str
    branch: int
    waits: bool
    code: str | None = None


@value
class Fact:
    """How a step ended in a branch, and what was filled in."""

    step: str
    branch: int
    outcome: str
    form: Form | None = None
