"""Zaakeigenschappen: facts of a zaak, of kinds that its zaaktype names."""

from typing import Any
from uuid import UUID

from kapstok.magazijnen.catalogi.models import Eigenschap
from kapstok.magazijnen.zaken import services as s
from kapstok.magazijnen.zaken.models import ZaakEigenschap
from kapstok.magazijnen.zaken.resources.base import below, is_forced, judged, remover, require_same
from kapstok.magazijnen.zaken.rules import zrc_018_once
from kapstok.magazijnen.zaken.rules_eigenschap import ztc_015_mismatch
from kapstok.magazijnen.zaken.services.base import require
from kapstok.platform.resource import Call, fields

FIXED = ("zaak_id", "eigenschap_id")


def _warn(call: Call, eigenschap_id: UUID, waarde: str) -> None:
    """A value that does not fit is kept, and the answer says so (Zaken 1.7)."""
    specificatie = Eigenschap.objects.filter(id=eigenschap_id).values_list("specificatie", flat=True).first()
    why = ztc_015_mismatch(specificatie or {}, waarde)
    if why is not None:
        call.headers["X-Warning"] = why


def create_zaakeigenschap(values: dict[str, Any], call: Call) -> UUID:
    """POST /zaken/{uuid}/zaakeigenschappen"""
    zaak, kind, value = values["zaak_id"], values["eigenschap_id"], values["waarde"]
    same = ZaakEigenschap.objects.filter(zaak_id=zaak, eigenschap_id=kind)
    require(zrc_018_once(there=same.exists()))
    made = s.add_eigenschap(zaak, kind, value, actor=call.actor, forced=is_forced(call, zaak))
    _warn(call, kind, value)
    return made.id


def change_zaakeigenschap(row_id: UUID, changes: dict[str, Any], call: Call) -> None:
    """PUT and PATCH /zaken/{uuid}/zaakeigenschappen/{uuid}: only the value (zrc-018)."""
    row = ZaakEigenschap.objects.get(id=row_id)
    require_same(row, changes, FIXED)
    value = changes.get("waarde", row.waarde)
    forced = is_forced(call, row.zaak_id)
    s.add_eigenschap(row.zaak_id, row.eigenschap_id, value, actor=call.actor, forced=forced)
    _warn(call, row.eigenschap_id, value)


zaakeigenschap = below(
    "zaakeigenschap",
    "zaakeigenschappen",
    fields.link("zaak", "zaken.zaak", required=True),
    fields.link("eigenschap", "catalogi.eigenschap", required=True),
    fields.text("naam", read_only=True),
    fields.text("waarde", required=True),
    under=("zaken", "zaak_id"),
    paged=False,
    warns=("X-Warning",),
    create=create_zaakeigenschap,
    update=change_zaakeigenschap,
    rules=judged(ZaakEigenschap, s.eigenschap_faults, FIXED),
    delete=remover(ZaakEigenschap, s.remove_eigenschap),
)
