"""Moving in from an installation of another make."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kapstok.platform.db import server as pg
from kapstok.site.pytest_kapstok import migrated_folder
from tests.conftest import House
from tests.verhuizing import gegevens
from tests.verhuizing.openzaak import CLIENT, SECRET, STANDARD, OpenZaak
from tests.verhuizing.test_verhuizing import _kill_at

pytestmark = pytest.mark.skipif(
    not STANDARD.is_dir(), reason="../shared is not beside the product: no published OpenAPI to answer by"
)
OPTIONS = ("--client-id", CLIENT, "--secret", SECRET, "--tenant", "leeg", "--json")
MARKS = ("zaken.zaak: pagina 2", "zaken.rol: pagina 2", "informatieobject: pagina 1")


@pytest.fixture(scope="module")
def source() -> Iterator[tuple[OpenZaak, dict[str, Any]]]:
    """The other installation, with what it holds."""
    oz, kinds = gegevens.installation()
    with oz:
        yield oz, kinds


class Empty(House):
    """An installation without anything in it, of which only commands run."""

    def __init__(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="kapstok-leeg-"))
        self.root.chmod(0o755)  # the database user must be able to enter
        self.data = self.root / "data"
        self._settings = {}
        self.data.mkdir(mode=0o755)
        pg.clone(migrated_folder() / "pg", self.data / "pg")
        self.command("migrate", "--quiet")
        self.command("tenant", "add", "leeg", "Leeggemeente", "--rsin", "851000034", "--prefix", "X")

    def stop(self) -> None:
        """Stop the database that commands that were killed left running, and clean up."""
        pg.stop(pg.start(self.data / "pg"), mode="immediate")
        shutil.rmtree(self.root, ignore_errors=True)


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """Where it moves to."""
    made = Empty()
    yield made
    made.stop()


def _compared(house: House, oz: OpenZaak) -> Any:
    done = house.attempt("migreer", "verschil", "--met", oz.base, "--inhoud", *OPTIONS)
    assert done.stdout, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_moved_in_from_another_make_nothing_differs(house: House, source: tuple[OpenZaak, Any]) -> None:
    oz, kinds = source
    command = ["migreer", "zgw", "--van", oz.base, *OPTIONS]
    for mark in MARKS:
        _kill_at(house.begin(*command), mark)
    done = house.attempt(*command)
    assert done.stdout, done.stderr[-3000:]
    told = json.loads(done.stdout)
    assert told["afgewezen"] == []
    report = _compared(house, oz)
    assert report["verschillen"] == []
    assert report["gelijk"], report["tellingen"]
    counts = {name: one["bron"] for name, one in report["tellingen"].items()}
    assert counts["zaken.zaak"] == gegevens.ZAKEN
    assert counts["documenten.enkelvoudiginformatieobject.inhoud"] == gegevens.DOCUMENTEN * 3 // 2
    _later(house, oz, kinds, command)


def _later(house: House, oz: OpenZaak, kinds: dict[str, Any], command: list[str]) -> None:
    """Some days further on: the source lived on, and a kind is closed to us."""
    zaak = oz.rows["zaken/zaken"][0]
    zaak["omschrijving"] = "Twee bomen aan de Brink"
    gegevens.add_status(oz, zaak, kinds["kap"], 1, "2024-05-01T10:00:00Z")
    gegevens.add_zaak(oz, kinds, gegevens.ZAKEN + 1)
    document = oz.rows["documenten/enkelvoudiginformatieobjecten"][0]
    gegevens.add_version(oz, document)
    gegevens.link(oz, oz.rows["zaken/zaken"][-1], document)
    gegevens.finish(oz)
    oz.forbidden = {"documenten/gebruiksrechten"}
    told = json.loads(house.attempt(*command).stdout)
    assert {r["soort"] for r in told["afgewezen"]} == {"documenten.gebruiksrechten"}
    assert told["aantalAfgewezen"] == gegevens.DOCUMENTEN // 10
    assert {"zaken.zaak"} <= {r["soort"] for r in told["bijgewerkt"]}
    oz.forbidden = set()
    assert _compared(house, oz)["verschillen"] == []
