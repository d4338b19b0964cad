"""CSV out: the same columns that csv_in reads."""

from collections.abc import Iterable
from typing import Any

from kapstok.diensten.sturing.harmonisatie.rules_cf import GEBONDEN
from kapstok.diensten.sturing.portfolio.models import Applicatie, Contract, Gebruik, Koppeling
from kapstok.diensten.sturing.portfolio.uitwisseling.csv_in import AFDELINGEN, GEBRUIK
from kapstok.diensten.sturing.portfolio.uitwisseling.kolommen import (
    CONTRACT,
    KOPPELING,
    applicatie_kolommen,
)
from kapstok.diensten.sturing.portfolio.uitwisseling.toepassen import LETTERS
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.kern.rekenblad import rekenblad


def letters(row: Gebruik | None) -> str:
    """BMR as far as it is used so."""
    return "" if row is None else "".join(x for x, kind in LETTERS.items() if getattr(row, kind))


def applicaties_csv() -> str:
    """All applications with their use."""
    columns, members = applicatie_kolommen(), list(Deelnemer.objects.all())
    uses = {(g.applicatie_id, g.deelnemer_id): g for g in Gebruik.objects.all()}
    names = dict(Applicatie.objects.values_list("id", "naam"))
    head = [k.naam for k in columns] + ["vervangen_door", *GEBONDEN]
    head += [f"{kind}{d.code}" for d in members for kind in (GEBRUIK, AFDELINGEN)]

    def line(app: Applicatie) -> list[str]:
        cells = [k.schrijf(getattr(app, k.naam)) for k in columns]
        cells.append(names.get(app.vervangen_door_id, ""))
        cells += [app.integratie.get(system, "") for system in GEBONDEN]
        for member in members:
            use = uses.get((app.id, member.id))
            cells += [letters(use), "|".join(use.afdelingen) if use else ""]
        return cells

    return rekenblad(head, (line(app) for app in Applicatie.objects.order_by("naam")))


def contracten_csv() -> str:
    """All contracts."""
    rows = Contract.objects.select_related("applicatie", "deelnemer").order_by("nummer")
    return rekenblad(
        [*(k.naam for k in CONTRACT), "applicatie", "gemeente"],
        ([*_cells(CONTRACT, r), r.applicatie.naam, r.deelnemer.code if r.deelnemer else ""] for r in rows),
    )


def koppelingen_csv() -> str:
    """All couplings."""
    rows = Koppeling.objects.select_related("van", "naar").order_by("van__naam", "naar__naam", "standaard")
    return rekenblad(
        ["van", "naar", *(k.naam for k in KOPPELING)],
        ([r.van.naam, r.naar.naam, *_cells(KOPPELING, r)] for r in rows),
    )


def _cells(kolommen: Iterable[Any], row: Any) -> list[str]:
    return [k.schrijf(getattr(row, k.naam)) for k in kolommen]
