"""Rebuilding: the read model derived anew from the journal, by the machine that decided it."""

from dataclasses import replace
from functools import reduce

from sqlmodel import Session

from activities.alerting import alerts_after
from activities.datings import write_datings
from activities.projection import lodged_row, standing_row, tasks_after
from activities.reckoning import write_reckonings
from activities.register import Titles, enter_into_ledger, pin_of, write_alerts, write_tasks
from letters.recorded import entry_of
from records import alerts, dossiers, entries, recalculations, reports, tasks
from records.database import Database, writing
from workflows.machine.events import Lodged
from workflows.machine.evolve import evolve
from workflows.machine.journal import event_of
from workflows.machine.standing import standing
from workflows.machine.state import State


def rebuild(database: Database) -> int:
    """Forget all dossiers, tasks and alerts and derive them from the pins and journals; how many dossiers there are.

    What was seen is kept, and every number in a ledger; a dossier accepted before there was a ledger gets its number
    now. One transaction: readers see the old rows until the new are whole. Raises `RecordsAway`.
    """
    with writing(database) as session:
        alerts.clear(session)
        tasks.clear(session)
        reports.clear(session)
        dossiers.clear(session)
        recalculations.clear(session)
        codes = entries.dossiers(session)
        for code in codes:
            _rebuild(session, code)
        alerts.recall_sightings(session)
        for accepted in entries.of_kind(session, "dossier.accepted"):
            enter_into_ledger(session, pin_of(session, accepted.dossier), [event_of(entry_of(accepted))])
        return len(codes)


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
    steps = {step: pin.procedure.step_title(step) for step in pin.procedure.manned}
    write_tasks(session, code, tasks_after(events), Titles(title, steps))
    write_reckonings(session, code, numbered)
    write_alerts(session, code, alerts_after(pin.route, numbered, work=None))
