"""The Catalogi API over HTTP: life cycle, history model, filters, and what the selectielijst decides."""

from collections.abc import Callable
from typing import Any

import pytest

from kapstok.magazijnen.catalogi.selectielijst import lijst

PLACE = "/catalogi/api/v1"
BASE = "http://ooststellingwerf.localhost"
READ = (["catalogi.lezen"], "", "")
WRITE = (["catalogi.lezen", "catalogi.schrijven"], "", "")
DOCUMENT = {
    "omschrijving": "Advies",
    "vertrouwelijkheidaanduiding": "openbaar",
    "beginGeldigheid": "2026-01-01",
    "informatieobjectcategorie": "advies",
}
BESLUIT = {
    "omschrijving": "Ontheffing",
    "publicatieIndicatie": False,
    "beginGeldigheid": "2026-01-01",
    "informatieobjecttypen": [],
}
Writer = Callable[..., Any]


def resultaat(**wanted: Any) -> Any:
    """A class of the selectielijst with these facts."""
    return next(r for r in lijst().resultaten.values() if all(getattr(r, k) == v for k, v in wanted.items()))


def procestype(nummer: int) -> str:
    return next(p.url for p in lijst().procestypen.values() if p.nummer == nummer)


NIHIL = resultaat(procestermijn="nihil", waardering="vernietigen")


def zaaktype_body(catalogus: str, **more: Any) -> dict[str, Any]:
    return {
        "identificatie": "ONTHEFFING",
        "omschrijving": "Ontheffing aanvragen",
        "vertrouwelijkheidaanduiding": "openbaar",
        "doel": "Beslissen",
        "aanleiding": "Aanvraag",
        "indicatieInternOfExtern": "extern",
        "handelingInitiator": "Aanvragen",
        "onderwerp": "Ontheffing",
        "handelingBehandelaar": "Behandelen",
        "doorlooptijd": "P8W",
        "opschortingEnAanhoudingMogelijk": False,
        "verlengingMogelijk": False,
        "publicatieIndicatie": False,
        "productenOfDiensten": [],
        "referentieproces": {"naam": "Ontheffing"},
        "verantwoordelijke": "851000010",
        "besluittypen": [],
        "gerelateerdeZaaktypen": [],
        "selectielijstProcestype": procestype(NIHIL.procestype),
        "beginGeldigheid": "2026-01-01",
        "catalogus": catalogus,
        **more,
    }


def faults(data: dict[str, Any]) -> set[tuple[str, str]]:
    return {(p["name"], p["code"]) for p in data["invalidParams"]}


def whole(app: Any, **more: Any) -> dict[str, Any]:
    """A concept zaaktype that can be published."""
    kind = app.post("zaaktypen", zaaktype_body(app.catalogus, **more))
    for number, text in enumerate(("Ontvangen", "Klaar"), start=1):
        row = {"zaaktype": kind["url"], "omschrijving": text, "volgnummer": number}
        app.post("statustypen", row)
    row = {"zaaktype": kind["url"], "omschrijving": "Aanvrager", "omschrijvingGeneriek": "initiator"}
    app.post("roltypen", row)
    app.post("resultaattypen", resultaattype_body(kind["url"]))
    return kind


def resultaattype_body(zaaktype: str, **more: Any) -> dict[str, Any]:
    generic = lijst().named("Toegekend")
    assert generic is not None
    return {
        "zaaktype": zaaktype,
        "omschrijving": "Verleend",
        "resultaattypeomschrijving": generic.url,
        "selectielijstklasse": NIHIL.url,
        "brondatumArchiefprocedure": {"afleidingswijze": "afgehandeld"},
        **more,
    }


def test_a_type_is_a_concept_until_it_is_published(writer: Any) -> None:
    made = writer.post("informatieobjecttypen", {**DOCUMENT, "catalogus": writer.catalogus, "concept": False})
    assert made["concept"] is True
    changed = writer.send("patch", made["url"], {"concept": False, "trefwoord": ["raad"]}, 200).data
    assert (changed["concept"], changed["trefwoord"]) == (True, ["raad"])
    place = f"{PLACE}/informatieobjecttypen?omschrijving=Advies"
    assert writer.get(place).data["count"] == 0
    assert writer.get(f"{place}&status=concept").data["count"] == 1
    published = writer.send("post", f"{made['url']}/publish", {}, 200).data
    assert published["concept"] is False
    assert writer.get(place).data["count"] == writer.get(f"{place}&status=definitief").data["count"] == 1
    assert writer.get(f"{place}&status=concept").data["count"] == 0
    assert writer.get(f"{place}&status=alles").data["count"] == 1
    writer.get(f"{place}&status=half", 400)


