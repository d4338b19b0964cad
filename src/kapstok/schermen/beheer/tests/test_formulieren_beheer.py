"""Forms under beheer: upload with checks in words, compare, try out, publish and withdraw."""

import json
from pathlib import Path

import pytest

import kapstok.demo
from kapstok.diensten.formulieren.models import Concept, Formulier, FormulierVersie
from kapstok.diensten.formulieren.services import published
from kapstok.diensten.intake.models import Inzending
from kapstok.magazijnen.producten.models import Product
from kapstok.platform.audit.models import AuditRecord
from kapstok.schermen.beheer.formulier_woorden import condition_in_words

LIST = "/beheer/formulieren/"
DEMO = Path(kapstok.demo.__file__).with_name("formulieren")


@pytest.fixture
def beheer(visit):
    return visit("medewerker", roles=("functioneel-beheerder",))


def definition(**changes):
    """A small form with a condition."""
    questions = [
        {"id": "soort", "type": "keuze", "label": {"nl": "Welke boom?"},
         "options": [{"value": "eik", "label": {"nl": "Eik"}}, {"value": "anders", "label": {"nl": "Anders"}}]},
        {"id": "welke", "type": "tekst", "label": {"nl": "Welke dan?"},
         "visible_if": {"==": [{"var": "soort"}, "anders"]}},
    ]  # fmt: skip
    return {
        "slug": "proefboom",
        "title": {"nl": "Proefboom"},
        "intro": {"nl": "Een proef."},
        "zaak": {"zaaktype": "KAP", "omschrijving": "Boom"},
        "channels": ["zonder"],
        "steps": [{"id": "boom", "title": {"nl": "De boom"}, "questions": questions}],
        **changes,
    }


def upload(client, content, where=f"{LIST}nieuw/"):
    raw = content if isinstance(content, str) else json.dumps(content)
    return client.post(where, {"tekst": raw})


@pytest.mark.eis("R-018")
def test_an_uploaded_form_is_a_concept_until_it_is_published(beheer, client_for):
    assert upload(beheer, definition())["Location"] == f"{LIST}proefboom/1/"
    visitor = client_for("ooststellingwerf")
    Product.objects.create(slug="proefboom", naam="Boom", formulier_slug="proefboom")
    gone = visitor.get("/formulier/proefboom/")
    assert (gone.status_code, "Dit kan nu niet online" in gone.content.decode()) == (410, True)
    assert visitor.post("/formulier/proefboom/start/", {"kanaal": "zonder"}).status_code == 410
    assert visitor.get("/formulier/nooit-geweest/").status_code == 404
    assert 'href="/formulier/' not in visitor.get("/product/proefboom/").content.decode()
    row = FormulierVersie.objects.get()
    page = beheer.post(f"{LIST}proefboom/{row.id}/publiceren/", follow=True).content.decode()
    assert "Versie 1 is gepubliceerd" in page
    assert visitor.get("/formulier/proefboom/").status_code == 200
    assert 'href="/formulier/proefboom/"' in visitor.get("/product/proefboom/").content.decode()
    assert AuditRecord.objects.filter(actie="formulier.publish").exists()


def test_a_version_is_shown_as_pages_and_questions_in_words(beheer):
    upload(beheer, definition())
    page = beheer.get(f"{LIST}proefboom/").content.decode()
    assert "Pagina 1: De boom" in page
    assert "één keuze, verplicht" in page
    assert "“soort” is ‘anders’" in page
    assert "Proef functioneel-beheerder" in page
    assert "zaaktype “KAP” is er niet" in page


CYCLE = [
    {"id": "a", "type": "tekst", "label": {"nl": "A"}, "visible_if": {"==": [{"var": "b"}, "x"]}},
    {"id": "b", "type": "tekst", "label": {"nl": "B"}, "visible_if": {"==": [{"var": "a"}, "x"]}},
]
UNKNOWN = [{"id": "a", "type": "tekst", "label": {"nl": "A"}, "visible_if": {"==": [{"var": "weg"}, "x"]}}]
SOURCE = [{"id": "a", "type": "tekst", "label": {"nl": "A"}, "prefill": {"source": "sterren", "field": "x"}}]


