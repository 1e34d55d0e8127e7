"""Cases: dossiers under way in a simulation, each with a chance of its own that others' luck leaves alone."""

from datetime import datetime
from random import Random

from workflows.actors import Official
from workflows.machine.events import Lodged
from workflows.machine.pin import Pin
from workflows.machine.state import State
from workflows.simulation.habits import Habits

PostAt = tuple[str, str]
"""A post and the code of its office."""


class Ticket:
    """A task that waits for an official, or is in somebody's hands; `gone` once nobody is to work on it any more.

    `at` is the post where it waits or is worked on, `only` whom the step was kept for, `not_by` who may not do it.
    """

    __slots__ = ("at", "case", "due_at", "gone", "minutes", "not_by", "number", "official", "only", "since", "step")

    def __init__(self, case: "Case", number: int, step: str, due_at: datetime, since: datetime) -> None:  # noqa: PLR0913, PLR0917 - made by the million
        """Wait since then."""
        self.case = case
        self.number = number
        self.step = step
        self.due_at = due_at
        self.since = since
        self.minutes = 1
        self.only: str | None = None
        self.not_by: frozenset[str] = frozenset()
        self.official: Official | None = None
        self.at: PostAt | None = None
        self.gone = False


class Case:
    """One dossier: its state by the machine, what waits for officials, and what it is to be woken for."""

    __slots__ = ("call", "chance", "habits", "late", "lodged", "parent", "settled_at", "state", "tickets", "woken_at")

    def __init__(self, pin: Pin, habits: Habits, chance: Random) -> None:
        """Begin before the lodging."""
        self.state = State(pin=pin)
        self.habits = habits
        self.chance = chance
        self.lodged: Lodged | None = None
        self.parent: Case | None = None
        self.call = 0
        """The number of the parent's call."""
        self.tickets: dict[int, Ticket] = {}
        """By the task's number."""
        self.late: set[int] = set()
        """The tasks whose limit has passed."""
        self.settled_at: datetime | None = None
        """When its clock stopped for good."""
        self.woken_at: datetime | None = None
        """The instant for which it is to be woken, at or before its next alarm."""

    @property
    def lodged_at(self) -> datetime:
        """When it was handed in."""
        assert self.lodged is not None
        return self.lodged.at
