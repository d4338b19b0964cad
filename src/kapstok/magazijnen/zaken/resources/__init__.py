"""The Zaken API (1.7), declared: one module per resource, with its steps from the API to the use cases.

`filters` holds the query parameters, `base` what all resources share.
"""

from kapstok.magazijnen.zaken.resources import (
    contact,
    eigenschap,
    informatieobject,
    notitie,
    object,  # noqa: A004 - the standard's word
    resultaat,
    rol,
    status,
    zaak,
)
from kapstok.magazijnen.zaken.resources.base import ZAKEN

__all__ = [
    "ZAKEN",
    "contact",
    "eigenschap",
    "informatieobject",
    "notitie",
    "object",
    "resultaat",
    "rol",
    "status",
    "zaak",
]
