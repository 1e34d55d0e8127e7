"""Log lines and traces: one shape, one number for all that one request causes."""

import json
import logging
from collections.abc import Iterator

import httpx
import pytest
import structlog
from fastapi import FastAPI
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from runtime.logs import write_logs
from runtime.requests import trace_requests
from runtime.settings import LogFormat, LogLevel
from runtime.telemetry import tracer_provider

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


@pytest.fixture
def _logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


@pytest.mark.usefixtures("_logging_as_before")
@pytest.mark.parametrize("library", [False, True])
def test_every_log_line_is_json_and_bears_its_trace(capsys: pytest.CaptureFixture[str], *, library: bool) -> None:
    write_logs(LogFormat.JSON, LogLevel.INFO)
    with tracer_provider("test").get_tracer("test").start_as_current_span("act") as span:
        if library:
            logging.getLogger("temporalio").warning("Hồ sơ %s trễ", "H57")
        else:
            structlog.stdlib.get_logger("temporalio").warning("Hồ sơ H57 trễ")
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["level"], line["logger"]) == ("Hồ sơ H57 trễ", "warning", "temporalio")
    assert line["trace"] == f"{span.get_span_context().trace_id:032x}"


@pytest.mark.usefixtures("_logging_as_before")
def test_lines_below_the_level_are_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    write_logs(LogFormat.CONSOLE, LogLevel.WARNING)
    structlog.stdlib.get_logger("api").info("quiet")
    logging.getLogger("uvicorn").info("quiet")
    assert capsys.readouterr().err == ""


async def test_a_request_continues_its_callers_trace() -> None:
    spans, app = InMemorySpanExporter(), FastAPI()
    trace_requests(app, tracer_provider("api", also_to=SimpleSpanProcessor(spans)))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as caller:
        await caller.get("/nowhere", headers={"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"})
    assert [f"{span.context.trace_id:032x}" for span in spans.get_finished_spans() if span.context] == [TRACE]
