"""Synthetic residents and a company. Numbers satisfy the elfproef and start with 99991: test numbers.

The official test set of the BRP is loaded as well where the standards folder is present.
"""

import json
import random
import tempfile
from pathlib import Path
from typing import Any

from django.utils import timezone

from kapstok.demo.bag.extract import write_extract
from kapstok.demo.bag.streek import FIXED, STREETS, STREKEN
from kapstok.demo.residents import CHILD, LOGINS, PARTNER, Resident
from kapstok.magazijnen.bag.levering.laden import load
from kapstok.magazijnen.bag.models import Nummeraanduiding
from kapstok.magazijnen.brp.services import import_persons
from kapstok.platform.config import settings
from kapstok.platform.identity.simulator.personas import Persona, Vestiging
from kapstok.platform.work import SYSTEM

OFFICIAL = Path(settings.standaarden_map) / "registers" / "brp" / "testset-gbav-2022.csv"
ADDRESSES = 600  # of the invented BAG of a municipality; enough to look around in
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
WOMEN = set(FIRST[1::2])  # men and women by turns
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


def load_bag(slug: str, tenant: int) -> None:
    """An invented BAG, as a delivery that is loaded as any other (outside a scope: a load has its own)."""
    with tempfile.TemporaryDirectory() as folder:
        made = write_extract(
            Path(folder) / f"BAGGEM{STREKEN[slug].code}L-08112026.zip", slug, adressen=ADDRESSES
        )
        load(made, tenant=tenant, actor=SYSTEM, now=timezone.now())


def addresses_of() -> list[Nummeraanduiding]:
    """Those of the fixed streets, where the residents live."""
    return list(Nummeraanduiding.objects.order_by("identificatie")[: 3 * len(STREETS) * FIXED])


def _list(
    number: int, resident: Resident, home: Nummeraanduiding, relatives: dict[str, Any] | None = None
) -> dict[str, Any]:
    code, since = PLACES[resident.gemeente][0], max(resident.geboren, "20150101")
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
                        "0410": "V" if resident.voornaam in WOMEN else "M",
                        "8510": resident.geboren,
                    }
                ]
            ],
            "04": [[{"0510": "0001", "6310": "001", "8510": resident.geboren}]],
            **(relatives or {}),
            "07": [[{"7010": "0"}]],
            "08": [
                [
                    {
                        "0910": code,
                        "1010": "W",
                        "1030": since,
                        "1110": home.openbare_ruimte,
                        "1120": str(home.huisnummer),
                        "1160": home.postcode,
                        "1170": home.woonplaats,
                        # In the invented BAG an address and what stands on it bear the same number.
                        "1180": f"{home.identificatie[:4]}01{home.identificatie[6:]}",
                        "1190": home.identificatie,
                        "8510": since,
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
                "05": [_relative(PARTNER, **{"0610": "20120512", "1510": "H", "8510": "20120512"})],
                "09": [_relative(CHILD, **{"8510": CHILD.geboren})],
            }
        lists.append(_list(start % 1000000 + n, resident, home, relatives))
    body = {"formaat": "pl-json/1", "personen": lists}
    import_persons(json.dumps(body).encode(), actor=SYSTEM)
    if OFFICIAL.exists():
        import_persons(OFFICIAL.read_bytes(), actor=SYSTEM)
    return everyone
