"""The audit trail over HTTP: who did what, before and after, for who may see it."""

from typing import Any

import msgspec
import pytest
from django.db import connection

from kapstok.magazijnen.autorisaties import bearer
from kapstok.platform.audit.chain import forget
from kapstok.platform.db.later import send_waiting
from kapstok.platform.tenancy import registry

HOST = "http://ooststellingwerf.localhost"


class _Line(msgspec.Struct):
    """A line of which the forms stay as they were written."""

    wijzigingen: dict[str, msgspec.Raw]


PERSON = {"user_id": "j.vries", "user_representation": "J. de Vries"}


def _places(app: Any, everything: Any) -> dict[str, str]:
    besluit = app.get("/besluiten/api/v1/besluiten").data["results"][0]["url"]
    document = app.get("/documenten/api/v1/enkelvoudiginformatieobjecten").data["results"][0]["url"]
    return {"zrc": f"{HOST}/zaken/api/v1/zaken/{everything.id}", "drc": document, "brc": besluit}


@pytest.mark.regel("zgw-x-audit")
def test_a_change_is_a_line_with_before_and_after(given: Any, application: Any) -> None:
    app = application(claims=PERSON)
    place = f"{HOST}/zaken/api/v1/zaken/{given.zaak(omschrijving='Eik').id}"
    before = app.get(place).data
    reason = {"x-audit-toelichting": "Op verzoek"}
    after = app.send("patch", place, {"omschrijving": "Linde"}, 200, **reason).data
    first, line = app.get(f"{place}/audittrail").data
    assert (first["actie"], first["resultaat"], first["wijzigingen"]["oud"]) == ("create", 201, {})
    assert (line["actie"], line["resultaat"], line["resource"], line["bron"]) == (
        "partial_update",
        200,
        "zaak",
        "zrc",
    )
    assert line["hoofdObject"] == line["resourceUrl"] == place
    assert line["wijzigingen"] == {"oud": before, "nieuw": after}
    assert (line["gebruikersId"], line["gebruikersWeergave"]) == ("j.vries", "J. de Vries")
    assert line["toelichting"] == "Op verzoek"
    assert line["applicatieWeergave"] == "Proef"
    assert after["identificatie"] in line["resourceWeergave"]
    assert app.get(f"{place}/audittrail/{line['uuid']}").data == line
    app.get(f"{place}/audittrail/{first['uuid'][:-4]}0000", 404)
    app.get(f"{place}/audittrail?x=1", 400)


def test_what_hangs_on_it_is_in_its_trail(everything: Any, application: Any) -> None:
    app = application()
    trail = {c: app.get(f"{url}/audittrail").data for c, url in _places(app, everything).items()}
    seen = {c: {line["resource"] for line in lines} for c, lines in trail.items()}
    assert seen["zrc"] >= {
        "zaak",
        "status",
        "resultaat",
        "rol",
        "zaakeigenschap",
        "zaakobject",
        "zaakinformatieobject",
        "klantcontact",
    }
    assert "besluit" not in seen["zrc"]
    assert seen["brc"] == {"besluit", "besluitinformatieobject"}
    assert "enkelvoudiginformatieobject" in seen["drc"]
    for line in (line for lines in trail.values() for line in lines):
        if line["actie"] == "create" and line["resource"] not in {"objectinformatieobject", "zaakeigenschap"}:
            assert line["wijzigingen"]["nieuw"]["url"] == line["resourceUrl"]
            app.get(line["resourceUrl"])
    rol = next(line for line in trail["zrc"] if line["resource"] == "rol")
    assert app.get(rol["resourceUrl"]).data == rol["wijzigingen"]["nieuw"]


@pytest.mark.regel("zrc-023")
def test_deleting_below_stays_visible_and_deleting_the_zaak_takes_the_trail_along(
    everything: Any, given: Any, application: Any
) -> None:
    app = application()
    zaak = app.get(f"/zaken/api/v1/zaken/{everything.id}").data
    app.send("delete", zaak["rollen"][0], None, 204)
    line = [x for x in app.get(f"{zaak['url']}/audittrail").data if x["resource"] == "rol"][-1]
    assert (line["actie"], line["resultaat"], line["wijzigingen"]["nieuw"]) == ("destroy", 204, {})
    assert line["wijzigingen"]["oud"]["url"] == line["resourceUrl"] == zaak["rollen"][0]
    other = f"/zaken/api/v1/zaken/{given.zaak().id}"
    app.get(f"{other}/audittrail")
    app.send("delete", other, None, 204)
    app.get(f"{other}/audittrail", 404)


