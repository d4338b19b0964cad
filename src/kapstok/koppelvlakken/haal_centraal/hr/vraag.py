"""The parameters of Zoeken, and the refusals of the KVK APIs (a list `fout`). Pure."""

import re
from collections.abc import Callable, Mapping
from typing import Any

Lezer = Callable[[str], Any]
TYPEN = ("hoofdvestiging", "nevenvestiging", "rechtspersoon")


class Geweigerd(Exception):
    """An answer that is no answer. The codes are the status: those of the KVK itself are not published as a list."""

    def __init__(self, status: int, *texts: str) -> None:
        super().__init__(texts[0])
        self.status = status
        self.document = {"fout": [{"code": str(status), "omschrijving": text} for text in texts]}


def _patroon(pattern: str) -> Lezer:
    compiled = re.compile(pattern, re.ASCII)

    def read(text: str) -> str:
        if not compiled.fullmatch(text):
            raise ValueError(f"voldoet niet aan {pattern}")
        return text

    return read


def _tekst(text: str) -> str:
    if not text.strip() or len(text) > 500 or "\x00" in text:
        raise ValueError("is leeg of te lang")
    return text


def _heel(low: int, high: int) -> Lezer:
    def read(text: str) -> int:
        if not re.fullmatch(r"\d{1,6}", text, re.ASCII) or not low <= int(text) <= high:
            raise ValueError(f"is geen getal van {low} tot en met {high}")
        return int(text)

    return read


def _ja_nee(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError("is geen true of false")
    return text == "true"


def _typen(text: str) -> list[str]:
    found = text.split(",")
    if not set(found) <= set(TYPEN):
        raise ValueError(f"is geen van {', '.join(TYPEN)}")
    return found


GEO: dict[str, Lezer] = {"geoData": _ja_nee}
ZOEK: dict[str, Lezer] = {
    "kvkNummer": _patroon(r"[0-9]{8}"),
    "rsin": _patroon(r"[0-9]{9}"),
    "vestigingsnummer": _patroon(r"[0-9]{12}"),
    "naam": _tekst,
    "straatnaam": _tekst,
    "plaats": _tekst,
    "postcode": _patroon(r"[0-9]{4}[a-zA-Z]{2}"),
    "huisnummer": _heel(1, 99_999),
    "huisletter": _patroon(r"[a-zA-Z]"),
    "postbusnummer": _heel(1, 99_999),
    "type": _typen,
    "inclusiefInactieveRegistraties": _ja_nee,
    "pagina": _heel(1, 1000),
    "resultatenPerPagina": _heel(1, 100),
}
_TOGETHER = (
    ("postcode", ("huisnummer", "postbusnummer")),
    ("huisnummer", ("postcode",)),
    ("postbusnummer", ("postcode",)),
    ("huisletter", ("huisnummer",)),
)
_ASKS = ("kvkNummer", "rsin", "vestigingsnummer", "naam", "straatnaam", "plaats", "postcode")


def gelezen(asked: Mapping[str, list[str]], known: Mapping[str, Lezer]) -> dict[str, Any]:
    """The values by name; every fault in one answer."""
    values: dict[str, Any] = {}
    faults: list[str] = []
    for name, texts in asked.items():
        if name not in known:
            faults.append(f"De parameter {name[:50]} is niet bekend.")
            continue
        try:
            values[name] = known[name](",".join(texts) if name == "type" else texts[-1])
        except ValueError as fault:
            faults.append(f"De waarde van {name} {fault}.")
    if known is ZOEK:
        faults += [
            f"{name} mag alleen samen met {' of '.join(others)}."
            for name, others in _TOGETHER
            if name in values and not values.keys() & set(others)
        ]
        if not faults and not values.keys() & set(_ASKS):
            faults.append("Geef iets om op te zoeken.")
    if faults:
        raise Geweigerd(400, *faults)
    return values


def nummer(text: str, digits: int, name: str) -> str:
    """A number out of an address."""
    if not re.fullmatch(rf"\d{{{digits}}}", text, re.ASCII):
        raise Geweigerd(400, f"{name} bestaat uit {digits} cijfers.")
    return text
