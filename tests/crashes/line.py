"""A line to the Temporal server that can be cut, so that what a worker says on it is lost on its way."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Line:
    """Carries bytes both ways between whoever connects to `port` and the server, until it is cut."""

    server_port: int
    port: int = 0
    carrying: set["asyncio.Task[None]"] = field(default_factory=set)
    speaking: asyncio.Event = field(default_factory=asyncio.Event)

    def hold(self) -> None:
        """From now on nothing that is said reaches the server; what the server says still arrives."""
        self.speaking.clear()

    async def cut(self) -> None:
        """Close all connections; what was held is lost."""
        for task in self.carrying:
            task.cancel()
        await asyncio.gather(*self.carrying, return_exceptions=True)

    async def connected(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Carry one connection."""
        task = asyncio.current_task()
        assert task is not None
        self.carrying.add(task)
        there, onward = await asyncio.open_connection("127.0.0.1", self.server_port)
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(self._carry(reader, onward, self.speaking))
                both.create_task(self._carry(there, writer, None))
        except* ConnectionError:
            pass
        finally:
            self.carrying.discard(task)
            for end in (writer, onward):
                end.transport.abort()

    @staticmethod
    async def _carry(reader: StreamReader, writer: StreamWriter, may: asyncio.Event | None) -> None:
        while said := await reader.read(1 << 16):
            if may is not None:
                await may.wait()
            writer.write(said)
            await writer.drain()
        raise ConnectionResetError


@asynccontextmanager
async def open_line(server_port: int) -> AsyncIterator[Line]:
    """A line to the server at that port of this machine, for as long as the block runs."""
    line = Line(server_port)
    line.speaking.set()
    server = await asyncio.start_server(line.connected, "127.0.0.1", 0)
    line.port = server.sockets[0].getsockname()[1]
    try:
        yield line
    finally:
        server.close()
        with suppress(asyncio.CancelledError):
            await line.cut()
