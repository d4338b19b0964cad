"""The derivation: from the list of a minor, and of parents and partners, to who has authority, or why that is open.

It follows the order of the public flow chart of the BRP API: may it be asked at all, did a court speak, and otherwise
what the law gives to one or two parents; at the end who of them is able to have it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from kapstok.magazijnen.brp.bevragen.vorm import Voorkomen
from kapstok.magazijnen.brp.gezag import feiten
from kapstok.magazijnen.brp.gezag.feiten import Categorieen, Ouder, Relatie

Soort = Literal[
    "GezamenlijkOuderlijkGezag",
    "EenhoofdigOuderlijkGezag",
    "GezamenlijkGezag",
    "Voogdij",
    "TijdelijkGeenGezag",
    "GezagNietTeBepalen",
]
_UITSPRAKEN = {"1", "2", "12", "1D", "2D", "D"}
# From this day who acknowledges a child has authority by law (BW 1:251b).
_ERKENNING_GEEFT_GEZAG = "20230101"
_ONTBREEKT = (
    "Gezag kan niet worden bepaald omdat relevante gegevens ontbreken{}. Het gaat om de volgende gegevens: {}"
)
_EMIGRATIE = " bij het bepalen of de persoon naar het buitenland geëmigreerd is geweest"
_BEVOEGDHEID = " bij het bepalen van de bevoegdheid van een ouder"
_HUWELIJK = " bij het bepalen van het huwelijk/partnerschap van de ouder(s)"
_ERKENNING = " bij het bepalen van de erkenning"
_ENKEL = {"overleden": "overleden is", "curatele": "onder curatele staat", "minderjarig": "minderjarig is"}
_MEERVOUD = {
    "overleden": "overleden zijn",
    "curatele": "onder curatele staan",
    "minderjarig": "minderjarig zijn",
}


@dataclass(frozen=True, slots=True)
class Gezag:
    """The outcome over one minor."""

    soort: Soort
    ouders: tuple[Ouder, ...] = ()
    derde: Voorkomen | None = None
    toelichting: str = ""
    in_onderzoek: bool = False


class _NietTeBepalen(Exception):
    """Something that decides is not known."""


def _ontbreekt(wat: str, bij: str = "") -> _NietTeBepalen:
    return _NietTeBepalen(_ONTBREEKT.format(bij, wat))


@dataclass(frozen=True, slots=True)
class _Minderjarige:
    lijst: Categorieen
    lijsten: Mapping[str, Categorieen]
    today: date

    def ouder(self, nummer: int) -> Ouder:
        gegevens = feiten.actueel(self.lijst, "02" if nummer == 1 else "03")
        return Ouder(nummer, gegevens, self.lijsten.get(gegevens.get("0120", "")))

    @property
    def ouders(self) -> list[Ouder]:
        """The parents that are known."""
        return [ouder for ouder in (self.ouder(1), self.ouder(2)) if ouder.bekend]

    @property
    def geboren(self) -> str:
        return feiten.actueel(self.lijst, "01").get("0310", "")

    @property
    def geadopteerd(self) -> bool:
        return feiten.ADOPTIE in feiten.akten(self.lijst, "01")


def bepaal(lijst: Categorieen, lijsten: Mapping[str, Categorieen], today: date) -> Gezag | None:
    """Authority over a person. None when there can be none: of age, or not alive. `lijsten`: the others', by bsn."""
    kind = _Minderjarige(lijst, lijsten, today)
    reden = feiten.actueel(lijst, "07").get("6720")
    if not feiten.minderjarig(kind.geboren, today) or feiten.gestorven(lijst) or reden in {"F", "W"}:
        return None
    try:
        found = _bepaal(kind)
    except _NietTeBepalen as why:
        found = Gezag("GezagNietTeBepalen", toelichting=str(why))
    return replace(found, in_onderzoek=_in_onderzoek(kind))


def _in_onderzoek(kind: _Minderjarige) -> bool:
    if feiten.in_onderzoek(kind.lijst, feiten.GELEZEN):
        return True
    return any(feiten.in_onderzoek(o.lijst or {}, feiten.GELEZEN_OUDER) for o in kind.ouders)


def _bepaal(kind: _Minderjarige) -> Gezag:
    _woont_hier(kind)
    uitspraak = feiten.actueel(kind.lijst, "11").get("3210", "")
    if uitspraak in _UITSPRAKEN and not _achterhaald(kind, uitspraak):
        return _na_uitspraak(kind, uitspraak)
    return _van_rechtswege(kind)


