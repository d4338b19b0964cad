"""Deliveries of a record a line (JSON Lines): a head that says what it is, then the records, streaming.

The head: `{"formaat": "brk-json/1", "levering": "stand", "tot": "2026-11-01"}`. A stand is everything there is on that
day; mutaties have also `van`, the day up to which the delivery before them told.
"""

from collections.abc import Iterator
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any, Literal

import msgspec

from kapstok.platform.leveringen.archief import files, told
from kapstok.platform.leveringen.fouten import LeveringFout

MAX_LINE = 5 * 2**20
_encoder = msgspec.json.Encoder(order="deterministic")


class Kop(msgspec.Struct, forbid_unknown_fields=True):
    """What a delivery says about itself."""

    formaat: str
    levering: Literal["stand", "mutatie"]
    tot: date
    van: date | None = None


class Regel(msgspec.Struct, forbid_unknown_fields=True):
    """One record. `bij`: the object that it belongs to; `gemeentecode`: that of the kadastrale gemeente."""

    soort: str
    gegevens: msgspec.Raw = msgspec.Raw(b"{}")
    identificatie: str = ""  # only of what goes, which has no content
    bij: str = ""
    gemeentecode: str = ""
    verwijderd: bool = False


class Gelezen(msgspec.Struct):
    """A record with its place, its content checked against the form of its kind."""

    plaats: str
    soort: str
    identificatie: str
    bij: str
    gemeentecode: str
    gegevens: dict[str, Any]
    merk: str
    verwijderd: bool


def lees(path: Path, formaat: str, vormen: dict[str, Any]) -> Iterator[Kop | Gelezen]:
    """The head and the records of a file or of the one in a zip. Raises LeveringFout with the place."""
    many = 0
    for name, file in files(path, (".jsonl",)):
        many += 1
        if many > 1:
            raise LeveringFout("inhoud", name, "in één levering hoort één bestand.")
        yield from _file(file, name, formaat, vormen)
    if not many:
        raise LeveringFout("leeg", path.name, "hierin zit geen bestand met regels (.jsonl).")


def _file(file: IO[bytes], name: str, formaat: str, vormen: dict[str, Any]) -> Iterator[Kop | Gelezen]:
    number = 0
    while True:
        with told(name):
            line = file.readline(MAX_LINE + 1)
        if not line:
            break
        number += 1
        place = f"{name}, regel {number}"
        if len(line) > MAX_LINE:
            raise LeveringFout("inhoud", place, "deze regel is te lang.")
        if number == 1:
            yield _head(line, place, formaat)
        elif line.strip():
            yield _record(line, place, vormen)
    if not number:
        raise LeveringFout("leeg", name, "dit bestand is leeg.")


def _head(line: bytes, place: str, formaat: str) -> Kop:
    made: Kop = _decoded(line, Kop, place, "dit is geen kop van een levering")
    if made.formaat != formaat:
        raise LeveringFout(
            "versie", place, f"formaat “{made.formaat[:40]}” is onbekend; hier hoort {formaat}."
        )
    if (made.levering == "mutatie") != (made.van is not None) or (made.van and made.van > made.tot):
        raise LeveringFout(
            "inhoud", place, "mutaties hebben een dag “van”, voor of op “tot”; een stand niet."
        )
    return made


def _decoded(line: bytes | msgspec.Raw, kind: Any, place: str, what: str) -> Any:
    try:
        return msgspec.json.decode(line, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise LeveringFout("inhoud", place, f"{what}: {str(error)[:200]}.") from error


def _record(line: bytes, place: str, vormen: dict[str, Any]) -> Gelezen:
    made: Regel = _decoded(line, Regel, place, "dit is geen regel van een levering")
    if made.soort not in vormen:
        raise LeveringFout("inhoud", place, f"soort “{made.soort[:40]}” is onbekend.")
    number, content, mark = made.identificatie, dict[str, Any](), ""
    if not made.verwijderd:
        own = _decoded(made.gegevens, vormen[made.soort], place, f"{made.soort} klopt niet")
        content = msgspec.to_builtins(own)
        number = str(content.get("identificatie", ""))
        mark = blake2b(_encoder.encode([content, made.gemeentecode]), digest_size=16).hexdigest()
    if not 1 <= len(number) <= 60 or len(made.bij) > 60 or "\x00" in number + made.bij + str(content):
        raise LeveringFout("inhoud", place, f"{made.soort}: identificatie ontbreekt, of een tekst kan niet.")
    return Gelezen(place, made.soort, number, made.bij, made.gemeentecode, content, mark, made.verwijderd)
