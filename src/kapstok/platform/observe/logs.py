"""Structured logs: an event name and fields, as JSON lines; never a value of a person."""

import logging
import sys
from typing import Any

import structlog


def configure_logs(level: str, *, scrub: Any = None, trace: Any = None) -> None:
    """Send structlog and the standard library to stderr as JSON. Both are structlog processors: `scrub` removes what
    looks personal and runs last, on everything; `trace` adds the request that a line belongs to."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        *([trace] if trace else []),
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: list[Any] = [scrub] if scrub else []
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            *last,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in ("procrastinate", "mail.log", "asyncio", "granian", "fontTools", "pyhanko", "httpx"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, root.level))
