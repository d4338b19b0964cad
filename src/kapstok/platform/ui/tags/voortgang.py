"""Tags that show where something stands: status steps, timeline, stepper, cards, alerts, undo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone

ALERTS = {"info": "info", "goed": "ok", "let-op": "warning", "fout": "error"}
STATES = ("gedaan", "nu", "straks")


def register_on(register: template.Library) -> None:
    """Hang the tags of this module on the library."""
    register.inclusion_tag("ui/delen/statusstappen.html")(statusstappen)
    register.inclusion_tag("ui/delen/tijdlijn.html")(tijdlijn)
    register.inclusion_tag("ui/delen/stappen.html")(stappen)
    register.inclusion_tag("ui/delen/kaart.html")(kaart)
    register.inclusion_tag("ui/delen/actiekaart.html")(actiekaart)
    register.inclusion_tag("ui/delen/melding.html")(melding)
    register.inclusion_tag("ui/delen/taken.html")(taken)
    register.inclusion_tag("ui/delen/ongedaan.html", takes_context=True)(ongedaan)


def statusstappen(items: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """{% statusstappen stappen %}: ordered list with aria-current="step" on the current one.

    Each item: titel, staat (gedaan, nu or straks), optionally datum (date), tekst.
    """
    return {"stappen": [{**item, "staat": _state(item)} for item in items]}


def tijdlijn(items: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """{% tijdlijn gebeurtenissen %}: each item: titel, moment (datetime or date), optionally tekst, wie, url."""
    return {"items": list(items)}


def stappen(huidig: int, totaal: int, titel: str = "") -> dict[str, Any]:
    """{% stappen 2 4 %}: `Stap 2 van 4` with a bar of segments for a form."""
    return {"huidig": huidig, "totaal": totaal, "titel": titel, "reeks": range(1, totaal + 1)}


def kaart(
    titel: str,
    tekst: str = "",
    url: str = "",
    icoon: str = "",
    badge: str = "",
    soort: str = "neutraal",
    niveau: int = 3,
) -> dict[str, Any]:
    """{% kaart "Paspoort" "tekst" url icoon="paspoort" %}: a card; the whole card is the link when it has a url."""
    return {
        "titel": titel, "tekst": tekst, "url": url, "icoon": icoon, "badge": badge, "soort": soort, "niveau": niveau,
    }  # fmt: skip


def actiekaart(
    titel: str, tekst: str, url: str, knop: str, termijn: Any = None, niveau: int = 3
) -> dict[str, Any]:
    """{% actiekaart "Stuur uw foto" "uitleg" url "Document toevoegen" termijn=datum %}: what someone must do."""
    card = {"titel": titel, "tekst": tekst, "url": url, "knop": knop, "termijn": termijn, "niveau": niveau}
    return {**card, "voorbij": termijn is not None and _day(termijn) < timezone.localdate()}


def _day(moment: date) -> date:
    return timezone.localdate(moment) if isinstance(moment, datetime) else moment


def melding(tekst: str, soort: str = "info", titel: str = "") -> dict[str, str]:
    """{% melding "Wij zijn vandaag dicht." "let-op" titel="…" %}: an alert in the flow of the page."""
    return {"tekst": tekst, "soort": soort, "nlds": ALERTS.get(soort, "info"), "titel": titel}


def taken(items: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """{% taken lijst %}: task list; each item: titel, url, status (text), soort (badge), optionally hint."""
    return {"taken": list(items)}


def ongedaan(context: template.Context, tekst: str, url: str, seconden: int = 10) -> dict[str, Any]:
    """{% ongedaan "20 zaken verdeeld." url 10 %}: a toast with a POST button **Ongedaan maken** and a count-down."""
    return {"tekst": tekst, "url": url, "seconden": seconden, "csrf_token": context.get("csrf_token", "")}


def _state(item: Mapping[str, Any] | Sequence[Any]) -> str:
    state = str(item.get("staat", "straks")) if isinstance(item, Mapping) else "straks"
    return state if state in STATES else "straks"
