"""The natural person of StUF-BG 3.10 (NPS): which element comes from where, in the order of the schema.

Of each element: the fields of the BRP that it tells; the purpose must allow all of them. What Kapstok does not keep
(telephone, bank account) answers *nietOndersteund*.
"""

from collections.abc import Callable

from kapstok.koppelvlakken.stuf_bg.entiteit import (
    Deel,
    Entiteit,
    Groep,
    Onbekend,
    Relatie,
    Veld,
    Waarde,
)
from kapstok.koppelvlakken.stuf_bg.nps_zoeken import CRITERIA, GENOEG, SORTERING
from kapstok.koppelvlakken.stuf_bg.waarden import (
    Lezer,
    Persoon,
    als_code,
    als_datum,
    code,
    datum,
    een_van,
    plaats,
    tekst,
    waarde,
)
from kapstok.magazijnen.brp.bevragen import tabellen
from kapstok.magazijnen.brp.bevragen.aanspreken import Aanspreken
from kapstok.magazijnen.brp.bevragen.familie import naam_partner, relaties
from kapstok.magazijnen.brp.bevragen.naam import voorletters
from kapstok.magazijnen.brp.bevragen.titels import TITELS
from kapstok.magazijnen.brp.bevragen.vorm import onderzoek_van

_LANGSTE_AANHEF, _LANGSTE_LETTERS, _LANGSTE_STRAAT, _LANGSTE_REGEL, _LANGSTE_TOEVOEGING = 50, 20, 24, 35, 4
_GESCHEIDEN, _WEDUWE, _BEEINDIGD, _ACHTERGEBLEVEN = "3", "4", "6", "7"


def _voorletters(person: Persoon) -> Waarde:
    names = waarde(person.een("01").get("0210"))
    return names._replace(tekst=voorletters(names.tekst)[:_LANGSTE_LETTERS])


def _titel(person: Persoon) -> Waarde:
    titel = TITELS.get(person.een("01").get("0220", ""))
    return Waarde(titel.omschrijving.capitalize() if titel else "")


def _aanhef(person: Persoon) -> Waarde:
    partner = naam_partner(person.alle("05"))
    spreken = Aanspreken(
        person.een("01"), partner, partner_actueel=partner is not None and "0710" not in partner
    )
    text = spreken.aanhef() or ""
    return Waarde(text if len(text) <= _LANGSTE_AANHEF else "")


def _van_partner(element: str) -> Lezer:
    return lambda p: waarde((naam_partner(p.alle("05")) or {}).get(element))


def burgerlijke_staat(person: Persoon) -> Waarde:
    """From the newest marriage or partnership (category 05): 1 none ever, 2 or 5 in force, the rest ended."""
    relations = [v for v in person.alle("05") if "1510" in v or "0610" in v or "0710" in v]
    if not relations:
        return Waarde("1")
    newest = max(relations, key=lambda v: ("0710" not in v, v.get("0710", v.get("0610", ""))))
    married = newest.get("1510", "H") == "H"
    if "0710" not in newest:
        return Waarde("2" if married else "5")
    died = newest.get("0740") == "O"
    if married:
        return Waarde(_WEDUWE if died else _GESCHEIDEN)
    return Waarde(_ACHTERGEBLEVEN if died else _BEEINDIGD)


def _gezag(person: Persoon) -> Waarde:
    kept = person.een("11").get("3210", "")
    return Waarde(kept if kept in {"1", "2", "D", "1D", "2D", "12"} else "")


def _uitgesloten(person: Persoon) -> Waarde:
    return Waarde("A" if "3810" in person.een("13") else "")


def _bijzonder(person: Persoon) -> Waarde:
    return Waarde(next((v["6510"] for v in person.alle("04") if v.get("6510") in {"B", "V"}), ""))


def _vertrek(element: str, read: Callable[[str | None], Waarde]) -> Lezer:
    return lambda p: read(p.een("08").get(element)) if p.buitenland else Waarde()


def _kort(element: str, longest: int) -> Lezer:
    def read(person: Persoon) -> Waarde:
        found = waarde(person.een("08").get(element))
        return found if len(found.tekst) <= longest else Waarde(found.tekst[:longest])

    return read


def _toevoeging(person: Persoon) -> Waarde:
    text = person.een("08").get("1140", "").replace(" ", "").replace("-", "")
    return Waarde(text[:_LANGSTE_TOEVOEGING])


def _huisnummer(person: Persoon) -> Waarde:
    found = als_code(person.een("08").get("1120"))
    return found._replace(tekst=found.tekst.lstrip("0"))


