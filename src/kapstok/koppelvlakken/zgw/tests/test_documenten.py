"""The rules of the Documenten API, by the codes that the standard publishes."""

from typing import Any

import pytest

from kapstok.koppelvlakken.zgw.tests.documenten import BASE, PLACE, ROOT, RSIN, Document, body, codes
from kapstok.magazijnen.zaken.services import link_document, unlink_document

WHOLE = "nonFieldErrors"


@pytest.fixture
def kind(given: Any) -> Any:
    return given.zaaktype()


@pytest.fixture
def app(application: Any) -> Any:
    return application()


@pytest.fixture
def document(app: Any, kind: Any) -> Document:
    return Document(app, kind)


@pytest.mark.regel("drc-001")
def test_drc_001_the_type_must_be_a_published_one(given: Any, app: Any, kind: Any) -> None:
    from kapstok.magazijnen.catalogi.models import InformatieObjectType

    concept = InformatieObjectType.objects.get(id=kind.informatieobjecttype.id)
    concept.concept = True
    concept.save()
    assert codes(app.send("post", PLACE, body(kind), 400)) == {("informatieobjecttype", "not-published")}
    for url, code in (
        ("https://elders.test/informatieobjecttypen/1", "bad-url"),
        (f"{BASE}/catalogi/api/v1/zaaktypen/{kind.id}", "invalid-resource"),
    ):
        refused = app.send("post", PLACE, body(kind, informatieobjecttype=url), 400)
        assert codes(refused) == {("informatieobjecttype", code)}


@pytest.mark.regel("drc-x-identificatie")
def test_identificatie_is_unique_in_its_organisation(app: Any, kind: Any, document: Document) -> None:
    number = document.made["identificatie"]
    assert number.startswith("DOC-")
    refused = app.send("post", PLACE, body(kind, identificatie=number), 400)
    assert codes(refused) == {("identificatie", "identificatie-niet-uniek")}
    app.send("post", PLACE, body(kind, identificatie=number, bronorganisatie="000000000"))
    other = Document(app, kind, identificatie="EIGEN-1")
    other.lock()
    taken = other.patch(400, identificatie=number)
    assert codes(taken) == {("identificatie", "identificatie-niet-uniek")}
    assert other.patch(identificatie="EIGEN-1").data["versie"] == 2


def test_a_number_that_somebody_gave_himself_is_passed_over(app: Any, kind: Any, document: Document) -> None:
    start, last = document.made["identificatie"].rsplit("-", 1)
    following = f"{start}-{int(last) + 1:07d}"
    app.send("post", PLACE, body(kind, identificatie=following))
    assert Document(app, kind).made["identificatie"] == f"{start}-{int(last) + 2:07d}"


@pytest.mark.parametrize(("value", "code"), [("12345678x", "only-digits"), ("123456789", "invalid")])
@pytest.mark.regel("zgw-x-rsin")
def test_bronorganisatie_is_an_rsin(app: Any, kind: Any, value: str, code: str) -> None:
    refused = app.send("post", PLACE, body(kind, bronorganisatie=value), 400)
    assert codes(refused) == {("bronorganisatie", code)}


@pytest.mark.regel("zgw-x-fouten")
def test_all_faults_of_a_body_are_in_one_answer(app: Any, kind: Any, document: Document) -> None:
    wrong = body(
        kind,
        titel="x" * 201,
        taal="nl",
        bestandsomvang=-1,
        vertrouwelijkheidaanduiding="een beetje",
        identificatie=document.made["identificatie"],
        indicatieGebruiksrecht=True,
        ontvangstdatum="2026-11-23",
        status="ter_vaststelling",
        trefwoorden=["goed", 5],
        ondertekening={"soort": "digitaal"},
    )
    del wrong["auteur"]
    assert codes(app.send("post", PLACE, wrong, 400)) == {
        ("titel", "max_length"),
        ("taal", "min_length"),
        ("bestandsomvang", "min_value"),
        ("vertrouwelijkheidaanduiding", "invalid_choice"),
        ("identificatie", "identificatie-niet-uniek"),
        ("indicatieGebruiksrecht", "missing-gebruiksrechten"),
        ("status", "invalid_for_received"),
        ("trefwoorden.1", "invalid"),
        ("ondertekening.datum", "required"),
        ("auteur", "required"),
    }