@pytest.mark.regel("ztc-009")
def test_ztc_009_a_published_type_only_gets_an_end(writer: Any, application: Any) -> None:
    made = writer.post("informatieobjecttypen", {**DOCUMENT, "catalogus": writer.catalogus})
    writer.send("post", f"{made['url']}/publish", {}, 200)
    no = {("nonFieldErrors", "non-concept-object")}
    assert faults(writer.send("patch", made["url"], {"trefwoord": ["x"]}, 400).data) == no
    body = {**DOCUMENT, "catalogus": writer.catalogus}
    assert faults(writer.send("put", made["url"], body, 400).data) == no
    assert faults(writer.send("delete", made["url"], None, 400).data) == no
    writer.send("patch", made["url"], {"eindeGeldigheid": "2027-01-01"}, 200)
    corrector = application(ztc=([*WRITE[0], "catalogi.geforceerd-schrijven"], "", ""))
    assert corrector.send("patch", made["url"], {"trefwoord": ["x"]}, 200).data["trefwoord"] == ["x"]
    moved = corrector.send("patch", made["url"], {"omschrijving": "Iets anders"}, 400).data
    assert faults(moved) == {("omschrijving", "non-concept-object")}
    remover = application(ztc=(["catalogi.lezen", "catalogi.geforceerd-verwijderen"], "", ""))
    remover.send("delete", made["url"], None, 204)


PARTS = {
    "statustypen": {"omschrijving": "Erbij", "volgnummer": 9},
    "roltypen": {"omschrijving": "Erbij", "omschrijvingGeneriek": "adviseur"},
    "eigenschappen": {
        "naam": "erbij",
        "definitie": "Erbij",
        "specificatie": {"formaat": "tekst", "lengte": "10", "kardinaliteit": "1"},
    },
    "zaakobjecttypen": {
        "anderObjecttype": False,
        "objecttype": "https://objecttypen.voorbeeld.test/pand",
        "relatieOmschrijving": "gaat over",
    },
    "resultaattypen": resultaattype_body("", omschrijving="Erbij"),
}


@pytest.mark.parametrize("path", sorted(PARTS))
@pytest.mark.regel("ztc-010")
def test_ztc_010_parts_of_a_published_zaaktype_stay(writer: Any, application: Any, path: str) -> None:
    kind = whole(writer)
    part = writer.post(path, {**PARTS[path], "zaaktype": kind["url"]})
    changed = writer.send("put", part["url"], {**PARTS[path], "zaaktype": kind["url"]}, 200).data
    assert changed == part
    writer.send("post", f"{kind['url']}/publish", {}, 200)
    no = {("nonFieldErrors", "non-concept-zaaktype")}
    body = {**PARTS[path], "zaaktype": kind["url"]}
    for name in ("omschrijving", "naam"):
        if name in body:
            body[name] = "Nog een"
    assert no <= faults(writer.post(path, body, 400))
    assert no <= faults(writer.send("put", part["url"], body, 400).data)
    assert no <= faults(writer.send("patch", part["url"], {"zaaktype": kind["url"]}, 400).data)
    assert no <= faults(writer.send("delete", part["url"], None, 400).data)
    remover = application(ztc=(["catalogi.lezen", "catalogi.geforceerd-verwijderen"], "", ""))
    remover.send("delete", part["url"], None, 204)
    writer.get(part["url"], 404)


