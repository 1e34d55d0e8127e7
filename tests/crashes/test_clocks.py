"""Clocks that jump: a dossier's time is its history's, and never runs backwards."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import WorkflowHistory
from temporalio.worker import (
    HandleUpdateInput,
    Interceptor,
    Replayer,
    UnsandboxedWorkflowRunner,
    WorkflowInboundInterceptor,
    WorkflowInterceptorClassInput,
)
from temporalio.workflow import now as workflow_now

from api.app import make_premises
from api.premises import Premises
from commands.whole import served
from runtime.codec import data_converter
from runtime.secrets import read_secrets
from tests.crashes.household import Household, free_ports
from tests.crashes.stream import ACTS, UNITS, Officials, journal, lodging, steps
from tests.plays import Told, at
from workflows.dossier import DossierWorkflow
from workflows.evidence import read_evidence

pytestmark = [pytest.mark.temporal, pytest.mark.crash, pytest.mark.slow]

UNIT, DISTRICT = UNITS[0]


async def test_a_dossier_lives_by_temporals_clock_and_not_by_the_apis(household: Household) -> None:
    began_at = datetime.now(UTC)
    async with (
        _api(household, ahead=timedelta(days=3)) as early,
        _api(household, ahead=timedelta(days=-3)) as late,
    ):
        code = (await _act(early, f"tiepnhan.{UNIT}", "/api/dossiers", lodging(UNIT)))["code"]
        for number, (official, body) in enumerate(steps(UNIT, DISTRICT), start=1):
            api = late if number % 2 else early
            await _act(api, official, f"/api/dossiers/{code}/tasks/{number}/complete", body)
    instants = [entry.at for entry in journal(household, code)]
    assert began_at < instants[0]
    assert instants == sorted(instants)
    assert instants[-1] < datetime.now(UTC)
    assert await household.disagreements([code]) == []


async def test_a_server_clock_that_was_set_back_stands_still_in_the_dossier_and_in_the_audit(
    household: Household,
) -> None:
    code = await Officials(household).dossier("set-back", UNIT, DISTRICT)
    history = await household.client.get_workflow_handle(code).fetch_history()
    converter = data_converter(read_secrets(household.settings).codec)
    set_back = _set_back(history, timedelta(hours=1))
    clock = _Clock()
    replayer = Replayer(
        workflows=[DossierWorkflow],
        data_converter=converter,
        interceptors=[clock],
        workflow_runner=UnsandboxedWorkflowRunner(),
    )
    await replayer.replay_workflow(set_back)
    evidence = await read_evidence([set_back], converter)
    assert [told.at for told in evidence.orders] == clock.read
    assert clock.read == sorted(clock.read)
    assert len(set(clock.read)) < ACTS, "some acts fell into the hour that came twice"


def test_time_never_runs_backwards_in_a_journal() -> None:
    play = Told().lodge("03-02 09:00").complete("03-02 10:00", "accept").complete("03-02 09:15", "forward")
    instants = [entry.at for entry in play.entries]
    assert instants == sorted(instants)
    assert instants[-1] == at("03-02 10:00")


class _Clock(Interceptor):
    """Notes what a workflow takes the time to be at each update."""

    read: list[datetime]

    def __init__(self) -> None:
        self.read = []

    def workflow_interceptor_class(
        self,
        input: WorkflowInterceptorClassInput,  # noqa: A002 - the SDK's name
    ) -> type[WorkflowInboundInterceptor]:
        read = self.read

        class Noting(WorkflowInboundInterceptor):
            async def handle_update_handler(self, input: HandleUpdateInput) -> object:  # noqa: A002 - the SDK's name
                read.append(workflow_now())
                return await super().handle_update_handler(input)

        return Noting


def _set_back(history: WorkflowHistory, by: timedelta) -> WorkflowHistory:
    """The history as it would be had the server's clock been set back when the middle of it was reached."""
    events = [HistoryEvent.FromString(event.SerializeToString()) for event in history.events]
    for event in events[len(events) // 2 :]:
        event.event_time.FromDatetime(event.event_time.ToDatetime() - by)
    return replace(history, events=events)


@asynccontextmanager
async def _api(household: Household, *, ahead: timedelta) -> AsyncIterator[httpx.AsyncClient]:
    """An API beside the household's own, whose clock is wrong."""
    settings = household.settings.model_copy(update={"api_port": free_ports(1)[0]})
    premises: Premises = make_premises(settings, read_secrets(settings), household.client)
    with closing(premises.database):
        async with served(replace(premises, clock=lambda: datetime.now(UTC) + ahead)) as http:
            yield http


async def _act(http: httpx.AsyncClient, official: str, path: str, body: dict[str, object]) -> dict[str, str]:
    token = (await http.post("/api/sessions", json={"official": official})).json()["token"]
    answer = await http.post(path, json=body, headers={"Authorization": f"Bearer {token}"})
    assert answer.is_success, answer.text
    found: dict[str, str] = answer.json()
    return found
