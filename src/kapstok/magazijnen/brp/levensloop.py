"""What happened in a life, as a persoonslijst tells it: one event for each entry that says something new. Pure."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kapstok.magazijnen.brp.bevragen import adres, tabellen
from kapstok.magazijnen.brp.bevragen.datum import gelezen
from kapstok.magazijnen.brp.bevragen.vorm import Voorkomen
from kapstok.magazijnen.brp.bewoning import Verblijf, verblijven
from kapstok.magazijnen.brp.rules import Categorieen, full_name

GEBOORTE, VERBLIJF, PARTNER, EINDE, KIND = "geboorte", "verblijf", "partner", "einde", "kind"
NATIONALITEIT, NAAM, OVERLIJDEN, OPSCHORTING = "nationaliteit", "naam", "overlijden", "opschorting"

_NAAM = ("naam.voornamen", "naam.voorvoegsel", "naam.geslachtsnaam")
_UIT = "partners.ontbindingHuwelijkPartnerschap.datum"
# Which fields an event tells of: who may not have all of them, is not told of it.
VELDEN: dict[str, tuple[str, ...]] = {
    GEBOORTE: ("geboorte.datum", "geboorte.plaats"),
    VERBLIJF: ("verblijfplaatshistorie",),
    PARTNER: ("partners.aangaanHuwelijkPartnerschap.datum", _UIT, *(f"partners.{n}" for n in _NAAM)),
    EINDE: (_UIT, *(f"partners.{n}" for n in _NAAM)),
    KIND: ("kinderen.geboorte.datum", *(f"kinderen.{n}" for n in _NAAM)),
    NATIONALITEIT: ("nationaliteiten.nationaliteit", "nationaliteiten.datumIngangGeldigheid"),
    NAAM: _NAAM,
    OVERLIJDEN: ("overlijden.datum", "overlijden.plaats"),
    OPSCHORTING: (),  # comes along with every answer
}


@dataclass(frozen=True, slots=True)
class Gebeurtenis:
    """Something that began on a day (as LO3 writes it, parts may be unknown); `einde` when it has one that is known."""

    soort: str
    dag: str
    tekst: str
    einde: str = ""
    onjuist: bool = False

    @property
    def moment(self) -> date | None:
        """The day for a drawing: an unknown part is its earliest. None when even the year is unknown."""
        return _earliest(self.dag)

    @property
    def tot(self) -> date | None:
        """Where its bar ends in a drawing; None when it lasts."""
        return _earliest(self.einde)


def _earliest(text: str) -> date | None:
    day = gelezen(text)
    return day.earliest() if day is not None and day.year else None


def te_vertellen(mag: frozenset[str]) -> frozenset[str]:
    """The kinds of events that a purpose holds."""
    return frozenset(kind for kind, fields in VELDEN.items() if mag.issuperset(fields))


def levensloop(categorieen: Categorieen, mag: frozenset[str]) -> list[Gebeurtenis]:
    """The events of a life that a purpose holds, the newest first; those of an unknown day last."""
    told = te_vertellen(mag)
    found = [
        *_self(categorieen),
        *_stays(categorieen),
        *_relations(categorieen),
        *_nationalities(categorieen),
    ]
    return sorted((e for e in found if e.soort in told), key=lambda event: event.dag, reverse=True)


def _self(lists: Categorieen) -> list[Gebeurtenis]:
    found: list[Gebeurtenis] = []
    entries = [v for stapel in lists.get("01", ()) for v in stapel]
    if entries and "0310" in entries[0]:
        place = tabellen.plaats(entries[0].get("0320")) or {}
        found.append(Gebeurtenis(GEBOORTE, entries[0]["0310"], place.get("omschrijving", "")))
    found += [
        Gebeurtenis(NAAM, v.get("8510", ""), full_name(v), onjuist="8410" in v)
        for v, before in pairwise(entries)
        if full_name(v) != full_name(before) and v.get("8510")
    ]
    for stapel in lists.get("06", ()):
        if "0810" in stapel[0]:
            place = tabellen.plaats(stapel[0].get("0820")) or {}
            found.append(Gebeurtenis(OVERLIJDEN, stapel[0]["0810"], place.get("omschrijving", "")))
    inscription = (lists.get("07") or [[{}]])[0][0]
    if "6720" in inscription and inscription["6720"] != "O":
        reason = tabellen.OPSCHORTING.get(inscription["6720"], inscription["6720"])
        found.append(Gebeurtenis(OPSCHORTING, inscription.get("6710", ""), reason))
    return found


def _stays(lists: Categorieen) -> list[Gebeurtenis]:
    found = [_stay(stay) for stay in verblijven(lists)]
    wrong = [v for stapel in lists.get("08", ()) for v in stapel if "8410" in v]
    return found + [
        Gebeurtenis(VERBLIJF, v.get("1030") or v.get("1320", ""), waar(v), onjuist=True) for v in wrong
    ]


def _stay(stay: Verblijf) -> Gebeurtenis:
    after = stay.volgende or {}
    begin = stay.voorkomen.get("1030") or stay.voorkomen.get("1320", "")
    end = after.get("1030") or after.get("1320", "")
    if end and end == begin:  # the same stay, of which something else is known from then on
        begin, end = stay.voorkomen.get("8510", begin), after.get("8510", end)
    return Gebeurtenis(VERBLIJF, begin, waar(stay.voorkomen), einde=end)


def waar(voorkomen: Voorkomen) -> str:
    """Where somebody stayed, on one line."""
    groep = adres.adresregels(voorkomen, None, binnenland=False, leeg_telt=True)
    lines = groep.velden if groep is not None else {}
    country = lines.get("land") or tabellen.bekend("landen", voorkomen.get("1310")) or {}
    parts = [lines.get(f"adresregel{n}") for n in (1, 2, 3)] + [country.get("omschrijving")]
    return ", ".join(" ".join(part.split()) for part in parts if part)


def _relations(lists: Categorieen) -> list[Gebeurtenis]:
    found: list[Gebeurtenis] = []
    for stapel in lists.get("05", ()):
        right = [v for v in stapel if "8410" not in v]
        begin = next((v["0610"] for v in right if "0610" in v), "")
        end = next((v["0710"] for v in right if "0710" in v), "")
        name = next((full_name(v) for v in right if full_name(v)), "")
        if name or begin:
            found.append(Gebeurtenis(PARTNER, begin, name, einde=end))
        if end:
            found.append(Gebeurtenis(EINDE, end, name))
    for stapel in lists.get("09", ()):
        child = next((v for v in stapel if "8410" not in v and full_name(v)), None)
        if child is not None and "8910" not in child:
            found.append(Gebeurtenis(KIND, child.get("0310", ""), full_name(child)))
    return found


def _nationalities(lists: Categorieen) -> list[Gebeurtenis]:
    found: list[Gebeurtenis] = []
    for stapel in lists.get("04", ()):
        for v in stapel:
            nationality = tabellen.bekend("nationaliteiten", v.get("0510")) or {}
            if "0510" in v and v.get("8510"):
                text = nationality.get("omschrijving", v["0510"])
                found.append(Gebeurtenis(NATIONALITEIT, v["8510"], text, onjuist="8410" in v))
    return found
