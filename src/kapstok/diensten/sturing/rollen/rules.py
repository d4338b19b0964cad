"""Functions, tasks and rights of the information plan (tables 2 to 4, chapter 3 and the appendix). Pure.

A task gives rights: an act that somebody may do. The RACI page and the refusals in the services read the same rows, so
the table and the truth cannot differ.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

GEMEENTE, SAMENWERKING, PROJECT = "gemeente", "samenwerking", "project"


@dataclass(frozen=True, slots=True)
class Functie:
    """A function: for one municipality, for the partnership or for a project; `enig`: one holder at a time."""

    code: str
    bereik: str
    enig: bool = False
    nodig: bool = False  # a gap when nobody holds it


FUNCTIES = {
    f.code: f
    for f in (
        Functie("raad", GEMEENTE, nodig=True),
        Functie("college", GEMEENTE, nodig=True),
        Functie("owo_directie", GEMEENTE, enig=True, nodig=True),
        Functie("counterpart", GEMEENTE, nodig=True),
        Functie("teamleider_ia", SAMENWERKING, enig=True, nodig=True),
        Functie("i_adviseur", SAMENWERKING, nodig=True),
        Functie("managementteam", GEMEENTE),
        Functie("afdelingshoofd", GEMEENTE),
        Functie("owo_ia", SAMENWERKING),
        Functie("owo_div", SAMENWERKING),
        Functie("ciso", GEMEENTE, enig=True, nodig=True),
        Functie("bac", GEMEENTE),
        Functie("ib_functionaris", GEMEENTE),
        Functie("projectleider", PROJECT, enig=True),
        Functie("functioneel_beheerder", SAMENWERKING),
        Functie("technisch_beheerder", SAMENWERKING),
    )
}
ENIG = tuple(f.code for f in FUNCTIES.values() if f.enig)


@dataclass(frozen=True, slots=True)
class Taak:
    """What a function does in a table of the plan, its RACI letter (our proposal) and the acts it may do."""

    tabel: str
    functie: str
    rol: str
    raci: str
    handelingen: tuple[str, ...]
    indien_nodig: bool = False


TAKEN = (
    Taak("beleidsplan", "raad", "beslisorgaan", "A", ("beleidsplan.vaststellen",)),
    Taak("beleidsplan", "college", "beslisorgaan", "A", ("beleidsplan.vaststellen",)),
    Taak("beleidsplan", "owo_directie", "opdrachtgever", "A", ("beleidsplan.vaststellen",)),
    Taak(
        "beleidsplan",
        "counterpart",
        "sparringpartner",
        "C",
        ("beleidsplan.agenderen", "beleidsplan.adviseren"),
    ),
    Taak("beleidsplan", "teamleider_ia", "opdrachtnemer", "R", ("beleidsplan.toewijzen",)),
    Taak("beleidsplan", "i_adviseur", "uitvoerder", "R", ("beleidsplan.bewerken",)),
    Taak(
        "jaarplan",
        "owo_directie",
        "opdrachtgever",
        "A",
        ("jaarplan.vaststellen", "maatwerk.goedkeuren", "afwijking.besluiten"),
    ),
    Taak(
        "jaarplan",
        "counterpart",
        "regiehouder",
        "R",
        (
            "project.beoordelen",
            "project.honoreren",
            "project.starten",
            "project.afvoeren",
            "memo.aanbieden",
            "indicator.meten",
        ),
    ),
    Taak(
        "jaarplan",
        "teamleider_ia",
        "opdrachtnemer",
        "R",
        ("budget.bewaken", "budget.boeken", "indicator.meten"),
    ),
    Taak(
        "jaarplan",
        "i_adviseur",
        "uitvoerder",
        "R",
        ("project.aanmelden", "kwartaalrapport.opstellen", "memo.opstellen", "indicator.meten"),
    ),
    Taak("project", "projectleider", "opdrachtnemer", "A", ("project.leiden", "project.voortgang_melden")),
    Taak("project", "i_adviseur", "projectgroeplid", "C", ("project.adviseren", "advies.geven")),
    Taak(
        "project",
        "functioneel_beheerder",
        "uitvoerder",
        "R",
        ("project.taak_uitvoeren",),
        indien_nodig=True,
    ),
    Taak("project", "technisch_beheerder", "uitvoerder", "R", ("project.taak_uitvoeren",), indien_nodig=True),
    Taak("beveiliging", "college", "beslisorgaan", "A", ("beveiligingsbeleid.vaststellen",)),
    Taak(
        "beveiliging",
        "ciso",
        "opsteller",
        "R",
        ("beveiligingsbeleid.opstellen", "indicator.meten", "advies.geven"),
    ),
    Taak("beveiliging", "bac", "adviesorgaan", "C", ("beveiligingsbeleid.adviseren", "advies.geven")),
    Taak("beveiliging", "ib_functionaris", "toezichthouder", "R", ("beveiligingsbeleid.toezien",)),
    Taak(
        "organisatie",
        "managementteam",
        "adviesorgaan",
        "C",
        ("beleidsplan.bespreken",),
    ),
    Taak(
        "communicatie",
        "i_adviseur",
        "uitvoerder",
        "R",
        ("communicatie.plannen", "communicatie.publiceren", "enquete.uitzetten", "initiatief.wegen"),
    ),
    Taak(
        "communicatie",
        "counterpart",
        "regiehouder",
        "A",
        ("initiatief.besluiten", "communicatie.plannen", "advies.opvolgen"),
    ),
    Taak("communicatie", "owo_directie", "opdrachtgever", "A", ("initiatief.besluiten", "advies.opvolgen")),
    Taak("organisatie", "afdelingshoofd", "eigenaar", "A", ("informatie.verantwoorden", "enquete.invullen")),
    Taak("organisatie", "owo_ia", "uitvoerder", "R", ("advies.geven",)),
    Taak("organisatie", "owo_div", "uitvoerder", "R", ("archief.registreren", "advies.geven")),
)
TABELLEN = tuple(dict.fromkeys(t.tabel for t in TAKEN))
HANDELINGEN = tuple(dict.fromkeys(each for t in TAKEN for each in t.handelingen))


def functies_voor(handeling: str) -> list[str]:
    """Which functions may do this act. Raises KeyError for an act that no table knows."""
    found = [t.functie for t in TAKEN if handeling in t.handelingen]
    if not found:
        raise KeyError(handeling)
    return found


@dataclass(frozen=True, slots=True)
class Houder:
    """Somebody in a function, for a municipality or project, on the days from `van` up to and including `tot`."""

    functie: str
    naam: str
    gemeente: str = ""
    project: str = ""
    plaatsvervanger: bool = False
    van: date = date.min
    tot: date | None = None

    def geldt(self, op: date) -> bool:
        """Is this a day of the holder?"""
        return self.van <= op and (self.tot is None or op <= self.tot)


def mandaat(
    held: Iterable[Houder],
    handeling: str,
    op: date,
    *,
    gemeente: str = "",
    project: str = "",
    functie: str = "",
) -> Houder | None:
    """With which of these functions the act may be done; the holder goes before the deputy.

    Without `gemeente` the act is for the partnership, and any municipality's holder may do it; with one, only a holder
    for that municipality or for the partnership. A holder for one project does nothing in another.
    """
    able = functies_voor(handeling)
    fits = [
        h
        for h in held
        if h.functie in able
        and (not functie or h.functie == functie)
        and h.geldt(op)
        and (not gemeente or not h.gemeente or h.gemeente == gemeente)
        and (not h.project or h.project == project)
    ]
    return min(fits, key=lambda h: h.plaatsvervanger, default=None)


def gaten(held: Iterable[Houder], gemeenten: Iterable[str], op: date) -> list[tuple[str, str]]:
    """Functions that nobody holds on this day and somebody must: (function, municipality or nothing)."""
    there = {(h.functie, h.gemeente) for h in held if h.geldt(op)}
    places = list(gemeenten)
    wanted = [
        (f.code, place)
        for f in FUNCTIES.values()
        if f.nodig
        for place in (places if f.bereik == GEMEENTE else [""])
    ]
    return [each for each in wanted if each not in there]
