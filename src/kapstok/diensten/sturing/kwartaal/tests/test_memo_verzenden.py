"""Remarks in the memo before it closes, and sending it: to whom, with what, kept as a record, once."""

import hashlib
from datetime import date

import pytest
from django.utils import timezone

from kapstok.diensten.sturing.dossier.stuk_odt import odt
from kapstok.diensten.sturing.dossier.stuk_pdf import pdf
from kapstok.diensten.sturing.kwartaal import queries, services
from kapstok.diensten.sturing.kwartaal.models import Kaart, Kwartaal, Verzending
from kapstok.diensten.sturing.kwartaal.services import Besluit
from kapstok.diensten.sturing.kwartaal.tests.test_kwartaal import (  # noqa: F401 - fixtures
    AFTER,
    REVIEW,
    actor,
    closed,
    decide,
    owo,
    projects,
    quarter,
)
from kapstok.diensten.sturing.kwartaal.verzenden import directie, verzend
from kapstok.diensten.sturing.projecten import services as projecten
from kapstok.diensten.sturing.rollen.services import NietBevoegd, benoem
from kapstok.magazijnen.documenten.models import InformatieObjectVersie
from kapstok.platform.errors import Refusal
from kapstok.platform.identity import create_user
from kapstok.platform.mail.models import Mail
from kapstok.platform.mail.queue import compose
from kapstok.platform.storage import store
from kapstok.platform.work import SYSTEM, Actor


@pytest.fixture
def secretary(owo):  # noqa: F811
    user = create_user(
        "s.oost", naam="Secretaris Oost", password="een lang wachtwoord", roles=("directie",), email="s@oost.test",
        actor=SYSTEM,
    )  # fmt: skip
    for code, who in (("oost", user.id), ("west", None)):
        benoem(
            "owo_directie", f"Secretaris {code}", van=date(2016, 1, 1), deelnemer_id=owo[code].id, persoon_id=who,
            actor=SYSTEM,
        )  # fmt: skip
    return user


def send(row, who, **more):
    values = {"tekst": "Hierbij de memo.", "ook_aan": [], "gezien": 0, "op": AFTER, **more}
    return verzend(row.id, actor=who, **values)


def test_a_remark_stands_in_the_memo_and_a_memo_without_stays_as_it_was(quarter, projects, actor):  # noqa: F811
    projecten.toets(projects[0].id, 2019, 1, REVIEW, op=AFTER, actor=actor)
    decide(quarter, actor, zaakgericht="doorgaan", bezoek=("niet_honoreren", "Te duur"))
    card = Kaart.objects.get(project=projects[0])
    said = Besluit(card.id, "doorgaan", "", card.versie, "De leverancier levert in mei.")
    services.besluiten(quarter.id, [said], op=AFTER, actor=actor, inleiding="Een rustig kwartaal.")
    with pytest.raises(Refusal, match="intussen"):
        services.besluiten(
            quarter.id, [Besluit(card.id, "doorgaan", "", card.versie, "Anders")], op=AFTER, actor=actor
        )
    row = services.sluiten(quarter.id, op=AFTER, actor=actor)
    made = services.memo_van(row)
    assert made.inleiding[0] == "Een rustig kwartaal."
    assert made.tabellen[-1].rijen == ((projects[0].naam, "De leverancier levert in mei."),)
    row.cijfers["projecten"] = [
        {k: v for k, v in p.items() if k != "opmerking"} for p in row.cijfers["projecten"]
    ]
    assert "Opmerkingen" not in [t.titel for t in services.memo_van(row).tabellen]