def _bag(element: str) -> Lezer:
    def read(person: Persoon) -> Waarde:
        text = person.een("08").get(element, "")
        return Waarde(text if len(text) == 16 and text.strip("0") else "")

    return read


def _kern(onder: str) -> tuple[Veld | Onbekend, ...]:
    """What is known of a person and of a relative alike; `onder`: where the fields of a relative stand."""
    geboorte = f"{onder}geboorte."
    return (
        Veld("inp.bsn", (f"{onder}burgerservicenummer",), tekst("01", "0120")),
        Onbekend("sub.typering"),
        Veld("inp.a-nummer", ("aNummer",), tekst("01", "0110")) if not onder else Onbekend("inp.a-nummer"),
        Veld("geslachtsnaam", (f"{onder}naam.geslachtsnaam",), tekst("01", "0240")),
        Veld("voorvoegselGeslachtsnaam", (f"{onder}naam.voorvoegsel",), tekst("01", "0230")),
        Veld("voorletters", (f"{onder}naam.voorletters",), _voorletters),
        Veld("voornamen", (f"{onder}naam.voornamen",), tekst("01", "0210")),
        *(_AANSPREKEN if not onder else ()),
        Veld("adellijkeTitelPredikaat", (f"{onder}naam.adellijkeTitelPredicaat",), _titel),
        Onbekend("geslachtsaanduiding")
        if onder == "kinderen."
        else Veld("geslachtsaanduiding", (f"{onder}geslacht",), een_van("01", "0410", "MVO")),
        Veld("geboortedatum", (f"{geboorte}datum",), datum("01", "0310")),
        Veld("inp.geboorteplaats", (f"{geboorte}plaats",), plaats("01", "0320")),
        Veld("inp.geboorteLand", (f"{geboorte}land",), code("01", "0330")),
    )


_AANSPREKEN: tuple[Veld | Onbekend, ...] = (
    Veld("aanduidingNaamgebruik", ("naam.aanduidingNaamgebruik",), een_van("01", "6110", "ENPV")),
    Veld("geslachtsnaamPartner", ("partners.naam.geslachtsnaam",), _van_partner("0240")),
    Veld("voorvoegselGeslachtsnaamPartner", ("partners.naam.voorvoegsel",), _van_partner("0230")),
    Veld("aanhefAanschrijving", ("adressering.aanhef",), _aanhef),
    Onbekend("voornamenAanschrijving"),
    Onbekend("geslachtsnaamAanschrijving"),
)
_ADRES = "verblijfplaats.verblijfadres."
VERBLIJFSADRES = Groep(
    "verblijfsadres",
    (
        Veld("aoa.identificatie", ("verblijfplaats.nummeraanduidingIdentificatie",), _bag("1190")),
        Onbekend("wpl.identificatie"),
        Veld("wpl.woonplaatsNaam", (f"{_ADRES}woonplaats",), tekst("08", "1170")),
        Onbekend("gor.identificatie"),
        Onbekend("opr.identificatie"),
        Veld("gor.openbareRuimteNaam", (f"{_ADRES}officieleStraatnaam",), tekst("08", "1115")),
        Veld("gor.straatnaam", (f"{_ADRES}korteStraatnaam",), _kort("1110", _LANGSTE_STRAAT)),
        Veld("aoa.postcode", (f"{_ADRES}postcode",), tekst("08", "1160")),
        Veld("aoa.huisnummer", (f"{_ADRES}huisnummer",), _huisnummer),
        Veld("aoa.huisletter", (f"{_ADRES}huisletter",), tekst("08", "1130")),
        Veld("aoa.huisnummertoevoeging", (f"{_ADRES}huisnummertoevoeging",), _toevoeging),
        Veld("inp.locatiebeschrijving", (f"{_ADRES}locatiebeschrijving",), _kort("1210", _LANGSTE_REGEL)),
        Veld("begindatumVerblijf", ("verblijfplaats.datumVan",), datum("08", "1030")),
    ),
    lambda p: not p.buitenland and ("1110" in p.een("08") or "1210" in p.een("08")),
)
BUITENLAND = Groep(
    "sub.verblijfBuitenland",
    (
        Veld("lnd.landcode", (f"{_ADRES}land",), code("08", "1310")),
        Veld(
            "lnd.landnaam",
            (f"{_ADRES}land",),
            lambda p: Waarde(tabellen.tabel("landen").get(p.een("08").get("1310", ""), "")[:40]),
        ),
        Veld("sub.adresBuitenland1", (f"{_ADRES}regel1",), _kort("1330", _LANGSTE_REGEL)),
        Veld("sub.adresBuitenland2", (f"{_ADRES}regel2",), _kort("1340", _LANGSTE_REGEL)),
        Veld("sub.adresBuitenland3", (f"{_ADRES}regel3",), _kort("1350", _LANGSTE_REGEL)),
    ),
    lambda p: p.buitenland,
)


