"""Rules of partijen and their identificatoren, as the field keeps them. Pure."""

from collections.abc import Callable, Iterator
from uuid import UUID

from kapstok.kern.fouten import InvalidValue
from kapstok.kern.nummers import parse_bsn, parse_kvk, parse_rsin, parse_vestigingsnummer
from kapstok.magazijnen.klanten.rules import KlantRefused

SOORTEN = ("persoon", "organisatie", "contactpersoon")
# Which kind of thing stands in which register, and by which numbers it is known.
REGISTERS = {"brp": ("natuurlijk_persoon",), "hr": ("vestiging", "niet_natuurlijk_persoon")}
NUMBERS_OF = {
    "natuurlijk_persoon": ("bsn",),
    "vestiging": ("vestigingsnummer",),
    "niet_natuurlijk_persoon": ("rsin", "kvk_nummer"),
}
_PARSE: dict[str, Callable[[str], str]] = {
    "bsn": parse_bsn,
    "rsin": parse_rsin,
    "kvk_nummer": parse_kvk,
    "vestigingsnummer": parse_vestigingsnummer,
}
NUMBERS = tuple(_PARSE)
GROUP = "partijIdentificator"


def identificator_fits(register: str, objecttype: str, soort: str, number: str) -> Iterator[KlantRefused]:
    """The kind belongs to the register, the kind of number to the kind, and the number is a right one."""
    if objecttype not in REGISTERS[register]:
        text = f"Bij register {register} hoort: {', '.join(REGISTERS[register])}."
        yield KlantRefused("invalid", f"{GROUP}.codeObjecttype", text)
    elif soort not in NUMBERS_OF[objecttype]:
        text = f"Bij {objecttype} hoort: {', '.join(NUMBERS_OF[objecttype])}."
        yield KlantRefused("invalid", f"{GROUP}.codeSoortObjectId", text)
    try:
        plain = _PARSE[soort](number)
    except InvalidValue as wrong:
        yield KlantRefused("invalid", f"{GROUP}.objectId", wrong.message)
    else:
        if plain != number:
            yield KlantRefused("invalid", f"{GROUP}.objectId", "Schrijf het nummer zonder spaties of punten.")


def vestiging_is_within_onderneming(soort: str, above: str | None) -> Iterator[KlantRefused]:
    """A vestigingsnummer is a sub-identificator of a kvk_nummer."""
    if soort == "vestigingsnummer" and above != "kvk_nummer":
        text = "Een vestigingsnummer hoort bij een identificator met een kvk_nummer."
        yield KlantRefused("invalid", "sub_identificator_van_id", text)


def not_below_itself(own: UUID, above: UUID | None) -> Iterator[KlantRefused]:
    """An identificator is not its own sub-identificator."""
    if own == above:
        text = "Een identificator is geen sub-identificator van zichzelf."
        yield KlantRefused("invalid", "sub_identificator_van_id", text)


def kind_stays_with_subs(before: str, after: str, *, subs: bool) -> Iterator[KlantRefused]:
    """What has sub-identificatoren keeps its kind of number."""
    if subs and before != after:
        text = "Er horen andere identificatoren bij; het soort nummer kan niet meer veranderen."
        yield KlantRefused("invalid", f"{GROUP}.codeSoortObjectId", text)


def identificator_is_once(*, taken: bool, kind_taken: bool) -> Iterator[KlantRefused]:
    """One identificator per subject, and one of each kind of number per partij."""
    if taken:
        yield KlantRefused("unique", "nonFieldErrors", "Er is al een identificator met deze gegevens.")
    if kind_taken:
        yield KlantRefused(
            "unique", "nonFieldErrors", "Deze partij heeft al een identificator van dit soort."
        )


def not_for_oneself(one: UUID, other: UUID) -> Iterator[KlantRefused]:
    """A partij does not represent itself."""
    if one == other:
        text = "De partij kan niet zichzelf vertegenwoordigen."
        yield KlantRefused("invalid", "vertegenwoordigde_partij_id", text)


def preferred_is_own(
    preferred: UUID | None, owner: UUID | None, own: UUID, column: str
) -> Iterator[KlantRefused]:
    """The preferred address or account is one of the partij itself."""
    if preferred is not None and owner != own:
        yield KlantRefused("invalid", column, "De voorkeur moet bij deze partij horen.")


def works_for_organisatie(soort: str | None) -> Iterator[KlantRefused]:
    """A contactpersoon works for an organisatie."""
    if soort is not None and soort != "organisatie":
        text = "Een contactpersoon werkt voor een organisatie."
        yield KlantRefused("invalid", "partijIdentificatie.werkteVoorPartij.uuid", text)


def subs_go_first(*, subs: bool) -> Iterator[KlantRefused]:
    """What has sub-identificatoren stays until those are gone."""
    if subs:
        text = "Er horen andere identificatoren bij. Verwijder die eerst."
        yield KlantRefused("invalid", "nonFieldErrors", text)


def bic(text: str) -> str:
    """A bank is named by eight to eleven characters without spaces."""
    if not 8 <= len(text) <= 11 or any(c.isspace() for c in text):
        raise InvalidValue("invalid", "Een BIC heeft 8 tot 11 tekens.")
    return text


def represents_once(*, known: bool) -> Iterator[KlantRefused]:
    """One partij acts for another once."""
    if known:
        yield KlantRefused("unique", "nonFieldErrors", "Deze vertegenwoordiging is er al.")
