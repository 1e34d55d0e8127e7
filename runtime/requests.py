"""Traces of HTTP requests, apart from `telemetry` so that only the API loads a web framework."""

from fastapi import FastAPI
from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor
from opentelemetry.trace import TracerProvider


def trace_requests(app: FastAPI, provider: TracerProvider | None = None) -> None:
    """Give each HTTP request a span, continuing the caller's trace; the process's provider by default."""
    FastAPIInstrumentor.instrument_app(app, tracer_provider=provider, exclude_spans=["receive", "send"])
