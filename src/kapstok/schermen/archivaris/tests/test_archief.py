"""Destroying takes three people, time and proof."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from kapstok.diensten.archief.models import Vernietigingslijst
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.magazijnen.zaken.services import close_zaak


@pytest.fixture
def expired(given):
    """A zaak whose term is over."""
    kind = given.zaaktype()
    start = timezone.localdate() - timedelta(days=4000)
    zaak = given.zaak(kind, startdatum=start)
    moment = timezone.now() - timedelta(days=3990)
    close_zaak(zaak.id, kind.resultaattypen[0].id, actor=given.actor, moment=moment)
    return Zaak.objects.get(id=zaak.id)


@pytest.fixture
def people(visit):
    """Three different people with the right role."""
    roles = (("archivaris",), ("teamleider",), ("archivaris", "teamleider"))
    return [visit("medewerker", roles=r) for r in roles]


def test_a_list_needs_three_different_people(people, expired):
    people[0].post("/archief/nieuw/")
    lijst = Vernietigingslijst.objects.get()
    act = f"/archief/lijst/{lijst.id}/doen/"
    assert expired.identificatie in people[0].get(f"/archief/lijst/{lijst.id}/").content.decode()
    people[0].post(act, {"actie": "indienen"})
    asked = ["Akkoord geven" in p.get(f"/archief/lijst/{lijst.id}/").content.decode() for p in people]
    assert asked == [False, True, True]
    people[0].post(act, {"actie": "akkoord"})
    lijst.refresh_from_db()
    assert lijst.eerste_beoordelaar == ""
    people[1].post(act, {"actie": "akkoord"})
    people[1].post(act, {"actie": "akkoord"})
    lijst.refresh_from_db()
    assert lijst.tweede_beoordelaar == ""
    people[2].post(act, {"actie": "akkoord"})
    lijst.refresh_from_db()
    assert lijst.status == "goedgekeurd"
    assert Zaak.objects.filter(id=expired.id).exists()


def test_one_zaak_can_be_kept_longer_with_a_reason(people, expired):
    people[0].post("/archief/nieuw/")
    lijst = Vernietigingslijst.objects.get()
    page = people[0].get(f"/archief/lijst/{lijst.id}/")
    regel = page.context["regels"][0]
    act = f"/archief/lijst/{lijst.id}/doen/"
    refused = people[0].post(act, {"actie": "bewaren", "regel": str(regel.id), "reden": ""})
    assert refused.status_code == 422
    assert f'id="id_reden_{regel.id}-fout"' in refused.content.decode()
    people[0].post(act, {"actie": "bewaren", "regel": str(regel.id), "reden": "Loopt nog een rechtszaak"})
    assert "rechtszaak" in people[0].get(f"/archief/lijst/{lijst.id}/").content.decode()


def test_a_reason_that_is_refused_stands_in_its_field_with_what_is_wrong(people, expired):
    people[0].post("/archief/nieuw/")
    lijst = Vernietigingslijst.objects.get()
    act = f"/archief/lijst/{lijst.id}/doen/"
    assert 'id="id_reden_lijst-fout"' in people[1].post(act, {"actie": "stoppen"}).content.decode()
    refused = people[1].post(act, {"actie": "stoppen", "reden": "Hoger beroep. " * 100})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert page.count("Dit is te lang: het mag 1000 tekens zijn.") == 2  # the summary, and next to the field
    assert "Hoger beroep. Hoger beroep." in page
    lijst.refresh_from_db()
    assert lijst.status == "concept"


def test_a_line_of_another_list_is_not_there(people, expired):
    people[0].post("/archief/nieuw/")
    lijst = Vernietigingslijst.objects.get()
    act, form = f"/archief/lijst/{lijst.id}/doen/", {"actie": "bewaren", "reden": "Rechtszaak"}
    for line in ("", "geen-id", str(uuid4())):
        assert people[0].post(act, {**form, "regel": line}).status_code == 404


def test_without_candidates_there_is_no_list(people):
    page = people[0].post("/archief/nieuw/", follow=True)
    assert "niets te vernietigen" in page.content.decode()


def test_others_do_not_come_in(visit, people, expired):
    people[0].post("/archief/nieuw/")
    lijst = Vernietigingslijst.objects.get()
    assert visit("medewerker", roles=("behandelaar",)).get("/archief/").status_code == 403
    assert visit("burger", "999993653").get("/archief/").status_code == 403
    other = visit("medewerker", roles=("archivaris",), tenant="weststellingwerf")
    assert other.get(f"/archief/lijst/{lijst.id}/").status_code == 404
    assert lijst.naam not in other.get("/archief/").content.decode()


def test_calendar_opens(people, expired):
    assert people[0].get("/archief/kalender/").status_code == 200


def test_the_certificate_of_destruction_is_a_pdf_to_keep(people, expired, visit, given):
    from kapstok.diensten.archief.services import destroy_next_batch

    people[0].post("/archief/nieuw/")
    lijst = Vernietigingslijst.objects.get()
    url = f"/archief/lijst/{lijst.id}/"
    for person, act in ((0, "indienen"), (1, "akkoord"), (2, "akkoord")):
        people[person].post(f"{url}doen/", {"actie": act})
    assert people[0].get(f"{url}verklaring.pdf").status_code == 404
    later = timezone.now() + timedelta(days=8)
    destroy_next_batch(lijst.id, actor=given.actor, today=later.date(), moment=later)
    assert "verklaring.pdf" in people[0].get(url).content.decode()
    answer = people[0].get(f"{url}verklaring.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert b"<pdfaid:part>2</pdfaid:part>" in answer.content
    other = visit("medewerker", roles=("archivaris",), tenant="weststellingwerf")
    assert other.get(f"{url}verklaring.pdf").status_code == 404
