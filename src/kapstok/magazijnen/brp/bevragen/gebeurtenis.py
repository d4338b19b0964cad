"""A date, a place and a country: birth, death, and the beginning of a marriage or partnership."""

from kapstok.magazijnen.brp.bevragen import tabellen
from kapstok.magazijnen.brp.bevragen.datum import datum
from kapstok.magazijnen.brp.bevragen.vorm import Groep, Onderzoek, Voorkomen


def gebeurtenis(voorkomen: Voorkomen, onderzoek: Onderzoek | None, groep: str) -> Groep | None:
    """Elements 10 (date), 20 (place) and 30 (country) of an LO3 group. None when nothing is kept."""
    dag, plaats, land = (f"{groep}{n}" for n in (10, 20, 30))
    if onderzoek is None and not any(e in voorkomen for e in (dag, plaats, land)):
        return None
    velden = {
        "datum": datum(voorkomen.get(dag)),
        "land": tabellen.bekend("landen", voorkomen.get(land)),
        "plaats": tabellen.plaats(voorkomen.get(plaats)),
    }
    return Groep(velden).onderzoek(onderzoek, {"datum": (dag,), "land": (land,), "plaats": (plaats,)})
