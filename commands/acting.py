"""Acting: plays a scenario through the real API, on a server whose clocks are virtual."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import httpx
from pydantic import TypeAdapter
from temporalio.client import WorkflowHandle
from temporalio.testing import WorkflowEnvironment

from definitions.scenarios import Scenario
from runtime.waiting import until
from workflows.actors import Official
from workflows.machine.journal import Entry, event_of
from workflows.machine.pin import Pin
from workflows.machine.story import line
from workflows.messages import (
    Add,
    ApplyCalendar,
    Claim,
    Complete,
    Lodge,
    Message,
    ReceiveSupplement,
    Release,
    ReportChild,
    ReportEnd,
    ReportFault,
    RequestSupplement,
    SignApology,
    SignUrging,
    Withdraw,
)
from workflows.rehearsal import (
    Cast,
    Cue,
    Performance,
    cues,
    differences,
    latest_tasks,
    lodge,
    lodged_at,
    message,
    receptionist,
    runs_until,
)

A_MOMENT: Final = timedelta(seconds=30)
"""Past an instant, so that what falls due at it has rung; journals are compared to the minute."""

_ENTRIES: Final = TypeAdapter(tuple[Entry, ...])
_MESSAGE: Final = TypeAdapter(Message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Where a scenario is played: the API's address, the server, the people, and where a dossier's pin is found."""

    http: httpx.AsyncClient
    clocks: WorkflowEnvironment
    cast: Cast
    pin: Callable[[str], Pin]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What an act led to: the new entries, and the rule that refused it, if one did."""

    entries: tuple[Entry, ...]
    refused: str | None = None


class Acting:
    """One scenario being played; `scenes` goes through it, and `performance` sums it up."""

    def __init__(self, stage: Stage, procedure: str, scenario: Scenario) -> None:
        """Nothing is lodged yet."""
        self.stage = stage
        self.procedure = procedure
        self.scenario = scenario
        self.entries: tuple[Entry, ...] = ()
        self.failures: list[str] = []
        self.code = ""

    async def scenes(self, first: Pin) -> AsyncIterator[Scene]:
        """Lodge, act and let time pass; each scene as it happens. `first` is a pin like the dossier's own will be."""
        yield Scene(entries=await self._lodge(first))
        pin = self.stage.pin(self.code)
        for cue in cues(pin, self.scenario, self.stage.cast):
            yield Scene(entries=await self._run_until(pin.real_time(cue.at)))
            yield await self._act(cue)
        yield Scene(entries=await self._run_until(pin.real_time(runs_until(pin, self.scenario)) + A_MOMENT))

    def performance(self) -> Performance:
        """The journal that came of it, and how it differs from what the scenario expects."""
        pin = self.stage.pin(self.code)
        lines = tuple(line(pin, event_of(entry)) for entry in self.entries)
        failures = (*self.failures, *differences(self.scenario, lines))
        return Performance(entries=self.entries, lines=lines, failures=failures)

    async def dossier(self) -> dict[str, Any]:
        """The dossier as its desk sees it."""
        found: dict[str, Any] = (await self._get(f"/api/dossiers/{self.code}")).json()
        return found

    async def letter(self, href: str) -> bytes:
        """A letter's PDF."""
        return (await self._get(href)).content

    async def _lodge(self, first: Pin) -> tuple[Entry, ...]:
        told = lodge(first, self.scenario)
        body = {
            **_body(told),
            "procedure": self.procedure,
            "version": first.procedure.version,
            "unit": self.scenario.lodged.unit,
            "rehearsal_at": lodged_at(first, self.scenario).isoformat(),
        }
        answer = await self._post("/api/dossiers", body, receptionist(first, self.stage.cast))
        answer.raise_for_status()
        self.code = answer.json()["code"]
        await until(self._is_at_rest)
        return await self._news()

    async def _act(self, cue: Cue) -> Scene:
        told = message(cue.deed, latest_tasks(event_of(entry) for entry in self.entries))
        answer = await self._post(f"/api/dossiers/{self.code}{_path(told)}", _body(told), cue.actor)
        refused = None if answer.is_success else str(answer.json()["type"]).rpartition(":")[2]
        if refused != cue.refused:
            self.failures.append(
                f"{cue.at:%Y-%m-%d %H:%M}  expected {cue.refused or 'accepted'}, was {refused or 'accepted'}"
            )
        await until(self._is_at_rest)
        return Scene(entries=await self._news(), refused=refused)

    async def _run_until(self, real: datetime) -> tuple[Entry, ...]:
        clocks, handle = self.stage.clocks, self._handle()
        if self._has_ended:
            return ()
        length = real - await clocks.get_current_time(handle)
        if length > timedelta(0):
            await clocks.fast_forward(handle, length)
        await until(self._is_at_rest)
        return await self._news()

    async def _is_at_rest(self) -> bool:
        """Whether the journal holds all that the dossier has decided, and all that it obliges has been sent."""
        handle = self._handle()
        decided: int = await handle.query("seq", result_type=int)
        answer = await self._get(f"/api/dossiers/{self.code}/journal?after={decided - 1}")
        return bool(answer.json()["entries"]) and not (await handle.describe()).raw_description.pending_activities

    async def _news(self) -> tuple[Entry, ...]:
        """The entries written since the last look."""
        news: list[dict[str, Any]] = []
        after: int | None = len(self.entries)
        while after is not None:
            page = (await self._get(f"/api/dossiers/{self.code}/journal?after={after}")).json()
            news += ({**entry, "dossier": self.code} for entry in page["entries"])
            after = page["next_after"]
        entries = _ENTRIES.validate_python(news)
        self.entries += entries
        return entries

    @property
    def _has_ended(self) -> bool:
        return bool(self.entries) and self.entries[-1].kind == "dossier.ended"

    def _handle(self) -> WorkflowHandle[Any, Any]:
        return self.stage.clocks.client.get_workflow_handle(self.code)

    async def _get(self, path: str) -> httpx.Response:
        reader = receptionist(self.stage.pin(self.code), self.stage.cast)
        answer = await self.stage.http.get(path, headers=await self._signed_in(reader))
        return answer.raise_for_status()

    async def _post(self, path: str, body: dict[str, Any], actor: Official) -> httpx.Response:
        return await self.stage.http.post(path, json=body, headers=await self._signed_in(actor))

    async def _signed_in(self, actor: Official) -> dict[str, str]:
        answer = await self.stage.http.post("/api/sessions", json={"official": actor.official})
        return {"Authorization": f"Bearer {answer.raise_for_status().json()['token']}"}


def _body(told: Message) -> dict[str, Any]:
    """The message as the API takes it: without its kind and task, which the address says."""
    fields = _MESSAGE.dump_python(told, mode="json", exclude_none=True)
    return {name: value for name, value in fields.items() if name not in {"kind", "task"}}


def _path(told: Message) -> str:  # noqa: C901, PLR0911, PLR0912 - one line a kind is the clearest shape
    match told:
        case Lodge():
            return ""
        case Claim():
            return f"/tasks/{told.task}/claim"
        case Release():
            return f"/tasks/{told.task}/release"
        case Complete():
            return f"/tasks/{told.task}/complete"
        case RequestSupplement():
            return f"/tasks/{told.task}/supplement"
        case SignApology():
            return f"/tasks/{told.task}/apology"
        case ReceiveSupplement():
            return "/supplement"
        case Withdraw():
            return "/withdrawal"
        case ReportFault():
            return "/faults"
        case SignUrging():
            return f"/tasks/{told.task}/urging"
        case Add():
            return f"/steps/{told.step}/elements"
        case ReportChild() | ReportEnd():
            raise AssertionError("only a dossier speaks for itself")
        case ApplyCalendar():
            raise AssertionError("a calendar is applied by the operator, not over the counter")
