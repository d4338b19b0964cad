"""Which fields can be asked, by their paths, and what a list of paths asks."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kapstok.magazijnen.brp.bevragen.vorm import Keuze

Boom = dict[str, Any]

# A field is given as a whole, whichever of its parts is asked: these are its parts.
DATUM = ("type", "datum", "langFormaat", "jaar", "maand", "onbekend")
TABEL = ("code", "omschrijving")
TITEL = (*TABEL, "soort")
GEHEEL: tuple[str, ...] = ()

_GEBEURTENIS: Boom = {"datum": DATUM, "land": TABEL, "plaats": TABEL}
_NAAM: Boom = {
    "adellijkeTitelPredicaat": TITEL,
    "geslachtsnaam": GEHEEL,
    "voorletters": GEHEEL,
    "voornamen": GEHEEL,
    "voorvoegsel": GEHEEL,
}
_BRIEF: Boom = {
    "aanhef": GEHEEL,
    "aanschrijfwijze": {"aanspreekvorm": GEHEEL, "naam": GEHEEL},
    "gebruikInLopendeTekst": GEHEEL,
}
_REGELS_BINNENLAND: Boom = {"adresregel1": GEHEEL, "adresregel2": GEHEEL}
_REGELS: Boom = {**_REGELS_BINNENLAND, "adresregel3": GEHEEL, "land": TABEL}
_ADRES_BINNENLAND: Boom = {
    "aanduidingBijHuisnummer": TABEL,
    "huisletter": GEHEEL,
    "huisnummer": GEHEEL,
    "huisnummertoevoeging": GEHEEL,
    "korteStraatnaam": GEHEEL,
    "officieleStraatnaam": GEHEEL,
    "postcode": GEHEEL,
    "woonplaats": GEHEEL,
    "locatiebeschrijving": GEHEEL,
}
_ADRES_BUITENLAND: Boom = {"land": TABEL, "regel1": GEHEEL, "regel2": GEHEEL, "regel3": GEHEEL}
_VERBLIJFPLAATS_BINNENLAND: Boom = {
    "type": GEHEEL,
    "adresseerbaarObjectIdentificatie": GEHEEL,
    "datumIngangGeldigheid": DATUM,
    "datumVan": DATUM,
    "functieAdres": TABEL,
    "nummeraanduidingIdentificatie": GEHEEL,
    "verblijfadres": _ADRES_BINNENLAND,
}

PERSOON: Boom = {
    "aNummer": GEHEEL,
    "adressering": {**_REGELS, **_BRIEF},
    "adresseringBinnenland": {**_REGELS_BINNENLAND, **_BRIEF},
    "burgerservicenummer": GEHEEL,
    "datumEersteInschrijvingGBA": DATUM,
    "datumInschrijvingInGemeente": DATUM,
    "europeesKiesrecht": {"aanduiding": TABEL, "einddatumUitsluiting": DATUM},
    "geboorte": _GEBEURTENIS,
    "gemeenteVanInschrijving": TABEL,
    "gezag": GEHEEL,
    "geslacht": TABEL,
    "immigratie": {
        "datumVestigingInNederland": DATUM,
        "indicatieVestigingVanuitBuitenland": GEHEEL,
        "landVanwaarIngeschreven": TABEL,
        "vanuitVerblijfplaatsOnbekend": GEHEEL,
    },
    "indicatieCurateleRegister": GEHEEL,
    "indicatieGezagMinderjarige": TABEL,
    "kinderen": {"burgerservicenummer": GEHEEL, "geboorte": _GEBEURTENIS, "naam": _NAAM},
    "leeftijd": GEHEEL,
    "naam": {**_NAAM, "volledigeNaam": GEHEEL, "aanduidingNaamgebruik": TABEL},
    "nationaliteiten": {
        "type": GEHEEL,
        "datumIngangGeldigheid": DATUM,
        "nationaliteit": TABEL,
        "redenOpname": TABEL,
    },
    "ouders": {
        "burgerservicenummer": GEHEEL,
        "datumIngangFamilierechtelijkeBetrekking": DATUM,
        "geboorte": _GEBEURTENIS,
        "geslacht": TABEL,
        "naam": _NAAM,
        "ouderAanduiding": GEHEEL,
    },
    "overlijden": _GEBEURTENIS,
    "partners": {
        "aangaanHuwelijkPartnerschap": _GEBEURTENIS,
        "burgerservicenummer": GEHEEL,
        "geboorte": _GEBEURTENIS,
        "geslacht": TABEL,
        "naam": _NAAM,
        "ontbindingHuwelijkPartnerschap": {"datum": DATUM},
        "soortVerbintenis": TABEL,
    },
    "uitsluitingKiesrecht": {"einddatum": DATUM, "uitgeslotenVanKiesrecht": GEHEEL},
    "verblijfplaats": {
        **_VERBLIJFPLAATS_BINNENLAND,
        "verblijfadres": {**_ADRES_BINNENLAND, **_ADRES_BUITENLAND},
    },
    "verblijfplaatsBinnenland": _VERBLIJFPLAATS_BINNENLAND,
    "verblijfstitel": {"aanduiding": TABEL, "datumEinde": DATUM, "datumIngang": DATUM},
}
# Of who is found by a search, less can be asked.
PERSOON_BEPERKT: Boom = {
    "adressering": _REGELS,
    "adresseringBinnenland": _REGELS_BINNENLAND,
    "burgerservicenummer": GEHEEL,
    "geboorte": {"datum": DATUM},
    "geslacht": TABEL,
    "leeftijd": GEHEEL,
    "naam": {**_NAAM, "volledigeNaam": GEHEEL},
}
# What the other APIs on the BRP give, and reading and bringing whole lists; each is asked by its own API.
REISDOCUMENT: Boom = {
    "reisdocumentnummer": GEHEEL,
    "soort": TABEL,
    "datumEindeGeldigheid": DATUM,
    "inhoudingOfVermissing": {"datum": DATUM, "aanduiding": TABEL},
    "houder": {"burgerservicenummer": GEHEEL},
}
ANDERE: Boom = {
    "bewoning": GEHEEL,
    "verblijfplaatshistorie": GEHEEL,
    "reisdocumenten": REISDOCUMENT,
    "volgindicaties": GEHEEL,
    "persoonslijsten": {"lezen": GEHEEL, "laden": GEHEEL},
}
TE_GEVEN: Boom = {**PERSOON, **ANDERE}
# Who is found at an address of the BAG, also with authority.
GEZAG_PERSOON_BEPERKT: Boom = {**PERSOON_BEPERKT, "gezag": GEHEEL}
# What always comes along may not be asked; nor may a part of gezag, which is given whole.
_VANZELF = {"geheimhoudingPersoonsgegevens", "opschortingBijhouding", "rni", "verificatie"}
_VANZELF_IN_GROEP = {"inOnderzoek", "indicatieVastgesteldVerblijftNietOpAdres"}
ALIAS = {"adresseringBinnenland": "adressering", "verblijfplaatsBinnenland": "verblijfplaats"}


@dataclass(frozen=True, slots=True)
class Vraag:
    """What is asked of a person (or of who is found: beperkt), and whether addresses abroad are left out."""

    keuze: Keuze
    velden: frozenset[str]
    beperkt: bool
    verblijfplaats_binnenland: bool
    adressering_binnenland: bool


def mag_niet(path: str) -> bool:
    """Is it a field that exists and may not be asked?"""
    parts = path.split(".")
    part_of_gezag = parts[0] == "gezag" and len(parts) > 1
    return part_of_gezag or parts[0] in _VANZELF or not _VANZELF_IN_GROEP.isdisjoint(parts)


def _onder(boom: Boom, path: str) -> tuple[tuple[str, ...], Any] | None:
    """The path up to the field that is given as a whole, and what is below; None when there is no such field."""
    here: Any = boom
    parts = path.split(".")
    for depth, part in enumerate(parts):
        if isinstance(here, tuple):
            return (tuple(parts[:depth]), GEHEEL) if parts[depth:] == [part] and part in here else None
        if part not in here:
            return None
        here = here[part]
    return tuple(parts), here


def bestaat(boom: Boom, path: str) -> bool:
    """Is there such a field?"""
    return _onder(boom, path) is not None


def uitgeschreven(boom: Boom, path: str) -> list[str]:
    """The fields that a path asks, each by its own path."""
    found = _onder(boom, path)
    if found is None:
        return []
    where, below = found
    return [".".join(parts) for parts in _bladeren(where, below)]


def _bladeren(where: tuple[str, ...], below: Any) -> list[tuple[str, ...]]:
    if isinstance(below, tuple):
        return [where]
    return [leaf for name, sub in below.items() for leaf in _bladeren((*where, name), sub)]


@lru_cache(maxsize=500)
def toegestaan(paths: tuple[str, ...]) -> frozenset[str]:
    """Every field that these paths give; who may ask an address may ask only the Dutch ones as well."""
    leaves = {leaf for path in paths for leaf in uitgeschreven(TE_GEVEN, path)}
    for alias, group in ALIAS.items():
        within = uitgeschreven(PERSOON, alias)
        leaves |= {leaf for leaf in within if leaf.replace(alias, group, 1) in leaves}
    return frozenset(leaves)


def vraag(boom: Boom, fields: list[str]) -> Vraag:
    """What these paths, which exist, ask together."""
    velden = frozenset(leaf for path in fields for leaf in uitgeschreven(boom, path))
    keuze: Keuze = {}
    for leaf in velden:
        first, *rest = leaf.split(".")
        here = keuze.setdefault(ALIAS.get(first, first), {})
        for part in rest:
            here = here.setdefault(part, {})
    groups = {leaf.partition(".")[0] for leaf in velden}
    return Vraag(
        keuze,
        velden,
        boom is not PERSOON,
        "verblijfplaatsBinnenland" in groups and "verblijfplaats" not in groups,
        "adresseringBinnenland" in groups and "adressering" not in groups,
    )


def alles(boom: Boom, mag: frozenset[str]) -> Vraag:
    """Everything of a tree that a purpose holds. Where addresses abroad may be told, the Dutch ones are in them."""
    leaves = mag.intersection(leaf for name in boom for leaf in uitgeschreven(boom, name))
    for alias, group in ALIAS.items():
        if any(leaf.startswith(f"{group}.") for leaf in leaves):
            leaves = frozenset(leaf for leaf in leaves if not leaf.startswith(f"{alias}."))
    return vraag(boom, sorted(leaves))


def raakt(mag: frozenset[str], path: str) -> bool:
    """Does a purpose hold anything of this field?"""
    group, dot, below = path.partition(".")
    names = (group, *(alias for alias, of in ALIAS.items() if of == group))
    asked = tuple(f"{name}{dot}{below}" for name in names)
    return any(leaf == one or leaf.startswith(f"{one}.") for leaf in mag for one in asked)


def bijeen(leaves: frozenset[str]) -> list[str]:
    """Fields as they are written down: a group by its name where it is all there."""
    found: set[str] = set()
    for name in {leaf.partition(".")[0] for leaf in leaves}:
        whole = set(uitgeschreven(TE_GEVEN, name))
        found |= {name} if whole <= leaves else whole & leaves
    return sorted(found)
