"""The columns of the files, and how the text in a cell becomes a value and back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kapstok.diensten.sturing.portfolio import gemma
from kapstok.kern.bedrag import bedrag_text, parse_bedrag
from kapstok.kern.fouten import InvalidValue


class CelFout(ValueError):
    """A cell that cannot be read, in words."""


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column: name in the file, how to read it, how to write it."""

    naam: str
    lees: Callable[[str], Any]
    schrijf: Callable[[Any], str]


def _text(text: str) -> str:
    return text.strip()


def _yes_no(text: str) -> bool:
    known = {"ja": True, "nee": False, "": False}
    if text.strip().lower() not in known:
        raise CelFout(_("Vul ja of nee in."))
    return known[text.strip().lower()]


def _perhaps(text: str) -> bool | None:
    return _yes_no(text) if text.strip() else None


def _day(text: str) -> date:
    clean = text.strip()
    try:
        if len(clean) == 10 and clean[2] == clean[5] == "-":
            return date(int(clean[6:]), int(clean[3:5]), int(clean[:2]))
        return date.fromisoformat(clean)
    except ValueError as error:
        raise CelFout(_("Dit is geen datum. Bijvoorbeeld 31-12-2020.")) from error


def _amount(text: str) -> int:
    try:
        return parse_bedrag(text) if text.strip() else 0
    except InvalidValue as error:
        raise CelFout(_("Dit is geen bedrag. Bijvoorbeeld 1.234,56.")) from error


def _number(text: str) -> int:
    if not (text.strip().isascii() and text.strip().isdigit() and len(text.strip()) < 4):
        raise CelFout(_("Vul een heel getal in."))
    return int(text)


def _several(text: str) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()]


def _by_name(known: dict[str, str]) -> Callable[[str], list[str]]:
    ids = {name.casefold(): key for key, name in known.items()}

    def read(text: str) -> list[str]:
        names = _several(text)
        strange = [name for name in names if name.casefold() not in ids]
        if strange:
            raise CelFout(_("Dit staat niet in GEMMA: %s.") % ", ".join(strange))
        return [ids[name.casefold()] for name in names]

    return read


def _names(known: dict[str, str]) -> Callable[[list[str]], str]:
    return lambda ids: "|".join(known.get(each, each) for each in ids)


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def _ja(value: bool | None) -> str:  # noqa: FBT001 - a cell
    return "" if value is None else "ja" if value else "nee"


def component_names() -> dict[str, str]:
    return {c.id: c.naam for c in gemma.componenten().values()}


TEKST = ("leverancier", "omschrijving", "status", "hosting", "cloudafweging", "eigenaar", "biv")
MENSEN = (
    "beheer_besluit", "beheer_reden", "functioneel_beheerder", "functioneel_plaatsvervanger", "technisch_beheerder",
    "technisch_plaatsvervanger",
)  # fmt: skip


def applicatie_kolommen() -> tuple[Kolom, ...]:
    """Columns of applicaties.csv, apart from use and integration."""
    components, functions = component_names(), gemma.functies()
    return (
        Kolom("naam", _text, _plain),
        *(Kolom(name, _text, _plain) for name in TEKST),
        Kolom("componenten", _by_name(components), _names(components)),
        Kolom("functies", _by_name(functions), _names(functions)),
        Kolom("standaarden", _several, "|".join),
        Kolom("afgesproken", _yes_no, _ja),
        Kolom("owo_entiteit", _perhaps, _ja),
        *(Kolom(name, _text, _plain) for name in MENSEN),
    )


CONTRACT = (
    Kolom("nummer", _text, _plain),
    Kolom("begin", _day, lambda d: d.isoformat()),
    Kolom("einde", _day, lambda d: d.isoformat()),
    Kolom("opzegtermijn_maanden", _number, str),
    Kolom("stilzwijgend", _yes_no, _ja),
    Kolom("kosten_per_jaar", _amount, bedrag_text),
)
KOPPELING = (
    Kolom("standaard", _text, _plain),
    Kolom("richting", _text, _plain),
    Kolom("gegevens", _text, _plain),
    Kolom("via_bus", _yes_no, _ja),
)