@pytest.mark.regel("drc-005")
def test_drc_005_a_received_document_is_not_in_work(app: Any, kind: Any) -> None:
    document = Document(app, kind, ontvangstdatum="2026-11-23", status="definitief")
    document.lock()
    refused = document.patch(400, status="in_bewerking")
    assert codes(refused) == {("status", "invalid_for_received")}
    work = Document(app, kind, status="in_bewerking")
    work.lock()
    assert codes(work.patch(400, ontvangstdatum="2026-11-23")) == {("status", "invalid_for_received")}
    assert work.patch(ontvangstdatum="2026-11-23", status="").data["status"] == ""


@pytest.mark.regel("drc-006")
def test_drc_006_the_indication_follows_the_gebruiksrechten(app: Any, kind: Any, document: Document) -> None:
    refused = app.send("post", PLACE, body(kind, indicatieGebruiksrecht=True), 400)
    assert codes(refused) == {("indicatieGebruiksrecht", "missing-gebruiksrechten")}
    assert document.made["indicatieGebruiksrecht"] is None
    etag = app.get(document.url)["ETag"]
    terms = {
        "informatieobject": document.url,
        "startdatum": "2026-11-23T10:00:00Z",
        "omschrijvingVoorwaarden": "Alleen hier",
    }
    place = f"{ROOT}/gebruiksrechten"
    first = app.send("post", place, terms).data["url"]
    second = app.send("post", place, terms).data["url"]
    assert document.now["indicatieGebruiksrecht"] is True
    assert app.get(document.url)["ETag"] != etag
    document.lock()
    assert codes(document.patch(400, indicatieGebruiksrecht=False)) == {
        ("indicatieGebruiksrecht", "existing-gebruiksrechten")
    }
    assert document.patch(titel="Mag wel").data["indicatieGebruiksrecht"] is True
    app.send("delete", first, None, 204)
    assert document.now["indicatieGebruiksrecht"] is True
    app.send("delete", second, None, 204)
    assert document.now["indicatieGebruiksrecht"] is None
    assert document.patch(indicatieGebruiksrecht=False).data["indicatieGebruiksrecht"] is False


@pytest.mark.regel("drc-x-periode")
def test_gebruiksrechten_stay_with_their_document(app: Any, kind: Any, document: Document) -> None:
    place, other = f"{ROOT}/gebruiksrechten", Document(app, kind)
    terms = {
        "informatieobject": document.url,
        "startdatum": "2026-11-23T10:00:00Z",
        "einddatum": "2026-11-22T10:00:00Z",
        "omschrijvingVoorwaarden": "",
    }
    refused = app.send("post", place, terms, 400)
    assert codes(refused) == {("einddatum", "date-mismatch"), ("omschrijvingVoorwaarden", "blank")}
    good = {**terms, "einddatum": None, "omschrijvingVoorwaarden": "Alleen hier"}
    made = app.send("post", place, good).data
    moved = app.send("patch", made["url"], {"informatieobject": other.url}, 400)
    assert codes(moved) == {("informatieobject", "wijzigen-niet-toegelaten")}
    changed = app.send("put", made["url"], {**good, "omschrijvingVoorwaarden": "Overal"}, 200).data
    assert changed["omschrijvingVoorwaarden"] == "Overal"
    for query, count in (
        (f"informatieobject={document.url}", 1),
        (f"informatieobject={other.url}", 0),
        ("startdatum__gte=2026-11-23", 1),
        ("startdatum__lt=2026-11-23T10:00:00Z", 0),
        ("einddatum__gt=2026-01-01", 0),
    ):
        assert len(app.get(f"{place}?{query}").data) == count
    assert codes(app.get(f"{place}?startdatum__lt=ooit", 400)) == {("startdatum__lt", "invalid")}


@pytest.mark.regel("drc-007")
def test_drc_007_the_type_gives_the_confidentiality_that_is_not_given(app: Any, kind: Any) -> None:
    assert Document(app, kind).made["vertrouwelijkheidaanduiding"] == "zaakvertrouwelijk"
    given = Document(app, kind, vertrouwelijkheidaanduiding="openbaar")
    assert given.made["vertrouwelijkheidaanduiding"] == "openbaar"
    given.lock()
    kept = given.patch(vertrouwelijkheidaanduiding="").data
    assert kept["vertrouwelijkheidaanduiding"] == "openbaar"


