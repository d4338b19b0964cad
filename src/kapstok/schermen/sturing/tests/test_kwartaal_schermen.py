"""The agenda of a quarter and its memo: what lacks is said at the card, and page and files tell the same numbers."""

import io
import re
import zipfile
from datetime import date, timedelta

import pytest
from django.utils import timezone
from lxml import etree
from pypdf import PdfReader

from kapstok.diensten.sturing.geld import services as geld
from kapstok.diensten.sturing.geld.services import Waarvoor
from kapstok.diensten.sturing.kwartaal.models import Kaart, Kwartaal
from kapstok.diensten.sturing.projecten import services as projecten
from kapstok.diensten.sturing.projecten.rules import kwartalen_verder
from kapstok.diensten.sturing.projecten.services import Deelneming, Opgave
from kapstok.platform.identity.models import User
from kapstok.platform.work import SYSTEM

K = "/sturing/kwartaal/"
LOCALDATE, DAY = timezone.localdate, timezone.localdate()
YEAR, NUMBER = kwartalen_verder(DAY, -1)
THEN = date(YEAR, NUMBER * 3 - 2, 5)


@pytest.fixture(autouse=True)
def one_day(monkeypatch):
    """All tests here are on the day on which this file was read: at midnight a quarter may end."""
    monkeypatch.setattr(timezone, "localdate", lambda *given: LOCALDATE(*given) if given else DAY)


