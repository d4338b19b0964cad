"""Health and metrics. No personal data, no tenant; /metrics answers loopback only."""

import gc
import os
import time
from collections.abc import Callable
from functools import cache

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

REQUESTS = Counter("kapstok_requests_total", "Answered requests", ["method", "route", "status"])
SECONDS = Histogram(
    "kapstok_request_seconds",
    "Time to answer",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5),
)
FROZEN = Gauge(
    "kapstok_frozen_objects", "Objects that the garbage collector passes over", multiprocess_mode="livemax"
)
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
LOOPBACK = {"127.0.0.1", "::1"}


def count(method: str, route: str, status: int, began: float) -> None:
    """One answer to a request that came in at `began` (perf_counter)."""
    # Anybody can make up a method, and each would be a line that stays.
    answers, seconds = _counted(method if method in METHODS else "ANDERS", route, status)
    answers.inc()
    seconds.observe(time.perf_counter() - began)


@cache  # as few as there are lines on /metrics, and looking one up costs more than counting
def _counted(method: str, route: str, status: int) -> tuple[Counter, Histogram]:
    return REQUESTS.labels(method, route, status), SECONDS.labels(route)


class MetricsMiddleware:
    """Counts every answer by route name (never by path, which may hold an id)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        count(request.method or "", match.route if match else "onbekend", response.status_code, began)
        return response


def settled() -> None:
    """All that stays is loaded: tell how much the garbage collector passes over."""
    FROZEN.set(gc.get_freeze_count())


def alive(_request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "leeft"})


def ready(_request: HttpRequest) -> HttpResponse:
    """The process can do its work: the database answers. 503 with one sentence when not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return JsonResponse({"status": "fout", "reden": "De databank antwoordt niet."}, status=503)
    return JsonResponse({"status": "klaar"})


def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text; elsewhere than on this machine it does not exist."""
    if request.META.get("REMOTE_ADDR") not in LOOPBACK:
        return HttpResponse(status=404)
    return HttpResponse(generate_latest(_registry()), content_type=CONTENT_TYPE_LATEST)


def _registry() -> CollectorRegistry:
    """Of this process; or of all, when several count together (KAPSTOK_WEBPROCESSEN)."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return together
