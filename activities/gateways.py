"""Gateways: servers that take a signed notice as JSON by HTTP and carry it on, such as to Zalo or to telephones."""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import httpx
from pydantic import Field, SecretBytes

from activities.correspondence import (
    Cause,
    Delivery,
    Notice,
    Phone,
    PostAway,
    PutOff,
    Sent,
    Undeliverable,
)
from activities.short_texts import Alphabet, fitted
from definitions.values import Closed


class Gateway(Closed):
    """Where a gateway listens, the key that it knows us by, and how many seconds each of its answers may take."""

    url: str
    key: SecretBytes
    timeout: float = Field(default=10.0, gt=0)


@dataclass(frozen=True, slots=True)
class WebhookPost:
    """Carries the whole text of notices to a gateway."""

    gateway: Gateway
    clock: Callable[[], datetime]

    async def send(self, notice: Notice) -> Delivery:
        """Post the notice as JSON; see `posted` for what the answers mean."""
        match dialled(notice):
            case str(number):
                body = {"subject": notice.subject, "body": notice.body, "short": notice.short, "link": notice.link}
                return await posted(self.gateway, notice, {"to": number, **body}, at=self.clock())
            case undeliverable:
                return undeliverable


@dataclass(frozen=True, slots=True)
class SmsPost:
    """Carries the short text of notices to a gateway that sends it to a telephone, as one message."""

    gateway: Gateway
    alphabet: Alphabet
    clock: Callable[[], datetime]

    async def send(self, notice: Notice) -> Delivery:
        """Post the short text as JSON; see `posted` for what the answers mean."""
        match dialled(notice):
            case str(number):
                text = fitted(notice.short, self.alphabet)
                return await posted(self.gateway, notice, {"to": number, "text": text}, at=self.clock())
            case undeliverable:
                return undeliverable


def dialled(notice: Notice) -> str | Undeliverable:
    """The notice's telephone number in international form (E.164), numbers without a country being in Việt Nam."""
    match notice.recipient:
        case Phone(number=number):
            bare = re.sub(r"[\s().-]", "", number)
            international = _ABROAD.sub("+", _TRUNK.sub(_VIETNAM, bare))
            malformed = Undeliverable(cause=Cause.MALFORMED_ADDRESS)
            return international if _E164.fullmatch(international) else malformed
        case _:
            return Undeliverable(cause=Cause.NO_ADDRESS)


async def posted(gateway: Gateway, notice: Notice, says: dict[str, str], *, at: datetime) -> Delivery:
    """Post what a notice says, signed at that instant as Standard Webhooks has it, under its id as idempotency key.

    2xx is `Sent`. 4xx is `Undeliverable`, but for those that do not speak of the recipient (who are you, too slow, too
    often): they are `PostAway` like every other answer, and like none in time. Redirections are not followed.
    """
    about = {"id": notice.message_id, "dossier": notice.dossier, "seq": notice.seq, "about": notice.about}
    content = {**about, "language": notice.language, "written_at": notice.written_at.isoformat(), **says}
    body = json.dumps(content, ensure_ascii=False).encode()
    headers = signed(gateway, notice.message_id, body, at=at)
    try:
        async with httpx.AsyncClient(timeout=gateway.timeout, trust_env=False) as client:
            answer = await client.post(gateway.url, content=body, headers=headers)
    except httpx.HTTPError as outage:
        raise PostAway(f"the gateway did not answer ({type(outage).__name__})") from None
    return _understood(answer.status_code)


def signed(gateway: Gateway, message_id: str, body: bytes, *, at: datetime) -> dict[str, str]:
    """The headers that prove a body to be ours: HMAC-SHA256 over id, Unix time in seconds and body, in base64."""
    stamp = str(int(at.timestamp()))
    content = b".".join((message_id.encode(), stamp.encode(), body))
    signature = base64.b64encode(hmac.digest(gateway.key.get_secret_value(), content, hashlib.sha256)).decode()
    return {
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": message_id,
        "webhook-id": message_id,
        "webhook-timestamp": stamp,
        "webhook-signature": f"v1,{signature}",
    }


def _understood(status: int) -> Delivery:
    match status // 100:
        case 2:
            return Sent()
        case 4 if status in _NOT_NOW:
            raise PutOff(f"the gateway said not now ({status})")
        case 4 if status not in _WHO_ARE_YOU:
            return Undeliverable(cause=Cause.REFUSED, code=status)
        case _:
            raise PostAway(f"the gateway did not take a notice ({status})")


_NOT_NOW: Final = frozenset({408, 425, 429})
_WHO_ARE_YOU: Final = frozenset({401, 407})
_VIETNAM: Final = "+84"
_TRUNK: Final = re.compile(r"^0(?!0)")
_ABROAD: Final = re.compile(r"^00")
_E164: Final = re.compile(r"\+[1-9]\d{7,14}")
