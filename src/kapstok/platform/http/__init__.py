"""Everything around one HTTP answer: headers, trace, rate limits, machine-readable faults, clean logs.

Names load late, because the log set-up imports this package before Django is ready.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kapstok.platform.http.clients import client_address
    from kapstok.platform.http.headers import allow_same_origin_frame, widen_csp
    from kapstok.platform.http.problems import InvalidParam, problem
    from kapstok.platform.http.scrub import scrub_personal_data
    from kapstok.platform.http.trace import current_request_id, outgoing_headers

_HOME = {
    "InvalidParam": "problems",
    "allow_same_origin_frame": "headers",
    "client_address": "clients",
    "current_request_id": "trace",
    "outgoing_headers": "trace",
    "problem": "problems",
    "scrub_personal_data": "scrub",
    "widen_csp": "headers",
}

__all__ = [
    "InvalidParam",
    "allow_same_origin_frame",
    "client_address",
    "current_request_id",
    "outgoing_headers",
    "problem",
    "scrub_personal_data",
    "widen_csp",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
