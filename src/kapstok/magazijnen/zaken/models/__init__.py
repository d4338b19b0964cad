"""Tables of the zakenmagazijn."""

from kapstok.magazijnen.zaken.models.below import (
    Resultaat,
    Rol,
    Status,
    SubStatus,
    ZaakEigenschap,
    ZaakInformatieObject,
    ZaakObject,
)
from kapstok.magazijnen.zaken.models.contact import KlantContact, ZaakContactMoment, ZaakNotitie, ZaakVerzoek
from kapstok.magazijnen.zaken.models.tellen import Ondertelling, Ondertelregel
from kapstok.magazijnen.zaken.models.zaak import (
    Zaak,
    Zaaknummerreservering,
    ZaakRelatie,
    Zaakstand,
    Zaaktelling,
    Zaaktelregel,
)
from kapstok.magazijnen.zaken.models.zoeken import ZaakKenmerk, ZaakWoord

__all__ = [
    "KlantContact",
    "Ondertelling",
    "Ondertelregel",
    "Resultaat",
    "Rol",
    "Status",
    "SubStatus",
    "Zaak",
    "ZaakContactMoment",
    "ZaakEigenschap",
    "ZaakInformatieObject",
    "ZaakKenmerk",
    "ZaakNotitie",
    "ZaakObject",
    "ZaakRelatie",
    "ZaakVerzoek",
    "ZaakWoord",
    "Zaaknummerreservering",
    "Zaakstand",
    "Zaaktelling",
    "Zaaktelregel",
]
