"""**Gegevens wijzigen** and **Locatie wijzigen**: every field is read before one is written, and it can be undone."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kapstok.diensten.behandeling import dossier
from kapstok.diensten.behandeling.rules import read_waarde, shown_waarde
from kapstok.diensten.behandeling.services.edit import edit
from kapstok.magazijnen.bag.queries import adres, nearest
from kapstok.platform.errors import Refusal, Refusals
from kapstok.platform.ui.getypt import too_long
from kapstok.schermen.werkplek.show import actor_of, offer_undo, require_case

_LENGTHS = {"omschrijving": 80, "toelichting": 1000}
_INPUTS = {"datum": "date", "datum_tijd": "datetime-local"}


def change_facts(request: HttpRequest, zaak_id: UUID) -> str:
    """Omschrijving, toelichting and the facts that the zaaktype asks for, in one save."""
    columns: dict[str, Any] = {}
    values: dict[UUID, str] = {}
    faults: list[Refusal] = []
    for name, most in _LENGTHS.items():
        if name not in request.POST:
            continue
        columns[name] = request.POST.get(name, "").replace("\x00", "").replace("\r\n", "\n").strip()
        if len(columns[name]) > most:
            faults.append(Refusal("max_length", name, too_long(most)))
    for fact in dossier.facts_of(zaak_id, require_case(zaak_id)["zaaktype_id"]):
        field = field_of(fact)
        if field not in request.POST:
            continue
        try:
            values[fact["id"]] = read_waarde(fact["specificatie"], request.POST[field], field=field)
        except Refusal as refused:
            faults.append(refused)
    if faults:
        raise Refusals(faults)
    count, token = edit(zaak_id, columns, values, actor=actor_of(request))
    if not count:
        return _("Er is niets gewijzigd.")
    text = ngettext("%(n)s gegeven is gewijzigd.", "%(n)s gegevens zijn gewijzigd.", count) % {"n": count}
    offer_undo(request, text, token)
    return ""


def change_place(request: HttpRequest, zaak_id: UUID) -> str:
    """The place of the zaak, by postcode and number."""
    postcode, number = request.POST.get("postcode", ""), request.POST.get("huisnummer", "")
    faults = []
    if not postcode.strip():
        faults.append(Refusal("required", "postcode", _("Vul de postcode in. Bijvoorbeeld 8431 AB.")))
    if not number.strip():
        faults.append(Refusal("required", "huisnummer", _("Vul het huisnummer in. Bijvoorbeeld 12.")))
    if faults:
        raise Refusals(faults)
    found = adres(postcode, number)
    if found is None:
        text = _("Dit adres kennen wij niet. Controleer de postcode en het huisnummer.")
        raise Refusal("unknown", "postcode", text)
    point = {"type": "Point", "coordinates": [found["lon"], found["lat"]]}
    _count, token = edit(zaak_id, {"zaakgeometrie": point}, {}, actor=actor_of(request))
    offer_undo(request, _("De locatie is gewijzigd."), token)
    return ""


def field_of(fact: dict[str, Any]) -> str:
    """Name of the input of a fact."""
    return f"e_{fact['id']}"


def fields_of(
    facts: list[dict[str, Any]], typed: dict[str, str], faults: dict[str, str]
) -> list[dict[str, Any]]:
    """The inputs of the facts: as stored, or as typed with what is wrong."""
    found = []
    for fact in facts:
        field, specificatie = field_of(fact), fact["specificatie"]
        allowed = [str(value) for value in specificatie.get("waardenverzameling") or []]
        found.append(
            {
                "naam": field,
                "label": fact["definitie"],
                "hint": fact["toelichting"],
                "soort": "select" if allowed else _INPUTS.get(specificatie.get("formaat", ""), "text"),
                "opties": [("", _("Nog niet bekend")), *((value, value) for value in allowed)],
                "waarde": typed.get(field, shown_waarde(specificatie, fact["waarde"])),
                "fout": faults.get(field, ""),
            }
        )
    return found


def place_in_words(geometry: dict[str, Any] | None) -> str:
    """Where the zaak is, for who has no map: the address, or the one nearest to it."""
    if not geometry:
        return ""
    lon, lat = _middle(geometry)
    found = nearest(lon, lat)
    if found is None:
        return _("Punt op %(lat)s noorderbreedte, %(lon)s oosterlengte") % {
            "lat": f"{lat:.5f}",
            "lon": f"{lon:.5f}",
        }
    street = f"{found['straat']} {found['huisnummer']}, {found['postcode']} {found['woonplaats']}"
    if found["afstand"] <= 15:  # within the parcel
        return street
    return _("Bij %(adres)s, op %(n)s meter") % {"adres": street, "n": found["afstand"]}


def _middle(geometry: dict[str, Any]) -> tuple[float, float]:
    """The middle of all points of a geometry."""
    points: list[tuple[float, float]] = []
    _gather(geometry.get("coordinates", geometry.get("geometries", [])), points)
    if not points:
        return 0.0, 0.0
    return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)


def _gather(part: Any, points: list[tuple[float, float]]) -> None:
    if isinstance(part, dict):
        _gather(part.get("coordinates", []), points)
    elif isinstance(part, list) and len(part) >= 2 and all(isinstance(n, int | float) for n in part[:2]):
        points.append((float(part[0]), float(part[1])))
    elif isinstance(part, list):
        for each in part:
            _gather(each, points)
