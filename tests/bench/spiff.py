"""`python -m tests.bench.spiff`: the machine with its journal in SQLite beside SpiffWorkflow, four human steps each.

Both carry dossiers one after the other in this process and keep them in memory; after each act what there is to save is
saved, in one transaction: of the machine, the act's journal entries, numbered and hash-chained; of SpiffWorkflow, the
workflow as its serializer writes it. SpiffWorkflow has no official time, letters, escalation or hand-overs.
"""

import sqlite3
import tempfile
import time
from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Final

import cyclopts
from pydantic_core import to_json
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

from tests.bench.machine import a_pin, acts
from workflows.actors import Actor
from workflows.machine.decide import decide
from workflows.machine.journal import Entry, enter
from workflows.machine.pin import Code
from workflows.machine.state import State

STEPS: Final = ("intake", "appraise", "sign", "give")
_BPMN: Final = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="bench">
<process id="four" isExecutable="true"><startEvent id="start"><outgoing>f0</outgoing></startEvent>{steps}
<endEvent id="end"><incoming>f4</incoming></endEvent>{flows}</process></definitions>"""


def bench(*, dossiers: int = 300, pairs: int = 5) -> None:
    """Carry dossiers through both, one after the other, and print dossiers a second, pair by pair.

    Args:
        dossiers: How many each side carries in a pair.
        pairs: How often both alternate; the medians are printed.
    """
    ours, theirs = _machine(), _spiff()
    ours(10), theirs(10)
    print(f"{dossiers} dossiers of four steps each; state saved after each act; processor time of this process")
    rates = []
    for number in range(1, pairs + 1):
        rates.append((ours(dossiers), theirs(dossiers)))
        mine, other = rates[-1]
        print(
            f"pair {number}: machine {mine:,.0f} dossiers/s, SpiffWorkflow {other:,.0f} dossiers/s, {mine / other:.2f}"
        )
    mine, other = (median(side) for side in zip(*rates, strict=True))
    ratio = median(mine / other for mine, other in rates)
    print(f"median: machine {mine:,.0f} dossiers/s, SpiffWorkflow {other:,.0f} dossiers/s, ratio {ratio:.2f}")


def _machine() -> Callable[[int], float]:
    pin = a_pin()
    told = tuple(acts(pin))

    def carry(store: sqlite3.Connection, code: str) -> None:
        state = State(pin=pin.model_copy(update={"code": Code(code)}))
        for message, actor, at in told:
            state, events = decide(state, message, actor=actor, now=at)
            state, entries = enter(state, events)
            with store:
                store.executemany(
                    "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", [_row(entry) for entry in entries]
                )

    columns = "dossier, seq, at, actor, kind, payload, basis, previous, hash"
    table = f"CREATE TABLE entries ({columns}, PRIMARY KEY (dossier, seq))"
    return _timed(table, carry)


def _row(entry: Entry) -> tuple[object, ...]:
    """An entry in the columns in which the records keep it."""
    actor, payload, at = _actor(entry.actor), to_json(entry.payload), entry.at.isoformat()
    return entry.dossier, entry.seq, at, actor, entry.kind, payload, entry.basis, entry.previous, entry.hash


@lru_cache
def _actor(actor: Actor) -> bytes:
    return to_json(actor)


def _spiff() -> Callable[[int], float]:
    parser = BpmnParser()
    parser.add_bpmn_io(BytesIO(_bpmn().encode()))
    spec = parser.get_spec("four")
    serializer = BpmnWorkflowSerializer()

    def carry(store: sqlite3.Connection, code: str) -> None:
        workflow = BpmnWorkflow(spec)
        workflow.do_engine_steps()
        _save(store, code, serializer.serialize_json(workflow))
        for step in STEPS:
            task = workflow.get_next_task(state=TaskState.READY, manual=True)
            task.data[step] = {"outcome": "done", "official": "an"}
            task.run()
            workflow.do_engine_steps()
            _save(store, code, serializer.serialize_json(workflow))
        assert workflow.completed

    return _timed("CREATE TABLE states (dossier PRIMARY KEY, state)", carry)


def _save(store: sqlite3.Connection, code: str, state: str) -> None:
    with store:
        store.execute("INSERT OR REPLACE INTO states VALUES (?, ?)", (code, state))


def _timed(table: str, carry: Callable[[sqlite3.Connection, str], None]) -> Callable[[int], float]:
    """How many dossiers a second are carried, each run into a fresh file."""

    def rate(dossiers: int) -> float:
        with tempfile.TemporaryDirectory(prefix="lienthong-bench-") as folder:
            store = sqlite3.connect(Path(folder) / "bench.db")
            store.execute("PRAGMA journal_mode=WAL")
            store.execute("PRAGMA synchronous=NORMAL")
            store.execute(table)
            began = time.process_time()
            for number in range(dossiers):
                carry(store, f"dossier-{number}")
            spent = time.process_time() - began
            store.close()
        return dossiers / spent

    return rate


def _bpmn() -> str:
    steps = "".join(
        f'<manualTask id="{step}"><incoming>f{number}</incoming><outgoing>f{number + 1}</outgoing></manualTask>'
        for number, step in enumerate(STEPS)
    )
    along = ("start", *STEPS, "end")
    flows = "".join(
        f'<sequenceFlow id="f{number}" sourceRef="{one}" targetRef="{other}"/>'
        for number, (one, other) in enumerate(pairwise(along))
    )
    return _BPMN.format(steps=steps, flows=flows)


if __name__ == "__main__":
    cyclopts.run(bench)
