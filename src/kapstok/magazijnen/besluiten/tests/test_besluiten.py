"""Besluiten through the use cases, and what they mean for their zaak."""

from datetime import UTC, date, datetime

import pytest

from kapstok.magazijnen.besluiten import services
from kapstok.magazijnen.besluiten.models import Besluit, BesluitInformatieObject
from kapstok.magazijnen.besluiten.services import NieuwBesluit
from kapstok.magazijnen.documenten.models import ObjectInformatieObject
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.magazijnen.zaken.services import close_zaak
from kapstok.platform.errors import Refusal
from kapstok.platform.events.models import Event

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture
def kind(given):
    return given.zaaktype()


@pytest.fixture
def take(given, kind):
    """`take(zaak_id=...)`: a besluit of the besluittype."""

    def make(**more):
        values = {"besluittype_id": kind.besluittype.id, "datum": TODAY, "ingangsdatum": TODAY, **more}
        return services.create_besluit(NieuwBesluit(**values), actor=given.actor)

    return make


def codes(refused):
    return {(r.field, r.code) for r in refused.value.all}


@pytest.mark.regel("brc-002")
def test_besluit_gets_a_number_that_nobody_has(given, take):
    first = take()
    number = int(first.identificatie.rsplit("-", 1)[1])
    take(identificatie=f"{first.identificatie.rsplit('-', 1)[0]}-{number + 1:06d}")
    assert take().identificatie.endswith(f"{number + 2:06d}")


@pytest.mark.regel("brc-001", "brc-007", "brc-x-datum")
def test_all_faults_of_a_besluit_are_told_at_once(given, kind, take):
    from kapstok.magazijnen.catalogi.models import BesluitType, ZaakTypeBesluitType

    other = given.zaak(given.zaaktype(identificatie="ANDERS"))
    ZaakTypeBesluitType.objects.filter(zaaktype_id=other.zaaktype_id).delete()
    take(identificatie="B1")
    BesluitType.objects.filter(id=kind.besluittype.id).update(concept=True)
    with pytest.raises(Refusal) as refused:
        take(identificatie="B1", datum=date(2999, 1, 1), zaak_id=other.id)
    assert codes(refused) == {
        ("besluittype_id", "not-published"),
        ("identificatie", "identificatie-niet-uniek"),
        ("datum", "future_not_allowed"),
        ("nonFieldErrors", "zaaktype-mismatch"),
    }


@pytest.mark.regel("brc-001", "brc-002", "brc-006")
def test_what_makes_a_besluit_this_besluit_stays_and_the_rest_changes(given, kind, take):
    zaak, other = given.zaak(kind), given.zaak(kind)
    besluit = take()
    services.change_besluit(besluit.id, {"toelichting": "Anders", "zaak_id": zaak.id}, actor=given.actor)
    changes = {"identificatie": "X", "verantwoordelijke_organisatie": "851000022", "zaak_id": other.id}
    with pytest.raises(Refusal) as refused:
        services.change_besluit(besluit.id, changes, actor=given.actor)
    assert codes(refused) == {(field, "wijzigen-niet-toegelaten") for field in changes}
    found = Besluit.objects.get(id=besluit.id)
    assert (found.toelichting, found.zaak_id, found.versie) == ("Anders", zaak.id, 2)
    services.change_besluit(besluit.id, {"zaak_id": None}, actor=given.actor)
    assert Besluit.objects.get(id=besluit.id).zaak_id is None


@pytest.mark.regel("brc-003", "brc-005")
def test_document_is_linked_once_in_both_stores_and_unlinked_in_both(given, kind, take):
    besluit, document = take(), given.document(kind)
    link = services.link_document(besluit.id, document.informatieobject_id, actor=given.actor)
    mirror = ObjectInformatieObject.objects.filter(object_type="besluit", object_id=besluit.id)
    assert mirror.count() == 1
    with pytest.raises(Refusal) as refused:
        services.link_document(besluit.id, document.informatieobject_id, actor=given.actor)
    assert codes(refused) == {("nonFieldErrors", "unique")}
    services.unlink_document(link.id, actor=given.actor)
    assert not mirror.exists()
    assert not BesluitInformatieObject.objects.exists()


@pytest.mark.regel("brc-008")
def test_document_of_a_kind_that_the_besluittype_does_not_know_is_refused(given, kind, take):
    from kapstok.magazijnen.catalogi.models import BesluitTypeInformatieObjectType

    besluit, document = take(), given.document(kind)
    BesluitTypeInformatieObjectType.objects.all().delete()
    with pytest.raises(Refusal) as refused:
        services.link_document(besluit.id, document.informatieobject_id, actor=given.actor)
    assert codes(refused) == {("nonFieldErrors", "missing-besluittype-informatieobjecttype-relation")}


@pytest.mark.regel("brc-009")
def test_deleting_takes_the_links_and_leaves_the_document(given, kind, take):
    besluit, document = take(), given.document(kind)
    services.link_document(besluit.id, document.informatieobject_id, actor=given.actor)
    services.delete_besluit(besluit.id, actor=given.actor)
    assert not ObjectInformatieObject.objects.exists()
    assert not BesluitInformatieObject.objects.exists()
    assert document.__class__.objects.filter(id=document.id).exists()


def test_archive_date_of_a_closed_zaak_follows_the_besluit(given):
    kind = given.zaaktype(brondatum={"afleidingswijze": "vervaldatum_besluit"})
    zaak = given.zaak(kind)
    values = {"besluittype_id": kind.besluittype.id, "datum": TODAY, "ingangsdatum": TODAY}
    besluit = services.create_besluit(NieuwBesluit(zaak_id=zaak.id, **values), actor=given.actor)
    close_zaak(zaak.id, kind.resultaattypen[0].id, actor=given.actor, moment=NOW)

    def when():
        return Zaak.objects.get(id=zaak.id).archiefactiedatum

    assert when() is None
    services.change_besluit(besluit.id, {"vervaldatum": date(2030, 3, 1)}, actor=given.actor)
    assert when() == date(2040, 3, 1)
    services.create_besluit(
        NieuwBesluit(zaak_id=zaak.id, vervaldatum=date(2031, 3, 1), **values), actor=given.actor
    )
    assert when() == date(2041, 3, 1)
    services.delete_besluit(besluit.id, actor=given.actor)
    assert when() == date(2041, 3, 1)


def test_zaak_is_told_of_its_besluiten(given, kind, take):
    zaak = given.zaak(kind)
    before = Zaak.objects.get(id=zaak.id).versie
    besluit = take(zaak_id=zaak.id)
    services.delete_besluit(besluit.id, actor=given.actor)
    told = Event.objects.filter(type__startswith="zaken.zaakbesluit").order_by("volgnummer")
    assert [e.type for e in told] == ["zaken.zaakbesluit.create", "zaken.zaakbesluit.destroy"]
    assert Zaak.objects.get(id=zaak.id).versie == before + 2


def test_besluiten_of_another_municipality_do_not_exist(given, take, as_tenant):
    besluit = take()
    with as_tenant(2), pytest.raises(Refusal) as refused:
        services.change_besluit(besluit.id, {"toelichting": "x"}, actor=given.actor)
    assert refused.value.code == "not_found"
