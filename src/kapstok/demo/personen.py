"""Synthetic residents and a company. Numbers satisfy the elfproef and start with 99991: test numbers.

The official test set of the BRP is loaded as well where the standards folder is present.
"""

import json
import random
from pathlib import Path
from typing import Any

from kapstok.demo.residents import CHILD, LOGINS, PARTNER, Resident
from kapstok.magazijnen.bag.models import Nummeraanduiding
from kapstok.magazijnen.brp.services import import_pl_json
from kapstok.platform.config import settings
from kapstok.platform.identity.simulator.personas import Persona, Vestiging
from kapstok.platform.work import SYSTEM

OFFICIAL = Path(settings.standaarden_map) / "registers" / "brp" / "testset-gbav-2022.pl.json"
WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
FIRST = (
    "Jan",
    "Anna",
    "Sjoerd",
    "Marijke",
    "Hendrik",
    "Grietje",
    "Douwe",
    "Trijntje",
    "Pieter",
    "Aaltje",
    "Klaas",
    "Sytske",
)
LAST = (
    "Bakker",
    "Visser",
    "de Boer",
    "Mulder",
    "Postma",
    "Hofstra",
    "van Dijk",
    "Kooistra",
    "Zijlstra",
    "Brouwer",
)
STREETS = (
    "Lindelaan",
    "Molenweg",
    "Schoolstraat",
    "Vaartkade",
    "Heideweg",
    "Kerkplein",
    "Turfdijk",
    "Wilgenhof",
)
PLACES: dict[str, tuple[str, str, float, float, tuple[str, ...]]] = {
    "ooststellingwerf": ("0085", "84", 6.29, 52.99, ("Oosterwolde", "Appelscha", "Haulerwijk")),
    "weststellingwerf": ("0098", "84", 6.00, 52.88, ("Wolvega", "Noordwolde", "Boijl")),
    "opsterland": ("0086", "92", 6.07, 53.06, ("Gorredijk", "Beetsterzwaag", "Ureterp")),
}


COMPANY = Persona(
    sleutel="turfschip",
    naam="Bakkerij Het Turfschip B.V.",
    omschrijving="met twee vestigingen",
    kvk="90001354",
    vestigingen=(
        Vestiging("000090013541", "Het Turfschip Oosterwolde", "Oosterwolde"),
        Vestiging("000090013542", "Het Turfschip Gorredijk", "Gorredijk"),
    ),
)


def passes(number: str) -> bool:
    """Elfproef of a bsn."""
    return sum(int(d) * w for d, w in zip(number, WEIGHTS, strict=True)) % 11 == 0


def personas(slug: str) -> list[Persona]:
    """Test persons of the DigiD simulator at this municipality."""
    return [Persona(r.bsn, r.naam, r.omschrijving, bsn=r.bsn) for r in LOGINS if r.gemeente == slug]


def load_addresses(slug: str, rng: random.Random) -> list[Nummeraanduiding]:
    """About 300 invented addresses round the real places of a municipality."""
    code, digits, lon, lat, places = PLACES[slug]
    rows = [
        Nummeraanduiding(
            identificatie=f"{code}200{p}{s:02d}{number:06d}"[:16],
            openbare_ruimte=street,
            huisnummer=number,
            postcode=f"{digits}{31 + 10 * p}{'ABCDEFGH'[s]}{'ABC'[p]}",
            woonplaats=place,
            lon=round(lon + 0.05 * p + rng.uniform(-0.015, 0.015), 6),
            lat=round(lat + 0.03 * p + rng.uniform(-0.01, 0.01), 6),
            gegenereerd=True,
        )
        for p, place in enumerate(places)
        for s, street in enumerate(STREETS[:7])
        for number in range(1, 30, 2)
    ]
    return Nummeraanduiding.objects.bulk_create(rows)


def _list(
    number: int, resident: Resident, home: Nummeraanduiding, relatives: dict[str, Any] | None = None
) -> dict[str, Any]:
    code = PLACES[resident.gemeente][0]
    return {
        "naam": resident.naam,
        "categorieen": {
            "01": [
                [
                    {
                        "0110": f"{9000000000 + number}",
                        "0120": resident.bsn,
                        "0210": resident.voornaam,
                        "0240": resident.achternaam,
                        "0310": resident.geboren,
                        "0410": "O",
                    }
                ]
            ],
            **(relatives or {}),
            "07": [[{"7010": "0"}]],
            "08": [
                [
                    {
                        "0910": code,
                        "1010": "W",
                        "1030": "20150101",
                        "1110": home.openbare_ruimte,
                        "1120": str(home.huisnummer),
                        "1160": home.postcode,
                        "1170": home.woonplaats,
                    }
                ]
            ],
        },
    }


def _relative(resident: Resident, **more: str) -> list[dict[str, str]]:
    person = {
        "0120": resident.bsn,
        "0210": resident.voornaam,
        "0240": resident.achternaam,
        "0310": resident.geboren,
    }
    return [{**person, **more}]


def load_persons(slug: str, addresses: list[Nummeraanduiding], rng: random.Random) -> list[Resident]:
    """Generated residents (the fixed logins among them), and the official set where it is present."""
    residents = [r for r in LOGINS if r.gemeente == slug]
    family = [PARTNER, CHILD] if slug == "ooststellingwerf" else []
    start = 999920000 + 10000 * list(PLACES).index(slug)
    numbers = (str(n) for n in range(start, start + 9000) if passes(str(n)))
    others = [
        Resident(
            slug,
            next(numbers),
            rng.choice(FIRST),
            rng.choice(LAST),
            "",
            f"{rng.randint(1940, 2004)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}",
        )
        for _ in range(60)
    ]
    everyone = residents + family + others
    lists = []
    for n, resident in enumerate(everyone):
        home = (
            addresses[0]
            if resident in {LOGINS[0], PARTNER, CHILD}
            else addresses[(7 * n + 3) % len(addresses)]
        )
        relatives = None
        if resident == LOGINS[0]:
            relatives = {
                "05": [_relative(PARTNER, **{"0610": "20120512", "1510": "H"})],
                "09": [_relative(CHILD)],
            }
        lists.append(_list(start % 1000000 + n, resident, home, relatives))
    body = {"formaat": "pl-json/1", "personen": lists}
    import_pl_json(json.dumps(body).encode(), actor=SYSTEM)
    if OFFICIAL.exists():
        import_pl_json(OFFICIAL.read_bytes(), actor=SYSTEM)
    return everyone
