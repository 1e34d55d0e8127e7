"""Rebuilding: the read model derived anew from the journal, by the machine that decided it."""

import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import reduce

from pydantic import ValidationError
from sqlmodel import Session

from activities.alerting import alerts_after
from activities.datings import write_datings
from activities.drawn import Drawn
from activities.projection import lodged_row, standing_row, tasks_after
from activities.reckoning import write_reckonings
from activities.register import enter_into_ledger, pin_of, write_alerts, write_opened
from letters.branching import begun
from letters.recorded import entry_of
from records import alerts, dossiers, entries, recalculations, reports, tasks
from records.database import Database, writing
from workflows.machine.events import Lodged
from workflows.machine.evolve import evolve
from workflows.machine.journal import event_of
from workflows.machine.standing import standing
from workflows.machine.state import State


class Unreadable(Exception):
    """What is kept of a dossier is not even of the right shape; `code` is its code."""

    def __init__(self, code: str) -> None:
        """Name the dossier."""
        super().__init__(f"what is kept of {code} cannot be read")
        self.code = code


def _untold(_done: int, _of: int) -> None:
    """Nobody watches."""


def rebuild(database: Database, *, told: Callable[[int, int], None] = _untold) -> int:
    """Forget all dossiers, tasks, alerts and counts and derive them from the pins and journals; how many dossiers.

    What was seen is kept, and every number in a ledger; a dossier accepted before there was a ledger gets its number
    now. One transaction: readers see the old rows until the new are whole. It may run beside a worker: what the worker
    has to write waits, or is an outage that it tries again. `told` hears how many of how many dossiers are done.

    Raises `RecordsAway` and `Unreadable`; then nothing has changed.
    """
    with writing(database) as session:
        entries.hold(session)
        alerts.clear(session)
        tasks.clear(session)
        reports.clear(session)
        dossiers.clear(session)
        recalculations.clear(session)
        codes = entries.dossiers(session)
        for done, code in enumerate(codes, start=1):
            _readable(session, code)
            told(done, len(codes))
        alerts.recall_sightings(session)
        for accepted in entries.of_kind(session, "dossier.accepted"):
            enter_into_ledger(session, pin_of(session, accepted.dossier), [event_of(entry_of(accepted))])
        return len(codes)


def _readable(session: Session, code: str) -> None:
    try:
        _rebuild(session, code)
    except (ValidationError, zlib.error) as damaged:
        raise Unreadable(code) from damaged


def _rebuild(session: Session, code: str) -> None:
    kept = [entry_of(row) for row in entries.journal(session, code)]
    pin = pin_of(session, code)
    events = [event_of(entry) for entry in kept]
    state = replace(reduce(evolve, events, State(pin=pin)), seq=kept[-1].seq, head=kept[-1].hash)
    lodged = events[0]
    assert isinstance(lodged, Lodged), "a journal begins with the lodging"
    numbered = [(entry.seq, event) for entry, event in zip(kept, events, strict=True)]
    write_datings(session, code, numbered, name_of=lambda _: pin.calendar.id)
    title = pin.procedure.title
    dossiers.add(session, lodged_row(code, lodged, title=title) | standing_row(standing(state), events))
    write_opened(session, code, tasks_after(events), Drawn(pin.procedure, begun(events)))
    write_reckonings(session, code, numbered)
    write_alerts(session, code, alerts_after(pin.route, numbered, postings=pin.procedure.postings))
