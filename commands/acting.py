"""Acting: plays a scenario through the real API, on a server whose clocks are virtual."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final

import httpx
from pydantic import TypeAdapter
from temporalio.client import WorkflowHandle
from temporalio.testing import WorkflowEnvironment

from commands.addressed import body_of, path_of
from definitions.scenarios import Scenario
from runtime.waiting import until
from workflows.actors import Official
from workflows.family import ROOT, Path, child_name, minute, prefixed
from workflows.machine.events import AnyEvent
from workflows.machine.events_flow import ChildLodged
from workflows.machine.journal import Entry, event_of
from workflows.machine.pin import Pin
from workflows.machine.story import line
from workflows.rehearsal import (
    Cast,
    Cue,
    Performance,
    cues,
    differences,
    lodge,
    lodged_at,
    message,
    receptionist,
    runs_until,
    tasks_to_act_on,
)

A_MOMENT: Final = timedelta(seconds=30)
"""Past an instant, so that what falls due at it has rung; journals are compared to the minute."""

_ENTRIES: Final = TypeAdapter(tuple[Entry, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Where a scenario is played: the API's address, the server, the people, and where a dossier's pin is found."""

    http: httpx.AsyncClient
    clocks: WorkflowEnvironment
    cast: Cast
    pin: Callable[[str], Pin]
    tokens: dict[str, str] = field(default_factory=dict)
    """Of those who have signed in, by official."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What an act led to: the new entries, and the rule that refused it, if one did."""

    entries: tuple[Entry, ...]
    refused: str | None = None


@dataclass(slots=True)
class Member:
    """A dossier of the family that is played: its code, its pin, and the entries read so far."""

    code: str
    pin: Pin
    entries: tuple[Entry, ...] = ()
    is_over: bool = False
    """Whether nothing can come of it any more: it has ended, and what that obliged has been sent."""

    @property
    def has_ended(self) -> bool:
        """Whether its journal is closed."""
        return bool(self.entries) and self.entries[-1].kind == "dossier.ended"

    @property
    def events(self) -> tuple[AnyEvent, ...]:
        """What its entries record."""
        return tuple(event_of(entry) for entry in self.entries)


