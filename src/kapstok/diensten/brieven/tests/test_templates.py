"""Templates: every version is kept, a wrong field is refused next to the text, a letter fits its zaak."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given as generated
from hypothesis import strategies as st

from kapstok.diensten.brieven.models import Sjabloon, SjabloonVersie
from kapstok.diensten.brieven.rules import fields_of, is_offered, stray_braces, wrong_fields
from kapstok.diensten.brieven.services import compose, letter_pdf, load_standard
from kapstok.diensten.brieven.templates import (
    Inhoud,
    add_letter,
    content_in,
    content_refusals,
    example_values,
    offered_letters,
    restore_version,
    save_template,
    standard_mails,
    versions_of,
)
from kapstok.magazijnen.zaken.services import set_resultaat
from kapstok.platform.errors import Refusal
from kapstok.platform.work import SYSTEM

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
CONTENT = Inhoud("Proefbrief", "Over {onderwerp}", "Beste {aanvrager},\n\nTot {uiterlijk}.")


def test_a_field_that_does_not_exist_is_named_with_the_one_that_was_meant():
    [wrong] = wrong_fields("Beste {aanvraager}", ["aanvrager", "datum"])
    assert wrong == ("aanvraager", "aanvrager")


@pytest.mark.parametrize("text", ["{Zaaknummer}", "{zaak nummer}", "een } los", "{aanvrager"])
def test_a_brace_without_a_field_is_found(text):
    assert stray_braces(text)


@generated(st.lists(st.sampled_from(["aanvrager", "datum", "reden"])), st.text(alphabet="ab \n", max_size=20))
def test_allowed_fields_are_never_refused(names, between):
    text = between.join(f"{{{name}}}" for name in names)
    assert wrong_fields(text, ["aanvrager", "datum", "reden"]) == []
    assert stray_braces(text) == []


def test_the_standard_texts_keep_to_their_own_rules(tenant):
    for row in standard_mails().values():
        content = Inhoud(row["naam"], row["onderwerp"], row["tekst"], row["vertalingen"])
        assert content_refusals("mail", content) == [], row["slug"]
        assert set(content.vertalingen) == {"fy", "en"}
    load_standard(actor=SYSTEM)
    for letter in Sjabloon.objects.all():
        asked = fields_of(letter.onderwerp, letter.tekst)
        assert content_refusals("brief", Inhoud(letter.naam, letter.onderwerp, letter.tekst), asked) == []


@pytest.mark.parametrize(
    ("zaaktypen", "resultaten", "offered"),
    [
        ([], [], True),
        (["KAP"], [], True),
        (["WMO"], [], False),
        ([], ["Verleend"], True),
        ([], ["Geweigerd"], False),
    ],
)
def test_a_letter_is_offered_where_it_fits(zaaktypen, resultaten, offered):
    assert (
        is_offered(zaaktypen=zaaktypen, resultaten=resultaten, zaaktype="KAP", resultaat="Verleend")
        is offered
    )


def test_before_there_is_a_resultaat_every_letter_is_possible():
    assert is_offered(zaaktypen=[], resultaten=["Geweigerd"], zaaktype="KAP", resultaat="")


def test_the_workbench_offers_what_fits_the_zaak(given):
    kind = given.zaaktype()
    zaak = given.zaak(kind)
    for slug, content in (
        ("overal", Inhoud("Overal", "O", "T")),
        ("wmo", Inhoud("Wmo", "O", "T", zaaktypen=["WMO"])),
        ("nee", Inhoud("Nee", "O", "T", resultaten=["Geweigerd"])),
    ):
        add_letter(slug, content, asked=(), actor=SYSTEM, now=NOW)
    assert [t.slug for t in offered_letters(zaak.id)] == ["nee", "overal"]
    set_resultaat(zaak.id, kind.resultaattypen[0].id, actor=given.actor)
    assert [t.slug for t in offered_letters(zaak.id)] == ["overal"]


def test_every_change_is_a_version_and_an_old_one_comes_back(tenant, actor):
    add_letter("proef", CONTENT, asked=(), actor=actor, now=NOW)
    second = Inhoud("Proefbrief", "Anders", "Andere tekst")
    row = save_template("proef", second, asked=(), expected=1, actor=actor, now=NOW)
    assert (row.versie, row.tekst) == (2, "Andere tekst")
    row = restore_version(row, 1, actor=actor, now=NOW)
    assert (row.versie, row.tekst) == (3, CONTENT.tekst)
    assert [v.versie for v in versions_of(row)] == [3, 2, 1]
    assert content_in(versions_of(row)[1]) == second
    assert {v.medewerker for v in versions_of(row)} == {actor.name}


def test_saving_over_somebody_elses_change_is_refused(tenant, actor):
    add_letter("proef", CONTENT, asked=(), actor=actor, now=NOW)
    other = Inhoud("Proefbrief", "Anders", "Andere tekst")
    save_template("proef", other, asked=(), expected=1, actor=actor, now=NOW)
    with pytest.raises(Refusal, match="net gewijzigd"):
        save_template("proef", CONTENT, asked=(), expected=1, actor=actor, now=NOW)


def test_saving_the_same_makes_no_version(tenant, actor):
    add_letter("proef", CONTENT, asked=(), actor=actor, now=NOW)
    save_template("proef", CONTENT, asked=(), expected=1, actor=actor, now=NOW)
    assert SjabloonVersie.objects.count() == 1


def test_a_template_from_before_versions_keeps_its_first_text(tenant, actor):
    load_standard(actor=SYSTEM)
    old = Sjabloon.objects.get(slug="ontvangst")
    new = Inhoud("Ontvangst", "Ontvangen", "Beste {aanvrager}")
    save_template("ontvangst", new, asked=(), expected=old.versie, actor=actor, now=NOW)
    assert content_in(SjabloonVersie.objects.get(versie=1)).tekst == old.tekst


def test_the_example_becomes_a_pdf(tenant):
    load_standard(actor=SYSTEM)
    letter = Sjabloon.objects.get(slug="toegekend")
    values = example_values("Ooststellingwerf", date(2026, 11, 23), fields_of(letter.onderwerp, letter.tekst))
    pdf = letter_pdf(compose(letter, values), values)
    assert pdf.startswith(b"%PDF-")
    assert b"pdfaid" in pdf
