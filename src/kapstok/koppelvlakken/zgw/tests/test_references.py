"""Addresses of other registers: existence and shape, only of registers that the installation trusts."""

from typing import Any
from uuid import uuid4

import pytest

BASE = "http://ooststellingwerf.localhost"
RSIN = "851000010"


def _body(kind: Any, **more: Any) -> dict[str, Any]:
    return {
        "zaaktype": f"{BASE}/catalogi/api/v1/zaaktypen/{kind.id}",
        "bronorganisatie": RSIN,
        "verantwoordelijkeOrganisatie": RSIN,
        "startdatum": "2026-11-23",
        **more,
    }


def _faults(answer: Any) -> list[tuple[str, str]]:
    return [(p["name"], p["code"]) for p in answer.data["invalidParams"]]


@pytest.mark.regel("zrc-010", "zgw-x-verwijzing")
def test_zrc_010_the_channel_exists_and_is_one(given: Any, application: Any, register: Any) -> None:
    kind, app = given.zaaktype(), application()
    place, field = "/zaken/api/v1/zaken", "communicatiekanaal"
    made = app.send("post", place, _body(kind, communicatiekanaal=register("/kanaal"))).data
    assert made[field] == register("/kanaal")
    for url, code in (
        (register("/er-niet"), "bad-url"),
        (register("/zaak"), "invalid-resource"),
        ("https://elders.voorbeeld.test/kanaal", "unknown-service"),
        (f"{BASE}/zaken/api/v1/zaken/{uuid4()}", "bad-url"),
        (made["url"], "invalid-resource"),
    ):
        refused = app.send("post", place, _body(kind, communicatiekanaal=url), 400)
        assert _faults(refused) == [(field, code)], url


@pytest.mark.regel("zrc-011")
def test_zrc_011_another_zaak_stands_here_or_elsewhere(given: Any, application: Any, register: Any) -> None:
    kind, app = given.zaaktype(), application()
    place, name = "/zaken/api/v1/zaken", "relevanteAndereZaken"
    here = f"{BASE}{place}/{given.zaak(kind).id}"

    def related(url: str) -> list[dict[str, str]]:
        return [{"url": url, "aardRelatie": "vervolg"}]

    for url in (here, register("/zaak")):
        made = app.send("post", place, _body(kind, **{name: related(url)})).data
        assert [r["url"] for r in made[name]] == [url]
        assert app.get(made["url"]).data[name] == made[name]
    for url, code in (
        (f"{BASE}{place}/{uuid4()}", "bad-url"),
        (register("/kanaal"), "invalid-resource"),
        ("https://elders.voorbeeld.test/zaken/1", "unknown-service"),
    ):
        refused = app.send("post", place, _body(kind, **{name: related(url)}), 400)
        assert _faults(refused) == [(f"{name}.0.url", code)], url


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/zaak", "http://169.254.169.254/", "http://[::1]:1/zaak"])
@pytest.mark.regel("zgw-x-verwijzing")
def test_our_own_network_is_not_looked_into(given: Any, application: Any, register: Any, url: str) -> None:
    refused = application().send(
        "post", "/zaken/api/v1/zaken", _body(given.zaaktype(), communicatiekanaal=url), 400
    )
    assert _faults(refused) == [("communicatiekanaal", "unknown-service")]


def _sent(app: Any, zaak: Any, document: Any, kind: Any, url: str) -> list[tuple[str, str, dict[str, Any]]]:
    """A body per member that must lead to something: (path, member, body)."""
    own = f"{BASE}/zaken/api/v1/zaken/{zaak.id}"
    paper = f"{BASE}/documenten/api/v1/enkelvoudiginformatieobjecten/{document.informatieobject_id}"
    return [
        ("zaken/api/v1/zaakcontactmomenten", "contactmoment", {"zaak": own, "contactmoment": url}),
        ("zaken/api/v1/zaakverzoeken", "verzoek", {"zaak": own, "verzoek": url}),
        ("zaken/api/v1/zaakobjecten", "object", {"zaak": own, "object": url, "objectType": "pand"}),
        (
            "documenten/api/v1/objectinformatieobjecten",
            "object",
            {"informatieobject": paper, "object": url, "objectType": "verzoek"},
        ),
    ]