class Acting:
    """One scenario being played; `scenes` goes through it, and `performance` sums it up."""

    def __init__(self, stage: Stage, procedure: str, scenario: Scenario, instants: tuple[datetime, ...] = ()) -> None:
        """Nothing is lodged yet; `instants` are those at which dossiers of the family tell each other something."""
        self.stage = stage
        self.procedure = procedure
        self.scenario = scenario
        self.instants = instants
        self._reached = datetime.min.replace(tzinfo=UTC)
        self.members: dict[Path, Member] = {}
        self.failures: list[str] = []

    @property
    def code(self) -> str:
        """The dossier's code."""
        return self.members[ROOT].code

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The dossier's own journal."""
        return self.members[ROOT].entries

    async def scenes(self, first: Pin) -> AsyncIterator[Scene]:
        """Lodge, act and let time pass; each scene as it happens. `first` is a pin like the dossier's own will be."""
        yield Scene(entries=await self._lodge(first))
        pin = self.members[ROOT].pin
        for cue in cues(pin, self.scenario):
            yield Scene(entries=await self._run_until(cue.at))
            yield await self._act(cue)
        yield Scene(entries=await self._run_until(runs_until(pin, self.scenario), A_MOMENT))

    def performance(self) -> Performance:
        """The journals that came of it, and how they differ from what the scenario expects."""
        told = (
            one
            for path, member in self.members.items()
            for one in prefixed(path, tuple(line(member.pin, event) for event in member.events))
        )
        lines = tuple(sorted(told, key=minute))
        failures = (*self.failures, *differences(self.scenario, lines))
        return Performance(entries=self.entries, lines=lines, failures=failures)

    async def dossier(self) -> dict[str, Any]:
        """The dossier as its desk sees it."""
        found: dict[str, Any] = (await self._get(self.members[ROOT], f"/api/dossiers/{self.code}")).json()
        return found

    async def letter(self, href: str) -> bytes:
        """A letter's PDF."""
        return (await self._get(self.members[ROOT], href)).content

    async def _lodge(self, first: Pin) -> tuple[Entry, ...]:
        told = lodge(first, self.scenario)
        body = {
            **body_of(told),
            "procedure": self.procedure,
            "version": first.procedure.version,
            "unit": self.scenario.lodged.unit,
            "rehearsal_at": lodged_at(first, self.scenario).isoformat(),
        }
        answer = await self._post("/api/dossiers", body, receptionist(first, self.stage.cast))
        answer.raise_for_status()
        code = answer.json()["code"]
        self.members[ROOT] = Member(code, self.stage.pin(code))
        return await self._settle()

    async def _act(self, cue: Cue) -> Scene:
        member = self.members.get(cue.within)
        if member is None:
            self.failures.append(f"{cue.at:%Y-%m-%d %H:%M}  there is no child dossier {'/'.join(cue.within)}")
            return Scene(entries=())
        told = message(cue.deed, tasks_to_act_on(member.events))
        actor = cue.actor(member.pin, self.stage.cast)
        answer = await self._post(f"/api/dossiers/{member.code}{path_of(told)}", body_of(told), actor)
        refused = None if answer.is_success else str(answer.json()["type"]).rpartition(":")[2]
        if refused != cue.refused:
            self.failures.append(
                f"{cue.at:%Y-%m-%d %H:%M}  expected {cue.refused or 'accepted'}, was {refused or 'accepted'}"
            )
        return Scene(entries=await self._settle(), refused=refused)

    async def _run_until(self, official: datetime, past: timedelta = timedelta(0)) -> tuple[Entry, ...]:
        """Let time run, with a stop wherever one dossier will tell another something: each has a clock of its own."""
        fresh: tuple[Entry, ...] = ()
        stops = [at + A_MOMENT for at in self.instants if self._reached < at + A_MOMENT < official]
        self._reached = max(self._reached, official)
        for stop in (*stops, official + past):
            for member in tuple(self.members.values()):
                await self._forward(member, stop)
            fresh += await self._settle()
        return fresh

    async def _forward(self, member: Member, official: datetime) -> None:
        clocks, handle = self.stage.clocks, self._handle(member)
        if member.has_ended:
            return
        length = member.pin.real_time(official) - await clocks.get_current_time(handle)
        if length > timedelta(0):
            await clocks.fast_forward(handle, length)

    async def _settle(self) -> tuple[Entry, ...]:
        """Wait until nobody has anything left to do; what was written to the dossier itself, and any new child met."""
        fresh: tuple[Entry, ...] = ()
        settled = False
        while not settled:
            settled = True
            for path, member in tuple(self.members.items()):
                if member.is_over:
                    continue
                await until(partial(self._is_at_rest, member))
                news = await self._news(member)
                member.is_over = member.has_ended
                settled = settled and not (news and self._has_kin(news))
                fresh += news if path == ROOT else ()
                self._meet_children(path, news)
        return fresh

    def _has_kin(self, news: tuple[Entry, ...]) -> bool:
        """Whether what one dossier has done may have moved another."""
        return len(self.members) > 1 or any(entry.kind == "child.called" for entry in news)

    def _meet_children(self, path: Path, news: tuple[Entry, ...]) -> None:
        for event in (event_of(entry) for entry in news):
            if isinstance(event, ChildLodged):
                siblings = [own[-1] for own in self.members if own and own[:-1] == path]
                name = child_name(event.step, siblings)
                self.members[(*path, name)] = Member(event.code, self.stage.pin(event.code))

    async def _is_at_rest(self, member: Member) -> bool:
        """Whether the journal holds all that the dossier has decided, and all that it obliges has been sent."""
        handle = self._handle(member)
        decided: int = await handle.query("seq", result_type=int)
        answer = await self._get(member, f"/api/dossiers/{member.code}/journal?after={decided - 1}")
        return bool(answer.json()["entries"]) and not (await handle.describe()).raw_description.pending_activities

    async def _news(self, member: Member) -> tuple[Entry, ...]:
        """The entries written since the last look."""
        news: list[dict[str, Any]] = []
        after: int | None = len(member.entries)
        while after is not None:
            page = (await self._get(member, f"/api/dossiers/{member.code}/journal?after={after}")).json()
            news += ({**entry, "dossier": member.code} for entry in page["entries"])
            after = page["next_after"]
        entries = _ENTRIES.validate_python(news)
        member.entries += entries
        return entries

    def _handle(self, member: Member) -> WorkflowHandle[Any, Any]:
        return self.stage.clocks.client.get_workflow_handle(member.code)

    async def _get(self, member: Member, path: str) -> httpx.Response:
        reader = receptionist(member.pin, self.stage.cast)
        answer = await self.stage.http.get(path, headers=await self._signed_in(reader))
        return answer.raise_for_status()

    async def _post(self, path: str, body: dict[str, Any], actor: Official) -> httpx.Response:
        return await self.stage.http.post(path, json=body, headers=await self._signed_in(actor))

    async def _signed_in(self, actor: Official) -> dict[str, str]:
        if actor.official not in self.stage.tokens:
            answer = await self.stage.http.post("/api/sessions", json={"official": actor.official})
            self.stage.tokens[actor.official] = answer.raise_for_status().json()["token"]
        return {"Authorization": f"Bearer {self.stage.tokens[actor.official]}"}
