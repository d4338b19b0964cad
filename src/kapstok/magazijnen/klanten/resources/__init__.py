"""The Klantinteracties API (0.9) and the Contactgegevens API (1.1), declared."""

from kapstok.magazijnen.klanten.resources import (  # noqa: F401 - importing declares them
    actor,
    adres,
    contact,
    gegevens,
    identificator,
    partij,
    relaties,
)
from kapstok.magazijnen.klanten.resources.base import GEGEVENS, KLANTEN

__all__ = ["GEGEVENS", "KLANTEN"]
