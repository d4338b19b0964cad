"""The life of a project as a state machine, and what each step asks. Pure; amounts in cents."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

NOODZAAK = ("wettelijk", "noodzakelijk", "wenselijk")
KEUZES = ("samen", "zelf", "uitbesteden")
STARTVORMEN = ("samen", "een_gemeente")
VERTRAGING_DOOR = ("leverancier", "gemeente")
DEELNAMEBESLUITEN = ("doet_mee", "volgt", "open", "ziet_af")
TOESTANDEN = (
    "aangemeld", "beoordeeld", "gehonoreerd", "niet_gehonoreerd", "in_uitvoering", "in_afronding", "in_uitrol",
    "afgerond", "afgevoerd",
)  # fmt: skip
VOORGESTELD = ("aangemeld", "beoordeeld", "gehonoreerd", "niet_gehonoreerd")
LOPEND = ("in_uitvoering", "in_afronding", "in_uitrol")
EFFECTEN = (0, 1, 2, 3)
KLAAR = ("afgerond", "afgevoerd")

# From where one may go where, and what has to be known (chapter 6 of the plan).
OVERGANGEN: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("aangemeld", "beoordeeld"): ("noodzaak", "haalbaarheid", "inpasbaarheid"),
    ("niet_gehonoreerd", "beoordeeld"): ("noodzaak", "haalbaarheid", "inpasbaarheid"),
    ("beoordeeld", "beoordeeld"): ("noodzaak", "haalbaarheid", "inpasbaarheid"),
    ("beoordeeld", "gehonoreerd"): ("budgetruimte",),
    ("beoordeeld", "niet_gehonoreerd"): ("reden",),
    ("niet_gehonoreerd", "gehonoreerd"): ("budgetruimte",),
    ("gehonoreerd", "in_uitvoering"): ("projectleider", "startvorm"),
    ("in_uitvoering", "in_afronding"): (),
    ("in_afronding", "in_uitvoering"): ("reden",),
    ("in_afronding", "in_uitrol"): ("afrondingstoets",),
    ("in_afronding", "afgerond"): ("afrondingstoets",),
    ("in_uitrol", "afgerond"): ("besluit_per_volger",),
    **{(van, "afgevoerd"): ("reden",) for van in (*VOORGESTELD, "in_uitvoering")},
}


@dataclass(frozen=True, slots=True)
class Feiten:
    """What is known of a project when it is to take a step."""

    toestand: str
    noodzaak: str = ""
    noodzaak_bron: str = ""
    projectleider: str = ""
    startvorm: str = ""
    starter: str = ""
    deelnames: Mapping[str, str] = ()  # type: ignore[assignment]  # municipality -> its decision
    structurele_kosten: int | None = None
    beheer_uren: int | None = None
    lessen: str = ""
    reden: str = ""


def stappen(toestand: str) -> list[str]:
    """Where a project can go from here, in the order of life."""
    return [naar for naar in TOESTANDEN if (toestand, naar) in OVERGANGEN and naar != toestand]


def fouten(feiten: Feiten, naar: str) -> list[tuple[str, str]]:
    """Why this step cannot be taken, as (field, code); empty when it can. Room in the money is asked of the book."""
    asked = OVERGANGEN.get((feiten.toestand, naar))
    if asked is None:
        return [("", "overgang")]
    found: list[tuple[str, str]] = []
    if "noodzaak" in asked:
        found += noodzaak_fouten(feiten.noodzaak, feiten.noodzaak_bron)
    if "reden" in asked and not feiten.reden.strip():
        found.append(("reden", "reden"))
    if "projectleider" in asked and not feiten.projectleider.strip():
        found.append(("projectleider", "projectleider"))
    if "startvorm" in asked:
        found += _start(feiten)
    if "afrondingstoets" in asked:
        found += _afronding(feiten, naar)
    if "besluit_per_volger" in asked and _open(feiten):
        found.append(("deelname", "volger_open"))
    return found


def effect_fouten(
    effect: Mapping[str, object], bekend: Collection[str], eerst: Mapping[str, object] | None = None
) -> list[tuple[str, str]]:
    """Code of a K (or nothing) and what is wrong: each K of the plan has a score from 0 (none) to 3 (great).

    `eerst`: what was known before a change; what was not known then may stay so, and what an older plan asked too.
    """
    strange = set(effect) - set(bekend) - set(eerst or ())
    found = [("", "effect")] if bekend and strange else []
    found += [(code, "effect") for code, score in effect.items() if score not in EFFECTEN]
    asked = bekend if eerst is None else [code for code in bekend if code in eerst]
    return found + [(code, "effect_kies") for code in asked if code not in effect]


def noodzaak_fouten(noodzaak: str, bron: str) -> list[tuple[str, str]]:
    """How needed it is; a law is named."""
    if noodzaak not in NOODZAAK:
        return [("noodzaak", "noodzaak")]
    return [("noodzaak_bron", "bron")] if noodzaak == "wettelijk" and not bron.strip() else []


def _start(feiten: Feiten) -> list[tuple[str, str]]:
    if feiten.startvorm not in STARTVORMEN:
        return [("startvorm", "startvorm")]
    if feiten.startvorm == "een_gemeente" and feiten.starter not in dict(feiten.deelnames):
        return [("starter", "starter")]
    return []


def _open(feiten: Feiten) -> bool:
    return any(besluit == "open" for besluit in dict(feiten.deelnames).values())


def _afronding(feiten: Feiten, naar: str) -> list[tuple[str, str]]:
    found = [
        (name, "afronding")
        for name in ("structurele_kosten", "beheer_uren", "lessen")
        if getattr(feiten, name) in (None, "")
    ]
    followers = feiten.startvorm == "een_gemeente" and len(dict(feiten.deelnames)) > 1
    if naar == "in_uitrol" and not followers:
        found.append(("", "geen_volgers"))
    if naar == "afgerond" and followers:
        found.append(("", "eerst_uitrol"))
    return found


def kleur(startvorm: str, starter: str, deelnemers: list[str]) -> str:
    """The colour of figure 3: red for together, else that of the municipality that goes first."""
    if startvorm != "een_gemeente":
        return "samen"
    return f"g{deelnemers.index(starter) % 6}" if starter in deelnemers else "samen"


@dataclass(frozen=True, slots=True)
class Ruimte:
    """Asked beside what is left, in money or in hours."""

    wie: str
    gevraagd: int
    over: int

    @property
    def past(self) -> bool:
        return self.gevraagd <= self.over


def kwartaal_van(dag: date) -> tuple[int, int]:
    """Year and number of the quarter of a day."""
    return dag.year, (dag.month + 2) // 3


def kwartaal_begin(jaar: int, nummer: int) -> date:
    """First day of a quarter."""
    return date(jaar, nummer * 3 - 2, 1)


def kwartaal_einde(jaar: int, nummer: int) -> date:
    """Last day of a quarter."""
    return date(jaar, nummer * 3, 31 if nummer in (1, 4) else 30)


def kwartalen_verder(dag: date, aantal: int) -> tuple[int, int]:
    """The quarter that lies so many quarters after that of a day."""
    jaar, nummer = kwartaal_van(dag)
    years, place = divmod(nummer - 1 + aantal, 4)
    return jaar + years, place + 1


def verschoven(van: date, tot: date, *, begin: int = 0, einde: int = 0) -> tuple[date, date]:
    """A block moved by whole quarters at its begin and its end; never shorter than one quarter."""
    first = kwartaal_begin(*kwartalen_verder(van, begin)) if begin else van
    last = kwartaal_einde(*kwartalen_verder(tot, einde)) if einde else tot
    if last < first:
        last = kwartaal_einde(*kwartaal_van(first))
    return first, last
