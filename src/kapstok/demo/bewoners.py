"""Households on the addresses of an invented BAG, as persoonslijsten that agree with each other.

Deterministic: the same addresses and seed give the same people. Of numbers that begin with 9999 there are some 9,000
that pass the elfproef; for a whole region they begin with 99.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Protocol

from kapstok.kern.nummers import is_bsn

FIRST_NUMBER = 990_000_000
_WOMEN = (
    "Aaltje", "Anna", "Baukje", "Durkje", "Elske", "Fenna", "Froukje", "Geeske", "Grietje", "Hiltje", "Ida",
    "Jeltje", "Lolkje", "Marijke", "Sytske",
)  # fmt: skip
_MEN = (
    "Auke", "Bouwe", "Douwe", "Eelke", "Folkert", "Gerben", "Hendrik", "Hidde", "Jan", "Jelmer", "Klaas",
    "Pieter", "Rienk", "Sjoerd", "Wiebe",
)  # fmt: skip
_BEGIN = (
    "Ald", "Berg", "Brink", "Dyk", "Eike", "Feen", "Heide", "Hoek", "Jonge", "Kamp", "Kromme", "Linde", "Meer",
    "Nije", "Oost", "Poel", "Roor", "Sloot", "Turf", "Ven",
)  # fmt: skip
_END = (
    "ama", "da", "dema", "hof", "huis", "kamp", "land", "man", "mans", "men", "sma", "stra", "veld", "wijk",
    "zijl",
)  # fmt: skip
_SINGLE, _COUPLE, _FAMILY = 0.45, 0.76, 0.93  # and the rest is one parent with children
_EMPTY = 0.06  # of the addresses: shops, offices, houses that are for sale


class Adres(Protocol):
    """An address of today, as the store has it."""

    identificatie: str
    openbare_ruimte: str
    huisnummer: int
    huisletter: str
    postcode: str
    woonplaats: str


@dataclass
class Mens:
    """Somebody who was made up, and their relatives."""

    bsn: str
    nummer: int
    voornaam: str
    achternaam: str
    geslacht: str
    geboren: date
    ouders: list["Mens"] = field(default_factory=list)
    kinderen: list["Mens"] = field(default_factory=list)
    partner: "Mens | None" = None
    sinds: str = ""

    def genoemd(self, **more: str) -> list[dict[str, str]]:
        """As others name them on their list."""
        return [
            {
                "0120": self.bsn,
                "0210": self.voornaam,
                "0240": self.achternaam,
                "0310": f"{self.geboren:%Y%m%d}",
                "0410": self.geslacht,
                **more,
            }
        ]


def bewoners(
    adressen: Iterable[Adres], *, gemeente: str, vandaag: date, begin: int = FIRST_NUMBER, seed: int = 1
) -> Iterator[dict[str, Any]]:
    """The persons of pl-json/1, household after household. `gemeente`: its code; `begin`: the lowest number to give."""
    rng = random.Random(f"{seed}/{gemeente}")  # noqa: S311 - a demo, not a secret
    numbers = (str(n) for n in range(begin, 1_000_000_000) if is_bsn(str(n)))
    for adres in adressen:
        if rng.random() < _EMPTY:
            continue
        since = f"{rng.randint(1990, vandaag.year - 1)}0{rng.randint(1, 9)}{rng.randint(10, 28)}"
        for mens in _huishouden(rng, numbers, vandaag):
            yield {
                "naam": f"{mens.voornaam} {mens.achternaam}",
                "categorieen": _lijst(mens, adres, gemeente, since),
            }


def _huishouden(rng: random.Random, numbers: Iterator[str], today: date) -> list[Mens]:
    luck = rng.random()
    name = rng.choice(_BEGIN) + rng.choice(_END)
    first = _mens(rng, numbers, name, today, 20, 95 if luck < _COUPLE else 60)
    if luck < _SINGLE:
        return [first]
    people = [first]
    if luck < _FAMILY:
        other = _mens(rng, numbers, rng.choice(_BEGIN) + rng.choice(_END), today, 20, 60)
        other.geboren = max(
            first.geboren + timedelta(days=rng.randint(-1500, 1500)), today - timedelta(days=95 * 365)
        )
        other.geboren = min(other.geboren, today - timedelta(days=20 * 366))
        first.partner, other.partner = other, first
        adult = max(first.geboren, other.geboren) + timedelta(days=19 * 366)
        first.sinds = other.sinds = f"{min(adult, today):%Y%m%d}"
        people.append(other)
    if luck >= _COUPLE:
        youngest = max(p.geboren for p in people) + timedelta(days=18 * 366)
        span = (today - youngest).days
        for _ in range(rng.choice((1, 1, 2, 2, 2, 3))):
            child = _mens(rng, numbers, name, today, 0, 1)
            # At home until eighteen; what is not born yet is not there.
            child.geboren = max(
                youngest + timedelta(days=rng.randint(0, span)), today - timedelta(days=18 * 365)
            )
            child.ouders = people[: 2 if first.partner else 1]
            for parent in child.ouders:
                parent.kinderen.append(child)
        people += first.kinderen
    return people


def _mens(
    rng: random.Random, numbers: Iterator[str], name: str, today: date, youngest: int, oldest: int
) -> Mens:
    bsn, woman = next(numbers), rng.random() < 0.5
    born = today - timedelta(days=rng.randint(youngest * 366, oldest * 365 + youngest))
    first = f"{rng.choice(_WOMEN if woman else _MEN)} {rng.choice(_WOMEN if woman else _MEN)}"
    return Mens(bsn, 1_000_000_000 + int(bsn), first, name, "V" if woman else "M", born)


def _lijst(mens: Mens, adres: Adres, gemeente: str, since: str) -> dict[str, list[list[dict[str, str]]]]:
    born = f"{mens.geboren:%Y%m%d}"
    made: dict[str, list[list[dict[str, str]]]] = {
        "01": [
            [
                {
                    **mens.genoemd()[0],
                    "0110": str(mens.nummer),
                    "0320": gemeente,
                    "0330": "6030",
                    "6110": "E",
                    "8510": born,
                }
            ]
        ]
    }
    # Two women or two men may be the parents: the law orders them, not their sex.
    for category, parent in zip(("02", "03"), mens.ouders, strict=False):
        made[category] = [parent.genoemd(**{"6210": born, "8510": born})]
    made["04"] = [[{"0510": "0001", "6310": "001", "8510": born}]]
    if mens.partner is not None:
        made["05"] = [
            mens.partner.genoemd(
                **{"0610": mens.sinds, "0620": gemeente, "0630": "6030", "1510": "H", "8510": mens.sinds}
            )
        ]
    made["07"] = [[{"6810": max(born, since), "7010": "0"}]]
    home = {
        "0910": gemeente,
        "0920": max(born, since),
        "1010": "W",
        "1030": max(born, since),
        "1110": adres.openbare_ruimte[:24],
        "1115": adres.openbare_ruimte,
        "1120": str(adres.huisnummer),
        "1160": adres.postcode,
        "1170": adres.woonplaats,
        # In the invented BAG an address and what stands on it bear the same number.
        "1180": f"{adres.identificatie[:4]}01{adres.identificatie[6:]}",
        "1190": adres.identificatie,
        "8510": max(born, since),
    }
    if adres.huisletter:
        home["1130"] = adres.huisletter
    made["08"] = [[home]]
    if mens.kinderen:
        made["09"] = [child.genoemd(**{"8510": f"{child.geboren:%Y%m%d}"}) for child in mens.kinderen]
    return made
