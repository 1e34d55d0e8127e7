"""Playing a scenario on Temporal with the product's worker and records, for histories that are worth keeping."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from temporalio.client import Client, WorkflowHistory
from temporalio.testing import WorkflowEnvironment

from activities.correspondence import LogPost
from activities.files import open_files
from api.telling import digest, start, tell
from definitions.directory_files import demonstration_officials
from definitions.loader import load_catalogue
from definitions.scenarios import Scenario
from letters.recorded import entry_of
from records import entries, lodgings, offices, officials, procedures
from records.database import Database, open_database, reading, writing
from records.upgrading import migrate
from runtime.codec import data_converter
from runtime.secrets import KeyRing
from runtime.waiting import until
from tests.plays import EXAMPLES, GROUND, catalogue_scenarios, stories
from worker import Tools, dossier_worker
from workflows.actors import Official
from workflows.machine.journal import Entry, event_of
from workflows.machine.pin import Code, Pin, Rehearsal, pin_of
from workflows.machine.refusals import Refusal
from workflows.messages import Message, Order
from workflows.rehearsal import Cast, cues, lodge, lodged_at, message, receptionist, runs_until, tasks_to_act_on

RING = KeyRing(current="test", keys={"test": b"histories are for everybody to rd"[:32]})
"""A key that protects nothing: recorded histories hold invented people only."""

CONVERTER = data_converter(RING)
CAST = Cast(demonstration_officials(GROUND.directory))
QUEUE = "dossiers"
A_MOMENT = timedelta(seconds=30)


STORIES = [*catalogue_scenarios(), *(story for folder in EXAMPLES for story in stories(folder))]
"""The catalogue's scenarios, and those of the examples."""
PROCEDURES = [
    *(procedure for procedure, _ in STORIES),
    *(one for folder in EXAMPLES for one in load_catalogue(folder).procedures),
]


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A server with a worker; where `clocks` are virtual, a scenario's own times are kept, else all happens at once."""

    client: Client
    database: Database
    clocks: WorkflowEnvironment | None = None


@asynccontextmanager
async def stage(
    client: Client, folder: Path, *, clocks: WorkflowEnvironment | None = None, cached: int = 2000
) -> AsyncIterator[Stage]:
    """Furnish records in a folder, and run the product's worker until the block ends."""
    database = open_database(f"sqlite:///{folder / 'records.sqlite'}")
    _furnish(database)
    kept = open_files((folder / "files").as_uri())
    tools = Tools(database=database, files=kept, post=LogPost(), public_url="http://localhost")
    async with dossier_worker(client, QUEUE, tools, cached=cached):
        yield Stage(client=client, database=database, clocks=clocks)
    database.close()


async def play(on: Stage, scenario: Scenario) -> Code:
    """Play a scenario to its end; what is done in a child dossier is left out."""
    pin = _reserve(on.database, scenario)
    await start(on.client, QUEUE, pin, _order(lodge(pin, scenario), actor=receptionist(pin, CAST), key=pin.code))
    for number, cue in enumerate(cue for cue in cues(pin, scenario) if not cue.within):
        await _run_until(on, pin, cue.at)
        told = message(cue.deed, tasks_to_act_on(event_of(entry) for entry in journal(on.database, pin.code)))
        refused = await _refusal(
            on.client, pin.code, _order(told, actor=cue.actor(pin, CAST), key=f"{pin.code}-{number}")
        )
        assert refused == cue.refused, f"{cue}: {refused}"
    await _run_until(on, pin, runs_until(pin, scenario) + A_MOMENT)
    if journal(on.database, pin.code)[-1].kind == "dossier.ended":
        await on.client.get_workflow_handle(pin.code).result()
    return pin.code


async def history(client: Client, code: str) -> WorkflowHistory:
    """A dossier's history."""
    return await client.get_workflow_handle(code).fetch_history()


def journal(database: Database, code: str) -> tuple[Entry, ...]:
    """A dossier's stored journal."""
    with reading(database) as session:
        return tuple(entry_of(row) for row in entries.journal(session, code))


def scenario(beginning: str) -> Scenario:
    """The scenario of the catalogue, or of an example, whose title begins so."""
    return next(one for _, one in STORIES if one.title.startswith(beginning))


def _furnish(database: Database) -> None:
    migrate(database)
    with writing(database) as session:
        offices.load(session, GROUND.directory)
        officials.load(session, demonstration_officials(GROUND.directory))
        for procedure in {procedure.procedure: procedure for procedure in PROCEDURES}.values():
            procedures.publish(session, procedure, source="", at=datetime.now(UTC))


def _reserve(database: Database, scenario: Scenario) -> Pin:
    """Fix a rehearsal whose official clock begins when the scenario does."""
    procedure = next(procedure for procedure, one in STORIES if one == scenario)
    now, on = datetime.now(UTC), scenario.lodged.at.date()
    pin = pin_of(procedure, GROUND, unit=scenario.lodged.unit, on=on)
    pin = pin.model_copy(update={"rehearsal": Rehearsal(offset=lodged_at(pin, scenario) - now)})
    desk = pin.route.office(pin.route.receiving)
    claim = lodgings.Claim(
        key=scenario.title,
        official="",
        digest="",
        agency=desk.agency or "",
        local_on=on,
        pin_of=lambda code: pin.model_copy(update={"code": Code(code)}).model_dump_json(by_alias=True),
        at=now,
    )
    with writing(database) as session:
        return Pin.model_validate_json(lodgings.reserve(session, claim).lodging.pin)


def _order(told: Message, *, actor: Official, key: str) -> Order:
    return Order(key=key, digest=digest("POST", key, None, actor.official), actor=actor, message=told)


async def _refusal(client: Client, code: Code, order: Order) -> str | None:
    try:
        await tell(client, code, order)
    except Refusal as refusal:
        return refusal.rule
    return None


async def _run_until(on: Stage, pin: Pin, at: datetime) -> None:
    handle = on.client.get_workflow_handle(pin.code)
    if on.clocks is not None and journal(on.database, pin.code)[-1].kind != "dossier.ended":
        length = pin.real_time(at) - await on.clocks.get_current_time(handle)
        if length > timedelta(0):
            await on.clocks.fast_forward(handle, length)
    await until(partial(_is_written, on, pin.code))


async def _is_written(on: Stage, code: Code) -> bool:
    decided: int = await on.client.get_workflow_handle(code).query("seq", result_type=int)
    return len(journal(on.database, code)) == decided
