"""Zaken API: what an application meets beyond reading and writing a row."""

from typing import Any

import pytest

from kapstok.kern.zaaknummer import split_zaaknummer

BASE = "http://ooststellingwerf.localhost"
API = f"{BASE}/zaken/api/v1"
RSIN = "851000010"
START, LATER = "2026-11-23T10:00:00Z", "2026-11-23T11:00:00Z"
PERSON = {"inpBsn": "999993653", "geslachtsnaam": "Moulin"}


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
def new_zaak(kind: Any) -> dict[str, Any]:
    return {
        "zaaktype": url("zaaktypen", kind.id),
        "bronorganisatie": RSIN,
        "verantwoordelijkeOrganisatie": RSIN,
        "startdatum": "2026-11-23",
    }


def status(kind: Any, step: int, moment: str = START) -> dict[str, Any]:
    return {"statustype": url("statustypen", kind.statustypen[step].id), "datumStatusGezet": moment}


def rol(kind: Any, generic: str, **more: Any) -> dict[str, Any]:
    return {
        "roltype": url("roltypen", kind.roltypen[generic].id),
        "betrokkeneType": "natuurlijk_persoon",
        "roltoelichting": "",
        "betrokkeneIdentificatie": PERSON,
        **more,
    }


def close(app: Any, kind: Any, zaak: str) -> None:
    body = {"zaak": zaak, "resultaattype": url("resultaattypen", kind.resultaattypen[0].id)}
    app.send("post", f"{API}/resultaten", body)
    app.send("post", f"{API}/statussen", {"zaak": zaak, **status(kind, 2)})


@pytest.mark.regel("zrc-x-reserveren", "zrc-002")
def test_reserved_numbers_go_to_nobody_else_and_are_used_once(app: Any, new_zaak: dict[str, Any]) -> None:
    wrong = app.send("post", f"{API}/zaaknummer_reserveren", {"bronorganisatie": "123", "aantal": 0}, 400)
    assert faults(wrong) == {("bronorganisatie", "min_length"), ("aantal", "min_value")}
    body = {"bronorganisatie": RSIN, "aantal": 2}
    first, second = (r["zaaknummer"] for r in app.send("post", f"{API}/zaaknummer_reserveren", body).data)
    made = app.send("post", f"{API}/zaaknummer_reserveren", {"bronorganisatie": RSIN})
    assert app.get(made["Location"]).data["count"] == 0  # the zaak with this number will be found here
    one = made.data
    assert isinstance(one, list)
    assert app.send("post", f"{API}/zaken", new_zaak).data["identificatie"] not in {first, second}
    assert app.send("post", f"{API}/zaken", {**new_zaak, "identificatie": second}).data["uuid"]
    again = app.send("post", f"{API}/zaken", {**new_zaak, "identificatie": second}, 400)
    assert faults(again) == {("identificatie", "identificatie-niet-uniek")}
    old_name = app.send("post", f"{API}/reserveer_zaaknummer", {"bronorganisatie": RSIN}).data
    assert list(old_name) == ["zaaknummer"]


@pytest.mark.regel("zrc-x-notitie")
def test_a_note_changes_until_it_is_final(given: Any, app: Any, kind: Any) -> None:
    zaak = url("zaken", given.zaak(kind).id, "zaken")
    note = app.send(
        "post", f"{API}/zaaknotities", {"onderwerp": "Eik", "tekst": "Zie foto", "gerelateerdAan": zaak}
    ).data
    assert (note["status"], note["notitieType"]) == ("concept", "intern")
    app.send("patch", note["url"], {"tekst": "Zie foto's", "status": "definitief"}, 200)
    refused = app.send("patch", note["url"], {"tekst": "Nee"}, 400)
    assert faults(refused) == {("nonFieldErrors", "notitie-definitief")}
    found = app.get(f"{API}/zaaknotities?tekst__icontains=FOTO&aanmaakdatum__gt=2020-01-01T00:00:00Z").data
    assert [n["url"] for n in found["results"]] == [note["url"]]
    assert app.get(f"{API}/zaaknotities?onderwerp__icontains=%25").data["count"] == 0


