"""Rebuilding: the read model derived anew from the journal, by the machine that decided it."""

from dataclasses import replace
from functools import reduce

from sqlmodel import Session

from activities.projection import entry_of, lodged_row, standing_row, tasks_after
from activities.register import Titles, write_tasks
from records import dossiers, entries, lodgings, tasks
from records.database import Database, writing
from workflows.machine.events import Lodged
from workflows.machine.evolve import evolve
from workflows.machine.journal import event_of
from workflows.machine.pin import Pin
from workflows.machine.standing import standing
from workflows.machine.state import State


def rebuild(database: Database) -> int:
    """Forget all dossiers and tasks and derive them from the pins and journals; how many dossiers there are.

    One transaction: readers see the old rows until the new are whole. Raises `RecordsAway`.
    """
    with writing(database) as session:
        tasks.clear(session)
        dossiers.clear(session)
        codes = entries.dossiers(session)
        for code in codes:
            _rebuild(session, code)
        return len(codes)


def _rebuild(session: Session, code: str) -> None:
    kept = [entry_of(row) for row in entries.journal(session, code)]
    text = lodgings.pin(session, code)
    assert text is not None, "an entry refers to its lodging"
    pin = Pin.model_validate_json(text)
    events = [event_of(entry) for entry in kept]
    state = replace(reduce(evolve, events, State(pin=pin)), seq=kept[-1].seq, head=kept[-1].hash)
    lodged = events[0]
    assert isinstance(lodged, Lodged), "a journal begins with the lodging"
    title = pin.procedure.title
    dossiers.add(session, lodged_row(code, lodged, title=title) | standing_row(standing(state), events))
    steps = {step: pin.procedure.step_title(step) for step in pin.procedure.steps}
    write_tasks(session, code, tasks_after(events), Titles(title, steps))
