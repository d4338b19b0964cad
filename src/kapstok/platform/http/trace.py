"""Request id and W3C trace context: taken in, handed on, bound to every log line.

https://www.w3.org/TR/trace-context/ : version 00, malformed headers are replaced by a fresh context.
"""

import random
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase

from kapstok.platform.http.asked import header

_TRACEPARENT = re.compile(r"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")
_TRACESTATE_MAX = 512
# Ids need to differ, not to be secret; the operating system is asked for a seed only.
_chance = random.Random()  # noqa: S311


@dataclass(frozen=True, slots=True)
class TraceContext:
    trace_id: str
    span_id: str
    flags: str = "00"
    state: str = ""

    @property
    def traceparent(self) -> str:
        return f"00-{self.trace_id}-{self.span_id}-{self.flags}"


_trace: ContextVar[TraceContext | None] = ContextVar("kapstok_trace", default=None)
_request_id: ContextVar[str] = ContextVar("kapstok_request_id", default="")


def parse_traceparent(header: str) -> TraceContext | None:
    """The caller's context, or None when the header breaks the standard."""
    match = _TRACEPARENT.fullmatch(header.strip()) if header else None
    if match is None:
        return None
    version, trace_id, span_id, flags, rest = match.groups()
    if version == "ff" or (version == "00" and rest) or not int(trace_id, 16) or not int(span_id, 16):
        return None
    return TraceContext(trace_id, span_id, flags)


def child_context(header: str, state: str = "") -> TraceContext:
    """Our own span under the caller's trace, or under a new trace."""
    parent = parse_traceparent(header)
    if parent is None:
        return TraceContext(f"{_chance.getrandbits(128) or 1:032x}", _span())
    return TraceContext(parent.trace_id, _span(), parent.flags, _clean_state(state))


def _span() -> str:
    return f"{_chance.getrandbits(64) or 1:016x}"


def _clean_state(state: str) -> str:
    plain = state.isascii() and state.isprintable() and len(state) <= _TRACESTATE_MAX
    return state if plain else ""


def current_trace() -> TraceContext | None:
    return _trace.get()


def current_request_id() -> str:
    return _request_id.get()


def outgoing_headers() -> dict[str, str]:
    """Headers for a call to another system within this request; empty outside one."""
    trace = _trace.get()
    if trace is None:
        return {}
    headers = {"traceparent": trace.traceparent}
    if trace.state:
        headers["tracestate"] = trace.state
    return headers


def _request_id_from(header: str) -> str:
    """Only a UUID is taken over: anything else could carry personal data or markup into the logs."""
    try:
        if header:
            return str(UUID(header))
    except ValueError:
        pass
    return str(UUID(int=_chance.getrandbits(128), version=4))


def begin(request: HttpRequest) -> tuple[TraceContext, str]:
    """The trace and the id of this request: taken over from the caller, or new."""
    trace = child_context(header(request, "traceparent"), header(request, "tracestate"))
    return trace, _request_id_from(header(request, "X-Request-ID"))


@contextmanager
def bound(trace: TraceContext, request_id: str) -> Iterator[None]:
    """Everything inside logs with the same request_id, trace_id and span_id, and passes the trace on."""
    trace_token, id_token = _trace.set(trace), _request_id.set(request_id)
    try:
        yield
    finally:
        _trace.reset(trace_token)
        _request_id.reset(id_token)


def add_trace(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Processor of structlog: under which request and trace a line was written."""
    trace = _trace.get()
    if trace is not None:
        event |= {"request_id": _request_id.get(), "trace_id": trace.trace_id, "span_id": trace.span_id}
    return event


class TraceMiddleware:
    """For pages: everything below it logs with the same request_id, trace_id and span_id."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        trace, request_id = begin(request)
        with bound(trace, request_id):
            response = self.get_response(request)
        response["X-Request-ID"] = request_id
        response["traceparent"] = trace.traceparent
        return response
