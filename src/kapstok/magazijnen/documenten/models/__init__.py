"""Tables of the documents."""

from kapstok.magazijnen.documenten.models.document import (
    Bestandsdeel,
    EnkelvoudigInformatieObject,
    Gebruiksrechten,
    GereserveerdDocumentnummer,
    InformatieObjectVersie,
    ObjectInformatieObject,
    Verzending,
)
from kapstok.magazijnen.documenten.models.stand import (
    Documentstand,
    Documenttelling,
    Documenttelregel,
    Documenttrefwoord,
)

__all__ = [
    "Bestandsdeel",
    "Documentstand",
    "Documenttelling",
    "Documenttelregel",
    "Documenttrefwoord",
    "EnkelvoudigInformatieObject",
    "Gebruiksrechten",
    "GereserveerdDocumentnummer",
    "InformatieObjectVersie",
    "ObjectInformatieObject",
    "Verzending",
]
