"""The register: writes the journal and the read model, each turn of a dossier whole or not at all."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import BaseModel
from sqlmodel import Session
from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.alerting import ALERTING, Numbered, Work, alerts_after
from activities.datings import write_datings
from activities.projection import (
    APOLOGY_TITLE,
    URGING_TITLE,
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
from records import alerts, dossiers, entries, ledger, lodgings, tasks
from records.database import Database, writing
from workflows.effects import WRITE_ENTRIES, Writing
from workflows.machine.event import Recipient
from workflows.machine.events import Accepted, AnyEvent, Lodged, Warned
from workflows.machine.journal import Entry, event_of
from workflows.machine.pin import Pin
from workflows.machine.standing import Standing
from workflows.machine.tasks import APOLOGY, URGING

DIFFERENT_ENTRY: Final = "DifferentEntry"


class EntriesMissing(Exception):
    """The journal lacks the entry before these: rows were lost, and an operator must restore them."""


@dataclass(frozen=True, slots=True)
class Register:
    """Writes what dossiers decide into the records."""

    database: Database
    titles: dict[str, "Titles"] = field(default_factory=dict)
    """The titles that definitions give, by digest: a definition never changes."""
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
        work = _open_work(session, code) if any(isinstance(event, Warned) for event in events) else None
        row = standing_row(standing, events)
        changes = tasks_after(events)
        write_datings(session, code, numbered, name_of=lambda digest: self._calendar(session, code, digest))
        if isinstance(events[0], Lodged):
            titles = self._titles(session, code, events[0].digest)
            lodgings.begin(session, code)
            dossiers.add(session, lodged_row(code, events[0], title=titles.procedure) | row)
        else:
            titles = self._titles(session, code) if changes.opened else NO_TITLES
            dossiers.move(session, code, seq=standing.seq, changes=row)
        write_tasks(session, code, changes, titles)
        write_reckonings(session, code, numbered)
        if any(isinstance(event, ALERTING) for event in events):
            write_alerts(session, code, alerts_after(_route(session, code), numbered, work=work))
        if any(isinstance(event, Accepted) for event in events):
            enter_into_ledger(session, pin_of(session, code), events)

    def _titles(self, session: Session, code: str, digest: str | None = None) -> "Titles":
        digest = digest or dossiers.digest(session, code)
        if digest not in self.titles:
            self.titles[digest] = _titles_of(lodgings.pin(session, code))
        return self.titles[digest]

    def _calendar(self, session: Session, code: str, digest: str) -> str:
        if digest not in self.calendars:
            self.calendars[digest] = pin_of(session, code).calendar.id
        return self.calendars[digest]


@dataclass(frozen=True, slots=True)
class Titles:
    """What a definition calls itself and its steps."""

    procedure: str
    steps: dict[str, str]

    def of(self, step: str) -> str:
        """A step's title as an official reads it."""
        return LETTER_TITLES.get(step) or self.steps[step]


LETTER_TITLES: Final = {APOLOGY: APOLOGY_TITLE, URGING: URGING_TITLE}
NO_TITLES: Final = Titles("", {})


def write_tasks(session: Session, code: str, changes: TaskChanges, titles: Titles) -> None:
    """Write what became of a dossier's tasks."""
    opened = changes.opened.values()
    tasks.add(session, [row | {"dossier": code, "title": titles.of(row["step"])} for row in opened])
    for number, columns in changes.changed.items():
        tasks.change(session, code, number, columns)


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


def _open_work(session: Session, code: str) -> Work | None:
    """The procedure's open task, as the entries that are written leave it."""
    found = tasks.open_work(session, code)
    return Work(found.number, Recipient(office=found.office, post=found.post)) if found else None


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


def _titles_of(pin: str | None) -> Titles:
    assert pin is not None, "a dossier's code is reserved before it is lodged"
    procedure: dict[str, Any] = json.loads(pin)["procedure"]
    steps = {name: step.get("title") or name for name, step in procedure["steps"].items()}
    return Titles(procedure["title"], steps)
