"""The application: composition root of the API process."""

import asyncio
import signal
import sys
from datetime import UTC, datetime
from types import FrameType
from typing import Any, Final, NoReturn

import uvicorn
from fastapi import FastAPI
from obstore.store import from_url
from opentelemetry.trace import TracerProvider
from temporalio.client import Client

from api import (
    alerts,
    books,
    dossiers,
    elements,
    health,
    letters,
    offices,
    procedures,
    publishing,
    reports,
    schemas,
    sessions,
    tasks,
)
from api.edge import BodyLimit, RequestLog
from api.pins import Pins
from api.premises import Premises
from api.problems import answer_exceptions
from api.refusals import MEDIA_TYPE, ProblemView
from api.staff import Officials
from api.tokens import Tokens
from definitions.calendar_files import load_calendar
from definitions.province import PROVINCE, load_province
from definitions.saying import Saying
from letters.press import BrokenTemplate, Press, open_press
from records.database import open_database
from runtime.logs import write_logs
from runtime.refusals import StartRefused
from runtime.requests import trace_requests
from runtime.secrets import Secrets, read_secrets
from runtime.settings import Settings, read_settings
from runtime.telemetry import start_traces
from runtime.temporal import connect

NOT_PRINTED: Final = Saying(
    vietnamese="Không in được một mẫu văn bản: {why}", english="A template cannot be printed: {why}"
)

_PROBLEM: Final[dict[str, Any]] = {
    "model": ProblemView,
    "content": {MEDIA_TYPE: {}},
}
_PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    "4XX": {**_PROBLEM, "description": "A refusal: a named rule says no, and nothing was written."},
    "5XX": {**_PROBLEM, "description": "An outage (503, with Retry-After: repeating is safe), or a bug (500)."},
}


def create_app(premises: Premises, traces: TracerProvider | None = None) -> FastAPI:
    """The API on these premises; requests are traced to `traces`, else to the process's provider."""
    app = FastAPI(
        title="Liên thông",
        version="0.1.0",
        description="Hồ sơ một cửa liên thông: the counter and the back office.",
        openapi_url="/api/openapi.json",
        docs_url=None,  # its pages would load scripts from elsewhere
        redoc_url=None,
        responses=_PROBLEMS,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.premises = premises
    routers = (
        *(sessions, dossiers, books, letters, tasks, elements, alerts),
        *(procedures, publishing, schemas, offices, reports, health),
    )
    for module in routers:
        app.include_router(module.router)
    app.include_router(tasks.worklists)
    app.include_router(alerts.of_offices)
    app.include_router(books.of_offices)
    answer_exceptions(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(RequestLog)
    trace_requests(app, traces)
    return app


def make_premises(settings: Settings, secrets: Secrets, client: Client) -> Premises:
    """What the API stands on, by the settings; neither Temporal nor the database need be there yet.

    Raises `StartRefused` for a template that cannot be printed.
    """
    province = load_province(PROVINCE)
    local = settings.files_url.startswith("file:")
    return Premises(
        settings=settings,
        database=open_database(settings.database_url),
        client=client,
        files=from_url(settings.files_url, mkdir=True) if local else from_url(settings.files_url),
        tokens=Tokens(secrets.token_key),
        calendar=load_calendar(province.calendar),
        province=province,
        press=_press(settings),
        pins=Pins(),
        officials=Officials(),
        clock=lambda: datetime.now(UTC),
    )


def _press(settings: Settings) -> Press:
    try:
        return open_press(settings.templates)
    except BrokenTemplate as broken:
        raise StartRefused(NOT_PRINTED, why=broken) from broken


def server(app: FastAPI, settings: Settings) -> uvicorn.Server:
    """The HTTP server of an application, on the settings' host and port."""
    config = uvicorn.Config(
        app,
        host=settings.api_host,
        port=settings.api_port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
    )
    return uvicorn.Server(config)


async def serve(settings: Settings) -> None:
    """Serve until told to stop; raises `StartRefused`."""
    secrets = read_secrets(settings)
    traces = start_traces("lienthong-api", settings.otlp_endpoint)
    premises = make_premises(settings, secrets, await connect(settings, secrets, lazy=True))
    try:
        await server(create_app(premises), settings).serve()
    finally:
        premises.database.close()
        traces.shutdown()


def main() -> None:
    """Run the API as a process until SIGINT or SIGTERM; exits with 1 when it cannot start."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _leave)
    try:
        settings = read_settings()
        write_logs(settings.log_format, settings.log_level)
        asyncio.run(serve(settings))
    except StartRefused as refusal:
        sys.exit(str(refusal))


def _leave(_number: int, _frame: FrameType | None) -> NoReturn:
    """End well: the HTTP server finishes its requests first, then raises the signal once more for us."""
    sys.exit(0)
