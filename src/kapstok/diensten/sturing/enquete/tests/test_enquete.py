"""The survey: answered once by who was asked, anonymous where that was promised, compared with an earlier round."""

import re
from datetime import date

import pytest
from django.db import DatabaseError
from hypothesis import given
from hypothesis import strategies as st

from kapstok.diensten.sturing.enquete.models import Enquete, Inzending, Uitnodiging, Vraag
from kapstok.diensten.sturing.enquete.queries import resultaat
from kapstok.diensten.sturing.enquete.rules import MINSTENS, gemiddelde, verborgen
from kapstok.diensten.sturing.enquete.services import bewaar, bij_sleutel, nodig_uit, opslaan, sluit
from kapstok.diensten.sturing.verband.services import toetreden
from kapstok.platform.audit.models import AuditRecord
from kapstok.platform.errors import Refusal
from kapstok.platform.mail.models import Mail
from kapstok.platform.work import SYSTEM

OWO, DAY = 4, date(2018, 3, 1)
QUESTIONS = [
    {"code": "tevreden", "tekst": "Hoe tevreden?", "soort": "schaal", "onderdelen": ["P1"]},
    {"code": "genoeg", "tekst": "Is er genoeg?", "soort": "ja_nee", "onderdelen": []},
    {"code": "wens", "tekst": "Wat mist u?", "soort": "open", "onderdelen": []},
]
GOOD = {"tevreden": "4", "genoeg": "ja", "wens": "Meer tijd"}


@pytest.fixture
def owo(db, as_tenant):
    with as_tenant(OWO):
        yield {
            code: toetreden(code, code, code[:2], van=date(2015, 1, 1), volgorde=n, actor=SYSTEM)
            for n, code in enumerate(("oost", "west", "opsterland"))
        }


def make(questions=QUESTIONS, **values):
    return opslaan({"naam": "Ronde", "anoniem": True, **values}, questions, op=DAY, actor=SYSTEM)


def invite(row, owo, *people):
    """Mails the links; keys by address."""
    asked = [(owo[code].id, f"H {n}", f"{code}{n}@x.example") for code, n in people]
    Mail.objects.all().delete()
    nodig_uit(row.id, asked, basis="https://x.example/antwoord/", op=DAY, actor=SYSTEM)
    return {m.aan: re.search(r"antwoord/([^/]+)/", m.tekst)[1] for m in Mail.objects.all()}


def answered(row, owo, *answers):
    """Everybody invited hands in: (municipality, number, scale)."""
    keys = invite(row, owo, *((code, n) for code, n, _scale in answers))
    for code, n, scale in answers:
        assert bewaar(keys[f"{code}{n}@x.example"], {**GOOD, "tevreden": scale}, indienen=True) == {}
    return keys


@pytest.mark.eis("R-058")
def test_each_is_mailed_an_own_link_and_results_come_per_municipality_and_together(owo):
    row = make(anoniem=False)
    answered(row, owo, ("oost", 1, "2"), ("oost", 2, "4"), ("west", 1, "5"))
    assert resultaat(Enquete.objects.get()) == []  # not before it is closed
    first, second, third = resultaat(sluit(row.id, op=DAY, actor=SYSTEM))
    assert first["gemeenten"] == {"oost": 3, "west": 5, "opsterland": None}
    assert first["samen"] == 3.7
    assert first["onderdelen"] == ["P1"]
    assert second["samen"] == 100
    assert ("west", "Meer tijd") in third["teksten"]


def test_anonymous_answers_are_not_linked_and_few_are_not_shown(owo):
    row = make()
    answered(
        row,
        owo,
        *(("oost", n, "4") for n in range(3)),
        ("west", 1, "1"),
        *(("opsterland", n, "2") for n in range(4)),
    )
    assert not Inzending.objects.exclude(uitnodiging=None).exists()
    assert {each.id.version for each in Inzending.objects.all()} == {4}  # no moment in the id
    scale, _yes, texts = resultaat(sluit(row.id, op=DAY, actor=SYSTEM))
    assert scale["samen"] == 2.6
    # West is one person; with one other hidden nobody can subtract.
    assert scale["gemeenten"] == {"oost": None, "west": None, "opsterland": 2}
    assert {who for who, _text in texts["teksten"]} == {""}


def test_the_audit_trail_does_not_hold_what_was_answered(owo):
    row = make()
    keys = invite(row, owo, ("oost", 1))
    bewaar(keys["oost1@x.example"], {**GOOD, "wens": "Geheim van Oost"}, indienen=True)
    inside = Inzending.objects.get()
    for each in AuditRecord.objects.all():
        assert str(inside.id) not in str(vars(each))
        assert "Geheim van Oost" not in str(vars(each))


def test_a_draft_is_kept_and_goes_when_it_is_handed_in(owo):
    row = make()
    key = invite(row, owo, ("oost", 1))["oost1@x.example"]
    bewaar(key, {"wens": "Half"}, indienen=False)
    assert bij_sleutel(key).concept["wens"] == "Half"
    assert bewaar(key, {"wens": "Half"}, indienen=True) == {"tevreden": "kies", "genoeg": "kies"}
    assert not Inzending.objects.exists()
    assert bewaar(key, GOOD, indienen=True) == {}
    assert Uitnodiging.objects.get().concept == {}
    with pytest.raises(Refusal, match="al geantwoord"):
        bewaar(key, GOOD, indienen=True)
    assert Inzending.objects.count() == 1


