"""Use cases of the zakenmagazijn, one verb per file. Each is one unit of work."""

from kapstok.magazijnen.zaken.services.change import change_zaak, delete_zaak
from kapstok.magazijnen.zaken.services.close import close_zaak, reopen_zaak
from kapstok.magazijnen.zaken.services.create import NieuweZaak, create_zaak
from kapstok.magazijnen.zaken.services.links import (
    add_eigenschap,
    add_zaakobject,
    link_document,
    remove_eigenschap,
    unlink_document,
)
from kapstok.magazijnen.zaken.services.roles import NieuweRol, add_rol, remove_rol
from kapstok.magazijnen.zaken.services.status import remove_resultaat, set_resultaat, set_status
from kapstok.magazijnen.zaken.services.term import extend_zaak, resume_zaak, suspend_zaak
from kapstok.magazijnen.zaken.services.work import assign_zaak, release_zaak

__all__ = [
    "NieuweRol",
    "NieuweZaak",
    "add_eigenschap",
    "add_rol",
    "add_zaakobject",
    "assign_zaak",
    "change_zaak",
    "close_zaak",
    "create_zaak",
    "delete_zaak",
    "extend_zaak",
    "link_document",
    "release_zaak",
    "remove_eigenschap",
    "remove_resultaat",
    "remove_rol",
    "reopen_zaak",
    "resume_zaak",
    "set_resultaat",
    "set_status",
    "suspend_zaak",
    "unlink_document",
]
