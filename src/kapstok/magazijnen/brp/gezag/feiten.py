"""What persoonslijsten tell that matters for authority: age, parents, marriages, deeds and court rulings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kapstok.magazijnen.brp.bevragen.datum import gelezen
from kapstok.magazijnen.brp.bevragen.vorm import Voorkomen, onderzoek_van

Categorieen = dict[str, list[list[Voorkomen]]]

NEDERLAND, RNI = "6030", "1999"
# The third sign of the number of a deed (table 39) tells what kind of deed it is.
GEBOORTE, ADOPTIE, ONTKENNING = "A", "Q", "E"
ERKENNING = frozenset("BCJV")
# The elements that a derivation reads of each category.
GELEZEN: dict[str, tuple[str, ...]] = {
    "01": ("0310", "0330", "8120"),
    "02": ("0120", "0240", "0310", "0410", "6210", "8120"),
    "03": ("0120", "0240", "0310", "0410", "6210", "8120"),
    "08": ("0910", "1420"),
    "11": ("3210", "8510"),
}
GELEZEN_OUDER: dict[str, tuple[str, ...]] = {
    "01": ("0310",),
    "05": ("0120", "0240", "0310", "0610", "0710", "0740", "1510"),
    "07": ("6710", "6720"),
    "11": ("3310",),
}


def actueel(lijst: Categorieen, categorie: str) -> Voorkomen:
    """The actual entry of the first stapel; empty when there is none."""
    stapels = lijst.get(categorie)
    return stapels[0][0] if stapels else {}


def _juist(stapel: list[Voorkomen]) -> Iterator[Voorkomen]:
    """The entries that were not put right afterwards (84.10)."""
    return (v for v in stapel if "8410" not in v)


def akten(lijst: Categorieen, categorie: str) -> set[str]:
    """The kinds of deed on which the entries of a category rest, now and before."""
    found = (v.get("8120", "") for stapel in lijst.get(categorie, ()) for v in _juist(stapel))
    return {number[2] for number in found if len(number) > 2}


def gestorven(lijst: Categorieen) -> bool:
    return actueel(lijst, "07").get("6720") == "O" or "0810" in actueel(lijst, "06")


def minderjarig(geboortedatum: str, today: date) -> bool:
    """Younger than eighteen. Of a partly unknown date the first day counts; of an unknown date nothing is said."""
    birth = gelezen(geboortedatum)
    if birth is None or not birth.year:
        return False
    first = birth.earliest()
    return (today.year - first.year - ((today.month, today.day) < (first.month, first.day))) < 18


def in_onderzoek(lijst: Categorieen, elementen: dict[str, tuple[str, ...]]) -> bool:
    """Is any of these elements being looked into?"""
    for categorie, gelezen_elementen in elementen.items():
        for stapel in lijst.get(categorie, ()):
            by = onderzoek_van(stapel[0])
            if by is not None and by.raakt(gelezen_elementen):
                return True
    return False


@dataclass(frozen=True, slots=True)
class Relatie:
    """A marriage or partnership: the partner as it stands on the list, its days, and why it ended."""

    partner: Voorkomen
    begin: str
    einde: str
    reden: str

    @property
    def nietig(self) -> bool:
        """Annulled: held never to have been."""
        return self.reden == "N"

    def duurde_op(self, day: str) -> bool:
        return not self.nietig and self.begin <= day and (not self.einde or self.einde > day)


def relaties(lijst: Categorieen) -> list[Relatie]:
    """All marriages and partnerships, the oldest first. Of one that changed its kind the first beginning counts."""
    found: list[Relatie] = []
    for stapel in lijst.get("05", ()):
        right = list(_juist(stapel))
        begins = [v["0610"] for v in right if "0610" in v]
        if begins:
            now = right[0]
            partner = next((v for v in right if "0240" in v or "0120" in v), now)
            found.append(Relatie(partner, min(begins), now.get("0710", ""), now.get("0740", "")))
    return sorted(found, key=lambda r: r.begin)


def is_dezelfde(partner: Voorkomen, ouder: Voorkomen) -> bool:
    """Is the partner that parent? By number; of who has none, by name and birth date."""
    if "0120" in partner and "0120" in ouder:
        return partner["0120"] == ouder["0120"]
    name, born = ouder.get("0240"), ouder.get("0310")
    return bool(name and born) and (partner.get("0240"), partner.get("0310")) == (name, born)


@dataclass(frozen=True, slots=True)
class Ouder:
    """A parent as the child's list knows them, with their own list when it is in the store."""

    nummer: int
    gegevens: Voorkomen
    lijst: Categorieen | None

    @property
    def categorie(self) -> str:
        return "02" if self.nummer == 1 else "03"

    @property
    def bsn(self) -> str:
        return self.gegevens.get("0120", "")

    @property
    def bekend(self) -> bool:
        """A full stop as a family name: a parent who is not known."""
        return self.gegevens.get("0240", "").strip() not in {"", "."}

    @property
    def sinds(self) -> str:
        """From when they are a parent in law."""
        return self.gegevens.get("6210", "")

    @property
    def ontbreekt(self) -> bool:
        """Has a number, so a list of their own, but not here: what it says of them is not known."""
        return bool(self.bsn) and self.lijst is None

    def relaties_met(self, ander: "Ouder") -> list[Relatie]:
        return [r for r in relaties(self.lijst or {}) if is_dezelfde(r.partner, ander.gegevens)]


def onbevoegd(lijst: Categorieen | None, today: date) -> str:
    """Why somebody cannot have authority: overleden, curatele or minderjarig; "" when nothing is against it."""
    if lijst is None:
        return ""
    if gestorven(lijst):
        return "overleden"
    if "3310" in actueel(lijst, "11"):
        return "curatele"
    return "minderjarig" if minderjarig(actueel(lijst, "01").get("0310", ""), today) else ""
