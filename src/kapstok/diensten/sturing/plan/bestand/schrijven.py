"""A version of the plan as a file that can be read in again, equal."""

from datetime import date
from typing import Any

import yaml

from kapstok.diensten.sturing.plan.bestand.velden import DELEN

UITLEG = (
    "# Informatieplan van Kapstok. Wat hier staat, kan in een concept weer worden ingelezen.\n"
    "# true en false bij een speerpunt: staat het in het coalitieakkoord van deze gemeente? False is geen oordeel.\n"
)


def schrijf_plan(whole: dict[str, Any], gemeenten: dict[str, str]) -> bytes:
    """The version as YAML; `gemeenten`: code -> name."""
    kop = {n: whole[n] for n in ("naam", "van", "tot", "datum", "auteurs", "aanleiding", "missie", "visie")}
    made: dict[str, Any] = {
        "plan": _bare({**kop, "voorganger": whole["voorganger"]}),
        "gemeenten": [{"code": code, "naam": naam} for code, naam in gemeenten.items()],
        "bronnen": [_source(each) for each in whole["bronnen"]],
    }
    for section, kind in DELEN.items():
        made[section] = [_part(each) for each in whole["onderdelen"] if each["soort"] == kind]
    made["speerpunten"] = [_priority(each, gemeenten) for each in whole["speerpunten"]]
    made["indicatoren"] = [_figure(each) for each in whole["indicatoren"]]
    body = yaml.safe_dump(made, allow_unicode=True, sort_keys=False, width=110)
    return (UITLEG + body).encode()


def _bare(row: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty."""
    return {name: value for name, value in row.items() if value not in ("", None, [], {})}


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None


def _source(each: dict[str, Any]) -> dict[str, Any]:
    return _bare({
        "id": each["code"], "soort": each["soort"], "nl": each["naam"], "gemeente": each["gemeente"],
        "van": _day(each["van"]), "tot": _day(each["tot"]), "adres": each["adres"],
    })  # fmt: skip


def _part(each: dict[str, Any]) -> dict[str, Any]:
    names = ("tekst", "standpunt", "groep", "richting", "paragraaf", "bronnen")
    return {"id": each["code"], "nl": each["naam"], **_bare({name: each[name] for name in names})}


def _priority(each: dict[str, Any], gemeenten: dict[str, str]) -> dict[str, Any]:
    marks = each["akkoorden"]
    return {
        "id": each["code"],
        "nl": each["naam"],
        **_bare({
            "kern_nl": each["kern"], "raakt": each["raakt"], "paragraaf": each["paragraaf"],
            "pijlers": each["pijlers"], "ks": each["ks"],
        }),
        **{code: code in marks for code in gemeenten},
        **_bare({
            "akkoord_bron": {code: marks[code] for code in gemeenten if marks.get(code)},
            "ambitie": [
                _bare({
                    "gemeente": a["gemeente"], "niveau": a["niveau"], "vanaf": _day(a["van"]), "tot": _day(a["tot"]),
                    "besluit": a["besluit"],
                })
                for a in each["ambities"]
            ],
        }),
    }  # fmt: skip


def _figure(each: dict[str, Any]) -> dict[str, Any]:
    rest = {n: each[n] for n in ("norm_gemeenten", "meting", "bron", "eigenaar")}
    norm = {} if each["norm"] is None else {"norm": each["norm"]}
    if each["doelen"]:
        norm["doelen"] = {int(year): target for year, target in sorted(each["doelen"].items())}
    return {
        "id": each["code"], "bij": each["bij"], "nl": each["naam"], "eenheid": each["eenheid"],
        "richting": each["richting"], **norm, **_bare(rest),
    }  # fmt: skip