def test_a_note_of_the_workplace_is_read_over_the_api_and_the_other_way_around(
    given: Any, app: Any, application: Any, kind: Any, visit: Any
) -> None:
    row = given.zaak(kind)
    zaak, page = url("zaken", row.id, "zaken"), f"/werk/zaak/{row.id}/"
    staff = visit("medewerker", roles=("behandelaar",))
    staff.post(f"{page}doen/", {"actie": "notitie", "tekst": "Gebeld met de buurman\nHij vindt het goed."})
    (note,) = app.get(f"{API}/zaaknotities?gerelateerdAan={zaak}").data["results"]
    assert (note["onderwerp"], note["status"]) == ("Gebeld met de buurman", "definitief")
    assert (note["aangemaaktDoor"], note["notitieType"]) == ("Proef behandelaar", "intern")
    assert faults(app.send("patch", note["url"], {"tekst": "Nee"}, 400)) == {
        ("nonFieldErrors", "notitie-definitief")
    }
    app.send(
        "post", f"{API}/zaaknotities", {"onderwerp": "Advies", "tekst": "Snoeien", "gerelateerdAan": zaak}
    )
    text = staff.get(page).content.decode()
    assert "Advies" in text
    assert "Snoeien" in text
    blind = application(zrc=(["zaken.lezen"], "ANDERS", "zeer_geheim"))
    assert blind.get(f"{API}/zaaknotities?gerelateerdAan={zaak}").data["count"] == 0
    other = visit("medewerker", roles=("behandelaar",), tenant="weststellingwerf")
    assert other.get(page).status_code == 404


@pytest.mark.regel("zrc-x-waarde", "zrc-018")
def test_a_value_that_does_not_fit_is_kept_with_a_warning(given: Any, app: Any, kind: Any) -> None:
    zaak = url("zaken", given.zaak(kind).id, "zaken")
    body = {
        "zaak": zaak,
        "eigenschap": url("eigenschappen", kind.eigenschappen["kapdatum"].id),
        "waarde": "ooit",
    }
    made = app.send("post", f"{zaak}/zaakeigenschappen", body)
    assert made["X-Warning"]
    assert made.data["waarde"] == "ooit"
    fine = app.send("patch", made.data["url"], {"waarde": "20261201"}, 200)
    assert "X-Warning" not in fine
    assert faults(app.send("post", f"{zaak}/zaakeigenschappen", body, 400)) == {("nonFieldErrors", "unique")}


@pytest.mark.regel("zrc-007")
def test_below_a_closed_zaak_only_force_writes(
    given: Any, application: Any, app: Any, kind: Any, register: Any
) -> None:
    zaak = url("zaken", given.zaak(kind).id, "zaken")
    close(app, kind, zaak)
    scopes = ["zaken.lezen", "zaken.aanmaken", "zaken.bijwerken", "zaken.statussen.toevoegen"]
    limited = application(zrc=(scopes, "KAP", "zeer_geheim"))
    note = {"onderwerp": "x", "tekst": "x", "gerelateerdAan": zaak}
    for path, body in (
        ("rollen", {"zaak": zaak, **rol(kind, "initiator")}),
        ("klantcontacten", {"zaak": zaak, "datumtijd": START}),
        ("zaakverzoeken", {"zaak": zaak, "verzoek": register("/zaak")}),
        ("zaaknotities", note),
        ("statussen", {"zaak": zaak, **status(kind, 1, LATER)}),
    ):
        assert limited.send("post", f"{API}/{path}", body, 403).data["code"] == "permission_denied"
        app.send("post", f"{API}/{path}", body)
    assert app.get(zaak).data["einddatum"] is None


@pytest.mark.regel("zrc-x-rol")
def test_a_rol_is_replaced_as_a_whole_and_names_a_login(given: Any, app: Any, kind: Any) -> None:
    zaak = url("zaken", given.zaak(kind).id, "zaken")
    context = {
        "source": "digid",
        "levelOfAssurance": "urn:oasis:names:tc:SAML:2.0:ac:classes:Smartcard",
        "representee": {"identifierType": "bsn", "identifier": "999990159"},
    }
    body = {"zaak": zaak, **rol(kind, "initiator", authenticatieContext=context)}
    refused = app.send("post", f"{API}/rollen", body, 400)
    assert faults(refused) == {("authenticatieContext.mandate", "required")}
    context["mandate"] = {"services": [{"id": "urn:nl-eid-gdi:1"}]}
    made = app.send("post", f"{API}/rollen", body).data
    assert made["authenticatieContext"]["mandate"] == context["mandate"]
    level = "urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI"
    assert app.get(f"{API}/rollen?machtiging=eigen&machtiging__loa={level}").data["count"] == 1
    lower = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"
    assert app.get(f"{API}/zaken?rol__machtiging__loa={lower}").data["count"] == 0
    changed = {**body, "betrokkeneIdentificatie": {"inpBsn": "999990159"}, "beginGeldigheid": "2026-01-01"}
    answer = app.send("put", made["url"], changed, 200).data
    assert answer["betrokkeneIdentificatie"]["inpBsn"] == "999990159"
    assert (answer["beginGeldigheid"], answer["url"]) == ("2026-01-01", made["url"])


