"""The counter: the API as somebody calls it who acts for several officials."""

import asyncio
from types import TracebackType
from typing import Any, Final, Self

import httpx

PATIENCE_SECONDS: Final = 30
ATTEMPTS: Final = 3
PAUSE_SECONDS: Final = 1


class Unanswered(Exception):
    """The API refused or could not answer; the text says what was asked and what came back."""


class Counter:
    """Calls the API at an address, signing in each official when first needed."""

    def __init__(self, address: str) -> None:
        self._http = httpx.AsyncClient(base_url=address, timeout=PATIENCE_SECONDS, trust_env=False)
        self._tokens: dict[str, str] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def post(self, path: str, body: dict[str, Any] | None, *, by: str, key: str) -> dict[str, Any]:
        """Do something as an official, once for each key; raises `Unanswered`."""
        return await self._asked("POST", path, by=by, json=body, headers={"Idempotency-Key": key})

    async def read(self, path: str, *, by: str) -> dict[str, Any]:
        """Read something as an official; raises `Unanswered`."""
        return await self._asked("GET", path, by=by)

    async def _asked(self, method: str, path: str, *, by: str, **sent: Any) -> dict[str, Any]:  # noqa: ANN401 - httpx's own
        if by not in self._tokens:
            session = await self._answer("POST", "/api/sessions", json={"official": by})
            self._tokens[by] = session["token"]
        headers = sent.pop("headers", {}) | {"Authorization": f"Bearer {self._tokens[by]}"}
        return await self._answer(method, path, headers=headers, **sent)

    async def _answer(self, method: str, path: str, **sent: Any) -> dict[str, Any]:  # noqa: ANN401 - httpx's own
        """The answer; a call that met an outage is repeated, which its key makes safe."""
        answer = await self._request(method, path, **sent)
        for _ in range(ATTEMPTS - 1):
            if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                break
            await asyncio.sleep(PAUSE_SECONDS)
            answer = await self._request(method, path, **sent)
        if answer.is_error:
            raise Unanswered(f"{method} {path} was answered by {answer.status_code}: {answer.text}")
        found: dict[str, Any] = answer.json()
        return found

    async def _request(self, method: str, path: str, **sent: Any) -> httpx.Response:  # noqa: ANN401 - httpx's own
        try:
            return await self._http.request(method, path, **sent)
        except httpx.HTTPError as error:
            raise Unanswered(f"{method} {path} failed: {error!r}") from error
