"""Sending notices: by mail, or to the log where no mail server is set."""

import asyncio
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr
from enum import StrEnum
from typing import Annotated, Final, Literal, Protocol

import aiosmtplib
import structlog
from pydantic import AwareDatetime, Field, SecretStr

from activities.files import Files, fetch
from definitions.procedure import Closed


class Mailbox(Closed):
    """A recipient outside, by mail address as the person gave it."""

    kind: Literal["mailbox"] = "mailbox"
    address: str


class Official(Closed):
    """A recipient inside, by the directory's id; the post finds the address."""

    kind: Literal["official"] = "official"
    id: str


class Attachment(Closed):
    """A kept letter that goes along: its key among the files, and the name its reader sees."""

    key: str
    name: str


class Notice(Closed):
    """One message to one recipient, caused by entry `seq` of the dossier's journal and dated by it."""

    dossier: str
    seq: int = Field(ge=1)
    about: str
    recipient: Annotated[Mailbox | Official, Field(discriminator="kind")]
    subject: str
    body: str
    attachment: Attachment | None = None
    written_at: AwareDatetime

    @property
    def message_id(self) -> str:
        """The same for the same dossier, entry and recipient, so that a repeat is known; shows no address."""
        recipient = hashlib.sha256(self.recipient.model_dump_json().encode()).hexdigest()
        return f"{self.dossier}.{self.seq}.{recipient[:16]}"


class Cause(StrEnum):
    """Why a notice can never arrive as it is addressed."""

    NO_ADDRESS = "no address"
    MALFORMED_ADDRESS = "malformed address"
    REFUSED = "refused"


class Sent(Closed):
    """The notice was handed over."""

    kind: Literal["sent"] = "sent"


class Undeliverable(Closed):
    """The notice will not arrive, however often it is tried; `code` is the mail server's answer, if any."""

    kind: Literal["undeliverable"] = "undeliverable"
    cause: Cause
    code: int | None = None


Delivery = Annotated[Sent | Undeliverable, Field(discriminator="kind")]
"""What became of a notice."""


class PostAway(Exception):
    """An outage: the mail server is away or says not now; its words, which may name a person, stay out."""


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
            recipient=notice.recipient.kind,
            attached=notice.attachment is not None,
        )
        return Sent()


class Encryption(StrEnum):
    """How the way to the mail server is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


class MailServer(Closed):
    """The office's mail server and the address it writes from; `timeout` is in seconds, for each answer.

    `authorities` is a file of certificate authorities to trust besides the system's; certificates are always checked.
    """

    host: str
    port: int = Field(ge=1, le=65_535)
    sender: str
    sender_name: str = "Bộ phận một cửa"
    encryption: Encryption = Encryption.STARTTLS
    username: str | None = None
    password: SecretStr | None = None
    authorities: str | None = None
    timeout: float = Field(default=20.0, gt=0)


@dataclass(frozen=True, slots=True)
class SmtpPost:
    """Carries notices by SMTP; `address_of` gives an official's address, or None where there is none."""

    server: MailServer
    files: Files
    address_of: Callable[[str], str | None]

    async def send(self, notice: Notice) -> Delivery:
        """Send by mail; a lasting refusal (5xx) is `Undeliverable`, everything else `PostAway`.

        Raises `FileNotFoundError` when the attachment is not kept.
        """
        match self._address(notice.recipient):
            case None:
                return Undeliverable(cause=Cause.NO_ADDRESS)
            case address if not _ADDRESS.fullmatch(address):
                return Undeliverable(cause=Cause.MALFORMED_ADDRESS)
            case address:
                message = await asyncio.to_thread(self._message, notice, address)
                return await _deliver(message, self.server)

    def _address(self, recipient: Mailbox | Official) -> str | None:
        match recipient:
            case Mailbox():
                return recipient.address.strip()
            case Official():
                return self.address_of(recipient.id)

    def _message(self, notice: Notice, address: str) -> MIMEMultipart:
        message = MIMEMultipart()
        message["From"] = formataddr((self.server.sender_name, self.server.sender))
        message["To"] = address
        message["Subject"] = Header(notice.subject, "utf-8", header_name="Subject").encode()
        message["Date"] = format_datetime(notice.written_at)
        message["Message-ID"] = f"<{notice.message_id}@{self.server.sender.rpartition('@')[2]}>"
        message["Content-Language"] = "vi"
        message["Auto-Submitted"] = "auto-generated"
        message.attach(MIMEText(notice.body, "plain", "utf-8"))
        if notice.attachment is not None:
            message.attach(self._enclosed(notice.attachment))
        return message

    def _enclosed(self, attachment: Attachment) -> MIMEApplication:
        letter = MIMEApplication(fetch(self.files, attachment.key), "pdf")
        letter.add_header("Content-Disposition", "attachment", filename=("utf-8", "", attachment.name))
        return letter


async def _deliver(message: MIMEMultipart, server: MailServer) -> Delivery:
    try:
        await aiosmtplib.send(
            message,
            hostname=server.host,
            port=server.port,
            username=server.username,
            password=server.password.get_secret_value() if server.password else None,
            use_tls=server.encryption is Encryption.TLS,
            start_tls=server.encryption is Encryption.STARTTLS,
            cert_bundle=server.authorities,
            timeout=server.timeout,
        )
    except aiosmtplib.SMTPRecipientsRefused as refusal:
        return _refused(refusal.recipients[0].code)
    except aiosmtplib.SMTPDataError as refusal:
        return _refused(refusal.code)
    except (aiosmtplib.SMTPException, OSError) as outage:
        raise PostAway(f"the mail server did not take a notice ({type(outage).__name__})") from None
    return Sent()


def _refused(code: int) -> Undeliverable:
    if code >= _FOR_GOOD:
        return Undeliverable(cause=Cause.REFUSED, code=code)
    raise PostAway(f"the mail server said not now ({code})") from None


_FOR_GOOD: Final = 500
_WORD: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS: Final = re.compile(rf"{_WORD}(?:\.{_WORD})*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")
_LOG: Final = structlog.get_logger(__name__)
