"""Virtual clocks: the real Temporal server in memory, where each workflow's time passes only when told to."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from opentelemetry.trace import TracerProvider
from temporalio.testing import TimeSkippingConfig, WorkflowEnvironment

from runtime.codec import data_converter
from runtime.embedded import temporal_binary
from runtime.secrets import KeyRing
from runtime.telemetry import trace_workflows
from runtime.temporal import process_runtime

_STANDING_STILL = TimeSkippingConfig(enabled=False, disable_propagation=True, max_session_skip_count=10_000)

_SWIFT = {
    "frontend.WorkflowTimeSkippingEnabled": "true",
    "history.timerProcessorMaxTimeShift": '"10ms"',
    "history.timerProcessorMaxPollRPS": "1000",
}
"""With the server's own values a skip takes a second; with these, some 15 ms."""


async def start_virtual_clocks(ring: KeyRing, *, traces: TracerProvider | None = None) -> WorkflowEnvironment:
    """Start such a server, with a client like `connect`'s in its `client`; `shutdown` stops it.

    Workflows must be started by that client. `fast_forward(handle, length)` moves one's clock and waits for what
    falls due meanwhile, false when the workflow ended before; a clock begins at the real present, and
    `get_current_time(handle)` reads it.
    """
    with _quiet():
        return await WorkflowEnvironment.start_time_skipping_v2(
            ts_config=_STANDING_STILL,
            data_converter=data_converter(ring),
            interceptors=trace_workflows(traces),
            runtime=process_runtime(None),
            dev_server_existing_path=str(temporal_binary()),
            dev_server_log_level="error",
            dev_server_startup_timeout=timedelta(seconds=20),
            dev_server_extra_args=["--headless", *_dynamic_config()],
        )


@contextmanager
def _quiet() -> Iterator[None]:
    """Let a child started meanwhile greet nobody: the server's banner would stand in the middle of a story."""
    sys.stdout.flush()
    kept = os.dup(1)
    try:
        with Path(os.devnull).open("wb") as nothing:
            os.dup2(nothing.fileno(), 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def _dynamic_config() -> list[str]:
    return [part for name, value in _SWIFT.items() for part in ("--dynamic-config-value", f"{name}={value}")]
