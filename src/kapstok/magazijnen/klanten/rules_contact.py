"""Rules of klantcontacten and what comes with them. Pure."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from kapstok.magazijnen.klanten.rules import KlantRefused

_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE = re.compile(r"0[1-9][0-9]{8}|\+[0-9]{9,15}|00[0-9]{7,13}")
DONE = "verwerkt"


def address_fits_its_kind(soort: str, adres: str) -> Iterator[KlantRefused]:
    """A mail address and a telephone number look like one."""
    if soort == "email" and not _MAIL.fullmatch(adres):
        yield KlantRefused("invalid", "adres", "Dit is geen e-mailadres.")
    if soort == "telefoonnummer" and not PHONE.fullmatch(adres):
        yield KlantRefused("invalid", "adres", "Dit is geen telefoonnummer.")


def no_further_action_when_reached(reached: bool | None, further: bool) -> Iterator[KlantRefused]:  # noqa: FBT001 - columns
    """Who was reached needs no further action."""
    if reached and further:
        text = "Als het contact gelukt is kan er geen verdere actie zijn ondernomen."
        yield KlantRefused("no-further-action-when-contact-succesful", "nonFieldErrors", text)


def metadata_is_text(metadata: dict[str, Any]) -> Iterator[KlantRefused]:
    """Metadata are texts of at most 255 characters."""
    for name, value in metadata.items():
        if not isinstance(value, str) or len(value) > 255:
            text = f"De waarde van {name[:50]} is een tekst van hoogstens 255 tekens."
            yield KlantRefused("invalid", "metadata", text)


def number_is_digits(row: Any, names: tuple[str, ...]) -> Iterator[KlantRefused]:
    """Numbers for people have digits only."""
    for name in names:
        value = getattr(row, name)
        if value and not value.isdecimal():
            yield KlantRefused("invalid", name, "Dit nummer bestaat uit cijfers.")


def handled_means_done(status: str, moment: datetime | None) -> Iterator[KlantRefused]:
    """Only what is done has a moment at which it was."""
    if moment is not None and status != DONE:
        text = "Alleen een taak die verwerkt is, heeft een moment van afhandelen."
        yield KlantRefused("invalid", "afgehandeld_op", text)


def actors_are_named_once(*, one: bool, many: bool, needed: bool) -> Iterator[KlantRefused]:
    """A task is given to an actor or to actoren; not both, and not to nobody."""
    if one and many:
        text = "Geef toegewezenAanActor of toegewezenAanActoren, niet allebei."
        yield KlantRefused("invalid", "nonFieldErrors", text)
    if needed and not one and not many:
        text = "Geef toegewezenAanActor of toegewezenAanActoren."
        yield KlantRefused("required", "nonFieldErrors", text)


def actors_are_different(given: list[Any] | None) -> Iterator[KlantRefused]:
    """A task is given to an actor once."""
    if given is not None and len(set(given)) != len(given):
        yield KlantRefused("invalid", "toegewezen_aan_actoren", "Elke actor staat er één keer in.")


def takes_part_once(*, known: bool) -> Iterator[KlantRefused]:
    """An actor takes part in a klantcontact once."""
    if known:
        yield KlantRefused("unique", "nonFieldErrors", "Deze actor hoort al bij dit klantcontact.")


def reference_is_once(*, known: bool) -> Iterator[KlantRefused]:
    """A reference names one address of a partij and kind."""
    if known:
        yield KlantRefused(
            "unique", "referentie", "Deze referentie is er al bij deze partij en dit soort adres."
        )
