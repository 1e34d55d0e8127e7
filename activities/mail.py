"""Mail: notices by SMTP, with their letter attached."""

import asyncio
import re
from dataclasses import dataclass
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr
from enum import StrEnum
from typing import Final

import aiosmtplib
from pydantic import Field, SecretStr

from activities.correspondence import (
    Attachment,
    Cause,
    Delivery,
    Mailbox,
    Notice,
    PostAway,
    PutOff,
    Sent,
    Undeliverable,
)
from activities.files import Files, fetch
from definitions.values import Closed


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
    """Carries notices by SMTP."""

    server: MailServer
    files: Files

    async def send(self, notice: Notice) -> Delivery:
        """Send by mail; a lasting refusal (5xx) is `Undeliverable`, everything else `PostAway`.

        Raises `FileNotFoundError` when the attachment is not kept.
        """
        match notice.recipient:
            case Mailbox(address=address) if _ADDRESS.fullmatch(address.strip()):
                message = await asyncio.to_thread(self._message, notice, address.strip())
                return await _deliver(message, self.server)
            case Mailbox():
                return Undeliverable(cause=Cause.MALFORMED_ADDRESS)
            case _:
                return Undeliverable(cause=Cause.NO_ADDRESS)

    def _message(self, notice: Notice, address: str) -> MIMEMultipart:
        message = MIMEMultipart()
        message["From"] = formataddr((self.server.sender_name, self.server.sender))
        message["To"] = address
        message["Subject"] = Header(notice.subject, "utf-8", header_name="Subject").encode()
        message["Date"] = format_datetime(notice.written_at)
        message["Message-ID"] = f"<{notice.message_id}@{self.server.sender.rpartition('@')[2]}>"
        message["Content-Language"] = notice.language
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
    raise PutOff(f"the mail server said not now ({code})") from None


_FOR_GOOD: Final = 500
_WORD: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS: Final = re.compile(rf"{_WORD}(?:\.{_WORD})*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")
