"""The report on quality under beheer: who sees what, one click to a zaak, and the log of whom it showed."""

import msgspec
import pytest

from kapstok.diensten.kwaliteit.models import Bevinding, Ronde
from kapstok.magazijnen.brp.services import import_pl_json
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.platform.audit.models import AuditRecord
from kapstok.platform.audit.use import uses_of
from kapstok.platform.events.dispatch import deliver_all

WHERE = "/beheer/kwaliteit/"
ONE = f"{WHERE}bsn-elfproef/"


@pytest.fixture
def beheer(visit):
    return visit("medewerker", roles=("functioneel-beheerder",))


@pytest.fixture
def wrong(given):
    lists = [
        {
            "categorieen": {
                "01": [
                    [
                        {
                            "0110": f"90000000{n:02d}",
                            "0120": f"1234567{n:02d}",
                            "0240": f"=Proef{n}",
                            "0210": "A",
                        }
                    ]
                ],
                "08": [[{"0910": "0085"}]],
            }
        }
        for n in range(10, 75)
        if n not in (17, 25, 33, 41, 49, 57, 65, 73)
    ]
    body = msgspec.json.encode({"formaat": "pl-json/1", "personen": lists})
    import_pl_json(body, actor=given.actor)


def _round(client):
    assert client.post(f"{WHERE}starten/").status_code == 302
    deliver_all(1)


def test_a_round_is_asked_shown_while_it_goes_on_and_reported(beheer, wrong):
    assert "Nog niet gecontroleerd" in beheer.get(WHERE).content.decode()
    beheer.post(f"{WHERE}starten/")
    page = beheer.get(WHERE).content.decode()
    assert "is bezig: 0 van" in page
    assert "Nu controleren" not in page
    assert "Er is al een controle bezig" in beheer.post(f"{WHERE}starten/", follow=True).content.decode()
    deliver_all(1)
    page = beheer.get(WHERE).content.decode()
    assert "Laatste controle" in page
    assert "Burgerservicenummer klopt niet" in page
    assert Bevinding.objects.filter(controle="bsn-elfproef").count() > 50


def test_a_list_shows_a_page_and_logs_those_on_it_only(beheer, wrong):
    _round(beheer)
    found = list(Bevinding.objects.filter(controle="bsn-elfproef").order_by("-sinds", "-id"))
    first = beheer.get(ONE).content.decode()
    assert first.count("Terugmelden<") == 50
    second = beheer.get(f"{ONE}?pagina=2").content.decode()
    assert second.count("Terugmelden<") == len(found) - 50
    one = beheer.get(f"{ONE}?zoek=123456710").content.decode()
    assert "1 bevinding<" in one
    logged = uses_of("123456710")
    assert {u.doel for u in logged} == {"Kwaliteit van de basisregistraties"}
    assert len(logged) == 2  # on its page, and by itself
    assert "Er is niets dat past" in beheer.get(f"{ONE}?zoek=bestaatniet").content.decode()


def test_two_lists_with_one_number_stand_together_and_say_so(beheer, given):
    def lijst(n, naam):
        return {"categorieen": {"01": [[{"0110": f"90000000{n:02d}", "0120": naam[1], "0240": naam[0]}]]}}

    names = [("Aal", "999990019"), ("Bol", "999990020"), ("Cor", "999990019"), ("Dam", "999990020")]
    body = msgspec.json.encode(
        {"formaat": "pl-json/1", "personen": [lijst(n, x) for n, x in enumerate(names)]}
    )
    import_pl_json(body, actor=given.actor)
    _round(beheer)
    page = beheer.get(f"{WHERE}bsn-dubbel/").content.decode()
    assert page.count("Een andere persoonslijst heeft hetzelfde nummer") == 4
    assert "Gaat ook over" not in page
    order = sorted(["Aal", "Bol", "Cor", "Dam"], key=page.index)
    assert {frozenset(order[:2]), frozenset(order[2:])} == {
        frozenset(("Aal", "Cor")),
        frozenset(("Bol", "Dam")),
    }


