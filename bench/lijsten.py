"""Lists of documents, besluiten and objects over real HTTP, each filter by itself, as the lists of zaken are."""

import itertools

from bench.api import Case, Figure, Place, Requests, measured, request
from bench.dingen import BOOM, BRUG, kind_of

DOCUMENTEN = "/documenten/api/v1/enkelvoudiginformatieobjecten"
BESLUITEN = "/besluiten/api/v1/besluiten"
OBJECTEN = "/objecten/api/v2/objects"
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
OF_OBJECTEN = {
    "bladzijde 1": "",
    "bladzijde 400": "?page=400",
    "op een dag": "?date=2024-06-15",
    "geregistreerd": "?registrationDate=2024-06-15",
    "kenmerk dat weinig hebben": "?data_attr=soort__exact__zeldzaam",
}
_PLACE = [[6.1, 52.95], [6.11, 52.95], [6.11, 52.96], [6.1, 52.96], [6.1, 52.95]]
LIMITED = ("bladzijde 1", "creatiedatum, twee jaar", "op titel")


def _list(path: str, kind: str = "alles"):
    def make(places: list[Place]) -> Requests:
        return itertools.cycle([request(p, "GET", path.replace(" ", "%20"), kind=kind) for p in places])

    return make


def _of_type(kind: str, more: str = ""):
    def make(places: list[Place]) -> Requests:
        asked = [
            (p, f"{p.base}/objecttypes/api/v2/objecttypes/{kind_of(p.tenant, kind)}{more}") for p in places
        ]
        return itertools.cycle([request(p, "GET", f"{OBJECTEN}?type={url}") for p, url in asked])

    return make


def _within(places: list[Place]) -> Requests:
    body = {"geometry": {"within": {"type": "Polygon", "coordinates": [_PLACE]}}}
    return itertools.cycle([request(p, "POST", f"{OBJECTEN}/search", body=body) for p in places])


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
    *(Case(f"objecten, {n}", _list(OBJECTEN + q), 200, least=40000) for n, q in OF_OBJECTEN.items()),
    Case("objecten van een soort", _of_type(BOOM), 200),
    Case("objecten van een soort, bladzijde 400", _of_type(BOOM, "&page=400"), least=41000),
    Case("objecten van een soort die weinig is", _of_type(BRUG), 200),
    Case("objecten in een veelhoek", _within, 100),
]


def measure(zaken: int, only: str = "") -> dict[str, Figure]:
    """All lists; prints a row each."""
    return measured("Lijsten van documenten, besluiten en objecten", CASES, zaken, only)
