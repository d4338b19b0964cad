"""Every address of one municipality, called with the identity of another: no foreign row comes out.

Done twice: as the product is, and with the Python conditions on ownership cut out, so that only the
database stands between the municipalities.
"""

import json
import re
from urllib.parse import urlsplit

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from kapstok.diensten.brieven.templates import Inhoud, add_letter
from kapstok.diensten.formulieren.definitie import read_definition
from kapstok.diensten.formulieren.services import publish_form
from kapstok.magazijnen.autorisaties.doelbinding import BRP, give_doel
from kapstok.magazijnen.autorisaties.models import Client as ApiClient
from kapstok.magazijnen.autorisaties.services import add_applicatie
from kapstok.magazijnen.brp.bevragen.velden import PERSOON
from kapstok.magazijnen.brp.services import import_pl_json
from kapstok.magazijnen.zaken.services import link_document
from kapstok.platform.identity import create_team, create_user

SECRET = "Geheime eik van Ooststellingwerf"
SLUG = "geheime-eik"
BSN = "999993653"
ROLES = (
    "kcc",
    "behandelaar",
    "teamleider",
    "functioneel-beheerder",
    "archivaris",
    "ciso",
    "i-adviseur",
    "directie",
)
LEAVES_THE_SESSION = {"inloggen/uit"}


def _addresses(patterns, prefix=""):
    for pattern in patterns:
        where = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern.url_patterns, where)
        elif isinstance(pattern, URLPattern):
            yield where


def _filled(pattern: str, ids: dict[str, str]) -> str:
    """An address with the foreign ids in the places where ids go."""

    def value(match: re.Match[str]) -> str:
        kind, _, name = match.group(1).rpartition(":")
        if kind == "uuid":
            return ids.get(name, ids["zaak_id"])
        if name == "slug":
            return ids["slug"]
        return {"int": "1"}.get(kind, "proef")

    return "/" + re.sub(r"<([^>]+)>", value, re.sub(r"\(\?P<([^>]+)>[^)]*\)", "proef", pattern)).strip("^$")


@pytest.fixture
def foreign(given):
    """A zaak of Ooststellingwerf with a resident, a document, all carrying the secret."""
    kind = given.zaaktype()
    zaak = given.zaak(kind, omschrijving=SECRET)
    given.initiator(zaak, kind, BSN)
    document = given.document(kind, titel=SECRET, tonen_aan_initiator=True, content=SECRET.encode())
    link_document(zaak.id, document.informatieobject_id, actor=given.actor)
    return {
        "zaak_id": str(zaak.id),
        "document_id": str(document.informatieobject_id),
        "nummer": zaak.identificatie,
        **_set_up(given.actor),
    }


def _set_up(actor) -> dict[str, str]:
    """What a beheerder of Ooststellingwerf made: a colleague, a team, a letter and a form, with the secret."""
    colleague = create_user("geheim", naam=SECRET, roles=["kcc"], actor=actor)
    team = create_team(SECRET, actor=actor)
    add_letter(SLUG, Inhoud(SECRET, "Over", "Tekst"), asked=(), actor=actor, now=timezone.now())
    form = {
        "slug": SLUG,
        "title": {"nl": SECRET},
        "intro": {"nl": "x"},
        "zaak": {"zaaktype": "KAP", "omschrijving": "x"},
        "steps": [
            {
                "id": "a",
                "title": {"nl": "A"},
                "questions": [{"id": "b", "type": "tekst", "label": {"nl": "B"}}],
            }
        ],
    }
    version = publish_form(read_definition(form), actor=actor, now=timezone.now())
    return {
        "user_id": str(colleague.id),
        "team_id": str(team.id),
        "slug": SLUG,
        "version_id": str(version.id),
    }


def _visitors(visit, tenant):
    return {
        "staff": visit("medewerker", roles=ROLES, tenant=tenant),
        "the same resident": visit("burger", BSN, tenant=tenant),
        "a company": visit("bedrijf", "90001354", tenant=tenant),
    }


def _leaks(client, foreign) -> list[str]:
    found = []
    for pattern in sorted(set(_addresses(get_resolver().url_patterns))):
        if pattern in LEAVES_THE_SESSION or pattern.startswith("simulator"):
            continue
        url = _filled(pattern, foreign)
        for answer in (
            client.get(url),
            client.get(f"{url}?q={SECRET[:12]}&object={foreign['zaak_id']}"),
            client.post(url, {"kies": foreign["zaak_id"]}),
        ):
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            if SECRET.encode() in body or foreign["nummer"].encode() in body:
                found.append(f"{answer.status_code} {url}")
            # SOAP 1.1 answers every fault with 500, whoever made it.
            assert answer.status_code < 500 or b"<soap:Fault>" in body, url
    return found


def test_the_secret_is_visible_at_home(visit, foreign):
    """The test can fail: the same addresses do show it to who may see it."""
    staff = visit("medewerker", roles=ROLES)
    assert SECRET in staff.get(f"/werk/zaak/{foreign['zaak_id']}/").content.decode()
    assert SECRET in visit("burger", BSN).get("/mijn/zaken/").content.decode()
    for where in (
        f"medewerkers/{foreign['user_id']}",
        f"teams/{foreign['team_id']}",
        f"brieven/{SLUG}",
        f"formulieren/{SLUG}",
    ):
        assert SECRET in staff.get(f"/beheer/{where}/").content.decode(), where


