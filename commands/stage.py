"""The stage: the whole system on a real Temporal server whose clocks are virtual."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
from opentelemetry.trace import TracerProvider
from temporalio.testing import WorkflowEnvironment

from api.pins import read_pin
from api.premises import Premises
from commands.acting import Stage
from commands.usual import CATALOGUE, DIRECTORY
from commands.whole import PATIENCE_SECONDS, open_whole, settings_on_a_free_port
from definitions.directory_files import demonstration_officials, load_directory
from records.database import reading
from runtime.secrets import Secrets, read_secrets
from runtime.virtual import start_virtual_clocks
from workflows.machine.pin import Pin
from workflows.rehearsal import Cast


@asynccontextmanager
async def open_stage(
    folder: Path, *, catalogue: Path = CATALOGUE, cached: int = 2000, traces: TracerProvider | None = None
) -> AsyncIterator[Stage]:
    """Server, worker and API, with their data in `folder`; everything is stopped when the block ends."""
    settings = settings_on_a_free_port(data=folder)
    secrets = read_secrets(settings)
    async with (
        _virtual_clocks(secrets, traces) as clocks,
        open_whole(settings, secrets, clocks.client, catalogue=catalogue, cached=cached, traces=traces) as premises,
        httpx.AsyncClient(base_url=settings.public_url, timeout=PATIENCE_SECONDS, trust_env=False) as http,
    ):
        cast = Cast(demonstration_officials(load_directory(DIRECTORY)))
        yield Stage(http=http, clocks=clocks, cast=cast, pin=lambda code: _pin(premises, code))


def _pin(premises: Premises, code: str) -> Pin:
    with reading(premises.database) as session:
        found = read_pin(session, code)
    assert found is not None, f"{code} was lodged"
    return found


@asynccontextmanager
async def _virtual_clocks(secrets: Secrets, traces: TracerProvider | None) -> AsyncIterator[WorkflowEnvironment]:
    clocks = await start_virtual_clocks(secrets.codec, traces=traces)
    try:
        yield clocks
    finally:
        await clocks.shutdown()