def _familie(*categorieen: str, groepen: tuple[str, ...]) -> Callable[[Persoon], list[Persoon]]:
    def leden(person: Persoon) -> list[Persoon]:
        return [
            Persoon({"01": [[v]]}, person.vandaag, c)
            for c in categorieen
            for v in person.alle(c)
            if "8910" not in v and any(e[:2] in groepen for e in v)
        ]

    return leden


def _partners(person: Persoon) -> list[Persoon]:
    return [Persoon({"01": [[v]]}, person.vandaag) for v in relaties(person.alle("05"))]


def _nationaliteiten(person: Persoon) -> list[Persoon]:
    found = [v for v in person.alle("04") if "0510" in v and "6410" not in v]
    return [Persoon({"04": [[v]]}, person.vandaag) for v in found]


def _ouder(person: Persoon) -> Waarde:
    return Waarde("Ouder1" if person.uit == "02" else "Ouder2")


def _nationaliteit(person: Persoon) -> Waarde:
    return Waarde(tabellen.tabel("nationaliteiten").get(person.een("04").get("0510", ""), "")[:42])


PARTNER = Relatie(
    "inp.heeftAlsEchtgenootPartner",
    "NPSNPSHUW",
    "NPS",
    _kern("partners."),
    (
        Veld("soortVerbintenis", ("partners.soortVerbintenis",), een_van("01", "1510", "HP")),
        Veld("datumSluiting", ("partners.aangaanHuwelijkPartnerschap.datum",), datum("01", "0610")),
        Veld("plaatsSluiting", ("partners.aangaanHuwelijkPartnerschap.plaats",), plaats("01", "0620")),
        Veld("landSluiting", ("partners.aangaanHuwelijkPartnerschap.land",), code("01", "0630")),
        Veld("datumOntbinding", ("partners.ontbindingHuwelijkPartnerschap.datum",), datum("01", "0710")),
        Onbekend("plaatsOntbinding"),
        Onbekend("landOntbinding"),
        Onbekend("redenOntbinding"),
    ),
    _partners,
)
_BETREKKING = "datumIngangFamilierechtelijkeBetrekking"
KINDEREN = Relatie(
    "inp.heeftAlsKinderen",
    "NPSNPSKND",
    "NPS",
    _kern("kinderen."),
    (
        Onbekend("ouderAanduiding"),
        Onbekend(_BETREKKING),
        Onbekend("datumEindeFamilierechtelijkeBetrekking"),
    ),
    _familie("09", groepen=("01", "02", "03")),
)
OUDERS = Relatie(
    "inp.heeftAlsOuders",
    "NPSNPSOUD",
    "NPS",
    _kern("ouders."),
    (
        Veld("ouderAanduiding", ("ouders.ouderAanduiding",), _ouder),
        Veld(_BETREKKING, (f"ouders.{_BETREKKING}",), datum("01", "6210")),
        Onbekend("datumEindeFamilierechtelijkeBetrekking"),
    ),
    _familie("02", "03", groepen=("01", "02", "03", "04", "62")),
)
NATIONALITEIT = Relatie(
    "inp.heeftAlsNationaliteit",
    "NPSNAT",
    "NAT",
    (
        Veld("code", ("nationaliteiten.nationaliteit",), code("04", "0510")),
        Veld("omschrijving", ("nationaliteiten.nationaliteit",), _nationaliteit),
    ),
    (
        Veld("inp.redenVerkrijging", ("nationaliteiten.redenOpname",), code("04", "6310")),
        Veld("inp.datumVerkrijging", ("nationaliteiten.datumIngangGeldigheid",), datum("04", "8510")),
        Onbekend("inp.redenVerlies"),
        Onbekend("inp.datumVerlies"),
    ),
    _nationaliteiten,
)
# Groups of StUF in which something can be under investigation, by the category of the BRP that they come from.
ONDERZOEK = {
    "01": "Persoonsgegevens",
    "04": "Nationaliteit",
    "06": "Overlijden",
    "07": "Inschrijving",
    "08": "Verblijfsplaats",
    "11": "Gezagsverhouding",
    "13": "Kiesrecht",
}
DELEN: tuple[Deel, ...] = (
    *_kern(""),
    Veld("overlijdensdatum", ("overlijden.datum",), datum("06", "0810")),
    Veld("inp.overlijdenplaats", ("overlijden.plaats",), plaats("06", "0820")),
    Veld("inp.overlijdenLand", ("overlijden.land",), code("06", "0830")),
    VERBLIJFSADRES,
    BUITENLAND,
    Onbekend("inp.adresHerkomst"),
    Onbekend("sub.telefoonnummer"),
    Onbekend("sub.faxnummer"),
    Onbekend("sub.emailadres"),
    Onbekend("sub.url"),
    Onbekend("sub.rekeningnummerBankGiro"),
    Onbekend("acd.code"),
    Veld(
        "inp.burgerlijkeStaat",
        ("partners.soortVerbintenis", "partners.ontbindingHuwelijkPartnerschap.datum"),
        burgerlijke_staat,
    ),
    Veld("inp.gemeenteVanInschrijving", ("gemeenteVanInschrijving",), code("08", "0910")),
    Veld("inp.datumInschrijving", ("datumInschrijvingInGemeente",), datum("08", "0920")),
    Veld("vbt.aanduidingVerblijfstitel", ("verblijfstitel.aanduiding",), code("10", "3910")),
    Veld("ing.datumVerkrijgingVerblijfstitel", ("verblijfstitel.datumIngang",), datum("10", "3930")),
    Veld("ing.datumVerliesVerblijfstitel", ("verblijfstitel.datumEinde",), datum("10", "3920")),
    Veld("inp.datumVestigingInNederland", ("immigratie.datumVestigingInNederland",), datum("08", "1420")),
    Veld("inp.immigratieLand", ("immigratie.landVanwaarIngeschreven",), code("08", "1410")),
    Veld("inp.datumVertrekUitNederland", ("verblijfplaats.datumVan",), _vertrek("1320", als_datum)),
    Veld("inp.emigratieLand", (f"{_ADRES}land",), _vertrek("1310", als_code)),
    Onbekend("inp.signaleringReisdocument"),
    Veld("inp.aanduidingBijzonderNederlanderschap", ("nationaliteiten.type",), _bijzonder),
    Onbekend("inp.buitenlandsReisdocument"),
    Veld("ing.aanduidingEuropeesKiesrecht", ("europeesKiesrecht.aanduiding",), een_van("13", "3110", "12")),
    Veld(
        "ing.aanduidingUitgeslotenKiesrecht", ("uitsluitingKiesrecht.uitgeslotenVanKiesrecht",), _uitgesloten
    ),
    Veld("ing.indicatieGezagMinderjarige", ("indicatieGezagMinderjarige",), _gezag),
    Veld("ing.indicatieCurateleRegister", ("indicatieCurateleRegister",), een_van("11", "3310", "1")),
    Veld("inp.datumOpschortingBijhouding", (), datum("07", "6710")),
    Veld("inp.redenOpschortingBijhouding", (), een_van("07", "6720", "OEMFR")),
    Veld("inp.indicatieGeheim", (), lambda p: Waarde(p.een("07").get("7010", "0"))),
    Onbekend("ing.indicatieBlokkering"),
    PARTNER,
    KINDEREN,
    OUDERS,
    NATIONALITEIT,
)
# Groups and relations of the schema that are not kept here; unlike a value, they are simply not in the answer.
_NIET_HIER = {
    "anp.identificatie", "inp.verblijftIn", "sub.correspondentieAdres", "ing.isHouderVan", "ing.isBijgeschrevenOp",
    "rps.isEigenaarVan",
}  # fmt: skip
_KERNGEGEVENS = {
    "inp.bsn", "inp.a-nummer", "geslachtsnaam", "voorvoegselGeslachtsnaam", "voorletters", "voornamen",
    "geslachtsaanduiding", "geboortedatum", "verblijfsadres", "sub.verblijfBuitenland",
}  # fmt: skip


def onderzochte_groepen(person: Persoon) -> list[str]:
    """The groups of which anything is being looked into."""
    return [
        group
        for category, group in ONDERZOEK.items()
        if any(onderzoek_van(v) is not None for v in person.alle(category))
    ]


NPS = Entiteit(
    soort="NPS",
    delen=DELEN,
    kern=frozenset(_KERNGEGEVENS),
    criteria=CRITERIA,
    genoeg=GENOEG,
    zoek_op="Zoek op bsn, op naam en geboortedatum, of op adres.",
    sortering=SORTERING,
    sleutel="inp.bsn",
    sleutel_van=lambda person: person.een("01").get("0120", ""),
    niet_hier=frozenset(_NIET_HIER),
    ook={"NPS": tuple(d for d in DELEN if not isinstance(d, Relatie))},
    onderzoek=onderzochte_groepen,
)
