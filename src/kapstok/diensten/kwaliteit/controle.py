"""What a check is: declared with its name, why it matters in plain words, and one statement over the whole store."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Ernst(StrEnum):
    """How bad it is: certainly wrong, or worth a look."""

    FOUT = "fout"
    LET_OP = "let-op"


class Register(StrEnum):
    """Where the fault stands, and so where it is reported."""

    BRP = "BRP"
    BAG = "BAG"


@dataclass(frozen=True, slots=True)
class Controle:
    """`sql` gives rows (sleutel, lijst, ander, adres, detail) of what is odd on the day %(dag)s. The policy of the
    database keeps it within one municipality."""

    code: str
    register: Register
    ernst: Ernst
    naam: Any
    uitleg: Any
    sql: str
