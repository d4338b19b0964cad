"""The legal person (NNP) and the branch (VES) of StUF-BG 3.10, from the handelsregister.

A shielded address is not told. Codes of activities have fifteen digits in StUF-BG, which the SBI has not: only the
words are told.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from kapstok.koppelvlakken.stuf_bg.entiteit import (
    ONBEKEND,
    Criterium,
    Deel,
    Entiteit,
    Groep,
    Herhaald,
    Lezer,
    Onbekend,
    Veld,
    Waarde,
)
from kapstok.koppelvlakken.stuf_bg.waarden import als_datum

Gegevens = Mapping[str, Any]
_STRAAT, _REGEL, _PLAATS, _NAAM, _VORM, _WOORDEN, _URL, _ZETEL = 24, 35, 40, 200, 100, 200, 200, 40
_LEEG: Gegevens = {}
NEDERLAND = {"", "Nederland"}


def _uit(naam: str, langste: int) -> Lezer:
    return lambda g: Waarde(str(g.get(naam) or "")[:langste])


def _datum(naam: str) -> Lezer:
    return lambda g: als_datum((g.get("materieleRegistratie") or _LEEG).get(naam))


def bezoekadres(gegevens: Gegevens) -> Gegevens:
    """The address where it can be visited; empty when there is none, or when it is shielded."""
    found = (a for a in gegevens.get("adressen", ()) if "bezoek" in str(a.get("type", "")).lower())
    chosen = next(found, _LEEG)
    return _LEEG if chosen.get("indAfgeschermd") == "Ja" else chosen


def _adres(naam: str, vorm: str = r"(?s).*", langste: int = _NAAM) -> Lezer:
    """What does not have the form of the schema is not known."""

    def read(gegevens: Gegevens) -> Waarde:
        value = str(bezoekadres(gegevens).get(naam) or "")[:langste]
        return Waarde(value) if not value or re.fullmatch(vorm, value) else Waarde(reden=ONBEKEND)

    return read


def _toevoeging(gegevens: Gegevens) -> Waarde:
    text = str(bezoekadres(gegevens).get("huisnummerToevoeging") or "")
    return Waarde(re.sub(r"[^a-zA-Z0-9]", "", text)[:4])


def _in_nederland(gegevens: Gegevens) -> bool:
    adres = bezoekadres(gegevens)
    return bool(adres) and str(adres.get("land") or "") in NEDERLAND


def _in_buitenland(gegevens: Gegevens) -> bool:
    adres = bezoekadres(gegevens)
    return bool(adres) and not _in_nederland(gegevens)


def _adressen(naam: str) -> tuple[Groep, Groep]:
    return (
        Groep(
            naam,
            (
                Onbekend("aoa.identificatie"),
                Onbekend("wpl.identificatie"),
                Veld("wpl.woonplaatsNaam", (), _adres("plaats", langste=80)),
                Onbekend("gor.identificatie"),
                Onbekend("opr.identificatie"),
                Veld("gor.openbareRuimteNaam", (), _adres("straatnaam", langste=80)),
                Veld("gor.straatnaam", (), _adres("straatnaam", langste=_STRAAT)),
                Veld("aoa.postcode", (), _adres("postcode", r"[1-9][0-9]{3}[A-Z]{2}")),
                Veld("aoa.huisnummer", (), _adres("huisnummer", r"[1-9][0-9]{0,4}")),
                Veld("aoa.huisletter", (), _adres("huisletter", r"[a-zA-Z]")),
                Veld("aoa.huisnummertoevoeging", (), _toevoeging),
                Onbekend("begindatumVerblijf"),
            ),
            _in_nederland,
        ),
        Groep(
            "sub.verblijfBuitenland",
            (
                Onbekend("lnd.landcode"),
                Veld("lnd.landnaam", (), _adres("land", langste=_PLAATS)),
                Veld("sub.adresBuitenland1", (), _adres("straatHuisnummer", langste=_REGEL)),
                Veld("sub.adresBuitenland2", (), _adres("postcodeWoonplaats", langste=_REGEL)),
                Onbekend("sub.adresBuitenland3"),
            ),
            _in_buitenland,
        ),
    )


def _website(gegevens: Gegevens) -> Waarde:
    sites = [s for s in gegevens.get("websites") or () if isinstance(s, str) and len(s) <= _URL]
    return Waarde(sites[0] if sites else "")


_BEREIK: tuple[Deel, ...] = (
    Onbekend("sub.telefoonnummer"),
    Onbekend("sub.faxnummer"),
    Onbekend("sub.emailadres"),
    Veld("sub.url", (), _website),
    Onbekend("sub.rekeningnummerBankGiro"),
)


def _adrescriteria(naam: str) -> dict[str, Criterium]:
    return {
        f"{naam}/aoa.postcode": Criterium("postcode", "", r"[1-9][0-9]{3}[A-Z]{2}"),
        f"{naam}/aoa.huisnummer": Criterium("huisnummer", "", r"[1-9][0-9]{0,4}"),
    }


def _sortering(sleutel: str, naam: Lezer) -> dict[int, Callable[[Gegevens], tuple[str, ...]]]:
    """The numbers of the standard that can be done: the number of the thing, and its name."""
    number: Callable[[Gegevens], tuple[str, ...]] = lambda g: (g[sleutel],)  # noqa: E731
    return {0: number, 1: number, 2: lambda g: (naam(g).tekst, g[sleutel])}


_STATUTAIR = _uit("statutaireNaam", 500)
NNP = Entiteit(
    soort="NNP",
    delen=(
        Veld("inn.nnpId", (), _uit("rsin", 9)),
        Veld("sub.typering", (), lambda _: Waarde("Ingeschreven niet-natuurlijk persoon")),
        Veld("statutaireNaam", (), _STATUTAIR),
        Veld("inn.rechtsvorm", (), _uit("rechtsvorm", _VORM)),
        Veld("inn.statutaireZetel", (), _uit("statutaireZetel", _ZETEL)),
        Veld("datumAanvang", (), _datum("datumAanvang")),
        Onbekend("inn.datumVoortzetting"),
        Veld("datumEinde", (), _datum("datumEinde")),
        *_adressen("bezoekadres"),
        *_BEREIK,
    ),
    kern=frozenset(
        {"inn.nnpId", "statutaireNaam", "inn.rechtsvorm", "bezoekadres", "sub.verblijfBuitenland"}
    ),
    criteria={
        "inn.nnpId": Criterium("rsin", "", r"[0-9]{9}"),
        "statutaireNaam": Criterium("naam", "", r".{2,200}", True),
        **_adrescriteria("bezoekadres"),
    },
    genoeg=(frozenset({"rsin"}), frozenset({"naam"}), frozenset({"postcode", "huisnummer"})),
    zoek_op="Zoek op inn.nnpId, op statutaireNaam, of op postcode en huisnummer.",
    sortering=_sortering("rsin", _STATUTAIR),
    sleutel="inn.nnpId",
    sleutel_van=lambda g: g["rsin"],
    niet_hier=frozenset(
        {"ann.identificatie", "sub.correspondentieAdres", "inn.heeftAlsFunctionaris", "rps.isEigenaarVan"}
    ),
)


def handelsnamen(gegevens: Gegevens) -> list[Waarde]:
    """The names of a branch, the first one first, each once."""
    first = str(gegevens.get("eersteHandelsnaam") or "")
    ordered = sorted(gegevens.get("handelsnamen") or (), key=lambda n: int(n.get("volgorde") or 0))
    names = dict.fromkeys(n[:_NAAM] for n in (first, *(str(n.get("naam") or "") for n in ordered)) if n)
    return [Waarde(name) for name in names]


def eerste_naam(gegevens: Gegevens) -> Waarde:
    """The name by which a branch is ordered."""
    return next(iter(handelsnamen(gegevens)), Waarde())


def _soort(gegevens: Gegevens) -> Waarde:
    return Waarde("Hoofdvestiging" if gegevens.get("indHoofdvestiging") == "Ja" else "Nevenvestiging")


ACTIVITEIT = Herhaald(
    "activiteit",
    (
        Onbekend("code"),
        Veld("omschrijving", (), _uit("sbiOmschrijving", _WOORDEN)),
        Veld(
            "indicatieHoofdactiviteit",
            (),
            lambda a: Waarde("J" if a.get("indHoofdactiviteit") == "Ja" else "N"),
        ),
    ),
    lambda g: list(g.get("sbiActiviteiten") or ()),
)
VES = Entiteit(
    soort="VES",
    delen=(
        Veld("vestigingsNummer", (), _uit("vestigingsnummer", 12)),
        Herhaald("handelsnaam", (), handelsnamen),
        Onbekend("handelsnaamVerkort"),
        Onbekend("volgorde"),
        Veld("datumAanvang", (), _datum("datumAanvang")),
        Veld("datumEinde", (), _datum("datumEinde")),
        ACTIVITEIT,
        Veld("typeringVestiging", (), _soort),
        *_adressen("verblijfsadres"),
        *_BEREIK,
    ),
    kern=frozenset({"vestigingsNummer", "handelsnaam", "verblijfsadres", "sub.verblijfBuitenland"}),
    criteria={
        "vestigingsNummer": Criterium("vestigingsnummer", "", r"[0-9]{12}"),
        "handelsnaam": Criterium("naam", "", r".{2,200}", True),
        **_adrescriteria("verblijfsadres"),
    },
    genoeg=(
        frozenset({"vestigingsnummer"}),
        frozenset({"naam"}),
        frozenset({"postcode", "huisnummer"}),
    ),
    zoek_op="Zoek op vestigingsNummer, op handelsnaam, of op postcode en huisnummer.",
    sortering=_sortering("vestigingsnummer", eerste_naam),
    sleutel="vestigingsNummer",
    sleutel_van=lambda g: g["vestigingsnummer"],
    niet_hier=frozenset(
        {
            "sub.correspondentieAdres",
            "oefentActiviteitenUitVoor",
            "heeftAlsHoofdLocatie",
            "heeftAlsNevenLocatie",
        }
    ),
)
