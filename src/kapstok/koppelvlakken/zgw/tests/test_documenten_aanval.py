"""Who tries to get at documents that are not his: by every way in."""

import base64
from typing import Any

import pytest

from kapstok.koppelvlakken.zgw.tests.documenten import BASE, PLACE, ROOT, RSIN, Document, body, content_of
from kapstok.magazijnen.autorisaties.models import Client
from kapstok.magazijnen.documenten.services import content as content_module

EVERY = [
    f"documenten.{verb}"
    for verb in (
        "lezen",
        "aanmaken",
        "bijwerken",
        "geforceerd-bijwerken",
        "lock",
        "geforceerd-unlock",
        "verwijderen",
    )
]
SECRET = "Geheim stuk"


@pytest.fixture
def kind(given: Any) -> Any:
    return given.zaaktype()


@pytest.fixture
def secret(application: Any, kind: Any, monkeypatch: Any) -> Document:
    """A confidential document with an upload under way, a verzending and gebruiksrechten."""
    monkeypatch.setattr(content_module, "PART", 4)
    document = Document(
        application(),
        kind,
        b"geheim",
        titel=SECRET,
        vertrouwelijkheidaanduiding="geheim",
        trefwoorden=["stil"],
    )
    document.lock()
    document.patch(inhoud=None, bestandsomvang=8)
    rights = {"startdatum": "2026-11-23T10:00:00Z", "omschrijvingVoorwaarden": "x"}
    sent = {
        "betrokkene": "https://partijen.test/1",
        "aardRelatie": "afzender",
        "contactPersoon": "https://partijen.test/2",
        "mijnOverheid": True,
    }
    for path, values in (("gebruiksrechten", rights), ("verzendingen", sent)):
        document.app.send("post", f"{ROOT}/{path}", {"informatieobject": document.url, **values})
    return document


def _addresses(document: Document) -> list[tuple[str, str]]:
    """Every operation on the document and on what hangs on it."""
    app, found = (
        document.app,
        [("get", f"{document.url}{tail}") for tail in ("", "?versie=1", "/download?versie=1")],
    )
    found += [("put", document.url), ("patch", document.url), ("delete", document.url)]
    found += [("post", f"{document.url}/lock"), ("post", f"{document.url}/unlock")]
    found += [("put", part["url"]) for part in document.now["bestandsdelen"]]
    for path in ("gebruiksrechten", "verzendingen"):
        answer = app.get(f"{ROOT}/{path}?informatieobject={document.url}").data
        for row in answer["results"] if isinstance(answer, dict) else answer:
            found += [(verb, row["url"]) for verb in ("get", "put", "patch", "delete")]
    return found


LISTS = ("enkelvoudiginformatieobjecten", "gebruiksrechten", "verzendingen", "objectinformatieobjecten")
FILTERS = ("", f"?titel={SECRET}", "?trefwoorden=stil", "?locked=true", f"?bronorganisatie={RSIN}")


def _nothing_comes_out(document: Document, thief: Any, status: int) -> None:
    for verb, url in _addresses(document):
        answer = getattr(thief.client, verb)(
            url.removeprefix(BASE), "{}" if verb != "get" else None, content_type="application/json"
        )
        assert answer.status_code == status, (verb, url, answer.content)
        assert SECRET.encode() not in answer.content
    for path in LISTS:
        rows = thief.get(f"{ROOT}/{path}").data
        assert (rows["count"], rows["results"]) == (0, []) if isinstance(rows, dict) else rows == []
    for query in FILTERS:
        assert thief.get(f"{PLACE}{query}").data["count"] == 0
    assert document.now["titel"] == SECRET


def test_another_municipality_gets_nothing(secret: Document, application: Any, as_tenant: Any) -> None:
    with as_tenant(2):
        thief = application()
    _nothing_comes_out(secret, thief, 404)


@pytest.mark.parametrize(("kind_of", "level"), [("Iets anders", "zeer_geheim"), ("Bijlage", "confidentieel")])
@pytest.mark.regel("zgw-x-rechten")
def test_an_application_gets_no_further_than_its_type_and_level(
    secret: Document, application: Any, kind_of: str, level: str
) -> None:
    _nothing_comes_out(secret, application(drc=(EVERY, kind_of, level)), 403)


