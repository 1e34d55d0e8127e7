"""The storm: deadlines that all fall due at one instant, and how long it takes until each stands in the journal."""

import asyncio
import sqlite3
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import Client

from tests.bench import processes

AT_ONCE: Final = 20
"""So many deadlines are set at a time."""

FIRST: Final = 60
"""So many are set before, to learn how long setting takes; they fall due much later."""

SLACK: Final = 1.5
"""So many times as long as for the first ones setting each of the many may take."""

LATER: Final = timedelta(days=30)
SAMPLE: Final = 20
_POLL_SECONDS: Final = 0.2
_CALM_SECONDS: Final = 5.0
"""Nothing was sent for so long: everything has been."""


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the two that are compared: `set` makes a deadline, and is answered when its timer is set.

    The queries count what all deadlines came to.
    """

    client: Client
    set: Callable[[datetime], Awaitable[str]]
    database: Path
    journalled: str
    entries: str
    sent: str

    def count(self, query: str) -> int:
        """What a query counts."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            (found,) = connection.execute(query).fetchone()
        return int(found)


@dataclass(frozen=True, kw_only=True)
class Gale:
    """What a storm came to; times are seconds after the instant, but for `setting`, which came before.

    At `median` half of the deadlines stood in the journal, at `last` all, at `settled` what they oblige was sent too.
    `cpu` is the processor time until everything was settled, `cpu_journalled` until the last stood in the journal.
    `turns` are what one deadline cost in workflow tasks, activities and timers, by name, of a sample.
    """

    deadlines: int
    setting: float
    median: float
    last: float
    settled: float
    entries: int
    sent: int
    cpu_journalled: dict[str, float]
    cpu: dict[str, float]
    turns: dict[str, float]

    @property
    def rate(self) -> float:
        """Deadlines journalled a second."""
        return self.deadlines / self.last


async def outlast(side: Side, deadlines: int) -> Gale:
    """Set the deadlines for one instant, wait for it, and watch until all is quiet again."""
    each = await _timed(_set_all(side, FIRST, datetime.now(UTC) + LATER)) / FIRST
    due_at = datetime.now(UTC) + timedelta(seconds=10 + SLACK * each * deadlines)
    codes: list[str] = []
    setting = await _timed(_set_all(side, deadlines, due_at, codes))
    assert datetime.now(UTC) < due_at, "the last deadline was set after it had fallen due"
    late, entries, sent = (side.count(query) for query in (side.journalled, side.entries, side.sent))
    await asyncio.sleep((due_at - datetime.now(UTC)).total_seconds())
    used, began = processes.cpu_seconds(), time.perf_counter()
    median = await _until_counted(side, late + deadlines // 2, began)
    last = await _until_counted(side, late + deadlines, began)
    journalled = processes.since(used)
    settled = await _until_calm(side, last, began)
    return Gale(
        deadlines=deadlines,
        setting=setting,
        median=median,
        last=last,
        settled=settled,
        entries=side.count(side.entries) - entries,
        sent=side.count(side.sent) - sent,
        cpu_journalled=journalled,
        cpu=processes.since(used),
        turns=await _turns(side.client, codes[:: max(1, len(codes) // SAMPLE)], due_at),
    )


async def _timed(work: Awaitable[None]) -> float:
    began = time.perf_counter()
    await work
    return time.perf_counter() - began


async def _set_all(side: Side, number: int, due_at: datetime, codes: list[str] | None = None) -> None:
    left = iter(range(number))

    async def caller() -> None:
        for _ in left:
            code = await side.set(due_at)
            if codes is not None:
                codes.append(code)

    await asyncio.gather(*(caller() for _ in range(AT_ONCE)))


async def _until_counted(side: Side, wanted: int, began: float) -> float:
    while await asyncio.to_thread(side.count, side.journalled) < wanted:  # noqa: ASYNC110 - another process
        await asyncio.sleep(_POLL_SECONDS)
    return time.perf_counter() - began


async def _until_calm(side: Side, last: float, began: float) -> float:
    sent, changed = await asyncio.to_thread(side.count, side.sent), last
    while (elapsed := time.perf_counter() - began) < changed + _CALM_SECONDS:
        await asyncio.sleep(_POLL_SECONDS)
        if (more := await asyncio.to_thread(side.count, side.sent)) > sent:
            sent, changed = more, elapsed
    return changed


async def _turns(client: Client, codes: list[str], since: datetime) -> dict[str, float]:
    counted: Counter[str] = Counter()
    for code in codes:
        history = await client.get_workflow_handle(code).fetch_history()
        counted.update(name for event in history.events if _at(event) >= since and (name := _name(event)))
    return {name: number / len(codes) for name, number in sorted(counted.items())}


def _at(event: HistoryEvent) -> datetime:
    return event.event_time.ToDatetime(tzinfo=UTC)


def _name(event: HistoryEvent) -> str | None:
    match event.event_type:
        case EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED:
            return event.activity_task_scheduled_event_attributes.activity_type.name
        case EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED:
            return "workflow task"
        case EventType.EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT:
            return "workflow task that waited too long for the worker which remembers"
        case EventType.EVENT_TYPE_TIMER_STARTED:
            return "timer set"
        case _:
            return None
