"""What every question type has, and how a fault is said.

A fault is a Dutch sentence with named places; the screen translates the sentence and fills the places.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kapstok.diensten.formulieren.definitie import Tekst, Vraag

# What a browser sends: names with one or more texts.
Ruw = Mapping[str, list[str]]
Waarde = Any


def gettext_noop(text: str) -> str:
    """Marks a sentence for the translation catalogues; this package itself knows no Django."""
    return text


@dataclass(frozen=True)
class Fout:
    """A fault at one control. `values` may hold a Tekst, to be shown in the reader's language."""

    name: str
    message: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def in_taal(self, taal: str, translate: Callable[[str], str] = str) -> str:
        shown = {k: v.in_taal(taal) if isinstance(v, Tekst) else v for k, v in self.values.items()}
        return translate(self.message) % shown if shown else translate(self.message)


class Ongeldig(Exception):
    """The typed text is not a value; `part` is the control inside the question ("postcode")."""

    def __init__(self, message: str, *, part: str = "", **values: Any) -> None:
        super().__init__(message)
        self.message, self.part, self.values = message, part, values


@dataclass(frozen=True)
class Invoer:
    """The texts of one question as typed, without control characters and outer spaces."""

    raw: Ruw
    name: str

    def one(self, part: str = "") -> str:
        values = self.raw.get(f"{self.name}.{part}" if part else self.name) or [""]
        return clean(values[-1]).strip()

    def many(self) -> list[str]:
        return [clean(value).strip() for value in self.raw.get(self.name) or []]


def clean(text: str) -> str:
    """Line ends as \\n; no NUL (PostgreSQL refuses it), lone surrogates or other control characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        c for c in text if (c >= " " or c in "\n\t") and c != "\x7f" and not "\ud800" <= c <= "\udfff"
    )


Parse = Callable[[Vraag, Invoer], Waarde]
Schema = Callable[[Vraag], dict[str, Any]]
Show = Callable[[Vraag, Waarde, str], list[str]]
Write = Callable[[Vraag, Waarde], dict[str, str | list[str]]]


def show_plain(_vraag: Vraag, value: Waarde, _taal: str) -> list[str]:
    return str(value).split("\n")


def write_plain(vraag: Vraag, value: Waarde) -> dict[str, str | list[str]]:
    return {vraag.id: str(value)}


@dataclass(frozen=True)
class Soortregels:
    """parse gives None for "nothing typed" and raises Ongeldig; write gives back what would be typed."""

    parse: Parse
    schema: Schema
    show: Show = show_plain
    write: Write = write_plain
    parts: tuple[str, ...] = ()


def named(vraag: Vraag) -> Tekst:
    """How a sentence names the question."""
    return vraag.short or vraag.label