@pytest.mark.regel("ztc-010")
def test_ztc_010_a_document_relation_stays_when_both_sides_are_published(writer: Any) -> None:
    kind = whole(writer)
    documents = [
        writer.post("informatieobjecttypen", {**DOCUMENT, "omschrijving": o, "catalogus": writer.catalogus})
        for o in ("Advies", "Concept")
    ]
    link = {"zaaktype": kind["url"], "informatieobjecttype": "Advies", "volgnummer": 1, "richting": "intern"}
    made = writer.post("zaaktype-informatieobjecttypen", link)
    assert made["informatieobjecttype"] == documents[0]["url"]
    writer.send("post", f"{documents[0]['url']}/publish", {}, 200)
    writer.send("post", f"{kind['url']}/publish", {}, 200)
    no = {("nonFieldErrors", "non-concept-relation")}
    assert faults(writer.send("patch", made["url"], {"richting": "uitgaand"}, 400).data) == no
    assert faults(writer.send("delete", made["url"], None, 400).data) == no
    other = {**link, "informatieobjecttype": documents[1]["url"], "volgnummer": 2}
    assert writer.post("zaaktype-informatieobjecttypen", other)["informatieobjecttype"] == documents[1]["url"]


@pytest.mark.regel("ztc-012")
def test_ztc_012_publishing_says_all_that_is_missing(writer: Any) -> None:
    writer.post("besluittypen", {**BESLUIT, "catalogus": writer.catalogus})
    kind = writer.post("zaaktypen", zaaktype_body(writer.catalogus, besluittypen=["Ontheffing"]))
    found = faults(writer.send("post", f"{kind['url']}/publish", {}, 400).data)
    wanted = ("roltypen", "resultaattypen", "statustypen", "nonFieldErrors")
    assert found == {(name, "concept-relation") for name in wanted}


@pytest.mark.regel("ztc-013")
def test_ztc_013_both_sides_stand_in_one_catalogus(writer: Any, given: Any) -> None:
    other = {"domein": "ANDER", "rsin": "000000000", "contactpersoonBeheerNaam": "B"}
    catalogus = writer.post("catalogussen", other)["url"]
    foreign = writer.post("informatieobjecttypen", {**DOCUMENT, "catalogus": catalogus})
    besluit = writer.post("besluittypen", {**BESLUIT, "catalogus": catalogus})
    kind = writer.post("zaaktypen", zaaktype_body(writer.catalogus))
    link = {"zaaktype": kind["url"], "informatieobjecttype": foreign["url"]}
    no = {("nonFieldErrors", "relations-incorrect-catalogus")}
    link = {**link, "volgnummer": 1, "richting": "intern"}
    assert no <= faults(writer.post("zaaktype-informatieobjecttypen", link, 400))
    for body in ({"besluittypen": [besluit["url"]]}, {"deelzaaktypen": [kind["url"]]}):
        place = kind["url"] if "besluittypen" in body else None
        if place:
            assert no <= faults(writer.send("patch", place, body, 400).data)
        else:
            part = zaaktype_body(catalogus, identificatie="HOOFD", **body)
            assert no <= faults(writer.post("zaaktypen", part, 400))


@pytest.mark.regel("ztc-016")
def test_ztc_016_published_versions_do_not_overlap(writer: Any) -> None:
    first, second = whole(writer), whole(writer, beginGeldigheid="2026-06-01")
    writer.send("post", f"{first['url']}/publish", {}, 200)
    no = {("nonFieldErrors", "overlap")}
    assert faults(writer.send("post", f"{second['url']}/publish", {}, 400).data) == no
    writer.send("patch", first["url"], {"eindeGeldigheid": "2026-06-01"}, 200)
    writer.send("post", f"{second['url']}/publish", {}, 200)
    assert faults(writer.send("patch", first["url"], {"eindeGeldigheid": "2026-07-01"}, 400).data) == no
    listed = f"{PLACE}/zaaktypen?identificatie=ONTHEFFING&datumGeldigheid="
    assert [z["url"] for z in writer.get(f"{listed}2026-05-31").data["results"]] == [first["url"]]
    assert [z["url"] for z in writer.get(f"{listed}2026-06-01").data["results"]] == [second["url"]]
    assert writer.get(first["url"]).data["beginObject"] == "2026-01-01"
    assert writer.get(first["url"]).data["eindeObject"] is None


