"""The monitor of deliveries: what was done, and of a broken one where it is broken."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kapstok.magazijnen.bag.levering.laden import load
from kapstok.magazijnen.bag.models import Levering
from kapstok.magazijnen.bag.tests import leveringen as maak
from kapstok.magazijnen.bgt.levering.laden import load as load_bgt
from kapstok.magazijnen.bgt.models import Levering as VanBgt
from kapstok.magazijnen.brk.levering import load as load_brk
from kapstok.magazijnen.brp.services import change_person, import_pl_json
from kapstok.magazijnen.hr.services import import_kvk
from kapstok.magazijnen.woz.levering import load as load_woz
from kapstok.platform.leveringen.fouten import LeveringFout

LIST = "/beheer/leveringen/"
LOADERS = {"bgt": load_bgt, "brk": load_brk, "woz": load_woz}
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def test_what_came_in_and_what_was_wrong(tenant: Any, actor: Any, visit: Any, tmp_path: Path) -> None:
    beheer = visit("medewerker", roles=("functioneel-beheerder",))
    assert "nog geen levering" in beheer.get(LIST).content.decode()
    load(
        maak.zipped(tmp_path / "goed.zip", {"9999": maak.stand(*maak.huis())}), tenant=1, actor=actor, now=NOW
    )
    broken = maak.stand(maak.replace(maak.pand(), status="Luchtkasteel"))
    with pytest.raises(LeveringFout):
        load(maak.zipped(tmp_path / "stuk.zip", {"9999PND": broken}), tenant=1, actor=actor, now=NOW)
    Levering.objects.create(naam="bezig.zip", hash="0" * 64, begonnen=NOW, telling={"gelezen": 12000})
    text = beheer.get(LIST).content.decode()
    assert "goed.zip" in text
    assert "5 nieuw" in text
    assert "9999PND-000001.xml, regel" in text
    assert "Luchtkasteel" in text
    assert "12.000 gelezen" in text


def test_only_for_beheer_and_only_our_own(tenant: Any, visit: Any) -> None:
    Levering.objects.create(naam="van-ons.zip", hash="0" * 64, begonnen=NOW)
    assert visit("medewerker", roles=("behandelaar",)).get(LIST).status_code == 403
    there = visit("medewerker", roles=("functioneel-beheerder",), tenant="weststellingwerf")
    assert "van-ons" not in there.get(LIST).content.decode()


@pytest.mark.parametrize("register", ["bgt", "brk", "woz"])
def test_those_of_the_other_registers(
    tenant: Any, actor: Any, visit: Any, tmp_path: Path, register: str
) -> None:
    beheer = visit("medewerker", roles=("functioneel-beheerder",))
    page = f"{LIST}?register={register}"
    assert "nog geen levering" in beheer.get(page).content.decode()
    path = tmp_path / f"stuk-{register}.{'gml' if register == 'bgt' else 'jsonl'}"
    path.write_text("dit is niets")
    with pytest.raises(LeveringFout):
        LOADERS[register](path, tenant=1, actor=actor, now=NOW)
    text = beheer.get(page).content.decode()
    assert "Leveringen van de basisregistraties" in text
    assert f"stuk-{register}" in text
    assert "Afgekeurd" in text
    assert f"stuk-{register}" in beheer.get(LIST).content.decode()  # all of them are on one page
    assert f"stuk-{register}" not in beheer.get(f"{LIST}?register=bag").content.decode()
    there = visit("medewerker", roles=("functioneel-beheerder",), tenant="weststellingwerf")
    assert f"stuk-{register}" not in there.get(page).content.decode()


def test_persons_and_businesses_are_there_as_well_the_newest_first(
    tenant: Any, actor: Any, visit: Any, tmp_path: Path
) -> None:
    beheer = visit("medewerker", roles=("functioneel-beheerder",))
    lists = [{"categorieen": {"01": [[{"0110": str(n), "0240": "Proef"}]]}} for n in range(3)]
    import_pl_json(json.dumps({"formaat": "pl-json/1", "personen": lists}).encode(), actor=actor)
    import_kvk(json.dumps({"kvkNummer": "90001354", "naam": "Turfschip"}).encode(), actor=actor)
    # One person whose list is changed is no delivery of a file.
    change_person("999993653", "", {"01": [[{"0110": "9", "0120": "999993653"}]]}, actor=actor)
    text = beheer.get(LIST).content.decode()
    assert text.count("Ingelezen door") == 2
    assert text.rindex(">HR<") < text.rindex(">BRP<")  # the first of them are in the choice above
    assert "3 nieuw" in beheer.get(f"{LIST}?register=brp").content.decode()
    assert "1 nieuw" in beheer.get(f"{LIST}?register=hr").content.decode()
    there = visit("medewerker", roles=("functioneel-beheerder",), tenant="weststellingwerf")
    assert "Ingelezen door" not in there.get(LIST).content.decode()


def test_the_pages_are_of_all_registers_together(tenant: Any, visit: Any) -> None:
    for n in range(20):
        for kind, model in (("bag", Levering), ("bgt", VanBgt)):
            moment = NOW + timedelta(minutes=2 * n + (kind == "bgt"))
            model.objects.create(naam=f"{kind}-{n}.zip", hash=f"{n:064d}", begonnen=moment, telling={})
    beheer = visit("medewerker", roles=("functioneel-beheerder",))
    first, second = (beheer.get(f"{LIST}?pagina={n}").content.decode() for n in (1, 2))
    assert first.count(".zip<") == 25
    assert second.count(".zip<") == 15
    assert first.index("bgt-19") < first.index("bag-19") < first.index("bgt-18")
    assert "bag-0.zip" in second