@pytest.mark.parametrize(
    ("identificatie", "name", "code"),
    [
        ({"inpBsn": "123456789"}, "inpBsn", "invalid"),
        ({"inpBsn": "12345678x"}, "inpBsn", "only-digits"),
        ({"inpBsn": "9999936531"}, "inpBsn", "max_length"),
        ({"inpA_nummer": "12"}, "inpA_nummer", "a-nummer-incorrect-format"),
        ({"geslachtsaanduiding": "x"}, "geslachtsaanduiding", "invalid_choice"),
        ({"verblijfsadres": {"aoaIdentificatie": "1"}}, "verblijfsadres.aoaHuisnummer", "required"),
    ],
)
@pytest.mark.regel("zrc-019", "zrc-x-identificatie")
def test_who_a_betrokkene_is_must_be_right(
    given: Any, app: Any, kind: Any, identificatie: dict[str, Any], name: str, code: str
) -> None:
    zaak = url("zaken", given.zaak(kind).id, "zaken")
    body = {"zaak": zaak, **rol(kind, "initiator", betrokkeneIdentificatie=identificatie)}
    answer = app.send("post", f"{API}/rollen", body, 400)
    assert (f"betrokkeneIdentificatie.{name}", code) in faults(answer)
    app.send("post", f"{API}/rollen", {**body, "betrokkeneIdentificatie": PERSON})


@pytest.mark.regel("zrc-004", "zrc-x-zio")
def test_document_link_changes_but_not_what_it_links(given: Any, app: Any, kind: Any) -> None:
    zaak, other = (url("zaken", given.zaak(kind).id, "zaken") for _ in range(2))
    document = url("enkelvoudiginformatieobjecten", given.document(kind).informatieobject_id, "documenten")
    made = app.send(
        "post", f"{API}/zaakinformatieobjecten", {"zaak": zaak, "informatieobject": document}
    ).data
    set_ = app.send("post", f"{API}/statussen", {"zaak": other, **status(kind, 0)}).data["url"]
    refused = app.send("patch", made["url"], {"zaak": other}, 400)
    assert faults(refused) == {("zaak", "wijzigen-niet-toegelaten")}
    refused = app.send("patch", made["url"], {"status": set_}, 400)
    assert faults(refused) == {("nonFieldErrors", "zaak-status-mismatch")}
    body = {"zaak": zaak, "informatieobject": document, "titel": "Foto"}
    assert app.send("put", made["url"], body, 200).data["titel"] == "Foto"


@pytest.mark.regel("zrc-011")
def test_related_zaken_count_both_ways_and_must_exist(given: Any, app: Any, kind: Any) -> None:
    first, second = (url("zaken", given.zaak(kind).id, "zaken") for _ in range(2))
    missing = {"url": f"{API}/zaken/{kind.id}", "aardRelatie": "vervolg"}
    refused = app.send("patch", first, {"relevanteAndereZaken": [missing]}, 400)
    assert faults(refused) == {("relevanteAndereZaken.0.url", "bad-url")}
    old = app.get(second)["ETag"]
    relevant = {"url": second, "aardRelatie": "vervolg", "overigeRelatie": "", "toelichting": ""}
    body = {"relevanteAndereZaken": [relevant], "gerelateerdeZaken": [{"url": second}]}
    changed = app.send("patch", first, body, 200).data
    assert changed["relevanteAndereZaken"] == [relevant]
    answer = app.get(second)
    assert answer.data["gerelateerdeZaken"] == [{"url": first}]
    assert (answer.data["relevanteAndereZaken"], answer["ETag"] == old) == ([], False)
    app.send("delete", first, None, 204)
    assert app.get(second).data["gerelateerdeZaken"] == []


