"""Letters that are watched: the mail server that they arrive at, and one whose sender is killed."""

import asyncio
import threading
from email import message_from_bytes
from email.message import Message
from functools import partial

from aiosmtpd.smtp import SMTP, Envelope, Session

from records import notices
from records.database import reading
from runtime.waiting import until
from tests.crashes.household import Household, within
from tests.crashes.line import open_line
from tests.crashes.stream import UNITS, Officials, lodging, steps

UNIT, DISTRICT = UNITS[0]


class Mailroom:
    """A mail server that keeps what arrives, and can be made to think before it says so."""

    def __init__(self) -> None:
        self.arrived: list[Message] = []
        self.answers = threading.Event()
        self.answers.set()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the server calls it so
        assert isinstance(envelope.content, bytes)
        self.arrived.append(message_from_bytes(envelope.content))
        await asyncio.to_thread(self.answers.wait)
        return "250 OK"

    def ids(self, code: str) -> list[str]:
        """The Message-IDs of what arrived about a dossier."""
        return [str(mail["Message-ID"]) for mail in self.arrived if code in str(mail["Message-ID"])]

    async def until_arrived(self, code: str, count: int) -> None:
        """Wait for so many mails about a dossier."""
        while len(self.ids(code)) < count:  # noqa: ASYNC110 - they arrive in another thread
            await asyncio.sleep(0.05)


async def interrupt_a_letter(household: Household, mailroom: Mailroom) -> str:
    """Kill the worker when a receipt has gone out and is recorded, and Temporal has not heard of it; the dossier."""
    officials = Officials(household)
    await household.kill("worker")
    async with open_line(household.settings.temporal_port) as line:
        await household.start("worker", temporal_address=f"127.0.0.1:{line.port}")
        lodged = await officials.act(
            f"tiepnhan.{UNIT}", "/api/dossiers", lodging(UNIT, email="binh@example.vn"), key="letter-0"
        )
        code = str(lodged["code"])
        mailroom.answers.clear()
        await officials.carry("letter", code, steps(UNIT, DISTRICT)[:1])
        await within(mailroom.until_arrived(code, 1))
        line.hold()
        mailroom.answers.set()
        await within(until(partial(_is_recorded, household, code)))
        await household.kill("worker")
        await line.cut()
    await household.start("worker")
    return code


async def _is_recorded(household: Household, code: str) -> bool:
    with reading(household.database) as session:
        return bool(notices.of_dossier(session, code))
