"""Selectielijst (referentielijsten) API: the published list of 2020, open to read, from our own facts."""

from collections.abc import Callable
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.urls import path

from kapstok.magazijnen.catalogi.selectielijst import Omschrijving, Procestype, Resultaat, lijst
from kapstok.platform.http import problem
from kapstok.platform.identity.access import no_login_needed
from kapstok.platform.resource.query import unknown_names

PREFIX = "selectielijst/api/v1"
VERSION = "1.0.0"
PAGE = 100
TAAKGEBIEDEN = (
    "algemeenBestuurEnInrichtingOrganisatie",
    "bedrijfsvoeringEnPersoneel",
    "publiekeInformatieEnRegistratie",
    "burgerzaken",
    "veiligheid",
    "verkeerEnVervoer",
    "economie",
    "onderwijs",
    "sportCultuurEnRecreatie",
    "sociaalDomein",
    "volksgezonheidEnMilieu",
    "vhrosv",
    "heffenBelastingen",
    "alleTaakgebieden",
)
WEERGAVE = {
    "nihil": "Nihil",
    "bestaansduur_procesobject": "De bestaans- of geldigheidsduur van het procesobject.",
    "ingeschatte_bestaansduur_procesobject": (
        "De ingeschatte maximale bestaans- of geldigheidsduur van het procesobject."
    ),
    "vast_te_leggen_datum": (
        "De tijdens het proces vast te leggen datum waarop de geldigheid van het procesobject komt te vervallen."
    ),
    "samengevoegd_met_bewaartermijn": "De procestermijn is samengevoegd met de bewaartermijn.",
}


def procestype_row(row: Procestype, base: str) -> dict[str, Any]:
    """As the API shows it."""
    return {
        "url": f"{base}/procestypen/{row.uuid}",
        "nummer": row.nummer,
        "jaar": lijst().jaar,
        "naam": row.naam,
        "omschrijving": row.omschrijving,
        "toelichting": row.toelichting,
        "procesobject": row.procesobject,
    }


def resultaat_row(row: Resultaat, base: str) -> dict[str, Any]:
    """As the API shows it."""
    procestype = next(p for p in lijst().procestypen.values() if p.nummer == row.procestype)
    return {
        "url": f"{base}/resultaten/{row.uuid}",
        "procesType": f"{base}/procestypen/{procestype.uuid}",
        "nummer": row.nummer,
        "volledigNummer": row.volledig_nummer,
        "generiek": row.generiek,
        "specifiek": not row.generiek,
        "naam": row.naam,
        "omschrijving": row.omschrijving,
        "herkomst": row.herkomst,
        "waardering": row.waardering,
        "procestermijn": row.procestermijn,
        "procestermijnWeergave": WEERGAVE.get(row.procestermijn, ""),
        "bewaartermijn": row.bewaartermijn or None,
        "toelichting": row.toelichting,
        **{name: name in row.taakgebieden for name in TAAKGEBIEDEN},
        "procestermijnOpmerking": row.procestermijn_opmerking,
    }


def omschrijving_row(row: Omschrijving, base: str) -> dict[str, Any]:
    """As the API shows it."""
    return {
        "url": f"{base}/resultaattypeomschrijvingen/{row.uuid}",
        "omschrijving": row.omschrijving,
        "definitie": row.definitie,
        "opmerking": "",
    }


def _base(request: HttpRequest) -> str:
    return request.build_absolute_uri(f"/{PREFIX}")


def _json(data: Any) -> HttpResponse:
    response = HttpResponse(msgspec.json.encode(data), content_type="application/json")
    response["API-version"] = VERSION
    response["Cache-Control"] = "public, max-age=3600"
    return response


def _unknown(request: HttpRequest, *known: str) -> HttpResponse | None:
    if request.method not in {"GET", "HEAD"}:
        return problem(405, code="method_not_allowed", headers={"Allow": "GET, HEAD"})
    wrong = unknown_names([n for n in request.GET if n not in known])
    return problem(400, code="invalid", invalid_params=wrong) if wrong else None


def _procestypen(request: HttpRequest) -> HttpResponse:
    if no := _unknown(request, "jaar"):
        return no
    year = request.GET.get("jaar", str(lijst().jaar))
    rows = {p.uuid: p for p in lijst().procestypen.values()} if year == str(lijst().jaar) else {}
    return _json([procestype_row(p, _base(request)) for p in rows.values()])


def _omschrijvingen(request: HttpRequest) -> HttpResponse:
    if no := _unknown(request):
        return no
    return _json([omschrijving_row(o, _base(request)) for o in lijst().omschrijvingen.values()])


def _resultaten(request: HttpRequest) -> HttpResponse:
    """A page; `procesType` narrows it to one procestype (the other contract writes `proces_type`)."""
    if no := _unknown(request, "procesType", "proces_type", "page"):
        return no
    wanted = request.GET.get("procesType") or request.GET.get("proces_type") or ""
    procestype = lijst().procestype(wanted)
    rows = list(lijst().resultaten.values()) if not wanted else lijst().of(procestype) if procestype else []
    page = request.GET.get("page", "1")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 0
    if number < 1 or (number > 1 and (number - 1) * PAGE >= len(rows)):
        return problem(404, code="not_found", detail="Deze pagina is er niet.")
    shown = rows[(number - 1) * PAGE : number * PAGE]
    return _json(
        {
            "count": len(rows),
            "next": _page(request, number + 1) if number * PAGE < len(rows) else None,
            "previous": _page(request, number - 1) if number > 1 else None,
            "results": [resultaat_row(r, _base(request)) for r in shown],
        }
    )


def _page(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"{_base(request)}/resultaten?{query.urlencode()}"


def _one(kind: str, show: Callable[[Any, str], dict[str, Any]]) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, uuid: Any) -> HttpResponse:
        if no := _unknown(request):
            return no
        row = getattr(lijst(), kind).get(str(uuid))
        return _json(show(row, _base(request))) if row else problem(404, code="not_found")

    return no_login_needed(view)


urlpatterns = [
    path(f"{PREFIX}/procestypen", no_login_needed(_procestypen)),
    path(f"{PREFIX}/procestypen/<uuid:uuid>", _one("procestypen", procestype_row)),
    path(f"{PREFIX}/resultaten", no_login_needed(_resultaten)),
    path(f"{PREFIX}/resultaten/<uuid:uuid>", _one("resultaten", resultaat_row)),
    path(f"{PREFIX}/resultaattypeomschrijvingen", no_login_needed(_omschrijvingen)),
    path(f"{PREFIX}/resultaattypeomschrijvingen/<uuid:uuid>", _one("omschrijvingen", omschrijving_row)),
]