@pytest.mark.regel("zrc-x-besluit", "brc-006")
def test_the_besluit_is_seen_from_the_zaak_and_goes_by_itself(given: Any, app: Any, kind: Any) -> None:
    zaak, other = (url("zaken", given.zaak(kind).id, "zaken") for _ in range(2))
    besluit = {
        "verantwoordelijkeOrganisatie": RSIN,
        "besluittype": url("besluittypen", kind.besluittype.id),
        "zaak": zaak,
        "datum": "2026-11-23",
        "ingangsdatum": "2026-11-24",
    }
    document = url("enkelvoudiginformatieobjecten", given.document(kind).informatieobject_id, "documenten")
    place = f"{BASE}/besluiten/api/v1/besluit_verwerken"
    body = {"besluit": besluit, "besluitinformatieobjecten": [{"informatieobject": document}] * 2}
    refused = app.send("post", place, body, 400)
    assert faults(refused) == {("besluitinformatieobjecten.1.nonFieldErrors", "unique")}
    assert app.get(f"{BASE}/besluiten/api/v1/besluiten").data["count"] == 0
    body["besluitinformatieobjecten"] = body["besluitinformatieobjecten"][:1]
    made = app.send("post", place, body).data
    assert made["besluitinformatieobjecten"][0]["besluit"] == made["besluit"]["url"]
    (link,) = app.get(f"{zaak}/besluiten").data
    assert link["besluit"] == made["besluit"]["url"]
    mirror = {"besluit": made["besluit"]["url"]}
    assert app.send("post", f"{zaak}/besluiten", mirror).data == link
    for answer in (
        app.send("post", f"{other}/besluiten", mirror, 400),
        app.send("delete", link["url"], None, 400),
    ):
        assert faults(answer) == {("nonFieldErrors", "inconsistent-relation")}
    assert faults(app.send("delete", zaak, None, 400)) == {("nonFieldErrors", "related-besluiten")}
    app.send("delete", made["besluit"]["url"], None, 204)
    assert app.get(f"{zaak}/besluiten").data == []
    app.send("delete", zaak, None, 204)


def test_a_whole_zaak_is_registered_in_one_call_or_not_at_all(
    given: Any, app: Any, kind: Any, new_zaak: dict[str, Any]
) -> None:
    document = url("enkelvoudiginformatieobjecten", given.document(kind).informatieobject_id, "documenten")
    body = {
        "zaak": {**new_zaak, "bronorganisatie": "1"},
        "status": {},
        "rollen": [rol(kind, "initiator", betrokkeneType="iemand")],
        "zaakinformatieobjecten": [{}],
    }
    assert faults(app.send("post", f"{API}/zaak_registreren", body, 400)) == {
        ("zaak.bronorganisatie", "min_length"),
        ("status.statustype", "required"),
        ("status.datumStatusGezet", "required"),
        ("rollen.0.betrokkeneType", "invalid_choice"),
        ("zaakinformatieobjecten.0.informatieobject", "required"),
    }
    body = {
        "zaak": new_zaak,
        "status": status(kind, 0),
        "rollen": [rol(kind, "initiator"), rol(kind, "initiator")],
        "zaakinformatieobjecten": [{"informatieobject": document}],
        "zaakobjecten": [{"objectType": "pand", "objectIdentificatie": {}}],
    }
    assert faults(app.send("post", f"{API}/zaak_registreren", body, 400)) == {
        ("rollen.1.roltype", "max-occurences"),
        ("zaakobjecten.0.nonFieldErrors", "invalid-zaakobject"),
    }
    assert app.get(f"{API}/zaken").data["count"] == 0
    body |= {
        "rollen": body["rollen"][:1],
        "zaakobjecten": [
            {"objectType": "pand", "objectIdentificatie": {"identificatie": "0085100000000001"}}
        ],
    }
    made = app.send("post", f"{API}/zaak_registreren", body).data
    zaak = app.get(made["zaak"]["url"]).data
    assert made["zaak"] == zaak
    assert zaak["rollen"] == [made["rollen"][0]["url"]]
    assert zaak["status"] == made["status"]["url"]
    assert len(made["zaakinformatieobjecten"]) == len(made["zaakobjecten"]) == 1


