"""Sweeps: what the recalculation is told, what it asks of the world, and how it says how far it is."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from temporalio.common import RetryPolicy

from definitions.calendar import Calendar
from workflows.batches import BATCH


@dataclass(frozen=True, kw_only=True)
class Sweep:
    """A published calendar on its way to every open dossier that follows another version of it.

    `number` counts the publications of that calendar: of two sweeps, the higher one wins. The rest is how far it is:
    `after` the dossier last told in this pass, in which `met` were told or asked in vain, `unreached` in vain.
    """

    calendar: Calendar
    number: int
    operator: str
    batch: int = BATCH
    after: str = ""
    met: int = 0
    unreached: int = 0
    told: int = 0
    refused: int = 0
    paused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The next dossiers to be told, by code after `after`."""

    calendar: Calendar
    operator: str
    after: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """What became of a batch: its last dossier, None when the pass is over.

    `unreached` dossiers changed meanwhile or did not answer: the next pass meets them again.
    """

    last: str | None
    told: int
    refused: int
    unreached: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a sweep is: by which version, how many dossiers it told and how many refused, counted by its runs."""

    calendar: str
    version: str
    digest: str
    told: int
    refused: int
    paused: bool
    ended: bool


REDATE: Final = "redate"
FINISH_SWEEP: Final = "finish_sweep"

SWEEPING_PATIENCE: Final = RetryPolicy(
    initial_interval=timedelta(seconds=1), backoff_coefficient=2, maximum_interval=timedelta(minutes=1)
)
"""Asked until it is done: a calendar in force must reach every open dossier."""


def sweep_id(calendar: str) -> str:
    """The workflow's id: one sweep at a time for each calendar, so that two versions never overtake each other."""
    return f"recalculation-{calendar}"
