"""Changing the data of a zaak on its page, with a way back as long as nobody else changed it since."""

from typing import Any
from uuid import UUID

from django.db import transaction

from kapstok.diensten.behandeling.services.tokens import seal
from kapstok.magazijnen.zaken.models import Zaak, ZaakEigenschap
from kapstok.magazijnen.zaken.services import add_eigenschap, change_zaak, remove_eigenschap
from kapstok.platform.errors import Refusal
from kapstok.platform.work import Actor, unit_of_work

KIND = "gegevens"


def edit(zaak_id: UUID, columns: dict[str, Any], facts: dict[UUID, str], *, actor: Actor) -> tuple[int, str]:
    """Write what differs; an empty fact is taken away. Returns how many changed, and a token to undo it with."""
    with transaction.atomic():
        before = _now(zaak_id, list(columns), list(facts))
        after = {**columns, **{str(key): value for key, value in facts.items()}}
        changed = {name: value for name, value in after.items() if before[name] != value}
        if changed:
            with unit_of_work(actor, "zaak.edit"):
                _write(zaak_id, changed, actor)
    back = {"zaak": str(zaak_id), "was": {name: before[name] for name in changed}, "nu": changed}
    return len(changed), seal(KIND, back, actor=actor)


def put_back(back: dict[str, Any], *, actor: Actor) -> None:
    """The former values return, unless somebody else changed one of them in between."""
    zaak_id, former = UUID(back["zaak"]), back["was"]
    columns = [name for name in former if not _is_fact(name)]
    facts = [UUID(name) for name in former if _is_fact(name)]
    with unit_of_work(actor, "zaak.edit.undo"):
        if _now(zaak_id, columns, facts) != back["nu"]:
            raise Refusal(
                "changed", "", "Iemand anders heeft dit intussen gewijzigd. Kijk eerst wat er nu staat."
            )
        _write(zaak_id, former, actor)


def _now(zaak_id: UUID, columns: list[str], facts: list[UUID]) -> dict[str, Any]:
    """What stands there now, by column and by eigenschap; the zaak is locked."""
    zaak = Zaak.objects.select_for_update().filter(id=zaak_id).first()
    if zaak is None:
        raise Refusal("not_found", "zaak", "Deze zaak is er niet (meer).")
    stored = dict(
        ZaakEigenschap.objects.filter(zaak_id=zaak_id, eigenschap_id__in=facts).values_list(
            "eigenschap_id", "waarde"
        )
    )
    found = {name: getattr(zaak, name) for name in columns}
    return {**found, **{str(fact): stored.get(fact, "") for fact in facts}}


def _write(zaak_id: UUID, values: dict[str, Any], actor: Actor) -> None:
    columns = {name: value for name, value in values.items() if not _is_fact(name)}
    if columns:
        change_zaak(zaak_id, columns, actor=actor)
    for name, value in values.items():
        if _is_fact(name) and value:
            add_eigenschap(zaak_id, UUID(name), value, actor=actor)
        elif _is_fact(name):
            row = ZaakEigenschap.objects.filter(zaak_id=zaak_id, eigenschap_id=UUID(name)).first()
            if row is not None:
                remove_eigenschap(row.id, actor=actor)


def _is_fact(name: str) -> bool:
    """Facts go by the id of their eigenschap, columns by their name."""
    return "-" in name
