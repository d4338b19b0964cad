"""The smaller groups: verblijfstitel, kiesrecht, immigratie, and what comes unasked."""

from datetime import date
from typing import Any

from kapstok.magazijnen.brp.bevragen import tabellen
from kapstok.magazijnen.brp.bevragen.datum import datum, nog_niet_voorbij
from kapstok.magazijnen.brp.bevragen.vorm import Groep, Onderzoek, Voorkomen, onderzoek_van

GEEN_VERBLIJFSTITEL = "98"
RNI_CATEGORIEEN = {"01": "Persoon", "04": "Nationaliteit", "06": "Overlijden", "08": "Verblijfplaats"}


def verblijfstitel(voorkomen: Voorkomen, today: date) -> Groep | None:
    """The right of residence, as long as it is valid."""
    code = voorkomen.get("3910")
    if not code or code == GEEN_VERBLIJFSTITEL or not nog_niet_voorbij(voorkomen.get("3920"), today):
        return None
    velden = {
        "aanduiding": tabellen.waarde(tabellen.tabel("verblijfstitels"), code),
        "datumEinde": datum(voorkomen.get("3920")),
        "datumIngang": datum(voorkomen.get("3930")),
    }
    bronnen = {"aanduiding": ("3910",), "datumEinde": ("3920",), "datumIngang": ("3930",)}
    return Groep(velden).onderzoek(onderzoek_van(voorkomen), bronnen)


def europees_kiesrecht(voorkomen: Voorkomen, today: date) -> Groep | None:
    """The right to vote for the European Parliament, as long as what is kept of it holds."""
    if "3110" not in voorkomen or not nog_niet_voorbij(voorkomen.get("3130"), today):
        return None
    aanduiding = tabellen.waarde(tabellen.EUROPEES_KIESRECHT, voorkomen.get("3110"))
    velden = {"aanduiding": aanduiding, "einddatumUitsluiting": datum(voorkomen.get("3130"))}
    return Groep(velden)


def uitsluiting_kiesrecht(voorkomen: Voorkomen, today: date) -> Groep | None:
    """Exclusion from voting, as long as it lasts."""
    if "3810" not in voorkomen or not nog_niet_voorbij(voorkomen.get("3820"), today):
        return None
    return Groep({"uitgeslotenVanKiesrecht": True, "einddatum": datum(voorkomen.get("3820"))})


def immigratie(voorkomen: Voorkomen, onderzoek: Onderzoek | None) -> Groep | None:
    """Coming to the Netherlands. None when nothing is kept of it."""
    if onderzoek is None and "1410" not in voorkomen and "1420" not in voorkomen:
        return None
    velden = {
        "datumVestigingInNederland": datum(voorkomen.get("1420")),
        "landVanwaarIngeschreven": tabellen.bekend("landen", voorkomen.get("1410")),
        "vanuitVerblijfplaatsOnbekend": True if voorkomen.get("1410") == "0000" else None,
        "indicatieVestigingVanuitBuitenland": True if "1420" in voorkomen else None,
    }
    bronnen = {
        "datumVestigingInNederland": ("1420",),
        "landVanwaarIngeschreven": ("1410",),
        "vanuitVerblijfplaatsOnbekend": ("1410",),
        "indicatieVestigingVanuitBuitenland": ("1420",),
    }
    return Groep(velden).onderzoek(onderzoek, bronnen)


def inschrijving(voorkomen: Voorkomen) -> dict[str, Any]:
    """What comes unasked from category 07: geheimhouding, opschorting and verificatie."""
    given: dict[str, Any] = {}
    if voorkomen.get("7010", "0") != "0":
        given["geheimhoudingPersoonsgegevens"] = True
    if "6720" in voorkomen:
        opschorting = {
            "reden": tabellen.waarde(tabellen.OPSCHORTING, voorkomen["6720"]),
            "datum": datum(voorkomen.get("6710")),
        }
        given["opschortingBijhouding"] = _zonder_leeg(opschorting)
    verificatie = _zonder_leeg({"datum": datum(voorkomen.get("7110")), "omschrijving": voorkomen.get("7120")})
    if verificatie:
        given["verificatie"] = verificatie
    return given


def rni(categorie: str, voorkomen: Voorkomen) -> dict[str, Any] | None:
    """Who delivered a category of the registration of non-residents. Nobody of a nationality that has ended."""
    if "8810" not in voorkomen or "6410" in voorkomen:
        return None
    code = voorkomen["8810"].zfill(4)
    deelnemer = tabellen.waarde(tabellen.tabel("rni_deelnemers"), code)
    given = {
        "deelnemer": deelnemer,
        "omschrijvingVerdrag": voorkomen.get("8820"),
        "categorie": RNI_CATEGORIEEN[categorie],
    }
    return _zonder_leeg(given)


def _zonder_leeg(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
