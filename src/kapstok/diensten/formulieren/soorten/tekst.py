"""Text, e-mail address, phone number, licence plate."""

import re
from typing import Any

from kapstok.diensten.formulieren.definitie import Vraag
from kapstok.diensten.formulieren.soorten.basis import Invoer, Ongeldig, Soortregels, named
from kapstok.diensten.formulieren.soorten.basis import gettext_noop as _

SHORT, LONG = 250, 4000
_EMAIL = re.compile(
    r"[^@\s<>\"(),:;\\\[\]]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}",
    re.IGNORECASE | re.ASCII,
)
_PLATE = re.compile(r"(?=.*[A-Z])(?=.*[0-9])[A-Z0-9]{6}", re.ASCII)


def limit(vraag: Vraag) -> int:
    """Longest text of a question."""
    return vraag.limits.max_length or (LONG if vraag.type == "lange_tekst" else SHORT)


def _parse_text(vraag: Vraag, invoer: Invoer) -> str | None:
    text = invoer.one()
    if vraag.type == "tekst":
        text = _(" ").join(text.split())
    if not text:
        return None
    if len(text) > limit(vraag):
        raise Ongeldig(_("Maak %(vraag)s korter. Er passen %(max)s tekens in, u gebruikt er %(aantal)s."),
            vraag=named(vraag), max=limit(vraag), aantal=len(text),
        )  # fmt: skip
    if len(text) < vraag.limits.min_length:
        raise Ongeldig(_("Vertel meer bij %(vraag)s. Gebruik minimaal %(min)s tekens."),
            vraag=named(vraag), min=vraag.limits.min_length,
        )  # fmt: skip
    return text


def is_email(text: str) -> bool:
    """An address that can receive mail, as far as its shape tells."""
    return len(text) <= 254 and bool(_EMAIL.fullmatch(text)) and ".." not in text


def _parse_email(_vraag: Vraag, invoer: Invoer) -> str | None:
    text = invoer.one()
    if text and not is_email(text):
        raise Ongeldig(_("Dit e-mailadres klopt niet. Vul een adres in zoals naam@voorbeeld.nl."))
    return text or None


def _parse_phone(_vraag: Vraag, invoer: Invoer) -> str | None:
    text = invoer.one()
    if not text:
        return None
    number = re.sub(r"[\s().\-/]", "", text)
    if number.startswith("00"):
        number = f"+{number[2:]}"
    national = re.fullmatch(r"0[1-9][0-9]{8}", number, re.ASCII)
    if not national and not re.fullmatch(r"\+[1-9][0-9]{7,14}", number, re.ASCII):
        raise Ongeldig(_("Dit telefoonnummer klopt niet. Vul 10 cijfers in. Bijvoorbeeld 0612345678."))
    return number


def _parse_plate(_vraag: Vraag, invoer: Invoer) -> str | None:
    plate = re.sub(r"[\s\-]", "", invoer.one()).upper()
    if plate and not _PLATE.fullmatch(plate):
        raise Ongeldig(_("Dit kenteken klopt niet. Vul 6 letters en cijfers in. Bijvoorbeeld AB-123-C."))
    return plate or None


def _schema_text(vraag: Vraag) -> dict[str, Any]:
    return {"type": "string", "minLength": max(1, vraag.limits.min_length), "maxLength": limit(vraag)}


TEXTS = {
    "tekst": Soortregels(_parse_text, _schema_text),
    "lange_tekst": Soortregels(_parse_text, _schema_text),
    "email": Soortregels(_parse_email, lambda _v: {"type": "string", "format": "email", "maxLength": 254}),
    "telefoon": Soortregels(
        _parse_phone, lambda _v: {"type": "string", "pattern": r"^(0[1-9][0-9]{8}|\+[1-9][0-9]{7,14})$"}
    ),
    "kenteken": Soortregels(_parse_plate, lambda _v: {"type": "string", "pattern": "^[A-Z0-9]{6}$"}),
}