def test_bundled_steps_of_a_zaak_are_all_or_nothing(given: Any, app: Any, kind: Any) -> None:
    zaak = given.zaak(kind).id
    place, first = url("zaken", zaak, "zaken"), given.initiator(given.zaak(kind), kind)
    assert first
    group = {"indicatie": True, "reden": "Wacht op advies"}
    body = {"zaak": {"opschorting": group}, "status": status(kind, 0)}
    made = app.send("post", f"{API}/zaak_opschorten/{zaak}", body, 200).data
    assert made["zaak"]["opschorting"] == {**group, "eerdereOpschorting": False}
    body = {"zaak": {"verlenging": {"reden": "Druk", "duur": "P6W"}}, "status": status(kind, 2, LATER)}
    refused = app.send("post", f"{API}/zaak_verlengen/{zaak}", body, 400)
    assert faults(refused) == {("status.nonFieldErrors", "resultaat-does-not-exist")}
    assert app.get(place).data["verlenging"] is None
    again = {"zaak": {"opschorting": {"indicatie": False, "reden": ""}}, "status": status(kind, 1, LATER)}
    made = app.send(
        "post", f"{API}/zaak_bijwerken/{zaak}", {**again, "rollen": [rol(kind, "initiator")]}, 200
    )
    assert made.data["zaak"]["opschorting"]["eerdereOpschorting"] is True
    kept = {**rol(kind, "initiator"), "uuid": made.data["rollen"][0]["uuid"]}
    body = {"status": status(kind, 1, "2026-11-23T12:00:00Z"), "rollen": [kept, rol(kind, "behandelaar")]}
    rollen = app.send("post", f"{API}/zaak_bijwerken/{zaak}", body, 200).data["rollen"]
    assert [r["uuid"] == kept["uuid"] for r in rollen] == [True, False]
    outcome = {"resultaattype": url("resultaattypen", kind.resultaattypen[0].id)}
    body = {"zaak": {}, "resultaat": outcome, "status": status(kind, 1, "2026-11-23T13:00:00Z")}
    refused = app.send("post", f"{API}/zaak_afsluiten/{zaak}", body, 400)
    assert faults(refused) == {("status.statustype", "invalid")}
    assert app.get(place).data["resultaat"] is None
    body["status"] = status(kind, 2, "2026-11-23T13:00:00Z")
    assert (
        app.send("post", f"{API}/zaak_afsluiten/{zaak}", body, 200).data["zaak"]["einddatum"] == "2026-11-23"
    )


def test_zaken_are_found_by_what_the_field_asks(given: Any, app: Any, kind: Any) -> None:
    zaak = given.zaak(kind, omschrijving="100% eik", kenmerken=[{"kenmerk": "77", "bron": "DSO"}])
    given.zaak(kind, omschrijving="Berk")
    place = url("zaken", zaak.id, "zaken")
    app.send("post", f"{API}/statussen", {"zaak": place, **status(kind, 0)})
    for query in (
        "omschrijving=100%25+EIK",
        f"identificatie__icontains={zaak.identificatie[2:].lower()}",
        "kenmerk=DSO:77",
        "kenmerk__bron=DSO",
        f"status__statustype={url('statustypen', kind.statustypen[0].id)}",
    ):
        assert [z["url"] for z in app.get(f"{API}/zaken?{query}").data["results"]] == [place], query
    today = "2026-11-23T00:00:00Z"
    assert app.get(f"{API}/zaken?status__datumStatusGezet__gte={today}").data["count"] == 1
    assert app.get(f"{API}/zaken?status__datumStatusGezet__lt={today}").data["count"] == 0
    assert app.get(f"{API}/zaken?zaaktype__omschrijving=kappen").data["count"] == 2
    assert faults(app.get(f"{API}/zaken?kenmerk=77", 400)) == {("kenmerk", "invalid")}


def test_zaken_are_found_by_organisation_hoofdzaak_and_any_version_of_their_zaaktype(
    given: Any, app: Any, kind: Any
) -> None:
    from kapstok.magazijnen.zaken.models import Zaak

    first, part = given.zaak(kind, opdrachtgevende_organisatie=RSIN), given.zaak(kind)
    other = given.zaak(given.zaaktype())
    Zaak.objects.filter(id=part.id).update(hoofdzaak_id=first.id, verantwoordelijke_organisatie=RSIN)
    for query, expected in (
        (f"opdrachtgevendeOrganisatie={RSIN}", {first.id}),
        (f"verantwoordelijkeOrganisatie={RSIN}", {part.id}),
        (f"hoofdzaak={url('zaken', first.id, 'zaken')}", {part.id}),
        ("zaaktype__identificatie=KAP", {first.id, part.id}),
        ("zaaktype__identificatie=KAP2", {other.id}),
        ("zaaktype__identificatie=NIETS", set()),
    ):
        found = app.get(f"{API}/zaken?{query}").data
        assert {z["uuid"] for z in found["results"]} == {str(z) for z in expected}, query
        assert found["count"] == len(expected)


