"""Tags and filters for data on a page: lists, tables, badges, dates, paging."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import template
from django.core.paginator import Page
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kapstok.platform.ui import opmaak
from kapstok.platform.ui.tekst import running_text

BADGES = {"info", "goed", "let-op", "fout", "neutraal"}


def register_on(register: template.Library) -> None:
    """Hang the tags of this module on the library."""
    register.inclusion_tag("ui/delen/gegevens.html")(gegevens)
    register.inclusion_tag("ui/delen/tabel.html")(tabel)
    register.inclusion_tag("ui/delen/leeg.html")(leeg)
    register.inclusion_tag("ui/delen/paginering.html", takes_context=True)(paginering)
    register.simple_tag(badge)
    register.simple_tag(zaaknummer)
    for name, function in (
        ("datum", datum),
        ("datumkort", datumkort),
        ("datumdag", datumdag),
        ("moment", moment),
        ("bedrag", bedrag),
        ("centen", centen),
        ("getal", getal),
        ("tekst", running_text),
    ):
        register.filter(name, function)


def gegevens(paren: Iterable[Sequence[Any]]) -> dict[str, Any]:
    """{% gegevens paren %}: definition list; each pair (term, value) or triple (term, value, (label, url))."""
    rows = [(item[0], item[1], item[2] if len(item) > 2 else None) for item in paren]
    return {"rijen": rows}


def tabel(
    kolommen: Sequence[str],
    rijen: Iterable[Sequence[Any]],
    bijschrift: str,
    leeg: str = "",
    getallen: str = "",
) -> dict[str, Any]:
    """{% tabel kolommen rijen "Bijschrift" leeg="Nog geen …" getallen="2,3" %}: a table that becomes cards on a phone.

    A cell is text or safe HTML; `getallen` names the columns (from 0) to align right.
    """
    right = {int(part) for part in getallen.split(",") if part.strip().isdigit()}
    rows = [
        [(kolommen[index], cell, index in right) for index, cell in enumerate(row[: len(kolommen)])]
        for row in rijen
    ]
    head = [(label, index in right) for index, label in enumerate(kolommen)]
    return {"kop": head, "rijen": rows, "bijschrift": bijschrift, "leeg": leeg}


def leeg(titel: str, tekst: str = "", url: str = "", knop: str = "") -> dict[str, str]:
    """{% leeg "U hoeft nu niets te doen." "uitleg" url knop %}: an empty state is never a dead end."""
    return {"titel": titel, "tekst": tekst, "url": url, "knop": knop}


def paginering(context: template.Context, pagina: Page, naam: str = "pagina") -> dict[str, Any]:
    """{% paginering pagina %}: links for a Django Page that keep the other query parameters."""
    request = context.get("request")
    other = {key: values for key, values in request.GET.lists() if key != naam} if request else {}

    def url(number: int) -> str:
        return "?" + urlencode({**other, naam: number}, doseq=True)

    total = pagina.paginator.num_pages
    near = [n for n in range(1, total + 1) if n in (1, total) or abs(n - pagina.number) <= 1]
    return {
        "pagina": pagina,
        "nummers": [(n, url(n)) for n in near],
        "vorige": url(pagina.number - 1) if pagina.has_previous() else "",
        "volgende": url(pagina.number + 1) if pagina.has_next() else "",
    }


def badge(tekst: str, soort: str = "neutraal") -> SafeString:
    """{% badge "Te laat" "fout" %}: soort info, goed, let-op, fout or neutraal; the text carries the meaning."""
    kind = soort if soort in BADGES else "neutraal"
    return format_html('<span class="nl-data-badge k-badge k-badge--{}">{}</span>', kind, tekst)


def zaaknummer(nummer: str) -> SafeString:
    """A reference that a translation machine must leave alone."""
    return format_html('<span class="k-nummer" translate="no">{}</span>', nummer)


def datum(value: date | datetime | None) -> SafeString | str:
    """23 november 2026, in the language of the page, inside <time>."""
    return _time(value, opmaak.date_in_words(value, _language())) if value else ""


def datumdag(value: date | datetime | None) -> SafeString | str:
    """maandag 23 november 2026."""
    return _time(value, opmaak.date_in_words(value, _language(), weekday=True)) if value else ""


def datumkort(value: date | datetime | None) -> SafeString | str:
    """23-11-2026, for dense tables."""
    return _time(value, opmaak.date_short(value)) if value else ""


def moment(value: datetime | None) -> SafeString | str:
    """23 november 2026, 14:05 uur."""
    return _time(value, opmaak.moment_in_words(value, _language())) if value else ""


def bedrag(value: Decimal | None) -> str:
    """Euro amount in the language of the page."""
    return "" if value is None else opmaak.amount(Decimal(value), _language())


def centen(value: int | None) -> str:
    """Euro amount from whole cents, in the language of the page."""
    return "" if value is None else opmaak.amount(Decimal(value) / 100, _language())


def getal(value: Decimal | int | None) -> str:
    """Number with separators in the language of the page."""
    return "" if value is None else opmaak.number(value, _language())


def _time(value: date | datetime, text: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), text)


def _language() -> str:
    return translation.get_language() or "nl"
