"""A person as asked: of one persoonslijst exactly the chosen fields, and what comes with them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from kapstok.magazijnen.brp.bevragen import adres, familie, status, tabellen
from kapstok.magazijnen.brp.bevragen.aanspreken import Aanspreken
from kapstok.magazijnen.brp.bevragen.datum import datum, leeftijd
from kapstok.magazijnen.brp.bevragen.gebeurtenis import gebeurtenis
from kapstok.magazijnen.brp.bevragen.naam import naam_persoon
from kapstok.magazijnen.brp.bevragen.nationaliteiten import nationaliteiten
from kapstok.magazijnen.brp.bevragen.velden import Vraag
from kapstok.magazijnen.brp.bevragen.vorm import Groep, Voorkomen, onderzoek_van
from kapstok.magazijnen.brp.gezag.antwoord import gezag_van

Categorieen = dict[str, list[list[Voorkomen]]]

_NAAM_IN_BRIEF = ("aanhef", "aanschrijfwijze", "gebruikInLopendeTekst")
_PERSOON_IN_BRIEF = ("0210", "0220", "0230", "0240", "0410", "6110")
_PARTNER_IN_BRIEF = ("0220", "0230", "0240")
# Where each field of the person itself comes from (category, elements) and the name of the date of its investigation.
_PERSOON, _GEMEENTE, _GEZAG = (f"datumIngangOnderzoek{n}" for n in ("Persoon", "Gemeente", "Gezag"))
_ONDERZOEKEN: tuple[tuple[str, str, dict[str, tuple[str, ...]]], ...] = (
    ("01", _PERSOON, {"burgerservicenummer": ("0120",), "geslacht": ("0410",), "leeftijd": ("0310",)}),
    ("08", _GEMEENTE, {"gemeenteVanInschrijving": ("0910",), "datumInschrijvingInGemeente": ("0920",)}),
    ("11", _GEZAG, {"indicatieCurateleRegister": ("3310",), "indicatieGezagMinderjarige": ("3210",)}),
)
_CATEGORIE_08 = {"verblijfplaats", "immigratie", "gemeenteVanInschrijving", "datumInschrijvingInGemeente"}
_CATEGORIE_01 = {"aNummer", "burgerservicenummer", "geslacht", "leeftijd", "naam", "geboorte"}


@dataclass
class Lijst:
    """The actual entries of a persoonslijst on a day, and the groups that are made of them."""

    categorieen: Categorieen
    vraag: Vraag
    today: date

    def een(self, categorie: str) -> Voorkomen:
        """The actual entry of a category that stands once."""
        stapels = self.categorieen.get(categorie)
        return stapels[0][0] if stapels else {}

    def alle(self, categorie: str) -> list[Voorkomen]:
        """The actual entries of all stapels."""
        return [stapel[0] for stapel in self.categorieen.get(categorie, ())]

    @cached_property
    def overleden(self) -> bool:
        return "0810" in self.een("06") or self.een("07").get("6720") == "O"

    def leeftijd(self) -> int | None:
        return None if self.overleden else leeftijd(self.een("01").get("0310"), self.today)

    def naam(self) -> Groep | None:
        return naam_persoon(self.een("01"), onderzoek_van(self.een("01")))

    def geboorte(self) -> Groep | None:
        return gebeurtenis(self.een("01"), onderzoek_van(self.een("01")), "03")

    def overlijden(self) -> Groep | None:
        return gebeurtenis(self.een("06"), onderzoek_van(self.een("06")), "08")

    def verblijfplaats(self) -> Groep | None:
        home = self.een("08")
        return adres.verblijfplaats(
            home, onderzoek_van(home), binnenland=self.vraag.verblijfplaats_binnenland
        )

    def immigratie(self) -> Groep | None:
        return status.immigratie(self.een("08"), onderzoek_van(self.een("08")))

    def adressering(self) -> Groep | None:
        asked = self.vraag.keuze["adressering"]
        home, binnenland = self.een("08"), self.vraag.adressering_binnenland
        regels = None
        if not adres.ADRESREGELS.isdisjoint(asked):
            onderzoek = onderzoek_van(home, "datumIngangOnderzoekVerblijfplaats")
            regels = adres.adresregels(
                home, onderzoek, binnenland=binnenland, leeg_telt=not self.vraag.beperkt
            )
        brief = self._brief() if any(naam in asked for naam in _NAAM_IN_BRIEF) else None
        if brief is None or regels is None:
            return regels or brief
        regels.velden.update(brief.velden)
        regels.onderzocht.update(brief.onderzocht)
        return regels

    def _brief(self) -> Groep | None:
        person, partner = self.een("01"), familie.naam_partner(self.alle("05"))
        if partner is None and not any(e in person for e in _PERSOON_IN_BRIEF) and "8310" not in person:
            return None
        spreken = Aanspreken(person, partner, partner_actueel=partner is not None and "0710" not in partner)
        naam, vorm = spreken.aanschrijfnaam(), spreken.aanspreekvorm()
        velden = {
            "aanhef": spreken.aanhef(),
            "aanschrijfwijze": Groep({"naam": naam, "aanspreekvorm": vorm}) if naam else None,
            "gebruikInLopendeTekst": spreken.in_lopende_tekst(),
        }
        groep = Groep(velden).onderzoek(
            onderzoek_van(person, "datumIngangOnderzoekPersoon"),
            dict.fromkeys(_NAAM_IN_BRIEF, _PERSOON_IN_BRIEF),
        )
        if partner is not None:
            onderzoek = onderzoek_van(partner, "datumIngangOnderzoekPartner")
            groep.onderzoek(onderzoek, dict.fromkeys(_NAAM_IN_BRIEF, _PARTNER_IN_BRIEF))
        return groep


_VELDEN: dict[str, Callable[[Lijst], Any]] = {
    "aNummer": lambda pl: pl.een("01").get("0110"),
    "burgerservicenummer": lambda pl: pl.een("01").get("0120"),
    "datumEersteInschrijvingGBA": lambda pl: datum(pl.een("07").get("6810")),
    "geslacht": lambda pl: tabellen.waarde(tabellen.GESLACHT, pl.een("01").get("0410")),
    "leeftijd": Lijst.leeftijd,
    "naam": Lijst.naam,
    "geboorte": Lijst.geboorte,
    "nationaliteiten": lambda pl: nationaliteiten(pl.alle("04")),
    "uitsluitingKiesrecht": lambda pl: status.uitsluiting_kiesrecht(pl.een("13"), pl.today),
    "europeesKiesrecht": lambda pl: status.europees_kiesrecht(pl.een("13"), pl.today),
    "overlijden": Lijst.overlijden,
    "verblijfplaats": Lijst.verblijfplaats,
    "immigratie": Lijst.immigratie,
    "gemeenteVanInschrijving": lambda pl: tabellen.bekend("gemeenten", pl.een("08").get("0910")),
    "datumInschrijvingInGemeente": lambda pl: datum(pl.een("08").get("0920")),
    "adressering": Lijst.adressering,
    "indicatieCurateleRegister": lambda pl: True if pl.een("11").get("3310") == "1" else None,
    "indicatieGezagMinderjarige": lambda pl: tabellen.waarde(
        tabellen.tabel("gezagsverhoudingen"), pl.een("11").get("3210")
    ),
    "verblijfstitel": lambda pl: status.verblijfstitel(pl.een("10"), pl.today),
    "kinderen": lambda pl: familie.kinderen(pl.alle("09")),
    "ouders": lambda pl: familie.ouders(pl.alle("02"), pl.alle("03")),
    "partners": lambda pl: familie.partners(pl.alle("05")),
}


def persoon(
    categorieen: Categorieen,
    vraag: Vraag,
    today: date,
    verwanten: Mapping[str, Categorieen] | None = None,
) -> dict[str, Any]:
    """One person of an answer. `verwanten`: the lists of relatives by bsn, from which authority is derived."""
    pl = Lijst(categorieen, vraag, today)
    groep = Groep({naam: given(pl) for naam, given in _VELDEN.items() if naam in vraag.keuze})
    for categorie, naam, bronnen in _ONDERZOEKEN:
        groep.onderzoek(onderzoek_van(pl.een(categorie), naam), bronnen)
    given = groep.kies(vraag.keuze) | status.inschrijving(pl.een("07"))
    if "gezag" in vraag.keuze:
        given["gezag"] = gezag_van(categorieen, verwanten or {}, today)
    if deelnemers := _rni(pl):
        given["rni"] = deelnemers
    return given


def _rni(pl: Lijst) -> list[dict[str, Any]]:
    """Of each category of which anything was asked, who delivered it."""
    asked = pl.vraag.keuze
    brief = asked.get("adressering", {})
    categorieen = {
        "01": not _CATEGORIE_01.isdisjoint(asked) or any(n in brief for n in _NAAM_IN_BRIEF),
        "04": "nationaliteiten" in asked,
        "06": "overlijden" in asked,
        "08": not _CATEGORIE_08.isdisjoint(asked) or not adres.ADRESREGELS.isdisjoint(brief),
    }
    found = [status.rni(c, v) for c, wanted in categorieen.items() if wanted for v in pl.alle(c)]
    return [deelnemer for deelnemer in found if deelnemer is not None]
