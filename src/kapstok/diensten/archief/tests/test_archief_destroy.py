"""From due zaken to nothing left but the certificate, on the real tables."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kapstok.diensten.archief import events, jobs
from kapstok.diensten.archief.models import Actie, Bewaargrond, Vernietigingslijst
from kapstok.diensten.archief.queries import bewaarkalender, regels
from kapstok.diensten.archief.rules import ArchiefRefused, Lijststatus
from kapstok.diensten.archief.services import (
    approve,
    collect,
    destroy_next_batch,
    keep_longer,
    order_destruction,
    place_stop,
    stop,
    submit,
)
from kapstok.diensten.archief.verklaring import verklaring
from kapstok.magazijnen.besluiten.models import Besluit
from kapstok.magazijnen.documenten.models import EnkelvoudigInformatieObject
from kapstok.magazijnen.zaken.models import Rol, Status, Zaak, Zaaktelregel
from kapstok.platform.audit.chain import content, verify
from kapstok.platform.audit.models import AuditRecord
from kapstok.platform.events.dispatch import deliver_next
from kapstok.platform.events.models import Delivery, Event, State
from kapstok.platform.events.registry import consumers
from kapstok.platform.work import SYSTEM, Actor, unit_of_work

TODAY = date(2026, 11, 23)
LATER = date(2026, 12, 1)
MOMENT = datetime(2026, 12, 1, 3, tzinfo=UTC)
ANNA, BERT, CARLA, DIRK = (
    Actor("medewerker", name, name.capitalize()) for name in ("anna", "bert", "carla", "dirk")
)


def approved(lijst):
    submit(lijst.id, actor=BERT, today=TODAY)
    approve(lijst.id, actor=CARLA, today=TODAY)
    return approve(lijst.id, actor=DIRK, today=TODAY)


def destroy(lijst, **options):
    return destroy_next_batch(lijst.id, actor=SYSTEM, today=LATER, moment=MOMENT, **options)


def on_list(lijst):
    return {regel.identificatie: (regel.actie, regel.reden) for regel in regels(lijst.id)}


def test_only_zaken_that_are_due_are_collected_and_each_exclusion_says_why(given):
    due = given.zaak()
    held = given.zaak()
    place_stop(Bewaargrond.JURIDISCH, "beroep bij de rechtbank", actor=ANNA, today=TODAY, zaak=held.id)
    hoofdzaak = given.zaak()
    given.zaak(hoofdzaak=hoofdzaak, archiefactiedatum=date(2030, 1, 1))
    given.zaak(archiefactiedatum=TODAY + timedelta(days=1))
    given.zaak(archiefnominatie="blijvend_bewaren")
    given.zaak(einddatum=None)
    given.zaak(archiefactiedatum=None)
    lijst = collect("November", actor=ANNA, today=TODAY)
    assert lijst.identificatie == "VL-2026-0001"
    assert on_list(lijst) == {
        due.identificatie: ("vernietigen", ""),
        held.identificatie: ("uitgesloten", "Juridische procedure: beroep bij de rechtbank"),
        hoofdzaak.identificatie: ("uitgesloten", "Deelzaak W-2015-004 moet langer bewaard blijven."),
    }
    regel = next(regel for regel in regels(lijst.id) if regel.zaak == due.id)
    assert (regel.zaaktype, regel.resultaat, regel.selectielijst) == ("Boom kappen", "Verleend", "11.1")


@pytest.mark.parametrize(
    ("stop", "excluded"),
    [
        ({"zaaktype": "kapvergunning"}, True),
        ({"zaaktype": "anders"}, False),
        ({"periode": (date(2015, 6, 1), date(2015, 7, 1))}, True),
        ({"periode": (date(2017, 6, 1), date(2017, 7, 1))}, False),
        ({"zaaktype": "kapvergunning", "periode": (date(2010, 1, 1), date(2014, 12, 31))}, False),
    ],
)
def test_hotspot_keeps_all_zaken_of_a_kind_or_a_period(given, stop, excluded):
    given.zaak()
    place_stop(Bewaargrond.HOTSPOT, "brand in het dorp", actor=ANNA, today=TODAY, **stop)
    lijst = collect("November", actor=ANNA, today=TODAY)
    assert (lijst is None) == excluded


def test_zaak_is_not_put_on_a_second_open_list(given):
    given.zaak()
    first = collect("Een", actor=ANNA, today=TODAY)
    assert collect("Twee", actor=ANNA, today=TODAY) is None
    stop(first.id, "opnieuw", actor=ANNA)
    assert collect("Drie", actor=ANNA, today=TODAY).identificatie == "VL-2026-0002"
    assert AuditRecord.objects.filter(actie="archief.lijst.collect").count() == 2


def test_destruction_leaves_nothing_of_the_zaak_but_its_line(given):
    zaak = given.zaak()
    given.document(zaak, sha256="b" * 64)
    given.besluit(zaak, given.document(sha256="c" * 64))
    with unit_of_work(ANNA, "zaken.zaak.update") as work:
        work.record("zaak", zaak.id, after={"naam": "mevrouw Moulin"})
    record = AuditRecord.objects.get(subject=str(zaak.id))
    assert content(record)["na"] == {"naam": "mevrouw Moulin"}
    lijst = approved(collect("November", actor=ANNA, today=TODAY))
    assert destroy(lijst) == 0
    for model in (Zaak, Status, Rol, Besluit, EnkelvoudigInformatieObject):
        assert not model.objects.exists()
    assert sum(Zaaktelregel.objects.values_list("aantal", flat=True)) == 0
    assert content(record) is None
    assert verify(1) is None
    erase = Event.objects.get(type="documenten.inhoud.destroy")
    assert erase.data == {"sha256": ["b" * 64, "c" * 64]}
    assert Event.objects.filter(type="zaken.zaak.destroy", subject=str(zaak.id)).count() == 1


def test_document_that_another_zaak_holds_stays_with_its_content(given):
    going, staying = given.zaak(), given.zaak(archiefactiedatum=date(2040, 1, 1))
    shared = given.document(going, staying)
    copy = given.document(going)
    destroy(approved(collect("November", actor=ANNA, today=TODAY)))
    assert list(Zaak.objects.all()) == [staying]
    assert list(EnkelvoudigInformatieObject.objects.all()) == [shared]
    assert copy.id != shared.id
    assert not Event.objects.filter(type="documenten.inhoud.destroy").exists()


def test_list_is_carried_out_in_batches_and_goes_on_where_it_was(given):
    hoofdzaak = given.zaak()
    for _ in range(4):
        given.zaak(hoofdzaak=hoofdzaak)
    lijst = approved(collect("November", actor=ANNA, today=TODAY))
    assert [destroy(lijst, size=2) for _ in range(3)] == [3, 1, 0]
    assert not Zaak.objects.exists()
    assert Vernietigingslijst.objects.get().status == Lijststatus.VERNIETIGD
    with pytest.raises(ArchiefRefused):
        destroy(lijst)


def test_nothing_is_destroyed_before_the_waiting_time_or_after_a_stop(given):
    given.zaak()
    lijst = approved(collect("November", actor=ANNA, today=TODAY))
    with pytest.raises(ArchiefRefused, match="wachttijd"):
        destroy_next_batch(lijst.id, actor=SYSTEM, today=TODAY, moment=MOMENT)
    stop(lijst.id, "er is bezwaar", actor=ANNA)
    with pytest.raises(ArchiefRefused):
        destroy(lijst)
    assert Zaak.objects.count() == 1


def test_zaak_that_may_no_longer_go_stays_with_the_reason_on_the_list(given):
    kept, reopened, gone, kept_longer, going = (given.zaak() for _ in range(5))
    lijst = collect("November", actor=ANNA, today=TODAY)
    regel = next(regel for regel in regels(lijst.id) if regel.zaak == kept_longer.id)
    keep_longer(regel.id, "nog nodig", actor=ANNA)
    approved(lijst)
    with pytest.raises(ArchiefRefused, match="ingediend"):
        keep_longer(regel.id, "nog nodig", actor=ANNA)
    place_stop(Bewaargrond.WOO, "verzoek 12", actor=ANNA, today=TODAY, zaak=kept.id)
    Zaak.objects.filter(id=reopened.id).update(einddatum=None)
    Zaak.objects.filter(id=gone.id).delete()
    assert destroy(lijst) == 0
    assert set(Zaak.objects.values_list("id", flat=True)) == {kept.id, reopened.id, kept_longer.id}
    assert on_list(lijst) == {
        kept.identificatie: ("uitgesloten", "Woo-verzoek: verzoek 12"),
        reopened.identificatie: ("uitgesloten", "De zaak is weer open."),
        gone.identificatie: ("uitgesloten", "De zaak bestond al niet meer."),
        kept_longer.identificatie: ("langer_bewaren", "nog nodig"),
        going.identificatie: ("vernietigen", ""),
    }


def test_zaak_that_something_still_refers_to_stays_and_the_others_go(given):
    _, held, _ = (given.zaak() for _ in range(3))
    given.besluit(held)
    lijst = approved(collect("November", actor=ANNA, today=TODAY))
    given.zaak(hoofdzaak=held, archiefactiedatum=date(2026, 1, 1))
    destroy(lijst)
    assert set(Zaak.objects.values_list("identificatie", flat=True)) == {held.identificatie, "W-2015-004"}
    assert Besluit.objects.count() == 1
    assert not AuditRecord.objects.filter(object_soort="besluit").exists()
    assert on_list(lijst)[held.identificatie][0] == Actie.UITGESLOTEN


def test_verklaring_says_what_was_destroyed_by_whom(given):
    zaken = [given.zaak() for _ in range(2)]
    place_stop(Bewaargrond.ONDERZOEK, "proefschrift", actor=ANNA, today=TODAY, zaak=given.zaak().id)
    lijst = collect("November", actor=ANNA, today=TODAY)
    with pytest.raises(ArchiefRefused, match="nog geen verklaring"):
        verklaring(lijst.id)
    destroy(approved(lijst))
    found = verklaring(lijst.id)
    assert [zaak.identificatie for zaak in found.zaken] == [zaak.identificatie for zaak in zaken]
    assert found.aantallen == (("Boom kappen", "11.1", 2),)
    assert [h.naam for h in found.handtekeningen] == ["Bert", "Carla", "Dirk"]
    assert (found.volledig, found.niet_vernietigd, found.vernietigd_op) == (True, 1, MOMENT)
    assert len(found.controlegetal) == 64


def test_nightly_jobs_propose_and_order_but_never_decide(given):
    given.zaak()
    night = datetime(2026, 11, 23, 1, tzinfo=UTC)
    for _ in range(2):
        jobs.collect_due(1, night)
    lijst = Vernietigingslijst.objects.get()
    assert (lijst.status, lijst.opsteller, lijst.peildatum) == (Lijststatus.CONCEPT, "", TODAY)
    jobs.destroy_approved(1, MOMENT)
    assert not Event.objects.filter(type="archief.vernietigingslijst.vernietigen").exists()
    approved(lijst)
    jobs.destroy_approved(1, MOMENT)
    assert Event.objects.filter(type="archief.vernietigingslijst.vernietigen").count() == 1
    assert Zaak.objects.exists()


def test_orders_of_other_municipalities_do_not_reach_a_list(given, other_tenant, as_tenant):
    given.zaak()
    lijst = approved(collect("November", actor=ANNA, today=TODAY))
    with as_tenant(other_tenant):
        assert bewaarkalender() == []
        with pytest.raises(ArchiefRefused, match="bestaat niet"):
            order_destruction(lijst.id, actor=SYSTEM, today=LATER)
    assert bewaarkalender() == [{"jaar": 2026, "archiefnominatie": "vernietigen", "aantal": 1}]


def test_worker_goes_from_batch_to_batch_by_events_until_the_list_is_done(given):
    assert consumers["archief.vernietigen"].handle is events.destroy_batch
    for _ in range(3):
        given.zaak(archiefactiedatum=date(2019, 1, 1))
    long_ago = {"today": date(2020, 1, 1)}
    lijst = collect("Januari", actor=ANNA, **long_ago)
    submit(lijst.id, actor=BERT, **long_ago)
    for reviewer in (CARLA, DIRK):
        approve(lijst.id, actor=reviewer, **long_ago)
    assert destroy_next_batch(lijst.id, actor=SYSTEM, today=date(2020, 2, 1), moment=MOMENT, size=1) == 2
    while deliver_next(1):
        pass
    assert set(Delivery.objects.filter(consumer="archief.vernietigen").values_list("state", flat=True)) == {
        State.DONE
    }
    assert not Zaak.objects.exists()
    assert Vernietigingslijst.objects.get().status == Lijststatus.VERNIETIGD
