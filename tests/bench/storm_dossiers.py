"""The storm's dossiers: rehearsals lodged one after another, and all due at the close of one official day."""

import asyncio
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from itertools import cycle
from typing import Final

from temporalio.client import Client

from api.telling import digest, start
from commands.usual import CALENDAR, DIRECTORY
from definitions.calendar_files import load_calendar
from definitions.directory_files import load_directory
from definitions.limits import Limit
from definitions.loader import load_catalogue
from definitions.procedure import Channel, Procedure
from records import lodgings
from records.database import Database, writing
from tests.bench.house import CATALOGUE
from workflows.actors import Official
from workflows.machine.pin import Code, Ground, Pin, Rehearsal, pin_of
from workflows.messages import Lodge, Order, Party

DAY: Final = date(2026, 3, 2)
"""The official day at whose close everything falls due."""

UNITS: Final = 20
"""So many communes receive, by turns; an agency has 9,999 codes a day."""

_SAME_DAY: Final = Limit.parse("same day")
_LODGE: Final = Lodge(
    applicant=Party(name="Nguyễn Thị Hoa", address="Thôn 1, xã Phú Sơn", phone="0905000000"),
    channel=Channel.COUNTER,
    form={"martyr_name": "Nguyễn Văn Sơn", "certificate_number": "TB-123", "relation": "Con", "mandated": False},
    papers=("application", "certificate"),
)


@dataclass(frozen=True)
class Desks:
    """The communes' desks, which take dossiers in by turns; `pins` are what is fixed at each, but for time and code."""

    client: Client
    task_queue: str
    database: Database
    pins: Iterator[Pin]

    async def lodge(self, due_at: datetime) -> Code:
        """Lodge one rehearsal whose official 17:00 comes at the real instant `due_at`; answers when it is journalled.

        The dossier and its first step are due the same day, so all that watches them rings at one instant: the
        lateness of both, the apology, the breach because it is missing, and the ladder's first rung.
        """
        pin = await asyncio.to_thread(self._reserve, _due(next(self.pins), due_at))
        actor = Official(official="tiepnhan", name="Lê Văn An", post="receptionist", office=pin.route.receiving)
        sent = digest("POST", pin.code, None, actor.official)
        await start(
            self.client,
            self.task_queue,
            pin,
            Order(key=pin.code, digest=sent, actor=actor, message=_LODGE, pin=pin.seal),
        )
        return pin.code

    def _reserve(self, pin: Pin) -> Pin:
        agency = pin.route.office(pin.route.receiving).agency
        assert agency is not None, "a receiving desk has an agency code"
        claim = lodgings.Claim(
            key=str(uuid.uuid4()),
            official="tiepnhan",
            digest="",
            agency=agency,
            local_on=DAY,
            pin_of=partial(_coded, pin),
            at=datetime.now(UTC),
        )
        with writing(self.database) as session:
            return Pin.model_validate_json(lodgings.reserve(session, claim).lodging.pin)


def open_desks(client: Client, task_queue: str, database: Database) -> Desks:
    """The desks of the first communes of the directory; `client` brings the installation's codec."""
    ground = Ground(directory=load_directory(DIRECTORY), calendar=load_calendar(CALENDAR))
    offices = (office for office in ground.directory.offices if (office.role, office.level) == ("desk", "commune"))
    units = [office.code.partition("/")[0] for office in offices if office.is_in_force(DAY)][:UNITS]
    procedure = _of_one_day()
    return Desks(client, task_queue, database, cycle([pin_of(procedure, ground, unit=unit, on=DAY) for unit in units]))


def _of_one_day() -> Procedure:
    (procedure,) = load_catalogue(CATALOGUE).procedures
    first = procedure.manned[procedure.first].model_copy(update={"limit": _SAME_DAY})
    time = procedure.time.model_copy(update={"limit": _SAME_DAY})
    return procedure.model_copy(update={"time": time, "steps": {**procedure.steps, procedure.first: first}})


def _due(pin: Pin, at: datetime) -> Pin:
    return pin.model_copy(update={"rehearsal": Rehearsal(offset=pin.calendar.closes_on(DAY) - at)})


def _coded(pin: Pin, code: str) -> str:
    return pin.model_copy(update={"code": code}).model_dump_json(by_alias=True)
