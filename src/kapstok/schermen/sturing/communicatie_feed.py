"""The news of a municipality as an Atom feed (RFC 4287), for its intranet."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from lxml import etree

from kapstok.diensten.sturing.communicatie.queries import nieuws
from kapstok.diensten.sturing.communicatie.rectificeren import in_woorden
from kapstok.diensten.sturing.communicatie.services import mag_lezen
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.identity.access import no_login_needed
from kapstok.platform.tenancy.addresses import public_base

ATOM = "http://www.w3.org/2005/Atom"
NEVER = "2017-01-01T00:00:00+00:00"  # an empty feed must still say when it was updated


@no_login_needed
@require_safe
def feed(request: HttpRequest, gemeente: str) -> HttpResponse:
    """What was published for this municipality. Without its key it is there only when it was made open."""
    if getattr(request, "tenant", None) is None or not mag_lezen(
        gemeente, request.GET.get("sleutel", "")[:100]
    ):
        raise Http404
    member, rows = Deelnemer.objects.get(code=gemeente), nieuws(gemeente)
    place = public_base(request.tenant) + reverse("sturing-feed", args=[gemeente])  # type: ignore[attr-defined]
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    _add(root, "id", place)
    _add(root, "title", f"{request.tenant.naam}: {member.naam}")  # type: ignore[attr-defined]
    _add(root, "updated", max(row.gewijzigd for row in rows).isoformat() if rows else NEVER)
    etree.SubElement(root, f"{{{ATOM}}}link", rel="self", href=place)
    for row in rows:
        entry = etree.SubElement(root, f"{{{ATOM}}}entry")
        titel, tekst = in_woorden(row, row.laatste) if row.laatste else row.nu
        _add(entry, "id", f"urn:uuid:{row.publicatie.id}")
        _add(entry, "title", titel)
        _add(entry, "updated", row.gewijzigd.isoformat())
        _add(etree.SubElement(entry, f"{{{ATOM}}}author"), "name", row.publicatie.door)
        _add(entry, "content", tekst).set("type", "text")
    answer = HttpResponse(
        etree.tostring(root, xml_declaration=True, encoding="utf-8"), content_type="application/atom+xml"
    )
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _add(parent: etree._Element, name: str, text: str) -> etree._Element:
    made = etree.SubElement(parent, f"{{{ATOM}}}{name}")
    made.text = "".join(c for c in text if c in "\n\t" or c.isprintable())  # XML has no control characters
    return made
