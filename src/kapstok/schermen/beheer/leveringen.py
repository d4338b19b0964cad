"""Deliveries of the base registers: what came in, how far it is, what it changed, and what was wrong and where.

The BAG, BGT, BRK and WOZ keep a row of every file. Persons and businesses come in one transaction, also over HTTP: what
came of that is in the audit trail, and a file that is refused leaves nothing behind.
"""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kapstok.magazijnen.bag.models import Levering, Nummeraanduiding
from kapstok.magazijnen.bgt.models import Levering as VanBgt
from kapstok.magazijnen.brk.models import Levering as VanBrk
from kapstok.magazijnen.woz.models import Levering as VanWoz
from kapstok.platform.audit.chain import contents
from kapstok.platform.audit.models import AuditRecord
from kapstok.schermen.beheer.show import beheerder, show

PER_PAGE = 25
_FILES: dict[str, Any] = {"bag": Levering, "bgt": VanBgt, "brk": VanBrk, "woz": VanWoz}
# What the audit trail calls the loading of a file.
_LOADS = {"brp": ("brp", "import"), "hr": ("hr", "import")}
_NAMES = ("brp", "bag", "bgt", "brk", "hr", "woz")


class _Deliveries:
    """Those of some registers as one list for a Paginator, the newest first: only the rows of a page are fetched."""

    def __init__(self, registers: list[str]) -> None:
        self.sources: list[tuple[str, QuerySet[Any]]] = []
        for register in registers:
            if register in _FILES:
                rows = _FILES[register].objects.order_by("-begonnen", "-id")
            else:
                kind, object_id = _LOADS[register]
                rows = AuditRecord.objects.filter(object_soort=kind, object_id=object_id)
                rows = rows.order_by("-moment", "-volgnummer")
            self.sources.append((register, rows))

    def __len__(self) -> int:
        return sum(rows.count() for _register, rows in self.sources)

    def __getitem__(self, part: slice) -> list[dict[str, Any]]:
        start, stop = part.start or 0, part.stop or PER_PAGE
        newest = [
            (row.begonnen if register in _FILES else row.moment, number, register, row)
            for number, (register, rows) in enumerate(self.sources)
            for row in rows[:stop]
        ]
        newest.sort(key=lambda each: each[:2], reverse=True)
        return [_told(register, row) for _moment, _number, register, row in newest[start:stop]]


@beheerder
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """All of them, or those of one register."""
    asked = request.GET.get("register", "")
    register = asked if asked in _NAMES else ""
    found = _Deliveries([register] if register else list(_NAMES))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("pagina"))  # type: ignore[arg-type]
    rows = _FILES[register].objects.filter(klaar__isnull=False) if register in _FILES else None
    return show(
        request,
        "leveringen",
        rijen=list(page.object_list),
        pagina=page,
        register=register,
        registers=[("", _("Alle registers")), *((code, code.upper()) for code in _NAMES)],
        adressen=Nummeraanduiding.objects.count() if register == "bag" else None,
        laatste=rows.order_by("-stand", "-klaar").first() if rows is not None else None,
    )


def _told(register: str, row: Any) -> dict[str, Any]:
    own = _file(row) if register in _FILES else _load(row)
    counts = own.pop("geteld")
    told = [
        (name, counts[key])
        for key, name in (
            ("gelezen", _("gelezen")),
            ("nieuw", _("nieuw")),
            ("gewijzigd", _("gewijzigd")),
            ("gelijk", _("gelijk")),
            ("verwijderd", _("verwijderd")),
        )
        if counts.get(key) or (key == "gelezen" and key in counts)
    ]
    return {"register": register.upper(), "telling": told, **own}


def _file(row: Any) -> dict[str, Any]:
    if row.fout:
        state = (_("Afgekeurd"), "fout")
    elif row.klaar is None:
        state = (_("Bezig of onderbroken"), "let-op")
    else:
        state = (_("Verwerkt"), "goed")
    return {
        "naam": row.naam,
        "soort": {"stand": _("Stand"), "mutatie": _("Mutaties")}.get(getattr(row, "soort", ""), ""),
        "stand": row.stand,
        "begonnen": row.begonnen,
        "toestand": state,
        "geteld": row.telling,
        "fout": row.fout,
    }


def _load(row: AuditRecord) -> dict[str, Any]:
    (inside,) = contents([row])
    return {
        "naam": _("Ingelezen door %(naam)s") % {"naam": row.actor_naam},
        "begonnen": row.moment,
        "toestand": (_("Verwerkt"), "goed"),
        "geteld": (inside or {}).get("na") or {},
    }
