"""Use cases of the zakenmagazijn, one verb per file. Each is one unit of work."""

from kapstok.magazijnen.zaken.services.archive import zaakbesluit_changed
from kapstok.magazijnen.zaken.services.base import OF_ZAAKTYPE
from kapstok.magazijnen.zaken.services.below import add_below, change_row_below, remove_below
from kapstok.magazijnen.zaken.services.change import change_zaak, changed_zaak_faults, delete_zaak
from kapstok.magazijnen.zaken.services.close import close_zaak, reopen_zaak
from kapstok.magazijnen.zaken.services.create import NieuweZaak, create_zaak, new_zaak_faults
from kapstok.magazijnen.zaken.services.documenten import (
    change_link,
    link_document,
    link_faults,
    restore_link,
    unlink_document,
)
from kapstok.magazijnen.zaken.services.eigenschappen import (
    add_eigenschap,
    eigenschap_faults,
    remove_eigenschap,
)
from kapstok.magazijnen.zaken.services.notities import finish_notitie, notitie_faults, write_note
from kapstok.magazijnen.zaken.services.numbers import ask_own_series, reserve_numbers
from kapstok.magazijnen.zaken.services.objecten import (
    add_zaakobject,
    change_zaakobject,
    remove_zaakobject,
    zaakobject_faults,
)
from kapstok.magazijnen.zaken.services.relations import Relatie
from kapstok.magazijnen.zaken.services.resultaat import (
    remove_resultaat,
    resultaat_faults,
    set_resultaat,
)
from kapstok.magazijnen.zaken.services.roles import (
    NieuweRol,
    add_rol,
    change_rol,
    remove_rol,
    rol_faults,
)
from kapstok.magazijnen.zaken.services.status import (
    OF_STATUS,
    Asked,
    ask_status,
    new_status_faults,
    set_status,
)
from kapstok.magazijnen.zaken.services.term import extend_zaak, resume_zaak, suspend_zaak
from kapstok.magazijnen.zaken.services.work import assign_zaak, release_zaak

__all__ = [
    "OF_STATUS",
    "OF_ZAAKTYPE",
    "Asked",
    "NieuweRol",
    "NieuweZaak",
    "Relatie",
    "add_below",
    "add_eigenschap",
    "add_rol",
    "add_zaakobject",
    "ask_own_series",
    "ask_status",
    "assign_zaak",
    "change_link",
    "change_rol",
    "change_row_below",
    "change_zaak",
    "change_zaakobject",
    "changed_zaak_faults",
    "close_zaak",
    "create_zaak",
    "delete_zaak",
    "eigenschap_faults",
    "extend_zaak",
    "finish_notitie",
    "link_document",
    "link_faults",
    "new_status_faults",
    "new_zaak_faults",
    "notitie_faults",
    "release_zaak",
    "remove_below",
    "remove_eigenschap",
    "remove_resultaat",
    "remove_rol",
    "remove_zaakobject",
    "reopen_zaak",
    "reserve_numbers",
    "restore_link",
    "resultaat_faults",
    "resume_zaak",
    "rol_faults",
    "set_resultaat",
    "set_status",
    "suspend_zaak",
    "unlink_document",
    "write_note",
    "zaakbesluit_changed",
    "zaakobject_faults",
]
