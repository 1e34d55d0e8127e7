"""Waiting for other processes, whose state can only be asked for."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

POLL_SECONDS = 0.05
ANSWER_SECONDS = 5
SUCCESSFUL = 2


async def until(is_so: Callable[[], Awaitable[bool]]) -> None:
    """Ask again and again until the answer is yes; the caller sets the limit, as with `asyncio.timeout`."""
    while not await is_so():  # noqa: ASYNC110 - another process cannot set our event
        await asyncio.sleep(POLL_SECONDS)


async def until_http_answers(url: str) -> None:
    """Wait until a GET of the `http` URL succeeds (2xx)."""
    await until(lambda: asyncio.to_thread(_answers, url))


def _answers(url: str) -> bool:
    place = urlsplit(url)
    connection = HTTPConnection(place.hostname or "", place.port, timeout=ANSWER_SECONDS)
    with closing(connection):
        try:
            connection.request("GET", place.path or "/")
            return connection.getresponse().status // 100 == SUCCESSFUL
        except (OSError, HTTPException):
            return False
