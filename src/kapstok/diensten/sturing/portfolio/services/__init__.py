"""Changing the portfolio."""

from kapstok.diensten.sturing.portfolio.services.applicaties import (
    save_applicatie,
    set_gebruik,
    verwijder_applicatie,
)
from kapstok.diensten.sturing.portfolio.services.contracten import (
    save_contract,
    save_koppeling,
    verwijder_contract,
    verwijder_koppeling,
)

__all__ = [
    "save_applicatie",
    "save_contract",
    "save_koppeling",
    "set_gebruik",
    "verwijder_applicatie",
    "verwijder_contract",
    "verwijder_koppeling",
]
