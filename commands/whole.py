"""The whole: worker and API in this process, on a Temporal server that somebody else keeps."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import httpx
from opentelemetry.trace import TracerProvider
from temporalio.client import Client

from activities.correspondence import LogPost
from activities.files import open_files
from api.app import create_app, make_premises, server
from api.premises import Premises
from commands.opening import open_records
from commands.usual import CATALOGUE
from runtime.secrets import Secrets
from runtime.settings import Settings, read_settings
from runtime.waiting import until
from worker import Tools, dossier_worker, press, signatures

PATIENCE_SECONDS: Final = 30.0


@asynccontextmanager
async def open_whole(  # noqa: PLR0913 - what differs between a demonstration and a test
    settings: Settings,
    secrets: Secrets,
    client: Client,
    *,
    catalogue: Path = CATALOGUE,
    cached: int = 2000,
    traces: TracerProvider | None = None,
) -> AsyncIterator[Premises]:
    """Open the records, run a worker and the API until the block ends; notices go to the log.

    `client` brings its own codec; `catalogue` is published. `cached` is how many dossiers the worker keeps in memory:
    with 0, each of their tasks replays the whole history.
    """
    premises = make_premises(settings, secrets, client)
    with closing(premises.database):
        await asyncio.to_thread(open_records, premises.database, at=datetime.now(UTC), catalogue=catalogue)
        tools = Tools(
            database=premises.database,
            files=open_files(settings.files_url),
            post=LogPost(),
            public_url=settings.public_url,
            signatures=signatures(settings),
            press=press(settings),
            defaults=premises.province.time,
        )
        worker = dossier_worker(client, settings.temporal_task_queue, tools, cached=cached)
        async with worker, served(premises, traces):
            yield premises


@asynccontextmanager
async def served(premises: Premises, traces: TracerProvider | None = None) -> AsyncIterator[httpx.AsyncClient]:
    """The API over real HTTP on the settings' port, and a client of it."""
    serving = server(create_app(premises, traces), premises.settings)
    task = asyncio.create_task(serving.serve())

    async def has_started() -> bool:
        assert not task.done(), "the API ended before it began"
        return serving.started

    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await until(has_started)
        address = f"http://{premises.settings.api_host}:{premises.settings.api_port}"
        async with httpx.AsyncClient(base_url=address, trust_env=False, timeout=PATIENCE_SECONDS) as http:
            yield http
    finally:
        serving.should_exit = True
        await task


def settings_on_a_free_port(**overrides: object) -> Settings:
    """Settings whose API has a port of this machine that nobody else has just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return read_settings(api_port=probe.getsockname()[1], **overrides)
