"""The APIs of the KVK that applications use, from what this municipality loaded: zoeken, basis- and vestigingsprofiel.

An application shows its key in `apikey`. A shielded address is not given.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

import msgspec
from django.http import HttpRequest, HttpResponse

from kapstok.kern.rd import from_lonlat
from kapstok.koppelvlakken.haal_centraal.hr.vraag import GEO, ZOEK, Geweigerd, gelezen, nummer
from kapstok.magazijnen.autorisaties.bearer import caller_by
from kapstok.magazijnen.bag.models import Nummeraanduiding
from kapstok.magazijnen.hr import queries
from kapstok.magazijnen.hr.models import Inschrijving, Vestiging
from kapstok.magazijnen.hr.rules import openbaar
from kapstok.platform.db import tenant_scope
from kapstok.platform.http.asked import header
from kapstok.platform.identity.access import api_client
from kapstok.platform.resource.views import Refused

View = Callable[..., dict[str, Any]]
VERSIONS = {"v1": "1.4.0", "v2": "2.0.0"}
_ADDRESS = ("straatnaam", "huisnummer", "huisletter", "postbusnummer", "postcode", "plaats")
_FOREIGN = ("straatHuisnummer", "postcodeWoonplaats", "land")


def vraag(view: View, version: str) -> Callable[..., HttpResponse]:
    """Let applications in; every refusal in the form of the KVK."""

    @api_client
    @wraps(view)
    def answered(request: HttpRequest, **kwargs: str) -> HttpResponse:
        status, kind = 200, "application/hal+json"
        try:
            found = _answer(view, request, kwargs)
        except Geweigerd as no:
            found, status = no.document, no.status
        response = HttpResponse(msgspec.json.encode(found), status=status, content_type=kind)
        response["api-version"] = VERSIONS[version]
        response["Cache-Control"] = "no-store"
        if status == 405:
            response["Allow"] = "GET, HEAD"
        return response

    return answered


def _answer(view: View, request: HttpRequest, kwargs: dict[str, str]) -> dict[str, Any]:
    if request.method not in {"GET", "HEAD"}:
        raise Geweigerd(405, "Deze methode wordt niet ondersteund.")
    key = header(request, "apikey")
    try:
        caller = caller_by(f"Token {key}" if key else header(request, "Authorization"), request)
    except Refused as no:
        raise Geweigerd(401, "Geen of onjuiste apikey aangeleverd.") from no
    forms = {part.partition(";")[0].strip().lower() for part in header(request, "Accept").split(",")}
    if not forms & {"", "*/*", "application/*", "application/hal+json", "application/json"}:
        raise Geweigerd(406, "Opgegeven Accept header wordt niet ondersteund.")
    with tenant_scope(caller.tenant):
        return view(request, **kwargs)


def _asked(request: HttpRequest, known: Any) -> dict[str, Any]:
    return gelezen({name: request.GET.getlist(name) for name in request.GET}, known)


def _at(request: HttpRequest, path: str) -> str:
    return request.build_absolute_uri(f"/kvk/api/{path}")


def _links(request: HttpRequest, **paths: str) -> list[dict[str, str]]:
    return [{"rel": rel, "href": _at(request, path)} for rel, path in paths.items()]


def _registration(kvk: str) -> Inschrijving:
    row = queries.inschrijving(nummer(kvk, 8, "kvkNummer"))
    if row is None:
        raise Geweigerd(404, "Er zijn geen gegevens gevonden bij dit KVK-nummer.")
    return row


def basisprofiel(request: HttpRequest, *, kvk: str) -> dict[str, Any]:
    """A registration, with its main branch and whose it is."""
    geo = _asked(request, GEO).get("geoData", False)
    row = _registration(kvk)
    branches = queries.vestigingen_van(row.id)
    base = f"v1/basisprofielen/{kvk}"
    links = {"self": base, **({"vestigingen": f"{base}/vestigingen"} if branches else {})}
    embedded: dict[str, Any] = {}
    if branches and branches[0].hoofdvestiging:
        embedded["hoofdvestiging"] = _main(request, row, branches[0], geo=geo, whole=False)
    if row.eigenaar:
        embedded["eigenaar"] = _owner(request, row, geo=geo)
    return {**openbaar(row.gegevens), "links": _links(request, **links), "_embedded": embedded}


def eigenaar(request: HttpRequest, *, kvk: str) -> dict[str, Any]:
    """Whose it is."""
    geo = _asked(request, GEO).get("geoData", False)
    return _owner(request, _registration(kvk), geo=geo)


def hoofdvestiging(request: HttpRequest, *, kvk: str) -> dict[str, Any]:
    """Its main branch."""
    geo = _asked(request, GEO).get("geoData", False)
    row = _registration(kvk)
    main = next((b for b in queries.vestigingen_van(row.id) if b.hoofdvestiging), None)
    if main is None:
        raise Geweigerd(404, "Bij dit KVK-nummer is geen hoofdvestiging bekend.")
    return _main(request, row, main, geo=geo, whole=True)


def vestigingen(request: HttpRequest, *, kvk: str) -> dict[str, Any]:
    """All its branches, in short."""
    _asked(request, {})
    row = _registration(kvk)
    branches = queries.vestigingen_van(row.id)
    business = sum(b.gegevens.get("indCommercieleVestiging") == "Ja" for b in branches)
    base = f"v1/basisprofielen/{kvk}"
    return {
        "kvkNummer": kvk,
        "aantalCommercieleVestigingen": business,
        "aantalNietCommercieleVestigingen": len(branches) - business,
        "totaalAantalVestigingen": len(branches),
        "vestigingen": [_short(request, row, b) for b in branches],
        "links": _links(request, self=f"{base}/vestigingen", basisprofiel=base),
    }


def vestigingsprofiel(request: HttpRequest, *, vestigingsnummer: str) -> dict[str, Any]:
    """One branch."""
    geo = _asked(request, GEO).get("geoData", False)
    row = queries.vestiging(nummer(vestigingsnummer, 12, "vestigingsnummer"))
    if row is None:
        raise Geweigerd(404, "Er zijn geen gegevens gevonden bij dit vestigingsnummer.")
    kvk = row.gegevens["kvkNummer"]
    links = _links(
        request, self=f"v1/vestigingsprofielen/{vestigingsnummer}", basisprofiel=f"v1/basisprofielen/{kvk}"
    )
    return {**_placed(openbaar(row.gegevens), geo=geo), "links": links}


def _owner(request: HttpRequest, row: Inschrijving, *, geo: bool) -> dict[str, Any]:
    base = f"v1/basisprofielen/{row.kvk_nummer}"
    return {
        **_placed(openbaar(row.eigenaar), geo=geo),
        "links": _links(request, self=f"{base}/eigenaar", basisprofiel=base),
    }


def _main(
    request: HttpRequest, row: Inschrijving, main: Vestiging, *, geo: bool, whole: bool
) -> dict[str, Any]:
    base = f"v1/basisprofielen/{row.kvk_nummer}"
    links = {"self": f"{base}/hoofdvestiging", "vestigingen": f"{base}/vestigingen", "basisprofiel": base}
    links["vestigingsprofiel"] = f"v1/vestigingsprofielen/{main.vestigingsnummer}"
    own = _placed(openbaar(main.gegevens), geo=geo)
    if not whole:  # where it is embedded the published document leaves these out
        own = {name: value for name, value in own.items() if name not in {"rsin", "handelsnamen"}}
    return {**own, "links": _links(request, **links)}


def _short(request: HttpRequest, row: Inschrijving, branch: Vestiging) -> dict[str, Any]:
    own = branch.gegevens
    places = openbaar(own).get("adressen", [])
    place = next((a for a in places if "bezoek" in a.get("type", "")), places[0] if places else {})
    made = {
        "vestigingsnummer": branch.vestigingsnummer,
        "kvkNummer": row.kvk_nummer,
        "eersteHandelsnaam": branch.naam,
        "indHoofdvestiging": "Ja" if branch.hoofdvestiging else "Nee",
        "indAdresAfgeschermd": place.get("indAfgeschermd", "Nee"),
        "indCommercieleVestiging": own.get("indCommercieleVestiging", "Nee"),
        "links": _links(
            request,
            basisprofiel=f"v1/basisprofielen/{row.kvk_nummer}",
            vestigingsprofiel=f"v1/vestigingsprofielen/{branch.vestigingsnummer}",
        ),
    }
    return made | ({"volledigAdres": place["volledigAdres"]} if place.get("volledigAdres") else {})


def _placed(gegevens: dict[str, Any], *, geo: bool) -> dict[str, Any]:
    """With what the BAG of this municipality knows of its addresses, when that was asked."""
    if not geo or not gegevens.get("adressen"):
        return gegevens
    return {**gegevens, "adressen": [{**a, **_geo(a)} for a in gegevens["adressen"]]}


def _geo(place: dict[str, Any]) -> dict[str, Any]:
    found = Nummeraanduiding.objects.filter(
        postcode=str(place.get("postcode") or "").upper(),
        huisnummer=place.get("huisnummer") or 0,
        huisletter__iexact=place.get("huisletter") or "",
        toevoeging__iexact=place.get("huisnummerToevoeging") or "",
    ).first()
    if found is None:
        return {}
    x, y = from_lonlat(found.lon, found.lat)
    return {
        "geoData": {
            "nummerAanduidingId": found.identificatie,
            "gpsLatitude": found.lat,
            "gpsLongitude": found.lon,
            "rijksdriehoekX": round(x, 3),
            "rijksdriehoekY": round(y, 3),
        }
    }


def zoeken(request: HttpRequest) -> dict[str, Any]:
    """Registrations and branches, in short."""
    asked = _asked(request, ZOEK)
    page, size = asked.get("pagina", 1), asked.get("resultatenPerPagina", 10)
    found = [r for r in queries.zoek(asked) if _letter(r, asked)]
    if not found:
        raise Geweigerd(404, "Er zijn geen resultaten gevonden aan de hand van de opgegeven parameter(s).")
    made: dict[str, Any] = {"pagina": page, "resultatenPerPagina": size, "totaal": len(found)}
    for name, other in (("vorige", page - 1), ("volgende", page + 1)):
        if 1 <= other <= -(-len(found) // size):
            query = {**{n: request.GET.getlist(n) for n in request.GET}, "pagina": [str(other)]}
            made[name] = f"{_at(request, 'v2/zoeken')}?{urlencode(query, doseq=True)}"
    shown = found[(page - 1) * size : page * size]
    made["resultaten"] = [_result(request, row) for row in shown]
    return {**made, "_links": {"self": {"href": request.build_absolute_uri()}}}


def _letter(row: dict[str, Any], asked: dict[str, Any]) -> bool:
    if "huisletter" not in asked:
        return True
    places = row["gegevens"].get("adressen", [])
    return any((p.get("huisletter") or "").lower() == asked["huisletter"].lower() for p in places)


def _result(request: HttpRequest, row: dict[str, Any]) -> dict[str, Any]:
    made = {"kvkNummer": row["kvk_nummer"]}
    made |= {n: row[c] for n, c in (("rsin", "rsin"), ("vestigingsnummer", "vestigingsnummer")) if row[c]}
    made["naam"] = row["naam"]
    places = [p for p in openbaar(row["gegevens"]).get("adressen", []) if p.get("indAfgeschermd") != "Ja"]
    if places:
        made["adres"] = _address(places[0])
    made |= {"type": row["type"], "actief": "Ja" if row["actief"] else "Nee"}
    links = {"basisprofiel": f"v1/basisprofielen/{row['kvk_nummer']}"}
    if row["vestigingsnummer"]:
        links["vestigingsprofiel"] = f"v1/vestigingsprofielen/{row['vestigingsnummer']}"
    made["_links"] = {rel: {"href": _at(request, path)} for rel, path in links.items()}
    return made


def _address(place: dict[str, Any]) -> dict[str, Any]:
    kind = "bezoekadres" if "bezoek" in place.get("type", "") else "postadres"
    if any(place.get(n) for n in _FOREIGN[:2]):
        return {"buitenlandsAdres": {"type": kind, **{n: place[n] for n in _FOREIGN if place.get(n)}}}
    return {"binnenlandsAdres": {"type": kind, **{n: place[n] for n in _ADDRESS if place.get(n)}}}