@pytest.mark.regel("drc-x-publicatie")
def test_an_application_for_published_documents_gets_no_others(secret: Document, application: Any) -> None:
    thief = _published_only(application)
    _nothing_comes_out(secret, thief, 403)
    ready = Document(secret.app, _Kind(secret), isGereedVoorPublicatie=True)
    assert thief.get(ready.url).data["titel"] == "Situatietekening"
    assert thief.get(PLACE).data["count"] == 1


class _Kind:
    """The document type of a document, as the maker of bodies wants it."""

    def __init__(self, document: Document) -> None:
        self.informatieobjecttype = self
        self.id = document.made["informatieobjecttype"].rsplit("/", 1)[-1]


def _published_only(application: Any) -> Any:
    app = application(drc=(EVERY, "Bijlage", "zeer_geheim"))
    row = Client.objects.latest("id").applicatie
    row.alleen_is_gereed_voor_publicatie = True
    row.save()
    return app


@pytest.mark.regel("drc-x-versie")
def test_an_older_version_is_as_secret_as_it_was(application: Any, kind: Any) -> None:
    document = Document(
        application(), kind, b"oud en geheim", titel=SECRET, vertrouwelijkheidaanduiding="geheim"
    )
    document.lock()
    document.patch(
        vertrouwelijkheidaanduiding="openbaar", titel="Gelakt", inhoud=base64.b64encode(b"x").decode()
    )
    reader = application(drc=(["documenten.lezen"], "Bijlage", "openbaar"))
    assert reader.get(document.url).data["titel"] == "Gelakt"
    moment = document.made["beginRegistratie"].replace("+", "%2B")
    for query in ("versie=1", f"registratieOp={moment}"):
        for place in (document.url, f"{document.url}/download"):
            answer = reader.client.get(f"{place}?{query}".removeprefix(BASE))
            assert answer.status_code in {403, 404}
            assert SECRET.encode() not in answer.content
    assert content_of(reader.get(f"{document.url}/download?versie=2")) == b"x"


def test_an_older_version_that_was_not_ready_is_not_published(application: Any, kind: Any) -> None:
    document = Document(application(), kind, isGereedVoorPublicatie=False)
    document.lock()
    document.patch(isGereedVoorPublicatie=True)
    reader = _published_only(application)
    assert reader.get(document.url).data["versie"] == 2
    for tail in ("?versie=1", "/download?versie=1"):
        assert reader.client.get(f"{document.url}{tail}".removeprefix(BASE)).status_code in {403, 404}


def test_nothing_is_made_above_ones_level(application: Any, kind: Any) -> None:
    writer = application(drc=(EVERY, "Bijlage", "openbaar"))
    writer.send("post", PLACE, body(kind, vertrouwelijkheidaanduiding="geheim"), 403)
    document = Document(writer, kind, vertrouwelijkheidaanduiding="openbaar")
    document.lock()
    document.patch(403, vertrouwelijkheidaanduiding="geheim")
    assert document.now["vertrouwelijkheidaanduiding"] == "openbaar"
    other = Document(application(), kind, vertrouwelijkheidaanduiding="geheim")
    rights = {"startdatum": "2026-11-23T10:00:00Z", "omschrijvingVoorwaarden": "x"}
    writer.send("post", f"{ROOT}/gebruiksrechten", {"informatieobject": other.url, **rights}, 403)
    assert other.now["indicatieGebruiksrecht"] is None


@pytest.mark.parametrize("scope", EVERY)
@pytest.mark.regel("zgw-x-scope")
def test_one_scope_opens_only_its_own_operations(secret: Document, application: Any, scope: str) -> None:
    allowed = {
        "get": {"documenten.lezen"},
        "put": {"documenten.bijwerken", "documenten.geforceerd-bijwerken"},
        "patch": {"documenten.bijwerken", "documenten.geforceerd-bijwerken"},
        "delete": {"documenten.verwijderen"},
        "lock": {"documenten.lock"},
        "unlock": {"documenten.lock", "documenten.geforceerd-unlock"},
    }
    app = application(drc=([scope], "Bijlage", "zeer_geheim"))
    for verb, url in _addresses(secret):
        if verb == "delete":
            continue  # deleting what may be deleted would end the round
        name = url.rsplit("/", 1)[-1] if verb == "post" else verb
        answer = getattr(app.client, verb)(
            url.removeprefix(BASE), "{" if verb != "get" else None, content_type="application/json"
        )
        below = "/gebruiksrechten/" in url or "/verzendingen/" in url
        scopes = allowed[name] - ({"documenten.geforceerd-bijwerken"} if below else set())
        assert (answer.status_code == 403) is (scope not in scopes), (verb, url, answer.content)
