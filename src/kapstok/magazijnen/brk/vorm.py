"""The form of the BRK as its API publishes it (BRK bevragen 2.0.0): what a delivery may hold, and with which names.

Transcribed from the OpenAPI document. A name that it does not have is refused, so that an answer never has one either.
"""

# ruff: noqa: N815 - names are those of the standard.

from datetime import date

from msgspec import UNSET

from kapstok.magazijnen.brk.delen import (
    AantekeningBasis,
    AantekeningHypotheek,
    AdresUitgebreid,
    AppartementsrechtBasis,
    Bedrag,
    Deel,
    DeelEnNummer,
    EquivalentieVerklaarder,
    ErfpachtCanon,
    Filiatie,
    Geboorte,
    GeslachtEnum,
    HeeftPartnerschap,
    Kadasterverzoek,
    Leeg,
    LocatieKadastraalObject,
    NaamPersoon,
    NietNatuurlijkPersoonBeperkt,
    Overlijden,
    PerceelBasis,
    PersoonBeperkt,
    Postadres,
    Punt,
    Tenaamstelling,
    TypeBreuk,
    TypeGerechtigdeEnum,
    TypeKadastraalOnroerendeZaakEnum,
    TypeKoopsom,
    TypeOppervlak,
    TypePerceelnummerVerschuiving,
    Vlak,
    Waardelijst,
    ZakelijkRecht,
)


class KadastraalOnroerendeZaak(Deel):
    """A parcel or an apartment right."""

    identificatie: str | Leeg = UNSET
    domein: str | Leeg = UNSET
    indicatieVervallen: bool | Leeg = UNSET
    begrenzingPerceel: Vlak | Leeg = UNSET
    perceelnummerRotatie: float | Leeg = UNSET
    plaatscoordinaten: Punt | Leeg = UNSET
    koopsom: TypeKoopsom | Leeg = UNSET
    toelichtingBewaarder: str | Leeg = UNSET
    type: TypeKadastraalOnroerendeZaakEnum | Leeg = UNSET
    aardCultuurBebouwd: Waardelijst | Leeg = UNSET
    aardCultuurOnbebouwd: Waardelijst | Leeg = UNSET
    kadastraleAanduiding: str | Leeg = UNSET
    kadastraleGrootte: TypeOppervlak | Leeg = UNSET
    perceelnummerVerschuiving: TypePerceelnummerVerschuiving | Leeg = UNSET
    adressen: list[LocatieKadastraalObject] | Leeg = UNSET
    gesplitstZakelijkRecht: TypeGerechtigdeEnum | Leeg = UNSET
    zakelijkGerechtigdeIdentificaties: list[str] | Leeg = UNSET
    privaatrechtelijkeBeperkingIdentificaties: list[str] | Leeg = UNSET
    hypotheekIdentificaties: list[str] | Leeg = UNSET
    beslagIdentificaties: list[str] | Leeg = UNSET
    isOvergegaanIn: Filiatie | Leeg = UNSET
    isOntstaanUit: Filiatie | Leeg = UNSET
    bijbehorendeGrondpercelen: list[PerceelBasis] | Leeg = UNSET
    bijbehorendeAppartementsrechten: list[AppartementsrechtBasis] | Leeg = UNSET
    isVermeldInStukdeelIdentificaties: list[str] | Leeg = UNSET
    stukIdentificaties: list[str] | Leeg = UNSET
    indicatieSluimerend: bool | Leeg = UNSET


class ZakelijkGerechtigde(Deel):
    """ZakelijkGerechtigde of the document."""

    identificatie: str | Leeg = UNSET
    type: TypeGerechtigdeEnum | Leeg = UNSET
    aanvangsdatum: date | Leeg = UNSET
    erfpachtCanon: ErfpachtCanon | Leeg = UNSET
    tenaamstelling: Tenaamstelling | Leeg = UNSET
    zakelijkRecht: ZakelijkRecht | Leeg = UNSET
    persoon: PersoonBeperkt | Leeg = UNSET


