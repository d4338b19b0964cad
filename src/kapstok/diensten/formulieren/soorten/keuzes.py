"""Yes or no, one of several, several of several, a declaration; and what holds no typed answer."""

from typing import Any

from kapstok.diensten.formulieren.definitie import Vraag
from kapstok.diensten.formulieren.soorten.basis import Invoer, Ongeldig, Soortregels
from kapstok.diensten.formulieren.soorten.basis import gettext_noop as _

_YES_NO = {"nl": ("ja", "nee"), "fy": ("ja", "nee"), "en": ("yes", "no")}
_DECLARED = {"nl": "Akkoord", "fy": "Akkoart", "en": "Agreed"}


def option_values(vraag: Vraag) -> list[str]:
    return [optie.value for optie in vraag.options]


def _parse_yes_no(vraag: Vraag, invoer: Invoer) -> bool | None:
    text = invoer.one()
    if text not in ("", "ja", "nee"):
        raise Ongeldig(_("Kies ja of nee bij “%(vraag)s”."), vraag=vraag.label)
    return {"ja": True, "nee": False}.get(text)


def _parse_choice(vraag: Vraag, invoer: Invoer) -> str | None:
    text = invoer.one()
    if text and text not in option_values(vraag):
        raise Ongeldig(_("Kies een antwoord uit de lijst bij “%(vraag)s”."), vraag=vraag.label)
    return text or None


def _parse_choices(vraag: Vraag, invoer: Invoer) -> list[str] | None:
    typed = [text for text in invoer.many() if text]
    if any(text not in option_values(vraag) for text in typed):
        raise Ongeldig(_("Kies een antwoord uit de lijst bij “%(vraag)s”."), vraag=vraag.label)
    chosen = [value for value in option_values(vraag) if value in typed]
    most = vraag.limits.max_items
    if most is not None and len(chosen) > most:
        raise Ongeldig(
            _("Kies bij “%(vraag)s” niet meer dan %(max)s antwoorden."), vraag=vraag.label, max=most
        )
    if chosen and len(chosen) < vraag.limits.min_items:
        raise Ongeldig(
            _("Kies bij “%(vraag)s” minimaal %(min)s antwoorden."),
            vraag=vraag.label,
            min=vraag.limits.min_items,
        )
    return chosen or None


def _parse_declaration(_vraag: Vraag, invoer: Invoer) -> bool | None:
    return True if invoer.one() in ("ja", "on", "1", "true") else None


def _labels(vraag: Vraag, value: Any, taal: str) -> list[str]:
    chosen = value if isinstance(value, list) else [value]
    return [optie.label.in_taal(taal) for optie in vraag.options if optie.value in chosen]


def _nothing(_vraag: Vraag, _invoer: Invoer) -> None:
    """Files come in beside the answers, a groep is read row by row, content asks nothing."""


def _schema_group(vraag: Vraag) -> dict[str, Any]:
    from kapstok.diensten.formulieren.schema import schema_of_questions

    return {
        "type": "array",
        "items": schema_of_questions(vraag.questions),
        "maxItems": vraag.limits.max_items or 20,
    }


_FILE_SCHEMA = {
    "type": "object",
    "required": ["id", "naam", "grootte", "type"],
    "properties": {
        "id": {"type": "string", "format": "uuid"},
        "naam": {"type": "string"},
        "grootte": {"type": "integer", "minimum": 1},
        "type": {"type": "string"},
    },
}

CHOICES = {
    "ja_nee": Soortregels(
        _parse_yes_no, lambda _v: {"type": "boolean"},
        show=lambda _v, value, taal: [_YES_NO.get(taal, _YES_NO["nl"])[0 if value else 1].capitalize()],
        write=lambda v, value: {v.id: "ja" if value else "nee"},
    ),
    "keuze": Soortregels(_parse_choice, lambda v: {"type": "string", "enum": option_values(v)}, show=_labels),
    "keuzes": Soortregels(
        _parse_choices,
        lambda v: {"type": "array", "uniqueItems": True, "items": {"type": "string", "enum": option_values(v)}},
        show=_labels,
        write=lambda v, value: {v.id: [str(item) for item in value]},
    ),
    "verklaring": Soortregels(
        _parse_declaration, lambda _v: {"const": True},
        show=lambda _v, _value, taal: [_DECLARED.get(taal, _DECLARED["nl"])],
        write=lambda v, value: {v.id: "ja" if value else ""},
    ),
    "bestanden": Soortregels(
        _nothing, lambda _v: {"type": "array", "items": _FILE_SCHEMA},
        show=lambda _v, value, _t: [str(item["naam"]) for item in value],
        write=lambda _v, _value: {},
    ),
    "groep": Soortregels(
        _nothing, _schema_group, show=lambda _v, value, _t: [str(len(value))], write=lambda _v, _w: {}
    ),
    "uitleg": Soortregels(_nothing, lambda _v: {"not": {}}, show=lambda _v, _w, _t: [], write=lambda _v, _w: {}),
}  # fmt: skip
