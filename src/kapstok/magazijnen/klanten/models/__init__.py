"""Tables of contact with residents and businesses."""

from kapstok.magazijnen.klanten.models.contact import (
    Actor,
    ActorKlantcontact,
    Betrokkene,
    Bijlage,
    InterneTaak,
    InterneTaakActor,
    Klantcontact,
    Onderwerpobject,
)
from kapstok.magazijnen.klanten.models.partij import (
    Categorie,
    CategorieRelatie,
    DigitaalAdres,
    Organisatie,
    Partij,
    PartijIdentificator,
    Persoon,
    Rekeningnummer,
    Vertegenwoordigden,
)
from kapstok.magazijnen.klanten.models.telling import Klanttelling, Klanttelregel
from kapstok.magazijnen.klanten.models.voorkeur import Kanaal, Soort, Van, Voorkeur

__all__ = [
    "Actor",
    "ActorKlantcontact",
    "Betrokkene",
    "Bijlage",
    "Categorie",
    "CategorieRelatie",
    "DigitaalAdres",
    "InterneTaak",
    "InterneTaakActor",
    "Kanaal",
    "Klantcontact",
    "Klanttelling",
    "Klanttelregel",
    "Onderwerpobject",
    "Organisatie",
    "Partij",
    "PartijIdentificator",
    "Persoon",
    "Rekeningnummer",
    "Soort",
    "Van",
    "Vertegenwoordigden",
    "Voorkeur",
]
