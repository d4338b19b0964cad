"""How the content of a document comes in: a body of which the base64 streams to the storage."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any, Final

from django.http import HttpRequest, UnreadablePostError

from kapstok.magazijnen.documenten.rules import Inhoud, Refusals, content_of
from kapstok.platform.resource import parse
from kapstok.platform.resource.refused import Refused
from kapstok.platform.storage import Incoming, TooLarge, store
from kapstok.platform.storage.inline import BadBase64, BadJson, TooMuch, read_object

MOST = 4 * 2**30


class _Nothing:
    """A body says that there is no content; leaving the field out says nothing."""


NOTHING: Final = _Nothing()
Given = Incoming | _Nothing | None


def receive(chunks: Any) -> Incoming:
    """Take in what may be as long as the standard asks for."""
    return store().receive(chunks, limit=MOST)


def read_body(request: HttpRequest, limit: int, path: Sequence[str] = ("inhoud",)) -> dict[str, Any]:
    """The body with its content received; around the content never more than `limit` bytes."""
    if request.content_type not in {"application/json", ""}:
        raise Refused(415, "unsupported_media_type")
    try:
        given = read_object(request.read, path, receive, room=limit)
    except BadJson:
        raise parse.fault("nonFieldErrors", "invalid", "De inhoud is geen geldige JSON.") from None
    except TooMuch:
        raise Refused(413, detail=f"De gegevens buiten de inhoud zijn meer dan {limit} bytes.") from None
    except TooLarge:
        raise Refused(413, detail="Een document is hoogstens 4 GiB. Stuur het in delen.") from None
    except UnreadablePostError:
        raise Refused(400, detail="De aanvraag brak af.") from None
    _note_content(given, path)
    return given


def _note_content(given: Any, path: Sequence[str]) -> None:
    """Mark that there is none; of what came in, ask early that nobody erases the same bytes."""
    for name in path[:-1]:
        given = given.get(name)
        if not isinstance(given, dict):
            return
    found = given.get(path[-1], "")
    if found is None:
        given[path[-1]] = NOTHING
    elif isinstance(found, Incoming):
        found.ask()


def content(value: Any, name: str) -> Given:
    """What was received; or a short base64 text that came another way."""
    if isinstance(value, Incoming | _Nothing):
        return value
    if isinstance(value, str):
        try:
            return receive([base64.b64decode(value, validate=True)])
        except (ValueError, binascii.Error):
            pass
    known = "De inhoud is geen geldige base64." if isinstance(value, BadBase64 | str) else ""
    raise parse.fault(name, "invalid", known)


def settle_content(values: dict[str, Any], *, now: int | None, new: bool) -> Refusals:
    """Put what has to happen in place of `inhoud` and `bestandsomvang`; `now`: the size of what is there."""
    given: Given = values.pop("inhoud", None)
    named = "bestandsomvang" in values
    omvang = values.pop("bestandsomvang", None)
    is_null = given is NOTHING
    if is_null and not named and not new:
        omvang = now
    size = given.size if isinstance(given, Incoming) else None
    what, faults = content_of(size=size, is_null=is_null, omvang=omvang, now=now, new=new)
    if what is Inhoud.GIVEN:
        values["inhoud"] = given if isinstance(given, Incoming) else receive([])
    elif what is Inhoud.PARTS:
        values["in_delen"] = omvang
    elif what is Inhoud.NONE:
        values |= {"sha256": "", "bestandsomvang": None}
    return faults
