"""Setting right what went out: the feed and the page say it, who had a mail hears it, and the record stays."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from kapstok.diensten.sturing.communicatie.models import Publicatie, Rectificatie
from kapstok.diensten.sturing.communicatie.queries import berichten, nieuws
from kapstok.diensten.sturing.communicatie.rectificeren import rectificeer
from kapstok.diensten.sturing.communicatie.services import publiceer, save_bericht, save_doelgroep
from kapstok.diensten.sturing.rollen.services import NietBevoegd
from kapstok.diensten.sturing.verband.services import toetreden
from kapstok.platform.errors import Refusal
from kapstok.platform.mail.models import Mail, State
from kapstok.platform.work import SYSTEM
from kapstok.site.bevoegd import somebody

DAY = date(2018, 3, 1)


@pytest.fixture
def sent(db, as_tenant):
    """A message that went out to three addresses; the mail to one of them has left."""
    with as_tenant(4):
        toetreden("oost", "oost", "oo", van=date(2015, 1, 1), volgorde=0, actor=SYSTEM)
        group = save_doelgroep(
            {"naam": "Alle", "adressen": [f"{x}@oost.example" for x in "abc"]}, actor=SYSTEM
        )
        row = save_bericht(
            {
                "titel": "Het plan", "tekst": "Van 2017 tot 2019.", "doelgroepen": [group.id],
                "kanalen": ["mail", "intranet"], "verantwoordelijke": "Igor", "datum": DAY,
            },
            actor=SYSTEM,
        )  # fmt: skip
        made = publiceer(row.id, versie=1, op=DAY, actor=SYSTEM)
        Mail.objects.filter(aan="a@oost.example").update(state=State.SENT)
        yield made


def set_right(sent, soort="intrekking", reden="Het klopt niet.", *, versie=2, actor=SYSTEM, **more):
    return rectificeer(sent.id, soort, reden, versie=versie, op=DAY, actor=actor, **more)


def mails():
    return sorted(Mail.objects.values_list("aan", "onderwerp", "state"))


def stand(sent):
    return berichten(DAY, bericht_id=sent.bericht_id)[0]["stand"]


@pytest.mark.eis("R-264", "R-265")
def test_who_had_the_mail_hears_that_it_was_withdrawn_and_who_had_not_hears_nothing(sent):
    made = set_right(sent)
    assert made.mails == 1
    assert mails() == [
        ("a@oost.example", "Het plan", "verzonden"),
        ("a@oost.example", "Ingetrokken: Het plan", "wacht"),
    ]
    assert "Het klopt niet." in Mail.objects.get(state="wacht").tekst
    (told,) = nieuws("oost")
    assert (told.ingetrokken, told.laatste.reden) == (True, "Het klopt niet.")
    assert stand(sent) == "ingetrokken"
    kept = Publicatie.objects.get()
    assert (kept.titel, kept.tekst, kept.mails) == ("Het plan", "Van 2017 tot 2019.", 3)


def test_a_correction_reaches_everybody_once_and_stands_in_the_place_of_what_was_there(sent):
    set_right(sent, "correctie", "Jaartal.", titel="Het plan", tekst="Van 2017 tot 2020.")
    assert mails() == [
        ("a@oost.example", "Gecorrigeerd: Het plan", "wacht"),
        ("a@oost.example", "Het plan", "verzonden"),
        ("b@oost.example", "Gecorrigeerd: Het plan", "wacht"),
        ("c@oost.example", "Gecorrigeerd: Het plan", "wacht"),
    ]
    assert nieuws("oost")[0].nu == ("Het plan", "Van 2017 tot 2020.")
    assert stand(sent) == "gepubliceerd"
    Mail.objects.filter(aan="b@oost.example").update(state=State.SENT)
    set_right(sent, versie=3)
    told = [aan for aan, title, state in mails() if title.startswith("Ingetrokken")]
    assert told == ["a@oost.example", "b@oost.example"]
    assert ("c@oost.example", "Gecorrigeerd: Het plan", "wacht") not in mails()


@pytest.mark.parametrize(
    ("soort", "more", "field"),
    [
        ("intrekking", {"reden": " "}, "reden"),
        ("correctie", {"titel": "", "tekst": "x"}, "titel"),
        ("correctie", {"titel": "Het plan", "tekst": "Van 2017 tot 2019."}, "tekst"),
        ("vergeten", {}, "soort"),
    ],
)
def test_what_lacks_is_said_at_its_field_and_nothing_is_sent(sent, soort, more, field):
    before = mails()
    with pytest.raises(Refusal) as refused:
        set_right(sent, soort, **more)
    assert [each.field for each in refused.value.all] == [field]
    assert mails() == before
    assert not Rectificatie.objects.exists()


def test_withdrawn_is_the_end_and_the_second_of_two_editors_is_told(sent):
    set_right(sent)
    with pytest.raises(Refusal, match="intussen gewijzigd"):
        set_right(sent)
    for soort, more in (("intrekking", {}), ("correctie", {"titel": "x", "tekst": "y"})):
        with pytest.raises(Refusal, match="al ingetrokken"):
            set_right(sent, soort, versie=3, **more)
    with pytest.raises(Refusal, match="ingetrokken"):
        publiceer(sent.bericht_id, versie=3, op=DAY, actor=SYSTEM)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rectificatie.objects.create(publicatie=sent, soort="intrekking", reden="x", mails=0, op=DAY, door="x")


def test_what_was_set_right_cannot_be_changed_and_is_of_the_partnership_alone(sent, as_tenant):
    made = set_right(sent)
    with pytest.raises(DatabaseError), transaction.atomic():
        Rectificatie.objects.filter(id=made.id).update(reden="x")
    with as_tenant(1):
        assert not Rectificatie.objects.exists()
        with pytest.raises(Refusal):
            set_right(sent, versie=3)


def test_only_who_may_publish_sets_it_right(sent):
    with pytest.raises(NietBevoegd):
        set_right(sent, actor=somebody())
