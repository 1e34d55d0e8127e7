"""One office for all tests of the API: each test lodges dossiers of its own."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from temporalio.testing import WorkflowEnvironment

from runtime.secrets import read_secrets
from runtime.virtual import start_virtual_clocks
from tests.office import Office, open_office, settings_in


@pytest_asyncio.fixture(scope="session")
async def clocks(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[WorkflowEnvironment]:
    settings = settings_in(tmp_path_factory.mktemp("secrets"))
    environment = await start_virtual_clocks(read_secrets(settings).codec)
    yield environment
    await environment.shutdown()
    await asyncio.sleep(0.3)  # the SDK's threads end after its server does


@pytest_asyncio.fixture(scope="session")
async def office(clocks: WorkflowEnvironment, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Office]:
    settings = settings_in(tmp_path_factory.mktemp("office"), temporal_task_queue="api-tests")
    async with open_office(settings, clocks.client) as opened:
        yield opened
