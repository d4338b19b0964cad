"""Letters and mails under beheer."""

import pytest

from kapstok.diensten.brieven.models import Sjabloon, SjabloonVersie
from kapstok.diensten.brieven.services import load_standard
from kapstok.platform.audit.models import AuditRecord
from kapstok.platform.work import SYSTEM

LIST = "/beheer/brieven/"


@pytest.fixture
def beheer(visit):
    load_standard(actor=SYSTEM)
    return visit("medewerker", roles=("functioneel-beheerder",))


def letter(**changes):
    return {
        "versie": "1",
        "naam": "Ontvangstbevestiging",
        "onderwerp": "Ontvangen: {onderwerp}",
        "tekst": "Beste {aanvrager},\r\n\r\nUw nummer is {zaaknummer}.",
        "actief": "on",
        **changes,
    }


def test_the_list_shows_letters_and_the_mails_that_nobody_changed_yet(beheer):
    page = beheer.get(LIST).content.decode()
    assert "Ontvangstbevestiging" in page
    assert "Mail: nieuwe status" in page


def test_a_changed_letter_is_a_new_version_with_who_and_when(beheer):
    assert beheer.post(f"{LIST}ontvangst/", letter()).status_code == 302
    row = Sjabloon.objects.get(slug="ontvangst")
    assert (row.versie, row.tekst) == (2, "Beste {aanvrager},\n\nUw nummer is {zaaknummer}.")
    page = beheer.get(f"{LIST}ontvangst/versies/").content.decode()
    assert "Proef functioneel-beheerder" in page
    assert "<ins>Uw nummer is {zaaknummer}.</ins>" in page
    assert AuditRecord.objects.filter(actie="sjabloon.change", object_id=str(row.id)).exists()


def test_an_earlier_version_comes_back(beheer):
    old = Sjabloon.objects.get(slug="ontvangst").tekst
    beheer.post(f"{LIST}ontvangst/", letter())
    beheer.post(f"{LIST}ontvangst/versies/1/terug/")
    row = Sjabloon.objects.get(slug="ontvangst")
    assert (row.versie, row.tekst) == (3, old)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"tekst": "Beste {aanvraager}"}, "Bedoelt u {aanvrager}?"),
        ({"tekst": "Nummer {Zaaknummer}"}, "accolade die bij geen veld hoort"),
        ({"tekst": "  "}, "Vul hier een tekst in"),
        ({"onderwerp": "{onbekend_veld}"}, "{onbekend_veld} bestaat niet"),
        ({"vragen": "Reden Van"}, "kleine letters"),
        ({"naam": ""}, "Vul een naam in"),
        ({"versie": "7"}, "net gewijzigd"),
    ],
)
def test_what_is_wrong_stands_next_to_the_text_and_what_was_typed_stays(beheer, changes, words):
    answer = beheer.post(f"{LIST}ontvangst/", letter(**changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Uw nummer is {zaaknummer}." in page or "tekst" in changes
    assert Sjabloon.objects.get(slug="ontvangst").versie == 1


def test_a_declared_question_may_stand_in_the_text(beheer):
    typed = letter(tekst="Reden: {reden_van_uitstel}", vragen="reden_van_uitstel")
    assert beheer.post(f"{LIST}ontvangst/", typed).status_code == 302


def test_the_example_is_a_pdf_of_what_is_saved_or_typed(beheer):
    saved = beheer.get(f"{LIST}ontvangst/voorbeeld.pdf")
    assert saved["Content-Type"] == "application/pdf"
    assert saved.content.startswith(b"%PDF-")
    typed = beheer.post(f"{LIST}ontvangst/voorbeeld.pdf", letter())
    assert typed.content.startswith(b"%PDF-")
    wrong = beheer.post(f"{LIST}ontvangst/voorbeeld.pdf", letter(tekst="{fout}"))
    assert wrong.status_code == 422
    assert not SjabloonVersie.objects.exists()


def test_a_new_letter_with_emoji_and_markup_is_text_and_nothing_else(beheer):
    typed = letter(
        versie="0", naam="Nieuw", onderwerp="Hoi 🌳", tekst="<script>alert(1)</script> #set text()"
    )
    assert beheer.post(f"{LIST}nieuw/", typed).status_code == 302
    page = beheer.get(f"{LIST}nieuw-brief/").content.decode()
    assert "<script>alert(1)" not in page
    assert beheer.get(f"{LIST}nieuw-brief/voorbeeld.pdf").content.startswith(b"%PDF-")
    again = beheer.post(f"{LIST}nieuw/", typed)
    assert "al een sjabloon" in again.content.decode()


def test_a_mail_has_three_languages_an_example_and_no_private_fields(beheer):
    page = beheer.get(f"{LIST}mail-status/").content.decode()
    assert "De status fan jo saak" in page
    typed = {
        "versie": "0",
        "naam": "Mail",
        "onderwerp": "Zaak {zaaknummer}",
        "tekst": "Nu: {status}",
        "actief": "on",
    }
    example = beheer.post(f"{LIST}mail-status/", {**typed, "actie": "voorbeeld"}).content.decode()
    assert "Nu: In behandeling" in example
    assert not Sjabloon.objects.filter(slug="mail-status").exists()
    private = beheer.post(f"{LIST}mail-status/", {**typed, "tekst": "Beste {aanvrager}"})
    assert private.status_code == 422
    half = beheer.post(f"{LIST}mail-status/", {**typed, "onderwerp_fy": "Allinnich in ûnderwerp"})
    assert half.status_code == 422
    assert beheer.post(f"{LIST}mail-status/", typed).status_code == 302
    assert Sjabloon.objects.get(slug="mail-status").versie == 1


@pytest.mark.eis("R-032")
def test_another_municipality_keeps_its_own_text(beheer, visit):
    beheer.post(f"{LIST}nieuw/", letter(versie="0", naam="Alleen hier", tekst="Geheim plan"))
    other = visit("medewerker", roles=("functioneel-beheerder",), tenant="weststellingwerf")
    assert "Alleen hier" not in other.get(LIST).content.decode()
    assert other.get(f"{LIST}alleen-hier/").status_code == 404
    assert other.post(f"{LIST}alleen-hier/", letter()).status_code == 404
    assert other.get(f"{LIST}alleen-hier/voorbeeld.pdf").status_code == 404


def test_who_may_look_does_not_save_and_others_do_not_look(visit, beheer):
    ciso = visit("medewerker", roles=("ciso",))
    assert ciso.get(f"{LIST}ontvangst/").status_code == 200
    assert ciso.post(f"{LIST}ontvangst/", letter()).status_code == 403
    assert ciso.post(f"{LIST}ontvangst/versies/1/terug/").status_code == 403
    assert visit("medewerker", roles=("behandelaar",)).get(LIST).status_code == 403
    assert Sjabloon.objects.get(slug="ontvangst").versie == 1
