"""Where the answers come from: who may ask, what is found, and what is kept of having told it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from kapstok.koppelvlakken.stuf_bg.aoa import AOA
from kapstok.koppelvlakken.stuf_bg.entiteit import Entiteit
from kapstok.koppelvlakken.stuf_bg.hr import NNP, VES, Gegevens, handelsnamen
from kapstok.koppelvlakken.stuf_bg.nps import NPS
from kapstok.koppelvlakken.stuf_bg.vraag import Vraag
from kapstok.koppelvlakken.stuf_bg.waarden import Persoon
from kapstok.magazijnen.autorisaties.doelbinding import BRP, Doel, doel_bekend
from kapstok.magazijnen.bag.models import Nummeraanduiding
from kapstok.magazijnen.brp.bevragen.velden import toegestaan
from kapstok.magazijnen.brp.zoeken import zoek
from kapstok.magazijnen.hr import queries as hr
from kapstok.magazijnen.hr.models import Inschrijving, Vestiging
from kapstok.magazijnen.hr.rules import name_of, openbaar
from kapstok.platform.audit.use import log_uses
from kapstok.platform.resource import Caller
from kapstok.platform.stuf.fouten import StufFout

# More things than this are not ordered and counted for one question.
MEESTE = 500


class Bron(Protocol):
    """The store of one kind of thing, for one caller. Raises StufFout."""

    entiteit: Entiteit
    mag: frozenset[str]

    def zoek(self, vraag: Vraag, now: datetime) -> list[Any]:
        """What is found, at most one more than MEESTE."""
        ...

    def vertel(self, dingen: Sequence[Any], velden: set[str], now: datetime) -> None:
        """Keep that these fields of these things were told, in this transaction."""
        ...


class Personen:
    """The BRP, for the purpose of the application."""

    entiteit = NPS
    bron = "Basisregistratie Personen"

    def __init__(self, caller: Caller) -> None:
        doel: Doel | None = doel_bekend(caller.id, BRP)
        if doel is None:
            raise StufFout("StUF052", "Deze applicatie heeft geen doel waarvoor zij personen mag bevragen.")
        self.actor = replace(caller.actor, purpose=doel.doel)
        self.mag = toegestaan(doel.velden)

    def zoek(self, vraag: Vraag, now: datetime) -> list[Persoon]:
        """Persons, also those who died; a name that must be exact is so."""
        asked: dict[str, Any] = {**vraag.zoek, "inclusiefOverledenPersonen": True}
        if "burgerservicenummer" in asked:
            asked["burgerservicenummer"] = [asked["burgerservicenummer"]]
        found = [Persoon(p.categorieen, now.date()) for p in zoek(asked, limit=MEESTE + 1)]
        return [p for p in found if all(_is(p, naam, value) for naam, value in vraag.precies.items())]

    def vertel(self, dingen: Sequence[Persoon], velden: set[str], now: datetime) -> None:
        """One record per person."""
        who = list(dict.fromkeys(_nummer(p) for p in dingen))
        log_uses(who, actor=self.actor, moment=now, source=self.bron, fields=sorted(velden))


_EXACT = {
    "geslachtsnaam": (("01", "0240"),),
    "voornamen": (("01", "0210"),),
    "straat": (("08", "1110"), ("08", "1115")),
}


def _is(person: Persoon, naam: str, value: str) -> bool:
    return any(person.een(category).get(element) == value for category, element in _EXACT[naam])


def _nummer(person: Persoon) -> str:
    kept = person.een("01")
    return kept.get("0120") or kept.get("0110", "")


class Adressen:
    """The addresses of the municipality. They are open: whoever may come in may ask them."""

    entiteit = AOA
    mag: frozenset[str] = frozenset()

    def __init__(self, caller: Caller) -> None:
        self.caller = caller

    def zoek(self, vraag: Vraag, now: datetime) -> list[Nummeraanduiding]:  # noqa: ARG002 - the day of the delivery
        """Addresses."""
        return list(Nummeraanduiding.objects.filter(**vraag.zoek).order_by("identificatie")[: MEESTE + 1])

    def vertel(self, dingen: Sequence[Nummeraanduiding], velden: set[str], now: datetime) -> None:
        """Nothing is kept: an address is nobody."""


def _gevraagd(vraag: Vraag, *soorten: str) -> list[dict[str, Any]]:
    """What the handelsregister finds, those that ended too."""
    asked: dict[str, Any] = {**vraag.zoek, "inclusiefInactieveRegistraties": True, "type": list(soorten)}
    if "naam" in asked:
        asked["naam"] = asked["naam"].removesuffix("*")
    return hr.zoek(asked)


class Bedrijven:
    """The handelsregister. It is open: whoever may come in may ask it, and a shielded address is not told."""

    entiteit: Entiteit
    mag: frozenset[str] = frozenset()

    def __init__(self, caller: Caller) -> None:
        self.caller = caller

    def vertel(self, dingen: Sequence[Gegevens], velden: set[str], now: datetime) -> None:
        """Nothing is kept: what a business is stands in an open register."""


class Rechtspersonen(Bedrijven):
    """Owners of registrations that are no natural persons: they have an rsin."""

    entiteit = NNP

    def zoek(self, vraag: Vraag, now: datetime) -> list[Gegevens]:  # noqa: ARG002 - as it stands now
        """Each rsin once."""
        numbers = [row["kvk_nummer"] for row in _gevraagd(vraag, "rechtspersoon")]
        found: dict[str, Gegevens] = {
            row.rsin: openbaar(rechtspersoon(row.naam, row.rsin, row.gegevens, row.eigenaar))
            for row in Inschrijving.objects.filter(kvk_nummer__in=numbers).order_by("actief", "kvk_nummer")
        }
        name = vraag.precies.get("naam")
        return [g for g in found.values() if name is None or g["statutaireNaam"] == name][: MEESTE + 1]


def rechtspersoon(naam: str, rsin: str, gegevens: dict[str, Any], eigenaar: dict[str, Any]) -> dict[str, Any]:
    """The owner of a registration, with what only the registration says."""
    own = {n: gegevens[n] for n in ("materieleRegistratie", "websites") if n in gegevens}
    return {**own, "statutaireNaam": gegevens.get("statutaireNaam") or naam, **eigenaar} | {"rsin": rsin}


class Vestigingen(Bedrijven):
    """Branches."""

    entiteit = VES

    def zoek(self, vraag: Vraag, now: datetime) -> list[Gegevens]:  # noqa: ARG002 - as it stands now
        """Each branch with its own profile; the main one has the activities of its registration when it has none."""
        numbers = [row["vestigingsnummer"] for row in _gevraagd(vraag, "hoofdvestiging", "nevenvestiging")]
        rows = Vestiging.objects.filter(vestigingsnummer__in=numbers).select_related("inschrijving")
        found: list[Gegevens] = [
            openbaar(vestiging(row.vestigingsnummer, row.gegevens, row.inschrijving.gegevens))
            for row in rows.order_by("vestigingsnummer")
        ]
        name = vraag.precies.get("naam")
        return [g for g in found if name is None or name in {w.tekst for w in handelsnamen(g)}][: MEESTE + 1]


def vestiging(nummer: str, gegevens: dict[str, Any], inschrijving: dict[str, Any]) -> dict[str, Any]:
    """A branch, with what it has from its registration."""
    main = gegevens.get("indHoofdvestiging") == "Ja"
    inherited = ("sbiActiviteiten", "materieleRegistratie") if main else ()
    own = {n: inschrijving[n] for n in inherited if n in inschrijving}
    name = name_of(gegevens) or name_of(inschrijving)
    return {**own, "eersteHandelsnaam": name, **gegevens, "vestigingsnummer": nummer} | {
        "indHoofdvestiging": "Ja" if main else "Nee"
    }


BRONNEN: dict[str, type[Personen | Adressen | Rechtspersonen | Vestigingen]] = {
    "NPS": Personen,
    "AOA": Adressen,
    "NNP": Rechtspersonen,
    "VES": Vestigingen,
}
