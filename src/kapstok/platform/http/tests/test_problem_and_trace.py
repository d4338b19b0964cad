"""problem+json and trace context: what goes in, what comes out."""

import json
import re

from django.http import HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from kapstok.platform.http import InvalidParam, current_request_id, outgoing_headers, problem
from kapstok.platform.http.trace import TraceMiddleware, add_trace, child_context, parse_traceparent

CALLER = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def test_problem_has_the_members_of_the_zgw_error_shape():
    response = problem(
        400, code="invalid", invalid_params=[InvalidParam("startdatum", "required", "Vul in.")]
    )
    body = json.loads(response.content)
    assert response["Content-Type"] == "application/problem+json"
    assert set(body) == {"type", "code", "title", "status", "detail", "instance", "invalidParams"}
    assert body["status"] == response.status_code == 400
    assert body["invalidParams"] == [{"name": "startdatum", "code": "required", "reason": "Vul in."}]


def test_problem_without_wrong_fields_has_no_invalid_params():
    assert "invalidParams" not in json.loads(problem(404).content)


def call(headers: dict[str, str]):
    seen = {}

    def view(request):
        seen["log"] = add_trace(None, "info", {"event": "x"})
        seen["id"] = current_request_id()
        seen["out"] = outgoing_headers()
        return HttpResponse("ok")

    return TraceMiddleware(view)(RequestFactory().get("/", headers=headers)), seen


def test_trace_of_the_caller_goes_on_with_a_span_of_our_own():
    response, seen = call({"traceparent": CALLER, "tracestate": "a=1"})
    ours = parse_traceparent(seen["out"]["traceparent"])
    assert ours.trace_id == "4bf92f3577b34da6a3ce929d0e0e4736"
    assert ours.span_id != "00f067aa0ba902b7"
    assert seen["out"]["tracestate"] == "a=1"
    assert seen["log"]["trace_id"] == ours.trace_id
    assert response["traceparent"] == ours.traceparent
    assert outgoing_headers() == {}


def test_request_id_of_the_caller_is_kept_only_when_it_is_a_uuid():
    known = "0b0ecf2e-6a75-4d0e-9f5a-5a2f5dd0b0f4"
    response, seen = call({"X-Request-ID": known})
    assert response["X-Request-ID"] == seen["id"] == seen["log"]["request_id"] == known
    response, _ = call({"X-Request-ID": "999993653 <b>"})
    assert re.fullmatch(r"[0-9a-f-]{36}", response["X-Request-ID"])


@given(
    st.text(max_size=80) | st.from_regex(r"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}", fullmatch=True)
)
def test_any_traceparent_leads_to_a_valid_context(header):
    ours = child_context(header)
    assert parse_traceparent(ours.traceparent) is not None
    parent = parse_traceparent(header)
    assert parent is None or parent.trace_id == ours.trace_id


def test_all_zero_and_version_ff_are_refused():
    assert parse_traceparent("00-" + "0" * 32 + "-00f067aa0ba902b7-01") is None
    assert parse_traceparent("ff" + CALLER[2:]) is None
    assert parse_traceparent(CALLER + "-extra") is None
    assert parse_traceparent("01" + CALLER[2:] + "-extra") is not None
