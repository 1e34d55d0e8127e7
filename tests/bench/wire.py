"""The wire: a kept-alive HTTP connection that costs the load generator next to nothing."""

import asyncio
import json
import uuid
from dataclasses import dataclass
from typing import Any, Self


class Unanswered(Exception):
    """The API answered something else than success."""


@dataclass
class Wire:
    """One official's connection; one request at a time."""

    host: str
    port: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    @classmethod
    async def open(cls, host: str, port: int) -> Self:
        """Connect."""
        return cls(host, port, *await asyncio.open_connection(host, port))

    async def ask(self, method: str, path: str, *, token: str | None = None, body: object = None) -> Any:
        """The JSON of the answer, which must be a success; each request has an idempotency key of its own."""
        content = b"" if body is None else json.dumps(body).encode()
        head = [f"{method} {path} HTTP/1.1", f"Host: {self.host}:{self.port}", f"Content-Length: {len(content)}"]
        if body is not None:
            head += ["Content-Type: application/json", f"Idempotency-Key: {uuid.uuid4()}"]
        if token:
            head.append(f"Authorization: Bearer {token}")
        self.writer.write("\r\n".join((*head, "", "")).encode() + content)
        status, answer = await self._answer()
        if status // 100 != 2:
            raise Unanswered(f"{method} {path}: {status} {answer.decode()}")
        return json.loads(answer)

    async def _answer(self) -> tuple[int, bytes]:
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        fields = dict(line.lower().split(": ", 1) for line in head[1:] if line)
        return int(head[0].split()[1]), await self.reader.readexactly(int(fields["content-length"]))

    async def close(self) -> None:
        """Hang up."""
        self.writer.close()
        await self.writer.wait_closed()