def test_what_a_zaak_or_document_points_to_exists(given: Any, application: Any, register: Any) -> None:
    """zrc-024, zrc-025, drc-002 and the object of a zaakobject (200)."""
    kind, app = given.zaaktype(), application()
    zaak, document = given.zaak(kind), given.document(kind)
    nowhere = f"{BASE}/zaken/api/v1/zaken/{uuid4()}"
    for url, code in (
        (register("/er-niet"), "bad-url"),
        ("https://elders.voorbeeld.test/1", "unknown-service"),
    ):
        for path, member, body in _sent(app, zaak, document, kind, url):
            assert _faults(app.send("post", f"/{path}", body, 400)) == [(member, code)], path
    for path, member, body in _sent(app, zaak, document, kind, nowhere)[:3]:
        assert _faults(app.send("post", f"/{path}", body, 400)) == [(member, "bad-url")], path
    for path, member, body in _sent(app, zaak, document, kind, register("/zaak")):
        assert app.send("post", f"/{path}", body).data[member] == register("/zaak"), path


def test_who_is_involved_is_checked_only_where_the_register_is_known(
    given: Any, application: Any, register: Any
) -> None:
    """The standard asks nothing of betrokkene: an address of a register we do not know is kept as it is."""
    kind, app = given.zaaktype(), application()
    zaak = given.zaak(kind)

    def rol(url: str) -> dict[str, Any]:
        return {
            "zaak": f"{BASE}/zaken/api/v1/zaken/{zaak.id}",
            "betrokkene": url,
            "betrokkeneType": "natuurlijk_persoon",
            "roltype": f"{BASE}/catalogi/api/v1/roltypen/{kind.roltypen['belanghebbende'].id}",
            "roltoelichting": "x",
        }

    for url in ("https://elders.voorbeeld.test/1", register("/zaak")):
        assert app.send("post", "/zaken/api/v1/rollen", rol(url)).data["betrokkene"] == url
    for url in (register("/er-niet"), f"{BASE}/zaken/api/v1/zaken/{uuid4()}"):
        refused = app.send("post", "/zaken/api/v1/rollen", rol(url), 400)
        assert _faults(refused) == [("betrokkene", "bad-url")], url


def test_expand_fetches_a_zaak_of_another_register_or_says_why_not(
    given: Any, application: Any, register: Any
) -> None:
    """zrc-027: what cannot be reached is 404, with the address and the reason."""
    from kapstok.magazijnen.zaken.models import ZaakRelatie
    from kapstok.platform.resource import outside

    outside._kept.clear()
    kind, app = given.zaaktype(), application()
    zaak = given.zaak(kind)
    row = ZaakRelatie.objects.create(zaak_id=zaak.id, url=register("/zaak"), aard_relatie="vervolg")
    place = f"/zaken/api/v1/zaken/{zaak.id}?expand=relevanteAndereZaken"
    [there] = app.get(place).data["_expand"]["relevanteAndereZaken"]
    assert there["identificatie"] == "Z-1"
    for url, why in (
        (register("/er-niet"), "antwoordt niet"),
        ("https://elders.voorbeeld.test/1", "niet bekend"),
        ("http://169.254.169.254/latest/", "niet bekend"),
    ):
        ZaakRelatie.objects.filter(id=row.id).update(url=url)
        refused = app.get(place, 404).data
        assert url in refused["detail"]
        assert why in refused["detail"]


def test_the_credentials_of_a_register_are_not_for_who_may_not_see_everything(given: Any) -> None:
    from dataclasses import replace

    from kapstok.koppelvlakken.zgw.migratie.eigen import call_of
    from kapstok.magazijnen.registers.services import Gegevens, add_register
    from kapstok.platform.resource import outside

    base = "https://zaken.voorbeeld.nl/zaken/api/v1"
    add_register(Gegevens("Buren", base, "zaken", "token", geheim="geheim"), actor=given.actor)
    from datetime import UTC, datetime

    call = call_of(1, given.actor, datetime(2026, 11, 25, tzinfo=UTC))
    limited = replace(call, caller=replace(call.caller, everything=False))
    url = f"{base}/zaken/1"
    for asked, headers in ((call, {"Authorization": "Token geheim"}), (limited, {})):
        access = outside._access(asked, url)
        assert access is not None
        assert dict(access.headers(url)) == headers
