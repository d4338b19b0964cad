"""The other side of a relation is made and taken away in the register of somebody else, or nothing happens here."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import jwt
import pytest

from kapstok.koppelvlakken.zgw.tests.test_elders import BESLUITEN, CATALOGI, ZAKEN, _besluit, _faults
from kapstok.koppelvlakken.zgw.tests.test_zaken import new_zaak, rol, status
from kapstok.platform.events.dispatch import deliver_all, replay
from kapstok.platform.events.models import Delivery

assert new_zaak  # a fixture
SECRET = "geheim-van-de-andere-kant-32-tekens"
DRC, ZRC = "/documenten/api/v1", "/zaken/api/v1"
DOCUMENT, ZAAK = f"{DRC}/enkelvoudiginformatieobjecten/1", f"{ZRC}/zaken/1"


class Elders:
    """A register that keeps one document and one zaak, and the relations that are made with them."""

    def __init__(self) -> None:
        self.there: dict[str, Any] = {}
        self.relations: dict[str, dict[str, str]] = {}
        self.tokens: list[str] = []
        self.broken = False
        self.only = ""  # an informatieobject: nothing about anything else is taken over
        house = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked = urlsplit(self.path)
                if asked.path in house.there:
                    return self.tell(200, house.there[asked.path])
                wanted = {k: v[0] for k, v in parse_qs(asked.query).items()}
                rows = [
                    r
                    for place, r in house.relations.items()
                    if place.rpartition("/")[0] == asked.path and wanted.items() <= r.items()
                ]
                return self.tell(200, rows)

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if house.broken or (house.only and body.get("informatieobject") != house.only):
                    return self.tell(400, {"invalidParams": [{"code": "inconsistent-relation"}]})
                place = f"{self.path}/{len(house.relations) + 1}"
                house.relations[place] = {"url": f"http://heet.daar.anders.test{place}", **body}
                return self.tell(201, house.relations[place])

            def do_DELETE(self) -> None:
                if house.broken:
                    return self.tell(503, {})
                return self.tell(204 if house.relations.pop(self.path, None) else 404, None)

            def tell(self, status: int, body: Any) -> None:
                house.tokens.append(self.headers["Authorization"])
                text = b"" if body is None else json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def said(self) -> list[dict[str, str]]:
        return [{k: v for k, v in row.items() if k != "url"} for row in self.relations.values()]


@pytest.fixture
def kind(given: Any) -> Any:
    return given.zaaktype()


@pytest.fixture
def elders(given: Any, kind: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Elders]:
    """In the list of registers, with a key of ours."""
    import msgspec

    from kapstok.magazijnen.documenten.models import EnkelvoudigInformatieObject
    from kapstok.magazijnen.registers.services import Gegevens, add_register
    from kapstok.platform.config import settings
    from kapstok.platform.http import outward

    house = Elders()
    own = EnkelvoudigInformatieObject.objects.get(id=given.document(kind).informatieobject_id)
    soort = f"{CATALOGI}/informatieobjecttypen/{own.informatieobjecttype_id}"
    house.there[DOCUMENT] = {"url": "x", "titel": "Foto", "informatieobjecttype": soort}
    house.there[ZAAK] = {"url": "x", "identificatie": "Z-1", "zaaktype": f"{CATALOGI}/zaaktypen/{kind.id}"}
    trusting = msgspec.structs.replace(settings, vertrouwde_hosts=house.base.removeprefix("http://"))
    monkeypatch.setattr(outward, "settings", trusting)
    for place, soort in ((DRC, "documenten"), (ZRC, "zaken")):
        typed = Gegevens("Buren", house.base + place, soort, "zgw", "kapstok", SECRET)
        add_register(typed, actor=given.actor)
    yield house
    house.server.shutdown()
    house.server.server_close()


@pytest.mark.regel("zrc-005")
def test_a_document_elsewhere_knows_our_zaak_as_long_as_it_belongs_to_it(
    given: Any, application: Any, kind: Any, elders: Elders
) -> None:
    app, zaak = application(), f"{ZAKEN}/zaken/{given.zaak(kind).id}"
    document = elders.base + DOCUMENT
    body = {"zaak": zaak, "informatieobject": document}
    made = app.send("post", f"{ZAKEN}/zaakinformatieobjecten", body).data
    assert elders.said == [{"object": zaak, "informatieobject": document, "objectType": "zaak"}]
    assert [*elders.relations] == [f"{DRC}/objectinformatieobjecten/1"]
    token = elders.tokens[-1].removeprefix("Bearer ")
    assert jwt.decode(token, SECRET, algorithms=["HS256"])["client_id"] == "kapstok"
    app.send("delete", made["url"], expect=204)
    assert elders.said == []
    app.send("post", f"{ZAKEN}/zaakinformatieobjecten", body)
    app.send("delete", zaak, expect=204)
    deliver_all(1)
    assert elders.said == []


@pytest.mark.regel("zrc-005")
def test_what_the_other_register_does_not_take_over_does_not_happen_here_either(
    given: Any, application: Any, kind: Any, elders: Elders
) -> None:
    app, zaak = application(), f"{ZAKEN}/zaken/{given.zaak(kind).id}"
    place, body = (
        f"{ZAKEN}/zaakinformatieobjecten",
        {"zaak": zaak, "informatieobject": elders.base + DOCUMENT},
    )
    elders.broken = True
    refused = app.send("post", place, body, 400)
    assert _faults(refused) == [("informatieobject", "pending-relations")]
    assert "status 400, inconsistent-relation" in refused.data["invalidParams"][0]["reason"]
    assert app.get(f"{place}?zaak={zaak}").data == []
    elders.broken = False
    made = app.send("post", place, {**body, "titel": "Boom"}).data
    elders.broken = True
    assert _faults(app.send("delete", made["url"], expect=400)) == [("nonFieldErrors", "pending-relations")]
    assert app.get(made["url"]).data == made


def test_what_goes_for_good_here_goes_there_as_soon_as_that_register_lets_it(
    given: Any, application: Any, kind: Any, elders: Elders
) -> None:
    app, zaak = application(), f"{ZAKEN}/zaken/{given.zaak(kind).id}"
    body = {"zaak": zaak, "informatieobject": elders.base + DOCUMENT}
    app.send("post", f"{ZAKEN}/zaakinformatieobjecten", body)
    elders.broken = True
    app.send("delete", zaak, expect=204)
    deliver_all(1)
    [waiting] = Delivery.objects.filter(consumer="registers.spiegel")
    assert (waiting.state, waiting.error) == ("wacht", "NotTaken: status 503")
    assert len(elders.relations) == 1
    elders.broken = False
    replay([str(waiting.id)])
    deliver_all(1)
    assert elders.said == []


def test_destruction_takes_the_relations_away_in_other_registers_too(
    given: Any, application: Any, kind: Any, elders: Elders
) -> None:
    from kapstok.magazijnen.besluiten.destroy import destroy_besluiten_of
    from kapstok.magazijnen.zaken.destroy import destroy_zaken

    app, zaak = application(), given.zaak(kind)
    address = f"{ZAKEN}/zaken/{zaak.id}"
    besluit = app.send("post", f"{BESLUITEN}/besluiten", _besluit(kind, zaak=address)).data["url"]
    document = elders.base + DOCUMENT
    app.send("post", f"{ZAKEN}/zaakinformatieobjecten", {"zaak": address, "informatieobject": document})
    place = f"{BESLUITEN}/besluitinformatieobjecten"
    app.send("post", place, {"besluit": besluit, "informatieobject": document})
    assert {row["object"] for row in elders.said} == {address, besluit}
    ground = uuid4()
    destroy_besluiten_of([zaak.id], actor=given.actor, ground=ground)
    destroy_zaken([zaak.id], actor=given.actor, ground=ground)
    deliver_all(1)
    assert elders.said == []


def test_of_a_call_with_everything_nothing_stays_when_one_part_is_refused_elsewhere(
    application: Any, kind: Any, new_zaak: dict[str, Any], elders: Elders
) -> None:
    app, document = application(), elders.base + DOCUMENT
    elders.there[f"{DRC}/enkelvoudiginformatieobjecten/2"] = elders.there[DOCUMENT]
    elders.only = document  # the second document is refused
    documents = [{"informatieobject": document}, {"informatieobject": document[:-1] + "2"}]
    whole = {"zaak": new_zaak, "status": status(kind, 0), "rollen": [rol(kind, "initiator")]}
    body = {**whole, "zaakinformatieobjecten": documents}
    refused = app.send("post", f"{ZAKEN}/zaak_registreren", body, 400)
    assert _faults(refused) == [("zaakinformatieobjecten.1.informatieobject", "pending-relations")]
    assert app.get(f"{ZAKEN}/zaken").data["count"] == 0
    deliver_all(1)
    assert elders.said == []
    elders.only = ""
    made = app.send("post", f"{ZAKEN}/zaak_registreren", body, 201).data
    assert [row["object"] for row in elders.said] == [made["zaak"]["url"]] * 2


def test_of_a_besluit_with_its_documents_nothing_stays_when_its_zaak_elsewhere_refuses(
    application: Any, kind: Any, elders: Elders
) -> None:
    app, zaak = application(), elders.base + ZAAK
    elders.only = elders.base + DOCUMENT  # the zaak does not follow, the document does
    besluit = _besluit(kind, zaak=zaak)
    body = {"besluit": besluit, "besluitinformatieobjecten": [{"informatieobject": elders.base + DOCUMENT}]}
    refused = app.send("post", f"{BESLUITEN}/besluit_verwerken", body, 400)
    assert _faults(refused) == [("besluit.zaak", "pending-relations")]
    assert app.get(f"{BESLUITEN}/besluiten?zaak={zaak}").data["count"] == 0
    deliver_all(1)
    assert elders.said == []


def test_a_relation_that_was_made_there_already_is_as_good(
    given: Any, application: Any, kind: Any, elders: Elders
) -> None:
    app, zaak = application(), f"{ZAKEN}/zaken/{given.zaak(kind).id}"
    document = elders.base + DOCUMENT
    there = {"url": "http://x.test/7", "object": zaak, "informatieobject": document, "objectType": "zaak"}
    elders.relations[f"{DRC}/objectinformatieobjecten/7"] = there
    elders.broken = True
    app.send("post", f"{ZAKEN}/zaakinformatieobjecten", {"zaak": zaak, "informatieobject": document})
    assert len(elders.relations) == 1


@pytest.mark.regel("brc-005")
def test_a_document_elsewhere_knows_our_besluit(application: Any, kind: Any, elders: Elders) -> None:
    app = application()
    besluit = app.send("post", f"{BESLUITEN}/besluiten", _besluit(kind)).data["url"]
    document, place = elders.base + DOCUMENT, f"{BESLUITEN}/besluitinformatieobjecten"
    body = {"besluit": besluit, "informatieobject": document}
    made = app.send("post", place, body).data
    relation = {"object": besluit, "informatieobject": document, "objectType": "besluit"}
    assert elders.said == [relation]
    elders.broken = True
    assert _faults(app.send("delete", made["url"], expect=400)) == [("nonFieldErrors", "pending-relations")]
    assert app.get(f"{place}?besluit={besluit}").data == [made]
    elders.broken = False
    app.send("delete", made["url"], expect=204)
    assert elders.said == []
    app.send("post", place, body)
    app.send("delete", besluit, expect=204)
    deliver_all(1)
    assert elders.said == []


@pytest.mark.regel("brc-006", "brc-009")
def test_a_zaak_elsewhere_knows_our_besluit(application: Any, kind: Any, elders: Elders) -> None:
    app, place, zaak = application(), f"{BESLUITEN}/besluiten", elders.base + ZAAK
    elders.broken = True
    refused = app.send("post", place, _besluit(kind, zaak=zaak), 400)
    assert _faults(refused) == [("zaak", "pending-relations")]
    assert app.get(f"{place}?zaak={zaak}").data["count"] == 0
    elders.broken = False
    made = app.send("post", place, _besluit(kind, zaak=zaak)).data
    assert [*elders.relations] == [f"{ZAAK}/besluiten/1"]
    assert elders.said == [{"besluit": made["url"]}]
    elders.broken = True
    change = {"zaak": "", "toelichting": "Nieuw"}
    assert _faults(app.send("patch", made["url"], change, 400)) == [("zaak", "pending-relations")]
    kept = app.get(made["url"]).data
    assert (kept["zaak"], kept["toelichting"]) == (zaak, "")
    elders.broken = False
    app.send("patch", made["url"], change, 200)
    assert elders.said == []
    app.send("patch", made["url"], {"zaak": zaak}, 200)
    assert elders.said == [{"besluit": made["url"]}]
    app.send("delete", made["url"], expect=204)
    deliver_all(1)
    assert elders.said == []


def test_a_register_that_is_not_in_the_list_is_never_written_to(
    given: Any, application: Any, kind: Any, elders: Elders
) -> None:
    from kapstok.magazijnen.registers.models import ExternRegister

    ExternRegister.objects.all().delete()
    app, zaak = application(), f"{ZAKEN}/zaken/{given.zaak(kind).id}"
    body = {"zaak": zaak, "informatieobject": elders.base + DOCUMENT}
    app.send("post", f"{ZAKEN}/zaakinformatieobjecten", body)
    assert elders.said == []
    assert set(elders.tokens) == {None}


def test_the_zaak_names_its_documents_elsewhere_without_asking_for_them(
    given: Any, application: Any, kind: Any, elders: Elders
) -> None:
    from kapstok.magazijnen.zaken.elders import documents_elsewhere
    from kapstok.platform.db import tenant_scope

    zaak = given.zaak(kind)
    body = {"zaak": f"{ZAKEN}/zaken/{zaak.id}", "informatieobject": elders.base + DOCUMENT}
    application().send("post", f"{ZAKEN}/zaakinformatieobjecten", body)
    asked = len(elders.tokens)
    [found] = documents_elsewhere(zaak.id)
    assert (found["url"], found["titel"], found["register"]) == (elders.base + DOCUMENT, "Foto", "Buren")
    assert len(elders.tokens) == asked
    with tenant_scope(2):
        assert documents_elsewhere(zaak.id) == []
