"""How often a write waits for the database (docs/besluiten/0010): that number decides its cost, and is kept here."""

import base64
import itertools
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kapstok.magazijnen.autorisaties import bearer
from kapstok.platform.db.later import send_waiting
from kapstok.platform.tenancy import registry

API = "http://ooststellingwerf.localhost/zaken/api/v1"
CATALOGI = "http://ooststellingwerf.localhost/catalogi/api/v1"
RSIN = "851000010"
minutes = itertools.count()


@pytest.fixture(autouse=True)
def remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept between requests is kept for as long as a test takes, on a busy machine too."""
    monkeypatch.setattr(bearer, "KEEP_DEAF", 300.0)
    monkeypatch.setattr(registry, "KEEP_SECONDS", 300.0)


def _zaak(kind: Any) -> dict[str, Any]:
    return {
        "zaaktype": f"{CATALOGI}/zaaktypen/{kind.id}",
        "bronorganisatie": RSIN,
        "verantwoordelijkeOrganisatie": RSIN,
        "startdatum": "2026-11-23",
    }


def _status(kind: Any, zaak: str) -> dict[str, Any]:
    return {
        "zaak": zaak,
        "statustype": f"{CATALOGI}/statustypen/{kind.statustypen[1].id}",
        "datumStatusGezet": f"2026-11-23T10:{next(minutes):02}:00Z",
    }


def _trips(write: Callable[[], Any]) -> tuple[int, int]:
    """Waits in all, the one of the commit included, and how many statements went by the ORM.

    In a test what travels with the commit is sent before the savepoint of the request ends; that end itself is none.
    """
    write()  # what is remembered between requests, and prepared once, is so now
    send_waiting()
    before = connection.line.trips
    with CaptureQueriesContext(connection) as by_orm:
        write()
        waits = [s for s in connection.line._steps if s.name and b"set_config('app.tenant'" not in s.text]
    return connection.line.trips - before + bool(waits), len(by_orm)


@pytest.mark.parametrize("limited", [False, True])
def test_writing_a_zaak_or_its_status_waits_a_handful_of_times(
    given: Any, application: Any, limited: bool
) -> None:
    kind = given.zaaktype()
    scopes = ["zaken.aanmaken", "zaken.lezen", "zaken.bijwerken", "zaken.statussen.toevoegen"]
    rights = {"zrc": (scopes, "KAP", "zeer_geheim")} if limited else {}
    app = application(**rights)
    zaak = app.send("post", f"{API}/zaken", _zaak(kind)).data["url"]
    notes = itertools.count()

    def patch() -> Any:
        return app.send("patch", zaak, {"toelichting": f"Eik {next(notes)}"}, 200)

    assert _trips(lambda: app.send("post", f"{API}/zaken", _zaak(kind))) == (2, 0)
    of_status = 3 if limited else 2  # who may do everything reaches what is there, and that is known by then
    assert _trips(lambda: app.send("post", f"{API}/statussen", _status(kind, zaak))) == (of_status, 0)
    assert _trips(patch) == (2, 0)


def test_a_plain_row_below_a_zaak_waits_as_little(given: Any, application: Any) -> None:
    kind, app = given.zaaktype(), application()
    zaak = app.send("post", f"{API}/zaken", _zaak(kind)).data["url"]
    contact = {"zaak": zaak, "identificatie": "K1", "datumtijd": "2026-11-23T10:00:00Z"}
    assert _trips(lambda: app.send("post", f"{API}/klantcontacten", contact)) == (3, 0)


def test_a_document_with_its_content_waits_a_handful_of_times(given: Any, application: Any) -> None:
    app, kind = application(), given.zaaktype()
    numbers = itertools.count()

    def write() -> None:
        content = base64.b64encode(f"Tekening {next(numbers)}".encode())
        body = {
            "bronorganisatie": RSIN,
            "creatiedatum": "2026-11-23",
            "titel": "Tekening",
            "auteur": "Proef",
            "taal": "nld",
            "informatieobjecttype": f"{CATALOGI}/informatieobjecttypen/{kind.informatieobjecttype.id}",
            "inhoud": content.decode(),
        }
        app.send("post", "/documenten/api/v1/enkelvoudiginformatieobjecten", body, 201)

    write()  # the rights of a new application are looked up once more behind its first use
    assert _trips(write) == (2, 0)


def test_a_next_version_of_a_document_and_its_lock_wait_as_little(given: Any, application: Any) -> None:
    app, kind = application(), given.zaaktype()
    document = given.document(kind).informatieobject_id
    place = f"/documenten/api/v1/enkelvoudiginformatieobjecten/{document}"
    notes = itertools.count()
    keys: list[str] = []

    def lock() -> None:
        if keys:
            app.send("post", f"{place}/unlock", {"lock": keys.pop()}, 204)
        keys.append(app.send("post", f"{place}/lock", None, 200).data["lock"])

    def change() -> None:
        app.send("patch", place, {"lock": keys[0], "titel": f"Eik {next(notes)}"}, 200)

    assert _trips(lock) == (9, 1)  # two requests; were there parts?
    assert _trips(change) == (4, 0)


def test_a_besluit_that_changes_and_its_documents_wait_as_little(given: Any, application: Any) -> None:
    app, kind, place = application(), given.zaaktype(), "http://ooststellingwerf.localhost/besluiten/api/v1"
    body = {
        "besluittype": f"{CATALOGI}/besluittypen/{kind.besluittype.id}",
        "verantwoordelijkeOrganisatie": RSIN,
        "datum": "2026-11-23",
        "ingangsdatum": "2026-11-24",
    }
    besluit = app.send("post", f"{place}/besluiten", body).data["url"]
    notes = itertools.count()
    change = _trips(lambda: app.send("patch", besluit, {"toelichting": f"Eik {next(notes)}"}, 200))
    assert change == (4, 0)
    papers = [given.document(kind).informatieobject_id for _ in range(4)]
    zaak = app.send("post", f"{API}/zaken", _zaak(kind)).data["url"]

    def link(path: str, **of: str) -> Any:
        root = "http://ooststellingwerf.localhost/documenten/api/v1/enkelvoudiginformatieobjecten"
        return app.send("post", path, {**of, "informatieobject": f"{root}/{papers.pop()}"})

    assert _trips(lambda: link(f"{place}/besluitinformatieobjecten", besluit=besluit)) == (5, 0)
    assert _trips(lambda: link(f"{API}/zaakinformatieobjecten", zaak=zaak)) == (5, 0)


def test_a_contact_with_a_customer_waits_as_little(application: Any) -> None:
    app, place = application(), "/klantinteracties/api/v1/klantcontacten"
    body = {"kanaal": "telefoon", "onderwerp": "Boom", "taal": "nld", "vertrouwelijk": False}
    notes = itertools.count()
    made: list[str] = []
    assert _trips(lambda: made.append(app.send("post", place, body).data["url"])) == (2, 0)
    change = _trips(lambda: app.send("patch", made[0], {"onderwerp": f"Eik {next(notes)}"}, 200))
    assert change == (3, 0)


def test_a_download_is_two_statements(everything: Any, application: Any) -> None:
    app = application()
    found = app.get("/documenten/api/v1/enkelvoudiginformatieobjecten").data["results"]
    place = next(row["inhoud"] for row in found if row["inhoud"])
    trips, by_orm = _trips(lambda: app.get(place))
    assert (trips, by_orm) == (2, 0)


def test_a_besluit_goes_without_the_orm(everything: Any, application: Any) -> None:
    app = application()
    kind = app.get("/besluiten/api/v1/besluiten").data["results"][0]["besluittype"]
    body = {
        "verantwoordelijkeOrganisatie": RSIN,
        "besluittype": kind,
        "zaak": f"{API}/zaken/{everything.id}",
        "datum": "2026-11-23",
        "ingangsdatum": "2026-11-24",
    }

    def write() -> None:
        app.send("post", "/besluiten/api/v1/besluiten", body)

    write()  # the rights of a new application are looked up once more behind its first reading
    trips, by_orm = _trips(write)
    assert by_orm == 0
    assert trips <= 9
