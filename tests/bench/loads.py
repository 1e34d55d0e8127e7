"""Loads: officials at work, through the system's API or straight on the bare workflow; and what each load came to."""

import asyncio
import itertools
import statistics
import time
import uuid
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

from temporalio.client import WithStartWorkflowOperation
from temporalio.common import WorkflowIDConflictPolicy

from commands.usual import DIRECTORY
from definitions.directory_files import demonstration_officials, load_directory
from tests.bench import bare, processes
from tests.bench.house import House
from tests.bench.wire import Wire

OUTCOMES: Final[dict[str, dict[str, Any]]] = {
    "intake": {"outcome": "accept"},
    "review": {"outcome": "forward"},
    "decide": {"outcome": "sign", "form": {"amount": 500_000, "from_year": 2026}},
    "give": {"outcome": "given"},
}
LODGING: Final[dict[str, Any]] = {
    "procedure": "9.000001",
    "channel": "counter",
    "applicant": {
        "name": "Nguyễn Thị Hoa",
        "address": "Thôn 1, xã Phú Sơn, thị xã Hương Thủy",
        "phone": "0905000000",
    },
    "form": {
        "martyr_name": "Nguyễn Văn Sơn",
        "certificate_number": "TB-123",
        "relation": "Con",
        "mandated": False,
    },
    "papers": ["application", "certificate"],
}

Times = list[float]
"""Seconds."""


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How long each act took to be answered and, if `watched`, to stand in the next official's worklist as read."""

    watched: bool = False
    acts: Times = field(default_factory=list)
    seen: Times = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Run:
    """What one load came to."""

    dossiers: int
    seconds: float
    tally: Tally
    cpu: dict[str, float]
    stored: dict[str, int]

    @property
    def rate(self) -> float:
        """Dossiers a second."""
        return self.dossiers / self.seconds


@dataclass(frozen=True, kw_only=True)
class Work:
    """How much is to be done: so many dossiers by so many officials at a time, each pausing between acts (seconds)."""

    dossiers: int
    officials: int
    pause: float = 0.0


@dataclass
class Staff:
    """The demonstration officials, by post and office, with their tokens."""

    people: dict[tuple[str, str], str]
    desks: list[str]
    tokens: dict[str, str] = field(default_factory=dict)

    async def token(self, wire: Wire, post: str, office: str) -> str:
        """The token of somebody who holds the post there, signed in once."""
        official = self.people[post, office]
        if official not in self.tokens:
            self.tokens[official] = (await wire.ask("POST", "/api/sessions", body={"official": official}))["token"]
        return self.tokens[official]


def staff() -> Staff:
    """Everybody of the directory; `desks` are the communes' that stand today."""
    directory = load_directory(DIRECTORY)
    people = {(post.post, post.office): one.id for one in demonstration_officials(directory) for post in one.posts}
    today = datetime.now(UTC).date()
    at_work = (office for office in directory.offices if office.valid_to is None or today <= office.valid_to)
    return Staff(people, [office.code for office in at_work if (office.role, office.level) == ("desk", "commune")])


async def through_the_system(house: House, people: Staff, work: Work, *, watched: bool = False) -> Run:
    """Lodge and finish dossiers over HTTP; if watched, look for each next task in the worklist that it belongs in."""
    wires = [await Wire.open("127.0.0.1", house.settings.api_port) for _ in range(work.officials)]
    tally = Tally(watched=watched)
    desks = itertools.cycle(people.desks[: work.officials])
    try:
        return await _measured(
            house, work, [_Caller(wire, people, desks, work, tally).dossier for wire in wires], tally
        )
    finally:
        for wire in wires:
            await wire.close()


async def on_the_bare_workflow(house: House, work: Work) -> Run:
    """Carry as many bare dossiers by as many updates."""
    tally = Tally()
    return await _measured(house, work, [partial(_bare_dossier, house, work, tally)] * work.officials, tally)


@dataclass
class _Caller:
    """One caller's dossiers, one after another, each from the next desk."""

    wire: Wire
    people: Staff
    desks: Iterator[str]
    work: Work
    tally: Tally

    async def dossier(self) -> None:
        """Lodge one dossier and do what it waits for, until it has ended."""
        desk = next(self.desks)
        body = {**LODGING, "unit": desk.partition("/")[0]}
        token = await self.people.token(self.wire, "receptionist", desk)
        view = await self._act("/api/dossiers", body, token)
        while view["ended_at"] is None:
            (task,) = view["holder"]["tasks"]
            token = await self.people.token(self.wire, task["post"], task["office"])
            path = f"/api/dossiers/{view['code']}/tasks/{task['number']}/complete"
            view = await self._act(path, OUTCOMES[task["step"]], token)

    async def _act(self, path: str, body: dict[str, Any], token: str) -> dict[str, Any]:
        if self.work.pause:
            await asyncio.sleep(self.work.pause)
        began = time.perf_counter()
        view: dict[str, Any] = await self.wire.ask("POST", path, token=token, body=body)
        self.tally.acts.append(time.perf_counter() - began)
        if self.tally.watched and view["ended_at"] is None:
            await self._find(view)
            self.tally.seen.append(time.perf_counter() - began)
        return view

    async def _find(self, view: dict[str, Any]) -> None:
        (task,) = view["holder"]["tasks"]
        token = await self.people.token(self.wire, task["post"], task["office"])
        query = f"post={task['post'].replace(' ', '%20')}&limit=100"
        page = await self.wire.ask("GET", f"/api/offices/{task['office']}/tasks?{query}", token=token)
        found = {(line["dossier"], line["number"]) for line in page["tasks"]}
        assert (view["code"], task["number"]) in found, "whoever acts sees the effect in the next worklist"


async def _bare_dossier(house: House, work: Work, tally: Tally) -> None:
    code = f"bare-{uuid.uuid4()}"
    for number in range(1, bare.STEPS + 1):
        if work.pause:
            await asyncio.sleep(work.pause)
        act = bare.sample_act(number)
        began = time.perf_counter()
        if number == 1:
            start: WithStartWorkflowOperation[Any, Any] = WithStartWorkflowOperation(
                bare.BareDossier.run,
                code,
                id=code,
                task_queue=bare.QUEUE,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            )
            await house.client.execute_update_with_start_workflow(
                bare.BareDossier.act, act, start_workflow_operation=start, id=str(uuid.uuid4())
            )
        else:
            handle = house.client.get_workflow_handle(code)
            await handle.execute_update(bare.BareDossier.act, act, id=str(uuid.uuid4()))
        tally.acts.append(time.perf_counter() - began)


async def _measured(house: House, work: Work, callers: list[Callable[[], Awaitable[None]]], tally: Tally) -> Run:
    left = iter(range(work.dossiers))

    async def caller(one: Callable[[], Awaitable[None]]) -> None:
        for _ in left:
            await one()

    stored, used, began = house.stored(), processes.cpu_seconds(), time.perf_counter()
    await asyncio.gather(*(caller(one) for one in callers))
    seconds = time.perf_counter() - began
    cpu = processes.since(used)
    grown = {name: size - stored[name] for name, size in house.stored().items()}
    return Run(dossiers=work.dossiers, seconds=seconds, tally=tally, cpu=cpu, stored=grown)


def percentile(times: Times, share: float) -> float:
    """The time in milliseconds that so large a share of the times does not pass."""
    return statistics.quantiles(times, n=1000, method="inclusive")[round(share * 1000) - 1] * 1000
