"""An application that calls, over real HTTP paths."""

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from kapstok.magazijnen.autorisaties.tests.tokens import token
from kapstok.platform.db import tenant_scope

HOST = "ooststellingwerf.localhost"
CATALOGI = "/catalogi/api/v1"


class Application:
    """Speaks json with the APIs of one municipality.

    The test stands in the transaction of a municipality; a request does not, and finds nothing outside its own.
    """

    def __init__(self, client_id: str, secret: str, claims: dict[str, str] | None = None) -> None:
        self.client_id = client_id
        signed = token(client_id, secret, **(claims or {}))
        self.client = Client(headers={"host": HOST, "authorization": f"Bearer {signed}"})

    def get(self, url: str, expect: int = 200, **headers: str) -> Any:
        with tenant_scope(None):
            response = self.client.get(url.removeprefix(f"http://{HOST}"), headers=headers)
        return self._read(response, expect)

    def send(self, method: str, url: str, body: Any = None, expect: int = 201, **headers: str) -> Any:
        data = json.dumps(body) if body is not None else ""
        call = getattr(self.client, method)
        with tenant_scope(None):
            response = call(
                url.removeprefix(f"http://{HOST}"), data, content_type="application/json", headers=headers
            )
        return self._read(response, expect)

    def _read(self, response: Any, expect: int) -> Any:
        assert response.status_code == expect, getattr(response, "content", b"")
        if "json" in response.get("Content-Type", "") and response.content:
            response.data = response.json()
        return response


@pytest.fixture
def application(given: Any) -> Callable[..., Application]:
    """`application(zrc=(["zaken.lezen"], "KAP", "zaakvertrouwelijk"))`; without rights: everything."""
    from kapstok.magazijnen.autorisaties.models import Autorisatie
    from kapstok.magazijnen.autorisaties.models import Client as ApiClient
    from kapstok.magazijnen.autorisaties.services import add_applicatie

    kinds = {"zrc": "zaaktype", "drc": "informatieobjecttype", "brc": "besluittype", "oc": "objecttype"}

    def make(
        alles: bool = True, claims: dict[str, str] | None = None, **rights: tuple[list[str], str, str]
    ) -> Application:
        made = add_applicatie(
            label="Proef", client_id=None, secret=None, alles=alles and not rights, actor=given.actor
        )
        row = ApiClient.objects.get(client_id=made["client_id"])
        for component, (scopes, kind, level) in rights.items():
            named = {kinds[component]: kind} if component in kinds else {}
            Autorisatie.objects.create(
                applicatie_id=row.applicatie_id,
                component=component,
                scopes=scopes,
                max_vertrouwelijkheidaanduiding=level,
                **named,
            )
        return Application(made["client_id"], made["secret"], claims)

    return make


@pytest.fixture
def signed() -> Callable[..., str]:
    """`signed(client_id, secret, iat=...)`: a token."""
    return token


ADRES = {
    "identificatie": "0085200000001234",
    "wplWoonplaatsNaam": "Oosterwolde",
    "gorOpenbareRuimteNaam": "Brink",
    "huisnummer": 1,
}


def _below(zaak: Any, status: Any, actor: Any) -> None:
    """Contacts, a note and a substatus of the zaak."""
    from kapstok.magazijnen.zaken import models as m
    from kapstok.magazijnen.zaken.services import add_below

    moment = status.datum_status_gezet
    elsewhere = "https://contacten.voorbeeld.test/1"
    for model, values in (
        (m.KlantContact, {"datumtijd": moment, "identificatie": "KC1"}),
        (m.ZaakContactMoment, {"contactmoment": elsewhere}),
        (m.ZaakVerzoek, {"verzoek": elsewhere}),
        (m.SubStatus, {"status_id": status.id, "omschrijving": "Gebeld", "tijdstip": moment}),
        (
            m.ZaakNotitie,
            {"onderwerp": "Boom", "tekst": "x", "aanmaakdatum": moment, "wijzigingsdatum": moment},
        ),
    ):
        add_below(model, {"zaak_id": zaak.id, **values}, actor=actor)


