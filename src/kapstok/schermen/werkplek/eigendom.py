"""Parcel, owners and WOZ value of an address, for who said what for; also as it was on a day and was known then."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kapstok.magazijnen.bag.models import Nummeraanduiding
from kapstok.magazijnen.brk import queries as brk
from kapstok.magazijnen.brk.models import Levering as LeveringBrk
from kapstok.magazijnen.brk.rules import genoemd, rustte_op
from kapstok.magazijnen.brk.vorm import GERECHTIGDE, PRIVAAT, PUBLIEK, ZAAK
from kapstok.magazijnen.woz import queries as woz
from kapstok.magazijnen.woz.models import Levering as LeveringWoz
from kapstok.magazijnen.woz.rules import relevante_waarden, waarden_op
from kapstok.magazijnen.woz.vorm import BELANGHEBBENDEN
from kapstok.platform.leveringen.tijd import stand_op
from kapstok.schermen.werkplek.moments import Moments

BRK, WOZ = "Basisregistratie Kadaster", "Basisregistratie WOZ"
PERCEEL, WAARDEN = "kadastraalonroerendezaken", frozenset({"wozobjecten", "waarden"})
# Which part of the BRK each of what rests on a parcel belongs to.
_PARTS = {
    GERECHTIGDE: "zakelijkgerechtigden",
    PRIVAAT: "privaatrechtelijkebeperkingen",
    PUBLIEK: "publiekrechtelijkebeperkingen",
}
MEEST = 20  # parcels or values of one address


def _rechten() -> dict[str, str]:
    return {
        "eigenaar": _("Eigenaar"),
        "erfpachter": _("Erfpachter"),
        "opstalhouder": _("Opstalhouder"),
        "vruchtgebruiker": _("Vruchtgebruiker"),
        "gebruik_bewoning": _("Recht van gebruik en bewoning"),
    }


def eigendom(
    row: Nummeraanduiding, asked: Moments, van_brk: frozenset[str], van_woz: frozenset[str]
) -> dict[str, Any]:
    """What a purpose holds of it, per register whose data that are (`wie`), and what not: `niet`, in words.

    The kadaster tells since when a right is there, and no longer tells of one that ended: what was known before does.
    """
    parcels, found = _parcels(row, asked) if PERCEEL in van_brk else ([], {})
    resting = {
        parcel: {kind: rights if _PARTS.get(kind) in van_brk else [] for kind, rights in each.items()}
        for parcel, each in found.items()
    }
    objects = _objects(row, asked) if van_woz >= WAARDEN else []
    owners = {p for each in resting.values() for p in genoemd(each[GERECHTIGDE])}
    return {
        "percelen": [_parcel(p, resting[p["identificatie"]]) for p in parcels],
        "waarden": [
            {
                "nummer": o["identificatie"],
                "rijen": [_dated(w) for w in relevante_waarden(waarden_op(o.get("waarden", ()), asked.day))],
            }
            for o in objects
        ],
        "wie": {BRK: (owners, "zakelijkGerechtigden"), WOZ: (_interested(objects), "waarden")},
        "niet": _withheld(van_brk, van_woz),
    }


def _withheld(van_brk: frozenset[str], van_woz: frozenset[str]) -> dict[str, list[str]]:
    if PERCEEL in van_brk:
        words = {"zakelijkgerechtigden": _("eigenaar en andere rechten")}
        words |= {_PARTS[kind]: _("beperkingen") for kind in (PRIVAAT, PUBLIEK)}
        parcels = list(dict.fromkeys(word for part, word in words.items() if part not in van_brk))
    else:
        parcels = [_("perceel en eigenaar")]
    return {"percelen": parcels, "waarden": [] if van_woz >= WAARDEN else [_("WOZ-waarde")]}


def _parcels(
    row: Nummeraanduiding, asked: Moments
) -> tuple[list[dict[str, Any]], dict[str, dict[str, list[dict[str, Any]]]]]:
    stand = stand_op(LeveringBrk, asked.known) if asked.known_then else None
    if asked.known_then and stand is None:
        return [], {}
    parcels = brk.zoek(ZAAK, f"nummeraanduiding {row.identificatie}", stand)[:MEEST]
    resting = brk.wat_rust((p["identificatie"] for p in parcels), stand)
    if asked.of_another_day:
        resting = {number: rustte_op(kinds, asked.day) for number, kinds in resting.items()}
    return parcels, resting


def _objects(row: Nummeraanduiding, asked: Moments) -> list[dict[str, Any]]:
    stand = stand_op(LeveringWoz, asked.known) if asked.known_then else None
    if asked.known_then and stand is None:
        return []
    return woz.zoek(f"nummeraanduiding {row.identificatie}", stand)[:MEEST]


def _dated(value: dict[str, Any]) -> dict[str, Any]:
    return {**value, "dag": date.fromisoformat(value["waardepeildatum"])}


def _interested(objects: list[dict[str, Any]]) -> set[str]:
    """Whose values these are."""
    roles = [o[role] for o in objects for role in BELANGHEBBENDEN if role in o]
    return {r["burgerservicenummer"] for r in roles if "burgerservicenummer" in r}


def _parcel(own: dict[str, Any], resting: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    facts = [(_("Kadastrale aanduiding"), own["kadastraleAanduiding"])]
    if (size := own.get("kadastraleGrootte", {}).get("waarde")) is not None:
        facts.append((_("Grootte"), _("%(m2)s m²") % {"m2": size}))
    facts += [(_rechten().get(r.get("type", ""), _("Gerechtigde")), _holder(r)) for r in resting[GERECHTIGDE]]
    limits = [
        each.get(name, {}).get("waarde", "")
        for kind, name in ((PRIVAAT, "aard"), (PUBLIEK, "grondslag"))
        for each in resting[kind]
    ]
    if told := ", ".join(filter(None, limits)):
        facts.append((_("Beperkingen"), told))
    return {"feiten": facts}


def _holder(right: dict[str, Any]) -> str:
    name = right.get("persoon", {}).get("omschrijving", "")
    share = right.get("tenaamstelling", {}).get("aandeel", {})
    if share and share.get("noemer", 1) != 1:
        return _("%(naam)s, voor %(teller)s/%(noemer)s") % {"naam": name, **share}
    return name