@pytest.mark.regel("drc-008")
def test_drc_008_a_document_in_use_or_locked_stays(
    given: Any, app: Any, kind: Any, document: Document
) -> None:
    zaak = given.zaak(kind)
    row_id = document.url.rsplit("/", 1)[-1]
    link = link_document(zaak.id, row_id, actor=given.actor)
    document.lock()
    refused = app.send("delete", document.url, None, 400)
    assert codes(refused) == {(WHOLE, "pending-relations"), (WHOLE, "destroy-locked")}
    unlink_document(link.id, actor=given.actor)
    assert codes(app.send("delete", document.url, None, 400)) == {(WHOLE, "destroy-locked")}
    document.unlock()
    rights = {
        "informatieobject": document.url,
        "startdatum": "2026-11-23T10:00:00Z",
        "omschrijvingVoorwaarden": "x",
    }
    right = app.send("post", f"{ROOT}/gebruiksrechten", rights).data["url"]
    app.send("delete", document.url, None, 204)
    for gone in (document.url, right, f"{document.url}/download"):
        app.get(gone, 404)


@pytest.mark.regel("drc-009")
@pytest.mark.eis("R-068")
def test_drc_009_changing_takes_the_lock(app: Any, kind: Any, document: Document) -> None:
    whole = body(kind, titel="Heel")
    assert codes(document.patch(400, titel="x")) == {(WHOLE, "unlocked")}
    assert codes(app.send("put", document.url, whole, 400)) == {("lock", "required"), (WHOLE, "unlocked")}
    key = document.lock()
    assert len(key) == 32
    assert codes(app.send("post", f"{document.url}/lock", {}, 400)) == {(WHOLE, "existing-lock")}
    document.key = ""
    assert codes(document.patch(400, titel="x")) == {(WHOLE, "missing-lock-id")}
    assert codes(app.send("put", document.url, whole, 400)) == {("lock", "required")}
    document.key = "fout"
    assert codes(document.patch(400, titel="x")) == {(WHOLE, "incorrect-lock-id")}
    changed = app.send("put", document.url, {**whole, "lock": key}, 200).data
    assert (changed["titel"], changed["versie"]) == ("Heel", 2)
    assert "lock" not in changed
    assert app.get(f"{document.url}?versie=1").data["titel"] == "Situatietekening"
    first = app.get(f"{document.url}?versie=1").data["beginRegistratie"].replace("+", "%2B")
    assert app.get(f"{document.url}?registratieOp={first}").data["versie"] == 1
    app.get(f"{document.url}?versie=3", 404)


@pytest.mark.regel("drc-009")
def test_drc_009_unlocking_takes_the_key_or_the_scope(
    app: Any, application: Any, kind: Any, document: Document
) -> None:
    document.lock()
    weak = application(drc=(["documenten.lezen", "documenten.lock"], "Bijlage", "zeer_geheim"))
    unlock = f"{document.url}/unlock"
    assert codes(weak.send("post", unlock, {}, 400)) == {(WHOLE, "missing-lock-id")}
    assert codes(weak.send("post", unlock, {"lock": "fout"}, 400)) == {(WHOLE, "incorrect-lock-id")}
    assert codes(app.send("post", unlock, {"lock": "fout"}, 400)) == {(WHOLE, "incorrect-lock-id")}
    app.send("post", unlock, {}, 204)
    assert document.now["locked"] is False
    app.send("post", unlock, {}, 204)


@pytest.mark.regel("drc-010")
def test_drc_010_a_definitief_document_changes_by_who_holds_its_lock(app: Any, kind: Any) -> None:
    document = Document(app, kind, status="definitief")
    document.lock()
    assert document.patch(titel="Verbeterd").data["versie"] == 2
    assert app.get(f"{document.url}?versie=1").data["titel"] == "Situatietekening"


