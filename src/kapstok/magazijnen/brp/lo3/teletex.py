"""The character set of LO3 messages: 293 characters and three control codes (Logisch Ontwerp, bijlage Teletex).

A letter with a sign takes two bytes: first the sign, then the letter. Everything else is one byte. Dollar and number
sign do not stand where ASCII has them.
"""

import unicodedata

from kapstok.platform.errors import Refusal


class TeletexRefused(Refusal):
    """A byte or a character that the set does not have; the message names it."""


# Byte of the sign: the sign as Unicode combines it, and the small letters that take it. Capitals do too.
_TEKENS = {
    0xC1: ("\u0300", "aeiou"),
    0xC2: ("\u0301", "aceilnorsuyz"),
    0xC3: ("\u0302", "aceghijosuwy"),
    0xC4: ("\u0303", "ainou"),
    0xC5: ("\u0304", "aeiou"),
    # The set of the Logisch Ontwerp has no e with a breve; the test persons of RvIG do.
    0xC6: ("\u0306", "aegu"),
    0xC7: ("\u0307", "cegz"),
    0xC8: ("\u0308", "aeiouy"),
    0xCA: ("\u030a", "au"),
    0xCB: ("\u0327", "cklnrst"),
    0xCD: ("\u030b", "ou"),
    0xCE: ("\u0328", "aeiu"),
    0xCF: ("\u030c", "cdelnrstz"),
}
# A dot on a capital I, and the g with a cedilla, whose small letter carries it above, like an acute accent.
_LOSSE_TEKENS = {"İ": b"\xc7I", "Ģ": b"\xcbG", "ģ": b"\xc2g"}
_GEWOON = "\n\f\r !\"%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz|"
_ANDERS = dict(
    zip(
        "¡¢£$¥#§¤«°±²³×µ¶·÷»¼½¾¿ΩÆÐªĦĿŁØŒºÞŦŊŉĸæđðħıŀłøœßþŧŋ",
        bytes.fromhex(
            "a1a2a3a4a5a6a7a8abb0b1b2b3b4b5b6b7b8bbbcbdbebf"
            "e0e1e2e3e4e7e8e9eaebecedeeeff0f1f2f3f4f5f7f8f9fafbfcfdfe"
        ),
        strict=True,
    )
)

TEKENS: dict[str, bytes] = {c: c.encode("ascii") for c in _GEWOON}
"""The bytes of each character of the set."""
TEKENS |= {c: bytes([byte]) for c, byte in _ANDERS.items()} | _LOSSE_TEKENS
TEKENS |= {
    unicodedata.normalize("NFC", letter + teken): bytes([byte, ord(letter)])
    for byte, (teken, letters) in _TEKENS.items()
    for letter in letters + letters.upper()
}
_LEZEN = {value: c for c, value in TEKENS.items()}
# One byte for what Unicode has twice: the ohm sign, and a D with a stroke (the test set of RvIG has it as an eth).
_DUBBEL = str.maketrans("\u2126\u0110", "ΩÐ")


def lees(content: bytes) -> str:
    """Text of the bytes. Raises TeletexRefused with the place of the first that does not belong to the set."""
    if content.isascii() and not content.translate(None, _GEWOON.encode()):
        return content.decode("ascii")
    found, place = [], 0
    while place < len(content):
        size = 2 if content[place] in _TEKENS else 1
        some = content[place : place + size]
        if some not in _LEZEN:
            raise TeletexRefused("teletex", "teken", f"{some.hex()} op plaats {place + 1} is geen teken")
        found.append(_LEZEN[some])
        place += size
    return "".join(found)


def schrijf(text: str) -> bytes:
    """Bytes of a text. Raises TeletexRefused with the first character that the set does not have."""
    # A letter and its sign can come apart.
    text = unicodedata.normalize("NFC", text).translate(_DUBBEL)
    try:
        return b"".join([TEKENS[c] for c in text])
    except KeyError as error:
        raise TeletexRefused("teletex", "teken", f"het teken {error.args[0]} kan niet in LO3") from error
