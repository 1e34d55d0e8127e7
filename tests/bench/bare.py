"""The bare workflow: what one writes by hand for one procedure, with one SQL insert a step; and its worker process.

It leaves out what the system is for: the definition, the calendar and the route pinned in history, deadlines and their
timers, the hash chain, the read model, letters and notices, encryption, sign-in and permissions, HTTP, traces.
"""

import asyncio
import json
import sqlite3
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from temporalio import activity, workflow
from temporalio.client import Client
from temporalio.service import GrpcCompression
from temporalio.worker import Worker

QUEUE = "bare"
STEPS = 5
"""One update each: the lodging, and four steps."""


@dataclass
class Act:
    """What an official does, with what was filled in."""

    official: str
    name: str
    office: str
    outcome: str
    form: dict[str, Any]


@dataclass
class Step:
    """A row of the table of steps."""

    dossier: str
    seq: int
    at: str
    act: Act


@workflow.defn(name="BareDossier")
class BareDossier:
    """One dossier: five acts, each written down before it is answered."""

    def __init__(self) -> None:
        self.acts = 0
        self.written = 0

    @workflow.run
    async def run(self, code: str) -> int:
        """Wait for the last act."""
        await workflow.wait_condition(lambda: self.written == STEPS)
        await workflow.wait_condition(workflow.all_handlers_finished)
        return self.written

    @workflow.update
    async def act(self, act: Act) -> int:
        """Take an act in, and answer when its row is written."""
        self.acts += 1
        seq = self.acts
        step = Step(workflow.info().workflow_id, seq, workflow.now().isoformat(), act)
        await workflow.execute_activity(insert_step, step, start_to_close_timeout=timedelta(seconds=20))
        self.written += 1
        return seq

    @act.validator
    def _may_act(self, act: Act) -> None:
        if self.acts == STEPS or not act.outcome:
            raise ValueError("the dossier has ended")


@workflow.defn(name="BareDeadline")
class BareDeadline:
    """One deadline: a timer, and one row when it has run down."""

    @workflow.run
    async def run(self, due_at: str) -> None:
        """Wait for the instant, and write it down."""
        length = datetime.fromisoformat(due_at) - workflow.now()
        await workflow.sleep(max(length, timedelta(0)), summary="late")
        act = Act("clock", "", "", "late", {})
        step = Step(workflow.info().workflow_id, 1, workflow.now().isoformat(), act)
        await workflow.execute_activity(insert_step, step, start_to_close_timeout=timedelta(seconds=20))

    @workflow.update
    def begun(self) -> None:
        """Answer when the timer is set."""


@activity.defn
def insert_step(step: Step) -> None:
    """Write one row; twice is harmless."""
    with _TABLE_LOCK, _table() as table:
        row = (step.dossier, step.seq, step.at, json.dumps(asdict(step.act), ensure_ascii=False))
        table.execute("insert or ignore into steps values (?, ?, ?, ?)", row)


_TABLE_LOCK = threading.Lock()
_OPEN: list[sqlite3.Connection] = []


def _table() -> sqlite3.Connection:
    return _OPEN[0]


def open_table(path: str) -> None:
    """Make the one table, in WAL mode as the system's."""
    connection = sqlite3.connect(path, check_same_thread=False)
    connection.execute("pragma journal_mode=WAL")
    connection.execute("pragma synchronous=NORMAL")
    connection.execute("create table if not exists steps (dossier, seq, at, act, primary key (dossier, seq))")
    _OPEN.append(connection)


def sample_act(number: int) -> Act:
    """An act about as large as the system's own."""
    form = {
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
    return Act("tiepnhan.19990", "Lê Thị Thu Hà", "19990/desk", f"step-{number}", form if number == 1 else {})


async def main(address: str, namespace: str, table: str) -> None:
    """Run the worker until the process is told to stop."""
    open_table(table)
    client = await Client.connect(address, namespace=namespace, grpc_compression=GrpcCompression.NONE)
    worker = Worker(
        client,
        task_queue=QUEUE,
        workflows=[BareDossier, BareDeadline],
        activities=[insert_step],
        activity_executor=ThreadPoolExecutor(max_workers=8),
        max_concurrent_workflow_tasks=16,
        max_cached_workflows=2000,
    )
    await worker.run()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:4]))
