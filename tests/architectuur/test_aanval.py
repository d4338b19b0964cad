"""Every address of one municipality, called with the identity of another: no foreign row comes out.

Done twice: as the product is, and with the Python conditions on ownership cut out, so that only the
database stands between the municipalities.
"""

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from kapstok.diensten.brieven.templates import Inhoud, add_letter
from kapstok.diensten.formulieren.definitie import read_definition
from kapstok.diensten.formulieren.services import publish_form
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
            assert answer.status_code < 500, url
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
