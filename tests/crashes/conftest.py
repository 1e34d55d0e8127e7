"""One household for all bad days, the mail server that it writes to, and a letter that is interrupted early."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from aiosmtpd.controller import Controller

from tests.crashes.household import Household, free_ports, open_household
from tests.crashes.letters import Mailroom, interrupt_a_letter


@pytest.fixture(scope="package")
def mailroom() -> Mailroom:
    return Mailroom()


@pytest.fixture(scope="package")
def mail_port(mailroom: Mailroom) -> Iterator[int]:
    controller = Controller(mailroom, hostname="127.0.0.1", port=free_ports(1)[0])
    controller.start()
    yield controller.port
    controller.stop()


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def household(mail_port: int, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Household]:
    mail = {"smtp_host": "127.0.0.1", "smtp_port": mail_port, "smtp_from": "motcua@example.vn"}
    async with open_household(tmp_path_factory.mktemp("household"), **mail) as opened:
        yield opened


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def interrupted(household: Household, mailroom: Mailroom) -> str:
    """A dossier whose receipt went out; its errand is tried again minutes later, and other tests pass meanwhile."""
    return await interrupt_a_letter(household, mailroom)
