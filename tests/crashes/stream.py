"""A stream of acts: dossiers carried to their end by officials who repeat a call until it is answered."""

import asyncio
from collections import Counter as Tally
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import httpx

from records import entries
from records.database import reading
from tests.crashes.household import PATIENCE_SECONDS, Household, within

UNITS: Final = (("19990", "479"), ("20110", "482"), ("19999", "480"), ("19990", "479"), ("20113", "482"))
"""Communes, and their districts; one of them takes in two dossiers at a time."""

OUTCOMES: Final = ("accept", "forward", "forward", "propose", "sign", "given")
Step = tuple[str, dict[str, Any]]
"""Who completes a task, and with what."""

ACTS: Final = 1 + len(OUTCOMES)
"""For one dossier: its lodging, and a task for each outcome."""


def lodging(unit: str, **applicant: str) -> dict[str, Any]:
    """What an applicant hands in."""
    return {
        "procedure": "1.010803",
        "unit": unit,
        "channel": "counter",
        "applicant": {"name": "Nguyễn Thị Hoa", "address": "Thôn 1", **applicant},
        "form": {"martyr_name": "Nguyễn Văn A", "certificate_number": "T-1", "relation": "Con", "mandated": False},
        "papers": ["application", "certificate"],
    }


def steps(unit: str, district: str) -> tuple[Step, ...]:
    """Who completes each task with what, from the desk and back to it."""
    bodies: list[dict[str, Any]] = [{"outcome": outcome} for outcome in OUTCOMES]
    bodies[3]["form"] = {"amount": 1_400_000}
    who = (
        f"tiepnhan.{unit}",
        f"chuyenvien.{unit}",
        f"chuyenvien-ldtbxh.{district}",
        "chuyenvien-ldtbxh.46",
        "pho-ldtbxh.46",
        f"tiepnhan.{unit}",
    )
    return tuple(zip(who, bodies, strict=True))


@dataclass
class Officials:
    """Callers of the API who never give up: the answers they got, by key, and how often they got none, by cause."""

    household: Household
    answered: dict[str, httpx.Response] = field(default_factory=dict)
    unanswered: Tally[str] = field(default_factory=Tally)
    tokens: dict[str, str] = field(default_factory=dict)

    async def act(self, official: str, path: str, body: dict[str, Any] | None, *, key: str) -> dict[str, Any]:
        """Do something, once, however often it takes to be told so."""
        answer = await self.insist("POST", path, json=body, headers=await self.headers(official, key))
        assert answer.is_success, answer.text
        self.answered[key] = answer
        found: dict[str, Any] = answer.json()
        return found

    async def attempt(self, official: str, path: str, body: dict[str, Any] | None, *, key: str) -> httpx.Response:
        """Try it once."""
        return await self._ask("POST", path, json=body, headers=await self.headers(official, key))

    async def insist(self, method: str, path: str, **sent: Any) -> httpx.Response:
        """Repeat a call while the API or something behind it is away."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                try:
                    answer = await self._ask(method, path, **sent)
                except httpx.TransportError as lost:
                    self.unanswered[type(lost).__name__] += 1
                    await asyncio.sleep(0.1)
                    continue
                if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                    return answer
                assert answer.headers["retry-after"]
                self.unanswered["503"] += 1

    async def dossier(self, name: str, unit: str, district: str) -> str:
        """Lodge a dossier and carry it to its end; its code."""
        lodged = await self.act(f"tiepnhan.{unit}", "/api/dossiers", lodging(unit), key=f"{name}-0")
        await self.carry(name, lodged["code"], steps(unit, district))
        return str(lodged["code"])

    async def carry(self, name: str, code: str, rest: Sequence[Step], *, first: int = 1) -> None:
        """Complete tasks, the first of which bears that number."""
        for number, (official, body) in enumerate(rest, start=first):
            await self.act(official, f"/api/dossiers/{code}/tasks/{number}/complete", body, key=f"{name}-{number}")

    async def dossiers(self, name: str) -> list[str]:
        """Carry a dossier of every unit at the same time; their codes."""
        going = [self.dossier(f"{name}-{number}", *place) for number, place in enumerate(UNITS)]
        return list(await asyncio.gather(*going))

    async def until_answered(self, count: int) -> None:
        """Wait until so many calls were."""
        while len(self.answered) < count:  # noqa: ASYNC110 - the calls know of no event
            await asyncio.sleep(0.005)

    async def headers(self, official: str, key: str | None = None) -> dict[str, str]:
        """How the official signs a call, of that key."""
        if official not in self.tokens:
            answer = await self.insist("POST", "/api/sessions", json={"official": official})
            self.tokens[official] = answer.json()["token"]
        return {"Authorization": f"Bearer {self.tokens[official]}"} | ({"Idempotency-Key": key} if key else {})

    async def _ask(self, method: str, path: str, **sent: Any) -> httpx.Response:
        async with httpx.AsyncClient(base_url=self.household.address, trust_env=False, timeout=20) as http:
            return await http.request(method, path, **sent)


def journal(household: Household, code: str) -> list[Any]:
    """A dossier's stored entries."""
    with reading(household.database) as session:
        return list(entries.journal(session, code))


def outcomes(household: Household, code: str) -> list[str]:
    """With what its tasks were completed, in order."""
    return [entry.payload["outcome"] for entry in journal(household, code) if entry.kind == "task.completed"]


async def struck(household: Household, name: str, parts: tuple[str, ...]) -> Officials:
    """A stream in whose middle these parts are killed and started again; everything must have come out well."""
    officials = Officials(household)
    stream = asyncio.create_task(officials.dossiers(name))
    await within(officials.until_answered(len(UNITS) * ACTS // 3))
    await household.kill(*parts)
    before = len(officials.answered)
    await household.start(*parts)
    codes = await stream
    assert before < len(UNITS) * ACTS == len(officials.answered)
    assert len(set(codes)) == len(UNITS)
    for code in codes:
        told = [entry.kind for entry in journal(household, code)]
        assert (told.count("dossier.lodged"), told.count("dossier.ended")) == (1, 1)
        assert outcomes(household, code) == list(OUTCOMES)
        assert [entry.seq for entry in journal(household, code)] == list(range(1, len(told) + 1))
    assert await household.disagreements(codes) == []
    return officials
