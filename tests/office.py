"""An office to be called by tests: the whole system in this process, and the officials' way to its API."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from opentelemetry.trace import TracerProvider
from temporalio.client import Client

from api.premises import Premises
from commands.opening import open_records
from commands.whole import open_whole, served, settings_on_a_free_port
from records.database import Database
from runtime.secrets import Secrets, read_secrets
from runtime.settings import Settings

__all__ = ["Office", "furnish", "open_office", "served", "settings_in"]


@dataclass(frozen=True, kw_only=True)
class Office:
    """The running office, and the officials' way to its API."""

    settings: Settings
    premises: Premises
    client: Client
    http: httpx.AsyncClient
    tokens: dict[str, str] = field(default_factory=dict)

    async def token(self, official: str) -> str:
        """The official's bearer token, by signing in once."""
        if official not in self.tokens:
            response = await self.http.post("/api/sessions", json={"official": official})
            assert response.status_code == 201, response.text
            self.tokens[official] = response.json()["token"]
        return self.tokens[official]

    async def read(self, official: str, path: str, **parameters: Any) -> httpx.Response:
        """What the official gets to see at that address."""
        headers = {"Authorization": f"Bearer {await self.token(official)}"}
        return await self.http.get(path, headers=headers, params=parameters)

    async def act(
        self, official: str, path: str, body: object = None, *, headers: dict[str, str] | None = None
    ) -> httpx.Response:
        """What the official is answered when posting to that address."""
        signed = {"Authorization": f"Bearer {await self.token(official)}", **(headers or {})}
        return await self.http.post(path, json=body, headers=signed)


def settings_in(folder: Path, **overrides: Any) -> Settings:
    """Settings for an office in a folder, on a port of its own."""
    return settings_on_a_free_port(data=folder, **overrides)


@asynccontextmanager
async def open_office(
    settings: Settings, client: Client, *, secrets: Secrets | None = None, traces: TracerProvider | None = None
) -> AsyncIterator[Office]:
    """The whole system until the block ends; `client` brings its own codec."""
    whole = open_whole(settings, secrets or read_secrets(settings), client, traces=traces)
    address = f"http://127.0.0.1:{settings.api_port}"
    async with whole as premises, httpx.AsyncClient(base_url=address, trust_env=False, timeout=20) as http:
        yield Office(settings=settings, premises=premises, client=client, http=http)


def furnish(database: Database) -> None:
    """Make the tables and load the directory, its demonstration officials and the catalogue."""
    open_records(database, at=datetime.now(UTC) - timedelta(days=1))
