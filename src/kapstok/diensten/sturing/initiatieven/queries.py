"""Reads of initiatives."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from kapstok.diensten.sturing.initiatieven.models import Initiatief
from kapstok.diensten.sturing.initiatieven.rules import UITKOMSTEN

MOST = 5000  # rows of a download


@dataclass(frozen=True, slots=True)
class Zoek:
    """What the list is narrowed by; `stand` is an outcome, `open` or `herzien`."""

    q: str = ""
    stand: str = ""
    keuze: str = ""
    tempo: str = ""
    speerpunt: str = ""
    aandachtsveld: str = ""


def initiatieven(zoek: Zoek, today: date) -> QuerySet[Initiatief]:
    """Those that fit, by name; the caller takes a page."""
    rows = Initiatief.objects.order_by("naam")
    if zoek.q:
        rows = rows.filter(Q(naam__icontains=zoek.q) | Q(aangedragen_door__icontains=zoek.q))
    if zoek.stand == "open":
        rows = rows.filter(uitkomst="")
    elif zoek.stand == "herzien":
        rows = rows.filter(herzien_op__lte=today, project=None)
    elif zoek.stand in UITKOMSTEN:
        rows = rows.filter(uitkomst=zoek.stand)
    for name in ("keuze", "tempo", "aandachtsveld"):
        if getattr(zoek, name):
            rows = rows.filter(**{name: getattr(zoek, name)})
    return rows.filter(speerpunten__contains=[zoek.speerpunt]) if zoek.speerpunt else rows


def postvak(velden: Collection[str]) -> dict[str, int]:
    """By field: how many initiatives wait to be weighed; also those where none waits."""
    rows = Initiatief.objects.filter(aandachtsveld__in=list(velden), uitkomst="").order_by()
    waiting = dict(rows.values_list("aandachtsveld").annotate(Count("id")))
    return {veld: waiting.get(veld, 0) for veld in velden}
