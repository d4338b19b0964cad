"""An address: what stands on it, a map, how it came about, and, for who says what for, who lives there.

All of it as it is, as it was on another day, and as that was known then.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kapstok.kern.rd import from_lonlat
from kapstok.magazijnen.bag.bevragen import Rij, Tijd, gevonden, levensloop, objecten
from kapstok.magazijnen.bag.kaart import REACH, omgeving
from kapstok.magazijnen.bag.models import Nummeraanduiding
from kapstok.magazijnen.bag.zoeken import huisnummer_van, zoek_adres
from kapstok.magazijnen.bgt.kaart import ondergrond
from kapstok.magazijnen.brp.opzoeken import ids_van
from kapstok.magazijnen.brp.rules import actual, described
from kapstok.magazijnen.brp.tijd import bewoners_op, geldig_op
from kapstok.magazijnen.brp.zoeken import zoek
from kapstok.platform.audit.actor import Actor
from kapstok.platform.audit.use import log_uses
from kapstok.platform.identity import staff
from kapstok.schermen.werkplek.eigendom import eigendom
from kapstok.schermen.werkplek.moments import Moments, moments_of
from kapstok.schermen.werkplek.purpose import NO_PURPOSE, purpose_of, reader, say_purpose
from kapstok.schermen.werkplek.show import CAN_READ, CAN_TALK, identity_of, show

SOURCE = "Basisregistratie Personen"
MOST_PEOPLE, MOST_EVER = 100, 5000  # shown; of whom is looked whether they lived there on another day
_FIELDS = ["naam", "geboortedatum", "verblijfplaats"]


@staff(*CAN_READ)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Addresses by what is typed, faults and all."""
    asked = request.GET.get("q", "").strip()[:100]
    found = zoek_adres(asked, limit=25) if asked else []
    return show(request, "adressen", gezocht=asked, rijen=found)


@staff(*CAN_READ)
@require_safe
def one(request: HttpRequest, nummer: str) -> HttpResponse:
    """One address, today or on another day."""
    return _page(request, nummer)


@staff(*CAN_TALK)
@require_POST
@never_cache
@transaction.atomic
def shown(request: HttpRequest, nummer: str) -> HttpResponse:
    """Who lives there, or parcel, owners and WOZ value: for the purpose of the page, written down as it is read."""
    asked = [part for part in _PARTS if part in request.POST.getlist("wat")]
    if not asked:
        raise Http404
    typed = request.POST.get("doel", "").replace("\x00", "")
    if not say_purpose(request, typed):
        return _page(request, nummer, status=422, doel=typed, fout=str(NO_PURPOSE))
    row, actor = _address(nummer), reader(request)
    moments = moments_of(request, timezone.now())
    told = {part: _PARTS[part](row, moments, actor) for part in asked}
    return _page(request, nummer, doel=purpose_of(request), nieuw=request.POST.getlist("wat")[-1], **told)


def _people(row: Nummeraanduiding, asked: Moments, actor: Actor) -> list[dict[str, Any]]:
    """Who lives there; on another day by the stays on their lists."""
    people = _people_now(row) if asked.now else _people_then(row, asked)
    who = list(dict.fromkeys(wie for wie, _told in people))
    log_uses(who, actor=actor, moment=timezone.now(), source=SOURCE, fields=_FIELDS)
    return [told for _wie, told in people]


def _people_then(row: Nummeraanduiding, asked: Moments) -> list[tuple[str, dict[str, Any]]]:
    holder = _holder(row.identificatie, Tijd(asked.day, asked.known))
    if holder is None:
        return []
    found = bewoners_op(holder["identificatie"], asked.day, asked.known, limit=MOST_EVER)
    return [
        (p.wie, {**_resident(geldig_op(p.categorieen, asked.day)), "id": number})
        for number, p in list(found.items())[:MOST_PEOPLE]
    ]


def _people_now(row: Nummeraanduiding) -> list[tuple[str, dict[str, Any]]]:
    asked: dict[str, Any] = {"postcode": row.postcode, "huisnummer": str(row.huisnummer)}
    if row.huisletter:
        asked["huisletter"] = row.huisletter
    if row.toevoeging:
        asked["huisnummertoevoeging"] = row.toevoeging
    found = [p for p in zoek(asked, limit=MOST_PEOPLE) if _same_house(p.categorieen, row)]
    pages = ids_van(p.bsn for p in found)
    return [(p.wie, {**_resident(p.categorieen), "id": pages.get(p.bsn)}) for p in found]


def _property(row: Nummeraanduiding, asked: Moments, actor: Actor) -> dict[str, Any]:
    found = eigendom(row, asked)
    for source, (who, field) in found["wie"].items():
        log_uses(sorted(who), actor=actor, moment=timezone.now(), source=source, fields=[field])
    return found


# What of an address is about persons: shown when it is asked, and then stays while the other is asked.
_PARTS: dict[str, Callable[[Nummeraanduiding, Moments, Actor], Any]] = {
    "bewoners": _people,
    "eigendom": _property,
}


def _same_house(lists: Any, row: Nummeraanduiding) -> bool:
    """Without a letter is another house than with one."""
    place = actual(lists, "08")
    own = (place.get("1130", "").lower(), place.get("1140", "").lower())
    return own == (row.huisletter.lower(), row.toevoeging.lower())