@pytest.mark.regel("drc-002", "drc-003", "drc-004")
def test_drc_002_to_004_a_relation_follows_its_source(
    given: Any, app: Any, kind: Any, document: Document, register: Any
) -> None:
    zaak = given.zaak(kind)
    place = f"{ROOT}/objectinformatieobjecten"
    of_zaak = f"{BASE}/zaken/api/v1/zaken/{zaak.id}"
    relation = {"informatieobject": document.url, "object": of_zaak, "objectType": "zaak"}
    assert codes(app.send("post", place, relation, 400)) == {(WHOLE, "inconsistent-relation")}
    row_id = document.url.rsplit("/", 1)[-1]
    link_document(zaak.id, row_id, actor=given.actor)
    assert codes(app.send("post", place, relation, 400)) == {(WHOLE, "unique")}
    rows = app.get(f"{place}?object={of_zaak}").data
    assert [r["informatieobject"] for r in rows] == [document.url]
    assert codes(app.send("delete", rows[0]["url"], None, 400)) == {(WHOLE, "remote-relation-exists")}
    for url, kind_of, code in (
        (of_zaak, "besluit", "invalid-resource"),
        (document.url, "zaak", "invalid-resource"),
        (of_zaak[:-1] + ("1" if of_zaak[-1] == "0" else "0"), "zaak", "bad-url"),
        ("https://elders.test/zaken/1", "zaak", "unknown-service"),
        (of_zaak, "verzoek", "invalid-resource"),
    ):
        refused = app.send("post", place, {**relation, "object": url, "objectType": kind_of}, 400)
        assert codes(refused) == {("object", code)}
    request = {**relation, "object": register("/zaak"), "objectType": "verzoek"}
    made = app.send("post", place, request).data
    assert (made["object"], made["objectType"]) == (request["object"], "verzoek")
    assert codes(app.send("post", place, request, 400)) == {(WHOLE, "unique")}
    assert len(app.get(f"{place}?object={request['object']}").data) == 1
    app.send("delete", made["url"], None, 204)


ADDRESS = {"huisnummer": 12, "naamOpenbareRuimte": "Dorpsstraat", "woonplaatsnaam": "Oosterwolde"}
ABROAD = {"adresBuitenland1": "Rue 1", "landPostadres": "https://landen.test/be"}
BOX = {
    "postBusOfAntwoordnummer": 38,
    "postadresPostcode": "8430AA",
    "postadresType": "postbusnummer",
    "woonplaatsnaam": "Oosterwolde",
}
WAYS = {
    "binnenlandsCorrespondentieadres": ADDRESS,
    "buitenlandsCorrespondentieadres": ABROAD,
    "correspondentiePostadres": BOX,
    "faxnummer": "0516123456",
    "emailadres": "a@voorbeeld.test",
    "mijnOverheid": True,
    "telefoonnummer": "0516123456",
}
NO_WAY = {**dict.fromkeys(WAYS), "mijnOverheid": False}


def _sent(document: Document, **more: Any) -> dict[str, Any]:
    return {
        "informatieobject": document.url,
        "betrokkene": "https://partijen.test/1",
        "aardRelatie": "geadresseerde",
        "contactPersoon": "https://partijen.test/2",
        **more,
    }


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.regel("drc-x-verzending")
def test_a_verzending_goes_exactly_one_way(app: Any, document: Document, way: str) -> None:
    place, one = f"{ROOT}/verzendingen", _sent(document, **{way: WAYS[way]})
    made = app.send("post", place, one).data
    shown = made[way] if isinstance(WAYS[way], dict) else {way: made[way]}
    assert shown.items() >= (WAYS[way] if isinstance(WAYS[way], dict) else {way: WAYS[way]}).items()
    other = next(w for w in WAYS if w != way)
    wrong = {(WHOLE, "invalid-address")}
    assert codes(app.send("post", place, {**one, other: WAYS[other]}, 400)) == wrong
    assert codes(app.send("post", place, {**_sent(document), **NO_WAY}, 400)) == wrong
    assert codes(app.send("patch", made["url"], {other: WAYS[other]}, 400)) == wrong
    moved = app.send("patch", made["url"], {way: NO_WAY[way], other: WAYS[other]}, 200).data
    assert (moved[way], bool(moved[other])) == (NO_WAY[way], True)


