"""Applications under beheer: giving rights, secrets that are shown once, and what an application would see."""

import re

import pytest

from kapstok.magazijnen.autorisaties import queries, services
from kapstok.magazijnen.autorisaties.models import Applicatie, Client
from kapstok.magazijnen.autorisaties.rules import Recht

LIST = "/beheer/applicaties/"


@pytest.fixture
def beheer(visit):
    return visit("medewerker", roles=("functioneel-beheerder",))


@pytest.fixture
def app(given):
    right = Recht(component="zrc", scopes=("zaken.lezen",), soort="KAP", max="zaakvertrouwelijk")
    return services.create_applicatie(
        label="Formulieren", client_ids=["formulieren"], rechten=[right], alles=False, actor=given.actor
    )


def _page(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_an_application_is_added_and_its_secret_shown_once(beheer):
    page = beheer.post(f"{LIST}nieuw/", {"label": "Balie", "clientIds": "balie"})
    shown = page.content.decode()
    assert page["Cache-Control"] == "no-store"
    codes = re.findall(r'<code translate="no">([^<]+)</code>', shown)
    assert codes[0] == "balie"
    assert len(codes[1]) > 30
    row = Client.objects.get(client_id="balie")
    again = _page(beheer, f"{LIST}{row.applicatie_id}/")
    assert "nog niets" in again
    assert not any(code in again for code in codes[1:])
    assert codes[1] not in row.geheim


def test_a_client_id_in_use_is_told_at_the_field_and_what_was_typed_stays(beheer, app):
    page = beheer.post(f"{LIST}nieuw/", {"label": "Balie", "clientIds": "formulieren"})
    assert page.status_code == 422
    text = page.content.decode()
    assert "Al van een andere applicatie" in text
    assert 'value="formulieren"' in text


def test_a_right_is_given_changed_and_taken_away(beheer, given, app):
    given.zaaktype()
    url = f"{LIST}{app.id}/recht/"
    fields = {"scopes": ["documenten.lezen"], "soort": "Bijlage", "max": "intern"}
    assert beheer.post(f"{url}drc/", fields).status_code == 302
    assert "Bijlage" in _page(beheer, f"{LIST}{app.id}/")
    form = _page(beheer, f"{url}zrc/?soort=KAP")
    assert re.search(r'value="zaken.lezen"[^>]*checked|checked[^>]*value="zaken.lezen"', form)
    changed = {"scopes": ["zaken.lezen", "zaken.bijwerken"], "soort": "KAP", "max": "geheim"}
    beheer.post(f"{url}zrc/?soort=KAP", changed)
    held = {r.component: r for r in queries.rechten(app.id)}
    assert (held["zrc"].max, held["zrc"].scopes) == ("geheim", ("zaken.lezen", "zaken.bijwerken"))
    place = [r.component for r in queries.rechten(app.id)].index("drc")
    beheer.post(f"{LIST}{app.id}/recht-weg/{place}/", {"soort": "iets anders"})
    assert len(queries.rechten(app.id)) == 2
    beheer.post(f"{LIST}{app.id}/recht-weg/{place}/", {"soort": "Bijlage"})
    assert [r.component for r in queries.rechten(app.id)] == ["zrc"]


def test_a_right_on_a_whole_catalogus_is_given(beheer, given, app):
    given.zaaktype()
    catalogus = given.catalogus().id
    fields = {"scopes": ["zaken.lezen"], "soort": f"catalogus:{catalogus}", "max": "intern"}
    beheer.post(f"{LIST}{app.id}/recht/zrc/", fields)
    assert str(catalogus) in {r.catalogus for r in queries.rechten(app.id)}
    assert "alle typen van OWO" in _page(beheer, f"{LIST}{app.id}/")


def test_a_right_without_its_parts_is_told_at_each_field(beheer, app):
    page = beheer.post(f"{LIST}{app.id}/recht/zrc/", {})
    assert page.status_code == 422
    text = page.content.decode()
    assert all(
        t in text for t in ("Kies wat de applicatie mag", "Kies een type", "Kies een vertrouwelijkheid")
    )


def test_the_last_right_stays_with_a_word_why(beheer, app):
    page = beheer.post(f"{LIST}{app.id}/recht-weg/0/", {"soort": "KAP"}, follow=True).content.decode()
    assert "minstens één recht" in page
    assert len(queries.rechten(app.id)) == 1


def test_a_new_secret_replaces_the_old_one(beheer, app):
    first = beheer.post(f"{LIST}{app.id}/geheim/", {"client_id": "formulieren"}).content.decode()
    before = Client.objects.get(client_id="formulieren").geheim
    second = beheer.post(f"{LIST}{app.id}/geheim/", {"client_id": "formulieren"}).content.decode()
    assert Client.objects.get(client_id="formulieren").geheim != before
    assert re.findall(r"<code[^>]*>([^<]+)", first)[1] != re.findall(r"<code[^>]*>([^<]+)", second)[1]
    assert beheer.post(f"{LIST}{app.id}/geheim/", {"client_id": "vreemd"}).status_code == 404


def test_block_delete_and_undo(beheer, app):
    beheer.post(f"{LIST}{app.id}/blokkeren/")
    assert Applicatie.objects.get(id=app.id).geblokkeerd
    beheer.post(f"{LIST}{app.id}/deblokkeren/")
    before = queries.snapshot(app.id)
    gone = beheer.post(f"{LIST}{app.id}/verwijderen/", follow=True).content.decode()
    assert "Terugzetten" in gone
    assert not Applicatie.objects.filter(id=app.id).exists()
    beheer.post(f"{LIST}{app.id}/terugzetten/")
    assert queries.snapshot(app.id) == before


def test_what_it_would_see_is_what_its_rights_reach(beheer, given, app):
    kind = given.zaaktype()
    zaken = [given.zaak(kind) for _ in range(2)]
    given.zaak(kind, vertrouwelijkheidaanduiding="geheim")
    page = _page(beheer, f"{LIST}{app.id}/ziet/")
    assert "Zaken: 2" in page
    assert "Boom kappen" in page
    assert all(z.identificatie in page for z in zaken)
    assert "Documenten: 0" in page
    services.change_applicatie(app.id, alles=True, actor=given.actor)
    assert "Zaken: 3" in _page(beheer, f"{LIST}{app.id}/ziet/")
    services.set_blocked(app.id, blocked=True, actor=given.actor)
    assert "Zaken: 0" in _page(beheer, f"{LIST}{app.id}/ziet/")


def test_the_list_is_searched_and_shows_the_state(beheer, app):
    assert "formulieren" in _page(beheer, f"{LIST}?q=FORMUL")
    assert "nog zonder geheim" in _page(beheer, LIST)
    assert "Geen applicaties" in _page(beheer, f"{LIST}?q=100%25")


def test_the_ciso_looks_and_does_not_change(visit, app):
    ciso = visit("medewerker", roles=("ciso",))
    assert "Nieuw geheim" not in _page(ciso, f"{LIST}{app.id}/")
    for path in ("", "blokkeren/", "verwijderen/", "geheim/", "recht/zrc/"):
        assert ciso.post(f"{LIST}{app.id}/{path}", {"label": "x"}).status_code in {302, 403}
    assert Applicatie.objects.get(id=app.id).label == "Formulieren"


@pytest.mark.parametrize("path", ["", "ziet/", "recht/zrc/"])
def test_another_municipality_finds_nothing(given, app, visit, path):
    foreign = visit("medewerker", roles=("functioneel-beheerder",), tenant="weststellingwerf")
    assert foreign.get(f"{LIST}{app.id}/{path}").status_code == 404
    for what in ("blokkeren", "verwijderen", "terugzetten"):
        foreign.post(f"{LIST}{app.id}/{what}/")
    row = Applicatie.objects.get(id=app.id)
    assert (row.geblokkeerd, row.label) == (False, "Formulieren")


def test_who_has_no_role_stays_outside(visit, app):
    assert visit("medewerker", roles=("behandelaar",)).get(LIST).status_code in {302, 403}


def test_rights_on_contact_and_on_objects_of_a_type_are_given_and_read_in_words(beheer, given, app):
    from kapstok.magazijnen.objecten.services import add_type

    kind = add_type({"name": "Laadpaal", "name_plural": "Laadpalen"}, actor=given.actor)
    url = f"{LIST}{app.id}/recht/"
    assert "Laadpaal" in _page(beheer, f"{url}oc/")
    without = beheer.post(f"{url}oc/", {"scopes": ["objecten.lezen"], "soort": ""})
    assert without.status_code == 422
    assert beheer.post(f"{url}oc/", {"scopes": ["objecttypen.lezen"], "soort": ""}).status_code == 302
    assert beheer.post(f"{url}oc/", {"scopes": ["objecten.lezen"], "soort": str(kind)}).status_code == 302
    assert beheer.post(f"{url}kc/", {"scopes": ["klantinteracties.schrijven"]}).status_code == 302
    page = _page(beheer, f"{LIST}{app.id}/")
    assert "Laadpaal" in page
    assert "klanten en contacten toevoegen" in page
    held = {(r.component, r.soort) for r in queries.rechten(app.id)}
    assert {("oc", ""), ("oc", str(kind)), ("kc", "")} <= held
    assert "Objecten" in _page(beheer, f"{LIST}{app.id}/ziet/")
