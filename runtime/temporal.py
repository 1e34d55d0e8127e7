"""The connection to Temporal that the API, the worker and the commands share."""

from functools import cache, partial

from opentelemetry.trace import TracerProvider
from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import Client
from temporalio.runtime import (
    LoggingConfig,
    LoggingFormat,
    OpenTelemetryConfig,
    Runtime,
    TelemetryConfig,
    TelemetryFilter,
)
from temporalio.service import GrpcCompression, RPCError

from definitions.saying import Saying
from runtime.codec import data_converter
from runtime.refusals import StartRefused
from runtime.secrets import Secrets
from runtime.settings import Settings, is_loopback
from runtime.telemetry import trace_workflows
from runtime.waiting import until

NO_ANSWER = Saying(vietnamese="Temporal không trả lời tại {address}.", english="Temporal does not answer at {address}.")


async def connect(
    settings: Settings, secrets: Secrets, *, lazy: bool = False, traces: TracerProvider | None = None
) -> Client:
    """A client with this installation's codec, traced to `traces`, else to what `start_traces` made before.

    Raises `StartRefused` when Temporal does not answer. A lazy one connects at its first call,
    which then raises the SDK's `RuntimeError` instead.
    """
    key = settings.temporal_api_key
    near = is_loopback(settings.temporal_address.rpartition(":")[0])
    try:
        return await Client.connect(
            settings.temporal_address,
            namespace=settings.temporal_namespace,
            api_key=key.get_secret_value() if key else None,
            tls=settings.temporal_tls,
            data_converter=data_converter(secrets.codec),
            interceptors=trace_workflows(traces),
            grpc_compression=GrpcCompression.NONE if near else GrpcCompression.GZIP,
            runtime=process_runtime(settings.otlp_endpoint),
            lazy=lazy,
        )
    except RuntimeError as error:
        raise StartRefused(NO_ANSWER, address=settings.temporal_address) from error


async def until_workers_poll(client: Client, task_queue: str) -> None:
    """Wait until some worker asks for the queue's workflow tasks and some worker for its activities."""
    kinds = (TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW, TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
    for kind in kinds:
        await until(partial(_is_polled, client, task_queue, kind))


async def _is_polled(client: Client, task_queue: str, kind: TaskQueueType.ValueType) -> bool:
    request = DescribeTaskQueueRequest(
        namespace=client.namespace, task_queue=TaskQueue(name=task_queue), task_queue_type=kind
    )
    try:
        return bool((await client.workflow_service.describe_task_queue(request)).pollers)
    except RPCError:
        return False


@cache
def process_runtime(otlp_endpoint: str | None) -> Runtime:
    """The SDK's own threads and metrics: one per process, as it demands."""
    metrics = otlp_endpoint and OpenTelemetryConfig(
        url=f"{otlp_endpoint.rstrip('/')}/v1/metrics", http=True, durations_as_seconds=True
    )
    warnings = LoggingConfig(filter=TelemetryFilter(core_level="WARN", other_level="ERROR"), format=LoggingFormat.JSON)
    return Runtime(telemetry=TelemetryConfig(logging=warnings, metrics=metrics or None))