def _one_of_each(given: Any, callback_url: str) -> Any:
    """One of nearly each resource; the zaak among them."""
    from datetime import UTC, datetime

    from kapstok.koppelvlakken.zgw.tests import klanten, objecten
    from kapstok.magazijnen.besluiten.services import NieuwBesluit, create_besluit
    from kapstok.magazijnen.besluiten.services import link_document as link_besluit
    from kapstok.magazijnen.documenten.models import Gebruiksrechten, Verzending
    from kapstok.magazijnen.documenten.services import add_below
    from kapstok.magazijnen.notificaties.services import create_abonnement, register_kanalen
    from kapstok.magazijnen.zaken import services as s

    kind = given.zaaktype()
    zaak = given.zaak(kind)
    given.initiator(zaak, kind)
    document = given.document(kind)
    of_document = {"informatieobject_id": document.informatieobject_id}
    rights = {"startdatum": datetime(2026, 11, 23, tzinfo=UTC), "omschrijving_voorwaarden": "Alleen hier"}
    add_below(Gebruiksrechten, {**of_document, **rights}, actor=given.actor)
    sent = {"betrokkene": "https://voorbeeld.test/p/1", "contact_persoon": "https://voorbeeld.test/p/2"}
    way = {"aard_relatie": "geadresseerde", "emailadres": "a@voorbeeld.test"}
    add_below(Verzending, {**of_document, **sent, **way}, actor=given.actor)
    s.link_document(zaak.id, document.informatieobject_id, actor=given.actor)
    s.add_eigenschap(zaak.id, kind.eigenschappen["kapdatum"].id, "20261201", actor=given.actor)
    s.add_zaakobject(zaak.id, {"object_type": "adres", "object_identificatie": ADRES}, actor=given.actor)
    moment = datetime(2026, 11, 23, 9, tzinfo=UTC)
    status = s.set_status(zaak.id, kind.statustypen[0].id, actor=given.actor, moment=moment)
    _below(zaak, status, given.actor)
    klanten.one_of_each(given.actor, moment)
    objecten.one_of_each(given.actor, zaak.id)
    s.set_resultaat(zaak.id, kind.resultaattypen[0].id, actor=given.actor)
    new = NieuwBesluit(
        besluittype_id=kind.besluittype.id, datum=moment.date(), ingangsdatum=moment.date(), zaak_id=zaak.id
    )
    link_besluit(create_besluit(new, actor=given.actor).id, document.informatieobject_id, actor=given.actor)
    register_kanalen(actor=given.actor)
    wanted = [{"naam": "zaken", "filters": {}}]
    create_abonnement(callback_url=callback_url, auth="Token x", kanalen=wanted, actor=given.actor)
    return zaak


@pytest.fixture
def everything(given: Any, ontvanger: Any) -> Any:
    """One of nearly each resource; gives the zaak."""
    return _one_of_each(given, ontvanger.url())


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: Any, actor: Any) -> Iterator[Any]:
    """As `everything`, made once for all tests of a file: what each of them does is undone after it."""
    from kapstok.site.given import Given
    from kapstok.site.ontvanger import Ontvanger
    from kapstok.site.pytest_kapstok import trusting
    from kapstok.site.start import load_listeners

    load_listeners()
    ontvanger = Ontvanger()
    with django_db_blocker.unblock(), transaction.atomic():
        with pytest.MonkeyPatch.context() as patch, tenant_scope(1):
            trusting(patch)(f"127.0.0.1:{ontvanger.port}")
            zaak = _one_of_each(Given(actor), ontvanger.url())
        yield zaak
        transaction.set_rollback(True)
    ontvanger.stop()


class _Register(BaseHTTPRequestHandler):
    """Another register, on loopback: one zaak and one channel, and what a test puts there."""

    put: dict[str, Any] = {}

    def do_GET(self) -> None:
        there = {
            "/kanaal": {"url": "x", "naam": "E-mail", "omschrijving": "Per e-mail"},
            **{f"/contact/{n}": {"url": "x", "onderwerp": "Vraag"} for n in range(3)},
            "/zaak": {"url": "x", "identificatie": "Z-1", "zaaktype": "https://elders.voorbeeld.test/1"},
        }
        found = there.get(self.path, self.put.get(self.path.split("?")[0]))
        body = json.dumps({} if found is None else found).encode()
        self.send_response(404 if found is None else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def register(trusted_server: Callable[[Any], Any]) -> Callable[[str], str]:
    """`register("/zaak")`: an address in another register, which the installation trusts."""
    server = trusted_server(_Register)
    return lambda path: f"http://127.0.0.1:{server.server_port}{path}"


@pytest.fixture
def elders(register: Callable[[str], str]) -> Iterator[Callable[[str, Any], str]]:
    """`elders("/zaken/1", {...})`: put something in that other register; gives its address."""

    def put(path: str, body: Any) -> str:
        _Register.put[path] = body
        return register(path)

    yield put
    _Register.put.clear()


@pytest.fixture
def writer(given: Any, application: Any) -> Any:
    """An application that writes, without force; and a catalogus."""
    app = application(ztc=(["catalogi.lezen", "catalogi.schrijven"], "", ""))
    app.catalogus = f"http://{HOST}{CATALOGI}/catalogussen/{given.catalogus().id}"

    def post(path: str, body: dict[str, Any], expect: int = 201) -> Any:
        return app.send("post", f"{CATALOGI}/{path}", body, expect).data

    app.post = post
    return app
