"""The invented business comes in as the KVK gives one, and fills in a form for who logs in for it."""

import json
from pathlib import Path
from typing import Any

import kapstok.demo
from kapstok.demo.bedrijven import load_bedrijven
from kapstok.demo.personen import COMPANY
from kapstok.diensten.formulieren.bronnen import prefilled
from kapstok.diensten.formulieren.definitie import read_definition
from kapstok.magazijnen.hr.models import Vestiging


def test_who_logs_in_for_the_business_finds_its_name_filled_in(tenant: Any) -> None:
    load_bedrijven()
    assert Vestiging.objects.count() == 2
    file = Path(kapstok.demo.__file__).parent / "formulieren" / "evenementenvergunning.json"
    assert json.loads(file.read_text())["slug"] == "evenementenvergunning"
    form = read_definition(file.read_bytes())
    assert prefilled(form, kind="bedrijf", number=COMPANY.kvk)["bedrijfsnaam"] == COMPANY.naam
    assert "bedrijfsnaam" not in prefilled(form, kind="burger", number=COMPANY.kvk)
    assert "bedrijfsnaam" not in prefilled(form, kind="bedrijf", number="00000000")
