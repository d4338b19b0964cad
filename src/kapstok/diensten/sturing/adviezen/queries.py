"""Reads of advices."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from kapstok.diensten.sturing.adviezen.models import Advies
from kapstok.diensten.sturing.adviezen.rules import OPVOLGINGEN

MOST = 5000  # rows of a download


@dataclass(frozen=True, slots=True)
class Zoek:
    """What the list is narrowed by; `opvolging` is an outcome, or `open`."""

    q: str = ""
    gever: str = ""
    soort: str = ""
    opvolging: str = ""
    project: UUID | None = None


def adviezen(zoek: Zoek) -> QuerySet[Advies]:
    """Those that fit with what they are about, the newest first; the caller takes a page."""
    rows = Advies.objects.select_related("project", "applicatie").order_by(
        "-uitgebracht_op", "onderwerp", "id"
    )
    if zoek.q:
        rows = rows.filter(Q(onderwerp__icontains=zoek.q) | Q(adviseur__icontains=zoek.q))
    for name in ("gever", "soort"):
        if getattr(zoek, name):
            rows = rows.filter(**{name: getattr(zoek, name)})
    if zoek.opvolging == "open":
        rows = rows.filter(opvolging="")
    elif zoek.opvolging in OPVOLGINGEN:
        rows = rows.filter(opvolging=zoek.opvolging)
    return rows.filter(project_id=zoek.project) if zoek.project else rows
