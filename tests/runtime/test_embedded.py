"""The embedded Temporal server and the connection to it: the real server, worker and client."""

import asyncio
import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from temporalio import activity, workflow
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client
from temporalio.worker import Worker
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

from runtime.embedded import RETENTION, temporal_server
from runtime.refusals import StartRefused
from runtime.secrets import read_secrets
from runtime.settings import Settings, read_settings
from runtime.supervisor import supervision
from runtime.telemetry import tracer_provider
from runtime.temporal import connect, until_workers_poll
from runtime.waiting import until_http_answers

SANDBOX = SandboxedWorkflowRunner(restrictions=SandboxRestrictions.default.with_passthrough_all_modules())

pytestmark = pytest.mark.temporal


@activity.defn
async def greet(name: str) -> str:
    return f"Kính chào {name}"


@workflow.defn
class Greeting:
    """Like a dossier: the run does what updates ask for, and they wait for it."""

    def __init__(self) -> None:
        self._name = ""
        self._answer = ""

    @workflow.run
    async def run(self) -> str:
        await workflow.wait_condition(lambda: bool(self._name))
        self._answer = await self._greet()
        await workflow.wait_condition(workflow.all_handlers_finished)
        return await self._greet()

    @workflow.update
    async def name(self, name: str) -> str:
        self._name = name
        await workflow.wait_condition(lambda: bool(self._answer))
        return self._answer

    async def _greet(self) -> str:
        return await workflow.execute_activity(greet, self._name, start_to_close_timeout=timedelta(seconds=10))


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    server, ui = free_ports()
    return read_settings(data=tmp_path_factory.mktemp("data"), temporal_port=server, temporal_ui_port=ui)


def free_ports() -> Iterator[int]:
    with ExitStack() as held:
        probes = [held.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(2)]
        ports = [probe.getsockname()[1] for probe in probes]
    return iter(ports)


async def client_of(settings: Settings) -> Client:
    return await connect(settings, read_secrets(settings))


async def test_the_server_keeps_what_it_was_told_over_a_restart_and_shows_it_on_its_pages(settings: Settings) -> None:
    async with supervision(settings.data) as supervised:
        await supervised.start(temporal_server(settings))
        async with asyncio.timeout(10):
            await until_http_answers(f"http://127.0.0.1:{settings.temporal_ui_port}/")
        before = await client_of(settings)
        await before.start_workflow(Greeting.run, id="H57-1", task_queue="q")
        request = DescribeNamespaceRequest(namespace=settings.temporal_namespace)
        described = await before.workflow_service.describe_namespace(request)
        assert described.config.workflow_execution_retention_ttl.ToTimedelta() == RETENTION
    async with supervision(settings.data) as supervised:
        await supervised.start(temporal_server(settings))
        after = await client_of(settings)
        assert (await after.get_workflow_handle("H57-1").describe()).workflow_type == "Greeting"


async def test_one_trace_runs_from_the_caller_through_the_update_to_the_activity(
    settings: Settings,
) -> None:
    spans = InMemorySpanExporter()
    traces = tracer_provider("test", also_to=SimpleSpanProcessor(spans))
    async with supervision(settings.data) as supervised:
        await supervised.start(temporal_server(settings))
        client = await connect(settings, read_secrets(settings), traces=traces)
        async with Worker(
            client,
            task_queue="q",
            workflows=[Greeting],
            activities=[greet],
            workflow_runner=SANDBOX,
        ):
            async with asyncio.timeout(10):
                await until_workers_poll(client, "q")
            handle = await client.start_workflow(Greeting.run, id="H57-2", task_queue="q")
            with traces.get_tracer("test").start_as_current_span("PUT /api/name") as request:
                answer = await handle.execute_update(Greeting.name, "Nguyễn Thị Ánh")
            await handle.result()
        assert answer == "Kính chào Nguyễn Thị Ánh"
        history = (await handle.fetch_history()).to_json()
    mine = request.get_span_context().trace_id
    traced = sorted(span.name for span in spans.get_finished_spans() if span.context.trace_id == mine)
    assert traced == ["PUT /api/name", "RunActivity:greet", "StartActivity:greet", "StartWorkflowUpdate:name"]
    assert "Nguyễn" not in json.dumps(json.loads(history), ensure_ascii=False)


async def test_without_a_server_the_connection_is_refused_in_one_sentence(tmp_path: Path) -> None:
    port = next(free_ports())
    nowhere = read_settings(data=tmp_path, temporal_port=port)
    with pytest.raises(StartRefused, match=rf"^Temporal does not answer at 127\.0\.0\.1:{port}\.$"):
        await client_of(nowhere)
    assert (await connect(nowhere, read_secrets(nowhere), lazy=True)).namespace == "lienthong"
