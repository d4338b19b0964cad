"""The resident hears by mail what happens to a zaak: once, in their language, and no more than is needed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kapstok.diensten.brieven.models import Sjabloon
from kapstok.diensten.brieven.templates import content_of, find_template, save_template
from kapstok.magazijnen.catalogi.models import StatusType
from kapstok.magazijnen.klanten import services as klanten
from kapstok.magazijnen.klanten.models import Van
from kapstok.magazijnen.zaken.models import Rol
from kapstok.magazijnen.zaken.services import close_zaak, set_status
from kapstok.platform.events.dispatch import deliver_all
from kapstok.platform.events.models import Delivery, State
from kapstok.platform.mail.models import Mail
from kapstok.platform.work import unit_of_work

BSN = "999993653"


@pytest.fixture
def case(given):
    """A zaak of a resident, of a zaaktype whose statustypen inform."""
    kind = given.zaaktype()
    StatusType.objects.filter(zaaktype_id=kind.id).update(informeren=True)
    zaak = given.zaak(kind, startdatum=date(2026, 11, 1))
    given.initiator(zaak, kind, BSN)
    return kind, zaak


def wish(given, *, mail=True, taal="nl", email="a@voorbeeld.test"):
    key = klanten.person_key(BSN)
    klanten.save_preferences(
        key, email=email, telefoon="", mail_bij_bericht=mail, taal=taal, actor=given.actor
    )


def set_step(given, case, number, *, ago=timedelta(0)):
    kind, zaak = case
    moment = datetime.now(UTC) - ago
    set_status(zaak.id, kind.statustypen[number].id, actor=given.actor, moment=moment)
    deliver_all(1)


def test_a_new_status_is_mailed_once_and_tells_no_more_than_needed(given, case):
    wish(given)
    set_step(given, case, 1)
    Delivery.objects.update(state=State.WAITING)
    deliver_all(1)
    mail = Mail.objects.get()
    _kind, zaak = case
    assert mail.aan == "a@voorbeeld.test"
    assert zaak.identificatie in mail.onderwerp
    assert "In behandeling" in mail.tekst
    for private in ("Moulin", "Boom kappen", "Eik", BSN):
        assert private not in mail.onderwerp + mail.tekst


@pytest.mark.parametrize(
    ("taal", "words"), [("nl", "De status van"), ("fy", "De status fan"), ("en", "The status of")]
)
def test_the_mail_is_in_the_language_of_the_resident(given, case, taal, words):
    wish(given, taal=taal)
    set_step(given, case, 1)
    assert words in Mail.objects.get().tekst


def test_closing_is_mailed_as_closing(given, case):
    wish(given)
    kind, zaak = case
    close_zaak(zaak.id, kind.resultaattypen[0].id, actor=given.actor, moment=datetime.now(UTC))
    deliver_all(1)
    mail = Mail.objects.get()
    assert "is klaar" in mail.onderwerp
    assert "Verleend" not in mail.tekst


def test_a_question_is_mailed_and_work_of_colleagues_is_not(given, case):
    wish(given)
    _kind, zaak = case
    for number, wie in enumerate(("inwoner", "medewerker")):
        with unit_of_work(given.actor, "taak.create") as work:
            work.record("taak", zaak.id)
            work.publish("behandeling.taak.create", subject=zaak.id, data={"taak": str(number), "wie": wie})
    deliver_all(1)
    assert "iets van u nodig" in Mail.objects.get().onderwerp


def test_a_statustype_that_does_not_inform_sends_nothing(given, case):
    wish(given)
    StatusType.objects.update(informeren=False)
    set_step(given, case, 1)
    assert not Mail.objects.exists()


def test_who_does_not_want_mail_gets_none_also_when_the_form_had_an_address(given, case):
    Rol.objects.update(contactpersoon_rol={"emailadres": "form@voorbeeld.test"})
    wish(given, mail=False)
    set_step(given, case, 1)
    assert not Mail.objects.exists()


def test_without_a_preference_the_address_of_the_form_counts(given, case):
    Rol.objects.update(contactpersoon_rol={"emailadres": "form@voorbeeld.test"})
    set_step(given, case, 1)
    assert Mail.objects.get().aan == "form@voorbeeld.test"


def test_without_any_address_nothing_is_sent(given, case):
    set_step(given, case, 1)
    assert not Mail.objects.exists()


def test_history_is_no_news(given, case):
    wish(given)
    set_step(given, case, 1, ago=timedelta(days=8))
    assert not Mail.objects.exists()


def test_the_text_of_the_municipality_counts_and_can_be_switched_off(given, case):
    wish(given)
    row = find_template("mail-status")
    content = content_of(row)
    now = datetime.now(UTC)
    from msgspec.structs import replace

    own = replace(content, tekst="Kijk in {mijn_omgeving}: {status}.")
    save_template("mail-status", own, asked=(), expected=0, actor=given.actor, now=now)
    set_step(given, case, 1)
    assert "Kijk in ooststellingwerf.localhost" in Mail.objects.get().tekst
    off = replace(own, actief=False)
    save_template("mail-status", off, asked=(), expected=1, actor=given.actor, now=now)
    set_step(given, case, 0)
    assert Mail.objects.count() == 1


def test_the_text_of_one_municipality_is_not_that_of_another(given, as_tenant):
    now = datetime.now(UTC)
    from msgspec.structs import replace

    own = replace(content_of(find_template("mail-status")), onderwerp="Alleen van ons")
    save_template("mail-status", own, asked=(), expected=0, actor=given.actor, now=now)
    with as_tenant(2):
        assert find_template("mail-status").onderwerp != "Alleen van ons"
        assert not Sjabloon.objects.exists()


def _post(given, van=Van.GEMEENTE):
    klanten.post_message(
        zaak_id=given.zaak().id,
        van=van,
        person=klanten.person_key(BSN),
        author="A",
        subject="Vraag",
        text="Geheim antwoord",
        actor=given.actor,
        moment=datetime.now(UTC),
    )
    deliver_all(1)


def test_a_message_from_the_municipality_is_mailed_once_without_its_content(given):
    wish(given)
    _post(given)
    Delivery.objects.update(state=State.WAITING)
    deliver_all(1)
    mail = Mail.objects.get()
    assert mail.aan == "a@voorbeeld.test"
    assert "Geheim antwoord" not in mail.tekst


@pytest.mark.parametrize("van", [Van.INWONER, Van.GEMEENTE])
def test_no_mail_for_own_messages_or_for_who_does_not_want_it(given, van):
    wish(given, mail=van == Van.INWONER)
    _post(given, van)
    assert not Mail.objects.exists()
