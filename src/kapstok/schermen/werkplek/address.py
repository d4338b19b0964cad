"""An address: what stands on it, a map, how it came about, and, for who says what for, who lives there.

All of it as it is, as it was on another day, and as that was known then.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from uuid import UUID

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
from kapstok.magazijnen.brp.bevragen.velden import bijeen
from kapstok.magazijnen.brp.opzoeken import ids_van
from kapstok.magazijnen.brp.rules import Categorieen, actual
from kapstok.magazijnen.brp.tijd import bewoners_op, geldig_op
from kapstok.magazijnen.brp.zoeken import zoek
from kapstok.platform.identity import staff
from kapstok.schermen.werkplek.eigendom import eigendom
from kapstok.schermen.werkplek.moments import Moments, moments_of
from kapstok.schermen.werkplek.person_row import asked_of, row_of, withheld_of
from kapstok.schermen.werkplek.purpose import Raadpleging, purpose_form, purpose_of, write_down
from kapstok.schermen.werkplek.show import CAN_READ, CAN_TALK, identity_of, show

SOURCE = "Basisregistratie Personen"
MOST_PEOPLE, MOST_EVER = 100, 5000  # shown; of whom is looked whether they lived there on another day
# Under which number the use is logged, the list, and the page there is.
Bewoner = tuple[str, Categorieen, UUID | None]


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
    form = purpose_form(request)
    purpose = purpose_of(request) if form.is_valid() else None
    if purpose is None:
        return _page(request, nummer, status=422, form=form)
    row, moments = _address(nummer), moments_of(request, timezone.now())
    told = {part: _PARTS[part](request, row, moments, purpose) for part in asked}
    return _page(request, nummer, doel=purpose, nieuw=request.POST.getlist("wat")[-1], form=form, **told)


def _people(
    request: HttpRequest, row: Nummeraanduiding, asked: Moments, purpose: Raadpleging
) -> dict[str, Any]:
    """Who lives there, on another day by the stays on their lists, and what of them is not told; nobody when the
    purpose does not hold that."""
    if "bewoning" not in purpose.brp:
        return {"mensen": [], "niet": [_("wie op een adres woont")]}
    people = _people_now(row) if asked.now else _people_then(row, asked)
    fields = [*bijeen(asked_of(purpose.brp).velden), "bewoning"]
    who = list(dict.fromkeys(wie for wie, _lists, _page in people))
    write_down(request, purpose, who, source=SOURCE, fields=fields, moment=timezone.now())
    told = [{**row_of(lists, purpose.brp, asked.day), "id": page} for _wie, lists, page in people]
    return {"mensen": told, "niet": [word for word in withheld_of(purpose.brp) if word != _("adres")]}


def _people_then(row: Nummeraanduiding, asked: Moments) -> list[Bewoner]:
    holder = _holder(row.identificatie, Tijd(asked.day, asked.known))
    if holder is None:
        return []
    found = bewoners_op(holder["identificatie"], asked.day, asked.known, limit=MOST_EVER)
    shown = list(found.items())[:MOST_PEOPLE]
    return [(p.wie, geldig_op(p.categorieen, asked.day), number) for number, p in shown]


def _people_now(row: Nummeraanduiding) -> list[Bewoner]:
    asked: dict[str, Any] = {"postcode": row.postcode, "huisnummer": str(row.huisnummer)}
    if row.huisletter:
        asked["huisletter"] = row.huisletter
    if row.toevoeging:
        asked["huisnummertoevoeging"] = row.toevoeging
    found = [p for p in zoek(asked, limit=MOST_PEOPLE) if _same_house(p.categorieen, row)]
    pages = ids_van(p.bsn for p in found)
    return [(p.wie, p.categorieen, pages.get(p.bsn)) for p in found]


def _property(
    request: HttpRequest, row: Nummeraanduiding, asked: Moments, purpose: Raadpleging
) -> dict[str, Any]:
    found = eigendom(row, asked, purpose.van("brk"), purpose.van("woz"))
    for source, (who, field) in found["wie"].items():
        write_down(request, purpose, sorted(who), source=source, fields=[field], moment=timezone.now())
    return found


# What of an address is about persons: shown when it is asked, and then stays while the other is asked.
_PARTS: dict[str, Callable[[HttpRequest, Nummeraanduiding, Moments, Raadpleging], Any]] = {
    "bewoners": _people,
    "eigendom": _property,
}


def _same_house(lists: Any, row: Nummeraanduiding) -> bool:
    """Without a letter is another house than with one."""
    place = actual(lists, "08")
    own = (place.get("1130", "").lower(), place.get("1140", "").lower())
    return own == (row.huisletter.lower(), row.toevoeging.lower())


def known(numbers: Iterable[str]) -> set[str]:
    """Which of these addresses have a page: one in another municipality has none."""
    found = Nummeraanduiding.objects.filter(identificatie__in=list(numbers))
    return set(found.values_list("identificatie", flat=True))


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
        "mag_bewoners": identity_of(request).has_role(*CAN_TALK),
    }
    form = more.setdefault("form", purpose_form(request))
    faults = [(f"id_{name}", text) for name, text in asked.faults.items()]
    context["fouten"] = faults + form.fouten()
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
