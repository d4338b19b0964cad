"""Contracts and couplings of an application."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from kapstok.diensten.sturing.portfolio.models import Contract, Koppeling
from kapstok.diensten.sturing.portfolio.rules import RICHTINGEN
from kapstok.diensten.sturing.portfolio.services.base import refuse
from kapstok.platform.db.editing import described, locked
from kapstok.platform.work import Actor, unit_of_work

CONTRACT = (
    "applicatie_id", "deelnemer_id", "nummer", "begin", "einde", "opzegtermijn_maanden", "stilzwijgend",
    "kosten_per_jaar",
)  # fmt: skip
KOPPELING = ("van_id", "naar_id", "standaard", "richting", "gegevens", "via_bus")
LANGSTE_OPZEGTERMIJN = 60


def save_contract(
    values: Mapping[str, Any], *, actor: Actor, contract_id: UUID | None = None, versie: int | None = None
) -> Contract:
    """Make a contract, or change one."""
    with unit_of_work(actor, "contract.opslaan") as work:
        row = locked(Contract, contract_id, versie) if contract_id else Contract()
        before = described(row) if contract_id else None
        for name in CONTRACT:
            if name in values:
                setattr(row, name, values[name])
        _check(row)
        if before is not None:
            row.versie += 1
        row.save()
        work.record("contract", row.id, before=before, after=described(row))
        work.publish("portfolio.contract.opgeslagen", subject=row.id, data={"id": str(row.id)})
    return row


def _check(row: Contract) -> None:
    faults = [(name, "verplicht") for name in ("nummer", "begin", "einde") if not getattr(row, name)]
    if row.begin and row.einde and row.einde < row.begin:
        faults.append(("einde", "volgorde"))
    if row.kosten_per_jaar < 0:
        faults.append(("kosten_per_jaar", "bedrag"))
    if not 0 <= row.opzegtermijn_maanden <= LANGSTE_OPZEGTERMIJN:
        faults.append(("opzegtermijn_maanden", "opzegtermijn"))
    if row.nummer and Contract.objects.filter(nummer=row.nummer).exclude(id=row.id).exists():
        faults.append(("nummer", "nummer"))
    refuse(faults)


def verwijder_contract(contract_id: UUID, *, actor: Actor) -> None:
    """Take a contract out."""
    with unit_of_work(actor, "contract.verwijderen") as work:
        row = locked(Contract, contract_id, None)
        work.record("contract", row.id, before=described(row))
        row.delete()


def save_koppeling(values: Mapping[str, Any], *, actor: Actor, koppeling_id: UUID | None = None) -> Koppeling:
    """Make a coupling, or change one."""
    with unit_of_work(actor, "koppeling.opslaan") as work:
        row = locked(Koppeling, koppeling_id, None) if koppeling_id else Koppeling()
        before = described(row) if koppeling_id else None
        for name in KOPPELING:
            if name in values:
                setattr(row, name, values[name])
        faults = [("richting", "onbekend")] if row.richting not in RICHTINGEN else []
        if row.van_id == row.naar_id:
            faults.append(("naar", "zichzelf"))
        same = Koppeling.objects.filter(van_id=row.van_id, naar_id=row.naar_id, standaard=row.standaard)
        if same.exclude(id=row.id).exists():
            faults.append(("standaard", "dubbel"))
        refuse(faults)
        row.save()
        work.record("koppeling", row.id, before=before, after=described(row))
    return row


def verwijder_koppeling(koppeling_id: UUID, *, actor: Actor) -> None:
    """Take a coupling out."""
    with unit_of_work(actor, "koppeling.verwijderen") as work:
        row = locked(Koppeling, koppeling_id, None)
        work.record("koppeling", row.id, before=described(row))
        row.delete()
