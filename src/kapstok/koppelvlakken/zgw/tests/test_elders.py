"""Documents and zaken that stand in a register of somebody else: taken by their address, judged by the same rules."""

from typing import Any
from uuid import uuid4

import pytest

BASE = "http://ooststellingwerf.localhost"
ZAKEN, BESLUITEN = f"{BASE}/zaken/api/v1", f"{BASE}/besluiten/api/v1"
CATALOGI, DOCUMENTEN = f"{BASE}/catalogi/api/v1", f"{BASE}/documenten/api/v1"


def _faults(answer: Any) -> list[tuple[str, str]]:
    return [(p["name"], p["code"]) for p in answer.data["invalidParams"]]


@pytest.fixture
def kind(given: Any) -> Any:
    return given.zaaktype()


PAPER = "/drc/enkelvoudiginformatieobjecten/1"


@pytest.fixture
def shape(given: Any, kind: Any) -> dict[str, Any]:
    """A document elsewhere, of a type of our catalogus."""
    from kapstok.magazijnen.documenten.models import EnkelvoudigInformatieObject

    own = EnkelvoudigInformatieObject.objects.get(id=given.document(kind).informatieobject_id)
    soort = f"{CATALOGI}/informatieobjecttypen/{own.informatieobjecttype_id}"
    return {"url": "x", "titel": "Foto", "informatieobjecttype": soort}


@pytest.fixture
def paper(elders: Any, shape: dict[str, Any]) -> str:
    return str(elders(PAPER, shape))


def _besluit(kind: Any, **more: Any) -> dict[str, Any]:
    return {
        "besluittype": f"{CATALOGI}/besluittypen/{kind.besluittype.id}",
        "verantwoordelijkeOrganisatie": "851000010",
        "datum": "2026-11-23",
        "ingangsdatum": "2026-11-24",
        **more,
    }


@pytest.mark.regel("zrc-003", "zrc-004", "zrc-017")
def test_a_document_of_another_register_belongs_to_a_zaak(
    given: Any, application: Any, elders: Any, kind: Any, paper: str
) -> None:
    app, zaak = application(), given.zaak(kind)
    body = {"zaak": f"{ZAKEN}/zaken/{zaak.id}", "informatieobject": paper}
    place = f"{ZAKEN}/zaakinformatieobjecten"
    made = app.send("post", place, body).data
    assert made["informatieobject"] == paper
    assert app.get(f"{place}?informatieobject={paper}").data == [made]
    assert app.get(f"{place}?informatieobject={paper}2").data == []
    assert app.send("put", made["url"], {**body, "titel": "Boom"}, 200).data["titel"] == "Boom"
    other = elders(
        "/drc/enkelvoudiginformatieobjecten/2", {"url": "x", "titel": "", "informatieobjecttype": ""}
    )
    moved = app.send("put", made["url"], {**body, "informatieobject": other}, 400)
    assert _faults(moved) == [("informatieobject", "wijzigen-niet-toegelaten")]
    assert _faults(app.send("post", place, body, 400)) == [("nonFieldErrors", "unique")]
    strange = app.send("post", place, {**body, "informatieobject": other}, 400)
    assert ("nonFieldErrors", "missing-zaaktype-informatieobjecttype-relation") in _faults(strange)
    for url, code in (
        (elders("/drc/anders", {"url": "x"}), "invalid-resource"),
        (paper + "9", "bad-url"),
        ("https://elders.voorbeeld.test/1", "unknown-service"),
        (f"{DOCUMENTEN}/enkelvoudiginformatieobjecten/{uuid4()}", "bad-url"),
    ):
        refused = app.send("post", place, {**body, "informatieobject": url}, 400)
        assert _faults(refused) == [("informatieobject", code)], url
    app.send("delete", made["url"], expect=204)


@pytest.mark.regel("zrc-007")
def test_a_zaak_closes_when_what_its_documents_elsewhere_say_allows_it(
    given: Any, application: Any, elders: Any, kind: Any, paper: str, shape: dict[str, Any]
) -> None:
    app, zaak = application(), given.zaak(kind)
    own = f"{ZAKEN}/zaken/{zaak.id}"
    app.send("post", f"{ZAKEN}/zaakinformatieobjecten", {"zaak": own, "informatieobject": paper})
    soort = f"{CATALOGI}/resultaattypen/{kind.resultaattypen[0].id}"
    app.send("post", f"{ZAKEN}/resultaten", {"zaak": own, "resultaattype": soort})
    last = f"{CATALOGI}/statustypen/{kind.statustypen[-1].id}"
    status = {"zaak": own, "statustype": last, "datumStatusGezet": "2026-11-23T10:00:00Z"}
    refused = app.send("post", f"{ZAKEN}/statussen", status, 400)
    assert _faults(refused) == [("nonFieldErrors", "indicatiegebruiksrecht-unset")]
    elders(PAPER, {**shape, "indicatieGebruiksrecht": False, "locked": True})
    refused = app.send("post", f"{ZAKEN}/statussen", status, 400)
    assert _faults(refused) == [("nonFieldErrors", "informatieobject-locked")]
    elders(PAPER, {**shape, "indicatieGebruiksrecht": False})
    app.send("post", f"{ZAKEN}/statussen", status)


