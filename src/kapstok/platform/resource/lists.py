"""Answers with rows: a page of a list or search, and the objects that were asked for with it."""

from collections.abc import Mapping
from hashlib import blake2b
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse

from kapstok.platform.resource.caller import Call
from kapstok.platform.resource.compile import MOST_AT_ONCE, Compiled
from kapstok.platform.resource.expand import Wish, expand
from kapstok.platform.resource.query import Query
from kapstok.platform.resource.refused import Refused


def json_response(
    text: str | bytes, status: int = 200, headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """Json text as it came from the database."""
    return HttpResponse(text, status=status, content_type="application/json", headers=dict(headers or {}))


def listing(
    request: HttpRequest, call: Call, own: Compiled, asked: Query, parent: UUID | None
) -> HttpResponse:
    """One page, or the whole of a list without pages."""
    if parent is not None and own.resource.under:
        asked.conditions.append(f"t.{own.resource.under[1]} = %(parent)s")
        asked.params["parent"] = parent
    number, size = asked.number, asked.size
    body = request.method != "HEAD"
    count, rows = own.page(call, asked, body=body)
    if own.resource.paged and number > 1 and (number - 1) * size >= count:
        raise Refused(404, "not_found", "Deze pagina is er niet.")
    if not own.resource.paged and count > MOST_AT_ONCE:
        text = f"Dit zijn meer dan {MOST_AT_ONCE} regels. Vraag ze per zaak, document of besluit."
        raise Refused(400, "too-many-results", text)
    if not body:
        return HttpResponse(content_type="application/json", headers=own.resource.headers)
    rows = b"[%b]" % rows
    if asked.wish is not None:
        found = msgspec.json.decode(rows)
        expand(call, found, asked.wish)
        rows = msgspec.json.encode(found)
    if not own.resource.paged:
        return json_response(rows, headers=own.resource.headers)
    following = _link(request, call, number + 1) if number * size < count else b"null"
    before = _link(request, call, number - 1) if number > 1 else b"null"
    text = b'{"count":%d,"next":%b,"previous":%b,"results":%b}' % (count, following, before, rows)
    return json_response(text, headers=own.resource.headers)


def expanded(call: Call, body: bytes, wish: Wish) -> tuple[str, bytes]:
    """One row with what was asked for with it, and the ETag of that whole."""
    row = msgspec.json.decode(body)
    expand(call, [row], wish)
    text = msgspec.json.encode(row)
    return f'"{blake2b(text, digest_size=16).hexdigest()}"', text


def _link(request: HttpRequest, call: Call, number: int) -> bytes:
    query = request.GET.copy()
    query["page"] = str(number)
    address = f"{call.base}{request.path}?{query.urlencode()}"
    return b'"%b"' % address.replace("\\", "%5C").replace('"', "%22").encode()
