"""Broken deliveries, of every base register alike: it stops at the record with its place, and nothing of it is there.

The fault is always in the last record: what comes before it is good, and must not be seen either.
"""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kapstok.magazijnen.bag.levering.laden import load as load_bag
from kapstok.magazijnen.bag.models import Nummeraanduiding
from kapstok.magazijnen.bag.models import Voorkomen as VanBag
from kapstok.magazijnen.bag.tests import leveringen as bag
from kapstok.magazijnen.bgt.levering.laden import load as load_bgt
from kapstok.magazijnen.bgt.models import Voorkomen as VanBgt
from kapstok.magazijnen.bgt.tests import leveringen as bgt
from kapstok.magazijnen.brk.levering import load as load_brk
from kapstok.magazijnen.brk.models import Gegeven as VanBrk
from kapstok.magazijnen.brp.lo3 import bericht, lijst
from kapstok.magazijnen.brp.models import Ingang, Persoonslijst
from kapstok.magazijnen.brp.services import import_persons
from kapstok.magazijnen.hr.models import Inschrijving, Vestiging
from kapstok.magazijnen.hr.services import import_kvk
from kapstok.magazijnen.woz.levering import load as load_woz
from kapstok.magazijnen.woz.models import Gegeven as VanWoz
from kapstok.platform.db import tenant_scope
from kapstok.platform.errors import Refusal

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
Verander = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Lader:
    """A form of delivery: a good one, who loads it, what it fills, and per fault how it comes in and where it is."""

    goed: bytes
    bestand: str
    laad: Callable[..., Any]
    tabellen: tuple[Any, ...]
    stuk: dict[str, tuple[Verander, str]]


def _replaced(was: str, wordt: str) -> Verander:
    def change(content: bytes) -> bytes:
        head, found, tail = content.rpartition(was.encode())
        assert found, was
        return head + wordt.encode() + tail

    return change


def _latin(was: str) -> Verander:
    """A letter of another encoding than the file says."""

    def change(content: bytes) -> bytes:
        head, found, tail = content.rpartition(was.encode())
        assert found, was
        return head + was.encode()[:-1] + "é".encode("latin-1") + tail

    return change


def _cut(content: bytes) -> bytes:
    return content[: len(content) * 9 // 10]


def _zip(name: str) -> Verander:
    """Within a zip of which the end is missing."""

    def change(content: bytes) -> bytes:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, content)
        return made.getvalue()[:-40]

    return change


def _other(content: bytes) -> Verander:
    return lambda _good: content


def _file(load: Callable[..., Any]) -> Callable[[Path, Any], None]:
    return lambda path, actor: load(path, tenant=1, actor=actor, now=NOW)


def _bytes(load: Callable[..., Any]) -> Callable[[Path, Any], None]:
    def run(path: Path, actor: Any) -> None:
        with tenant_scope(1):
            load(path.read_bytes(), actor=actor)

    return run


def _lines(form: str, *records: dict[str, Any], **more: str) -> bytes:
    head = {"formaat": form, "levering": "stand", "tot": "2026-11-01", **more}
    return "\n".join(json.dumps(r) for r in (head, *records)).encode() + b"\n"


def _person(n: int, street: str = "Vaart") -> dict[str, Any]:
    who = {"0110": f"900000000{n}", "0120": f"99999000{n}", "0240": f"Proef{n}"}
    return {"01": [[who]], "08": [[{"0910": "0085", "1110": street}]]}


def _parcel(n: int) -> dict[str, Any]:
    own = {
        "identificatie": f"7687048797000{n}",
        "kadastraleAanduiding": f"Oosterwolde M 503{n}",
        "type": "perceel",
    }
    return {"soort": "kadastraalOnroerendeZaak", "gegevens": own}


def _object(n: int) -> dict[str, Any]:
    value = {"vastgesteldeWaarde": 1000, "waardepeildatum": "2025-01-01", "ingangsdatum": "2026-01-01"}
    value["beschikkingsStatussen"] = ["beschikking_genomen"]
    own = {"identificatie": f"00850000000{n}", "aanduiding": {"straat": "Vaart"}, "waarden": [value]}
    return {"soort": "wozObject", "gegevens": own}


