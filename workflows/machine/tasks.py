"""Tasks: what waits for an official, a step of the procedure or a letter to sign."""

from datetime import UTC, datetime
from typing import Final

from definitions.calendar import Remaining
from definitions.terms import Term
from workflows.machine.causes import Owed
from workflows.machine.values import value

NEVER: Final = datetime(1, 1, 1, tzinfo=UTC)

APOLOGY: Final = "apology"
URGING: Final = "urging"
"""The reserved names of the tasks to sign an apology or an urging letter, which no definition draws."""
LETTERS: Final = frozenset({APOLOGY, URGING})


@value
class Task:
    """A step, or a letter to sign, that waits for an official of a post in an office."""

    number: int
    step: str
    office: str
    post: str
    opened_at: datetime
    due_at: datetime | None
    counted_from: datetime = NEVER
    remaining: Remaining | None = None
    limit: Term | None = None
    """The step's limit for this dossier, surcharges included; None where nothing counts."""
    branch: int = 0
    fee: int | None = None
    claimed_by: str | None = None
    late: bool = False
    owed: Owed = Owed.LATENESS
    """For an apology: what it is owed for."""
    addressee: str = ""
    """For an urging letter: the office it urges."""

    @property
    def is_letter(self) -> bool:
        """Whether what waits is a signature under a letter."""
        return self.step in LETTERS
