"""The house that is measured: server, worker and API as `make run` has them, and the bare worker beside them."""

import asyncio
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from temporalio.client import Client
from temporalio.service import GrpcCompression

from commands.opening import open_records
from records.database import open_database
from runtime.embedded import temporal_server
from runtime.secrets import read_secrets
from runtime.settings import Settings, read_settings
from runtime.supervisor import Child, supervision
from runtime.temporal import connect, until_workers_poll
from runtime.waiting import until_http_answers
from tests.bench import bare

CATALOGUE: Final = Path(__file__).parent / "catalogue"


@dataclass(frozen=True, kw_only=True)
class House:
    """Everything that runs; `client` is the plain one that drives the bare workflow."""

    settings: Settings
    client: Client

    def stored(self) -> dict[str, int]:
        """The bytes in use in each store."""
        data = self.settings.data
        sizes = {name: _in_use(data / f"{name}.sqlite") for name in ("temporal", "records", "bare")}
        return sizes | {"files": sum(file.stat().st_size for file in (data / "files").rglob("*") if file.is_file())}


@asynccontextmanager
async def open_house(folder: Path) -> AsyncIterator[House]:
    """Start everything on free ports, with its data in `folder`; stop it when the block ends."""
    api, temporal, pages = _free_ports(3)
    settings = read_settings(data=folder, api_port=api, temporal_port=temporal, temporal_ui_port=pages)
    async with supervision(settings.data) as supervised:
        with closing(open_database(settings.database_url)) as database:
            await asyncio.to_thread(open_records, database, at=datetime.now(UTC), catalogue=CATALOGUE)
        await supervised.start(temporal_server(settings))
        client = await connect(settings, read_secrets(settings))
        await supervised.start(_worker(settings, client))
        await supervised.start(_api(settings))
        plain = await Client.connect(
            settings.temporal_address, namespace=settings.temporal_namespace, grpc_compression=GrpcCompression.NONE
        )
        await supervised.start(_bare(settings, plain))
        yield House(settings=settings, client=plain)


def _worker(settings: Settings, client: Client) -> Child:
    return Child(
        name="worker",
        command=(sys.executable, "-m", "worker"),
        environment=settings.environment() | _compiled(settings),
        ready=partial(until_workers_poll, client, settings.temporal_task_queue),
    )


def _api(settings: Settings) -> Child:
    return Child(
        name="api",
        command=(sys.executable, "-m", "api"),
        environment=settings.environment() | _compiled(settings),
        ready=partial(until_http_answers, f"http://127.0.0.1:{settings.api_port}/api/health/ready"),
    )


def _bare(settings: Settings, client: Client) -> Child:
    where = (settings.temporal_address, settings.temporal_namespace, str(settings.data / "bare.sqlite"))
    return Child(
        name="bare",
        command=(sys.executable, "-m", "tests.bench.bare", *where),
        environment=_compiled(settings),
        ready=partial(until_workers_poll, client, bare.QUEUE),
    )


def _compiled(settings: Settings) -> dict[str, str]:
    """Keep modules compiled, whatever this machine's habit: the sandbox imports its workflow for every dossier."""
    return {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(settings.data / "compiled")}


def _in_use(path: Path) -> int:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        (pages,), (free,), (size,) = (
            connection.execute(f"pragma {name}").fetchone() for name in ("page_count", "freelist_count", "page_size")
        )
    return int((pages - free) * size)


def _free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports
