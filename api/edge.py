"""The edge: what every request passes before its route, the limit of its body and the line in the log."""

import time
from http import HTTPStatus
from typing import Final

import structlog
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import answer_problem
from api.refusals import ApiRule

MAX_BODY_BYTES: Final = 256_000

_LOG: Final = structlog.get_logger("api")


class BodyLimit:
    """Refuses a body larger than `MAX_BODY_BYTES`: by its announced length at once, else as soon as it is passed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 413, or pass the request on with its body counted."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif _announced_length(scope) > MAX_BODY_BYTES:
            await answer_problem(ApiRule.BODY_TOO_LARGE)(scope, receive, send)
        else:
            await self.app(scope, _counted(receive), send)


class RequestLog:
    """Writes one line for each request: method, route (never the address, which names dossiers), status, time."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and log how it was answered."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status, began = 500, time.perf_counter()

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noting)
        finally:
            taken = round((time.perf_counter() - began) * 1000, 1)
            route = getattr(scope.get("route"), "path", None)
            _LOG.info("request", method=scope["method"], route=route, status=status, ms=taken)


def _announced_length(scope: Scope) -> int:
    announced = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    return int(announced) if announced.isdigit() else 0


def _counted(receive: Receive) -> Receive:
    taken = 0

    async def counting() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MAX_BODY_BYTES:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)  # the one exception that FastAPI lets through here
        return message

    return counting