def _resident(lists: Any) -> dict[str, Any]:
    told = described(lists)
    return {"naam": told["naam"], "geboren": told["geboortedatum"][:4], "geheim": told["geheim"]}


def _address(nummer: str) -> Nummeraanduiding:
    row = Nummeraanduiding.objects.filter(identificatie=nummer).first()
    if row is None:
        raise Http404
    return row


def _page(request: HttpRequest, nummer: str, *, status: int = 200, **more: Any) -> HttpResponse:
    row, asked = _address(nummer), moments_of(request, timezone.now())
    op = Tijd(asked.day, asked.known)
    holder = _holder(nummer, op)
    pands = objecten("PND", holder["gegevens"].get("maaktDeelUitVan", ()) if holder else (), op)
    number = huisnummer_van(vars(row))
    context = {
        "adres": row,
        "titel": f"{row.openbare_ruimte} {number}",
        "postcode": f"{row.postcode[:4]} {row.postcode[4:]}".strip(),
        "momenten": asked,
        "hier": reverse("werk-adres", args=[nummer]),
        "feiten": _facts(holder, pands),
        "kaart": _map(row, set(pands), op),
        "verloop": _story(holder, pands),
        "bewoners": None,
        "eigendom": None,
        "doel": purpose_of(request),
        "mag_bewoners": identity_of(request).has_role(*CAN_TALK),
    }
    faults = [
        *((f"id_{name}", text) for name, text in asked.faults.items()),
        ("id_doel", more.get("fout", "")),
    ]
    context["fouten"] = [(where, text) for where, text in faults if text]
    status = 422 if asked.faults else status
    return show(request, "adres", status=status, **{**context, **more})


def map_of(nummer: str, day: date) -> dict[str, Any] | None:
    """The drawn surroundings of an address on a day; None when the BAG does not know it or has nothing to draw."""
    row = Nummeraanduiding.objects.filter(identificatie=nummer).first() if nummer else None
    if row is None:
        return None
    op = Tijd(day, timezone.now())
    holder = _holder(nummer, op)
    pands = objecten("PND", holder["gegevens"].get("maaktDeelUitVan", ()) if holder else (), op)
    return _map(row, set(pands), op)


def _holder(nummer: str, op: Tijd) -> Rij | None:
    """What stands on the address then: a verblijfsobject, ligplaats or standplaats."""
    for kind in ("VBO", "LIG", "STA"):
        for row in objecten(kind, gevonden(kind, [nummer]), op).values():
            own = row["gegevens"]
            if nummer == own["heeftAlsHoofdadres"] or nummer in own.get("heeftAlsNevenadres", ()):
                return row
    return None


def _facts(holder: Rij | None, pands: dict[str, Rij]) -> list[tuple[Any, Any]]:
    if holder is None:
        return []
    own = holder["gegevens"]
    facts: list[tuple[Any, Any]] = [(_("Status"), holder["status"])]
    if "gebruiksdoel" in own:
        facts.append((_("Gebruiksdoel"), ", ".join(own["gebruiksdoel"])))
    if "oppervlakte" in own:
        facts.append((_("Oppervlakte"), _("%(m2)s m²") % {"m2": own["oppervlakte"]}))
    years = sorted({row["gegevens"]["oorspronkelijkBouwjaar"] for row in pands.values()})
    if years:
        facts.append((_("Bouwjaar"), ", ".join(map(str, years))))
    facts.append((_("Nummer van het adresseerbaar object"), holder["identificatie"]))
    if pands:
        facts.append((_("Nummer van het pand"), ", ".join(pands)))
    return facts


def _story(holder: Rij | None, pands: dict[str, Rij]) -> list[dict[str, Any]]:
    """The voorkomens of what stands there and of its buildings, the newest first."""
    found: list[dict[str, Any]] = []
    for row in ([holder] if holder else []) + list(pands.values())[:5]:
        for each in levensloop(row["objecttype"], row["identificatie"], alles=False):
            own = each["gegevens"]
            more = _("%(m2)s m²") % {"m2": own["oppervlakte"]} if "oppervlakte" in own else ""
            found.append({"titel": each["status"], "moment": each["geldig_van"], "tekst": more})
    return sorted(found, key=lambda e: e["moment"], reverse=True)[:25]


def _map(row: Nummeraanduiding, own: set[str], op: Tijd) -> dict[str, Any] | None:
    """Buildings as paths, numbers as text; nothing when the BAG has no shapes here."""
    around = omgeving(row, own, op)
    ground = ondergrond(*from_lonlat(row.lon, row.lat), REACH, op.dag, op.bekend) if op.dag else []
    if not around.panden and not ground:
        return None
    size = round(REACH)
    return {
        "kader": f"-{size} -{round(size * 0.7)} {2 * size} {round(size * 1.4)}",
        "grond": [(kind, "".join(_path(ring) for ring in rings)) for kind, rings in ground],
        "panden": [("".join(_path(ring) for ring in rings), mine) for rings, mine in around.panden],
        "nummers": [
            {"x": f"{x:.1f}", "y": f"{y + 1.4:.1f}", "tekst": text, "eigen": mine}
            for (x, y), text, mine in around.nummers
        ],
        "straten": around.straten,
    }


def _path(ring: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z"
