"""Persons come in whole and go out as they came."""

import json
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from kapstok.magazijnen.brp import queries
from kapstok.magazijnen.brp.models import Persoonslijst
from kapstok.magazijnen.brp.rules import PersoonslijstRefused
from kapstok.magazijnen.brp.services import import_pl_json, read_person
from kapstok.magazijnen.brp.uitvoer import stukken
from kapstok.platform.audit.use import uses_of
from kapstok.platform.config import settings
from kapstok.platform.db import tenant_scope

NOW = datetime(2026, 11, 23, tzinfo=UTC)
OFFICIAL = Path(settings.standaarden_map) / "registers" / "brp" / "testset-gbav-2022.pl.json"


def _file(**categories) -> bytes:
    person = {
        "01": [[{"0120": "999993653", "0210": "Suzanne", "0240": "Moulin", "0310": "19851201"}]],
        **categories,
    }
    return json.dumps({"formaat": "pl-json/1", "personen": [{"categorieen": person}]}).encode()


def test_a_person_is_found_by_number_name_and_address(tenant, actor):
    import_pl_json(
        _file(**{"08": [[{"0910": "0085", "1110": "Dorpsstraat", "1120": "2", "1160": "8431AA"}]]}),
        actor=actor,
    )
    person = queries.persoon("999993653")
    assert (person["naam"], person["geboortedatum"]) == ("Suzanne Moulin", "1985-12-01")
    assert person["adres"]["straat"] == "Dorpsstraat"
    assert (
        len(queries.search(geslachtsnaam="Mou"))
        == len(queries.search(postcode="8431AA", huisnummer="2"))
        == 1
    )
    assert queries.search() == []


def test_loading_twice_changes_nothing_and_replacing_removes_who_is_gone(tenant, actor):
    assert import_pl_json(_file(), actor=actor).nieuw == 1
    assert import_pl_json(_file(), actor=actor).gelijk == 1
    empty = b'{"formaat": "pl-json/1", "personen": []}'
    assert import_pl_json(empty, actor=actor, replace=True).verwijderd == 1


@pytest.mark.parametrize(
    "content",
    [
        b"geen json",
        b"{}",
        b'{"formaat": "pl-json/2", "personen": []}',
        b'{"formaat": "pl-json/1", "personen": [1]}',
        b'{"formaat": "pl-json/1", "personen": [{"categorieen": {"99": [[{}]]}}]}',
        b'{"formaat": "pl-json/1", "personen": [{"categorieen": {"01": [[{"12": "x"}]]}}]}',
        b'{"formaat": "pl-json/1", "personen": [{"categorieen": {"01": [[{"0120": ""}]]}}]}',
    ],
)
def test_a_broken_file_is_refused_as_a_whole(tenant, actor, content):
    with pytest.raises(PersoonslijstRefused):
        import_pl_json(content, actor=actor)
    assert json.loads(b"".join(stukken("pl-json", NOW)))["personen"] == []


def test_a_wrong_number_is_a_finding_and_no_refusal(tenant, actor):
    counts = import_pl_json(_file(**{"01": [[{"0120": "999993650", "0240": "Fout"}]]}), actor=actor)
    assert counts.nieuw == 1
    assert any("elfproef" in f for f in counts.bevindingen)


def test_reading_a_person_is_logged_and_the_person_sees_it(tenant, actor):
    import_pl_json(_file(), actor=actor)
    read_person("999993653", actor=actor, moment=NOW, fields=["naam"])
    assert [u.actor_naam for u in uses_of("999993653")] == ["B. Bakker"]


def test_another_municipality_knows_nobody(tenant, actor, as_tenant):
    import_pl_json(_file(), actor=actor)
    with as_tenant(2):
        assert queries.persoon("999993653") is None


def test_lists_that_were_there_before_can_be_searched_after_the_update(tenant, actor):
    import_pl_json(
        _file(**{"08": [[{"0910": "0085", "1110": "Ée", "1180": "0085010000000001"}]]}), actor=actor
    )
    update = import_module("kapstok.magazijnen.brp.migrations.0002_zoeken")
    Persoonslijst.objects.update(**dict.fromkeys(update.NEW, ""))
    with tenant_scope(None):
        update.fill(apps, SimpleNamespace(connection=connection))
    (row,) = Persoonslijst.objects.all()
    assert (row.zoek_naam, row.zoek_straat) == ("moulin", "ee")
    assert row.adresseerbaar_object == "0085010000000001"


@pytest.mark.standaard
@pytest.mark.skipif(
    not OFFICIAL.exists(), reason="the official test set is in the standards folder, which is absent"
)
def test_the_official_test_set_goes_in_and_out_equal(tenant, actor):
    content = OFFICIAL.read_bytes()
    counts = import_pl_json(content, actor=actor)
    assert counts.nieuw == len(json.loads(content)["personen"])
    exported = json.loads(b"".join(stukken("pl-json", NOW)))["personen"]
    key = lambda p: json.dumps(p, sort_keys=True)  # noqa: E731
    assert sorted(exported, key=key) == sorted(json.loads(content)["personen"], key=key)