def test_one_click_makes_a_zaak_and_a_second_one_none(beheer, wrong, given):
    _round(beheer)
    found = Bevinding.objects.filter(controle="bsn-elfproef").first()
    page = beheer.post(f"{ONE}{found.id}/terugmelden/", follow=True).content.decode()
    assert "Er is geen gepubliceerd zaaktype" in page
    given.zaaktype(identificatie="terugmelding", omschrijving="Terugmelding")
    page = beheer.post(f"{ONE}{found.id}/terugmelden/", follow=True).content.decode()
    zaak = Zaak.objects.get()
    assert f"Zaak {zaak.identificatie} is gemaakt." in page
    page = beheer.post(f"{ONE}{found.id}/terugmelden/", follow=True).content.decode()
    assert "heeft al een zaak" in page
    assert Zaak.objects.count() == 1
    assert f"/werk/zaak/{zaak.id}/" in beheer.get(f"{ONE}?stand=met").content.decode()


def test_the_export_has_every_row_no_formula_and_is_recorded(beheer, wrong, monkeypatch):
    monkeypatch.setattr("kapstok.diensten.kwaliteit.queries.BATCH", 7)
    _round(beheer)
    answer = beheer.get(f"{ONE}export.csv")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert answer.streaming
    assert len(lines) == 1 + Bevinding.objects.filter(controle="bsn-elfproef").count()
    assert all(";A =Proef" in line or line.startswith("\ufeffBSN;") for line in lines)
    assert AuditRecord.objects.filter(actie="kwaliteit.export").count() == 1
    assert len(uses_of("123456710")) == 1


def test_who_may_not_change_sees_figures_and_no_persons(visit, beheer, wrong):
    _round(beheer)
    ciso = visit("medewerker", roles=("ciso",))
    page = ciso.get(WHERE).content.decode()
    assert "Burgerservicenummer klopt niet" in page
    assert ONE not in page
    assert ciso.get(ONE).status_code in (302, 403, 404)
    assert ciso.post(f"{WHERE}starten/").status_code in (302, 403, 404)
    worker = visit("medewerker", roles=("behandelaar",))
    assert worker.get(WHERE).status_code in (302, 403, 404)
    assert Ronde.objects.count() == 1


def test_another_municipality_sees_nothing_of_it(visit, beheer, wrong):
    _round(beheer)
    found = Bevinding.objects.filter(controle="bsn-elfproef").first()
    elsewhere = visit("medewerker", roles=("functioneel-beheerder",), tenant="weststellingwerf")
    assert "Nog niet gecontroleerd" in elsewhere.get(WHERE).content.decode()
    assert "123456710" not in elsewhere.get(ONE).content.decode()
    assert "123456710" not in b"".join(elsewhere.get(f"{ONE}export.csv").streaming_content).decode()
    elsewhere.post(f"{ONE}{found.id}/terugmelden/")
    assert not Zaak.objects.exists()


def test_a_check_that_is_not_there_is_not_found(beheer):
    assert beheer.get(f"{WHERE}verzonnen/").status_code == 404
    assert beheer.get(f"{WHERE}verzonnen/export.csv").status_code == 404


def test_a_false_alarm_is_called_right_with_a_reason_and_can_come_back(beheer, wrong):
    _round(beheer)
    row = Bevinding.objects.order_by("-sinds", "-id").first()
    where = f"{ONE}{row.id}/juist/"
    before = Bevinding.objects.filter(opgelost=None).count()
    missed = beheer.post(where, {"reden": "ja"})
    page = missed.content.decode()
    assert missed.status_code == 422
    assert "Schrijf in een paar woorden op" in page
    assert f'href="#id_reden_{row.id}"' in page
    assert 'value="ja"' in page
    told = beheer.post(where, {"reden": "Zo staat het in de akte"}, follow=True).content.decode()
    assert f"{before - 1} bevindingen" in told
    right = beheer.get(f"{ONE}?stand=juist").content.decode()
    assert "Zo staat het in de akte" in right
    assert "1 bevinding<" in right
    beheer.post(where, {"terug": "ja"})
    assert f"{before} bevindingen" in beheer.get(ONE).content.decode()


def test_calling_something_right_waits_for_its_terugmelding(beheer, wrong, given):
    _round(beheer)
    given.zaaktype(identificatie="terugmelding", omschrijving="Terugmelding")
    row = Bevinding.objects.order_by("-sinds", "-id").first()
    beheer.post(f"{ONE}{row.id}/terugmelden/")
    answer = beheer.post(f"{ONE}{row.id}/juist/", {"reden": "Zo staat het in de akte"}, follow=True)
    assert "Er loopt nog een terugmelding" in answer.content.decode()
    assert Bevinding.objects.get(id=row.id).juist_op is None