def page(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode().replace("\xa0", " ")


@pytest.fixture
def running(owo, actor):
    """A project that runs."""
    for row in owo.values():
        geld.reserveren(row.id, YEAR, Waarvoor(date(YEAR, 1, 1), "Reservering"), actor=actor)
    parts = [Deelneming(row.id, THEN, THEN + timedelta(days=200), begroot=12_345_67) for row in owo.values()]
    row = projecten.aanmelden(
        {"naam": "Zaken <b>", "jaar": YEAR, "speerpunten": ["SP1"]}, parts, op=THEN, actor=actor
    )
    projecten.beoordelen(row.id, noodzaak="wenselijk", op=THEN, actor=actor)
    projecten.zet(row.id, "gehonoreerd", op=THEN, actor=actor)
    how = Opgave(velden={"projectleider": "J. de Boer", "startvorm": "samen"})
    return projecten.zet(row.id, "in_uitvoering", how, op=THEN, actor=actor)


@pytest.fixture
def opened(adviseur, running):
    assert adviseur.post(K, {"jaar": YEAR, "nummer": NUMBER}).status_code == 302
    return Kwartaal.objects.get()


def send(client, row, besluit="", **more):
    card = Kaart.objects.get()
    fields = {
        f"kaart_{card.id}": besluit,
        f"versie_{card.id}": card.versie,
        "inleiding": "Beste directie,",
        **more,
    }
    return client.post(f"{K}{row.id}/besluiten/", fields)


@pytest.mark.eis("R-220", "R-226")
def test_what_lacks_is_said_at_the_card_and_what_was_chosen_stays(adviseur, opened, running):
    card = Kaart.objects.get()
    assert "Zaken &lt;b&gt;" in page(adviseur, f"{K}{opened.id}/")
    refused = send(adviseur, opened, "doorgaan", doen="sluiten")
    assert refused.status_code == 422
    text = refused.content.decode()
    assert f'href="#kaart_{card.id}_0"' in text
    assert "Vul eerst de kwartaaltoets in" in text
    assert re.search(r'value="doorgaan" checked', text)
    # Choosing is kept when one goes to a review first, and the review leads back to the agenda.
    away = send(adviseur, opened, "doorgaan", toets=str(running.id))
    assert away.status_code == 302
    assert away["Location"] == f"/sturing/projecten/{running.id}/toets/{YEAR}/{NUMBER}/?terug={opened.id}"
    assert Kaart.objects.get().besluit == "doorgaan"
    assert adviseur.post(away["Location"], {"voortgang": "20"})["Location"] == f"{K}{opened.id}/"


def test_the_second_of_two_is_told_at_the_card(adviseur, opened):
    card = Kaart.objects.get()
    assert send(adviseur, opened, "doorgaan").status_code == 302
    old = {f"kaart_{card.id}": "afronden", f"versie_{card.id}": "1"}
    refused = adviseur.post(f"{K}{opened.id}/besluiten/", old)
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "Iemand anders besloot intussen" in text
    assert f'name="versie_{card.id}" value="2"' in text
    assert Kaart.objects.get().besluit == "doorgaan"


@pytest.mark.eis("R-225", "R-234", "R-245")
def test_the_memo_is_the_same_on_the_page_in_the_odt_and_in_the_pdf(adviseur, directie, opened, running):
    adviseur.post(
        f"/sturing/projecten/{running.id}/toets/{YEAR}/{NUMBER}/", {"voortgang": "20", "prognose": "37.000"}
    )
    card = Kaart.objects.get()
    remark = {f"opmerking_{card.id}": "Levert in <i>mei</i>"}
    assert send(adviseur, opened, "doorgaan", doen="sluiten", **remark).status_code == 302
    url = f"{K}{opened.id}/memo"
    body = etree.HTML(page(directie, f"{url}/")).find('.//article[@data-memo=""]')
    title = "".join(etree.HTML(page(directie, f"{url}/")).find(".//main//h1").itertext())
    on_page = [*figures(title), *figures(" ".join(t for t in body.itertext()))]
    on_page = sorted(on_page)
    with zipfile.ZipFile(io.BytesIO(directie.get(f"{url}.odt").content)) as archive:
        in_odt = sorted(
            figures(" ".join(etree.fromstring(archive.read("content.xml")).itertext("{*}p", "{*}h")))
        )
    sheets = PdfReader(io.BytesIO(directie.get(f"{url}.pdf").content)).pages
    in_pdf = sorted(figures(" ".join(re.sub(r"\n?\d+ / \d+\s*$", "", s.extract_text()) for s in sheets)))
    # On the page each table has its title once more, as a caption for who cannot see; titles hold no numbers.
    assert on_page == in_odt == in_pdf
    assert "37.000,00" in in_pdf
    assert directie.get(f"{url}.pdf").content == directie.get(f"{url}.pdf").content
    assert directie.get(f"{url}.doc").status_code == 404
    assert page(adviseur, K).count("Memo kwartaal") == 1
    assert "Levert in &lt;i&gt;mei&lt;/i&gt;" in page(directie, f"{url}/")
    # Sending it: what is wrong stays typed, who may not is told, and the page says to whom it went.
    assert "Memo verzenden" not in page(directie, f"{url}/")
    typed = {"tekst": "Ter bespreking <b>", "ook_aan": "geen adres", "gezien": "0"}
    wrong = adviseur.post(f"{url}/", typed)
    assert wrong.status_code == 422
    assert "Ter bespreking &lt;b&gt;" in wrong.content.decode()
    assert 'id="id_ook_aan-fout"' in wrong.content.decode()
    assert directie.post(f"{url}/", {**typed, "ook_aan": "a@b.nl"}).status_code == 403
    assert adviseur.post(f"{url}/", {**typed, "ook_aan": "a@b.nl"}).status_code == 302
    assert "aan: a@b.nl" in re.sub(r"\s+", " ", page(directie, f"{url}/"))
    assert "intussen verzonden" in adviseur.post(f"{url}/", {**typed, "ook_aan": "a@b.nl"}).content.decode()


def figures(text):
    return re.findall(r"\d+(?:[.,]\d+)*%?", text.replace("\xa0", " "))


def test_who_may_not_act_may_look_and_a_municipality_sees_nothing(adviseur, directie, opened, visit):
    assert "Zaken" in page(directie, f"{K}{opened.id}/")
    for url, sent in (
        (f"{K}{opened.id}/besluiten/", {"doen": "sluiten"}),
        (K, {"jaar": YEAR, "nummer": NUMBER}),
    ):
        refused = directie.post(url, sent)
        assert refused.status_code == 403
        assert "een rol die u niet heeft" in refused.content.decode()
    own = visit("medewerker", roles=("i-adviseur",), tenant="ooststellingwerf")
    for path in ("", "memo/", "memo.pdf"):
        assert own.get(f"{K}{opened.id}/{path}").status_code == 404
    assert own.post(f"{K}{opened.id}/besluiten/", {}).status_code == 404
    assert adviseur.get(f"{K}{opened.id}/memo/").status_code == 404
    again = adviseur.post(K, {"jaar": YEAR, "nummer": NUMBER})
    assert again.status_code == 422
    assert "staat al een kwartaal open" in again.content.decode()


def test_the_agenda_takes_as_many_statements_with_many_cards(
    adviseur, directie, running, owo, actor, django_assert_max_num_queries
):
    parts = [Deelneming(row.id, THEN, THEN + timedelta(days=200)) for row in owo.values()]
    for n in range(10):
        projecten.aanmelden(
            {"naam": f"P{n}", "jaar": YEAR, "speerpunten": ["SP1"]}, parts, op=THEN, actor=actor
        )
    adviseur.post(K, {"jaar": YEAR, "nummer": NUMBER})
    row = Kwartaal.objects.get()
    for url in (K, f"{K}{row.id}/"):
        with django_assert_max_num_queries(12):
            page(directie, url)


def test_a_long_agenda_comes_in_pages_and_leaving_one_keeps_what_was_chosen(
    adviseur, directie, running, owo, actor, monkeypatch
):
    monkeypatch.setattr("kapstok.schermen.sturing.kwartaal.PER_PAGE", 2)
    parts = [Deelneming(row.id, THEN, THEN + timedelta(days=200)) for row in owo.values()]
    for name in ("Aanleg van een plein", "Bomen planten", "Centrum zonder auto"):
        projecten.aanmelden({"naam": name, "jaar": YEAR, "speerpunten": ["SP1"]}, parts, op=THEN, actor=actor)
    adviseur.post(K, {"jaar": YEAR, "nummer": NUMBER})
    row = Kwartaal.objects.get()
    url = f"{K}{row.id}/"
    first, second = page(adviseur, url), page(adviseur, f"{url}?pagina=2")
    assert ("Zaken &lt;b&gt;" in first, "Aanleg van een plein" in first, "Bomen planten" in first) == (
        True,
        True,
        False,
    )
    assert ("Bomen planten" in second, "Centrum zonder auto" in second, "Aanleg van een plein" in second) == (
        True,
        True,
        False,
    )
    assert "0/4" in first
    assert "0/4" in second
    assert "Opslaan en volgende" in page(directie, url)
    card = Kaart.objects.get(project__naam="Aanleg van een plein")
    sent = {
        f"kaart_{card.id}": "aanhouden",
        f"versie_{card.id}": "1",
        f"uitleg_{card.id}": "Later.",
        "hier": "1",
    }
    away = adviseur.post(f"{url}besluiten/", {**sent, "pagina": "2"})
    assert away["Location"] == f"{url}?pagina=2"
    assert Kaart.objects.get(id=card.id).besluit == "aanhouden"
    refused = adviseur.post(f"{url}besluiten/", {"doen": "sluiten", "hier": "2"})
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "Centrum zonder auto: " in text  # also what is on another page is named
    assert 'name="hier" value="1"' in text  # and the page with the first of them is shown
    for odd in ("0", "99", "x", "-1", "²"):
        assert page(adviseur, f"{url}?pagina={odd}")


def test_what_is_owed_stands_at_the_quarter_and_on_the_own_page_of_the_leader(
    adviseur, directie, running, visit, django_assert_max_num_queries
):
    leader = visit("medewerker", roles=("behandelaar",), tenant="owo")
    user = User.objects.get(username="proef-behandelaar")
    assert "U leidt nu geen project" in page(leader, "/sturing/mijn-projecten/")
    url = f"/sturing/projecten/{running.id}/toets/{YEAR}/{NUMBER}/"
    assert leader.get(url).status_code == 403
    projecten.wijzigen(running.id, {"leider_id": user.id}, versie=None, actor=SYSTEM)
    with django_assert_max_num_queries(12):
        text = page(adviseur, K)
    owed = text[text.index('id="kop-schuldig"') :]
    assert url in owed
    assert user.naam in owed
    assert "geen e-mailadres" in owed
    assert directie.post(f"{K}herinneren/").status_code == 403
    assert leader.post(f"{K}herinneren/").status_code == 403
    told = adviseur.post(f"{K}herinneren/", follow=True).content.decode()
    assert "Zonder projectleider met een e-mailadres: Zaken &lt;b&gt;" in told
    User.objects.filter(id=user.id).update(email="l@eider.test")
    assert (
        "1 projectleider krijgt een herinnering"
        in adviseur.post(f"{K}herinneren/", follow=True).content.decode()
    )
    text = page(leader, "/sturing/mijn-projecten/")
    assert url in text
    assert "/sturing/geld/" not in text
    assert "Mijn projecten" in page(leader, url)
    assert leader.post(url, {"voortgang": "20"})["Location"] == "/sturing/mijn-projecten/"
    assert "U hoeft nu geen kwartaaltoets in te vullen" in page(leader, "/sturing/mijn-projecten/")
    assert leader.get(f"/sturing/projecten/{running.id}/").status_code == 403
