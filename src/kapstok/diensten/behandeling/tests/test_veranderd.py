"""An open zaak follows its persons, businesses and addresses: the handler has a task, once, and ticks it off."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from kapstok.diensten.behandeling.models import Taak
from kapstok.diensten.behandeling.services.notes import finish_task
from kapstok.magazijnen.bag.models import Nummeraanduiding
from kapstok.magazijnen.bag.verandering import stand, vertel
from kapstok.magazijnen.brp import verandering
from kapstok.magazijnen.brp.models import Persoonslijst
from kapstok.magazijnen.brp.services import import_pl_json, remove_person
from kapstok.magazijnen.hr.services import import_kvk
from kapstok.magazijnen.zaken.models import Rol, Zaak, ZaakObject
from kapstok.platform.audit.use import uses_of
from kapstok.platform.events.dispatch import deliver_all
from kapstok.platform.events.models import Delivery, Event
from kapstok.platform.work import unit_of_work

ANNA, PIET = "999993653", "999990019"
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
ADRES = {"0910": "0085", "1110": "Dorpsstraat", "1120": "1", "1160": "8431AA"}


def persoon(bsn: str = ANNA, **meer: Any) -> dict[str, Any]:
    lijst = {"01": {"0120": bsn, "0240": "Moulin"}, "07": {"7010": "0"}, "08": ADRES}
    return {
        "categorieen": {
            c: [[{**lijst.get(c, {}), **meer.get(f"c{c}", {})}]] for c in {*lijst, *(k[1:] for k in meer)}
        }
    }


def laad(actor: Any, *people: dict[str, Any]) -> None:
    import_pl_json(json.dumps({"formaat": "pl-json/1", "personen": list(people)}).encode(), actor=actor)


@pytest.fixture
def zaak(given: Any) -> Any:
    laad(given.actor, persoon(), persoon(PIET))
    kind = given.zaaktype()
    made = given.zaak(kind)
    given.initiator(made, kind)
    deliver_all(1)
    return made


def titels(zaak: Any) -> list[str]:
    deliver_all(1)
    return list(
        Taak.objects.filter(zaak_id=zaak.id).order_by("gemaakt", "id").values_list("titel", flat=True)
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"c08": {"1110": "Kerkweg"}}, "is verhuisd"),
        ({"c08": {"1310": "5010", "1330": "Rue 1"}}, "is naar het buitenland vertrokken"),
        ({"c06": {"0810": "20261101"}}, "is overleden"),
        ({"c07": {"7010": "7"}}, "heeft nu geheimhouding"),
        ({"c01": {"0240": "Bos"}}, "heeft een andere naam"),
        ({"c06": {"0810": "20261101"}, "c01": {"0240": "Bos"}}, "is overleden en heeft een andere naam"),
    ],
)
def test_what_happened_to_somebody_is_a_task_of_the_handler(
    zaak: Any, given: Any, change: dict[str, Any], words: str
) -> None:
    laad(given.actor, persoon(**change))
    [titel] = titels(zaak)
    assert titel == f"De aanvrager {words}"
    task = Taak.objects.get()
    assert (task.over, task.wie) == (f"persoon:{Persoonslijst.objects.get(bsn=ANNA).id}", "medewerker")
    assert task.behandelaar_id == Zaak.objects.get(id=zaak.id).behandelaar_id
    assert [u.zaak for u in uses_of(ANNA)] == [zaak.id]


def test_what_means_nothing_for_a_zaak_makes_no_task(zaak: Any, given: Any) -> None:
    laad(given.actor, persoon(c08={"8610": "20261101"}), persoon(PIET, c08={"1110": "Kerkweg"}))
    assert titels(zaak) == []
    # Of who has no open zaak, and is followed by nobody, there is not even an event.
    assert [e.data for e in Event.objects.filter(type="brp.persoon.gewijzigd")] == [{"categorieen": ["08"]}]


def test_the_same_again_is_no_second_task_until_the_first_is_done(zaak: Any, given: Any) -> None:
    for street in ("Kerkweg", "Brink"):
        laad(given.actor, persoon(c08={"1110": street}))
    assert len(titels(zaak)) == 1
    finish_task(Taak.objects.get().id, zaak_id=zaak.id, actor=given.actor, moment=NOW)
    laad(given.actor, persoon(c08={"1110": "Nieuweweg"}))
    assert len(titels(zaak)) == 2


def test_who_is_taken_out_is_told_and_a_closed_zaak_hears_nothing(zaak: Any, given: Any) -> None:
    remove_person(ANNA, actor=given.actor)
    [titel] = titels(zaak)
    assert titel.endswith("staat niet meer in de BRP van de gemeente")
    Zaak.objects.filter(id=zaak.id).update(einddatum="2026-11-01")
    laad(given.actor, persoon())
    laad(given.actor, persoon(c08={"1110": "Kerkweg"}))
    assert len(titels(zaak)) == 1


def test_where_no_zaak_follows_nothing_is_delivered_to_it(
    zaak: Any, given: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else follows everybody: there is an event, and a delivery only of who is in a zaak."""
    monkeypatch.setattr(verandering, "of_interest", lambda _kind, keys: set(keys))
    laad(given.actor, persoon(PIET, c08={"1110": "Kerkweg"}))
    assert Event.objects.filter(type="brp.persoon.gewijzigd").count() == 1
    assert not Delivery.objects.filter(consumer="behandeling.persoon-gewijzigd").exists()
    laad(given.actor, persoon(c08={"1110": "Kerkweg"}), persoon(PIET, c08={"1110": "Brink"}))
    [delivery] = Delivery.objects.filter(consumer="behandeling.persoon-gewijzigd")
    assert delivery.subject == str(Persoonslijst.objects.get(bsn=ANNA).id)
    # Of businesses and addresses the same.
    for name in ("Bakker", "Bakker en Zn."):
        import_kvk(json.dumps({"kvkNummer": "69599084", "naam": name}).encode(), actor=given.actor)
    assert not Delivery.objects.filter(consumer="behandeling.bedrijf-gewijzigd").exists()


