"""How persons are looked for and ordered in StUF-BG 3.10."""

from collections.abc import Callable

from kapstok.koppelvlakken.stuf_bg.entiteit import Criterium
from kapstok.koppelvlakken.stuf_bg.waarden import Persoon

CRITERIA = {
    "inp.bsn": Criterium("burgerservicenummer", "burgerservicenummer", r"[0-9]{9}"),
    "geslachtsnaam": Criterium("geslachtsnaam", "naam.geslachtsnaam", r".{1,200}", True),
    "voorvoegselGeslachtsnaam": Criterium("voorvoegsel", "naam.voorvoegsel", r".{1,10}"),
    "voornamen": Criterium("voornamen", "naam.voornamen", r".{1,200}", True),
    "geslachtsaanduiding": Criterium("geslacht", "geslacht", r"[MVO]"),
    "geboortedatum": Criterium("geboortedatum", "geboorte.datum", r"[0-9]{8}"),
    "inp.gemeenteVanInschrijving": Criterium(
        "gemeenteVanInschrijving", "gemeenteVanInschrijving", r"[0-9]{1,4}"
    ),
    "verblijfsadres/aoa.identificatie": Criterium(
        "nummeraanduidingIdentificatie", "verblijfplaats.nummeraanduidingIdentificatie", r"[0-9]{16}"
    ),
    "verblijfsadres/aoa.postcode": Criterium(
        "postcode", "verblijfplaats.verblijfadres.postcode", r"[1-9][0-9]{3}[A-Z]{2}"
    ),
    "verblijfsadres/aoa.huisnummer": Criterium(
        "huisnummer", "verblijfplaats.verblijfadres.huisnummer", r"[1-9][0-9]{0,4}"
    ),
    "verblijfsadres/aoa.huisletter": Criterium(
        "huisletter", "verblijfplaats.verblijfadres.huisletter", r"[a-zA-Z]"
    ),
    "verblijfsadres/aoa.huisnummertoevoeging": Criterium(
        "huisnummertoevoeging", "verblijfplaats.verblijfadres.huisnummertoevoeging", r"[a-zA-Z0-9]{1,4}"
    ),
    "verblijfsadres/gor.straatnaam": Criterium(
        "straat", "verblijfplaats.verblijfadres.korteStraatnaam", r".{1,24}"
    ),
    "verblijfsadres/gor.openbareRuimteNaam": Criterium(
        "straat", "verblijfplaats.verblijfadres.officieleStraatnaam", r".{1,80}", True
    ),
}
# One of these sets must be there: each finds few people, by an index.
GENOEG: tuple[frozenset[str], ...] = (
    frozenset({"burgerservicenummer"}),
    frozenset({"geslachtsnaam", "geboortedatum"}),
    frozenset({"geslachtsnaam", "voornamen", "gemeenteVanInschrijving"}),
    frozenset({"postcode", "huisnummer"}),
    frozenset({"straat", "huisnummer", "gemeenteVanInschrijving"}),
    frozenset({"nummeraanduidingIdentificatie"}),
)

_NAAM = (("01", "0240"), ("01", "0210"), ("01", "0230"))
# The numbers of the standard (StUF:NPS-sortering) with what persons are ordered by (category, element).
_ELEMENTEN: dict[int, tuple[tuple[str, str], ...]] = {
    0: (),
    1: _NAAM,
    3: (("08", "1160"), ("08", "1120"), ("08", "1130")),
    4: (("08", "1110"), ("08", "1120"), ("08", "1130")),
    7: (("01", "0310"), *_NAAM),
    8: (),
    9: (("01", "0110"),),
}


def _ordered(elementen: tuple[tuple[str, str], ...]) -> Callable[[Persoon], tuple[str, ...]]:
    def key(person: Persoon) -> tuple[str, ...]:
        values = (person.een(c).get(e, "") for c, e in elementen)
        # A house number is ordered as a number.
        ordered = tuple(v.rjust(10) if v.isdecimal() else v for v in values)
        return (*ordered, person.een("01").get("0120", ""), person.een("01").get("0110", ""))

    return key


SORTERING = {number: _ordered(elementen) for number, elementen in _ELEMENTEN.items()}
