"""Use cases of the projects."""

from kapstok.diensten.sturing.projecten.services.aanmelden import VELDEN, aanmelden, wijzigen
from kapstok.diensten.sturing.projecten.services.jaarplan import stel_voor, stem_in, trek_in
from kapstok.diensten.sturing.projecten.services.planning import (
    Deelneming,
    set_capaciteit,
    set_deelname,
    verschuif,
    verwijder_deelname,
)
from kapstok.diensten.sturing.projecten.services.stappen import Opgave, beoordelen, zet
from kapstok.diensten.sturing.projecten.services.toetsen import toets
from kapstok.diensten.sturing.projecten.services.uitrol import lees_pakket, maak_pakket, vink_af

__all__ = [
    "VELDEN",
    "Deelneming",
    "Opgave",
    "aanmelden",
    "beoordelen",
    "lees_pakket",
    "maak_pakket",
    "set_capaciteit",
    "set_deelname",
    "stel_voor",
    "stem_in",
    "toets",
    "trek_in",
    "verschuif",
    "verwijder_deelname",
    "vink_af",
    "wijzigen",
    "zet",
]