@pytest.mark.regel("ztc-x-versies")
def test_relations_are_by_name_and_read_as_the_versions_of_a_day(writer: Any) -> None:
    old = writer.post("besluittypen", {**BESLUIT, "catalogus": writer.catalogus})
    kind = whole(writer, besluittypen=["Ontheffing"])
    assert kind["besluittypeOmschrijving"] == ["Ontheffing"]
    assert kind["besluittypen"] == [], "a concept is not in force"
    writer.send("post", f"{old['url']}/publish", {}, 200)
    writer.send("patch", old["url"], {"eindeGeldigheid": "2026-06-01"}, 200)
    later = {**BESLUIT, "catalogus": writer.catalogus, "beginGeldigheid": "2026-06-01"}
    new = writer.post("besluittypen", later)
    writer.send("post", f"{new['url']}/publish", {}, 200)
    assert writer.get(kind["url"]).data["besluittypen"] == [new["url"]]
    before = writer.get(f"{kind['url']}?datumGeldigheid=2026-03-01").data
    assert (before["besluittypen"], before["besluittypeOmschrijving"]) == ([old["url"]], ["Ontheffing"])
    writer.send("post", f"{kind['url']}/publish", {}, 200)
    assert writer.get(new["url"]).data["zaaktypeIdentificaties"] == ["ONTHEFFING"]
    for asked in (kind["url"], "ONTHEFFING"):
        found = writer.get(f"{PLACE}/besluittypen?zaaktypen={asked}").data["results"]
        assert {b["url"] for b in found} == {old["url"], new["url"]}
    assert writer.get(f"{PLACE}/besluittypen?zaaktypen=ANDERS").data["count"] == 0


def test_a_name_or_an_address_is_taken_and_replaces_what_was(writer: Any) -> None:
    besluit = writer.post("besluittypen", {**BESLUIT, "catalogus": writer.catalogus})
    kind = writer.post("zaaktypen", zaaktype_body(writer.catalogus, besluittypen=[besluit["url"]]))
    assert kind["besluittypeOmschrijving"] == ["Ontheffing"]
    emptied = writer.send("patch", kind["url"], {"besluittypen": []}, 200).data
    assert emptied["besluittypeOmschrijving"] == []
    unknown = writer.send("patch", kind["url"], {"besluittypen": ["Bestaat niet"]}, 400).data
    assert faults(unknown) == {("besluittypen.0", "does_not_exist")}
    nowhere = f"{besluit['url'][:-4]}0000"
    unknown = writer.send("patch", kind["url"], {"besluittypen": [nowhere]}, 400).data
    assert faults(unknown) == {("besluittypen.0", "object-does-not-exist")}


def test_related_and_partial_zaaktypen_are_by_identificatie(writer: Any) -> None:
    part = whole(writer, identificatie="DEEL")
    writer.send("post", f"{part['url']}/publish", {}, 200)
    related = [{"zaaktype": "DEEL", "aardRelatie": "vervolg"}]
    body = zaaktype_body(writer.catalogus, deelzaaktypen=["DEEL"], gerelateerdeZaaktypen=related)
    kind = writer.post("zaaktypen", body)
    assert (kind["deelzaaktypen"], kind["deelzaaktypeIdentificaties"]) == ([part["url"]], ["DEEL"])
    assert kind["gerelateerdeZaaktypen"] == [
        {
            "zaaktype": part["url"],
            "zaaktypeIdentificatie": "DEEL",
            "aardRelatie": "vervolg",
            "toelichting": "",
        }
    ]
    elsewhere = [{"zaaktype": "https://ztc.voorbeeld.test/zaaktypen/1", "aardRelatie": "bijdrage"}]
    changed = writer.send("patch", kind["url"], {"gerelateerdeZaaktypen": elsewhere}, 200).data
    assert changed["gerelateerdeZaaktypen"][0]["zaaktype"] == elsewhere[0]["zaaktype"]


def test_a_concept_version_that_goes_leaves_the_relation(writer: Any) -> None:
    first = writer.post("besluittypen", {**BESLUIT, "catalogus": writer.catalogus})
    second = writer.post(
        "besluittypen", {**BESLUIT, "catalogus": writer.catalogus, "beginGeldigheid": "2027-01-01"}
    )
    kind = writer.post("zaaktypen", zaaktype_body(writer.catalogus, besluittypen=["Ontheffing"]))
    for one in (second, first):
        writer.send("delete", one["url"], None, 204)
        left = writer.get(kind["url"]).data["besluittypeOmschrijving"]
        assert left == (["Ontheffing"] if one is second else [])


