"""A dossier as the records have it: what was fixed at its lodging, its journal, and what that adds up to."""

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final

from pydantic import TypeAdapter
from sqlmodel import Session

from definitions.directory import Office
from records import entries, lodgings, tables
from workflows.actors import Actor
from workflows.machine.events import AnyEvent, Lodged, TaskOpened
from workflows.machine.evolve import evolve
from workflows.machine.journal import Entry, event_of
from workflows.machine.pin import Pin
from workflows.machine.state import State


class NotRecorded(LookupError):
    """The records have no journal of that dossier."""


@dataclass(frozen=True)
class Recorded:
    """A dossier's pin and journal; `events` are what the entries record, one each."""

    pin: Pin
    entries: tuple[Entry, ...]
    events: tuple[AnyEvent, ...]

    @property
    def lodged(self) -> Lodged:
        """How it was handed in: the first event of every journal."""
        first = self.events[0]
        assert isinstance(first, Lodged)
        return first

    @property
    def desk(self) -> Office:
        """The desk that received it and gives the result back."""
        return self.pin.route.office(self.pin.route.receiving)

    def entry(self, seq: int) -> Entry:
        """Its entry of that number."""
        return self.entries[seq - 1]

    def event(self, seq: int) -> AnyEvent:
        """What its entry of that number records."""
        return self.events[seq - 1]

    def state_after(self, seq: int) -> State:
        """What its events up to and with that entry add up to."""
        return self._states[seq]

    @cached_property
    def _states(self) -> tuple[State, ...]:
        """The state after none, one, two … of its entries: every letter and notice of a turn asks for some of them."""
        return tuple(accumulate(self.events, evolve, initial=State(pin=self.pin)))

    def step_at(self, seq: int) -> str:
        """The step that is open after that entry, or opens next, as between two offices, or else was open last."""
        work = self.state_after(seq).work
        if work is not None:
            return work.step
        others = (*self.events[seq:], *reversed(self.events[:seq]))
        return next(event.step for event in others if isinstance(event, TaskOpened))


def recorded(session: Session, code: str) -> Recorded:
    """The dossier of that code; raises `NotRecorded`."""
    pin = lodgings.pin(session, code)
    journal = tuple(entry_of(row) for row in entries.journal(session, code))
    if pin is None or not journal:
        raise NotRecorded(f"the records have no journal of {code}")
    return Recorded(Pin.model_validate_json(pin), journal, tuple(event_of(entry) for entry in journal))


def entry_of(row: tables.Entry) -> Entry:
    """The entry that a row of the journal keeps."""
    return Entry(
        dossier=row.dossier,
        seq=row.seq,
        at=row.at,
        actor=_ACTOR.validate_python(row.actor),
        kind=row.kind,
        payload=row.payload,
        basis=row.basis,
        previous=row.previous,
        hash=row.hash,
    )


_ACTOR: Final[TypeAdapter[Actor]] = TypeAdapter(Actor)
