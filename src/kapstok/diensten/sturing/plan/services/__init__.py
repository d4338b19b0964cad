"""Making, changing, adopting and reviewing the plan."""

from kapstok.diensten.sturing.plan.services.ambitie import wijzig_ambitie
from kapstok.diensten.sturing.plan.services.bewerken import (
    nieuwe_versie,
    verplaats,
    verwijder,
    voeg_toe,
    wijzig_onderdeel,
    wijzig_versie,
)
from kapstok.diensten.sturing.plan.services.herzien import (
    antwoord,
    open_herziening,
    sluit_herziening,
    verslag,
)
from kapstok.diensten.sturing.plan.services.inlezen import Verslag, lees_in, nieuw_plan
from kapstok.diensten.sturing.plan.services.invoer import leg_plan_aan
from kapstok.diensten.sturing.plan.services.vaststellen import agendeer, besluit, dien_in, stem

__all__ = [
    "Verslag",
    "agendeer",
    "antwoord",
    "besluit",
    "dien_in",
    "lees_in",
    "leg_plan_aan",
    "nieuw_plan",
    "nieuwe_versie",
    "open_herziening",
    "sluit_herziening",
    "stem",
    "verplaats",
    "verslag",
    "verwijder",
    "voeg_toe",
    "wijzig_ambitie",
    "wijzig_onderdeel",
    "wijzig_versie",
]