def _woont_hier(kind: _Minderjarige) -> None:
    """Lives and lived in the Netherlands; else another law may have decided. Parents who are married leave no doubt."""
    woning = feiten.actueel(kind.lijst, "08")
    gemeente = woning.get("0910")
    if not woning:
        raise _ontbreekt("verblijfplaats van bevraagde persoon")
    if not gemeente:
        raise _ontbreekt("gemeente van inschrijving van bevraagde persoon")
    if gemeente == feiten.RNI:
        raise _NietTeBepalen("Gezag kan niet worden bepaald omdat minderjarige niet in Nederland woont.")
    ouders = kind.ouders
    if len(ouders) == 2 and _nu_gehuwd(ouders[0], ouders[1]):
        return
    land = feiten.actueel(kind.lijst, "01").get("0330")
    if not land:
        raise _ontbreekt("geboorteland van bevraagde persoon", _EMIGRATIE)
    if land == feiten.NEDERLAND:
        if "1420" in woning:
            text = "Gezag kan niet worden bepaald omdat minderjarige buiten Nederland heeft verbleven."
            raise _NietTeBepalen(text)
    elif not kind.geadopteerd:
        raise _NietTeBepalen("Gezag kan niet worden bepaald omdat minderjarige in het buitenland is geboren.")


def _huwelijken(een: Ouder, ander: Ouder) -> list[Relatie]:
    """The relations of two parents with each other, on whichever list there is."""
    return een.relaties_met(ander) or ander.relaties_met(een)


def _nu_gehuwd(een: Ouder, ander: Ouder) -> bool:
    gestorven = any(o.lijst is not None and feiten.gestorven(o.lijst) for o in (een, ander))
    return not gestorven and any(not r.einde for r in _huwelijken(een, ander))


def _achterhaald(kind: _Minderjarige, uitspraak: str) -> bool:
    """Did something happen after the ruling, by which the law decides again? Adoption, denial, marrying once more."""
    sinds = feiten.actueel(kind.lijst, "11").get("8510", "")
    if not sinds.strip("0"):
        raise _ontbreekt("ingangsdatum geldigheid van gezagsverhouding")
    ouders = kind.ouders
    if kind.geadopteerd and any(o.sinds >= sinds for o in ouders if o.sinds):
        return True
    if uitspraak == "12":
        return len(ouders) < 2
    if uitspraak in {"1", "2"} and len(ouders) == 2:
        huwelijken = _huwelijken(*ouders)
        return len(huwelijken) > 1 and huwelijken[-1].begin >= sinds
    return False


def _na_uitspraak(kind: _Minderjarige, uitspraak: str) -> Gezag:
    if uitspraak == "D":
        return Gezag("Voogdij")
    if uitspraak == "12":
        return _beide_ouders(kind, *kind.ouders)
    ouder = kind.ouder(int(uitspraak[0]))
    if not ouder.bekend:
        raise _ontbreekt(f"ouder {ouder.nummer} van bevraagde persoon")
    if uitspraak.endswith("D"):
        return Gezag("Voogdij") if _onbevoegd(kind, ouder) else Gezag("GezamenlijkGezag", (ouder,))
    return _een_ouder(kind, ouder)


def _van_rechtswege(kind: _Minderjarige) -> Gezag:
    ouders = kind.ouders
    if not ouders:
        return Gezag(
            "TijdelijkGeenGezag", toelichting="Tijdelijk geen gezag omdat beide ouders onbekend zijn."
        )
    if any(feiten.actueel(kind.lijst, c).get("0240") == "." for c in ("02", "03")):
        raise _NietTeBepalen(
            "Gezag kan niet worden bepaald omdat één of meer ouders van minderjarige onbekend zijn."
        )
    return _met_twee(kind, *ouders) if len(ouders) == 2 else _met_een(kind, ouders[0])


def _met_twee(kind: _Minderjarige, een: Ouder, ander: Ouder) -> Gezag:
    for ouder in (een, ander):
        if ouder.ontbreekt:
            raise _ontbreekt(f"persoonslijst van ouder {ouder.nummer}", _HUWELIJK)
    # A marriage that ended before the birth gives nothing; one that ended after it gave both parents authority.
    if any(not r.einde or r.einde >= kind.geboren for r in _huwelijken(een, ander)) or kind.geadopteerd:
        return _beide_ouders(kind, een, ander)
    houder = _door_erkenning(kind, een, ander)
    return _een_ouder(kind, houder) if houder else _beide_ouders(kind, een, ander)