class KadasterNatuurlijkPersoon(Deel):
    """KadasterNatuurlijkPersoon of the document."""

    identificatie: str | Leeg = UNSET
    omschrijving: str | Leeg = UNSET
    domein: str | Leeg = UNSET
    indicatieNietToonbareDiakriet: bool | Leeg = UNSET
    beschikkingsbevoegdheid: Waardelijst | Leeg = UNSET
    woonadres: AdresUitgebreid | Leeg = UNSET
    postadres: Postadres | Leeg = UNSET
    kadastraalOnroerendeZaakIdentificaties: list[str] | Leeg = UNSET
    landWaarnaarVertrokken: Waardelijst | Leeg = UNSET
    geslachtsaanduiding: GeslachtEnum | Leeg = UNSET
    heeftPartnerschap: list[HeeftPartnerschap] | Leeg = UNSET
    naam: NaamPersoon | Leeg = UNSET
    geboorte: Geboorte | Leeg = UNSET
    overlijden: Overlijden | Leeg = UNSET


class KadasterNietNatuurlijkPersoon(Deel):
    """KadasterNietNatuurlijkPersoon of the document."""

    identificatie: str | Leeg = UNSET
    omschrijving: str | Leeg = UNSET
    domein: str | Leeg = UNSET
    indicatieNietToonbareDiakriet: bool | Leeg = UNSET
    beschikkingsbevoegdheid: Waardelijst | Leeg = UNSET
    woonadres: AdresUitgebreid | Leeg = UNSET
    postadres: Postadres | Leeg = UNSET
    kadastraalOnroerendeZaakIdentificaties: list[str] | Leeg = UNSET
    statutaireNaam: str | Leeg = UNSET
    statutaireZetel: str | Leeg = UNSET
    rechtsvorm: Waardelijst | Leeg = UNSET
    kvkNummer: str | Leeg = UNSET
    rsin: str | Leeg = UNSET


class Hypotheek(Deel):
    """Hypotheek of the document."""

    identificatie: str | Leeg = UNSET
    domein: str | Leeg = UNSET
    aandeelInBetrokkenRecht: TypeBreuk | Leeg = UNSET
    gedeeltelijkeBezwaringOudObject: bool | Leeg = UNSET
    omschrijvingBetrokkenRecht: Waardelijst | Leeg = UNSET
    toelichtingBewaarder: str | Leeg = UNSET
    betreftGedeelteVanPerceel: bool | Leeg = UNSET
    aantekeningen: list[AantekeningHypotheek] | Leeg = UNSET
    hypotheekhouders: list[PersoonBeperkt] | Leeg = UNSET
    bedragZekerheidsstelling: Bedrag | Leeg = UNSET
    stukIdentificaties: list[str] | Leeg = UNSET
    omschrijvingGekozenWoonplaats: str | Leeg = UNSET
    isGebaseerdOpStukdeelIdentificatie: str | Leeg = UNSET
    isVermeldInStukdeelIdentificaties: list[str] | Leeg = UNSET


class Beslag(Deel):
    """Beslag of the document."""

    identificatie: str | Leeg = UNSET
    domein: str | Leeg = UNSET
    aandeelInBetrokkenRecht: TypeBreuk | Leeg = UNSET
    gedeeltelijkeBezwaringOudObject: bool | Leeg = UNSET
    omschrijvingBetrokkenRecht: Waardelijst | Leeg = UNSET
    toelichtingBewaarder: str | Leeg = UNSET
    aard: Waardelijst | Leeg = UNSET
    aantekeningen: list[AantekeningBasis] | Leeg = UNSET
    beslagleggers: list[PersoonBeperkt] | Leeg = UNSET
    bedragVordering: Bedrag | Leeg = UNSET
    stukIdentificaties: list[str] | Leeg = UNSET
    isGebaseerdOpStukdeelIdentificatie: str | Leeg = UNSET
    isVermeldInStukdeelIdentificaties: list[str] | Leeg = UNSET


