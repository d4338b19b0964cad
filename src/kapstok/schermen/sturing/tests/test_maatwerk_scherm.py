"""Custom work on a page: proposed, decided by who may, settled only after that, and for what it costs."""

import re
from datetime import date

import pytest
from django.utils import timezone

from kapstok.diensten.sturing.geld.models import Maatwerk, Transactie
from kapstok.diensten.sturing.portfolio import services as portfolio
from kapstok.diensten.sturing.rollen.services import benoem
from kapstok.platform.identity.models import User
from kapstok.platform.work import SYSTEM

M = "/sturing/maatwerk/"


def page(client, url=M, status=200):
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode().replace("\xa0", " ")


@pytest.fixture
def proposed(adviseur, owo):
    sent = {"omschrijving": "Eigen <i>huisstijl</i>", "gemeenten": ["oost", "west"], "kosten": "100,01"}
    assert adviseur.post(M, sent).status_code == 302
    return Maatwerk.objects.get()


@pytest.mark.eis("R-055", "R-208", "R-209")
def test_it_is_settled_only_after_the_directie_and_to_the_cent(adviseur, directie, proposed, owo):
    assert "Wacht op de OWO-directie" in page(adviseur)
    adviseur.post(f"{M}{proposed.id}/verrekenen/")
    assert not Transactie.objects.exists()
    # A decision names its source, and belongs to who holds the function.
    directie.post(f"{M}{proposed.id}/besluit/", {"doen": "ja", "besluit": " "})
    directie.post(f"{M}{proposed.id}/besluit/", {"doen": "ja", "besluit": "Punt 3"})
    assert Maatwerk.objects.get().akkoord is None
    user = User.objects.get(username="proef-directie")
    benoem(
        "owo_directie",
        "Proef",
        van=date(2016, 1, 1),
        deelnemer_id=owo["oost"].id,
        persoon_id=user.id,
        actor=SYSTEM,
    )
    directie.post(f"{M}{proposed.id}/besluit/", {"doen": "ja", "besluit": "Punt 3"})
    assert "Goedgekeurd" in page(adviseur)
    assert adviseur.post(f"{M}{proposed.id}/verrekenen/").status_code == 302
    adviseur.post(f"{M}{proposed.id}/verrekenen/")
    assert Transactie.objects.count() == 1
    text = page(directie)
    assert "€ 50,01" in text
    assert "€ 50,00" in text
    assert "Verrekend op" in text
    assert "Eigen &lt;i&gt;" in text
    year = timezone.localdate().year
    (line,) = re.findall(rf'data-label="Jaar">{year}<.*?</tr>', text)
    assert ">1<" in line  # one local solution was approved
    assert f"soort=verrekenen&amp;jaar={year}#boekingen" in line
    assert "€ 100,01" in line


@pytest.mark.eis("R-055")
def test_each_year_says_what_the_contracts_cost_and_what_was_saved(adviseur, apps, actor, owo):
    year = timezone.localdate().year
    contract = {
        "applicatie_id": apps["Civision"].id, "nummer": "Oud", "begin": date(2015, 1, 1),
        "einde": date(year - 1, 6, 30), "deelnemer_id": owo["oost"].id, "kosten_per_jaar": 500_00,
    }  # fmt: skip
    portfolio.save_contract(contract, actor=actor)
    lines = dict(re.findall(r'data-label="Jaar">(\d+)<(.*?)</tr>', page(adviseur)))
    assert "€ 2.969,00" in lines[str(year - 2)]
    assert "€ 2.469,00" in lines[str(year - 1)]
    assert re.findall(r'"Tegenover het jaar ervoor">([^<]+)<', lines[str(year - 1)]) == ["€ 500,00 minder"]
    assert re.findall(r'"Tegenover het jaar ervoor">([^<]+)<', lines[str(year)]) == ["-"]


def test_what_is_wrong_is_said_at_the_field(adviseur, owo):
    refused = adviseur.post(M, {"omschrijving": "Iets", "gemeenten": ["oost"], "kosten": "1.2345"})
    assert refused.status_code == 422
    assert 'id="id_kosten-fout"' in refused.content.decode()
    assert 'value="1.2345"' in refused.content.decode()
    assert (
        "minstens één gemeente" in adviseur.post(M, {"omschrijving": "Iets", "kosten": "1"}).content.decode()
    )
    assert not Maatwerk.objects.exists()


def test_only_who_may_and_a_municipality_sees_nothing(adviseur, directie, proposed, visit):
    assert adviseur.post(f"{M}{proposed.id}/besluit/", {"doen": "ja", "besluit": "x"}).status_code == 403
    assert directie.post(f"{M}{proposed.id}/verrekenen/").status_code == 403
    assert directie.post(M, {"omschrijving": "x"}).status_code == 404
    own = visit("medewerker", roles=("i-adviseur",), tenant="ooststellingwerf")
    assert "huisstijl" not in page(own)
