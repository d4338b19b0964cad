"""The figures of a quarter, taken once when it closes. Whole cents; nothing is rounded."""

from datetime import date
from typing import Any

from kapstok.diensten.sturing.geld.queries import overzicht, per_project
from kapstok.diensten.sturing.projecten.rules import kwartaal_einde

BEDRAGEN = ("gereserveerd", "uitgegeven", "vastgelegd", "vrij", "verrekend")


def stand(jaar: int, nummer: int, kaarten: list[dict[str, Any]], *, op: date) -> dict[str, Any]:
    """What the memo tells: the money at the end of the quarter, and each card with its decision."""
    einde = kwartaal_einde(jaar, nummer)
    rows = overzicht(einde)
    names = list(dict.fromkeys(row["naam"] for row in rows))
    per_name = {name: [row for row in rows if row["naam"] == name] for name in names}
    money = per_project([k["project"]["boekcode"] for k in kaarten], einde)
    return {
        "jaar": jaar,
        "kwartaal": nummer,
        "einde": einde.isoformat(),
        "gesloten_op": op.isoformat(),
        "gemeenten": [{"naam": name, **_layers(layers, jaar)} for name, layers in per_name.items()],
        "samen": _layers(rows, jaar),
        "projecten": [_project(kaart, money) for kaart in kaarten],
    }


def _layers(rows: list[dict[str, Any]], jaar: int) -> dict[str, Any]:
    """This year, past years and both; money of a later year is not looked at."""
    now = [row for row in rows if row["laag"] == jaar]
    past = [row for row in rows if row["laag"] < jaar]
    return {"lopend": _sum(now), "eerder": _sum(past), "samen": _sum(now + past)}


def _sum(rows: list[dict[str, Any]]) -> dict[str, int]:
    return {name: sum(row[name] for row in rows) for name in BEDRAGEN}


def _project(kaart: dict[str, Any], money: dict[str, Any]) -> dict[str, Any]:
    project, review = kaart["project"], kaart["project"]["toets"] or {}
    held = money.get(project["boekcode"], {}).values()
    joining = [part for part in project["deelnames"] or [] if part["besluit"] == "doet_mee"]
    names = ("voortgang", "vertraging_dagen", "vertraging_door", "vertraging_uitleg", "prognose", "uren_gemeente",
             "uren_owo", "tevredenheid_klant", "tevredenheid_team")  # fmt: skip
    return {
        "id": str(project["id"]),
        "naam": project["naam"],
        "toestand": project["toestand"],
        "noodzaak": project["noodzaak"],
        "besluit": kaart["besluit"],
        "toelichting": kaart["toelichting"],
        "opmerking": kaart["opmerking"],
        "begroot": sum(part["begroot"] for part in joining),
        "vastgelegd": sum(each["vastgelegd"] for each in held),
        "uitgegeven": sum(each["uitgegeven"] for each in held),
        "toets": {name: review[name] for name in names} if review else None,
    }
