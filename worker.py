"""The worker: composition root of the process that carries dossiers and runs their errands."""

import asyncio
import signal
import sys
from base64 import b64decode
from binascii import Error as NotBase64
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog
from obstore.exceptions import BaseError as FilesAway
from pydantic import SecretBytes, SecretStr
from temporalio.client import Client
from temporalio.worker import Worker
from temporalio.worker.workflow_sandbox import SandboxRestrictions

from activities.correspondence import DaytimePost, Exchange, LogPost, Post
from activities.errands import Errands
from activities.files import Files, open_files
from activities.gateways import Gateway, SmsPost, WebhookPost
from activities.kinship import Kinship
from activities.mail import Encryption, MailServer, SmtpPost
from activities.recalculation import Recalculation
from activities.register import Register
from activities.short_texts import Alphabet
from activities.signatures import Signatures
from definitions.province import NO_DEFAULTS, PROVINCE, TimeDefaults, load_province
from definitions.saying import Saying
from definitions.sessions import Session
from letters.press import BrokenTemplate, Press, open_press
from records.database import Database, open_database
from runtime.certificates import open_certificates
from runtime.leaving import leave
from runtime.logs import write_logs
from runtime.refusals import StartRefused
from runtime.sandbox import Sandbox
from runtime.secrets import read_secrets
from runtime.settings import Settings, is_loopback, read_settings
from runtime.telemetry import start_traces
from runtime.temporal import connect
from workflows.dossier import DossierWorkflow
from workflows.recalculation import RecalculationWorkflow

NO_STORE: Final = Saying(
    vietnamese="Không mở được kho văn bản {store}.", english="The letters' store {store} cannot be opened."
)
NOT_PRINTED: Final = Saying(
    vietnamese="Không in được một mẫu văn bản: {why}", english="A template cannot be printed: {why}"
)
NOT_A_KEY: Final = Saying(
    vietnamese="Khóa của cổng {url} không phải là base64.", english="The key of the gateway {url} is not base64."
)

TASKS_AT_ONCE: Final = 16
"""Workflow tasks run side by side. A hundred, the SDK's default, livelock after a restart with long histories."""

COMMON_POLLS: Final = 0.5
"""The share of pollers that ask the common queue. After a storm many tasks wait there that were not taken in time by
the worker that remembered their dossier; the SDK's 0.2 leaves them waiting longest.
"""

PURE: Final = (
    "definitions",
    *("workflows.machine", "workflows.messages", "workflows.actors", "workflows.effects", "workflows.opening"),
    "workflows.sweeps",
)
"""Our own modules that the sandbox need not import anew, nor what they import: they read no clock or random source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What the office's hands work with."""

    database: Database
    files: Files
    post: Post
    public_url: str
    signatures: Signatures | None = None
    """None where letters are issued without a digital signature."""
    press: Press = field(default_factory=Press)
    defaults: TimeDefaults = NO_DEFAULTS
    """What the province says of time, for the child dossiers that are lodged here."""


def dossier_worker(client: Client, task_queue: str, tools: Tools, *, cached: int = 2000) -> Worker:
    """A worker for everything a dossier needs; `cached` dossiers stay in memory between their tasks."""
    register = Register(tools.database)
    errands = Errands(
        database=tools.database,
        files=tools.files,
        post=tools.post,
        public_url=tools.public_url,
        signatures=tools.signatures,
        press=tools.press,
    )
    recalculation = Recalculation(tools.database, client)
    kinship = Kinship(database=tools.database, client=client, task_queue=task_queue, defaults=tools.defaults)
    return Worker(
        client,
        task_queue=task_queue,
        workflows=[DossierWorkflow, RecalculationWorkflow],
        activities=[
            *(register.write_entries, errands.correspond),
            *(recalculation.redate, recalculation.finish_sweep),
            *(kinship.open_child, kinship.report_end),
        ],
        activity_executor=ThreadPoolExecutor(max_workers=8, thread_name_prefix="activity"),
        workflow_task_executor=ThreadPoolExecutor(max_workers=TASKS_AT_ONCE, thread_name_prefix="workflow"),
        workflow_runner=sandbox(),
        max_concurrent_workflow_tasks=TASKS_AT_ONCE,
        max_cached_workflows=cached,
        nonsticky_to_sticky_poll_ratio=COMMON_POLLS,
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
        sys.stderr.write(f"{refusal}\n")
        leave(1)
    leave(0)


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
        raise StartRefused(NO_STORE, store=settings.files_url) from away
    return Tools(
        database=database,
        files=files,
        post=post_office(settings, files),
        public_url=settings.public_url,
        signatures=signatures(settings),
        press=press(settings),
        defaults=load_province(PROVINCE).time,
    )


def press(settings: Settings) -> Press:
    """What prints letters, with the templates that the settings put in place of ours; raises `StartRefused`."""
    try:
        return open_press(settings.templates)
    except BrokenTemplate as broken:
        raise StartRefused(NOT_PRINTED, why=broken) from broken


def signatures(settings: Settings) -> Signatures | None:
    """What letters are signed with; None when the settings switch signing off, which is said in the log."""
    if not settings.sign_letters:
        _LOG.warning("letters.unsigned")
        return None
    return Signatures(certificates=open_certificates(settings), timestamps_url=settings.timestamps_url)


def post_office(settings: Settings, files: Files) -> Post:
    """Carries notices by each channel that is set, and to the log by the others; raises `StartRefused`."""
    sms, webhook = _gateway(settings.sms_url, settings.sms_key), _gateway(settings.webhook_url, settings.webhook_key)
    alphabet = Alphabet.VIETNAMESE if settings.sms_diacritics else Alphabet.PLAIN
    hours = Session.parse(settings.message_hours)
    return Exchange(
        mail=_mail(settings, files),
        sms=LogPost() if sms is None else DaytimePost(SmsPost(sms, alphabet, _now), hours, _now),
        webhook=LogPost() if webhook is None else DaytimePost(WebhookPost(webhook, _now), hours, _now),
    )


def _mail(settings: Settings, files: Files) -> Post:
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
    return SmtpPost(server, files)


def _gateway(url: str | None, key: SecretStr | None) -> Gateway | None:
    if url is None or key is None:
        return None
    try:
        return Gateway(url=url, key=SecretBytes(b64decode(key.get_secret_value().strip(), validate=True)))
    except NotBase64:
        raise StartRefused(NOT_A_KEY, url=url) from None


def _now() -> datetime:
    return datetime.now(UTC)


def _encryption(host: str, port: int) -> Encryption:
    if port == SUBMISSIONS:
        return Encryption.TLS
    return Encryption.NONE if is_loopback(host) else Encryption.STARTTLS


SUBMISSIONS: Final = 465
"""The port on which mail is protected from the first byte (RFC 8314)."""

_LOG: Final = structlog.get_logger(__name__)

if __name__ == "__main__":
    main()
