"""Traces: one runs from the HTTP request through the update to the activities it causes."""

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from temporalio.client import Interceptor
from temporalio.contrib.opentelemetry import TracingInterceptor

from runtime.following import FollowRequests


def start_traces(service: str, otlp_endpoint: str | None = None) -> TracerProvider:
    """Make the process's tracer provider, once per process; see `tracer_provider`.

    Call `shutdown` on it at the end, so that the last spans are sent.
    """
    provider = tracer_provider(service, otlp_endpoint)
    trace.set_tracer_provider(provider)
    return provider


def tracer_provider(
    service: str, otlp_endpoint: str | None = None, *, also_to: SpanProcessor | None = None
) -> TracerProvider:
    """A tracer provider named for one service.

    Spans go to the collector at `otlp_endpoint` (a base URL) and to `also_to`; with neither they still have
    ids, which the logs carry.
    """
    provider = TracerProvider(resource=Resource.create({"service.name": service}), shutdown_on_exit=False)
    if otlp_endpoint:
        exporter = OTLPSpanExporter(endpoint=f"{otlp_endpoint.rstrip('/')}/v1/traces")
        provider.add_span_processor(BatchSpanProcessor(exporter))
    if also_to:
        provider.add_span_processor(also_to)
    return provider


def trace_workflows(provider: trace.TracerProvider | None = None) -> list[Interceptor]:
    """The interceptors that carry a trace through Temporal; for the client, from which workers take them."""
    tracer = (provider or trace.get_tracer_provider()).get_tracer("lienthong")
    return [TracingInterceptor(tracer), FollowRequests()]
