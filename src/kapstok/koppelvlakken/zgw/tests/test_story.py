"""One story over HTTP: zaak, rol, document, status, besluit, resultaat, end status, archive dates."""

import base64
from typing import Any

BASE = "http://ooststellingwerf.localhost"
RSIN = "851000010"


def _address(api: str, path: str, row: Any) -> str:
    return f"{BASE}/{api}/api/v1/{path}/{row}"


def test_zaak_goes_from_request_to_archive(given: Any, application: Any) -> None:
    kind, app = given.zaaktype(), application()
    body = {
        "zaaktype": _address("catalogi", "zaaktypen", kind.id),
        "bronorganisatie": RSIN,
        "verantwoordelijkeOrganisatie": RSIN,
        "startdatum": "2026-11-23",
        "omschrijving": "Eik kappen",
        "zaakgeometrie": {"type": "Point", "coordinates": [6.3, 52.97]},
    }
    zaak = app.send("post", "/zaken/api/v1/zaken", body, **{"content-crs": "EPSG:4326"}).data
    assert zaak["url"].startswith(f"{BASE}/zaken/api/v1/zaken/")
    person = {"inpBsn": "999993653", "voornamen": "Suzanne", "geslachtsnaam": "Moulin"}
    rol = {
        "zaak": zaak["url"],
        "roltype": _address("catalogi", "roltypen", kind.roltypen["initiator"].id),
        "betrokkeneType": "natuurlijk_persoon",
        "roltoelichting": "Aanvrager",
        "betrokkeneIdentificatie": person,
    }
    rol_url = app.send("post", "/zaken/api/v1/rollen", rol).data["url"]
    document = _document(app, kind, zaak)
    eigenschap = {
        "zaak": zaak["url"],
        "eigenschap": _address("catalogi", "eigenschappen", kind.eigenschappen["kapdatum"].id),
        "waarde": "20261201",
    }
    app.send("post", f"{zaak['url']}/zaakeigenschappen", eigenschap)
    _status(app, kind, zaak, 0, "2026-11-23T10:00:00Z", 201)
    refused = _status(app, kind, zaak, 2, "2026-11-23T11:00:00Z", 400)
    assert refused["invalidParams"]
    besluit = {
        "verantwoordelijkeOrganisatie": RSIN,
        "besluittype": _address("catalogi", "besluittypen", kind.besluittype.id),
        "zaak": zaak["url"],
        "datum": "2026-11-23",
        "ingangsdatum": "2026-11-24",
    }
    made = app.send("post", "/besluiten/api/v1/besluiten", besluit).data
    link = {"besluit": made["url"], "informatieobject": document["url"]}
    app.send("post", "/besluiten/api/v1/besluitinformatieobjecten", link)
    resultaat = {
        "zaak": zaak["url"],
        "resultaattype": _address("catalogi", "resultaattypen", kind.resultaattypen[0].id),
    }
    app.send("post", "/zaken/api/v1/resultaten", resultaat)
    _status(app, kind, zaak, 2, "2026-11-23T12:00:00Z", 201)
    closed = app.get(zaak["url"]).data
    assert closed["einddatum"] == "2026-11-23"
    assert closed["archiefnominatie"] == "vernietigen"
    assert closed["archiefactiedatum"] == "2036-11-23"
    assert closed["rollen"] == [rol_url]
    assert len(closed["eigenschappen"]) == len(closed["zaakinformatieobjecten"]) == 1
    found = app.get(f"/documenten/api/v1/objectinformatieobjecten?informatieobject={document['url']}").data
    assert {o["object"] for o in found} == {zaak["url"], made["url"]}


def _document(app: Any, kind: Any, zaak: dict[str, Any]) -> dict[str, Any]:
    content = b"%PDF-1.7 proef"
    body = {
        "bronorganisatie": RSIN,
        "creatiedatum": "2026-11-23",
        "titel": "Situatietekening",
        "auteur": "S. Moulin",
        "taal": "nld",
        "bestandsnaam": "tekening.pdf",
        "formaat": "application/pdf",
        "inhoud": base64.b64encode(content).decode(),
        "bestandsomvang": len(content),
        "indicatieGebruiksrecht": False,
        "informatieobjecttype": _address("catalogi", "informatieobjecttypen", kind.informatieobjecttype.id),
    }
    place = "/documenten/api/v1/enkelvoudiginformatieobjecten"
    made: dict[str, Any] = app.send("post", place, body).data
    assert b"".join(app.get(made["inhoud"]).streaming_content) == content
    key = app.send("post", f"{made['url']}/lock", {}, 200).data["lock"]
    assert app.get(made["url"]).data["locked"] is True
    assert app.send("patch", made["url"], {"titel": "Zonder sleutel"}, 400).data["invalidParams"]
    changed = app.send("patch", made["url"], {"titel": "Tekening", "lock": key}, 200).data
    assert (changed["titel"], changed["versie"]) == ("Tekening", 2)
    assert app.get(f"{made['url']}?versie=1").data["titel"] == "Situatietekening"
    app.send("post", f"{made['url']}/unlock", {"lock": key}, 204)
    link = {"zaak": zaak["url"], "informatieobject": made["url"]}
    app.send("post", "/zaken/api/v1/zaakinformatieobjecten", link)
    return made


def _status(app: Any, kind: Any, zaak: dict[str, Any], step: int, moment: str, expect: int) -> Any:
    body = {
        "zaak": zaak["url"],
        "statustype": _address("catalogi", "statustypen", kind.statustypen[step].id),
        "datumStatusGezet": moment,
    }
    return app.send("post", "/zaken/api/v1/statussen", body, expect).data