def test_a_verzending_tells_all_its_faults(app: Any, document: Document) -> None:
    wrong = _sent(
        document, aardRelatie="buurman", binnenlandsCorrespondentieadres={"huisnummer": 0}, betrokkene="x"
    )
    assert codes(app.send("post", f"{ROOT}/verzendingen", wrong, 400)) == {
        ("aardRelatie", "invalid_choice"),
        ("betrokkene", "bad-url"),
        ("binnenlandsCorrespondentieadres.huisnummer", "min_value"),
        ("binnenlandsCorrespondentieadres.naamOpenbareRuimte", "required"),
        ("binnenlandsCorrespondentieadres.woonplaatsnaam", "required"),
        (WHOLE, "invalid-address"),
    }


@pytest.mark.regel("drc-x-verzending")
def test_a_document_has_one_sender(app: Any, kind: Any, document: Document) -> None:
    place = f"{ROOT}/verzendingen"
    sender = _sent(document, aardRelatie="afzender", mijnOverheid=True)
    first = app.send("post", place, sender).data
    assert codes(app.send("post", place, sender, 400)) == {(WHOLE, "unique")}
    app.send("put", first["url"], {**sender, "toelichting": "Per post"}, 200)
    to = app.send("post", place, {**sender, "aardRelatie": "geadresseerde"}).data
    assert codes(app.send("patch", to["url"], {"aardRelatie": "afzender"}, 400)) == {(WHOLE, "unique")}
    other = Document(app, kind)
    moved = app.send("patch", to["url"], {"informatieobject": other.url}, 400)
    assert codes(moved) == {("informatieobject", "wijzigen-niet-toegelaten")}
    for query, count in (
        ("aardRelatie=afzender", 1),
        ("betrokkene=https://partijen.test/1", 2),
        ("betrokkene=https://partijen.test/9", 0),
        (f"informatieobject={document.url}", 2),
    ):
        assert app.get(f"{place}?{query}").data["count"] == count
    app.send("delete", first["url"], None, 204)
    app.get(first["url"], 404)


def test_documents_are_found_by_every_filter(given: Any, app: Any, kind: Any) -> None:
    one = Document(
        app,
        kind,
        identificatie="EEN",
        titel="Tekening van de eik",
        auteur="Bosma",
        beschrijving="Schaal 1:100",
        trefwoorden=["boom", "kap"],
        creatiedatum="2026-01-02",
        vertrouwelijkheidaanduiding="openbaar",
    )
    other = Document(app, kind, identificatie="TWEE", trefwoorden=["boom"])
    other.lock()
    zaak = given.zaak(kind)
    link_document(zaak.id, one.url.rsplit("/", 1)[-1], actor=given.actor)
    of_zaak = f"{BASE}/zaken/api/v1/zaken/{zaak.id}"
    both, first, second, nothing = {"EEN", "TWEE"}, {"EEN"}, {"TWEE"}, set[str]()
    for query, found in {
        "identificatie=EEN": first,
        f"bronorganisatie={RSIN}": both,
        "bronorganisatie=000000000": nothing,
        "trefwoorden=boom": both,
        "trefwoorden=boom,kap": first,
        "trefwoorden__overlap=kap,anders": first,
        "titel=TEKENING VAN": first,
        "titel=%25": nothing,
        "auteur=bosm": first,
        "beschrijving=schaal": first,
        "creatiedatum__lte=2026-01-02": first,
        "creatiedatum__gte=2026-01-03": second,
        "locked=true": second,
        "locked=false": first,
        "vertrouwelijkheidaanduiding=openbaar": first,
        f"informatieobjecttype={one.made['informatieobjecttype']}": both,
        f"objectinformatieobjecten_object={of_zaak}": first,
        f"objectinformatieobjecten__object={of_zaak}": first,
        f"objectinformatieobjecten__object={one.url}": nothing,
        "objectinformatieobjecten_objectType=zaak": first,
        "objectinformatieobjecten__objectType=besluit": nothing,
    }.items():
        rows = app.get(f"{PLACE}?{query}").data["results"]
        assert {r["identificatie"] for r in rows} == found, query
    for order, expected in {"creatiedatum": ["EEN", "TWEE"], "-creatiedatum": ["TWEE", "EEN"]}.items():
        rows = app.get(f"{PLACE}?ordering={order}").data["results"]
        assert [r["identificatie"] for r in rows] == expected
    wrong = {"locked": "misschien", "creatiedatum__lte": "ooit", "vertrouwelijkheidaanduiding": "x"}
    query = "&".join(f"{name}={value}" for name, value in wrong.items())
    assert {name for name, _code in codes(app.get(f"{PLACE}?{query}", 400))} == set(wrong)


