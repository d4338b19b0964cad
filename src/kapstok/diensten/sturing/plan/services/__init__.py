"""Making, changing, adopting and reviewing the plan."""

from kapstok.diensten.sturing.plan.services.bewerken import wijzig_ambitie, wijzig_onderdeel, wijzig_versie
from kapstok.diensten.sturing.plan.services.herzien import (
    antwoord,
    open_herziening,
    sluit_herziening,
    verslag,
)
from kapstok.diensten.sturing.plan.services.invoer import leg_plan_aan
from kapstok.diensten.sturing.plan.services.vaststellen import agendeer, besluit, dien_in, stem

__all__ = [
    "agendeer",
    "antwoord",
    "besluit",
    "dien_in",
    "leg_plan_aan",
    "open_herziening",
    "sluit_herziening",
    "stem",
    "verslag",
    "wijzig_ambitie",
    "wijzig_onderdeel",
    "wijzig_versie",
]
