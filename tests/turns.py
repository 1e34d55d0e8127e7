"""Turns: plays that remember what each of their turns asks to be written, and records to write them into."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import text

from activities.register import Register
from definitions.procedure import Procedure
from definitions.time_policy import DEFAULT_LADDER, Moment, Rung, Target
from records import alerts, entries, lodgings
from records.database import Database, writing
from tests.plays import Told, worship
from workflows.actors import Linked, Official, Operator
from workflows.effects import Writing
from workflows.machine.events import AnyEvent
from workflows.machine.standing import standing
from workflows.machine.state import State
from workflows.messages import Message


class Turns(Told):
    """A play, told in UTC as Temporal tells the time, that remembers what each of its turns asks to be written."""

    def __init__(self, procedure: Procedure | None = None) -> None:
        super().__init__(procedure)
        self.turns: list[Writing] = []

    def tell(self, message: Message, *, actor: Official | Operator | Linked, now: datetime) -> tuple[AnyEvent, ...]:
        return super().tell(message, actor=actor, now=now.astimezone(UTC))

    def _enter(self, state: State, events: tuple[AnyEvent, ...]) -> tuple[AnyEvent, ...]:
        before = len(self.entries)
        entered = super()._enter(state, events)
        if len(self.entries) > before:
            self.turns.append(Writing(entries=self.entries[before:], standing=standing(self.state)))
        return entered


def reserve(database: Database, told: Told | None = None) -> None:
    pin = (told or Turns()).state.pin
    claim = lodgings.Claim(
        key="k",
        official="o",
        digest="d",
        agency="H57.33.09",
        local_on=date(2026, 3, 2),
        pin_of=lambda _: pin.model_dump_json(),
        at=datetime(2026, 3, 2, tzinfo=UTC),
    )
    with writing(database) as session:
        assert lodgings.reserve(session, claim).lodging.code == pin.code


def straight() -> Turns:
    """As far as the province, with a task claimed, released and claimed again."""
    told = Turns()
    told.lodge("03-02 08:30").claim("03-02 08:40").release("03-02 08:41").claim("03-02 08:42")
    told.complete("03-02 10:00", "accept").complete("03-06 10:00", "forward").complete("03-20 09:00", "forward")
    return told


def late() -> Turns:
    """A supplement, then so much delay that an apology is signed and the dossier late twice; then withdrawn."""
    told = Turns()
    told.lodge("03-02 08:30").complete("03-02 10:00", "accept").ask("03-03 09:00").supply("03-10 09:00")
    told.run_until("04-20 09:00")
    assert told.state.apology is not None
    told.sign("04-20 09:30", "2026-05-05").run_until("05-20 09:00").withdraw("05-20 10:00")
    return told


def urged() -> Turns:
    """A dossier so late at the commune that the one-stop's head is to urge it, and the chair gets the work."""
    due = Rung(at=Moment.parse("due"), to=(Target.parse("holder.head"),), urge=True, reassign="chair")
    told = Turns(worship(escalate=(due, *DEFAULT_LADDER[1:])))
    told.lodge("03-02 08:30").complete("03-02 10:00", "accept").claim("03-03 09:00").run_until("04-20 09:00")
    return told


def write(register: Register, told: Turns) -> None:
    for turn in told.turns:
        register.write_entries(turn)


def rows(database: Database) -> dict[str, list[Any]]:
    """Everything in the journal and the read model."""
    with database.reader.connect() as connection:
        return {
            table: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4"))]  # noqa: S608 - our own names
            for table in ("entries", "dossiers", "tasks", "alerts", "sightings", "ledger", "reckonings")
        }


def see_every_second_alert(database: Database, code: str) -> None:
    at = datetime(2026, 5, 1, tzinfo=UTC)
    with writing(database) as session:
        told = [
            alert for entry in entries.journal(session, code) for alert in alerts.of_entry(session, code, entry.seq)
        ]
        for alert in told[::2]:
            alerts.see(session, alert, official="an", at=at)
