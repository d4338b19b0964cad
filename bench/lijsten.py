"""Lists of documents and of besluiten over real HTTP, each filter by itself: what the lists of zaken are held to."""

import itertools

from bench.api import Case, Figure, Place, Requests, measured, request

DOCUMENTEN = "/documenten/api/v1/enkelvoudiginformatieobjecten"
BESLUITEN = "/besluiten/api/v1/besluiten"
YEARS = "?creatiedatum__gte=2024-03-05&creatiedatum__lte=2026-04-19"
OF_DOCUMENTEN = {
    "bladzijde 1": "",
    "identificatie": "?identificatie=BENCH-77",
    "bronorganisatie": "?bronorganisatie=851000010",
    "trefwoord dat veel hebben": "?trefwoorden=boom",
    "trefwoorden, twee": "?trefwoorden=boom,zeldzaam",
    "een van twee trefwoorden": "?trefwoorden__overlap=zeldzaam,onbekend",
    "soort object": "?objectinformatieobjecten_objectType=zaak",
    "soort object, geen": "?objectinformatieobjecten_objectType=besluit",
    "creatiedatum, een maand": "?creatiedatum__gte=2026-03-01&creatiedatum__lte=2026-03-31&ordering=-creatiedatum",
    "creatiedatum, twee jaar": f"{YEARS}&ordering=creatiedatum",
    "vergrendeld": "?locked=true",
    "niet vergrendeld": "?locked=false",
    "vertrouwelijkheid": "?vertrouwelijkheidaanduiding=zaakvertrouwelijk",
    "vertrouwelijkheid, geen": "?vertrouwelijkheidaanduiding=openbaar",
    **{
        f"op {name}": f"?ordering=-{name}"
        for name in ("auteur", "bestandsomvang", "formaat", "status", "titel", "vertrouwelijkheidaanduiding")
    },
    "titel heeft": "?titel=van de linde",
}
OF_BESLUITEN = {
    "bladzijde 1": "",
    "identificatie": "?identificatie=BENCH-78",
    "verantwoordelijkeOrganisatie": "?verantwoordelijkeOrganisatie=851000010",
}
LIMITED = ("bladzijde 1", "creatiedatum, twee jaar", "op titel")


def _list(path: str, kind: str = "alles"):
    def make(places: list[Place]) -> Requests:
        return itertools.cycle([request(p, "GET", path.replace(" ", "%20"), kind=kind) for p in places])

    return make


def _of_zaak(path: str, name: str):
    def make(places: list[Place]) -> Requests:
        asked = [(p, f"{p.base}/zaken/api/v1/zaken/{z[0]}") for p in places for z in p.zaken]
        return itertools.cycle([request(p, "GET", f"{path}?{name}={url}") for p, url in asked])

    return make


CASES = [
    *(
        Case(f"documenten, {n}", _list(DOCUMENTEN + q), 200 if n != "titel heeft" else 0)
        for n, q in OF_DOCUMENTEN.items()
    ),
    Case("documenten, bladzijde 400", _list(f"{DOCUMENTEN}?page=400"), least=40000),
    *(
        Case(f"documenten, {n}, beperkte rechten", _list(DOCUMENTEN + OF_DOCUMENTEN[n], "beperkt"), 200)
        for n in LIMITED
    ),
    Case("documenten van een zaak", _of_zaak(DOCUMENTEN, "objectinformatieobjecten_object"), 1000),
    Case(
        "relaties van een zaak",
        _of_zaak("/documenten/api/v1/objectinformatieobjecten", "object"),
        1000,
    ),
    *(Case(f"besluiten, {n}", _list(BESLUITEN + q), 200) for n, q in OF_BESLUITEN.items()),
    Case("besluiten, bladzijde 1, beperkte rechten", _list(BESLUITEN, "beperkt"), 200),
    Case("besluiten van een zaak", _of_zaak(BESLUITEN, "zaak"), 1000),
]


def measure(zaken: int, only: str = "") -> dict[str, Figure]:
    """All lists; prints a row each."""
    return measured("Lijsten van documenten en besluiten", CASES, zaken, only)
