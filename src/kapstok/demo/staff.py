"""Who works in the demo: plain data, no framework."""

from typing import NamedTuple

PASSWORD = "kapstok-demo"
TEAMS = ("Vergunningen", "Burgerzaken", "Sociaal domein", "Openbare ruimte", "Juridische zaken")


class Staff(NamedTuple):
    """A demo medewerker."""

    gemeente: str
    username: str
    naam: str
    functie: str
    rollen: tuple[str, ...]
    teams: tuple[str, ...] = ()


STAFF = (
    Staff("ooststellingwerf", "klaske", "Klaske Postma", "medewerker KCC", ("kcc",)),
    Staff(
        "ooststellingwerf",
        "bouke",
        "Bouke de Vries",
        "behandelaar",
        ("behandelaar",),
        ("Vergunningen", "Openbare ruimte"),
    ),
    Staff(
        "ooststellingwerf",
        "anke",
        "Anke Hoekstra",
        "behandelaar",
        ("behandelaar",),
        ("Vergunningen", "Burgerzaken"),
    ),
    Staff("ooststellingwerf", "tjitske", "Tjitske Bosma", "teamleider", ("teamleider", "behandelaar"), TEAMS),
    Staff("ooststellingwerf", "ruurd", "Ruurd Dijkstra", "archivaris", ("archivaris",)),
    Staff("ooststellingwerf", "sietske", "Sietske Wiersma", "archivaris", ("archivaris",)),
    Staff("ooststellingwerf", "oeds", "Oeds Riemersma", "functioneel beheerder", ("functioneel-beheerder",)),
    Staff("weststellingwerf", "jelle", "Jelle Akkerman", "behandelaar", ("behandelaar",), TEAMS),
    Staff(
        "weststellingwerf", "froukje", "Froukje Kuipers", "teamleider", ("teamleider", "behandelaar"), TEAMS
    ),
    Staff(
        "weststellingwerf", "wytske", "Wytske Hielkema", "functioneel beheerder", ("functioneel-beheerder",)
    ),
    Staff("opsterland", "wietse", "Wietse van der Meer", "behandelaar", ("behandelaar",), TEAMS),
    Staff("opsterland", "hiske", "Hiske Veenstra", "teamleider", ("teamleider", "behandelaar"), TEAMS),
    Staff("opsterland", "oebele", "Oebele Kalsbeek", "functioneel beheerder", ("functioneel-beheerder",)),
    Staff("owo", "fokke", "Fokke Beheer", "functioneel beheerder", ("functioneel-beheerder",)),
    Staff("owo", "cisca", "Cisca Visser", "CISO en FG", ("ciso",)),
    Staff("owo", "igor", "Igor Adema", "i-adviseur", ("i-adviseur",)),
    Staff("owo", "dirkje", "Dirkje Terpstra", "OWO-directie", ("directie",)),
    Staff("owo", "wobbe", "Wobbe Land", "OWO-directie, Weststellingwerf", ("directie",)),
    Staff("owo", "ytsje", "Ytsje Brouwer", "OWO-directie, Opsterland", ("directie",)),
    Staff("owo", "harm", "Harm Oenema", "counterpart, Ooststellingwerf", ("directie",)),
    Staff("owo", "teake", "Teake Nijdam", "teamleider I&A", ("i-adviseur",)),
    Staff("owo", "rixt", "Rixt Dijkema", "projectleider", ("behandelaar",)),
)