@pytest.mark.parametrize("component", ["zrc", "drc", "brc"])
@pytest.mark.regel("zgw-x-rechten")
def test_the_trail_asks_for_its_own_scope_on_that_row(
    everything: Any, application: Any, component: str
) -> None:
    app = application()
    place = f"{_places(app, everything)[component]}/audittrail"
    kind, named = {
        "zrc": ("zaaktype", "identificatie"),
        "drc": ("informatieobjecttype", "omschrijving"),
        "brc": ("besluittype", "omschrijving"),
    }[component]
    name = app.get(app.get(place.removesuffix("/audittrail")).data[kind]).data[named]
    reads = {"zrc": "zaken.lezen", "drc": "documenten.lezen", "brc": "besluiten.lezen"}[component]
    application(**{component: ([reads, "audittrails.lezen"], name, "zeer_geheim")}).get(place)
    application(**{component: ([reads], name, "zeer_geheim")}).get(place, 403)
    application(**{component: (["audittrails.lezen"], "IETS ANDERS", "zeer_geheim")}).get(place, 403)
    other = "drc" if component == "zrc" else "zrc"
    application(**{other: (["audittrails.lezen"], "KAP", "zeer_geheim")}).get(place, 403)


def test_another_municipality_has_no_trail_here(everything: Any, application: Any, as_tenant: Any) -> None:
    places = _places(application(), everything)
    with as_tenant(2):
        foreign = application()
    for place in places.values():
        foreign.get(f"{place}/audittrail", 404)


def test_a_trail_is_two_statements_however_long_it_is(
    given: Any, application: Any, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, zaak = application(), given.zaak()
    place = f"/zaken/api/v1/zaken/{zaak.id}"
    for number in range(4):
        app.send("patch", place, {"omschrijving": f"Boom {number}"}, 200)
    app.get(f"{place}/audittrail")
    monkeypatch.setattr(bearer, "KEEP_DEAF", 300.0)  # on a busy machine too
    monkeypatch.setattr(registry, "KEEP_SECONDS", 300.0)
    send_waiting()
    before = connection.line.trips
    with django_assert_num_queries(0):  # by the ORM
        assert len(app.get(f"{place}/audittrail").data) == 5
    assert connection.line.trips - before == 2


def test_what_was_forgotten_shows_as_a_line_without_content(
    given: Any, application: Any, as_tenant: Any
) -> None:
    app, zaak = application(), given.zaak()
    place = f"/zaken/api/v1/zaken/{zaak.id}"
    app.send("patch", place, {"omschrijving": "Boom"}, 200)
    with as_tenant(1):
        forget([str(zaak.id)])
    lines = app.get(f"{place}/audittrail").data
    assert [line["wijzigingen"] for line in lines] == [{"oud": {}, "nieuw": {}}] * 2


STRANGE = ['"', "\\", "\t\n", "é € 🌳", "}{][,:", "null", "\u2028", "x" * 900, " spaties ", "<b>&amp;</b>"]


def test_a_line_says_a_change_byte_for_byte_as_its_answer_did(given: Any, application: Any) -> None:
    app = application()
    place = f"{HOST}/zaken/api/v1/zaken/{given.zaak(omschrijving='Eik').id}"
    point = {"type": "Point", "coordinates": [6.25, 52.99999999]}
    changes: list[dict[str, Any]] = [
        *({"toelichting": text, "kenmerken": [{"kenmerk": text[:40], "bron": "b"}]} for text in STRANGE),
        {"zaakgeometrie": point, "productenOfDiensten": []},
        {"verlenging": {"reden": "Druk", "duur": "P4W"}},
        {"zaakgeometrie": None, "publicatiedatum": "2026-12-01"},
    ]
    crs = {"content-crs": "EPSG:4326"}
    told = [app.send("patch", place, change, 200, **crs).content for change in changes]
    trail = app.get(f"{place}/audittrail").content
    lines = msgspec.json.decode(trail, type=list[_Line])[1:]
    for line, before, after in zip(lines[1:], told, told[1:], strict=False):
        assert (bytes(line.wijzigingen["oud"]), bytes(line.wijzigingen["nieuw"])) == (before, after)
    assert [bytes(line.wijzigingen["nieuw"]) for line in lines] == told
