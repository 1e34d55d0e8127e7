"""Calls: what an act's request says beside its body, its key and the state of the dossier it relies on."""

import re
import uuid
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends, Header, Request
from pydantic import BaseModel

from api.refusals import ApiRule, Refused
from api.telling import Digest, digest
from workflows.actors import Official as Actor
from workflows.messages import Message, Order

_ETAG: Final = re.compile(r'(?:W/)?"(?P<seq>[0-9]{1,9})"')

Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[!-~]{1,100}$",
        description="Names this call: sent again with the same key and body it is done once and answered alike.",
    ),
]
Match = Annotated[
    str | None,
    Header(alias="If-Match", description="The dossier's ETag as last seen: when it has moved on, the act is refused."),
]


@dataclass(frozen=True, slots=True)
class Call:
    """One request to act, known by its key."""

    key: str
    expected: int | None
    method: str
    path: str

    def digest(self, body: BaseModel | None, official: str) -> Digest:
        """What tells this call from another under the same key."""
        sent = body.model_dump(mode="json") if body is not None else None
        return digest(self.method, self.path, sent, official)

    def order(self, message: Message, *, actor: Actor, body: BaseModel | None = None) -> Order:
        """The call as an order to the dossier."""
        return Order(
            key=self.key,
            digest=self.digest(body, actor.official),
            actor=actor,
            message=message,
            expected=self.expected,
        )


async def _lodging_call(request: Request, key: Key = None) -> Call:
    return Call(key or str(uuid.uuid4()), None, request.method, request.url.path)


async def _call(request: Request, key: Key = None, match: Match = None) -> Call:
    return Call(key or str(uuid.uuid4()), _expected(match), request.method, request.url.path)


def _expected(match: str | None) -> int | None:
    if match is None or match.strip() == "*":
        return None
    found = _ETAG.fullmatch(match.strip())
    if found is None:
        raise Refused(ApiRule.MALFORMED, ("If-Match", 'Phải là ETag của hồ sơ, ví dụ "7".'))
    return int(found["seq"])


AnyCall = Annotated[Call, Depends(_call)]
"""A call to act on a dossier."""
LodgingCall = Annotated[Call, Depends(_lodging_call)]
"""A call to lodge one."""
