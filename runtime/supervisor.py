"""Supervision: child processes started in order, watched and stopped; none outlives the supervisor."""

import asyncio
import os
import signal
from asyncio.subprocess import DEVNULL, STDOUT, Process
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from definitions.saying import Saying
from runtime.claims import claim_folder
from runtime.environment import inherited_environment
from runtime.leash import leashed
from runtime.refusals import ChildDied, StartRefused

LOG_LINES_SHOWN = 15
LOG_BYTES_KEPT = 20_000_000

NOT_READY = Saying(
    vietnamese="{name} chưa sẵn sàng sau {seconds} giây.", english="{name} was not ready within {seconds} s."
)
DIED = Saying(
    vietnamese="{name} đã tự dừng ({cause}); nhật ký {log} kết thúc bằng:{end}",
    english="{name} stopped by itself ({cause}); its log {log} ends:{end}",
)
KILLED = Saying(vietnamese="bị {signal} chấm dứt", english="killed by {signal}")
EXITED = Saying(vietnamese="mã thoát {code}", english="exit code {code}")


async def _at_once() -> None:
    """Ready as soon as it runs."""


@dataclass(frozen=True)
class Child:
    """A process to run: its name (and its log's), its command, what its environment has beside ours."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    ready: Callable[[], Awaitable[None]] = _at_once
    """Returns when the child serves; asked within `patience`."""
    patience: timedelta = timedelta(seconds=60)
    grace: timedelta = timedelta(seconds=15)
    """How long it may take to stop after SIGTERM, before SIGKILL."""


@dataclass(frozen=True)
class _Running:
    child: Child
    process: Process
    log: Path
    log_began: int
    """Where in the log, in bytes, this run of the child begins."""


class Supervision:
    """The children of one folder, made by `supervision`."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._running: list[_Running] = []

    async def start(self, child: Child) -> None:
        """Start a child and wait until it is ready.

        Raises `ChildDied` when it or an earlier child ends meanwhile, `StartRefused` when its patience ends.
        """
        self._running.append(await _spawn(child, self._data / "logs" / f"{child.name}.log"))
        ready = asyncio.create_task(_ready(child))
        death = asyncio.create_task(self.until_stopped())
        try:
            done, _ = await asyncio.wait(
                {ready, death}, timeout=child.patience.total_seconds(), return_when=asyncio.FIRST_COMPLETED
            )
            if not done:
                raise StartRefused(NOT_READY, name=child.name, seconds=f"{child.patience.total_seconds():g}")
            await (death if death in done else ready)
        finally:
            await _cancelled(ready, death)

    async def until_stopped(self) -> None:
        """Wait, for as long as all children live; raises `ChildDied` when one ends by itself.

        An interrupt (Ctrl-C) or SIGTERM ends the wait, and with it the `supervision` block, quietly.
        """
        watched = {asyncio.create_task(running.process.wait()): running for running in self._running}
        try:
            done, _ = await asyncio.wait(watched, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await _cancelled(*watched)
        raise _obituary(watched[next(iter(done))])

    async def stop(self) -> None:
        """Stop all children, the last one started first."""
        while self._running:
            await _stop(self._running.pop())


@asynccontextmanager
async def supervision(data: Path) -> AsyncIterator[Supervision]:
    """Supervise children whose logs lie in `data`/logs, holding the folder; they stop when the block ends.

    Enter it in the main thread. SIGINT, SIGTERM and SIGHUP (a terminal that was closed, unless it is ignored, as under
    nohup) end the block as if it had come to its end.
    Raises `StartRefused` when another process supervises in this folder.
    """
    with claim_folder(data), _interrupts() as interrupted:
        supervised = Supervision(data)
        try:
            yield supervised
        except asyncio.CancelledError:
            if not interrupted():
                raise
        finally:
            await supervised.stop()


async def supervise(children: Sequence[Child], data: Path) -> None:
    """Run children, each started when the one before is ready, until interrupted; see `supervision`."""
    async with supervision(data) as supervised:
        for child in children:
            await supervised.start(child)
        await supervised.until_stopped()


@contextmanager
def _interrupts() -> Iterator[Callable[[], bool]]:
    """Let the first interrupt cancel the current task, and tell whether there was one."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task is not None
    received = asyncio.Event()

    def interrupt() -> None:
        if not received.is_set():
            received.set()
            task.cancel()

    def was_interrupted() -> bool:
        return received.is_set() and task.uncancel() == 0

    numbers = _interrupting()
    for number in numbers:
        loop.add_signal_handler(number, interrupt)
    try:
        yield was_interrupted
    finally:
        for number in numbers:
            loop.remove_signal_handler(number)


def _interrupting() -> tuple[signal.Signals, ...]:
    hangs_up = signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN
    return (signal.SIGINT, signal.SIGTERM, *((signal.SIGHUP,) if hangs_up else ()))


async def _spawn(child: Child, log: Path) -> _Running:
    with _opened(log) as lines:
        began = lines.tell()
        process = await asyncio.create_subprocess_exec(
            *leashed(child.command),
            stdin=DEVNULL,
            stdout=lines,
            stderr=STDOUT,
            env=inherited_environment() | dict(child.environment),
            start_new_session=True,
        )
    return _Running(child, process, log, began)


def _opened(log: Path) -> BinaryIO:
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LOG_BYTES_KEPT:
        log.replace(log.with_suffix(".log.1"))
    return log.open("ab")


async def _ready(child: Child) -> None:
    await child.ready()


async def _stop(running: _Running) -> None:
    _signal_group(running.process, signal.SIGTERM)
    with suppress(TimeoutError):
        async with asyncio.timeout(running.child.grace.total_seconds()):
            await running.process.wait()
    _signal_group(running.process, signal.SIGKILL)
    await running.process.wait()


def _signal_group(process: Process, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)


async def _cancelled(*tasks: asyncio.Task[None] | asyncio.Task[int]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _obituary(running: _Running) -> ChildDied:
    code = running.process.returncode or 0
    cause = KILLED.of(signal=signal.Signals(-code).name) if code < 0 else EXITED.of(code=code)
    written = running.log.read_bytes()[running.log_began :].decode(errors="replace")
    end = "".join(f"\n{line}" for line in written.splitlines()[-LOG_LINES_SHOWN:])
    return ChildDied(DIED, name=running.child.name, cause=cause, log=running.log, end=end)
