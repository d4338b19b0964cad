"""ztc-001 to ztc-008: the selectielijst and how the archive term of a resultaattype starts. Pure."""

from collections.abc import Mapping
from typing import Any

from kapstok.magazijnen.catalogi.errors import CatalogusRefused
from kapstok.magazijnen.catalogi.rules import NFE
from kapstok.magazijnen.catalogi.selectielijst import Lijst, Procestype, Resultaat

GROUP = "brondatumArchiefprocedure"
# Per afleidingswijze: what must be there; all else in the table must be empty (ztc-004, 006, 007, 008).
WANTED: dict[str, frozenset[str]] = {
    "afgehandeld": frozenset(),
    "ander_datumkenmerk": frozenset({"datumkenmerk", "objecttype", "registratie"}),
    "eigenschap": frozenset({"datumkenmerk"}),
    "gerelateerde_zaak": frozenset(),
    "hoofdzaak": frozenset(),
    "ingangsdatum_besluit": frozenset(),
    "termijn": frozenset({"procestermijn"}),
    "vervaldatum_besluit": frozenset(),
    "zaakobject": frozenset({"datumkenmerk", "objecttype"}),
}
CODES = {
    "datumkenmerk": "ztc-004",
    "einddatumBekend": "ztc-005",
    "objecttype": "ztc-006",
    "registratie": "ztc-007",
    "procestermijn": "ztc-008",
}
# Where the end date may not be called known (ztc-005).
UNKNOWN_END = frozenset({"afgehandeld", "termijn"})
# The only afleidingswijze of a class with this procestermijn (ztc-003).
ONLY = {"nihil": "afgehandeld", "ingeschatte_bestaansduur_procesobject": "termijn"}


def ztc_001(url: str, lijst: Lijst) -> list[CatalogusRefused]:
    """ztc-001: selectielijstProcestype is a procestype."""
    if not url or lijst.procestype(url):
        return []
    text = "Dit adres is geen procestype van de selectielijst."
    return [CatalogusRefused("invalid-resource", "selectielijstProcestype", text)]


def ztc_002(
    omschrijving: str, klasse: str, procestype: Procestype | None, lijst: Lijst
) -> list[CatalogusRefused]:
    """ztc-002: both addresses are what they should be, and the class belongs to the zaaktype's procestype."""
    found: list[CatalogusRefused] = []
    if omschrijving and not lijst.omschrijving(omschrijving):
        text = "Dit adres is geen generieke resultaattypeomschrijving."
        found.append(CatalogusRefused("invalid-resource", "resultaattypeomschrijving", text))
    resultaat = lijst.resultaat(klasse)
    if klasse and not resultaat:
        text = "Dit adres is geen resultaat van de selectielijst."
        found.append(CatalogusRefused("invalid-resource", "selectielijstklasse", text))
    if resultaat and procestype and resultaat.procestype != procestype.nummer:
        text = f"Deze klasse hoort niet bij het procestype van het zaaktype ({procestype.naam})."
        found.append(CatalogusRefused("procestype-mismatch", NFE, text))
    return found


def ztc_002_defaults(row: Mapping[str, Any], lijst: Lijst) -> dict[str, str]:
    """ztc-002: what the selectielijst says where the resultaattype itself says nothing."""
    made: dict[str, str] = {}
    resultaat = lijst.resultaat(row["selectielijstklasse"])
    generic = lijst.omschrijving(row["resultaattypeomschrijving"])
    if generic:
        made["omschrijving_generiek"] = generic.omschrijving
    if resultaat:
        made["selectielijst_nummer"] = resultaat.volledig_nummer
        if not row["archiefnominatie"]:
            made["archiefnominatie"] = resultaat.waardering
        if not row["archiefactietermijn"]:
            made["archiefactietermijn"] = resultaat.bewaartermijn
    return made


def ztc_003(afleidingswijze: str, resultaat: Resultaat | None) -> list[CatalogusRefused]:
    """ztc-003: the procestermijn of the class may leave only one way to start the term."""
    only = ONLY.get(resultaat.procestermijn) if resultaat else None
    if only is None or afleidingswijze == only:
        return []
    text = f"Bij deze selectielijstklasse past alleen de afleidingswijze '{only}'."
    return [CatalogusRefused("invalid-afleidingswijze-for-procestermijn", NFE, text)]


def ztc_004_to_008(brondatum: Mapping[str, Any]) -> list[CatalogusRefused]:
    """ztc-004, 005, 006, 007 and 008: which members an afleidingswijze needs, and which it forbids."""
    way = brondatum.get("afleidingswijze", "")
    wanted = WANTED.get(way, frozenset())
    found: list[CatalogusRefused] = []
    for name, code in CODES.items():
        given = bool(brondatum.get(name))
        if name == "einddatumBekend":
            bad = "must-be-empty" if given and way in UNKNOWN_END else ""
        elif name in wanted:
            bad = "" if given else "required"
        else:
            bad = "must-be-empty" if given else ""
        if bad:
            said = "is verplicht" if bad == "required" else "moet leeg zijn"
            found.append(
                CatalogusRefused(bad, f"{GROUP}.{name}", f"Dit {said} bij afleidingswijze '{way}' ({code}).")
            )
    return found


def brondatum_present(brondatum: object, nominatie: str) -> list[CatalogusRefused]:
    """Without a start there is no term: only what is kept for ever can do without."""
    if brondatum or nominatie == "blijvend_bewaren":
        return []
    text = "Geef aan hoe de bewaartermijn begint; alleen bij blijvend bewaren mag dit leeg zijn."
    return [CatalogusRefused("required", GROUP, text)]
