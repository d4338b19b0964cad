"""The parts that the records of the BRK are made of (BRK bevragen 2.0.0).

Transcribed from the OpenAPI document. A name that it does not have is refused, so that an answer never has one either.
"""

# ruff: noqa: N815 - names are those of the standard.

from datetime import date
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

Leeg = UnsetType


class Deel(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A part of an answer. Everything may be absent."""


class Punt(msgspec.Struct, forbid_unknown_fields=True):
    """A point of GeoJSON, in RD."""

    type: Literal["Point"]
    coordinates: list[float]


class Vlak(msgspec.Struct, forbid_unknown_fields=True):
    """A polygon of GeoJSON, in RD."""

    type: Literal["Polygon"]
    coordinates: list[list[list[float]]]


class TypeKoopsom(Deel):
    """TypeKoopsom of the document."""

    koopsom: int | Leeg = UNSET
    koopjaar: int | Leeg = UNSET
    indicatieMetMeerObjectenVerkregen: bool | Leeg = UNSET


TypeKadastraalOnroerendeZaakEnum = Literal[
    "appartementsrecht",
    "perceel",
]


class Waardelijst(Deel):
    """Waardelijst of the document."""

    code: str | Leeg = UNSET
    waarde: str | Leeg = UNSET


class TypeOppervlak(Deel):
    """TypeOppervlak of the document."""

    soortGrootte: Waardelijst | Leeg = UNSET
    waarde: int | Leeg = UNSET


class TypePerceelnummerVerschuiving(Deel):
    """TypePerceelnummerVerschuiving of the document."""

    deltax: float | Leeg = UNSET
    deltay: float | Leeg = UNSET


class LocatieKadastraalObject(Deel):
    """LocatieKadastraalObject of the document."""

    straat: str | Leeg = UNSET
    huisnummer: int | Leeg = UNSET
    huisletter: str | Leeg = UNSET
    huisnummertoevoeging: str | Leeg = UNSET
    postcode: str | Leeg = UNSET
    woonplaats: str | Leeg = UNSET
    nummeraanduidingIdentificatie: str | Leeg = UNSET
    adresregel1: str | Leeg = UNSET
    adresregel2: str | Leeg = UNSET
    adresregel3: str | Leeg = UNSET
    land: Waardelijst | Leeg = UNSET
    koppelingswijze: Waardelijst | Leeg = UNSET
    adresseerbaarObjectIdentificatie: str | Leeg = UNSET


TypeGerechtigdeEnum = Literal[
    "beklemrechthouder",
    "eigenaar",
    "erfpachter",
    "gebruik_bewoning",
    "grondrente",
    "opstalhouder",
    "vaderlandsrecht",
    "artikel5_3b_geheel",
    "stadsmeierrecht",
    "vruchtgebruiker",
    "erfpachter_opstalhouder",
    "nutsvoorzieningen",
    "brondocument",
    "twee_belastingen",
    "belasting_derde",
    "bp_recht",
    "nutsvoorzieningen_gedeelte",
    "artikel5_3b",
]


class KadastraalOnroerendeZaakFiliatie(Deel):
    """KadastraalOnroerendeZaakFiliatie of the document."""

    identificatie: str | Leeg = UNSET
    type: TypeKadastraalOnroerendeZaakEnum | Leeg = UNSET


class Filiatie(Deel):
    """Filiatie of the document."""

    aard: Waardelijst | Leeg = UNSET
    kadastraalOnroerendeZaken: list[KadastraalOnroerendeZaakFiliatie] | Leeg = UNSET


class PerceelBasis(Deel):
    """PerceelBasis of the document."""

    identificatie: str | Leeg = UNSET


class AppartementsrechtBasis(Deel):
    """AppartementsrechtBasis of the document."""

    identificatie: str | Leeg = UNSET
    volgnummer: int | Leeg = UNSET
    indicatieSluimerend: bool | Leeg = UNSET


class Bedrag(Deel):
    """Bedrag of the document."""

    som: float | Leeg = UNSET
    valuta: Waardelijst | Leeg = UNSET


class ErfpachtCanon(Deel):
    """ErfpachtCanon of the document."""

    soortErfpachtCanon: Waardelijst | Leeg = UNSET
    jaarlijksBedrag: Bedrag | Leeg = UNSET
    betrefMeerOnroerendeZaken: bool | Leeg = UNSET
    einddatumAfkoop: date | Leeg = UNSET
    indicatieOudeOnroerendeZaakBetrokken: bool | Leeg = UNSET
    isGebaseerdOpStukdeelIdentificatie: str | Leeg = UNSET
    isVermeldInStukdeelIdentificaties: list[str] | Leeg = UNSET
    stukIdentificaties: list[str] | Leeg = UNSET


class TypeBreuk(Deel):
    """TypeBreuk of the document."""

    noemer: int | Leeg = UNSET
    teller: int | Leeg = UNSET


class AantekeningTenaamstelling(Deel):
    """AantekeningTenaamstelling of the document."""

    aard: Waardelijst | Leeg = UNSET
    omschrijving: str | Leeg = UNSET
    identificatie: str | Leeg = UNSET
    domein: str | Leeg = UNSET
    einddatum: date | Leeg = UNSET
    einddatumRecht: date | Leeg = UNSET
    stukIdentificaties: list[str] | Leeg = UNSET
    isGebaseerdOpStukdeelIdentificatie: str | Leeg = UNSET
    isVermeldInStukdeelIdentificaties: list[str] | Leeg = UNSET


NatuurlijkPersoonTypeEnum = Literal[
    "ingeschreven_natuurlijk_persoon",
    "kadaster_natuurlijk_persoon",
]


class NatuurlijkPersoonBeperkt(Deel):
    """NatuurlijkPersoonBeperkt of the document."""

    identificatie: str | Leeg = UNSET
    omschrijving: str | Leeg = UNSET
    type: NatuurlijkPersoonTypeEnum | Leeg = UNSET


NietNatuurlijkPersoonTypeEnum = Literal[
    "ingeschreven_niet_natuurlijk_persoon",
    "kadaster_niet_natuurlijk_persoon",
]


class NietNatuurlijkPersoonBeperkt(Deel):
    """NietNatuurlijkPersoonBeperkt of the document."""

    identificatie: str | Leeg = UNSET
    omschrijving: str | Leeg = UNSET
    type: NietNatuurlijkPersoonTypeEnum | Leeg = UNSET


class Tenaamstelling(Deel):
    """Tenaamstelling of the document."""

    aandeel: TypeBreuk | Leeg = UNSET
    burgerlijkeStaatTenTijdeVanVerkrijging: Waardelijst | Leeg = UNSET
    verkregenNamensSamenwerkingsverband: Waardelijst | Leeg = UNSET
    aantekeningen: list[AantekeningTenaamstelling] | Leeg = UNSET
    gezamenlijkAandeel: TypeBreuk | Leeg = UNSET
    betrokkenPartner: NatuurlijkPersoonBeperkt | Leeg = UNSET
    betrokkenSamenwerkingsverband: NietNatuurlijkPersoonBeperkt | Leeg = UNSET
    betrokkenGorzenEnAanwassen: NietNatuurlijkPersoonBeperkt | Leeg = UNSET
    isGebaseerdOpStukdeelIdentificaties: list[str] | Leeg = UNSET
    isVermeldInStukdeelIdentificaties: list[str] | Leeg = UNSET
    stukIdentificaties: list[str] | Leeg = UNSET


class ZakelijkRecht(Deel):
    """ZakelijkRecht of the document."""

    stukIdentificaties: list[str] | Leeg = UNSET
    isGebaseerdOpStukdeelIdentificaties: list[str] | Leeg = UNSET
    isVermeldInStukdeelIdentificaties: list[str] | Leeg = UNSET


PersoonTypeEnum = Literal[
    "ingeschreven_natuurlijk_persoon",
    "kadaster_natuurlijk_persoon",
    "ingeschreven_niet_natuurlijk_persoon",
    "kadaster_niet_natuurlijk_persoon",
]


class PersoonBeperkt(Deel):
    """PersoonBeperkt of the document."""

    identificatie: str | Leeg = UNSET
    omschrijving: str | Leeg = UNSET
    type: PersoonTypeEnum | Leeg = UNSET


class AdresUitgebreid(Deel):
    """AdresUitgebreid of the document."""

    straat: str | Leeg = UNSET
    huisnummer: int | Leeg = UNSET
    huisletter: str | Leeg = UNSET
    huisnummertoevoeging: str | Leeg = UNSET
    postcode: str | Leeg = UNSET
    woonplaats: str | Leeg = UNSET
    nummeraanduidingIdentificatie: str | Leeg = UNSET
    adresregel1: str | Leeg = UNSET
    adresregel2: str | Leeg = UNSET
    adresregel3: str | Leeg = UNSET
    land: Waardelijst | Leeg = UNSET


class Postadres(AdresUitgebreid):
    """Postadres of the document."""

    postbusnummer: int | Leeg = UNSET


GeslachtEnum = Literal[
    "man",
    "vrouw",
    "onbekend",
]


class Naam(Deel):
    """Naam of the document."""

    geslachtsnaam: str | Leeg = UNSET
    voornamen: str | Leeg = UNSET
    voorvoegsel: str | Leeg = UNSET


class HeeftPartnerschap(Deel):
    """HeeftPartnerschap of the document."""

    naam: Naam | Leeg = UNSET


class NaamPersoon(Naam):
    """NaamPersoon of the document."""

    aanschrijfwijze: str | Leeg = UNSET
    aanhef: str | Leeg = UNSET
    gebruikInLopendeTekst: str | Leeg = UNSET


class DatumOnvolledig(Deel):
    """DatumOnvolledig of the document."""

    dag: int | Leeg = UNSET
    datum: date | Leeg = UNSET
    jaar: int | Leeg = UNSET
    maand: int | Leeg = UNSET


class Geboorte(Deel):
    """Geboorte of the document."""

    plaats: str | Leeg = UNSET
    datum: DatumOnvolledig | Leeg = UNSET
    land: Waardelijst | Leeg = UNSET


class Overlijden(Deel):
    """Overlijden of the document."""

    datum: DatumOnvolledig | Leeg = UNSET


class AantekeningHypotheek(Deel):
    """AantekeningHypotheek of the document."""

    aard: Waardelijst | Leeg = UNSET
    omschrijving: str | Leeg = UNSET
    betreftGedeelteVanPerceel: bool | Leeg = UNSET


class AantekeningBasis(Deel):
    """AantekeningBasis of the document."""

    aard: Waardelijst | Leeg = UNSET
    omschrijving: str | Leeg = UNSET


class DeelEnNummer(Deel):
    """DeelEnNummer of the document."""

    deel: str | Leeg = UNSET
    nummer: str | Leeg = UNSET
    reeks: Waardelijst | Leeg = UNSET
    registercode: Waardelijst | Leeg = UNSET
    soortRegister: Waardelijst | Leeg = UNSET


class EquivalentieVerklaarder(Deel):
    """EquivalentieVerklaarder of the document."""

    geslachtsnaam: str | Leeg = UNSET
    voornamen: str | Leeg = UNSET
    voorvoegsel: str | Leeg = UNSET
    standplaats: str | Leeg = UNSET


class RedenVerzoek(Deel):
    """RedenVerzoek of the document."""

    redenOmschrijving: str | Leeg = UNSET
    reden: Waardelijst | Leeg = UNSET


class Kadasterverzoek(Deel):
    """Kadasterverzoek of the document."""

    aard: Waardelijst | Leeg = UNSET
    redenenVerzoek: list[RedenVerzoek] | Leeg = UNSET