def test_a_remark_is_of_who_makes_the_memo(quarter, projects, actor):  # noqa: F811
    other = create_user("x.x", naam="X", password="een lang wachtwoord", roles=("directie",), actor=SYSTEM)
    card = Kaart.objects.get(project=projects[0])
    with pytest.raises(Refusal) as refused:
        services.besluiten(
            quarter.id, [Besluit(card.id, "", "", 1, "x")], op=AFTER, actor=Actor("medewerker", str(other.id), "X")
        )  # fmt: skip
    assert [(r.code, r.field) for r in refused.value.all] == [("niet_bevoegd", f"kaart_{card.id}")]
    assert Kaart.objects.get(id=card.id).opmerking == ""


def test_the_memo_goes_to_the_directie_with_both_files_and_is_kept_with_its_zaak(closed, secretary, actor):  # noqa: F811
    assert [(o.naam, o.adres) for o in directie(AFTER)] == [
        ("Secretaris oost", "s@oost.test"),
        ("Secretaris west", ""),
    ]
    made = send(closed, actor, ook_aan=["griffie@west.test", "S@oost.test"])
    assert made.aan == [
        {"naam": "Secretaris oost", "adres": "s@oost.test"},
        {"naam": "griffie@west.test", "adres": "griffie@west.test"},
    ]
    assert (made.op, made.door) == (AFTER, actor.name)
    mails = list(Mail.objects.order_by("aan"))
    assert [mail.aan for mail in mails] == ["griffie@west.test", "s@oost.test"]
    claim = {
        "id": mails[0].id, "aan": mails[0].aan, "onderwerp": mails[0].onderwerp, "tekst": mails[0].tekst,
        "bijlagen": mails[0].bijlagen,
    }  # fmt: skip
    message = compose(claim, sender="x@y.test", now=timezone.now())
    files = {part.get_filename(): part for part in message.iter_attachments()}
    memo = services.memo_van(Kwartaal.objects.get(id=closed.id))
    assert files["memo-2019-k1.pdf"].get_content() == pdf(memo)
    assert files["memo-2019-k1.odt"].get_content() == odt(memo)
    assert files["memo-2019-k1.pdf"].get_content_type() == "application/pdf"
    kept = InformatieObjectVersie.objects.get(informatieobject_id=made.document_id)
    record = b"".join(store().read(kept.sha256)).decode()
    assert "Aan: Secretaris oost <s@oost.test>" in record
    assert hashlib.sha256(pdf(memo)).hexdigest() in record


def test_two_buttons_at_once_send_once_and_sending_again_is_a_choice(closed, secretary, actor):  # noqa: F811
    send(closed, actor)
    with pytest.raises(Refusal, match="intussen verzonden"):
        send(closed, actor)
    send(closed, actor, gezien=1)
    assert Verzending.objects.count() == Mail.objects.count() == 2


def test_what_cannot_be_sent_is_said_and_nothing_goes_out(quarter, projects, actor):  # noqa: F811
    with pytest.raises(Refusal, match="gesloten"):
        send(quarter, actor)
    projecten.toets(projects[0].id, 2019, 1, REVIEW, op=AFTER, actor=actor)
    decide(quarter, actor, zaakgericht="doorgaan", bezoek=("niet_honoreren", "Te duur"))
    row = services.sluiten(quarter.id, op=AFTER, actor=actor)
    for more, field in (({}, "ook_aan"), ({"ook_aan": ["geen adres"]}, "ook_aan"), ({"tekst": " "}, "tekst")):
        with pytest.raises(Refusal) as refused:
            send(row, actor, **more)
        assert refused.value.field == field
    other = create_user("x.x", naam="X", password="een lang wachtwoord", roles=("directie",), actor=SYSTEM)
    with pytest.raises(NietBevoegd):
        send(row, Actor("medewerker", str(other.id), "X"), ook_aan=["a@b.nl"])
    assert not Mail.objects.exists()
    assert not Verzending.objects.exists()


def test_another_municipality_sees_no_sending(closed, secretary, actor, as_tenant):  # noqa: F811
    send(closed, actor)
    with as_tenant(1):
        assert not Verzending.objects.exists()
        assert queries.kwartalen() == []
