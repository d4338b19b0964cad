"""How to address a person: aanhef, aanschrijfwijze and gebruikInLopendeTekst.

The name used (61.10) decides what is made of the own name and that of the partner; a title of the person or, for a
woman, by courtesy of her partner changes the form.
"""

from dataclasses import dataclass

from kapstok.magazijnen.brp.bevragen.naam import geslachtsnaam, met_voorvoegsel, voorletters
from kapstok.magazijnen.brp.bevragen.titels import HOFFELIJK, TITELS, Titel, aanspreekvorm
from kapstok.magazijnen.brp.bevragen.vorm import Voorkomen


def _hoofdletter(text: str) -> str:
    return text[:1].upper() + text[1:]


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Aanspreken:
    """A person and the partner whose name may be used (with whether that relation still is)."""

    persoon: Voorkomen
    partner: Voorkomen | None
    partner_actueel: bool

    @property
    def geslacht(self) -> str:
        return self.persoon.get("0410", "O")

    @property
    def naamgebruik(self) -> str:
        """As registered; the own name for who never had a partner."""
        return self.persoon.get("6110", "E") if self.partner is not None else "E"

    @property
    def gebruikt(self) -> str:
        """The use that can be made: without the name of the partner only the own name is left."""
        return self.naamgebruik if self.partner is not None and geslachtsnaam(self.partner) else "E"

    @property
    def hoffelijk(self) -> str:
        """The code of the partner's title that a woman bears by courtesy; "" when she does not."""
        code = self.partner.get("0220", "") if self.partner is not None else ""
        return code if self.geslacht == "V" and self.naamgebruik != "E" and code in HOFFELIJK else ""

    @property
    def eigen_titel(self) -> Titel | None:
        """The own title or predicate, when the person bears it with the name that is used."""
        titel = TITELS.get(self.persoon.get("0220", ""))
        if titel is None or self.gebruikt == "P":
            return None
        # A woman has no predicate while she has a partner, nor with the name of a former one.
        vervalt = titel.soort == "predicaat" and self.geslacht == "V"
        return None if vervalt and (self.partner_actueel or self.naamgebruik != "E") else titel

    @property
    def naamloos(self) -> bool:
        """Is the own name needed but not known?"""
        return self.gebruikt != "P" and not geslachtsnaam(self.persoon)

    def _namen(self, eigen: str, van_partner: str) -> str:
        """Own name and that of the partner in the order of the use."""
        return {
            "P": van_partner,
            "V": f"{van_partner}-{eigen}",
            "N": f"{eigen}-{van_partner}",
        }.get(self.gebruikt, eigen)

    def _van_partner(self, *, met_titel: bool) -> str:
        if self.partner is None:
            return ""
        titel = HOFFELIJK[self.hoffelijk] if met_titel and self.hoffelijk else ""
        return _joined(titel, met_voorvoegsel(self.partner))

    @property
    def _voorletters(self) -> str:
        return voorletters(self.persoon.get("0210", ""))

    def aanhef(self) -> str | None:
        """The opening of a letter; None when the name is not known."""
        if self.hoffelijk:
            return _hoofdletter(aanspreekvorm(self.hoffelijk, "V"))
        if self.eigen_titel and (vorm := aanspreekvorm(self.persoon["0220"], self.geslacht)):
            return _hoofdletter(vorm)
        if self.naamloos:
            return None
        namen = self._namen(met_voorvoegsel(self.persoon), self._van_partner(met_titel=False))
        persoon = {"M": "heer", "V": "mevrouw"}.get(self.geslacht, "")
        letters = "" if persoon else self._voorletters
        return _joined("Geachte", persoon, letters, namen if letters else _hoofdletter(namen))

    def aanschrijfnaam(self) -> str | None:
        """The name above an address; None when it is not known."""
        if self.naamloos:
            return None
        titel = self.eigen_titel
        vorm = titel.voor(self.geslacht) if titel else ""
        predicaat = vorm if titel and titel.soort == "predicaat" else ""
        first = predicaat if self.gebruikt != "V" else ""
        eigen = _joined("" if first else vorm, met_voorvoegsel(self.persoon))
        namen = self._namen(eigen, self._van_partner(met_titel=True))
        return _hoofdletter(_joined(first, self._voorletters, namen))

    def aanspreekvorm(self) -> str | None:
        """What stands above the name of who bears a title; None for anyone else."""
        if self.naamloos:
            return None
        if self.hoffelijk and self.gebruikt != "E":
            return f"De {aanspreekvorm(self.hoffelijk, 'V')}"
        titel = self.eigen_titel
        if titel is None or (self.geslacht == "V" and not titel.vrouw):
            return None
        vorm = aanspreekvorm(self.persoon["0220"], self.geslacht)
        return f"De {vorm}" if vorm else None

    def in_lopende_tekst(self) -> str | None:
        """The person in a sentence; None when the name is not known."""
        if self.naamloos:
            return None
        vorm = self.eigen_titel.voor(self.geslacht) if self.eigen_titel else ""
        namen = self._namen(_joined(vorm, met_voorvoegsel(self.persoon)), self._van_partner(met_titel=True))
        begint_met_titel = self.hoffelijk if self.gebruikt in {"P", "V"} else vorm
        if begint_met_titel:
            return namen
        before = {"M": "de heer", "V": "mevrouw"}.get(self.geslacht, "")
        letters = "" if before else self._voorletters
        return _joined(before, letters, namen if letters else _hoofdletter(namen))
