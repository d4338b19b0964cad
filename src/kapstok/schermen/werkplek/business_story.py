"""What happened to a business: when it began and ended, and when we heard that something of it had changed."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kapstok.kern.datum import PartialDate
from kapstok.kern.fouten import InvalidValue
from kapstok.magazijnen.hr.tijd import bekend_op, wijzigingen
from kapstok.magazijnen.hr.verandering import Gegevens, Stand


def story(kvk: str, now: datetime, *, limit: int) -> list[dict[str, Any]]:
    """As a time line, the newest first."""
    current = bekend_op(kvk, now)
    if current is None:
        return []
    changes = [_change(when, what) for when, what in _steps(kvk, current.stand, limit=limit)]
    return sorted([*changes, *_ends(current.stand.gegevens)], key=lambda e: e["moment"], reverse=True)


def _steps(kvk: str, current: Stand, *, limit: int) -> Iterator[tuple[datetime, str]]:
    """Back from what is known now: what each version said otherwise than the one after it."""
    after: dict[str, tuple[Gegevens, Gegevens]] = {"": (current.gegevens, current.eigenaar)}
    after |= {number: (own, {}) for number, own in current.vestigingen.items()}
    for row in wijzigingen(kvk, limit=limit):
        number, said = row["vestigingsnummer"], (row["gegevens"], row["eigenaar"])
        then = after.get(number)
        after[number] = said
        if then is None:
            what = _("Vestiging %(nummer)s hoort niet meer bij dit bedrijf") % {"nummer": number}
        else:
            parts = ", ".join(_parts(*said, *then))
            what = _("Vestiging %(nummer)s: %(wat)s") % {"nummer": number, "wat": parts} if number else parts
        yield row["moment"], what


def _parts(own: Gegevens, owner: Gegevens, own_then: Gegevens, owner_then: Gegevens) -> list[str]:
    """Which parts are not the same, in words and each once."""
    words = _words()
    names = [n for n in {**own, **own_then} if own.get(n) != own_then.get(n)]
    found = [words.get(name, _("andere gegevens")) for name in names]
    if owner != owner_then:
        found.append(_("eigenaar"))
    return sorted(set(found))


def _words() -> dict[str, str]:
    return {
        "naam": _("naam"),
        "eersteHandelsnaam": _("naam"),
        "statutaireNaam": _("naam"),
        "handelsnamen": _("handelsnamen"),
        "adressen": _("adres"),
        "sbiActiviteiten": _("wat het bedrijf doet"),
        "totaalWerkzamePersonen": _("personen die er werken"),
        "voltijdWerkzamePersonen": _("personen die er werken"),
        "deeltijdWerkzamePersonen": _("personen die er werken"),
        "materieleRegistratie": _("begin of einde"),
        "formeleRegistratiedatum": _("dag van inschrijving"),
        "indHoofdvestiging": _("hoofdvestiging of nevenvestiging"),
    }


def _change(when: datetime, what: str) -> dict[str, Any]:
    return {"titel": _("Wijziging ontvangen"), "moment": timezone.localdate(when), "tekst": what}


def _ends(own: Gegevens) -> Iterator[dict[str, Any]]:
    registered = own.get("materieleRegistratie") or {}
    for name, title in (("datumAanvang", _("Begonnen")), ("datumEinde", _("Gestopt"))):
        if (day := _day(registered.get(name))) is not None:
            yield {"titel": title, "moment": day, "tekst": ""}


def _day(text: str | None) -> date | None:
    """The earliest that it can be; None of a day that is not known at all."""
    try:
        found = PartialDate.parse_lo3(text or "00000000")
    except InvalidValue:
        return None
    return found.earliest() if found.year else None