@pytest.mark.regel("ztc-001", "ztc-002")
def test_ztc_001_and_002_hold_the_selectielijst(writer: Any) -> None:
    wrong = zaaktype_body(writer.catalogus, selectielijstProcestype=NIHIL.url)
    assert faults(writer.post("zaaktypen", wrong, 400)) == {("selectielijstProcestype", "invalid-resource")}
    kind = writer.post("zaaktypen", zaaktype_body(writer.catalogus))
    other = resultaat(procestermijn="", waardering="blijvend_bewaren")
    assert other.procestype == NIHIL.procestype
    foreign = next(r for r in lijst().resultaten.values() if r.procestype != NIHIL.procestype)
    body = resultaattype_body(kind["url"], selectielijstklasse=foreign.url)
    assert ("nonFieldErrors", "procestype-mismatch") in faults(writer.post("resultaattypen", body, 400))
    made = writer.post("resultaattypen", resultaattype_body(kind["url"]))
    assert made["omschrijvingGeneriek"] == "Toegekend"
    assert (made["archiefnominatie"], made["archiefactietermijn"]) == ("vernietigen", NIHIL.bewaartermijn)


@pytest.mark.regel("ztc-003", "ztc-004", "ztc-005", "ztc-006", "ztc-007", "ztc-008")
def test_ztc_003_to_008_are_told_together(writer: Any) -> None:
    kind = writer.post("zaaktypen", zaaktype_body(writer.catalogus))
    brondatum = {"afleidingswijze": "zaakobject", "registratie": "BAG", "procestermijn": "P1Y"}
    body = resultaattype_body(kind["url"], brondatumArchiefprocedure=brondatum)
    assert faults(writer.post("resultaattypen", body, 400)) == {
        ("nonFieldErrors", "invalid-afleidingswijze-for-procestermijn"),
        ("brondatumArchiefprocedure.datumkenmerk", "required"),
        ("brondatumArchiefprocedure.objecttype", "required"),
        ("brondatumArchiefprocedure.registratie", "must-be-empty"),
        ("brondatumArchiefprocedure.procestermijn", "must-be-empty"),
    }
    broken = faults(writer.post("resultaattypen", {**body, "toelichting": {}}, 400))
    assert broken >= {
        ("toelichting", "invalid"),
        ("nonFieldErrors", "invalid-afleidingswijze-for-procestermijn"),
        ("brondatumArchiefprocedure.datumkenmerk", "required"),
    }
    body = resultaattype_body(kind["url"], brondatumArchiefprocedure=None)
    assert faults(writer.post("resultaattypen", body, 400)) == {("brondatumArchiefprocedure", "required")}


@pytest.mark.regel("ztc-x-woorden")
def test_words_of_a_zaaktype_that_contradict_are_named(writer: Any) -> None:
    source = {"url": "https://bron.test/1", "domein": "BRON", "rsin": "000000000"}
    body = zaaktype_body(
        writer.catalogus,
        verlengingMogelijk=True,
        servicenorm="P0D",
        broncatalogus=source,
        eindeGeldigheid="2025-01-01",
    )
    assert faults(writer.post("zaaktypen", body, 400)) == {
        ("nonFieldErrors", "verlenging-mismatch"),
        ("nonFieldErrors", "date-mismatch"),
        ("nonFieldErrors", "invalid-bronzaaktype-for-broncatalogus"),
        ("servicenorm", "empty-duration"),
    }


@pytest.mark.regel("ztc-x-uniek")
def test_keys_are_given_out_once(writer: Any) -> None:
    catalogus = {"domein": "NOG", "rsin": "000000000", "contactpersoonBeheerNaam": "B"}
    writer.post("catalogussen", catalogus)
    assert faults(writer.post("catalogussen", catalogus, 400)) == {("nonFieldErrors", "unique")}
    kind = writer.post("zaaktypen", zaaktype_body(writer.catalogus))
    for path, body in PARTS.items():
        if path == "zaakobjecttypen":
            continue
        writer.post(path, {**body, "zaaktype": kind["url"]})
        again = faults(writer.post(path, {**body, "zaaktype": kind["url"]}, 400))
        assert again == {("nonFieldErrors", "unique")}, path


