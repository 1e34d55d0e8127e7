"""Effects: what a dossier asks of the world, and how patiently each is asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from temporalio.common import RetryPolicy

from definitions.procedure import End
from workflows.machine.events import (
    Accepted,
    AnyEvent,
    ApologyDrafted,
    ApologyFellDue,
    ApologySigned,
    Custody,
    DossierLate,
    Ended,
    Escalated,
    HandedOver,
    SupplementRequested,
    TaskLate,
    Warned,
)
from workflows.machine.journal import Entry
from workflows.machine.standing import Standing


class LetterForm(StrEnum):
    """The forms of Thông tư 01/2018/TT-VPCP that an event obliges the office to issue."""

    RECEIPT = "01"
    APOLOGY = "04"


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """Entries to write into the journal, and the standing they lead to."""

    entries: tuple[Entry, ...]
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """Something to be sent because of one entry: a letter, a notice, or a letter enclosed in a notice."""

    seq: int
    letter: LetterForm | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondence:
    """The errands that one turn of a dossier obliges the office to run."""

    dossier: str
    errands: tuple[Errand, ...]


WRITE_ENTRIES: Final = "write_entries"
CORRESPOND: Final = "correspond"

WRITING_PATIENCE: Final = RetryPolicy(
    initial_interval=timedelta(milliseconds=200), backoff_coefficient=2, maximum_interval=timedelta(seconds=15)
)
"""Asked until it is done: an act that stands in history must come to stand in the journal."""

POSTING_PATIENCE: Final = RetryPolicy(
    initial_interval=timedelta(seconds=1), backoff_coefficient=2, maximum_interval=timedelta(minutes=5)
)
"""Asked until it is done: a mail server that is away for a night loses no letter."""


def errands(entries: Iterable[Entry], events: Iterable[AnyEvent]) -> tuple[Errand, ...]:
    """What the entries oblige the office to send, in their order; `events` are what they record, one each."""
    pairs = zip(entries, events, strict=True)
    return tuple(Errand(seq=entry.seq, letter=_letter(event)) for entry, event in pairs if _is_told(event))


def _letter(event: AnyEvent) -> LetterForm | None:
    match event:
        case Accepted():
            return LetterForm.RECEIPT
        case ApologySigned():
            return LetterForm.APOLOGY
        case _:
            return None


def _is_told(event: AnyEvent) -> bool:
    """Whether somebody outside the act itself must hear of the event."""
    match event:
        case Ended():
            return event.end in {End.REFUSED, End.WITHDRAWN, End.STOPPED}
        case HandedOver():
            return event.what is Custody.RESULT
        case (
            Accepted()
            | SupplementRequested()
            | Warned()
            | ApologyDrafted()
            | ApologyFellDue()
            | ApologySigned()
            | DossierLate()
            | TaskLate()
            | Escalated()
        ):
            return True
        case _:
            return False
