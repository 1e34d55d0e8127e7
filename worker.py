"""The worker: composition root of the process that carries dossiers and runs their errands."""

import asyncio
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import structlog
from obstore.exceptions import BaseError as FilesAway
from temporalio.client import Client
from temporalio.worker import Worker
from temporalio.worker.workflow_sandbox import SandboxRestrictions

from activities.correspondence import Encryption, LogPost, MailServer, Post, SmtpPost
from activities.errands import Errands
from activities.files import Files, open_files
from activities.register import Register
from records.database import Database, open_database
from runtime.logs import write_logs
from runtime.refusals import StartRefused
from runtime.sandbox import Sandbox
from runtime.secrets import read_secrets
from runtime.settings import Settings, is_loopback, read_settings
from runtime.telemetry import start_traces
from runtime.temporal import connect
from workflows.dossier import DossierWorkflow

TASKS_AT_ONCE: Final = 16
"""Workflow tasks run side by side. A hundred, the SDK's default, livelock after a restart with long histories."""

PURE: Final = (
    "definitions",
    *("workflows.machine", "workflows.messages", "workflows.actors", "workflows.effects", "workflows.opening"),
)
"""Our own modules that the sandbox need not import anew, nor what they import: they read no clock or random source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What the office's hands work with."""

    database: Database
    files: Files
    post: Post
    public_url: str


def dossier_worker(client: Client, task_queue: str, tools: Tools, *, cached: int = 2000) -> Worker:
    """A worker for everything a dossier needs; `cached` dossiers stay in memory between their tasks."""
    register = Register(tools.database)
    errands = Errands(database=tools.database, files=tools.files, post=tools.post, public_url=tools.public_url)
    return Worker(
        client,
        task_queue=task_queue,
        workflows=[DossierWorkflow],
        activities=[register.write_entries, errands.correspond],
        activity_executor=ThreadPoolExecutor(max_workers=8, thread_name_prefix="activity"),
        workflow_task_executor=ThreadPoolExecutor(max_workers=TASKS_AT_ONCE, thread_name_prefix="workflow"),
        workflow_runner=sandbox(),
        max_concurrent_workflow_tasks=TASKS_AT_ONCE,
        max_cached_workflows=cached,
        graceful_shutdown_timeout=timedelta(seconds=10),
    )


def sandbox() -> Sandbox:
    """The sandbox that keeps the shell deterministic."""
    return Sandbox(restrictions=SandboxRestrictions.default.with_passthrough_modules(*PURE))


def main() -> None:
    """Run the worker of this process's settings until SIGINT or SIGTERM; exits with 1 when it cannot start."""
    try:
        settings = read_settings()
        write_logs(settings.log_format, settings.log_level)
        asyncio.run(work(settings))
    except StartRefused as refusal:
        sys.exit(str(refusal))


async def work(settings: Settings) -> None:
    """Carry dossiers until interrupted, then let the activities at work finish; raises `StartRefused`."""
    interrupted = _interrupted()
    traces = start_traces("lienthong-worker", settings.otlp_endpoint)
    database = open_database(settings.database_url)
    try:
        client = await connect(settings, read_secrets(settings))
        async with dossier_worker(client, settings.temporal_task_queue, _tools(settings, database)):
            _LOG.info("worker.started", task_queue=settings.temporal_task_queue)
            await interrupted.wait()
    finally:
        database.close()
        traces.shutdown()
    _LOG.info("worker.stopped")


def _interrupted() -> asyncio.Event:
    interrupted = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, interrupted.set)
    return interrupted


def _tools(settings: Settings, database: Database) -> Tools:
    try:
        files = open_files(settings.files_url)
    except (FilesAway, OSError) as away:
        raise StartRefused(f"The letters' store {settings.files_url} cannot be opened.") from away
    return Tools(database=database, files=files, post=_post(settings, files), public_url=settings.public_url)


def _post(settings: Settings, files: Files) -> Post:
    """The mail server that is set, else the log."""
    if settings.smtp_host is None or settings.smtp_from is None:
        return LogPost()
    server = MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        sender=settings.smtp_from,
        encryption=_encryption(settings.smtp_host, settings.smtp_port),
        username=settings.smtp_user,
        password=settings.smtp_password,
    )
    return SmtpPost(server, files, _address_of)


def _encryption(host: str, port: int) -> Encryption:
    if port == SUBMISSIONS:
        return Encryption.TLS
    return Encryption.NONE if is_loopback(host) else Encryption.STARTTLS


def _address_of(official: str) -> None:
    """Officials hear in their worklists: the directory gives nobody a mail address."""


SUBMISSIONS: Final = 465
"""The port on which mail is protected from the first byte (RFC 8314)."""

_LOG: Final = structlog.get_logger(__name__)

if __name__ == "__main__":
    main()