class Aantekening(Deel):
    """Aantekening of the document."""

    aard: Waardelijst | Leeg = UNSET
    omschrijving: str | Leeg = UNSET
    identificatie: str | Leeg = UNSET
    domein: str | Leeg = UNSET
    einddatum: date | Leeg = UNSET
    einddatumRecht: date | Leeg = UNSET
    stukIdentificaties: list[str] | Leeg = UNSET
    isGebaseerdOpStukdeelIdentificatie: str | Leeg = UNSET
    isVermeldInStukdeelIdentificaties: list[str] | Leeg = UNSET


class PubliekrechtelijkeBeperking(Deel):
    """PubliekrechtelijkeBeperking of the document."""

    identificatie: str | Leeg = UNSET
    domein: str | Leeg = UNSET
    grondslag: Waardelijst | Leeg = UNSET
    datumInWerking: date | Leeg = UNSET
    datumBeeindiging: date | Leeg = UNSET
    bevoegdGezag: NietNatuurlijkPersoonBeperkt | Leeg = UNSET
    stukIdentificaties: list[str] | Leeg = UNSET
    isGebaseerdOpStukdeelIdentificatie: str | Leeg = UNSET
    isVermeldInStukdeelIdentificaties: list[str] | Leeg = UNSET


class Stuk(Deel):
    """Stuk of the document."""

    identificatie: str | Leeg = UNSET
    deelEnNummer: DeelEnNummer | Leeg = UNSET
    domein: str | Leeg = UNSET
    toelichtingBewaarder: str | Leeg = UNSET
    stukdeelIdentificaties: list[str] | Leeg = UNSET
    bewaardersVerklaring: str | Leeg = UNSET
    indicatieTekeningBijgevoegd: bool | Leeg = UNSET
    aard: Waardelijst | Leeg = UNSET
    status: Waardelijst | Leeg = UNSET
    equivalentieVerklaarder: EquivalentieVerklaarder | Leeg = UNSET
    kadasterverzoeken: list[Kadasterverzoek] | Leeg = UNSET


class Stukdeel(Deel):
    """Stukdeel of the document."""

    identificatie: str | Leeg = UNSET
    domein: str | Leeg = UNSET
    aard: Waardelijst | Leeg = UNSET
    bedragTransactiesomLevering: Bedrag | Leeg = UNSET
    omschrijvingKadastraleObjecten: str | Leeg = UNSET
    omschrijvingTopografischeMutatie: str | Leeg = UNSET


ZAAK, GERECHTIGDE = "kadastraalOnroerendeZaak", "zakelijkGerechtigde"
NATUURLIJK, NIET_NATUURLIJK = "kadasterNatuurlijkPersoon", "kadasterNietNatuurlijkPersoon"
PRIVAAT, PUBLIEK = "privaatrechtelijkeBeperking", "publiekrechtelijkeBeperking"
FORMAAT = "brk-json/1"
SOORTEN = {
    ZAAK: KadastraalOnroerendeZaak,
    GERECHTIGDE: ZakelijkGerechtigde,
    NATUURLIJK: KadasterNatuurlijkPersoon,
    NIET_NATUURLIJK: KadasterNietNatuurlijkPersoon,
    "hypotheek": Hypotheek,
    "beslag": Beslag,
    PRIVAAT: Aantekening,
    PUBLIEK: PubliekrechtelijkeBeperking,
    "stuk": Stuk,
    "stukdeel": Stukdeel,
}
# Of these every record belongs to a parcel or apartment right, and that names them here.
BIJ_ZAAK = {
    GERECHTIGDE: "zakelijkGerechtigdeIdentificaties",
    PRIVAAT: "privaatrechtelijkeBeperkingIdentificaties",
    "hypotheek": "hypotheekIdentificaties",
    "beslag": "beslagIdentificaties",
    PUBLIEK: "",
}
# What a purpose can hold, named as the paths are.
DELEN = (
    "kadastraalonroerendezaken",
    "zakelijkgerechtigden",
    "kadasterpersonen",
    "hypotheken",
    "beslagen",
    "privaatrechtelijkebeperkingen",
    "publiekrechtelijkebeperkingen",
    "stukken",
)
