"""Advices of the demo; invented, after what the appendix of the plan says that teams advise on."""

from datetime import date
from typing import Any

from kapstok.diensten.sturing.adviezen.services import opslaan
from kapstok.diensten.sturing.dossier import Stuk
from kapstok.diensten.sturing.portfolio.queries import keuzes
from kapstok.platform.work import SYSTEM

BOARD = "OWO-directie"
# subject, kind, by which function, who, day, advice, working together, standards, outcome, why, day of the outcome
ROWS = (
    ("Eén werkwijze voor digitaal ondertekenen", "gevraagd", "owo_div", "Dirk Visser", date(2019, 4, 9),
     "Onderteken in alle drie de gemeenten op dezelfde manier, met één model voor mandaat.",
     "Eén werkwijze scheelt uitleg aan medewerkers die voor meer gemeenten werken.",
     "Past bij de selectielijst en bij MDTO.", "gevolgd", "", date(2019, 5, 14)),
    ("Koppelingen alleen via de standaard", "ongevraagd", "owo_ia", "Igor Adema", date(2019, 6, 18),
     "Vraag bij elke aanbesteding om de ZGW-API's en sta geen maatwerk toe.",
     "De gemeenten kunnen dan van elkaar overnemen.", "Dit is de standaard van VNG.",
     "deels", "Voor twee lopende contracten geldt het pas bij verlenging.", date(2019, 9, 3)),
    ("Inloggen met twee stappen bij leveranciers", "ongevraagd", "ciso", "Wobbe Postma", date(2019, 11, 5),
     "Laat leveranciers alleen met twee stappen binnen.", "Eén afspraak met dezelfde leveranciers.",
     "Staat in de BIO.", "", "", None),
)  # fmt: skip


def load_advices() -> None:
    """The register; each about an application of the landscape, where there is one."""
    apps: list[Any] = [*(key for key, _name in keuzes()[: len(ROWS)]), *[None] * len(ROWS)]
    for row, app in zip(ROWS, apps, strict=False):
        onderwerp, soort, gever, who, day, advies, together, standards, outcome, why, done = row
        opslaan(
            {
                "onderwerp": onderwerp, "soort": soort, "gever": gever, "adviseur": who, "gericht_aan": BOARD,
                "uitgebracht_op": day, "advies": advies, "samenwerking": together, "standaardisatie": standards,
                "applicatie_id": app, "opvolging": outcome, "opvolging_reden": why,
                "opvolging_door": BOARD if outcome else "", "opvolging_op": done,
            },
            op=done or day,
            actor=SYSTEM,
            bestand=_written(onderwerp, advies, together, standards),
        )  # fmt: skip


def _written(onderwerp: str, advies: str, together: str, standards: str) -> Stuk:
    """The advice as it was sent."""
    text = f"Advies: {onderwerp}\n\n{advies}\n\nSamenwerking\n{together}\n\nStandaarden\n{standards}\n"
    return Stuk("Advies", onderwerp, text.encode(), "text/plain", "advies.txt")
