"""The form of the WOZ as its API publishes it (WOZ bevragen 1.0.0): what a delivery may hold, and with which names.

Transcribed from the OpenAPI document. A name that it does not have is refused, so that an answer never has one either.
"""

# ruff: noqa: N815 - names are those of the standard.

from datetime import date
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

Leeg = UnsetType
Status = Literal[
    "beschikking_genomen",
    "beschikking_vernietigd",
    "beschikking_herzien",
    "bezwaar_ingediend",
    "bezwaar_gehandhaafd",
    "bezwaar_veranderd",
    "waarde_ambtshalve_verminderd",
    "beroep_aangetekend",
    "beroep_gehandhaafd",
    "beroep_veranderd",
    "hoger_beroep_aangetekend",
    "hoger_beroep_gehandhaafd",
    "hoger_beroep_veranderd",
    "cassatie_ingesteld",
    "hoge_raad_gehandhaafd",
    "hoge_raad_veranderd",
    "hoge_raad_geding_verwezen",
    "voorlopige_aanslag",
]


class Deel(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A part of an answer. Everything may be absent."""


class Aanduiding(Deel):
    """By which address an object is known."""

    straat: str | Leeg = UNSET
    huisnummer: int | Leeg = UNSET
    huisletter: str | Leeg = UNSET
    huisnummertoevoeging: str | Leeg = UNSET
    postcode: str | Leeg = UNSET
    woonplaats: str | Leeg = UNSET
    locatieomschrijving: str | Leeg = UNSET
    nummeraanduidingIdentificatie: str | Leeg = UNSET


class Belanghebbende(Deel):
    """Who has an interest as owner or as user."""

    burgerservicenummer: str | Leeg = UNSET
    geheimhoudingPersoonsgegevens: bool | Leeg = UNSET
    kvkNummer: str | Leeg = UNSET
    naam: str | Leeg = UNSET
    rsin: str | Leeg = UNSET
    type: Literal["natuurlijk_persoon", "niet_natuurlijk_persoon", "vestiging"] | Leeg = UNSET
    vestigingsnummer: str | Leeg = UNSET


class KadastraleAanduiding(Deel):
    """Of a parcel or an apartment right."""

    gemeentecode: str | Leeg = UNSET
    sectie: str | Leeg = UNSET
    perceelnummer: int | Leeg = UNSET
    deelperceelnummer: str | Leeg = UNSET
    appartementsindex: int | Leeg = UNSET


class KadastraalOnroerendeZaak(Deel):
    """A parcel or an apartment right that belongs to the object."""

    identificatie: str | Leeg = UNSET
    aanduiding: KadastraleAanduiding | Leeg = UNSET
    aanduidingMetGemeentenaam: str | Leeg = UNSET


class Waardetabel(Deel):
    """A code and what it says."""

    code: str | Leeg = UNSET
    omschrijving: str | Leeg = UNSET


class Waarde(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A value that was decided, as the source has it."""

    vastgesteldeWaarde: int
    waardepeildatum: date
    ingangsdatum: date
    beschikkingsStatussen: list[Status]


class WozObject(Deel):
    """One object."""

    identificatie: str | Leeg = UNSET
    aanduiding: Aanduiding | Leeg = UNSET
    adresseerbaarObjectIdentificaties: list[str] | Leeg = UNSET
    belanghebbendeEigenaar: Belanghebbende | Leeg = UNSET
    belanghebbendeGebruiker: Belanghebbende | Leeg = UNSET
    grondoppervlakte: int | Leeg = UNSET
    kadastraalOnroerendeZaken: list[KadastraalOnroerendeZaak] | Leeg = UNSET
    pandIdentificaties: list[str] | Leeg = UNSET
    verantwoordelijkeGemeente: Waardetabel | Leeg = UNSET
    waarden: list[Waarde] | Leeg = UNSET


class GegevenWaarde(Deel):
    """A value as it is answered: the last decision on a day of reference, and whether it is disputed."""

    vastgesteldeWaarde: int | Leeg = UNSET
    waardepeildatum: date | Leeg = UNSET
    indicatieBezwaarBeroep: bool | Leeg = UNSET


class Antwoord(WozObject):
    """One object as it is answered."""

    waarden: list[GegevenWaarde] | Leeg = UNSET


FORMAAT = "woz-json/1"
OBJECT = "wozObject"
SOORTEN = {OBJECT: WozObject}
BELANGHEBBENDEN = ("belanghebbendeEigenaar", "belanghebbendeGebruiker")
# What a purpose can hold: the object itself, its values, and who has an interest in it.
DELEN = ("wozobjecten", "waarden", "belanghebbenden")
