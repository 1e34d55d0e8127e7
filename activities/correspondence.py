"""Correspondence: a notice to one recipient by one channel, and whoever carries it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Final, Literal, Protocol

import structlog
from pydantic import AwareDatetime, Field

from definitions.sessions import Session
from definitions.values import Closed


class Channel(StrEnum):
    """How a notice travels."""

    MAIL = "mail"
    SMS = "sms"
    WEBHOOK = "webhook"


class Mailbox(Closed):
    """A recipient's mail address, as it was given."""

    kind: Literal["mailbox"] = "mailbox"
    address: str


class Phone(Closed):
    """A recipient's telephone number, as it was given."""

    kind: Literal["phone"] = "phone"
    number: str


class Attachment(Closed):
    """A kept letter that goes along: its key among the files, and the name its reader sees."""

    key: str
    name: str


class Notice(Closed):
    """One message to one recipient by one channel, caused by entry `seq` of the dossier's journal and dated by it.

    `short` says the same in a line, for telephones; `written_at` is in the office's local time.
    """

    dossier: str
    seq: int = Field(ge=1)
    about: str
    channel: Channel
    recipient: Annotated[Mailbox | Phone, Field(discriminator="kind")]
    language: str = "vi"
    subject: str
    body: str
    short: str = ""
    link: str = ""
    attachment: Attachment | None = None
    written_at: AwareDatetime

    @property
    def message_id(self) -> str:
        """The same for the same dossier, entry, channel and recipient: a repeat is known. It shows no address."""
        addressed = hashlib.sha256(f"{self.channel} {self.recipient.model_dump_json()}".encode()).hexdigest()
        return f"{self.dossier}.{self.seq}.{addressed[:16]}"


class Cause(StrEnum):
    """Why a notice can never arrive as it is addressed."""

    NO_ADDRESS = "no address"
    MALFORMED_ADDRESS = "malformed address"
    REFUSED = "refused"


class Sent(Closed):
    """The notice was handed over."""

    kind: Literal["sent"] = "sent"


class Logged(Closed):
    """The notice went to the log, because nothing else was set up or nothing may leave the house."""

    kind: Literal["logged"] = "logged"


class Undeliverable(Closed):
    """The notice will not arrive, however often it is tried; `code` is the server's answer, if any."""

    kind: Literal["undeliverable"] = "undeliverable"
    cause: Cause
    code: int | None = None


Delivery = Annotated[Sent | Logged | Undeliverable, Field(discriminator="kind")]
"""What became of a notice."""


class PostAway(Exception):
    """An outage: the way out is away; what its server said, which may name a person, stays out."""


class PutOff(PostAway):
    """The server is there and says not now to this one notice; others may get through."""


class Resting(PostAway):
    """Nobody is to be disturbed now; the notice may go out after `wait`."""

    def __init__(self, wait: timedelta) -> None:
        """Say how long."""
        super().__init__(f"quiet hours for another {wait}")
        self.wait = wait


class Post(Protocol):
    """Whoever carries notices."""

    async def send(self, notice: Notice) -> Delivery:
        """Hand the notice over, at least once; raises `PostAway` when it may be tried again."""
        ...


class LogPost:
    """Carries notices no further than the log, which learns of the dossier but of no person."""

    async def send(self, notice: Notice) -> Delivery:
        """Log that the notice was due; never fails."""
        _LOG.info(
            "notice.logged",
            dossier=notice.dossier,
            seq=notice.seq,
            about=notice.about,
            channel=notice.channel.value,
            attached=notice.attachment is not None,
        )
        return Logged()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Carries each notice by its own channel; a channel that is not set up ends in the log."""

    mail: Post = field(default_factory=LogPost)
    sms: Post = field(default_factory=LogPost)
    webhook: Post = field(default_factory=LogPost)

    async def send(self, notice: Notice) -> Delivery:
        """Hand the notice to its channel's post, and raise what that raises."""
        match notice.channel:
            case Channel.MAIL:
                return await self.mail.send(notice)
            case Channel.SMS:
                return await self.sms.send(notice)
            case Channel.WEBHOOK:
                return await self.webhook.send(notice)


@dataclass(frozen=True, slots=True)
class DaytimePost:
    """Carries notices in the hours of the day in which people may be disturbed, in the notice's local time."""

    post: Post
    hours: Session
    clock: Callable[[], datetime]

    async def send(self, notice: Notice) -> Delivery:
        """Hand the notice over, or raise `Resting` with the time left until the hours begin."""
        now = self.clock().astimezone(notice.written_at.tzinfo)
        if not self.hours.opens <= now.time() < self.hours.closes:
            raise Resting(self._next_opening(now) - now)
        return await self.post.send(notice)

    def _next_opening(self, now: datetime) -> datetime:
        opens_at = datetime.combine(now.date(), self.hours.opens, now.tzinfo)
        return opens_at if now < opens_at else opens_at + timedelta(days=1)


_LOG: Final = structlog.get_logger(__name__)
