"""A company follows the zaken of all its branches; a login for one branch sees only those of that branch."""

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.utils import timezone

from kapstok.magazijnen.klanten.models import Van
from kapstok.magazijnen.klanten.services import person_key, post_message
from kapstok.magazijnen.zaken.services import NieuweRol, add_rol
from kapstok.platform.identity import Identity, log_in
from kapstok.platform.identity.sessions import SessionStore

KVK, NORTH, SOUTH = "90001354", "000090013541", "000090013542"


@pytest.fixture
def kind(given):
    return given.zaaktype()


@pytest.fixture
def zaak_of(given, kind):
    def make(branch, subject, kvk=KVK):
        zaak = given.zaak(kind, omschrijving=subject)
        company = {"kvkNummer": kvk, "vestigingsNummer": branch, "handelsnaam": ["Het Turfschip"]}
        rol = NieuweRol(
            roltype_id=kind.roltypen["initiator"].id,
            betrokkene_type="vestiging",
            betrokkene_identificatie=company,
        )
        add_rol(zaak.id, rol, actor=given.actor)
        return zaak

    return make


@pytest.fixture
def branch_login(tenant, client_for):
    """A session of somebody who chose one branch while logging in."""

    def make(branch):
        request = RequestFactory().get("/", headers={"host": "ooststellingwerf.localhost"})
        request.session = SessionStore(None)
        log_in(request, Identity("bedrijf", KVK, "Het Turfschip", level="hoog", vestiging=branch))
        request.session.save()
        client = client_for("ooststellingwerf")
        client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
        return client

    return make


def text_of(client, path):
    return client.get(path).content.decode()


def test_a_company_sees_all_its_branches_and_no_other_company(visit, zaak_of):
    zaak_of(NORTH, "Terras noord")
    assert "Terras noord" in text_of(visit("bedrijf", KVK), "/mijn/zaken/")
    assert "Terras noord" not in text_of(visit("bedrijf", "90001355"), "/mijn/zaken/")


def test_a_company_narrows_the_list_to_one_branch(visit, zaak_of):
    zaak_of(NORTH, "Terras noord")
    zaak_of(SOUTH, "Terras zuid")
    client = visit("bedrijf", KVK)
    everything = text_of(client, "/mijn/zaken/")
    assert "Terras noord" in everything
    assert "Terras zuid" in everything
    south = text_of(client, f"/mijn/zaken/?vestiging={SOUTH}")
    assert "Terras zuid" in south
    assert "Terras noord" not in south


def test_a_branch_login_is_not_widened_by_the_address(branch_login, zaak_of):
    north = zaak_of(NORTH, "Terras noord")
    zaak_of(SOUTH, "Terras zuid")
    client = branch_login(SOUTH)
    for query in ("", "?vestiging=", f"?vestiging={NORTH}"):
        page = text_of(client, f"/mijn/zaken/{query}")
        assert "Terras zuid" in page
        assert "Terras noord" not in page
        assert 'name="vestiging"' not in page
    assert client.get(f"/mijn/zaken/{north.id}/").status_code == 404


@pytest.mark.parametrize("path", ["/mijn/", "/mijn/berichten/"])
def test_a_branch_login_does_not_read_messages_of_another_branch(path, visit, branch_login, zaak_of, given):
    post_message(
        zaak_id=zaak_of(NORTH, "Terras noord").id,
        van=Van.GEMEENTE,
        person=person_key(KVK),
        author="J. Veenstra",
        subject="Over het terras noord",
        text="Uw plan is goed.",
        actor=given.actor,
        moment=timezone.now(),
    )
    assert "Over het terras noord" in text_of(branch_login(NORTH), path)
    assert "Over het terras noord" in text_of(visit("bedrijf", KVK), path)
    assert "Over het terras noord" not in text_of(branch_login(SOUTH), path)


def test_many_zaken_stand_in_a_table_that_pages(visit, zaak_of):
    for number in range(21):
        zaak_of(SOUTH if number else NORTH, f"Terras {number:02}")
    client = visit("bedrijf", KVK)
    first, second = (text_of(client, f"/mijn/zaken/?pagina={n}&vestiging=") for n in (1, 2))
    assert (first.count("<tr data-rij"), first.count("k-tabelvak")) == (20, 1)
    assert 'rel="next"' in first
    assert 'rel="prev"' in second
    assert sum(f"Terras {n:02}" in first + second for n in range(21)) == 21
