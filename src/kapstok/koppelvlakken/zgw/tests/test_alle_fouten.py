"""Faults of form, of addresses and of rules come in one answer, also when a rule had the first word."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from kapstok.magazijnen.zaken import services as s

BASE = "http://ooststellingwerf.localhost"
API = f"{BASE}/zaken/api/v1"
RSIN = "851000010"
WRONG = {"not": "a moment"}


def url(path: str, row: Any, api: str = "catalogi") -> str:
    return f"{BASE}/{api}/api/v1/{path}/{row}"


def faults(answer: Any) -> set[tuple[str, str]]:
    return {(p["name"], p["code"]) for p in answer.data["invalidParams"]}


@pytest.fixture
def kind(given: Any) -> Any:
    return given.zaaktype()


@pytest.fixture
def other(given: Any) -> Any:
    return given.zaaktype()


@pytest.fixture
def app(application: Any) -> Any:
    return application()


@pytest.fixture
def zaak(app: Any, kind: Any) -> str:
    body = {"bronorganisatie": RSIN, "verantwoordelijkeOrganisatie": RSIN, "startdatum": "2026-11-23"}
    return app.send("post", f"{API}/zaken", {**body, "zaaktype": url("zaaktypen", kind.id)}).data["url"]


@pytest.mark.regel("zgw-x-fouten", "zrc-002", "zrc-011", "zrc-013", "zrc-014", "zrc-015", "zrc-022")
def test_form_address_and_rules_of_a_new_zaak_are_told_together(app: Any, kind: Any, zaak: str) -> None:
    number = app.get(zaak).data["identificatie"]
    body = {
        "zaaktype": url("zaaktypen", kind.id),
        "bronorganisatie": RSIN,
        "verantwoordelijkeOrganisatie": "123456789",
        "identificatie": number,
        "hoofdzaak": zaak,
        "betalingsindicatie": "nvt",
        "laatsteBetaaldatum": "2026-01-01T00:00:00Z",
        "productenOfDiensten": ["https://voorbeeld.test/product/1"],
        "relevanteAndereZaken": [{"url": f"{API}/zaken/{uuid4()}", "aardRelatie": "vervolg"}],
        "archiefstatus": "overgedragen",
    }
    rules = {
        ("identificatie", "identificatie-niet-uniek"),
        ("hoofdzaak", "invalid-deelzaaktype"),
        ("laatsteBetaaldatum", "betaling-nvt"),
        ("productenOfDiensten", "invalid-products-services"),
        ("archiefnominatie", "archiefnominatie-not-set"),
        ("archiefactiedatum", "archiefactiedatum-not-set"),
    }
    form = {
        ("startdatum", "required"),
        ("verantwoordelijkeOrganisatie", "invalid"),
        ("relevanteAndereZaken.0.url", "bad-url"),
    }
    assert faults(app.send("post", f"{API}/zaken", body, 400)) == rules | form
    whole = {**body, "startdatum": "2026-11-23", "verantwoordelijkeOrganisatie": RSIN}
    del whole["relevanteAndereZaken"]
    assert faults(app.send("post", f"{API}/zaken", whole, 400)) == rules


@pytest.mark.regel("zrc-002", "zrc-013", "zrc-014")
def test_a_fixed_field_does_not_hide_the_other_faults_of_a_change(app: Any, zaak: str) -> None:
    changes = {
        "identificatie": "ANDERS-1",
        "hoofdzaak": zaak,
        "betalingsindicatie": "nvt",
        "laatsteBetaaldatum": "2026-01-01T00:00:00Z",
    }
    rules = {
        ("identificatie", "wijzigen-niet-toegelaten"),
        ("hoofdzaak", "self-forbidden"),
        ("laatsteBetaaldatum", "betaling-nvt"),
    }
    assert faults(app.send("patch", zaak, changes, 400)) == rules
    form = {("startdatum", "invalid")}
    assert faults(app.send("patch", zaak, {**changes, "startdatum": "gisteren"}, 400)) == rules | form


def _bodies(given: Any, kind: Any, other: Any, zaak: str) -> dict[str, tuple[dict[str, Any], set[Any], str]]:
    """Per resource: a body, what the rules have against it, and a member that can be broken besides."""
    linked = given.document(kind).informatieobject_id
    s.link_document(UUID(zaak[-36:]), linked, actor=given.actor)
    document = url("enkelvoudiginformatieobjecten", linked, "documenten")
    return {
        "statussen": (
            {
                "statustype": url("statustypen", other.statustypen[2].id),
                "datumStatusGezet": "2100-01-01T00:00:00Z",
                "statustoelichting": "",
            },
            {
                ("nonFieldErrors", "zaaktype-mismatch"),
                ("datumStatusGezet", "date-in-future"),
                ("nonFieldErrors", "resultaat-does-not-exist"),
                ("nonFieldErrors", "indicatiegebruiksrecht-unset"),
            },
            "statustoelichting",
        ),
        "resultaten": (
            {"resultaattype": url("resultaattypen", other.resultaattypen[0].id), "toelichting": ""},
            {("nonFieldErrors", "zaaktype-mismatch")},
            "toelichting",
        ),
        "rollen": (
            {
                "roltype": url("roltypen", other.roltypen["initiator"].id),
                "betrokkeneType": "natuurlijk_persoon",
                "roltoelichting": "",
                "beginGeldigheid": "2026-02-01",
                "eindeGeldigheid": "2026-01-01",
            },
            {
                ("nonFieldErrors", "zaaktype-mismatch"),
                ("nonFieldErrors", "invalid-betrokkene"),
                ("eindeGeldigheid", "date-mismatch"),
            },
            "roltoelichting",
        ),
        "zaakobjecten": (
            {"objectType": "overige", "relatieomschrijving": ""},
            {
                ("nonFieldErrors", "invalid-zaakobject"),
                ("objectTypeOverige", "missing-object-type-overige"),
            },
            "relatieomschrijving",
        ),
        "zaakinformatieobjecten": (
            {"informatieobject": document, "titel": ""},
            {("nonFieldErrors", "unique")},
            "titel",
        ),
        "zaakeigenschappen": (
            {"eigenschap": url("eigenschappen", other.eigenschappen["kapdatum"].id), "waarde": "x"},
            {("nonFieldErrors", "zaaktype-mismatch")},
            "waarde",
        ),
    }


@pytest.mark.parametrize(
    "path",
    ["statussen", "resultaten", "rollen", "zaakobjecten", "zaakinformatieobjecten", "zaakeigenschappen"],
)
@pytest.mark.regel(
    "zgw-x-fouten", "zrc-003", "zrc-016", "zrc-018", "zrc-019", "zrc-020", "zrc-x-object", "zrc-x-rol"
)
def test_below_a_zaak_form_and_rules_are_told_together(
    given: Any, app: Any, kind: Any, other: Any, zaak: str, path: str
) -> None:
    body, rules, member = _bodies(given, kind, other, zaak)[path]
    place = f"{zaak}/{path}" if path == "zaakeigenschappen" else f"{API}/{path}"
    told = faults(app.send("post", place, {"zaak": zaak, **body}, 400))
    assert told == rules
    broken = faults(app.send("post", place, {"zaak": zaak, **body, member: WRONG}, 400))
    assert broken == rules | {(member, "invalid")}


@pytest.mark.regel("zrc-018")
def test_zrc_018_address_and_body_name_the_same_zaak(given: Any, app: Any, kind: Any, zaak: str) -> None:
    body = {"eigenschap": url("eigenschappen", kind.eigenschappen["kapdatum"].id), "waarde": "20261201"}
    elsewhere = url("zaken", given.zaak(kind).id, "zaken")
    place = f"{zaak}/zaakeigenschappen"
    refused = app.send("post", place, {**body, "zaak": elsewhere}, 400)
    assert faults(refused) == {("zaak", "zaak-mismatch")}
    assert app.get(place).data == []
    assert app.get(f"{elsewhere}/zaakeigenschappen").data == []
    assert app.send("post", place, body).data["zaak"] == zaak


def test_a_refusal_about_rights_says_nothing_of_the_rest(given: Any, application: Any, kind: Any) -> None:
    zaak = given.zaak(kind)
    limited = application(zrc=(["zaken.lezen", "zaken.bijwerken"], "KAP", "zeer_geheim"))
    place = url("zaken", zaak.id, "zaken")
    app = application()
    app.send(
        "post",
        f"{API}/resultaten",
        {"zaak": place, "resultaattype": url("resultaattypen", kind.resultaattypen[0].id)},
    )
    app.send(
        "post",
        f"{API}/statussen",
        {
            "zaak": place,
            "statustype": url("statustypen", kind.statustypen[2].id),
            "datumStatusGezet": "2026-11-24T10:00:00Z",
        },
    )
    refused = limited.send("patch", place, {"identificatie": "X", "hoofdzaak": place}, 403)
    assert refused.data["code"] == "permission_denied"
    assert "invalidParams" not in refused.data


@pytest.mark.regel("zgw-x-fouten", "brc-002", "brc-x-datum")
def test_form_and_rules_of_a_besluit_are_told_together(given: Any, app: Any, kind: Any, zaak: str) -> None:
    place = f"{BASE}/besluiten/api/v1/besluiten"
    body = {
        "besluittype": url("besluittypen", kind.besluittype.id),
        "verantwoordelijkeOrganisatie": RSIN,
        "identificatie": "B-1",
        "datum": "2026-11-23",
        "ingangsdatum": "2026-11-24",
    }
    first = app.send("post", place, {**body, "zaak": zaak}).data["url"]
    rules = {("identificatie", "identificatie-niet-uniek"), ("datum", "future_not_allowed")}
    again = {**body, "datum": "2100-01-01"}
    assert faults(app.send("post", place, again, 400)) == rules
    broken = faults(app.send("post", place, {**again, "ingangsdatum": "x"}, 400))
    assert broken == rules | {("ingangsdatum", "invalid")}
    changes = {"identificatie": "B-2", "datum": "2100-01-01", "ingangsdatum": "x"}
    assert faults(app.send("patch", first, changes, 400)) == {
        ("identificatie", "wijzigen-niet-toegelaten"),
        ("datum", "future_not_allowed"),
        ("ingangsdatum", "invalid"),
    }


def test_the_rules_say_nothing_of_a_zaak_that_is_out_of_reach(
    given: Any, application: Any, app: Any, kind: Any, zaak: str
) -> None:
    other = given.zaaktype(identificatie="ANDERS")
    limited = application(zrc=(["zaken.lezen", "zaken.bijwerken", "zaken.aanmaken"], "ANDERS", "zeer_geheim"))
    statustype = url("statustypen", other.statustypen[0].id)
    status = {"zaak": zaak, "statustype": statustype, "datumStatusGezet": WRONG}
    resultaat = {
        "zaak": zaak,
        "resultaattype": url("resultaattypen", other.resultaattypen[0].id),
        "toelichting": 1,
    }
    for path, body, wrong in (
        ("statussen", status, "datumStatusGezet"),
        ("resultaten", resultaat, "toelichting"),
    ):
        mine = {name for name, _ in faults(limited.send("post", f"{API}/{path}", body, 400))}
        theirs = {name for name, _ in faults(app.send("post", f"{API}/{path}", body, 400))}
        assert mine == {wrong}
        assert theirs > mine, "to who may see the zaak the rules do speak"
