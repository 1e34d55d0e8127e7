"""The register: writes the journal and the read model, each turn of a dossier whole or not at all."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Final

from pydantic import BaseModel
from sqlmodel import Session
from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.alerting import ALERTING, Numbered, Work, alerts_after
from activities.datings import write_datings
from activities.drawn import Drawn
from activities.projection import (
    Row,
    TaskChanges,
    entry_row,
    ledger_entry,
    lodged_row,
    standing_row,
    tasks_after,
)
from activities.reckoning import write_reckonings
from definitions.directory import Route
from definitions.procedure import Procedure
from letters.branching import Begun, begun
from letters.recorded import entry_of
from records import alerts, dossiers, entries, ledger, lodgings, tasks
from records.database import Database, writing
from workflows.effects import WRITE_ENTRIES, Writing
from workflows.machine.branches import ROOT
from workflows.machine.event import Recipient
from workflows.machine.events import Accepted, AnyEvent, Lodged, Warned
from workflows.machine.events_flow import BranchesStarted
from workflows.machine.journal import Entry, event_of
from workflows.machine.pin import Pin
from workflows.machine.standing import Standing

DIFFERENT_ENTRY: Final = "DifferentEntry"


class EntriesMissing(Exception):
    """The journal lacks the entry before these: rows were lost, and an operator must restore them."""


@dataclass(frozen=True, slots=True)
class Register:
    """Writes what dossiers decide into the records."""

    database: Database
    procedures: dict[str, Procedure] = field(default_factory=dict)
    """The definitions that open dossiers are handled under, by digest: a definition never changes."""
    calendars: dict[str, str] = field(default_factory=dict)
    """The names of calendars by the digests of their versions, which never change."""

    @activity.defn(name=WRITE_ENTRIES)
    def write_entries(self, told: Writing) -> None:
        """Write a turn's entries, tasks and standing in one transaction.

        Running it twice is safe because an entry's key is its dossier and number: the second time none is new, and only
        new entries reach the read model. Raises `RecordsAway` and `EntriesMissing`, which may pass, and for good an
        ApplicationError of type `DifferentEntry` when another entry stands under the same number.
        """
        with writing(self.database) as session:
            new = _new(session, told.entries)
            if new:
                entries.append(session, [entry_row(entry) for entry in new])
                self._project(session, new[0].dossier, [(entry.seq, event_of(entry)) for entry in new], told.standing)

    def _project(self, session: Session, code: str, numbered: list[Numbered], standing: Standing) -> None:
        events = [event for _, event in numbered]
        work = _open_work(session, code) if any(isinstance(event, Warned) for event in events) else ()
        row = standing_row(standing, events)
        changes = tasks_after(events)
        write_datings(session, code, numbered, name_of=lambda digest: self._calendar(session, code, digest))
        if isinstance(events[0], Lodged):
            lodgings.begin(session, code)
            title = self._procedure(session, code, events[0].digest).title
            dossiers.add(session, lodged_row(code, events[0], title=title) | row)
        else:
            dossiers.move(session, code, seq=standing.seq, changes=row)
        if changes.opened:
            procedure = self._procedure(session, code)
            write_opened(session, code, changes, Drawn(procedure, _branches(session, code, changes)))
        write_changed(session, code, changes)
        write_reckonings(session, code, numbered)
        if any(isinstance(event, ALERTING) for event in events):
            postings = self._postings(session, code, events)
            write_alerts(session, code, alerts_after(_route(session, code), numbered, work=work, postings=postings))
        if any(isinstance(event, Accepted) for event in events):
            enter_into_ledger(session, pin_of(session, code), events)

    def _procedure(self, session: Session, code: str, digest: str | None = None) -> Procedure:
        digest = digest or dossiers.digest(session, code)
        if digest not in self.procedures:
            self.procedures[digest] = pin_of(session, code).procedure
        return self.procedures[digest]

    def _postings(self, session: Session, code: str, events: Iterable[AnyEvent]) -> Collection[str]:
        """The steps that post something publicly, where a branch that began may be a complaint."""
        if not any(isinstance(event, BranchesStarted) for event in events):
            return ()
        return self._procedure(session, code).postings

    def _calendar(self, session: Session, code: str, digest: str) -> str:
        if digest not in self.calendars:
            self.calendars[digest] = pin_of(session, code).calendar.id
        return self.calendars[digest]


def write_opened(session: Session, code: str, changes: TaskChanges, drawn: Drawn) -> None:
    """Write the tasks that were opened, with what the definition says of them."""
    tasks.add(session, [_opened_row(code, row, drawn) for row in changes.opened.values()])


def write_changed(session: Session, code: str, changes: TaskChanges) -> None:
    """Write what became of a dossier's earlier tasks."""
    for number, columns in changes.changed.items():
        tasks.change(session, code, number, columns)


def _opened_row(code: str, row: Row, drawn: Drawn) -> Row:
    step = row["step"]
    said = {"title": drawn.title(step), "kind": drawn.kind(step, row["kind"]), "branch": drawn.branch(row["branch"])}
    return row | said | {"dossier": code}


def write_alerts(session: Session, code: str, rows: Iterable[Row]) -> None:
    """Put a dossier's alerts before those whom they are told to."""
    alerts.add(session, [row | {"dossier": code} for row in rows])


def enter_into_ledger(session: Session, pin: Pin, events: Iterable[AnyEvent]) -> None:
    """Enter a dossier into its desk's ledger if the events accept it, and it is neither there nor a rehearsal."""
    accepted = next((event for event in events if isinstance(event, Accepted)), None)
    if accepted is not None:
        entered = ledger_entry(pin, accepted)
        ledger.enter(session, pin.code, year=entered.year, lead=entered.lead)


def pin_of(session: Session, code: str) -> Pin:
    """What was fixed for a dossier that has a journal."""
    text = lodgings.pin(session, code)
    assert text is not None, "an entry refers to its lodging"
    return Pin.model_validate_json(text)


class _Routed(BaseModel):
    """Of what was fixed for a dossier, its route: a storm of alarms has no time to read more."""

    route: Route


def _route(session: Session, code: str) -> Route:
    text = lodgings.pin(session, code)
    assert text is not None, "an entry refers to its lodging"
    return _Routed.model_validate_json(text).route


def _open_work(session: Session, code: str) -> tuple[Work, ...]:
    """The procedure's open tasks, as the entries that are written leave them."""
    found = tasks.open_work(session, code)
    return tuple(Work(held.number, Recipient(office=held.office, post=held.post)) for held in found)


def _branches(session: Session, code: str, changes: TaskChanges) -> dict[int, Begun]:
    """The branches begun so far, where a task that was opened is in one."""
    if all(row["branch"] == ROOT for row in changes.opened.values()):
        return {}
    return begun(event_of(entry_of(row)) for row in entries.of_dossier(session, code, "branches.started"))


def _new(session: Session, told: tuple[Entry, ...]) -> list[Entry]:
    """The entries that are not written yet."""
    first = told[0]
    stored = entries.hashes(session, first.dossier, since=first.seq - 1)
    if first.seq > 1 and first.seq - 1 not in stored:
        raise EntriesMissing(f"{first.dossier} has no entry {first.seq - 1}")
    due = {first.seq - 1: first.previous} | {entry.seq: entry.hash for entry in told}
    for seq, sealed in stored.items():
        if due.get(seq, sealed) != sealed:
            raise ApplicationError(f"{first.dossier} has another entry {seq}", type=DIFFERENT_ENTRY, non_retryable=True)
    return [entry for entry in told if entry.seq not in stored]
