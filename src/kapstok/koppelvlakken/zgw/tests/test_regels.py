"""Rules of the standard that no other test is about."""

from typing import Any

import pytest

BASE = "http://ooststellingwerf.localhost"
API = f"{BASE}/zaken/api/v1"
RSIN = "851000010"
MOMENT = "2026-11-24T10:00:00Z"


def url(path: str, row: Any, api: str = "catalogi") -> str:
    return f"{BASE}/{api}/api/v1/{path}/{row}"


def faults(answer: Any) -> set[tuple[str, str]]:
    return {(p["name"], p["code"]) for p in answer.data["invalidParams"]}


@pytest.fixture
def kind(given: Any) -> Any:
    return given.zaaktype()


@pytest.fixture
def app(application: Any) -> Any:
    return application()


@pytest.fixture
def zaak(given: Any, kind: Any) -> str:
    return url("zaken", given.zaak(kind).id, "zaken")


@pytest.mark.regel("zrc-012", "zgw-x-groep")
def test_zrc_012_a_group_is_there_whole_or_not_at_all(app: Any, kind: Any) -> None:
    body = {
        "zaaktype": url("zaaktypen", kind.id),
        "bronorganisatie": RSIN,
        "verantwoordelijkeOrganisatie": RSIN,
        "startdatum": "2026-11-23",
    }
    refused = app.send("post", f"{API}/zaken", {**body, "verlenging": {}, "opschorting": {}}, 400)
    assert faults(refused) == {
        ("verlenging.reden", "required"),
        ("verlenging.duur", "required"),
        ("opschorting.indicatie", "required"),
        ("opschorting.reden", "required"),
    }
    without = app.send("post", f"{API}/zaken", {**body, "verlenging": None}).data
    absent = app.send("post", f"{API}/zaken", body).data
    for group in ("verlenging", "opschorting"):
        assert without[group] == absent[group]


@pytest.mark.regel("zrc-005", "brc-005")
def test_zrc_005_the_documenten_api_knows_the_relation_as_long_as_it_is_there(
    given: Any, app: Any, kind: Any, zaak: str
) -> None:
    document = url("enkelvoudiginformatieobjecten", given.document(kind).informatieobject_id, "documenten")
    place = f"{BASE}/documenten/api/v1/objectinformatieobjecten?informatieobject={document}"

    def known() -> list[tuple[str, str]]:
        return [(row["object"], row["objectType"]) for row in app.get(place).data]

    assert known() == []
    link = app.send(
        "post", f"{API}/zaakinformatieobjecten", {"zaak": zaak, "informatieobject": document}
    ).data
    assert known() == [(zaak, "zaak")]
    app.send("delete", link["url"], expect=204)
    assert known() == []


@pytest.mark.regel("zrc-x-eerste-status")
def test_with_zaken_aanmaken_alone_only_the_first_status_is_set(
    application: Any, kind: Any, zaak: str
) -> None:
    maker = application(zrc=(["zaken.lezen", "zaken.aanmaken"], "KAP", "zeer_geheim"))
    first = {
        "zaak": zaak,
        "statustype": url("statustypen", kind.statustypen[0].id),
        "datumStatusGezet": MOMENT,
    }
    maker.send("post", f"{API}/statussen", first)
    second = {**first, "statustype": url("statustypen", kind.statustypen[1].id)}
    second["datumStatusGezet"] = "2026-11-24T11:00:00Z"
    assert maker.send("post", f"{API}/statussen", second, 403).data["code"] == "permission_denied"


@pytest.mark.regel("zrc-x-gezetdoor")
def test_who_set_a_status_and_what_a_substatus_is_part_of_are_of_the_same_zaak(
    given: Any, app: Any, kind: Any, zaak: str
) -> None:
    other = given.zaak(kind)
    rol = given.initiator(other, kind)
    status = {
        "zaak": zaak,
        "statustype": url("statustypen", kind.statustypen[0].id),
        "datumStatusGezet": MOMENT,
    }
    refused = app.send(
        "post", f"{API}/statussen", {**status, "gezetdoor": url("rollen", rol.id, "zaken")}, 400
    )
    assert faults(refused) == {("gezetdoor", "zaak-mismatch")}
    made = app.send("post", f"{API}/statussen", status).data["url"]
    part = {"zaak": url("zaken", other.id, "zaken"), "status": made, "omschrijving": "Gebeld"}
    refused = app.send("post", f"{API}/substatussen", part, 400)
    assert faults(refused) == {("nonFieldErrors", "zaak-status-mismatch")}
    app.send("post", f"{API}/substatussen", {**part, "zaak": zaak})