@pytest.mark.parametrize(
    ("code", "value", "fault"),
    [
        ("tevreden", "6", "kies"),
        ("tevreden", "drie", "kies"),
        ("genoeg", "misschien", "kies"),
        ("wens", "x" * 2001, "lang"),
    ],
)
def test_what_is_no_answer_is_named_at_its_question(owo, code, value, fault):
    key = invite(make(), owo, ("oost", 1))["oost1@x.example"]
    assert bewaar(key, {**GOOD, code: value}, indienen=True) == {code: fault}
    assert not Inzending.objects.exists()


def test_a_reminder_goes_to_who_did_not_answer_and_ends_the_old_link(owo):
    row = make()
    old = invite(row, owo, ("oost", 1), ("west", 1))
    bewaar(old["oost1@x.example"], GOOD, indienen=True)
    new = invite(row, owo)
    assert list(new) == ["west1@x.example"]
    assert bij_sleutel(old["west1@x.example"]) is None
    assert bij_sleutel(new["west1@x.example"]) is not None


def test_a_closed_round_takes_nothing_and_its_questions_do_not_change(owo):
    row = make()
    key = invite(row, owo, ("oost", 1))["oost1@x.example"]
    with pytest.raises(Refusal, match="liggen vast"):
        opslaan({"naam": "x"}, QUESTIONS, op=DAY, actor=SYSTEM, enquete_id=row.id)
    sluit(row.id, op=DAY, actor=SYSTEM)
    with pytest.raises(Refusal, match="werkt niet"):
        bewaar(key, GOOD, indienen=True)
    with pytest.raises(Refusal, match="gesloten"):
        invite(row, owo, ("west", 1))
    with pytest.raises(Refusal, match="loopt niet"):
        sluit(row.id, op=DAY, actor=SYSTEM)


def test_the_same_question_is_compared_with_the_round_before(owo):
    first = make(anoniem=False)
    answered(first, owo, ("oost", 1, "2"))
    sluit(first.id, op=DAY, actor=SYSTEM)
    other = [*QUESTIONS[:1], {**QUESTIONS[1], "code": "nieuw"}]
    second = make(other, anoniem=False, vorige_ronde_id=first.id)
    keys = invite(second, owo, ("oost", 1))
    bewaar(keys["oost1@x.example"], {"tevreden": "4", "nieuw": "nee"}, indienen=True)
    scale, new = resultaat(sluit(second.id, op=DAY, actor=SYSTEM))
    assert (scale["samen"], scale["vorige"]) == (4, 2)
    assert (new["samen"], new["vorige"]) == (0, None)


@pytest.mark.parametrize(
    "questions",
    [[], [QUESTIONS[0], QUESTIONS[0]], [{**QUESTIONS[0], "soort": "dans"}], [{**QUESTIONS[0], "tekst": " "}]],
)
def test_questions_that_are_none_are_refused_and_nothing_is_kept(owo, questions):
    with pytest.raises(Refusal) as refused:
        make(questions)
    assert {each.field for each in refused.value.all} == {"vragen"}
    assert not Enquete.objects.exists()
    assert not Vraag.objects.exists()


def test_an_address_that_is_none_invites_nobody(owo):
    row = make()
    people = [(owo["oost"].id, "A", "a@x.example"), (owo["oost"].id, "B", "geen")]
    with pytest.raises(Refusal, match="geen is geen e-mailadres"):
        nodig_uit(row.id, people, basis="", op=DAY, actor=SYSTEM)
    assert not Uitnodiging.objects.exists()
    assert not Mail.objects.exists()
    assert Enquete.objects.get().stand == "concept"


def test_the_second_editor_is_told(owo):
    row = make()
    opslaan({"naam": "Een"}, QUESTIONS, op=DAY, actor=SYSTEM, enquete_id=row.id, versie=1)
    with pytest.raises(Refusal, match="Iemand anders"):
        opslaan({"naam": "Twee"}, QUESTIONS, op=DAY, actor=SYSTEM, enquete_id=row.id, versie=1)


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 8)))
def test_what_is_hidden_together_is_nothing_or_enough_or_all_there_is(counts):
    hidden = verborgen(counts)
    assert {code for code, n in counts.items() if n < MINSTENS} <= hidden
    together = sum(counts[code] for code in hidden)
    assert together == 0 or together >= MINSTENS or hidden == set(counts)


@given(st.lists(st.sampled_from("12345"), min_size=1))
def test_a_mean_lies_between_the_lowest_and_the_highest(given_answers):
    assert int(min(given_answers)) <= gemiddelde(given_answers) <= int(max(given_answers))


@pytest.mark.parametrize("outsider", [1, 2, 3])
def test_another_municipality_sees_and_answers_nothing(owo, as_tenant, outsider):
    row = make()
    key = invite(row, owo, ("oost", 1))["oost1@x.example"]
    with as_tenant(outsider):
        assert not Enquete.objects.exists()
        assert bij_sleutel(key) is None
        with pytest.raises((Refusal, DatabaseError)):
            bewaar(key, GOOD, indienen=True)