def test_reserved_numbers_wait_for_their_document(app: Any, kind: Any) -> None:
    place = f"{ROOT}/documentnummer_reserveren"
    one = app.send("post", place, {"bronorganisatie": RSIN}).data["identificatie"]
    more = [r["identificatie"] for r in app.send("post", place, {"bronorganisatie": RSIN, "aantal": 3}).data]
    assert len({one, *more}) == 4
    assert Document(app, kind).made["identificatie"] not in {one, *more}
    assert Document(app, kind, identificatie=one).made["identificatie"] == one
    refused = app.send("post", PLACE, body(kind, identificatie=one), 400)
    assert codes(refused) == {("identificatie", "identificatie-niet-uniek")}
    wrong = app.send("post", place, {"bronorganisatie": "1", "aantal": 0}, 400)
    assert {name for name, _code in codes(wrong)} == {"bronorganisatie", "aantal"}
    assert codes(app.send("post", place, {"aantal": 100_000}, 400)) == {
        ("bronorganisatie", "required"),
        ("aantal", "max_value"),
    }


def test_a_document_is_registered_in_a_zaak_in_one_request(given: Any, app: Any, kind: Any) -> None:
    zaak = given.zaak(kind)
    of_zaak = f"{BASE}/zaken/api/v1/zaken/{zaak.id}"
    both = {
        "enkelvoudiginformatieobject": body(kind, b"hallo"),
        "zaakinformatieobject": {"zaak": of_zaak, "titel": "Tekening"},
    }
    place = f"{ROOT}/document_registreren"
    answer = app.send("post", place, both)
    document, link = (answer.data[name] for name in both)
    assert answer["Location"] == document["url"] == link["informatieobject"]
    assert (document["bestandsomvang"], document["lock"], link["titel"]) == (5, "", "Tekening")
    assert app.get(link["url"]).data == link
    before = app.get(PLACE).data["count"]
    wrong = {
        "enkelvoudiginformatieobject": body(kind, None, inhoud="??", titel=""),
        "zaakinformatieobject": {"zaak": "https://elders.test/zaken/1"},
    }
    assert {name for name, _code in codes(app.send("post", place, wrong, 400))} == {
        "enkelvoudiginformatieobject.inhoud",
        "enkelvoudiginformatieobject.titel",
        "zaakinformatieobject.zaak",
    }
    half = {**both, "zaakinformatieobject": {"zaak": f"{of_zaak[:-12]}000000000000"}}
    assert {name for name, _code in codes(app.send("post", place, half, 400))} == {
        "zaakinformatieobject.zaak"
    }
    assert codes(app.send("post", place, {}, 400)) == {("enkelvoudiginformatieobject", "required")}
    assert app.get(PLACE).data["count"] == before


def test_registering_takes_the_rights_on_both(given: Any, application: Any, kind: Any) -> None:
    zaak = given.zaak(kind)
    both = {
        "enkelvoudiginformatieobject": body(kind),
        "zaakinformatieobject": {"zaak": f"{BASE}/zaken/api/v1/zaken/{zaak.id}"},
    }
    drc = (["documenten.aanmaken", "documenten.lezen"], "Bijlage", "zeer_geheim")
    zrc = (["zaken.aanmaken", "zaken.lezen"], "KAP", "zeer_geheim")
    place = f"{ROOT}/document_registreren"
    application(drc=drc).send("post", place, both, 403)
    application(zrc=zrc).send("post", place, both, 403)
    application(drc=drc, zrc=zrc).send("post", place, both)


def test_documents_are_found_by_their_ids(app: Any, kind: Any, document: Document) -> None:
    other = Document(app, kind, titel="Anders")
    ids = [d.url.rsplit("/", 1)[-1] for d in (document, other)]
    found = app.send("post", f"{PLACE}/_zoek", {"uuid__in": ids}, 200).data
    assert {r["url"] for r in found["results"]} == {document.url, other.url}
    narrower = app.send("post", f"{PLACE}/_zoek", {"uuid__in": ids, "titel": "anders"}, 200).data
    assert [r["url"] for r in narrower["results"]] == [other.url]
