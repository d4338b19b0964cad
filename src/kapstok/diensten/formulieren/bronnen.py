"""Where known answers come from: sources by name. The stores of persons, businesses and addresses are
there from the start; others are registered by whoever has the data.

A source gets the kind of login and its number and gives plain values per field, or None when it knows
nobody. A field of an address is a dict with postcode, huisnummer, straat, woonplaats.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kapstok.diensten.formulieren.definitie import Definitie, Tekst, Vraag

Source = Callable[[str, str], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Bron:
    """A source and how people know it ("de Basisregistratie Personen")."""

    name: str
    label: Tekst
    read: Source


def _from_brp(kind: str, number: str) -> Mapping[str, Any] | None:
    """The person who logged in, by bsn."""
    from kapstok.magazijnen.brp.queries import persoon

    return persoon(number) if kind == "burger" else None


def _from_kvk(kind: str, number: str) -> Mapping[str, Any] | None:
    """The business for which somebody logged in, by its KVK number."""
    from kapstok.magazijnen.hr.queries import bedrijf

    return bedrijf(number) if kind == "bedrijf" else None


def _from_bag(postcode: str, huisnummer: str) -> Mapping[str, Any] | None:
    from kapstok.magazijnen.bag.queries import adres

    return adres(postcode, huisnummer)


_BRP = Tekst(
    nl="de Basisregistratie Personen",
    fy="de Basisregistraasje Persoanen",
    en="the Personal Records Database",
)
_KVK = Tekst(nl="het Handelsregister", fy="it Hannelsregister", en="the Business Register")
_sources: dict[str, Bron] = {
    "brp": Bron("brp", _BRP, _from_brp),
    "kvk": Bron("kvk", _KVK, _from_kvk),
}


def register_source(name: str, label: Tekst, read: Source) -> None:
    """Make a source known under its name; a second registration replaces the first."""
    _sources[name] = Bron(name, label, read)


def source(name: str) -> Bron | None:
    return _sources.get(name)


def prefilled(definitie: Definitie, *, kind: str, number: str) -> dict[str, Any]:
    """Known answers by question id, each source asked at most once."""
    answers: dict[str, Any] = {}
    read: dict[str, Mapping[str, Any]] = {}
    for vraag in definitie.questions():
        if vraag.prefill is None:
            continue
        name = vraag.prefill.source
        if name not in read:
            found = _sources.get(name)
            read[name] = (found.read(kind, number) if found else None) or {}
        value = _usable(vraag, read[name].get(vraag.prefill.field))
        if value not in (None, "", [], {}):
            answers[vraag.id] = value
    return answers


def _usable(vraag: Vraag, value: Any) -> Any:
    """An address is known only when it is one that can be typed (not abroad, not a place description)."""
    if vraag.type not in ("adres", "locatie") or not isinstance(value, Mapping):
        return value
    parts = {
        name: str(value[name])
        for name in ("postcode", "huisnummer", "straat", "woonplaats")
        if value.get(name)
    }
    return parts if "postcode" in parts and "huisnummer" in parts else None


# Postcode (8431AB) and number ("12A") to straat, woonplaats and, when known, lat and lon.
AddressLookup = Callable[[str, str], Mapping[str, Any] | None]
_lookups: list[AddressLookup] = [_from_bag]


def register_address_lookup(lookup: AddressLookup) -> None:
    """Make known who finds addresses; the last one registered answers."""
    _lookups.append(lookup)


def complete_address(value: dict[str, Any]) -> dict[str, Any]:
    """An address with its street and town, when the register knows them; what was typed goes first."""
    if "postcode" not in value or "huisnummer" not in value:
        return value
    found = _lookups[-1](value["postcode"], value["huisnummer"]) or {}
    names = ("straat", "woonplaats", "lat", "lon")
    return {**{name: found[name] for name in names if found.get(name) is not None}, **value}
