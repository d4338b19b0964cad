"""Pages of the portfolio: finding, changing, the wall, the calendar, what-if and files."""

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kapstok.diensten.sturing.portfolio import gemma, queries, services
from kapstok.diensten.sturing.portfolio.models import Applicatie, Contract, Gebruik, Koppeling
from kapstok.schermen.sturing.show import PAGE

HOME, LIST = "/sturing/", "/sturing/applicaties/"
ZAAK = next(c.id for c in gemma.componenten().values() if c.naam == "Zaakregistratiecomponent")
PAGES = ["", "applicaties/", "muur/", "muur.svg", "contracten/", "wat-als/", "bestanden/"]


def page(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


def fields(app, **changes):
    """What the form of an application sends."""
    return {
        "naam": app.naam, "status": app.status, "biv": app.biv, "componenten": app.componenten,
        "versie": app.versie, **changes,
    }  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_for_the_directie_also_without_a_portfolio(directie, path):
    page(directie, HOME + path)


@pytest.mark.parametrize("path", PAGES)
def test_who_has_no_role_stays_outside(visit, apps, path):
    response = visit("medewerker", roles=("behandelaar",), tenant="owo").get(HOME + path)
    assert response.status_code == 403


def test_a_municipality_sees_nothing_on_its_own_address(visit, apps):
    own = visit("medewerker", roles=("i-adviseur",), tenant="ooststellingwerf")
    for path in PAGES:
        text = page(own, HOME + path)
        assert "Civision" not in text
        assert "Zaakpunt" not in text
    assert own.get(f"{LIST}{apps['Civision'].id}/").status_code == 404
    assert own.post(f"{LIST}{apps['Civision'].id}/wijzigen/", fields(apps["Civision"])).status_code == 404


def test_the_directie_looks_and_does_not_change(directie, apps):
    app, contract = apps["Civision"], apps["C-Civ"]
    text = page(directie, f"{LIST}{app.id}/")
    assert "Contract toevoegen" not in text
    for path in (
        "wijzigen/", "gebruik/", "verwijderen/", "koppeling/", "contract/", f"contract/{contract.id}/",
        f"contract/{contract.id}/weg/",
    ):  # fmt: skip
        assert directie.post(f"{LIST}{app.id}/{path}", fields(app)).status_code == 403
    upload = SimpleUploadedFile("x.csv", b"naam\nNieuw\n")
    assert directie.post("/sturing/bestanden/", {"bestand": upload}).status_code == 404
    assert Applicatie.objects.count() == 2


def test_the_list_is_searched_and_shows_use_and_cost(adviseur, apps, owo):
    text = page(adviseur, LIST)
    assert "2 applicaties" in text
    assert "€\u00a01.234,50" in text
    assert "Zaakpunt &lt;b&gt;" in text
    assert "Zaakpunt" not in page(adviseur, f"{LIST}?q=civ")
    assert "Geen applicaties" in page(adviseur, f"{LIST}?q=100%25")
    assert "Zaakpunt" not in page(adviseur, f"{LIST}?deelnemer={owo['oost'].id}")
    assert "2 applicaties" in page(adviseur, f"{LIST}?deelnemer=onzin&status=kapot&component=%00&pagina=x")
    Applicatie.objects.filter(id=apps["Civision"].id).update(biv="")
    unclassified = page(adviseur, f"{LIST}?biv=geen")
    assert "Civision" in unclassified
    assert "Zaakpunt" not in unclassified


def test_paging_keeps_the_question(adviseur, owo, actor):
    for n in range(PAGE + 1):
        services.save_applicatie({"naam": f"App {n:02}"}, actor=actor)
    first = page(adviseur, f"{LIST}?q=app")
    assert f"App {PAGE - 1}" in first
    assert f"App {PAGE}" not in first
    link = re.search(r'href="\?([^"]*pagina=2)"', first).group(1).replace("&amp;", "&")
    assert f"App {PAGE}" in page(adviseur, f"{LIST}?{link}")


@pytest.mark.eis("R-008", "R-203")
def test_an_application_shows_what_the_rules_say_with_their_source(directie, apps):
    text = page(directie, f"{LIST}{apps['Zaakpunt'].id}/")
    assert "Ooststellingwerf en Weststellingwerf gebruiken Civision. Dat is de meerderheid." in text
    assert "Opsterland stapt daarom over op Civision." in text
    assert "hoofdstuk 5, regel B" in text
    assert "Nog te beslissen" in text  # functional management: nobody said whether it sits in an OWO entity
    assert "BBN 1; beschikbaarheid op BBN 2; integriteit op BBN 2" in text


def test_adding_and_changing_an_application(adviseur, owo):
    assert "Vul een naam in" in adviseur.post(f"{LIST}nieuw/", {"status": "in_gebruik"}).content.decode()
    sent = {
        "naam": "Nieuw", "status": "gekozen", "componenten": [ZAAK], "standaarden": "StUF ZKN\n\nRGBZ\n",
        "integratie_BRP": "ja", "owo_entiteit": "nee", "biv": "9",
    }  # fmt: skip
    refused = adviseur.post(f"{LIST}nieuw/", sent)
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "drie cijfers van 1" in text
    assert 'value="Nieuw"' in text
    assert adviseur.post(f"{LIST}nieuw/", {**sent, "biv": "111"}).status_code == 302
    row = Applicatie.objects.get()
    assert (row.standaarden, row.integratie, row.owo_entiteit) == (["StUF ZKN", "RGBZ"], {"BRP": "ja"}, False)
    form = page(adviseur, f"{LIST}{row.id}/wijzigen/")
    assert re.search(rf'<option value="{ZAAK}" selected', form)


def test_two_editors_at_once_the_second_sees_what_is_there_now_and_loses_nothing(adviseur, apps):
    app = apps["Civision"]
    url = f"{LIST}{app.id}/wijzigen/"
    assert adviseur.post(url, fields(app, eigenaar="Burgerzaken")).status_code == 302
    second = adviseur.post(url, fields(app, eigenaar="Financiën"))
    assert second.status_code == 422
    text = second.content.decode()
    assert "intussen gewijzigd" in text
    assert "Nu staat er: Burgerzaken" in text
    assert 'value="Financiën"' in text
    newest = re.search(r'name="versie" value="(\d+)"', text).group(1)
    assert adviseur.post(url, fields(app, eigenaar="Financiën", versie=newest)).status_code == 302
    assert Applicatie.objects.get(id=app.id).eigenaar == "Financiën"


def test_use_per_municipality_is_ticked_and_taken_away(adviseur, apps, owo):
    app = apps["Zaakpunt"]
    sent = {"soort_oost": ["raadplegen"], "afdelingen_oost": "DIV, Juridisch", "soort_opsterland": []}
    assert adviseur.post(f"{LIST}{app.id}/gebruik/", sent).status_code == 302
    row = Gebruik.objects.get(applicatie_id=app.id)
    assert (row.deelnemer_id, row.raadplegen, row.muteren) == (owo["oost"].id, True, False)
    assert row.afdelingen == ["DIV", "Juridisch"]


@pytest.mark.parametrize("typed", ["12.34", "1O0", "-5"])
def test_an_amount_with_a_typo_is_told_at_the_field_and_stays(adviseur, apps, typed):
    url = f"{LIST}{apps['Civision'].id}/contract/"
    sent = {"nummer": "N-1", "begin": "2026-01-01", "einde": "2027-01-01", "opzegtermijn_maanden": "3"}
    refused = adviseur.post(url, {**sent, "kosten": typed})
    assert refused.status_code == 422
    assert f'value="{typed}"' in refused.content.decode()
    assert Contract.objects.count() == 2
    assert adviseur.post(url, {**sent, "kosten": "€ 12.500,50"}).status_code == 302
    assert Contract.objects.get(nummer="N-1").kosten_per_jaar == 12_500_50


def test_a_contract_is_changed_and_removed_only_under_its_own_application(adviseur, apps):
    contract = apps["C-Civ"]
    other = f"{LIST}{apps['Zaakpunt'].id}/contract/{contract.id}/"
    assert adviseur.get(other).status_code == 404
    assert adviseur.post(f"{other}weg/").status_code == 404
    own = f"{LIST}{apps['Civision'].id}/contract/{contract.id}/"
    assert 'value="1234,50"' in page(adviseur, own)
    assert adviseur.post(f"{own}weg/").status_code == 302
    assert not Contract.objects.filter(id=contract.id).exists()


def test_a_coupling_is_added_and_removed(adviseur, apps):
    one, two = apps["Civision"], apps["Zaakpunt"]
    sent = {"naar": str(two.id), "richting": "heen", "standaard": "StUF ZKN"}
    assert adviseur.post(f"{LIST}{one.id}/koppeling/", sent).status_code == 302
    assert adviseur.post(f"{LIST}{one.id}/koppeling/", sent).status_code == 422
    assert "StUF ZKN" in page(adviseur, f"{LIST}{two.id}/")
    row = Koppeling.objects.get()
    assert adviseur.post(f"{LIST}{two.id}/koppeling/{row.id}/weg/").status_code == 302
    assert not Koppeling.objects.exists()


def test_removing_an_application_says_first_what_goes_with_it(adviseur, apps):
    url = f"{LIST}{apps['Civision'].id}/verwijderen/"
    assert "1 contracten" in page(adviseur, url)
    assert Applicatie.objects.count() == 2
    assert adviseur.post(url).status_code == 302
    assert [a.naam for a in Applicatie.objects.all()] == ["Zaakpunt <b>"]


@pytest.mark.eis("R-196")
def test_the_wall_shows_who_uses_what_as_drawing_and_as_table(directie, apps):
    text = page(directie, "/sturing/muur/")
    assert "Meerderheid dezelfde" in text
    assert "MR · Oo We" in text
    svg = directie.get("/sturing/muur.svg?download=1")
    assert svg["Content-Type"] == "image/svg+xml"
    assert "attachment" in svg["Content-Disposition"]
    drawn = ET.fromstring(svg.content.decode())
    words = "|".join(drawn.itertext())
    assert {"Civision", "Zaakpunt <b>"} <= set(words.split("|"))
    assert "style=" not in svg.content.decode()
    assert "Niets te tekenen" in page(directie, "/sturing/muur/?kleur=gelijk")
    page(directie, "/sturing/muur/?kleur=<script>&zoom=9999")


def test_a_cell_of_the_wall_with_many_applications_folds_all_but_the_first(directie, owo, apps, actor):
    for number in range(7):
        made = services.save_applicatie({"naam": f"Veel {number}", "componenten": [ZAAK]}, actor=actor)
        services.set_gebruik(made.id, owo["oost"].id, {"muteren": True}, actor=actor)
    text = page(directie, "/sturing/muur/")
    open_, folded = text.split("en nog 3</summary>")
    assert "Veel 2" in open_
    assert "Veel 6" in folded


@pytest.mark.eis("R-203")
def test_the_calendar_says_when_choosing_begins(directie, apps):
    text = page(directie, "/sturing/contracten/")
    assert "30-03-2098" in text  # the end, minus three months, minus eighteen
    assert "30-09-2099" in text
    assert "Geen contracten" in page(directie, "/sturing/contracten/?stand=beginnen")


def test_the_calendar_is_leafed_through(directie, apps, actor):
    for n in range(PAGE):
        values = {
            "applicatie_id": apps["Civision"].id, "nummer": f"N-{n:02}", "begin": date(2020, 1, 1),
            "einde": date(2098, 1, 1),
        }  # fmt: skip
        services.save_contract(values, actor=actor)
    assert "Zaakpunt" not in page(directie, "/sturing/contracten/?stand=later")
    assert "Zaakpunt" in page(directie, "/sturing/contracten/?stand=later&pagina=2")


@pytest.mark.eis("R-204")
def test_what_if_says_what_would_change_and_stores_nothing(directie, apps):
    contract = apps["C-Zaa"]
    url = f"/sturing/wat-als/?contract={contract.id}"
    assert "Volgt de meerderheid" in page(directie, url)
    assert "Voorleggen aan de directie" in page(directie, f"{url}&advies=negatief")
    assert "Afwijking toegestaan" in page(directie, f"{url}&advies=negatief&besluit=ja")
    assert "Volgt de meerderheid" in page(directie, f"{url}&advies=negatief&besluit=nee")
    moved = page(directie, f"{url}&naar={apps['Civision'].id}&einde=2030-12-31&opzegtermijn=6")
    assert "30-06-2030" in moved
    assert "nu 0 van 1 onderdelen, straks 1 van 1" in moved
    assert len(queries.landschap().inzetten) == 3
    assert page(directie, "/sturing/wat-als/?contract=weg", status=422)
    assert page(directie, f"{url}&einde=morgen&opzegtermijn=-1", status=422)


def test_a_file_goes_out_and_in_and_its_faults_are_shown_by_row(adviseur, apps):
    for kind in ("applicaties", "contracten", "koppelingen", "ameff"):
        response = adviseur.get(f"/sturing/bestanden/{kind}/")
        assert response.status_code == 200
        assert "attachment" in response["Content-Disposition"]
    assert adviseur.get("/sturing/bestanden/geheim/").status_code == 404
    sheet = adviseur.get("/sturing/bestanden/applicaties/").content
    same = adviseur.post("/sturing/bestanden/", {"bestand": SimpleUploadedFile("a.csv", sheet)})
    assert "0 toegevoegd, 0 gewijzigd, 2 ongewijzigd" in same.content.decode()
    broken = SimpleUploadedFile("a.csv", b"naam;biv\nNieuw;221\nFout;9\n")
    text = adviseur.post("/sturing/bestanden/", {"bestand": broken}).content.decode()
    assert "Er is niets gewijzigd" in text
    assert "drie cijfers" in text
    assert not Applicatie.objects.filter(naam="Nieuw").exists()
    assert "Kies een bestand" in adviseur.post("/sturing/bestanden/", {}).content.decode()


@pytest.mark.parametrize("path", ["", "applicaties/", "muur/", "contracten/", "wat-als/"])
def test_no_page_takes_more_statements_when_there_is_more(
    directie, apps, owo, actor, path, django_assert_max_num_queries
):
    for n in range(12):
        app = services.save_applicatie({"naam": f"App {n}", "componenten": [ZAAK]}, actor=actor)
        services.set_gebruik(app.id, owo["oost"].id, {"raadplegen": True}, actor=actor)
    with django_assert_max_num_queries(12):
        page(directie, HOME + path)
    with django_assert_max_num_queries(12):
        page(directie, f"{LIST}{apps['Civision'].id}/")