def test_a_zaak_of_another_municipality_hears_nothing(zaak: Any, given: Any, as_tenant: Any) -> None:
    with as_tenant(2):
        laad(given.actor, persoon())
        laad(given.actor, persoon(c08={"1110": "Kerkweg"}))
        deliver_all(2)
    assert titels(zaak) == []


def test_a_business_and_an_address_of_a_zaak_are_told_too(zaak: Any, given: Any) -> None:
    profile = {"kvkNummer": "69599084", "naam": "Bakker"}
    import_kvk(json.dumps(profile).encode(), actor=given.actor)
    Rol.objects.filter(zaak_id=zaak.id).update(kvk_nummer="69599084")
    import_kvk(json.dumps({**profile, "naam": "Bakker en Zn."}).encode(), actor=given.actor)
    here = "0085200000000001"
    place = {"openbare_ruimte": "Brink", "huisnummer": 1, "postcode": "8431AA", "woonplaats": "Oosterwolde"}
    Nummeraanduiding.objects.create(identificatie=here, lon=6.3, lat=53.0, **place)
    ZaakObject.objects.create(
        zaak_id=zaak.id, object_type="adres", object_identificatie={"identificatie": here}
    )
    with unit_of_work(given.actor, "bag.laden") as work:
        before = stand()
        Nummeraanduiding.objects.all().delete()
        assert vertel(work, before) == 1
        work.record("bag", "adressen", after={})
    found = titels(zaak)
    assert found[0].endswith("gegevens in het handelsregister zijn veranderd")
    assert found[1:] == ["Het adres is veranderd in de BAG"]
    assert sorted(Taak.objects.values_list("over", flat=True)) == [f"adres:{here}", "bedrijf:69599084"]


def test_the_zaak_shows_the_task_with_a_way_to_the_data(zaak: Any, given: Any, visit: Any) -> None:
    laad(given.actor, persoon(c06={"0810": "20261101"}))
    titels(zaak)
    handler = visit("medewerker", roles=("behandelaar",))
    page = handler.get(f"/werk/zaak/{zaak.id}/").content.decode()
    row = Persoonslijst.objects.get(bsn=ANNA)
    assert "is overleden" in page
    assert f'href="/werk/persoon/{row.id}/?zaak={zaak.id}"' in page
    assert ANNA not in page
    task = Taak.objects.get()
    handler.post(f"/werk/zaak/{zaak.id}/doen/", {"actie": "taak-klaar", "taak": str(task.id)})
    task.refresh_from_db()
    assert task.gedaan is not None
