"""The question types: for each one how typed text becomes a value, its JSON Schema and how it is shown.

`SOORTEN` is complete: one entry per name in definitie.Soort (a test says so). A new type is one entry.
"""

from kapstok.diensten.formulieren.soorten.basis import Fout, Invoer, Ongeldig, Soortregels
from kapstok.diensten.formulieren.soorten.keuzes import CHOICES
from kapstok.diensten.formulieren.soorten.nummers import NUMBERS
from kapstok.diensten.formulieren.soorten.plaats import PLACES
from kapstok.diensten.formulieren.soorten.tekst import TEXTS

SOORTEN: dict[str, Soortregels] = {**TEXTS, **NUMBERS, **CHOICES, **PLACES}

__all__ = ["SOORTEN", "Fout", "Invoer", "Ongeldig", "Soortregels"]