def test_a_type_in_use_is_not_deleted_even_by_force(given: Any, application: Any) -> None:
    zaak = given.zaak()
    app = application()
    place = f"{PLACE}/zaaktypen/{zaak.zaaktype_id}"
    assert faults(app.send("delete", place, None, 400).data) == {("nonFieldErrors", "pending-relations")}
    app.get(place)


@pytest.mark.parametrize("component", ["zrc", "drc"])
@pytest.mark.regel("ztc-014")
def test_ztc_014_who_reads_zaken_or_documents_reads_the_catalogus(
    given: Any, application: Any, component: str
) -> None:
    given.zaaktype()
    scope = {"zrc": "zaken.lezen", "drc": "documenten.lezen"}[component]
    app = application(**{component: ([scope], "KAP", "zeer_geheim")})
    assert app.get(f"{PLACE}/zaaktypen").data["count"] == 1
    assert app.get(f"{PLACE}/statustypen").data["count"] == 3
    app.send("post", f"{PLACE}/catalogussen", {}, 403)


FILTERS = {
    "catalogussen": ("domein=OWO", "domein__in=OWO,X", "rsin=851000010", "rsin__in=1,851000010"),
    "zaaktypen": ("catalogus={catalogus}", "identificatie=KAP", "status=definitief", "trefwoorden=boom,eik"),
    "informatieobjecttypen": ("catalogus={catalogus}", "omschrijving=Bijlage", "datumGeldigheid=2026-02-01"),
    "besluittypen": ("catalogus={catalogus}", "omschrijving=Vergunning", "zaaktypen={zaaktype}"),
    "statustypen": ("zaaktype={zaaktype}", "zaaktypeIdentificatie=KAP", "datumGeldigheid=2026-02-01"),
    "resultaattypen": (
        "zaaktype={zaaktype}",
        "zaaktypeIdentificatie=KAP",
        "zaaktype_identificatie=KAP",
        "datumGeldigheid=2026-02-01",
        "datum_geldigheid=2026-02-01",
    ),
    "roltypen": ("zaaktype={zaaktype}", "omschrijvingGeneriek=initiator", "zaaktypeIdentificatie=KAP"),
    "eigenschappen": ("zaaktype={zaaktype}", "zaaktypeIdentificatie=KAP", "status=alles"),
    "zaaktype-informatieobjecttypen": (
        "zaaktype={zaaktype}",
        "informatieobjecttype={document}",
        "informatieobjecttype=Bijlage",
        "richting=inkomend",
        "status=definitief",
    ),
    "zaakobjecttypen": (
        "anderObjecttype=false",
        "catalogus={catalogus}",
        "datumBeginGeldigheid=2026-01-01",
        "objecttype=https://objecttypen.voorbeeld.test/perceel",
        "relatieOmschrijving=staat op",
        "zaaktype={zaaktype}",
        "zaaktypeIdentificatie=KAP",
        "datumGeldigheid=2026-02-01",
    ),
}
NOTHING = {
    "zaaktypen": ("datumGeldigheid=2025-12-31", "trefwoorden=steen"),
    "informatieobjecttypen": ("datumGeldigheid=2025-12-31",),
    "resultaattypen": ("datum_geldigheid=2025-12-31", "datumGeldigheid=2025-12-31"),
    "zaakobjecttypen": ("anderObjecttype=true", "datumEindeGeldigheid=2026-01-01"),
    "zaaktype-informatieobjecttypen": ("informatieobjecttype=Brief", "richting=intern"),
}


@pytest.mark.parametrize("path", sorted(FILTERS))
def test_every_filter_of_the_contract_finds_what_it_names(given: Any, application: Any, path: str) -> None:
    kind = given.zaaktype(trefwoorden=["boom"])
    names = {
        "catalogus": f"{BASE}{PLACE}/catalogussen/{given.catalogus().id}",
        "zaaktype": f"{BASE}{PLACE}/zaaktypen/{kind.id}",
        "document": f"{BASE}{PLACE}/informatieobjecttypen/{kind.informatieobjecttype.id}",
    }
    app = application(ztc=READ)
    for query in FILTERS[path]:
        assert app.get(f"{PLACE}/{path}?{query.format(**names)}").data["count"] > 0, query
    for query in NOTHING.get(path, ()):
        assert app.get(f"{PLACE}/{path}?{query}").data["count"] == 0, query
