"""Names: initials, the name in full, and the group naam of a person or a relative."""

from typing import Any

from kapstok.magazijnen.brp.bevragen import tabellen
from kapstok.magazijnen.brp.bevragen.titels import TITELS
from kapstok.magazijnen.brp.bevragen.vorm import Groep, Onderzoek, Voorkomen

_NAAM = ("0210", "0220", "0230", "0240")
_BRONNEN = {
    "voornamen": ("0210",),
    "adellijkeTitelPredicaat": ("0220",),
    "voorvoegsel": ("0230",),
    "geslachtsnaam": ("0240",),
    "voorletters": ("0210",),
}
_BRONNEN_PERSOON = {**_BRONNEN, "volledigeNaam": (*_NAAM, "0410"), "aanduidingNaamgebruik": ("6110",)}


def voorletters(voornamen: str) -> str:
    """The first letter of each name with a full stop; a name of one letter stands by itself, without."""
    text = ""
    for naam in voornamen.split():
        # After a letter without a full stop comes a space.
        text += (" " if text and not text.endswith(".") else "") + (naam if len(naam) == 1 else f"{naam[0]}.")
    return text


def geslachtsnaam(voorkomen: Voorkomen) -> str:
    """The family name; "" when it is absent or unknown (a full stop)."""
    naam = voorkomen.get("0240", "")
    return "" if naam == "." else naam


def met_voorvoegsel(voorkomen: Voorkomen) -> str:
    """Family name with what stands before it; "" when the family name is not known."""
    naam = geslachtsnaam(voorkomen)
    return " ".join(f"{voorkomen.get('0230', '')} {naam}".split()) if naam else ""


def volledige_naam(voorkomen: Voorkomen) -> str:
    """A predicate before the first names, a title after; in the form of the sex when there is one."""
    titel = TITELS.get(voorkomen.get("0220", ""))
    vorm = (titel.voor(voorkomen.get("0410", "")) or titel.omschrijving) if titel else ""
    before, after = (vorm, "") if titel and titel.soort == "predicaat" else ("", vorm)
    voornamen, voorvoegsel = voorkomen.get("0210", ""), voorkomen.get("0230", "")
    parts = (before, voornamen, after, voorvoegsel, geslachtsnaam(voorkomen))
    return " ".join(" ".join(parts).split())


def titel_predicaat(code: str | None) -> dict[str, str] | None:
    """A title with its description and kind."""
    if not code:
        return None
    titel = TITELS.get(code)
    return (
        {"code": code, "omschrijving": titel.omschrijving, "soort": titel.soort} if titel else {"code": code}
    )


def _gerelateerde(voorkomen: Voorkomen) -> dict[str, Any]:
    return {
        "voornamen": voorkomen.get("0210"),
        "adellijkeTitelPredicaat": titel_predicaat(voorkomen.get("0220")),
        "voorvoegsel": voorkomen.get("0230"),
        "geslachtsnaam": geslachtsnaam(voorkomen) or None,
        "voorletters": voorletters(voorkomen.get("0210", "")) or None,
    }


def naam_gerelateerde(voorkomen: Voorkomen, onderzoek: Onderzoek | None) -> Groep | None:
    """The name of a partner, parent or child. None when nothing is kept of it."""
    if onderzoek is None and not any(e in voorkomen for e in _NAAM):
        return None
    return Groep(_gerelateerde(voorkomen)).onderzoek(onderzoek, _BRONNEN)


def naam_persoon(voorkomen: Voorkomen, onderzoek: Onderzoek | None) -> Groep | None:
    """The name of the person. None when nothing is kept of it."""
    if onderzoek is None and not any(e in voorkomen for e in (*_NAAM, "6110")):
        return None
    velden = {
        **_gerelateerde(voorkomen),
        "volledigeNaam": volledige_naam(voorkomen) or None,
        "aanduidingNaamgebruik": tabellen.waarde(tabellen.NAAMGEBRUIK, voorkomen.get("6110")),
    }
    return Groep(velden).onderzoek(onderzoek, _BRONNEN_PERSOON)
