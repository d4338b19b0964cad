"""What a basisprofiel and a vestigingsprofiel must be, and by what they can be found. Pure."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from kapstok.platform.errors import Refusal

Gegevens = Mapping[str, Any]
LONGEST = 80
_LINKS = {"links", "_links", "_embedded"}
_DATES = ("formeleRegistratiedatum",)


class HrRefused(Refusal):
    """The file cannot be used; the message names the place in it."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__("inhoud", "bestand", f"{place}: {message}")


def without_links(gegevens: Gegevens) -> dict[str, Any]:
    """What is ours to keep: links are made anew, and what is embedded stands on its own."""
    return {name: value for name, value in gegevens.items() if name not in _LINKS}


def number(gegevens: Any, name: str, digits: int, place: str) -> str:
    """A number of so many digits, as text."""
    if not isinstance(gegevens, Mapping):
        raise HrRefused(place, "hier hoort een object te staan.")
    value = gegevens.get(name)
    if not isinstance(value, str) or not re.fullmatch(rf"\d{{{digits}}}", value, re.ASCII):
        raise HrRefused(f"{place}.{name}", f"“{str(value)[:20]}” is geen nummer van {digits} cijfers.")
    return value


def checked(gegevens: Gegevens, place: str) -> None:
    """Lists are lists, dates are dates (year, month, day, each possibly unknown as zeroes), yes is Ja and no is Nee."""
    for name in ("handelsnamen", "adressen", "sbiActiviteiten", "websites"):
        value = gegevens.get(name, [])
        if not isinstance(value, list) or (
            name != "websites" and not all(isinstance(v, Mapping) for v in value)
        ):
            raise HrRefused(f"{place}.{name}", "hier hoort een lijst te staan.")
    registered = gegevens.get("materieleRegistratie") or {}
    if not isinstance(registered, Mapping):
        raise HrRefused(f"{place}.materieleRegistratie", "hier hoort een object te staan.")
    dates = {n: gegevens.get(n) for n in _DATES} | {
        n: registered.get(n) for n in ("datumAanvang", "datumEinde")
    }
    for name, value in dates.items():
        if value is not None and (not isinstance(value, str) or not re.fullmatch(r"\d{8}", value, re.ASCII)):
            raise HrRefused(f"{place}.{name}", f"“{str(value)[:20]}” is geen datum.")
    for name, value in gegevens.items():
        if name.startswith("ind") and value not in {None, "Ja", "Nee"}:
            raise HrRefused(f"{place}.{name}", f"“{str(value)[:20]}” is geen Ja of Nee.")
    for n, each in enumerate(gegevens.get("adressen", [])):
        house = each.get("huisnummer")
        if house is not None and (not isinstance(house, int) or isinstance(house, bool)):
            raise HrRefused(f"{place}.adressen[{n}].huisnummer", f"“{str(house)[:20]}” is geen getal.")


def is_actief(gegevens: Gegevens) -> bool:
    """Without an end."""
    return not (gegevens.get("materieleRegistratie") or {}).get("datumEinde")


def name_of(gegevens: Gegevens) -> str:
    """The name that it is known by."""
    names = gegevens.get("handelsnamen") or [{}]
    found = gegevens.get("naam") or gegevens.get("eersteHandelsnaam") or gegevens.get("statutaireNaam")
    return str(found or names[0].get("naam") or "")[:500]


def words(text: str) -> list[str]:
    """Capitals without accents, each word once."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.upper()) if not unicodedata.combining(c))
    return list(dict.fromkeys(w[:LONGEST] for w in re.split(r"[\W_]+", plain) if w))


def joined(text: str) -> str:
    """A name of a street or place as it is kept."""
    return " ".join(words(text))[:LONGEST]


def entries(gegevens: Gegevens) -> Iterator[tuple[str, str]]:
    """By what this can be found: kind and text. A shielded address leads nowhere."""
    names = [name_of(gegevens), gegevens.get("statutaireNaam") or ""]
    names += [n.get("naam") or "" for n in gegevens.get("handelsnamen", [])]
    for name in names:
        yield from (("naam", w) for w in words(name))
    if gegevens.get("rsin"):
        yield "rsin", str(gegevens["rsin"])
    for each in gegevens.get("adressen", []):
        if each.get("indAfgeschermd") == "Ja":
            continue
        postcode = str(each.get("postcode") or "").upper()
        for name, kind in (("huisnummer", "adres"), ("postbusnummer", "postbus")):
            if postcode and each.get(name):
                yield kind, f"{postcode} {each[name]}"
        for name in ("straatnaam", "plaats"):
            if each.get(name):
                yield name, joined(str(each[name]))


def openbaar(gegevens: Gegevens) -> dict[str, Any]:
    """Without the particulars of a shielded address: that it is shielded is told."""
    kept = {"type", "indAfgeschermd"}
    adressen = [
        {n: v for n, v in each.items() if n in kept} if each.get("indAfgeschermd") == "Ja" else each
        for each in gegevens.get("adressen", [])
    ]
    return {**gegevens, "adressen": adressen} if adressen else dict(gegevens)