def test_rollen_are_searched_by_bsn_without_it_in_an_address(
    given: Any, application: Any, app: Any, kind: Any
) -> None:
    rol = given.initiator(given.zaak(kind), kind)
    body = {"betrokkeneIdentificatie__natuurlijkPersoon__inpBsn": PERSON["inpBsn"]}
    assert [r["uuid"] for r in app.send("post", f"{API}/rollen/_zoek", body, 200).data["results"]] == [
        str(rol.id)
    ]
    other = {**body, "betrokkeneIdentificatie__natuurlijkPersoon__inpBsn": "000000000"}
    assert app.send("post", f"{API}/rollen/_zoek", other, 200).data["count"] == 0
    stranger = application(zrc=(["zaken.lezen"], "ANDERS", "zeer_geheim"))
    assert stranger.send("post", f"{API}/rollen/_zoek", body, 200).data["count"] == 0


def test_a_list_without_pages_is_whole_or_refused_and_never_cut_off(
    given: Any, app: Any, kind: Any, register: Any, monkeypatch: Any
) -> None:
    from kapstok.platform.resource import lists

    zaken = [url("zaken", given.zaak(kind).id, "zaken") for _ in range(2)]
    for number, zaak in enumerate([*zaken, zaken[0]]):
        body = {"zaak": zaak, "contactmoment": register(f"/contact/{number}")}
        app.send("post", f"{API}/zaakcontactmomenten", body)
    assert len(app.get(f"{API}/zaakcontactmomenten").data) == 3
    monkeypatch.setattr(lists, "MOST_AT_ONCE", 2)
    assert app.get(f"{API}/zaakcontactmomenten", 400).data["code"] == "too-many-results"
    assert len(app.get(f"{API}/zaakcontactmomenten?zaak={zaken[0]}").data) == 2


@pytest.mark.regel("zrc-x-object")
def test_the_kind_of_an_object_is_one_of_the_zaaktype(given: Any, app: Any, kind: Any) -> None:
    from kapstok.magazijnen.catalogi.models import ZaakObjectType

    values = {"ander_objecttype": False, "objecttype": "pand", "relatie_omschrijving": "staat op"}
    own = ZaakObjectType.objects.create(zaaktype_id=kind.id, **values)
    strange = ZaakObjectType.objects.create(zaaktype_id=given.zaaktype(identificatie="X").id, **values)
    zaak = url("zaken", given.zaak(kind).id, "zaken")
    body = {"zaak": zaak, "objectType": "pand", "objectIdentificatie": {"identificatie": "1"}}
    refused = app.send(
        "post", f"{API}/zaakobjecten", {**body, "zaakobjecttype": url("zaakobjecttypen", strange.id)}, 400
    )
    assert faults(refused) == {("nonFieldErrors", "zaaktype-mismatch")}
    right = url("zaakobjecttypen", own.id)
    made = app.send("post", f"{API}/zaakobjecten", {**body, "zaakobjecttype": right}).data
    assert made["zaakobjecttype"] == right
    assert app.send("patch", made["url"], {"relatieomschrijving": "bij"}, 200).data["zaakobjecttype"] == right
    changed = app.send("patch", made["url"], {"objectType": "adres"}, 400)
    assert faults(changed) == {("objectType", "wijzigen-niet-toegelaten")}
    app.send("delete", made["url"], None, 204)
    assert app.get(zaak).data["zaakobjecten"] == []


def test_a_change_of_a_zaak_with_its_status_takes_no_number(
    app: Any, kind: Any, new_zaak: dict[str, Any]
) -> None:
    def number() -> tuple[int, str]:
        made = app.send("post", f"{API}/zaken", new_zaak).data
        return split_zaaknummer(made["identificatie"]).series, made["uuid"]

    first, zaak = number()
    body = {"zaak": {"toelichting": "Eik"}, "status": status(kind, 0), "rollen": [rol(kind, "initiator")]}
    app.send("post", f"{API}/zaak_bijwerken/{zaak}", body, 200)
    assert number()[0] == first + 1
