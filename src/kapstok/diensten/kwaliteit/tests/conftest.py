"""A register with persons that can be made odd one thing at a time, on an address that the BAG knows."""

from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kapstok.diensten.kwaliteit.models import Bevinding, Ronde
from kapstok.diensten.kwaliteit.ronde import begin_ronde, volgende_stap
from kapstok.magazijnen.bag.levering.laden import load
from kapstok.magazijnen.bag.tests import leveringen as maak
from kapstok.magazijnen.brp.services import import_pl_json
from kapstok.platform.db import tenant_scope

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
TODAY = date(2026, 11, 25)
NUM, VBO, PND = "0085200000000001", "0085010000000001", "0085100000000001"
ANNA, BOUKE, CEES = "999990019", "999990020", "999990032"


def lijst(bsn: str, naam: str, geboren: str = "19800101", **more: Any) -> dict[str, Any]:
    """A persoonslijst with nothing odd. `more`: other categories, or `woont` and `persoon` to change elements."""
    home = {"0910": "0085", "1010": "W", "1110": "Proefstraat", "1120": "12", "1160": "8431AA", "1180": VBO}
    home |= {"1190": NUM, **more.pop("woont", {})}
    own = {"0110": f"9{bsn}", "0120": bsn, "0210": naam, "0240": "Proef", "0310": geboren, "0410": "V"}
    own |= more.pop("persoon", {})
    plain = {"01": [[own]], "07": [[{"7010": "0"}]], "08": [[home]]}
    return {"naam": naam, "categorieen": {**plain, **{n[1:]: v for n, v in more.items()}}}


def ander(bsn: str, naam: str, geboren: str = "19800101", **more: str) -> list[dict[str, str]]:
    """Somebody who is named on a list."""
    return [{"0120": bsn, "0210": naam, "0240": "Proef", "0310": geboren, **more}]


@pytest.fixture
def personen(db: None, actor: Any) -> Callable[..., None]:
    """Load these lists, in place of those that were there."""

    def make(*lists: dict[str, Any], gemeente: int = 1) -> None:
        body = {
            "formaat": "pl-json/1",
            "personen": [
                {
                    **one,
                    "categorieen": {
                        c: [[{k: v for k, v in row.items() if v} for row in stapel] for stapel in stapels]
                        for c, stapels in deepcopy(one["categorieen"]).items()
                    },
                }
                for one in lists
            ],
        }
        with tenant_scope(gemeente):
            import_pl_json(msgspec.json.encode(body), actor=actor, replace=True)

    return make


@pytest.fixture
def laad(db: None, actor: Any, tmp_path: Path) -> Callable[..., None]:
    """Load BAG objects for Ooststellingwerf, in place of those of the same kinds."""

    def make(*objects: Any, gemeente: int = 1) -> None:
        path = maak.zipped(tmp_path / f"{len(list(tmp_path.iterdir()))}.zip", {"9999": maak.stand(*objects)})
        load(path, tenant=gemeente, actor=actor, now=NOW)

    return make


@pytest.fixture
def huis(laad: Callable[..., None]) -> None:
    """One address with a dwelling in a building."""
    laad(maak.woonplaats(), maak.straat(), maak.adres(), maak.pand(), maak.verblijfsobject())


@pytest.fixture
def controleer(db: None, actor: Any) -> Callable[..., dict[str, int]]:
    """Do a whole round; what is open after it, by check."""

    def run(gemeente: int = 1, moment: datetime = NOW) -> dict[str, int]:
        with tenant_scope(gemeente):
            ronde = begin_ronde(actor=actor, moment=moment)
            while volgende_stap(ronde.id, actor=actor, moment=moment, today=TODAY):
                if Ronde.objects.get(id=ronde.id).klaar:
                    break
            found: dict[str, int] = {}
            for code in Bevinding.objects.filter(opgelost=None).values_list("controle", flat=True):
                found[code] = found.get(code, 0) + 1
            return found

    return run