@pytest.mark.parametrize("who", ["staff", "the same resident", "a company"])
def test_no_address_shows_another_municipalitys_rows(visit, foreign, who):
    assert _leaks(_visitors(visit, "weststellingwerf")[who], foreign) == []


@pytest.mark.parametrize("who", ["staff", "the same resident"])
def test_the_database_alone_holds_when_the_python_conditions_are_gone(visit, foreign, who, monkeypatch):
    from kapstok.schermen.pip import queries

    monkeypatch.setattr(queries, "_MINE", queries._MINE.replace(queries._OWN, "true"))
    monkeypatch.setattr(queries, "_ONE", queries._ONE.replace(queries._OWN, "true"))
    monkeypatch.setattr(queries, "_TASKS", queries._TASKS.replace(queries._OWN, "true"))
    for module in ("documents", "letters"):
        monkeypatch.setattr(f"kapstok.schermen.werkplek.{module}.belongs", lambda *_: True)
    assert _leaks(_visitors(visit, "weststellingwerf")[who], foreign) == []


@pytest.fixture
def foreign_key(foreign, given, tenant, as_tenant):
    """The key of an application of another municipality, which may ask everything of the BRP there."""
    import_pl_json(
        json.dumps(
            {
                "formaat": "pl-json/1",
                "personen": [
                    {
                        "categorieen": {
                            "01": [[{"0120": BSN, "0240": SECRET, "0310": "19800101"}]],
                            "08": [[HOME]],
                        }
                    }
                ],
            }
        ).encode(),
        actor=given.actor,
    )
    with as_tenant(2):
        made = add_applicatie(label="Vreemd", client_id=None, secret=None, alles=True, actor=given.actor)
        applicatie = ApiClient.objects.get(client_id=made["client_id"]).applicatie_id
        give_doel(applicatie, BRP, doel="Proef", velden=list(PERSOON), actor=given.actor)
    return made["api_key"]


HOME = {"0910": "0085", "1110": "Eikenlaan", "1120": "1", "1160": "8431AB", "1180": "0085010000000001"}
QUESTIONS = [
    {"type": "RaadpleegMetBurgerservicenummer", "burgerservicenummer": [BSN]},
    {
        "type": "ZoekMetGeslachtsnaamEnGeboortedatum",
        "geslachtsnaam": "Geheime*",
        "geboortedatum": "1980-01-01",
    },
    {"type": "ZoekMetPostcodeEnHuisnummer", "postcode": "8431AB", "huisnummer": 1},
    {
        "type": "ZoekMetStraatHuisnummerEnGemeenteVanInschrijving",
        "straat": "Eikenlaan",
        "huisnummer": 1,
        "gemeenteVanInschrijving": "0085",
    },
    {
        "type": "ZoekMetAdresseerbaarObjectIdentificatie",
        "adresseerbaarObjectIdentificatie": "0085010000000001",
    },
]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q["type"])
def test_an_application_asks_persons_of_its_own_municipality_only(client, foreign_key, question):
    answer = client.post(
        "/haalcentraal/api/brp/personen",
        json.dumps({**question, "fields": ["naam"]}),
        content_type="application/json",
        headers={"X-API-KEY": foreign_key, "host": "ooststellingwerf.localhost"},
    )
    assert (answer.status_code, answer.json()["personen"]) == (200, [])


def test_no_application_reaches_contact_or_objects_of_another_municipality(given, as_tenant):
    """Every row of these stores by its own address, with every verb, in the name of an application that may do
    everything at home."""
    from django.test import Client

    from kapstok.koppelvlakken.zgw import apis  # noqa: F401 - declares the resources
    from kapstok.koppelvlakken.zgw.tests import klanten, objecten
    from kapstok.magazijnen.autorisaties.services import add_applicatie
    from kapstok.platform.resource import compiled

    kind = given.zaaktype()
    zaak = given.zaak(kind)
    klanten.one_of_each(given.actor, timezone.now())
    objecten.one_of_each(given.actor, zaak.id)

    def application():
        made = add_applicatie(label="Alles", client_id=None, secret=None, alles=True, actor=given.actor)
        headers = {"host": "ooststellingwerf.localhost", "authorization": f"Token {made['api_key']}"}
        return Client(headers=headers)

    own = application()
    with as_tenant(2):
        foreign = application()
    places = [
        f"{r.api.prefix}{f'/{r.under[0]}/{zaak.id}' if r.under else ''}/{r.path}"
        for r in (c.resource for c in compiled().values())
        if r.api.name in {"klantinteracties", "contactgegevens", "objecten", "objecttypes"}
    ]
    before = {place: own.get(place).json() for place in places}
    assert all(told["count"] for told in before.values())
    leaks = []
    for place, told in before.items():
        if foreign.get(place).json().get("count"):
            leaks.append(place)
        for row in told["results"]:
            url = urlsplit(row["url"]).path
            for verb in ("get", "put", "patch", "delete"):
                answer = foreign.generic(verb.upper(), url, "{}", content_type="application/json")
                if answer.status_code not in {404, 405}:
                    leaks.append(f"{verb} {answer.status_code} {url}")
    assert leaks == []
    assert {place: own.get(place).json() for place in places} == before
