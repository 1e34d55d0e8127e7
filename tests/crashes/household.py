"""A household to be struck: the Temporal server, a worker and the API as `lienthong up` runs them, to be killed."""

import asyncio
import signal
import socket
import sys
from asyncio.subprocess import DEVNULL, STDOUT, Process
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from temporalio.client import Client

from commands.opening import open_records
from commands.work.replay import examine, gather
from records.database import Database, open_database
from runtime.codec import data_converter
from runtime.embedded import temporal_server, until_namespace_serves
from runtime.environment import inherited_environment
from runtime.leash import leashed
from runtime.secrets import read_secrets
from runtime.settings import Settings, read_settings
from runtime.temporal import connect, until_workers_poll
from runtime.waiting import until_http_answers

ROOT: Final = Path(__file__).parents[2]
PATIENCE_SECONDS: Final = 60
EVERYTHING: Final = ("temporal", "worker", "api")


@dataclass
class Household:
    """A folder, and the processes that run in it; `database` and `client` are the test's own ways to look inside."""

    settings: Settings
    database: Database
    client: Client
    running: dict[str, Process] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where the API listens."""
        return f"http://127.0.0.1:{self.settings.api_port}"

    async def start(self, *names: str, **changed: str) -> None:
        """Start these parts, the server first, and wait until they serve; `changed` are settings of these alone."""
        if "temporal" in names:
            child = temporal_server(self.settings)
            await self._spawn("temporal", child.command, dict(child.environment))
            await within(until_namespace_serves(self.settings))
        for name in set(names) - {"temporal"}:
            ours = self.settings.environment() | {f"LIENTHONG_{key.upper()}": value for key, value in changed.items()}
            await self._spawn(name, (sys.executable, "-m", name), ours)
        if "worker" in names:
            await within(until_workers_poll(self.client, self.settings.temporal_task_queue))
        if "api" in names:
            await within(until_http_answers(f"{self.address}/api/health/ready"))

    async def kill(self, *names: str) -> None:
        """SIGKILL to these parts, all at one time."""
        killed = [self.running.pop(name) for name in names]
        for process in killed:
            process.send_signal(signal.SIGKILL)
        for process in killed:
            assert await process.wait() == -signal.SIGKILL, "it died before it was killed"

    async def end(self) -> None:
        """Kill what still runs."""
        await self.kill(*(name for name, process in self.running.items() if process.returncode is None))

    def log(self, name: str) -> str:
        """What a part has logged."""
        return (self.settings.data / "logs" / f"{name}.log").read_text(errors="replace")

    async def disagreements(self, codes: list[str]) -> list[str]:
        """What `lienthong replay` would find wrong with these dossiers."""
        converter = data_converter(read_secrets(self.settings).codec)
        reports = [await examine(await gather(code, self.database, self.client), converter) for code in codes]
        return [f"{report.code}: {check.wrong}" for report in reports for check in report.checks if not check.passed]

    async def _spawn(self, name: str, command: tuple[str, ...], environment: dict[str, str]) -> None:
        path = self.settings.data / "logs" / f"{name}.log"
        path.parent.mkdir(exist_ok=True)
        with path.open("ab") as log:
            self.running[name] = await asyncio.create_subprocess_exec(
                *leashed(command),
                stdin=DEVNULL,
                stdout=log,
                stderr=STDOUT,
                cwd=ROOT,
                env=inherited_environment() | environment,
                start_new_session=True,
            )


@asynccontextmanager
async def open_household(folder: Path, **overrides: Any) -> AsyncIterator[Household]:
    """Everything started on free ports with its data in `folder`; killed when the block ends."""
    api, temporal, pages = free_ports(3)
    settings = read_settings(
        data=folder, api_port=api, temporal_port=temporal, temporal_ui_port=pages, log_level="WARNING", **overrides
    )
    with closing(open_database(settings.database_url)) as database:
        await asyncio.to_thread(open_records, database, at=datetime.now(UTC) - timedelta(days=1))
        client = await connect(settings, read_secrets(settings), lazy=True)
        household = Household(settings=settings, database=database, client=client)
        try:
            await household.start(*EVERYTHING)
            yield household
        finally:
            await household.end()


async def within(waiting: Any, seconds: float = PATIENCE_SECONDS) -> Any:
    """What is awaited, but not for ever."""
    async with asyncio.timeout(seconds):
        return await waiting


def free_ports(count: int) -> list[int]:
    """Ports of this machine that nobody has just now."""
    with ExitStack() as held:
        probes = [held.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [probe.getsockname()[1] for probe in probes]
