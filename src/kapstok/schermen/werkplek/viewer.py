"""The viewer: a document of the zaak beside its data, in any version."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from kapstok.magazijnen.documenten.queries import document, versions_of
from kapstok.platform.storage.serve import INLINE
from kapstok.schermen.werkplek.show import one


def viewer_of(request: HttpRequest, zaak_id: UUID, documents: list[dict[str, Any]]) -> dict[str, Any] | None:
    """What the viewer shows (`?document=…&versie=…`); None when nothing of this zaak was chosen."""
    ids = [d["id"] for d in documents]
    chosen = one(request.GET.get("document"))
    if chosen not in ids:
        return None
    version = request.GET.get("versie", "")
    found = (
        document(chosen, versie=int(version))
        if version.isascii() and version.isdigit() and len(version) < 6
        else None
    )
    found = found or next(d for d in documents if d["id"] == chosen)
    here = ids.index(chosen)
    return {
        **shown(zaak_id, found),
        "versies": versions_of(chosen),
        "vorige": ids[here - 1] if here > 0 else None,
        "volgende": ids[here + 1] if here + 1 < len(ids) else None,
    }


def shown(zaak_id: UUID, found: dict[str, Any]) -> dict[str, Any]:
    """A version as the page shows it: in a frame, as a picture, or only to download."""
    url = reverse("werk-document-inhoud", args=[zaak_id, found["id"], found["versie"]])
    can = bool(found["sha256"]) and found["formaat"] in INLINE
    how = "" if not can else "beeld" if found["formaat"].startswith("image/") else "kader"
    return {"document": found, "hoe": how, "url": url if found["sha256"] else ""}