@pytest.mark.regel("zrc-x-relatie")
@pytest.mark.parametrize(
    ("path", "member"), [("zaakcontactmomenten", "contactmoment"), ("zaakverzoeken", "verzoek")]
)
def test_a_relation_with_another_register_is_there_once(
    app: Any, zaak: str, register: Any, path: str, member: str
) -> None:
    body = {"zaak": zaak, member: register("/contact/1")}
    made = app.send("post", f"{API}/{path}", body).data
    assert faults(app.send("post", f"{API}/{path}", body, 400)) == {("nonFieldErrors", "unique")}
    app.send("delete", made["url"], expect=204)
    app.send("post", f"{API}/{path}", body)


@pytest.mark.regel("brc-004")
def test_brc_004_a_document_of_a_besluit_is_not_changed(everything: Any, app: Any) -> None:
    links = app.get("/besluiten/api/v1/besluitinformatieobjecten").data
    for method in ("put", "patch"):
        assert app.send(method, links[0]["url"], links[0], 405).data["code"] == "method_not_allowed"


@pytest.mark.regel("zrc-003")
def test_zrc_003_a_document_that_is_not_there_is_not_linked(app: Any, zaak: str) -> None:
    nothing = url("enkelvoudiginformatieobjecten", "00000000-0000-4000-8000-000000000000", "documenten")
    refused = app.send(
        "post", f"{API}/zaakinformatieobjecten", {"zaak": zaak, "informatieobject": nothing}, 400
    )
    assert faults(refused) == {("informatieobject", "bad-url")}


@pytest.mark.regel("zrc-x-zio")
def test_a_document_does_not_come_with_an_archived_zaak_nor_for_a_status_of_another(
    given: Any, app: Any, kind: Any, zaak: str
) -> None:
    document = url("enkelvoudiginformatieobjecten", given.document(kind).informatieobject_id, "documenten")
    elsewhere = url("zaken", given.zaak(kind).id, "zaken")
    body = {"statustype": url("statustypen", kind.statustypen[0].id), "datumStatusGezet": MOMENT}
    status = app.send("post", f"{API}/statussen", {"zaak": elsewhere, **body}).data["url"]
    archived = {
        "archiefstatus": "gearchiveerd",
        "archiefnominatie": "vernietigen",
        "archiefactiedatum": "2030-01-01",
    }
    app.send("patch", zaak, archived, 200)
    link = {"zaak": zaak, "informatieobject": document, "status": status}
    assert faults(app.send("post", f"{API}/zaakinformatieobjecten", link, 400)) == {
        ("nonFieldErrors", "zaak-archiefstatus-invalid"),
        ("nonFieldErrors", "zaak-status-mismatch"),
    }


@pytest.mark.regel("ac-x-catalogus")
def test_a_right_on_a_zaaktype_holds_for_every_version_of_it(given: Any, application: Any, kind: Any) -> None:
    from datetime import date

    from kapstok.magazijnen.catalogi.models import ZaakType
    from kapstok.magazijnen.catalogi.versies import new_version, publish_version

    reader = application(zrc=(["zaken.lezen"], "KAP", "zeer_geheim"))
    given.zaak(kind)
    row = ZaakType.objects.get(id=kind.id)
    later = new_version(ZaakType, row.id, begin=date(2026, 11, 1), actor=given.actor)
    publish_version(ZaakType, later.id, end_previous=True, actor=given.actor)
    made = (
        application()
        .send(
            "post",
            f"{API}/zaken",
            {
                "zaaktype": url("zaaktypen", later.id),
                "bronorganisatie": RSIN,
                "verantwoordelijkeOrganisatie": RSIN,
                "startdatum": "2026-11-23",
            },
        )
        .data
    )
    assert reader.get(made["url"]).data["zaaktype"] == url("zaaktypen", later.id)
    assert reader.get(f"{API}/zaken").data["count"] == 2
