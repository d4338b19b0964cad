"""Who lives in the demo and can log in: plain data, no framework."""

from typing import NamedTuple


class Resident(NamedTuple):
    """A demo login of a resident."""

    gemeente: str
    bsn: str
    voornaam: str
    achternaam: str
    omschrijving: str
    geboren: str

    @property
    def naam(self) -> str:
        """Full name."""
        return f"{self.voornaam} {self.achternaam}"


LOGINS = (
    Resident("ooststellingwerf", "999910000", "Marijke", "Postma", "met partner en kind", "19850412"),
    Resident("ooststellingwerf", "999910140", "Sjoerd", "Visser", "alleenstaand", "19920930"),
    Resident("ooststellingwerf", "999910231", "Grietje", "Hofstra", "op leeftijd", "19430105"),
    Resident("weststellingwerf", "999910280", "Douwe", "Kooistra", "met een lopende aanvraag", "19780621"),
    Resident("opsterland", "999910322", "Trijntje", "Zijlstra", "met een lopende aanvraag", "19690214"),
)
PARTNER = Resident("ooststellingwerf", "999910371", "Hendrik", "Postma", "", "19831117")
CHILD = Resident("ooststellingwerf", "999910413", "Anna", "Postma", "", "20150708")
