"""Archive dates by every afleidingswijze through the use cases, also when the source changes after closing."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kapstok.magazijnen.catalogi.models import ResultaatType, ZaakType
from kapstok.magazijnen.documenten.models import EnkelvoudigInformatieObject
from kapstok.magazijnen.zaken import services as s
from kapstok.magazijnen.zaken.models import Zaak, ZaakEigenschap, ZaakObject
from kapstok.platform.errors import Refusal

START = date(2024, 1, 1)
NOW = datetime(2024, 3, 1, 10, tzinfo=UTC)
CLOSED = date(2024, 3, 1)


@pytest.fixture
def kind_of(given):
    """`kind_of(afleidingswijze, ...)`: a zaaktype whose first resultaattype keeps ten years from there."""

    def make(wijze, **more):
        return given.zaaktype(brondatum={"afleidingswijze": wijze, **more}, deelzaaktypen=["KAP"])

    return make


@pytest.fixture
def close(given):
    def act(zaak, kind, moment=NOW):
        s.close_zaak(zaak.id, kind.resultaattypen[0].id, actor=given.actor, moment=moment)

    return act


def when(zaak):
    return Zaak.objects.get(id=zaak.id).archiefactiedatum


def codes(refused):
    return {r.code for r in refused.value.all}


@pytest.mark.regel("zrc-021")
def test_termijn_counts_from_the_end_and_ander_datumkenmerk_waits_for_a_hand(given, kind_of, close):
    term = kind_of("termijn", procestermijn="P2Y")
    zaak = given.zaak(term, startdatum=START)
    close(zaak, term)
    assert when(zaak) == date(2036, 3, 1)
    by_hand = kind_of(
        "ander_datumkenmerk", datumkenmerk="overlijden", registratie="BRP", objecttype="overige"
    )
    zaak = given.zaak(by_hand, startdatum=START)
    close(zaak, by_hand)
    assert when(zaak) is None
    changes = {"startdatum_bewaartermijn": date(2025, 5, 5)}
    s.change_zaak(zaak.id, changes, actor=given.actor, forced=True)
    assert when(zaak) == date(2035, 5, 5)


@pytest.mark.regel("zrc-021")
def test_eigenschap_that_changes_later_moves_the_date(given, kind_of, close):
    kind = kind_of("eigenschap", datumkenmerk="kapdatum")
    zaak, fact = given.zaak(kind, startdatum=START), kind.eigenschappen["kapdatum"].id
    s.add_eigenschap(zaak.id, fact, "geen dag", actor=given.actor)
    with pytest.raises(Refusal) as refused:
        close(zaak, kind)
    assert codes(refused) == {"archiefactiedatum-error"}
    s.add_eigenschap(zaak.id, fact, "20250101", actor=given.actor)
    close(zaak, kind)
    assert when(zaak) == date(2035, 1, 1)
    s.add_eigenschap(zaak.id, fact, "20260101", actor=given.actor, forced=True)
    assert when(zaak) == date(2036, 1, 1)
    s.remove_eigenschap(ZaakEigenschap.objects.get().id, actor=given.actor, forced=True)
    assert when(zaak) is None


@pytest.mark.regel("zrc-021")
def test_zaakobject_gives_the_last_date_also_inside_its_data(given, kind_of, close):
    kind = kind_of("zaakobject", datumkenmerk="vergunning/einde", objecttype="overige")
    zaak = given.zaak(kind, startdatum=START)
    for day in ("2030-06-01", "2031-06-01"):
        data = {"overigeData": {"vergunning": {"einde": day}}}
        values = {"object_type": "overige", "object_type_overige": "pas", "object_identificatie": data}
        s.add_zaakobject(zaak.id, values, actor=given.actor)
    close(zaak, kind)
    assert when(zaak) == date(2041, 6, 1)
    last = ZaakObject.objects.order_by("-id").first()
    s.remove_zaakobject(last.id, actor=given.actor, forced=True)
    assert when(zaak) == date(2040, 6, 1)


@pytest.mark.regel("zrc-021", "zrc-008")
def test_deelzaak_follows_its_hoofdzaak_through_closing_and_reopening(given, kind_of, close):
    kind = kind_of("hoofdzaak")
    other = given.zaaktype(deelzaaktypen=["KAP"])
    hoofdzaak = given.zaak(other, startdatum=START)
    deelzaak = given.zaak(kind, startdatum=START, hoofdzaak_id=hoofdzaak.id)
    close(deelzaak, kind)
    assert when(deelzaak) is None
    close(hoofdzaak, other, NOW + timedelta(days=31))
    assert when(deelzaak) == date(2034, 4, 1)
    with pytest.raises(Refusal) as refused:
        s.reopen_zaak(deelzaak.id, actor=given.actor, moment=NOW + timedelta(days=40), reden="x")
    assert codes(refused) == {"hoofdzaak-closed"}
    s.reopen_zaak(hoofdzaak.id, actor=given.actor, moment=NOW + timedelta(days=40), reden="Nieuwe feiten")
    assert when(deelzaak) is None


@pytest.mark.regel("zrc-021")
def test_zaak_follows_the_zaken_it_relates_to(given, kind_of, close):
    kind, other = kind_of("gerelateerde_zaak"), given.zaaktype()
    first = given.zaak(other, startdatum=START)
    related = [s.Relatie(andere_zaak_id=first.id, aard_relatie="vervolg")]
    zaak = given.zaak(kind, startdatum=START, relevante_andere_zaken=related)
    close(zaak, kind)
    assert when(zaak) is None
    close(first, other, NOW + timedelta(days=366))
    assert when(zaak) == date(2035, 3, 2)


@pytest.mark.regel("zrc-026a")
def test_what_was_given_by_hand_goes_before_what_is_derived(given, kind_of, close):
    kind = kind_of("afgehandeld")
    day = date(2020, 2, 29)
    zaak = given.zaak(kind, startdatum=START, startdatum_bewaartermijn=day)
    close(zaak, kind)
    assert when(zaak) == date(2030, 2, 28)
    found = Zaak.objects.get(id=zaak.id)
    assert (found.startdatum_bewaartermijn, found.bewaartermijn_afgeleid) == (day, False)


def test_another_outcome_or_none_means_other_dates_or_none(given, kind_of, close):
    kind = kind_of("afgehandeld")
    zaak = given.zaak(kind, startdatum=START)
    close(zaak, kind)
    second = kind.resultaattypen[1].id
    ResultaatType.objects.filter(id=second).update(archiefnominatie="blijvend_bewaren")
    s.set_resultaat(zaak.id, second, actor=given.actor, forced=True)
    found = Zaak.objects.get(id=zaak.id)
    assert (found.archiefnominatie, found.archiefactiedatum) == ("blijvend_bewaren", date(2029, 3, 1))
    s.remove_resultaat(zaak.id, actor=given.actor, forced=True)
    found = Zaak.objects.get(id=zaak.id)
    assert (found.archiefnominatie, found.archiefactiedatum, found.einddatum) == ("", None, CLOSED)


@pytest.mark.regel("zrc-007")
def test_documents_in_the_way_of_closing_are_all_told(given, close):
    kind = given.zaaktype()
    zaak, final = given.zaak(kind, startdatum=START), kind.statustypen[-1].id
    s.set_resultaat(zaak.id, kind.resultaattypen[0].id, actor=given.actor)
    document = given.document(kind).informatieobject_id
    s.link_document(zaak.id, document, actor=given.actor)
    rows = EnkelvoudigInformatieObject.objects.filter(id=document)
    rows.update(lock="x")
    with pytest.raises(Refusal) as refused:
        s.set_status(zaak.id, final, actor=given.actor, moment=NOW)
    assert codes(refused) == {"informatieobject-locked", "indicatiegebruiksrecht-unset"}
    rows.update(lock="")
    close(zaak, kind)
    assert rows.get().indicatie_gebruiksrecht is False


@pytest.mark.regel("zrc-001")
def test_zaaktype_is_exchanged_only_when_all_that_hangs_on_the_zaak_fits(given):
    kind, other = given.zaaktype(), given.zaaktype(identificatie="ANDERS")
    zaak = given.zaak(kind, startdatum=START)
    s.change_zaak(zaak.id, {"zaaktype_id": other.id}, actor=given.actor)
    s.set_resultaat(zaak.id, other.resultaattypen[0].id, actor=given.actor)
    with pytest.raises(Refusal) as refused:
        s.change_zaak(zaak.id, {"zaaktype_id": kind.id}, actor=given.actor)
    assert codes(refused) == {"zaaktype-mismatch"}
    ZaakType.objects.filter(id=kind.id).update(concept=True, einde_geldigheid=START - timedelta(1))
    with pytest.raises(Refusal) as refused:
        given.zaak(kind, startdatum=START)
    assert codes(refused) == {"not-published", "zaaktype-ended"}


@pytest.mark.regel("zrc-017")
def test_document_of_a_kind_that_the_zaaktype_does_not_know_is_refused(given):
    from kapstok.magazijnen.catalogi.models import ZaakTypeInformatieObjectType

    kind = given.zaaktype()
    zaak, document = given.zaak(kind), given.document(kind).informatieobject_id
    ZaakTypeInformatieObjectType.objects.all().delete()
    Zaak.objects.filter(id=zaak.id).update(archiefstatus="overgedragen")
    with pytest.raises(Refusal) as refused:
        s.link_document(zaak.id, document, actor=given.actor)
    assert codes(refused) == {
        "missing-zaaktype-informatieobjecttype-relation",
        "zaak-archiefstatus-invalid",
    }