PL = json.dumps(
    {"formaat": "pl-json/1", "personen": [{"categorieen": _person(n)} for n in range(3)]}, indent=1
).encode()
CSV = b";01.01.10;01.01.20;01.02.40;08.09.10;08.11.10\r\n" + b"".join(
    f"Lg01_{n};900000000{n};99999000{n};Proef{n};0085;Vaart\r\n".encode() for n in range(3)
)
LO3 = b"".join(lijst.als_bericht(_person(n), waar="Lijst", moment=NOW) for n in range(3))
_GONE = bericht.Bericht(
    "Gv01", {"aNummer": "9000000009"}, [("08", {"1110": "Kade"}), ("58", {"1110": "Vaart"})]
)
_BAG = bag.stand(bag.woonplaats(), bag.straat(), bag.adres(), bag.verblijfsobject(), bag.pand())
_BRANCH = {"vestigingsnummer": "000090013541", "kvkNummer": "90001354", "eersteHandelsnaam": "Vaart"}
KVK = json.dumps(
    [{"kvkNummer": "90001354", "naam": "Turfschip", "indNonMailing": "Ja"}, _BRANCH], indent=1
).encode()
_LATER = bgt.replace(bgt.weg(), geregistreerd="2020-01-01T10:00:00.000", gepubliceerd="2020-01-02T10:00:00")
_RIGHT = {"soort": "zakelijkGerechtigde", "bij": "ergens", "gegevens": {"identificatie": "1"}}
_STATE = "Bestand, regel"

