"""The register: writes the journal and the read model, each turn of a dossier whole or not at all."""

import json
from dataclasses import dataclass, field
from typing import Any, Final

from sqlmodel import Session
from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.projection import APOLOGY_TITLE, TaskChanges, entry_row, lodged_row, standing_row, tasks_after
from records import dossiers, entries, lodgings, tasks
from records.database import Database, writing
from workflows.effects import WRITE_ENTRIES, Writing
from workflows.machine.events import AnyEvent, Lodged
from workflows.machine.journal import Entry, event_of
from workflows.machine.standing import Standing
from workflows.machine.state import APOLOGY

DIFFERENT_ENTRY: Final = "DifferentEntry"


class EntriesMissing(Exception):
    """The journal lacks the entry before these: rows were lost, and an operator must restore them."""


@dataclass(frozen=True, slots=True)
class Register:
    """Writes what dossiers decide into the records."""

    database: Database
    titles: dict[str, "Titles"] = field(default_factory=dict)
    """The titles that definitions give, by digest: a definition never changes."""

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
                self._project(session, new[0].dossier, [event_of(entry) for entry in new], told.standing)

    def _project(self, session: Session, code: str, events: list[AnyEvent], standing: Standing) -> None:
        row = standing_row(standing, events)
        changes = tasks_after(events)
        if isinstance(events[0], Lodged):
            titles = self._titles(session, code, events[0].digest)
            lodgings.begin(session, code)
            dossiers.add(session, lodged_row(code, events[0], title=titles.procedure) | row)
        else:
            titles = self._titles(session, code) if changes.opened else NO_TITLES
            dossiers.move(session, code, seq=standing.seq, changes=row)
        write_tasks(session, code, changes, titles)

    def _titles(self, session: Session, code: str, digest: str | None = None) -> "Titles":
        digest = digest or dossiers.digest(session, code)
        if digest not in self.titles:
            self.titles[digest] = _titles_of(lodgings.pin(session, code))
        return self.titles[digest]


@dataclass(frozen=True, slots=True)
class Titles:
    """What a definition calls itself and its steps."""

    procedure: str
    steps: dict[str, str]

    def of(self, step: str) -> str:
        """A step's title as an official reads it."""
        return APOLOGY_TITLE if step == APOLOGY else self.steps[step]


NO_TITLES: Final = Titles("", {})


def write_tasks(session: Session, code: str, changes: TaskChanges, titles: Titles) -> None:
    """Write what became of a dossier's tasks."""
    opened = changes.opened.values()
    tasks.add(session, [row | {"dossier": code, "title": titles.of(row["step"])} for row in opened])
    for number, columns in changes.changed.items():
        tasks.change(session, code, number, columns)


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
