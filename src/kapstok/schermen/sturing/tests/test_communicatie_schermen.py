"""The communication plan on its pages, and the feed as an intranet reads it."""

import pytest
from lxml import etree

from kapstok.diensten.sturing.communicatie.models import Bericht, Doelgroep, Publicatie
from kapstok.platform.mail.models import Mail

C, G = "/sturing/communicatie/", "/sturing/doelgroepen/"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def text(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def message(group, **more):
    return {
        "titel": "Nieuws <b>", "tekst": "Regel 1\nRegel & 2", "doelgroepen": [str(group.id)],
        "kanalen": ["mail", "intranet"], "verantwoordelijke": "Igor", "moment": "datum", "datum": "2018-03-01", **more,
    }  # fmt: skip


@pytest.fixture
def group(adviseur, owo):
    sent = {"naam": "Managers", "gemeente": "oost", "adressen": "a@oost.example\n\n b@oost.example "}
    assert adviseur.post(f"{G}nieuw/", sent).status_code == 302
    return Doelgroep.objects.get()


@pytest.fixture
def kept(adviseur, group):
    assert adviseur.post(f"{C}nieuw/", message(group)).status_code == 302
    return Bericht.objects.get()


def test_an_empty_plan_says_so(directie, owo):
    assert "Geen berichten" in text(directie.get(C))
    assert "Geen doelgroepen" in text(directie.get(G))


@pytest.mark.eis("R-264", "R-265")
def test_a_message_goes_out_by_mail_and_to_the_intranet_and_stays_in_the_history(adviseur, kept, client_for):
    assert "Nieuws &lt;b&gt;" in text(adviseur.get(f"{C}?stand=nu"))
    adviseur.post(f"{C}{kept.id}/doen/", {"doen": "publiceren", "versie": "1"})
    assert Mail.objects.count() == 2
    assert "2 mails" in text(adviseur.get(f"{C}{kept.id}/"))
    assert "Nieuws" not in text(adviseur.get(f"{C}?stand=nu")).split("Wie informeert wie")[0]
    adviseur.post("/sturing/feeds/oost/", {"doen": "openbaar"})
    answer = client_for("owo").get("/sturing/feeds/oost.atom")
    assert answer["Content-Type"] == "application/atom+xml"
    root = etree.fromstring(answer.content)
    assert root.xpath("string(a:entry/a:title)", namespaces=ATOM) == "Nieuws <b>"
    assert root.xpath("string(a:entry/a:content)", namespaces=ATOM).splitlines() == ["Regel 1", "Regel & 2"]
    for each in (
        "a:id",
        "a:title",
        "a:updated",
        "a:entry/a:id",
        "a:entry/a:updated",
        "a:entry/a:author/a:name",
    ):
        assert root.xpath(f"string({each})", namespaces=ATOM), each


def test_a_feed_asks_its_key_unless_it_is_open_and_no_other_house_has_it(adviseur, kept, client_for):
    anyone = client_for("owo")
    assert anyone.get("/sturing/feeds/oost.atom").status_code == 404
    page = text(adviseur.post("/sturing/feeds/oost/", {"doen": "sleutel"}))
    key = page.split("sleutel=")[1].split("<")[0]
    feed = f"/sturing/feeds/oost.atom?sleutel={key}"
    assert anyone.get(feed).status_code == 200
    assert anyone.get(f"{feed}x").status_code == 404
    assert anyone.get(feed.replace("oost", "west", 1)).status_code == 404
    assert client_for("ooststellingwerf").get(feed).status_code == 404
    assert key not in text(adviseur.get(G))


def test_a_publication_is_corrected_and_withdrawn_on_the_page_and_the_feed_says_so(
    adviseur, directie, kept, client_for
):
    adviseur.post(f"{C}{kept.id}/doen/", {"doen": "publiceren", "versie": "1"})
    adviseur.post("/sturing/feeds/oost/", {"doen": "openbaar"})
    made = Publicatie.objects.get()
    fix, stop = (f"{C}{kept.id}/publicatie/{made.id}/{soort}/" for soort in ("correctie", "intrekking"))
    assert fix in text(adviseur.get(f"{C}{kept.id}/"))
    assert fix not in text(directie.get(f"{C}{kept.id}/"))
    assert directie.post(stop, {"reden": "x", "versie": "2"}).status_code == 403
    sent = {"titel": "Nieuws <b>", "tekst": "Beter", "reden": "", "versie": "2"}
    page = text(adviseur.post(fix, sent), 422)
    assert 'id="id_reden-fout"' in page
    assert "Beter" in page
    assert adviseur.post(fix, {**sent, "reden": "Een <fout>"}).status_code == 302
    page = text(adviseur.post(stop, {"reden": "Blijft staan", "versie": "2"}), 422)
    assert "intussen gewijzigd" in page
    assert "Blijft staan" in page
    assert "Een &lt;fout&gt;" in text(adviseur.get(f"{C}{kept.id}/"))

    def entry():
        root = etree.fromstring(client_for("owo").get("/sturing/feeds/oost.atom").content)
        names = ("title", "content", "id")
        return [root.xpath(f"string(a:entry/a:{name})", namespaces=ATOM) for name in names]

    assert entry()[:2] == ["Gecorrigeerd: Nieuws <b>", entry()[1]]
    assert entry()[1].startswith("Beter\n\nGecorrigeerd op ")
    assert adviseur.post(stop, {"reden": "Toch niet", "versie": "3"}).status_code == 302
    assert entry()[0] == "Ingetrokken: Nieuws <b>"
    assert "Toch niet" in entry()[1]
    assert "Beter" not in entry()[1]
    assert entry()[2] == f"urn:uuid:{made.id}"
    page = text(adviseur.get(f"{C}{kept.id}/"))
    assert "Ingetrokken" in page
    assert stop not in page
    assert adviseur.get(f"{C}{kept.id}/publicatie/{made.id}/weg/").status_code == 404


def test_what_lacks_is_said_at_its_field_and_what_was_typed_stays(adviseur, group):
    page = text(adviseur.post(f"{C}nieuw/", message(group, titel="Blijft", datum="", kanalen=[])), 422)
    assert 'id="id_datum-fout"' in page
    assert 'id="id_kanalen-fout"' in page
    assert 'value="Blijft"' in page
    page = text(adviseur.post(f"{C}nieuw/", message(group, moment="kwartaal")), 422)
    assert 'id="id_kwartaal-fout"' in page
    assert 'id="id_adressen-fout"' in text(
        adviseur.post(f"{G}nieuw/", {"naam": "x", "adressen": "geen"}), 422
    )
    assert not Bericht.objects.exists()


def test_the_second_editor_is_told_and_a_change_can_be_undone(adviseur, kept, group):
    change = message(group, titel="Eerste", versie="1")
    assert adviseur.post(f"{C}{kept.id}/wijzigen/", change).status_code == 302
    page = text(adviseur.post(f"{C}{kept.id}/wijzigen/", {**change, "titel": "Tweede"}), 422)
    assert "Nu staat er: Eerste" in page
    adviseur.post(f"{C}{kept.id}/doen/", {"doen": "ongedaan", "versie": "2"})
    assert Bericht.objects.get().titel == "Nieuws <b>"
    adviseur.post(f"{G}{group.id}/", {"naam": "Chefs", "versie": "1"})
    assert "Nu staat er: Chefs" in text(
        adviseur.post(f"{G}{group.id}/", {"naam": "Bazen", "versie": "1"}), 422
    )


def test_the_plan_goes_to_a_spreadsheet(adviseur, kept):
    sheet = adviseur.get("/sturing/communicatie.csv").content.decode("utf-8-sig")
    assert sheet.splitlines()[1].startswith("Nieuws <b>;Managers;mail|intranet;datum;2018-03-01;nu;Igor")


def test_the_directie_reads_and_a_municipality_sees_nothing(directie, kept, visit):
    assert "Nieuws" in text(directie.get(C))
    assert directie.post(f"{C}{kept.id}/doen/", {"doen": "publiceren", "versie": "1"}).status_code == 403
    assert not Publicatie.objects.exists()
    own = visit("medewerker", roles=("i-adviseur",), tenant="ooststellingwerf")
    assert "Nieuws" not in text(own.get(C))
    assert own.get(f"{C}{kept.id}/").status_code == 404
