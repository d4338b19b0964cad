"""Tables of contact with residents and businesses."""

from kapstok.magazijnen.klanten.models.berichten import Bericht, Contactmoment, Voorkeur
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

__all__ = [
    "Actor",
    "ActorKlantcontact",
    "Bericht",
    "Betrokkene",
    "Bijlage",
    "Categorie",
    "CategorieRelatie",
    "Contactmoment",
    "DigitaalAdres",
    "InterneTaak",
    "InterneTaakActor",
    "Klantcontact",
    "Onderwerpobject",
    "Organisatie",
    "Partij",
    "PartijIdentificator",
    "Persoon",
    "Rekeningnummer",
    "Vertegenwoordigden",
    "Voorkeur",
]
