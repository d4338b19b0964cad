"""Initiatives of the demo, after what the plan says of national developments; the weighing is invented."""

from datetime import date

from kapstok.diensten.sturing.initiatieven.rules import CRITERIA
from kapstok.diensten.sturing.initiatieven.services import opslaan
from kapstok.platform.work import SYSTEM

DAY = date(2019, 10, 14)
BOARD = "OWO-directie"
# name, choice, tempo, scores, outcome, day to look again, why, why now
ROWS = (
    ("WhatsApp als kanaal", "samen", "wachten", (4, 4, 2, 4, 3), "later", date(2020, 4, 1),
     "Drie gemeenten, één werkwijze en één leverancier.", "Eerst regelen hoe wij berichten bewaren."),
    ("Eigen portaal voor open data", "zelf", "wachten", (2, 2, 4, 3, 2), "niet_doen", None,
     "Elke gemeente zou haar eigen gegevens beheren.", "Wij lopen niet voorop en volgen het landelijke portaal."),
    ("Beeldbellen met het loket", "samen", "innoveren", (5, 4, 4, 4, 5), "doen", None,
     "De loketten werken hetzelfde.", "Inwoners van de buitengebieden vragen erom."),
    ("Aangifte van overlijden door de uitvaartondernemer", "samen", "innoveren", (4, 4, 4, 3, 4), "doen", None,
     "Uitvaartondernemers werken in alle drie de gemeenten.", "eHerkenning is er nu."),
    ("Scannen van het oude bouwarchief", "uitbesteden", "wachten", (4, 2, 4, 3, 4), "", None,
     "Het is eenmalig werk voor een gespecialiseerd bedrijf.", "De kosten zijn nog niet bekend."),
)  # fmt: skip


def load_initiatives() -> None:
    """The register."""
    for naam, keuze, tempo, scores, uitkomst, again, why, when in ROWS:
        opslaan(
            {
                "naam": naam, "keuze": keuze, "keuze_reden": why, "tempo": tempo, "tempo_reden": when,
                "aangedragen_door": "Igor Adema", "aandachtsveld": "Dienstverlening",
                "criteria": dict(zip(CRITERIA, scores, strict=True)),
                "voor": "Betere dienstverlening voor inwoners en bedrijven.", "tegen": "Het vraagt tijd van het loket.",
                "risico": "De leverancier stopt of wordt duurder.", "uitkomst": uitkomst, "speerpunten": ["SP4"],
                "besluit": "Vergadering van 14 oktober 2019" if uitkomst else "",
                "besluit_door": BOARD if uitkomst else "", "besloten_op": DAY if uitkomst else None,
                "herzien_op": again,
            },
            op=DAY,
            actor=SYSTEM,
        )  # fmt: skip
