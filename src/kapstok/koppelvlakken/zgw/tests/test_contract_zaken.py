"""What holds for every declared resource, shown on zaken."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kapstok.koppelvlakken.zgw.tests.conftest import HOST

LEVEL = "zaakvertrouwelijk"


@pytest.mark.regel("zrc-006")
def test_rights_end_at_the_confidentiality(given: Any, application: Any) -> None:
    zaak = given.zaak(given.zaaktype())
    place = f"/zaken/api/v1/zaken/{zaak.id}"
    application(zrc=(["zaken.lezen"], "KAP", LEVEL)).get(place)
    application(zrc=(["zaken.lezen"], "KAP", "intern")).get(place, 403)
    reader = application(zrc=(["zaken.lezen"], "KAP", "zeer_geheim"))
    reader.send("patch", place, {"omschrijving": "Nee"}, 403)


@pytest.mark.regel("zgw-x-crs")
def test_coordinates_are_in_one_system(given: Any, application: Any) -> None:
    place, app = f"/zaken/api/v1/zaken/{given.zaak().id}", application()
    point = {"zaakgeometrie": {"type": "Point", "coordinates": [6.3, 52.9]}}
    assert app.get(place)["Content-Crs"] == "EPSG:4326"
    app.get(place, 406, **{"accept-crs": "EPSG:28992"})
    app.send("patch", place, point, 412)
    app.send("patch", place, point, 406, **{"content-crs": "EPSG:28992"})
    made = app.send("patch", place, point, 200, **{"content-crs": "EPSG:4326"})
    assert made.data["zaakgeometrie"] == point["zaakgeometrie"]
    assert made["Content-Crs"] == "EPSG:4326"


def test_who_stands_behind_the_application_goes_to_the_audit_trail(given: Any, application: Any) -> None:
    from kapstok.platform.audit.chain import content
    from kapstok.platform.audit.models import AuditRecord

    zaak = given.zaak()
    person = {"user_id": "j.vries", "user_representation": "J. de Vries"}
    app = application(claims=person)
    reason = {"x-audit-toelichting": "Op verzoek van de aanvrager", "x-nlx-logrecord-id": "abc"}
    app.send("patch", f"/zaken/api/v1/zaken/{zaak.id}", {"omschrijving": "Linde"}, 200, **reason)
    record = AuditRecord.objects.filter(object_id=str(zaak.id)).order_by("-volgnummer").first()
    assert record is not None
    kept = content(record)
    assert kept is not None
    assert kept["context"] == {
        "gebruikersId": "j.vries",
        "gebruikersWeergave": "J. de Vries",
        "toelichting": "Op verzoek van de aanvrager",
        "logrecord": "abc",
        "actie": "partial_update",
    }


WRONG_LINKS = [
    ("zaaktype", "https://elders.voorbeeld.test/catalogi/api/v1/zaaktypen/{zaaktype}", "bad-url"),
    ("zaaktype", "{base}/catalogi/api/v1/zaaktypen/{nobody}", "bad-url"),
    ("zaaktype", "{base}/zaken/api/v1/zaken/{zaak}", "invalid-resource"),
    ("zaaktype", "geen adres", "bad-url"),
    ("hoofdzaak", "{base}/catalogi/api/v1/zaaktypen/{zaaktype}", "no_match"),
    ("hoofdzaak", "{base}/zaken/api/v1/zaken/{nobody}", "does_not_exist"),
]


@pytest.mark.parametrize(("field", "url", "code"), WRONG_LINKS)
@pytest.mark.regel("zgw-x-verwijzing", "zrc-001", "zrc-013")
def test_wrong_address_is_told_with_its_code(
    given: Any, application: Any, field: str, url: str, code: str
) -> None:
    kind = given.zaaktype()
    zaak = given.zaak(kind)
    address = url.format(base=f"http://{HOST}", zaaktype=kind.id, zaak=zaak.id, nobody=uuid4())
    body = {
        "zaaktype": f"http://{HOST}/catalogi/api/v1/zaaktypen/{kind.id}",
        "bronorganisatie": "851000010",
        "verantwoordelijkeOrganisatie": "851000010",
        "startdatum": "2026-11-23",
        field: address,
    }
    data = application().send("post", "/zaken/api/v1/zaken", body, 400).data
    assert [(p["name"], p["code"]) for p in data["invalidParams"]] == [(field, code)]


def test_statements_do_not_grow_with_the_list(given: Any, application: Any) -> None:
    kind, app = given.zaaktype(), application()
    given.zaak(kind)
    app.get("/zaken/api/v1/zaken")
    with CaptureQueriesContext(connection) as few:
        app.get("/zaken/api/v1/zaken")
    for number in range(5):
        given.zaak(kind, omschrijving=f"Boom {number}")
    with CaptureQueriesContext(connection) as many:
        assert app.get("/zaken/api/v1/zaken").data["count"] == 6
    assert len(few) == len(many)


@pytest.mark.regel("zgw-x-if-match")
def test_changed_meanwhile_is_refused(given: Any, application: Any) -> None:
    place, app = f"/zaken/api/v1/zaken/{given.zaak().id}", application()
    old = app.get(place)["ETag"]
    app.send("patch", place, {"omschrijving": "Beuk"}, 200, **{"if-match": old})
    app.send("patch", place, {"omschrijving": "Es"}, 412, **{"if-match": old})
    assert app.get(place).data["omschrijving"] == "Beuk"


@pytest.mark.regel("zgw-x-audit")
def test_every_write_is_on_record(given: Any, application: Any) -> None:
    from kapstok.platform.db import fetch_value

    place, app = f"/zaken/api/v1/zaken/{given.zaak().id}", application()
    count = "SELECT count(*) FROM audit_auditrecord"
    before = fetch_value(count)
    app.send("patch", place, {"omschrijving": "Linde"}, 200)
    assert fetch_value(count) == before + 1
    app.send("delete", place, None, 204)
    assert fetch_value(count) > before + 1
    app.get(place, 404)
