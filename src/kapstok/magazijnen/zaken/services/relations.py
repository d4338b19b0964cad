"""Other zaken that matter for a zaak: relevanteAndereZaken (one way) and gerelateerdeZaken (both ways)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Q

from kapstok.magazijnen.zaken.models import Zaak, ZaakRelatie
from kapstok.magazijnen.zaken.services.base import versions_up


class Relatie(msgspec.Struct, kw_only=True):
    """Another zaak: here by its id, elsewhere by its url."""

    andere_zaak_id: UUID | None = None
    url: str = ""
    aard_relatie: str = ""
    overige_relatie: str = ""
    toelichting: str = ""


def set_relevante(zaak: Zaak, relaties: Sequence[Relatie]) -> dict[str, Any]:
    """relevanteAndereZaken become exactly these. Returns what to put on record."""
    ZaakRelatie.objects.filter(zaak_id=zaak.id).exclude(aard_relatie="").delete()
    return _keep(zaak, "relevante_andere_zaken", relaties)


def set_gerelateerde(zaak: Zaak, relaties: Sequence[Relatie]) -> dict[str, Any]:
    """gerelateerdeZaken become exactly these, and the other zaken here are related to this one."""
    old = ZaakRelatie.objects.filter(Q(zaak_id=zaak.id) | Q(andere_zaak_id=zaak.id), aard_relatie="")
    ends = {z for pair in old.values_list("zaak_id", "andere_zaak_id") for z in pair if z != zaak.id}
    old.delete()
    versions_up({*ends, *(r.andere_zaak_id for r in relaties)} - {zaak.id})
    return _keep(zaak, "gerelateerde_zaken", relaties)


def _keep(zaak: Zaak, name: str, relaties: Sequence[Relatie]) -> dict[str, Any]:
    if not relaties:
        return {}
    rows = [
        ZaakRelatie(zaak_id=zaak.id, volgorde=n, **msgspec.structs.asdict(r)) for n, r in enumerate(relaties)
    ]
    ZaakRelatie.objects.bulk_create(rows)
    return {name: [{k: v for k, v in msgspec.to_builtins(r).items() if v} for r in relaties]}
