"""A zaak from request to archive, through the use cases."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kapstok.magazijnen.besluiten.services import NieuwBesluit, create_besluit
from kapstok.magazijnen.zaken import services
from kapstok.magazijnen.zaken.models import Rol, Status, Zaak, Zaaktelling, Zaaktelregel
from kapstok.platform.audit.chain import verify
from kapstok.platform.audit.models import AuditRecord
from kapstok.platform.db import fetch_value
from kapstok.platform.errors import Refusal
from kapstok.platform.events.models import Event

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def _open_count() -> tuple[int, int]:
    fetch_value("SELECT zaak_tellingen_bij()")
    assert not Zaaktelregel.objects.exists()
    rows = Zaaktelling.objects.filter(wat="einddatum").values_list("maand", "aantal")
    return sum(n for maand, n in rows if maand is None), sum(n for maand, n in rows if maand is not None)


@pytest.mark.regel("zrc-009", "zrc-002")
def test_new_zaak_gets_number_confidentiality_and_dates_of_its_zaaktype(given, tenant):
    zaak = given.zaak()
    assert zaak.identificatie.startswith("E")
    assert zaak.vertrouwelijkheidaanduiding == "zaakvertrouwelijk"
    assert zaak.uiterlijke_einddatum_afdoening == date(2027, 1, 18)
    assert zaak.einddatum_gepland == date(2027, 1, 4)
    assert zaak.bronorganisatie == tenant.instellingen["rsin"]


def test_numbers_are_unique_and_follow_each_other(given):
    kind = given.zaaktype()
    numbers = [given.zaak(kind).identificatie for _ in range(5)]
    assert len(set(numbers)) == 5


@pytest.mark.regel("zrc-002")
def test_a_taken_number_is_refused_with_the_published_code(given):
    kind = given.zaaktype()
    given.zaak(kind, identificatie="A1")
    with pytest.raises(Refusal) as refused:
        given.zaak(kind, identificatie="A1")
    assert refused.value.code == "identificatie-niet-uniek"


@pytest.mark.regel("zrc-007", "zrc-021", "zrc-026a")
def test_zaak_with_final_status_gets_einddatum_and_archive_dates(given):
    kind = given.zaaktype()
    zaak = given.zaak(kind)
    services.close_zaak(zaak.id, kind.resultaattypen[0].id, actor=given.actor, moment=NOW)
    zaak = Zaak.objects.get(id=zaak.id)
    assert (zaak.einddatum, zaak.archiefnominatie) == (TODAY, "vernietigen")
    assert zaak.archiefactiedatum == date(2036, 11, 23)
    assert _open_count() == (0, 1)


@pytest.mark.regel("zrc-007")
def test_final_status_without_resultaat_is_refused_and_nothing_changes(given):
    kind = given.zaaktype()
    zaak = given.zaak(kind)
    with pytest.raises(Refusal) as refused:
        services.set_status(zaak.id, kind.statustypen[-1].id, actor=given.actor, moment=NOW)
    assert refused.value.code == "resultaat-does-not-exist"
    assert not Status.objects.exists()


@pytest.mark.regel("zrc-021")
def test_archive_date_follows_the_besluit_when_the_resultaattype_says_so(given):
    kind = given.zaaktype(brondatum={"afleidingswijze": "ingangsdatum_besluit"})
    zaak = given.zaak(kind)
    with pytest.raises(Refusal) as refused:
        services.close_zaak(zaak.id, kind.resultaattypen[0].id, actor=given.actor, moment=NOW)
    assert refused.value.code == "archiefactiedatum-error"
    besluit = NieuwBesluit(
        besluittype_id=kind.besluittype.id, datum=TODAY, ingangsdatum=date(2027, 2, 1), zaak_id=zaak.id
    )
    create_besluit(besluit, actor=given.actor)
    services.close_zaak(zaak.id, kind.resultaattypen[0].id, actor=given.actor, moment=NOW)
    assert Zaak.objects.get(id=zaak.id).archiefactiedatum == date(2037, 2, 1)


def test_a_closed_zaak_changes_only_by_force_and_reopens_with_a_reason(given):
    kind = given.zaaktype()
    zaak = given.zaak(kind)
    services.close_zaak(zaak.id, kind.resultaattypen[0].id, actor=given.actor, moment=NOW)
    with pytest.raises(Refusal) as refused:
        services.change_zaak(zaak.id, {"omschrijving": "Anders"}, actor=given.actor)
    assert refused.value.code == "zaak-closed"
    with pytest.raises(Refusal):
        services.reopen_zaak(zaak.id, actor=given.actor, moment=NOW + timedelta(minutes=1), reden=" ")
    services.reopen_zaak(zaak.id, actor=given.actor, moment=NOW + timedelta(minutes=1), reden="Nieuwe feiten")
    zaak = Zaak.objects.get(id=zaak.id)
    assert (zaak.einddatum, zaak.archiefactiedatum, zaak.resultaat_id) == (None, None, None)
    assert _open_count() == (1, 0)


@pytest.mark.regel("zrc-x-verlengen")
def test_suspending_stops_the_clock_and_resuming_moves_the_dates(given):
    zaak = given.zaak()
    services.suspend_zaak(zaak.id, reden="Aanvulling gevraagd", actor=given.actor, today=TODAY)
    with pytest.raises(Refusal):
        services.suspend_zaak(zaak.id, reden="Nog eens", actor=given.actor, today=TODAY)
    zaak = services.resume_zaak(zaak.id, actor=given.actor, today=TODAY + timedelta(days=10))
    assert zaak.uiterlijke_einddatum_afdoening == date(2027, 1, 28)
    assert zaak.opschorting["dagen"] == 10


@pytest.mark.regel("zrc-x-verlengen")
def test_extending_happens_once_and_only_where_the_zaaktype_allows(given):
    zaak = given.zaak()
    services.extend_zaak(zaak.id, reden="Advies", duur="P6W", uiterlijk=date(2027, 3, 1), actor=given.actor)
    with pytest.raises(Refusal):
        services.extend_zaak(zaak.id, reden="Nog", duur="P6W", uiterlijk=date(2027, 4, 1), actor=given.actor)
    fixed = given.zaak(given.zaaktype(verlenging_mogelijk=False))
    with pytest.raises(Refusal):
        services.extend_zaak(
            fixed.id, reden="Advies", duur="P6W", uiterlijk=date(2027, 3, 1), actor=given.actor
        )


@pytest.mark.regel("zrc-019")
def test_a_zaak_has_one_initiator_and_is_found_by_bsn(given):
    kind = given.zaaktype()
    zaak = given.zaak(kind)
    given.initiator(zaak, kind)
    with pytest.raises(Refusal):
        given.initiator(zaak, kind, "999990159")
    assert Rol.objects.get(bsn="999993653").naam == "Suzanne Moulin"
    assert "SUZANNE MOULIN" in Zaak.objects.get(id=zaak.id).zoektekst


@pytest.mark.regel("zrc-023")
def test_deleting_takes_everything_below_and_documents_that_nobody_else_uses(given):
    from kapstok.magazijnen.documenten.models import EnkelvoudigInformatieObject

    kind = given.zaaktype()
    first, second = given.zaak(kind), given.zaak(kind)
    own, shared = given.document(kind), given.document(kind)
    services.link_document(first.id, own.informatieobject_id, actor=given.actor)
    for zaak in (first, second):
        services.link_document(zaak.id, shared.informatieobject_id, actor=given.actor)
    given.initiator(first, kind)
    services.delete_zaak(first.id, actor=given.actor)
    assert list(Zaak.objects.values_list("id", flat=True)) == [second.id]
    assert list(EnkelvoudigInformatieObject.objects.values_list("id", flat=True)) == [
        shared.informatieobject_id
    ]
    assert not Rol.objects.exists()
    assert _open_count() == (1, 0)


def test_every_change_is_in_the_chain_and_in_the_outbox(given, tenant):
    kind = given.zaaktype()
    zaak = given.zaak(kind)
    given.initiator(zaak, kind)
    services.close_zaak(zaak.id, kind.resultaattypen[0].id, actor=given.actor, moment=NOW)
    assert verify(tenant.id) is None
    types = list(
        Event.objects.filter(subject=str(zaak.id)).order_by("volgnummer").values_list("type", flat=True)
    )
    assert types == ["zaken.zaak.create", "zaken.rol.create", "zaken.resultaat.create", "zaken.status.create"]
    assert AuditRecord.objects.filter(subject=str(zaak.id)).count() == 5


def test_assigning_many_is_one_step_and_can_be_given_back(given):
    from uuid import uuid4

    kind, who, team = given.zaaktype(), uuid4(), uuid4()
    zaken = [given.zaak(kind, team_id=team).id for _ in range(3)]
    former = services.assign_zaak(zaken, behandelaar_id=who, team_id=None, actor=given.actor)
    assert {f[1:] for f in former} == {(None, team)}
    assert Zaak.objects.filter(behandelaar_id=who, team_id=team).count() == 3
    services.release_zaak(zaken, actor=given.actor)
    assert Zaak.objects.filter(behandelaar_id=None, team_id=team).count() == 3


@pytest.mark.regel("zrc-023")
def test_a_zaak_with_a_besluit_is_not_deleted(given):
    kind = given.zaaktype()
    zaak = given.zaak(kind)
    besluit = NieuwBesluit(
        besluittype_id=kind.besluittype.id, datum=TODAY, ingangsdatum=TODAY, zaak_id=zaak.id
    )
    create_besluit(besluit, actor=given.actor)
    with pytest.raises(Refusal) as refused:
        services.delete_zaak(zaak.id, actor=given.actor)
    assert refused.value.code == "related-besluiten"


def test_derived_columns_cannot_be_changed_by_a_caller(given):
    zaak = given.zaak()
    with pytest.raises(Refusal) as refused:
        services.change_zaak(zaak.id, {"einddatum": TODAY}, actor=given.actor)
    assert refused.value.code == "wijzigen-niet-toegelaten"


def test_a_backdated_status_does_not_backdate_the_log(given):
    kind = given.zaaktype()
    long_ago = NOW - timedelta(days=400)
    zaak = given.zaak(kind, startdatum=long_ago.date())
    services.set_status(zaak.id, kind.statustypen[0].id, actor=given.actor, moment=long_ago)
    assert AuditRecord.objects.get(actie="status.create").moment > NOW - timedelta(days=30)
    assert Status.objects.get().datum_status_gezet == long_ago


def test_zaken_of_another_municipality_do_not_exist(given, as_tenant):
    zaak = given.zaak()
    with as_tenant(2):
        assert not Zaak.objects.exists()
        with pytest.raises(Refusal) as refused:
            services.change_zaak(zaak.id, {"omschrijving": "x"}, actor=given.actor)
        assert refused.value.code == "not_found"
