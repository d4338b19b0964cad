"""Parcels, rights and values for the invented addresses (brk-json/1 and woz-json/1). All invented, and it says so."""

import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from kapstok.demo.bag.extract import STAND
from kapstok.kern.rd import from_lonlat
from kapstok.magazijnen.bag.models import Nummeraanduiding
from kapstok.magazijnen.brk.vorm import FORMAAT as BRK
from kapstok.magazijnen.brk.vorm import GERECHTIGDE, PRIVAAT, ZAAK
from kapstok.magazijnen.woz.vorm import FORMAAT as WOZ
from kapstok.magazijnen.woz.vorm import OBJECT

Eigenaar = tuple[str, str]  # bsn and name
_LANDLORD = {
    "identificatie": "992760963",
    "omschrijving": "Woonstichting De Verzonnen Brug",
    "type": "ingeschreven_niet_natuurlijk_persoon",
}
Adressen = Iterable[tuple[Nummeraanduiding, Eigenaar | None]]


def write_brk(path: Path, adressen: Adressen) -> Path:
    """A parcel for every address, and on it the right of who owns it."""
    return _write(path, BRK, (line for row, owner in adressen for line in _parcel(row, owner)))


def write_woz(path: Path, adressen: Adressen, jaar: int) -> Path:
    """An object for every address, with the values of three years up to `jaar`."""
    return _write(path, WOZ, (_object(row, owner, jaar) for row, owner in adressen))


def _write(path: Path, formaat: str, lines: Iterable[dict[str, Any]]) -> Path:
    with path.open("wb") as file:
        file.write(msgspec.json.encode({"formaat": formaat, "levering": "stand", "tot": STAND}) + b"\n")
        file.writelines(msgspec.json.encode(line) + b"\n" for line in lines)
    return path


def _number(row: Nummeraanduiding) -> int:
    return int(row.identificatie[6:])


def _zaak_nummer(row: Nummeraanduiding) -> str:
    return f"{row.identificatie[:4]}99{_number(row):08d}"


def _place(row: Nummeraanduiding) -> dict[str, Any]:
    own = {
        "straat": row.openbare_ruimte,
        "huisnummer": row.huisnummer,
        "huisletter": row.huisletter,
        "postcode": row.postcode,
        "woonplaats": row.woonplaats,
        "nummeraanduidingIdentificatie": row.identificatie,
    }
    return {name: value for name, value in own.items() if value}


def _parcel(row: Nummeraanduiding, owner: Eigenaar | None) -> Iterator[dict[str, Any]]:
    x, y = (round(n, 3) for n in from_lonlat(row.lon, row.lat))
    behind = 18.0 if row.huisnummer % 2 else -18.0
    corners = [[x - 5, y - 6], [x + 7, y - 6], [x + 7, y + behind], [x - 5, y + behind], [x - 5, y - 6]]
    number = _zaak_nummer(row)
    gegevens = {
        "identificatie": number,
        "domein": "NL.VERZONNEN.KadastraalObject",
        "type": "perceel",
        "kadastraleAanduiding": f"{row.woonplaats} A {_number(row)}",
        "kadastraleGrootte": {
            "soortGrootte": {"code": "1", "waarde": "Vastgesteld"},
            "waarde": round(12 * (6 + abs(behind))),
        },
        "begrenzingPerceel": {"type": "Polygon", "coordinates": [corners]},
        "plaatscoordinaten": {"type": "Point", "coordinates": [x, y]},
        "adressen": [{**_place(row), "adresseerbaarObjectIdentificatie": _object_number(row)}],
    }
    yield {"soort": ZAAK, "gegevens": gegevens}
    person = (
        {"identificatie": owner[0], "omschrijving": owner[1], "type": "ingeschreven_natuurlijk_persoon"}
        if owner
        else _LANDLORD
    )
    right = {
        "identificatie": f"{number}1",
        "type": "eigenaar",
        "aanvangsdatum": f"{2005 + _number(row) % 20}-05-01",
        "tenaamstelling": {"aandeel": {"teller": 1, "noemer": 1}},
        "persoon": person,
    }
    yield {"soort": GERECHTIGDE, "bij": number, "gegevens": right}
    if _number(row) % 25 == 0:
        aard = {"code": "12", "waarde": "Kwalitatieve verplichting (verzonnen)"}
        limit = {"identificatie": f"{number}2", "aard": aard}
        yield {"soort": PRIVAAT, "bij": number, "gegevens": limit}


def _object_number(row: Nummeraanduiding) -> str:
    """In the invented BAG an address and what stands on it bear the same number."""
    return f"{row.identificatie[:4]}01{row.identificatie[6:]}"


def _object(row: Nummeraanduiding, owner: Eigenaar | None, jaar: int) -> dict[str, Any]:
    rng = random.Random(f"woz/{row.identificatie}")  # noqa: S311 - a demo, not a secret
    euro = rng.randint(160, 520)
    values = [
        {
            "vastgesteldeWaarde": round(euro * 1.04**n) * 1000,
            "waardepeildatum": f"{jaar - 3 + n}-01-01",
            "ingangsdatum": f"{jaar - 2 + n}-01-01",
            "beschikkingsStatussen": [
                "bezwaar_ingediend" if n == 2 and _number(row) % 30 == 0 else "beschikking_genomen"
            ],
        }
        for n in range(3)
    ]
    gegevens = {
        "identificatie": f"{row.identificatie[:4]}{_number(row):08d}",
        "aanduiding": _place(row),
        "adresseerbaarObjectIdentificaties": [_object_number(row)],
        "grondoppervlakte": 288,
        "kadastraalOnroerendeZaken": [
            {
                "identificatie": _zaak_nummer(row),
                "aanduidingMetGemeentenaam": f"{row.woonplaats} A {_number(row)}",
            }
        ],
        "belanghebbendeEigenaar": (
            {"burgerservicenummer": owner[0], "naam": owner[1], "type": "natuurlijk_persoon"}
            if owner
            else {
                "rsin": _LANDLORD["identificatie"],
                "naam": _LANDLORD["omschrijving"],
                "type": "niet_natuurlijk_persoon",
            }
        ),
        "waarden": values,
    }
    return {"soort": OBJECT, "gegevens": gegevens}