def one_page(questions):
    return definition(steps=[{"id": "p", "title": {"nl": "P"}, "questions": questions}])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "geen geldige JSON"),
        ("", "Kies een bestand"),
        ("[]", "gevonden"),
        (definition(onbekend=1), "Dit onderdeel kennen wij niet"),
        (definition(steps=[]), "steps"),
        (one_page(CYCLE), "wachten op elkaar"),
        (one_page(UNKNOWN), "geen vraag “weg”"),
        (one_page(SOURCE), "bron “sterren” kennen wij niet"),
        ('{"steps": [{"visible_if": ' + "[" * 100_000, "geen geldige JSON"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(beheer, content, words):
    answer = upload(beheer, content)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Formulier.objects.exists()


def test_a_file_works_like_text_and_a_picture_is_refused(beheer):
    from django.core.files.uploadedfile import SimpleUploadedFile

    wrong = SimpleUploadedFile("foto.png", b"\x89PNG\r\n\x1a\n\xff\xfe")
    assert beheer.post(f"{LIST}nieuw/", {"bestand": wrong}).status_code == 422
    empty = SimpleUploadedFile("leeg.json", b"")
    assert beheer.post(f"{LIST}nieuw/", {"bestand": empty}).status_code == 422
    good = SimpleUploadedFile("kap.json", (DEMO / "kapvergunning.json").read_bytes())
    assert beheer.post(f"{LIST}nieuw/", {"bestand": good}).status_code == 302


def test_a_new_version_shows_what_changed(beheer):
    upload(beheer, definition())
    beheer.post(f"{LIST}proefboom/{FormulierVersie.objects.get().id}/publiceren/")
    changed = definition(intro={"nl": "Een andere proef."})
    upload(beheer, changed, f"{LIST}proefboom/nieuw/")
    page = beheer.get(f"{LIST}proefboom/2/").content.decode()
    assert "<ins>Proefboom: Een andere proef.</ins>" in page
    assert "<del>Proefboom: Een proef.</del>" in page
    assert published("proefboom")[0].versie == 1
    other = upload(beheer, definition(slug="iets-anders"), f"{LIST}proefboom/nieuw/")
    assert "Dit is een ander formulier" in other.content.decode()


def test_a_second_upload_replaces_the_concept(beheer):
    upload(beheer, definition())
    upload(beheer, definition(intro={"nl": "Verbeterd."}))
    row = FormulierVersie.objects.get()
    assert (row.versie, row.definitie["intro"]["nl"]) == (1, "Verbeterd.")


def test_a_withdrawn_form_cannot_be_started_and_comes_back(beheer, client_for):
    upload(beheer, definition())
    first = FormulierVersie.objects.get()
    beheer.post(f"{LIST}proefboom/{first.id}/publiceren/")
    beheer.post(f"{LIST}proefboom/intrekken/")
    visitor = client_for("ooststellingwerf")
    Product.objects.create(slug="proefboom", naam="Boom", formulier_slug="proefboom")
    gone = visitor.get("/formulier/proefboom/")
    assert (gone.status_code, "Dit kan nu niet online" in gone.content.decode()) == (410, True)
    assert visitor.post("/formulier/proefboom/start/", {"kanaal": "zonder"}).status_code == 410
    assert visitor.get("/formulier/nooit-geweest/").status_code == 404
    assert 'href="/formulier/' not in visitor.get("/product/proefboom/").content.decode()
    beheer.post(f"{LIST}proefboom/{first.id}/publiceren/")
    assert visitor.get("/formulier/proefboom/").status_code == 200
    assert 'href="/formulier/proefboom/"' in visitor.get("/product/proefboom/").content.decode()
    assert published("proefboom")[0].versie == 2


def test_a_trial_runs_through_the_real_pages_and_sends_nothing(beheer, given):
    given.zaaktype()
    upload(beheer, definition())
    row = FormulierVersie.objects.get()
    start = beheer.post(f"{LIST}proefboom/{row.id}/proef/", {"kanaal": "zonder"})
    assert "Dit is een proef" in beheer.get(start["Location"]).content.decode()
    beheer.post(start["Location"], {"soort": "eik", "actie": "volgende"})
    concept = Concept.objects.get()
    assert concept.proef
    check = f"/formulier/proefboom/{concept.id}/controle/"
    page = beheer.post(check).content.decode()
    assert "niets verstuurd" in page
    assert not Inzending.objects.exists()


def test_the_trial_of_one_is_not_open_to_another(beheer, client_for):
    upload(beheer, definition())
    row = FormulierVersie.objects.get()
    where = beheer.post(f"{LIST}proefboom/{row.id}/proef/")["Location"]
    assert client_for("ooststellingwerf").get(where).status_code == 404


def test_every_demo_form_can_be_read_on_the_page(beheer):
    for file in sorted(DEMO.glob("*.json")):
        where = upload(beheer, file.read_text())["Location"]
        assert beheer.get(where).status_code == 200, file.name
    assert beheer.get(LIST).status_code == 200


def test_the_download_can_be_uploaded_again(beheer):
    upload(beheer, definition())
    text = beheer.get(f"{LIST}proefboom/1/json").content.decode()
    assert upload(beheer, text, f"{LIST}proefboom/nieuw/").status_code == 302


def test_another_municipality_does_not_see_or_change_it(beheer, visit):
    upload(beheer, definition())
    row = FormulierVersie.objects.get()
    other = visit("medewerker", roles=("functioneel-beheerder",), tenant="weststellingwerf")
    assert "Proefboom" not in other.get(LIST).content.decode()
    for where in (
        f"{LIST}proefboom/",
        f"{LIST}proefboom/1/",
        f"{LIST}proefboom/1/json",
        f"{LIST}proefboom/nieuw/",
    ):
        assert other.get(where).status_code == 404
    for what in ("publiceren", "proef"):
        assert other.post(f"{LIST}proefboom/{row.id}/{what}/").status_code == 404
    assert other.post(f"{LIST}proefboom/intrekken/").status_code == 404


def test_who_may_look_does_not_change(visit, beheer):
    upload(beheer, definition())
    row = FormulierVersie.objects.get()
    ciso = visit("medewerker", roles=("ciso",))
    assert ciso.get(f"{LIST}proefboom/").status_code == 200
    assert upload(ciso, definition()).status_code == 403
    assert ciso.post(f"{LIST}proefboom/{row.id}/publiceren/").status_code == 403
    assert visit("medewerker", roles=("behandelaar",)).get(LIST).status_code == 403


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ({"and": [{"==": [{"var": "a"}, True]}, {">": [{"var": "b"}, 3]}]}, "“a” is ja en “b” is meer dan 3"),
        ({"!": [{"in": ["x", {"var": "c"}]}]}, "niet (‘x’ zit in “c”)"),
        ({"some": [1]}, '{"some":[1]}'),
    ],
)
def test_a_condition_reads_as_words(expression, words):
    assert condition_in_words(expression) == words
