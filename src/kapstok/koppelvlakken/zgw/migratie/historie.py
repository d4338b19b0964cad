"""The audit trail of the source: kept word for word beside ours, never in our chain."""

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from kapstok.koppelvlakken.zgw.migratie.bron import Json, id_of
from kapstok.koppelvlakken.zgw.migratie.stand import Migratie
from kapstok.koppelvlakken.zgw.models import OvergenomenRegel
from kapstok.platform.db import uuid7

Trail = tuple[UUID | None, list[Json]]


def trails_of(migratie: Migratie, urls: Sequence[str]) -> list[Trail]:
    """What the source says that was done with each of these. Not asked again once it was refused for all of them."""
    if not migratie.audittrail or not urls:
        return []
    found = migratie.bron.trails(urls)
    missed = migratie.note_unread()
    if missed == len(urls):
        migratie.audittrail = False
        migratie.vertel("audittrail: overgeslagen (geen enkele mocht gelezen worden)")
    return [(id_of(url), lines) for url, lines in zip(urls, found, strict=True)]


def keep_trails(kind: str, bron: str, trails: Sequence[Trail]) -> None:
    """`kind`: zaak, document or besluit. Lines that are here already are not kept twice."""
    of_these = {f"{kind}_id__in": [row for row, _lines in trails]}
    there = set(OvergenomenRegel.objects.filter(**of_these).values_list("regel__uuid", flat=True))
    OvergenomenRegel.objects.bulk_create(
        OvergenomenRegel(
            id=uuid7(),
            bron=bron[:500],
            moment=parse_datetime(str(line.get("aanmaakdatum") or "")) or timezone.now(),
            regel=line,
            **{f"{kind}_id": row},
        )
        for row, lines in trails
        for line in lines
        if line.get("uuid") is None or line["uuid"] not in there
    )
