"""What caller and server say about the form of body and answer: media types, and coordinates in EPSG:4326."""

from typing import Any

from django.http import HttpRequest

from kapstok.platform.http.asked import header
from kapstok.platform.resource.refused import Refused

CRS = "EPSG:4326"
_JSON = frozenset({"*/*", "application/*", "application/json", "application/problem+json"})


def wants_json(request: HttpRequest) -> None:
    """Refused 406 when the caller takes anything but json."""
    accepted = header(request, "Accept")
    if not accepted or "*/*" in accepted:
        return
    for part in accepted.split(","):
        kind, _, rest = part.partition(";")
        if kind.strip().lower() in _JSON and rest.replace(" ", "").rstrip("0") not in {"q=", "q=0."}:
            return
    raise Refused(406, "not_acceptable", "Antwoorden zijn er alleen als application/json.")


def reads_crs(request: HttpRequest) -> None:
    """Another system of coordinates is 406; a reader who names none gets EPSG:4326."""
    for name in ("Accept-Crs", "Content-Crs"):
        given = {part.strip().upper() for part in header(request, name, CRS).split(",")}
        if not given & {CRS, "*"}:
            raise Refused(406, "not_acceptable", f"{name}: alleen {CRS} wordt ondersteund.")


def writes_crs(request: HttpRequest, geometry: Any) -> None:
    """Who sends coordinates says in which system: 412 when not."""
    if geometry is not None and not header(request, "Content-Crs"):
        raise Refused(412, "precondition_failed", f"Stuur bij een geometrie de header Content-Crs: {CRS}.")


def tags(given: str) -> list[str]:
    """The versions in If-Match or If-None-Match, without quotes."""
    return [part.strip().removeprefix("W/").strip('"') for part in given.split(",")] if given else []