@pytest.mark.regel("brc-003", "brc-008")
def test_a_besluit_is_laid_down_in_a_document_of_another_register(
    application: Any, elders: Any, kind: Any, paper: str
) -> None:
    app = application()
    besluit = app.send("post", f"{BESLUITEN}/besluiten", _besluit(kind)).data["url"]
    body = {"besluit": besluit, "informatieobject": paper}
    place = f"{BESLUITEN}/besluitinformatieobjecten"
    made = app.send("post", place, body).data
    assert made["informatieobject"] == paper
    assert app.get(f"{place}?informatieobject={paper}").data == [made]
    assert _faults(app.send("post", place, body, 400)) == [("nonFieldErrors", "unique")]
    other = elders(
        "/drc/enkelvoudiginformatieobjecten/2", {"url": "x", "titel": "", "informatieobjecttype": ""}
    )
    strange = app.send("post", place, {**body, "informatieobject": other}, 400)
    assert _faults(strange) == [("nonFieldErrors", "missing-besluittype-informatieobjecttype-relation")]
    app.send("delete", besluit, expect=204)


@pytest.mark.regel("brc-006", "brc-007")
def test_a_besluit_is_of_a_zaak_in_another_register(
    given: Any, application: Any, elders: Any, kind: Any
) -> None:
    app, place = application(), f"{BESLUITEN}/besluiten"
    shape = {"url": "x", "identificatie": "Z-1", "zaaktype": f"{CATALOGI}/zaaktypen/{kind.id}"}
    zaak = elders("/zrc/zaken/1", shape)
    made = app.send("post", place, _besluit(kind, zaak=zaak)).data
    assert made["zaak"] == zaak
    assert [b["url"] for b in app.get(f"{place}?zaak={zaak}").data["results"]] == [made["url"]]
    assert app.get(f"{place}?zaak={zaak}1").data["count"] == 0
    own = f"{ZAKEN}/zaken/{given.zaak(kind).id}"
    for other in (own, elders("/zrc/zaken/2", shape)):
        moved = app.send("patch", made["url"], {"zaak": other}, 400)
        assert _faults(moved) == [("zaak", "wijzigen-niet-toegelaten")]
    assert app.send("patch", made["url"], {"zaak": ""}, 200).data["zaak"] == ""
    strange = elders("/zrc/zaken/3", {**shape, "zaaktype": "https://elders.voorbeeld.test/1"})
    refused = app.send("post", place, _besluit(kind, zaak=strange), 400)
    assert _faults(refused) == [("nonFieldErrors", "zaaktype-mismatch")]
    nothing = app.send("post", place, _besluit(kind, zaak=strange + "9"), 400)
    assert _faults(nothing) == [("zaak", "bad-url")]


@pytest.mark.regel("drc-002", "drc-003", "drc-004")
def test_another_register_keeps_a_zaak_of_which_we_keep_the_document(
    given: Any, application: Any, elders: Any, kind: Any
) -> None:
    app, place = application(), f"{DOCUMENTEN}/objectinformatieobjecten"
    document = f"{DOCUMENTEN}/enkelvoudiginformatieobjecten/{given.document(kind).informatieobject_id}"
    zaak = elders("/zrc/zaken/1", {"url": "x", "identificatie": "Z-1", "zaaktype": "x"})
    body = {"informatieobject": document, "object": zaak, "objectType": "zaak"}
    refused = app.send("post", place, body, 400)
    assert _faults(refused) == [("nonFieldErrors", "inconsistent-relation")]
    elders("/zrc/zaakinformatieobjecten", [{"url": "x"}])
    made = app.send("post", place, body).data
    assert made["object"] == zaak
    assert app.get(f"{place}?object={zaak}").data == [made]
    assert _faults(app.send("post", place, body, 400)) == [("nonFieldErrors", "unique")]
    still = app.send("delete", made["url"], expect=400)
    assert _faults(still) == [("nonFieldErrors", "remote-relation-exists")]
    elders("/zrc/zaakinformatieobjecten", [])
    app.send("delete", made["url"], expect=204)