LADERS = {
    "BRP pl-json": Lader(PL, "p.json", _bytes(import_persons), (Persoonslijst, Ingang), {
        "afgekapt": (_cut, rf"{_STATE} \d+, teken \d+"),
        "codering": (_latin("Vaart"), rf"{_STATE} \d+, byte \d+"),
        "code": (_replaced('"08"', '"18"'), "Persoon 3: categorie 18"),
        "versie": (_replaced("pl-json/1", "pl-json/2"), "pl-json/1"),
    }),
    "BRP CSV": Lader(CSV, "p.csv", _bytes(import_persons), (Persoonslijst, Ingang), {
        "afgekapt": (lambda good: good[:-12], r"Rij 4"),
        "codering": (_latin("Vaart"), r"Rij 4"),
        "code": (_replaced("08.11.10", "18.11.10"), r"Rij 1"),
    }),
    "BRP LO3": Lader(LO3, "p.lo3", _bytes(import_persons), (Persoonslijst, Ingang), {
        "afgekapt": (_cut, r"Bericht 3, byte \d+"),
        "codering": (lambda good: good.replace(b"Vaart", b"Vaa\xd7\xd7"), r"Bericht 1, byte \d+"),
        "code": (_replaced("Lg01", "Lg99"), r"Bericht 3, byte \d+"),
        "volgorde": (lambda good: good + bericht.schrijf(_GONE), r"Bericht 4"),
    }),
    "BAG": Lader(_BAG, "9999PND.xml", _file(load_bag), (VanBag, Nummeraanduiding), {
        "zip": (_zip("9999PND.xml"), r"9999PND\.zip"),
        "afgekapt": (_cut, r"9999PND\.xml, regel \d+"),
        "codering": (_latin("Pand in gebruik"), r"9999PND\.xml, regel \d+"),
        "code": (_replaced("Pand in gebruik", "Luchtkasteel"), r"9999PND\.xml, regel \d+.*Luchtkasteel"),
        "versie": (_replaced("imbag/objecten/v20200601", "imbag/objecten/v20300601"), r"9999PND\.xml"),
        "volgorde": (_other(bag.mutaties(bag.anders(bag.pand(), bag.replace(bag.pand(), status="Pand gesloopt")))),
                     r"9999PND\.xml, regel \d+.*overgeslagen"),
    }),
    "BGT": Lader(bgt.gml(_LATER, bgt.pand(), bgt.water()), "bgt.gml", _file(load_bgt), (VanBgt,), {
        "zip": (_zip("bgt.gml"), r"bgt\.zip"),
        "afgekapt": (_cut, r"bgt\.gml, regel \d+"),
        "codering": (_latin("bestaand"), r"bgt\.gml, regel \d+"),
        "code": (_replaced(">bestaand<", ">verzonnen<"), r"bgt\.gml, regel \d+.*verzonnen"),
        "versie": (_replaced("citygml/2.0", "citygml/3.0"), r"bgt\.gml"),
        "volgorde": (_other(bgt.gml(bgt.pand(), _LATER, bgt.weg())), r"bgt\.gml, regel \d+.*overgeslagen"),
    }),
    "BRK": Lader(_lines("brk-json/1", *map(_parcel, range(3))), "brk.jsonl", _file(load_brk), (VanBrk,), {
        "zip": (_zip("brk.jsonl"), r"brk\.zip"),
        "afgekapt": (_cut, r"brk\.jsonl, regel 4"),
        "codering": (_latin("Oosterwolde"), r"brk\.jsonl, regel 4"),
        "code": (_replaced('"perceel"', '"luchtkasteel"'), r"brk\.jsonl, regel 4"),
        "versie": (_replaced("brk-json/1", "brk-json/2"), r"brk\.jsonl, regel 1"),
        "volgorde": (_other(_lines("brk-json/1", _parcel(1), levering="mutatie", van="2026-10-01")), r"brk\.jsonl"),
        "los": (lambda good: good + json.dumps(_RIGHT).encode(), r"brk\.jsonl.*ergens"),
    }),
    "WOZ": Lader(_lines("woz-json/1", *map(_object, range(3))), "woz.jsonl", _file(load_woz), (VanWoz,), {
        "zip": (_zip("woz.jsonl"), r"woz\.zip"),
        "afgekapt": (_cut, r"woz\.jsonl, regel 4"),
        "codering": (_latin("Vaart"), r"woz\.jsonl, regel 4"),
        "code": (_replaced("beschikking_genomen", "beschikking_verzonnen"), r"woz\.jsonl, regel 4"),
        "versie": (_replaced("woz-json/1", "woz-json/2"), r"woz\.jsonl, regel 1"),
        "volgorde": (_other(_lines("woz-json/1", _object(1), levering="mutatie", van="2026-10-01")), r"woz\.jsonl"),
    }),
    "HR": Lader(KVK, "kvk.json", _bytes(import_kvk), (Inschrijving, Vestiging), {
        "afgekapt": (_cut, r"bestand: regel \d+, teken \d+"),
        "codering": (_latin("Vaart"), r"bestand: regel \d+, byte \d+"),
        "code": (_replaced('"eersteHandelsnaam"', '"indHoofdvestiging"'), r"\[1\]\.indHoofdvestiging"),
        "volgorde": (_other(json.dumps([_BRANCH]).encode()), r"90001354"),
    }),
}  # fmt: skip
STUK = [(name, fault) for name, loader in LADERS.items() for fault in loader.stuk]


@pytest.mark.parametrize(("name", "fault"), STUK, ids=[f"{name}-{fault}" for name, fault in STUK])
def test_it_stops_with_its_place_and_nothing_of_it_is_there(
    db: None, actor: Any, tmp_path: Path, name: str, fault: str
) -> None:
    loader = LADERS[name]
    change, place = loader.stuk[fault]
    file = tmp_path / (f"{loader.bestand.split('.')[0]}.zip" if fault == "zip" else loader.bestand)
    file.write_bytes(change(loader.goed))
    with pytest.raises(Refusal, match=f"(?s){place}"):
        loader.laad(file, actor)
    with tenant_scope(1):
        assert [table for table in loader.tabellen if table.objects.exists()] == []


@pytest.mark.parametrize("name", LADERS)
def test_the_mended_one_comes_in_after_it(db: None, actor: Any, tmp_path: Path, name: str) -> None:
    loader = LADERS[name]
    file = tmp_path / loader.bestand
    file.write_bytes(next(iter(loader.stuk.values()))[0](loader.goed))
    with pytest.raises(Refusal):
        loader.laad(file, actor)
    file.write_bytes(loader.goed)
    loader.laad(file, actor)
    with tenant_scope(1):
        assert all(table.objects.exists() for table in loader.tabellen[:1])
