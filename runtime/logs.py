"""Logs: structured lines on stderr, each with the ids of the trace it belongs to, also those of libraries."""

import logging
import sys

import structlog
from opentelemetry import trace
from structlog.typing import EventDict, Processor, WrappedLogger

from runtime.environment import allows_colour
from runtime.settings import LogFormat, LogLevel

_QUIET = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "uvicorn.access": logging.WARNING,
    "pyhanko": logging.CRITICAL,  # it logs a traceback for each signature that is not good; the answer says so
}


def write_logs(log_format: LogFormat, level: LogLevel) -> None:
    """Send every log line of this process, structlog's and the standard library's, to stderr in one shape.

    Uvicorn must be started with `log_config=None`, or it replaces this.
    """
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(_formatter(log_format))
    logging.basicConfig(handlers=[lines], level=level.value, force=True)
    logging.captureWarnings(capture=True)
    for name, least in _QUIET.items():
        logging.getLogger(name).setLevel(least)


def _formatter(log_format: LogFormat) -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_shared(),
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_ending(log_format)],
    )


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        _add_trace,
    ]


def _ending(log_format: LogFormat) -> list[Processor]:
    match log_format:
        case LogFormat.JSON:
            in_json = structlog.processors.JSONRenderer(ensure_ascii=False)
            return [structlog.processors.format_exc_info, in_json]
        case LogFormat.CONSOLE:
            return [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty() and allows_colour(), timestamp_key="at")]


def _add_trace(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    context = trace.get_current_span().get_span_context()
    if context.is_valid:
        line["trace"] = trace.format_trace_id(context.trace_id)
        line["span"] = trace.format_span_id(context.span_id)
    return line
