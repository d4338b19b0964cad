"""Zaakeigenschappen: facts of a zaak, of kinds that its zaaktype names."""

from typing import Any
from uuid import UUID

from kapstok.magazijnen.zaken import services as s
from kapstok.magazijnen.zaken.models import ZaakEigenschap
from kapstok.magazijnen.zaken.resources.base import below, is_forced, remover, require_same
from kapstok.platform.resource import Call, fields


def create_zaakeigenschap(values: dict[str, Any], call: Call) -> UUID:
    """POST /zaken/{uuid}/zaakeigenschappen"""
    zaak = values["zaak_id"]
    forced = is_forced(call, zaak)
    kind, value = values["eigenschap_id"], values["waarde"]
    return s.add_eigenschap(zaak, kind, value, actor=call.actor, forced=forced).id


def change_zaakeigenschap(row_id: UUID, changes: dict[str, Any], call: Call) -> None:
    """PUT and PATCH /zaken/{uuid}/zaakeigenschappen/{uuid}"""
    row = ZaakEigenschap.objects.get(id=row_id)
    require_same(row, changes, ("zaak_id", "eigenschap_id"))
    value = changes.get("waarde", row.waarde)
    forced = is_forced(call, row.zaak_id)
    s.add_eigenschap(row.zaak_id, row.eigenschap_id, value, actor=call.actor, forced=forced)


delete_zaakeigenschap = remover(ZaakEigenschap, s.remove_eigenschap)


zaakeigenschap = below(
    "zaakeigenschap",
    "zaakeigenschappen",
    fields.link("zaak", "zaken.zaak", required=True),
    fields.link("eigenschap", "catalogi.eigenschap", required=True),
    fields.text("naam", read_only=True),
    fields.text("waarde", required=True),
    under=("zaken", "zaak_id"),
    paged=False,
    create=create_zaakeigenschap,
    update=change_zaakeigenschap,
    delete=delete_zaakeigenschap,
)