def _door_erkenning(kind: _Minderjarige, een: Ouder, ander: Ouder) -> Ouder | None:
    """Of parents who never married: the mother alone when the child was acknowledged before 2023, else both (None)."""
    akten = feiten.akten(kind.lijst, "01")
    if not akten.isdisjoint(feiten.ERKENNING | {feiten.GEBOORTE}):
        for ouder in (een, ander):
            if not ouder.sinds:
                raise _ontbreekt(f"datum ingang familiebetrekking van ouder {ouder.nummer}", _ERKENNING)
        if max(een.sinds, ander.sinds) >= _ERKENNING_GEEFT_GEZAG:
            return None
    erkend = [
        o for o in (een, ander) if not feiten.akten(kind.lijst, o.categorie).isdisjoint(feiten.ERKENNING)
    ]
    if len(erkend) == 1:
        return ander if erkend[0] is een else een
    if kind.geboren >= _ERKENNING_GEEFT_GEZAG:
        return None
    moeders = [o for o in (een, ander) if o.gegevens.get("0410") == "V"]
    if len(moeders) != 1:
        # Who gave birth is not known; but when one of them is not able to have it, the other one is left.
        if any(_onbevoegd(kind, o) for o in (een, ander)):
            return None
        raise _NietTeBepalen(
            "Gezag kan niet worden bepaald omdat niet kan worden vastgesteld welke ouder de geboortemoeder is."
        )
    return moeders[0]


def _met_een(kind: _Minderjarige, ouder: Ouder) -> Gezag:
    if ouder.ontbreekt:
        raise _ontbreekt(f"persoonslijst van ouder {ouder.nummer}", _HUWELIJK)
    # Who adopted became a parent on that day, not at birth.
    ouder_sinds = ouder.sinds if kind.geadopteerd and ouder.sinds else kind.geboren
    partner = next((r.partner for r in relaties_op(ouder, ouder_sinds)), None)
    ontkend = feiten.ONTKENNING in feiten.akten(kind.lijst, "03" if ouder.nummer == 1 else "02")
    if partner is None or ontkend:
        return _een_ouder(kind, ouder)
    lijst = kind.lijsten.get(partner.get("0120", ""))
    if lijst is None and "0120" in partner:
        raise _ontbreekt("persoonslijst van de partner van de ouder", _BEVOEGDHEID)
    waarom, partner_waarom = _onbevoegd(kind, ouder), feiten.onbevoegd(lijst, kind.today)
    if waarom and partner_waarom:
        return _geen(_tekst("ouder", "niet-ouder", waarom, partner_waarom))
    if waarom:
        return Gezag("Voogdij", derde=partner)
    if partner_waarom:
        return Gezag("EenhoofdigOuderlijkGezag", (ouder,))
    return Gezag("GezamenlijkGezag", (ouder,), derde=partner)


def relaties_op(ouder: Ouder, day: str) -> list[Relatie]:
    """The relations of a parent that lasted on a day, the newest first."""
    return [r for r in reversed(feiten.relaties(ouder.lijst or {})) if r.duurde_op(day)]


def _onbevoegd(kind: _Minderjarige, ouder: Ouder) -> str:
    if ouder.ontbreekt:
        raise _ontbreekt(f"persoonslijst van ouder {ouder.nummer}", _BEVOEGDHEID)
    return feiten.onbevoegd(ouder.lijst, kind.today)


def _een_ouder(kind: _Minderjarige, ouder: Ouder) -> Gezag:
    waarom = _onbevoegd(kind, ouder)
    if waarom:
        return _geen(f"Tijdelijk geen gezag omdat de ouder {_ENKEL[waarom]}.")
    return Gezag("EenhoofdigOuderlijkGezag", (ouder,))


def _beide_ouders(kind: _Minderjarige, een: Ouder, ander: Ouder) -> Gezag:
    waarom, ander_waarom = _onbevoegd(kind, een), _onbevoegd(kind, ander)
    if waarom and ander_waarom:
        if waarom == ander_waarom:
            return _geen(f"Tijdelijk geen gezag omdat beide ouders {_MEERVOUD[waarom]}.")
        # The graver reason first, whichever parent it is.
        eerst, daarna = sorted((waarom, ander_waarom), key=list(_ENKEL).index)
        return _geen(
            f"Tijdelijk geen gezag omdat een ouder {_ENKEL[eerst]} en de andere ouder {_ENKEL[daarna]}."
        )
    if waarom or ander_waarom:
        return Gezag("EenhoofdigOuderlijkGezag", (ander if waarom else een,))
    return Gezag("GezamenlijkOuderlijkGezag", (een, ander))


def _geen(toelichting: str) -> Gezag:
    return Gezag("TijdelijkGeenGezag", toelichting=toelichting)


def _tekst(een: str, ander: str, waarom: str, ander_waarom: str) -> str:
    if waarom == ander_waarom:
        return f"Tijdelijk geen gezag omdat {een} en {ander} {_MEERVOUD[waarom]}."
    return f"Tijdelijk geen gezag omdat de {een} {_ENKEL[waarom]} en de {ander} {_ENKEL[ander_waarom]}."
