"""When the bewaartermijn of a closed zaak starts and ends, by the ZGW standard (zrc-021, zrc-026a) and ImZTC.

Values in, verdict out. Collecting the values of the zaak, and destroying it, happens elsewhere.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import cast

from kapstok.kern.fouten import InvalidValue
from kapstok.kern.tijdvak import Duration


class Archiefnominatie(StrEnum):
    BLIJVEND_BEWAREN = "blijvend_bewaren"
    VERNIETIGEN = "vernietigen"


@dataclass(frozen=True, slots=True)
class Afgehandeld:
    """The day the zaak was closed."""


@dataclass(frozen=True, slots=True)
class AnderDatumkenmerk:
    """A date in a registration outside the zaaksysteem; somebody enters it."""

    datumkenmerk: str
    registratie: str


@dataclass(frozen=True, slots=True)
class Eigenschap:
    datumkenmerk: str


@dataclass(frozen=True, slots=True)
class GerelateerdeZaak:
    """The day the last related zaak was closed."""


@dataclass(frozen=True, slots=True)
class Hoofdzaak:
    """The day the hoofdzaak was closed."""


@dataclass(frozen=True, slots=True)
class IngangsdatumBesluit:
    """The latest ingangsdatum of the besluiten."""


@dataclass(frozen=True, slots=True)
class Termijn:
    """A fixed time after closing."""

    procestermijn: Duration | None


@dataclass(frozen=True, slots=True)
class VervaldatumBesluit:
    """The latest vervaldatum of the besluiten."""


@dataclass(frozen=True, slots=True)
class Zaakobject:
    """The latest date in attribute `datumkenmerk` (a/b is b inside a) of the zaakobjecten of one type."""

    objecttype: str
    datumkenmerk: str


Afleidingswijze = (
    Afgehandeld | AnderDatumkenmerk | Eigenschap | GerelateerdeZaak | Hoofdzaak
    | IngangsdatumBesluit | Termijn | VervaldatumBesluit | Zaakobject
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Missing:
    """Why there is no date. `blocks`: the standard refuses to close the zaak; else it can come later."""

    what: str
    blocks: bool = False


@dataclass(frozen=True, slots=True)
class BesluitDates:
    ingangsdatum: date
    vervaldatum: date | None = None


@dataclass(frozen=True, slots=True)
class RelatedObject:
    objecttype: str
    attributen: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class HoofdzaakDates:
    einddatum: date | None


@dataclass(frozen=True, slots=True)
class ClosedZaak:
    """All of a closed zaak that an afleidingswijze may look at."""

    einddatum: date
    hoofdzaak: HoofdzaakDates | None = None
    eigenschappen: Mapping[str, str] = field(default_factory=dict[str, str])
    zaakobjecten: tuple[RelatedObject, ...] = ()
    gerelateerde_einddatums: tuple[date | None, ...] = ()
    besluiten: tuple[BesluitDates, ...] = ()
    archiefnominatie: Archiefnominatie | None = None
    startdatum_bewaartermijn: date | None = None


@dataclass(frozen=True, slots=True)
class Archiefregime:
    """What the resultaattype says. Only blijvend_bewaren may do without afleidingswijze."""

    archiefnominatie: Archiefnominatie | None
    archiefactietermijn: Duration | None
    afleidingswijze: Afleidingswijze | None


@dataclass(frozen=True, slots=True)
class Archiefparameters:
    """What is written on the zaak. Without archiefactiedatum, `missing` says why."""

    archiefnominatie: Archiefnominatie | None
    startdatum_bewaartermijn: date | None
    archiefactiedatum: date | None
    missing: Missing | None = None


def parse_afleidingswijze(
    code: str,
    *,
    datumkenmerk: str = "",
    objecttype: str = "",
    registratie: str = "",
    procestermijn: str | None = None,
) -> Afleidingswijze:
    """From the fields of brondatumArchiefprocedure (ztc-003 to ztc-008)."""
    match code:
        case "afgehandeld":
            return Afgehandeld()
        case "ander_datumkenmerk":
            return AnderDatumkenmerk(datumkenmerk, registratie)
        case "eigenschap":
            return Eigenschap(datumkenmerk)
        case "gerelateerde_zaak":
            return GerelateerdeZaak()
        case "hoofdzaak":
            return Hoofdzaak()
        case "ingangsdatum_besluit":
            return IngangsdatumBesluit()
        case "termijn":
            return Termijn(Duration.parse(procestermijn) if procestermijn else None)
        case "vervaldatum_besluit":
            return VervaldatumBesluit()
        case "zaakobject":
            return Zaakobject(objecttype, datumkenmerk)
        case _:
            raise InvalidValue("invalid_choice", "Deze afleidingswijze bestaat niet.")


def determine_brondatum(zaak: ClosedZaak, wijze: Afleidingswijze) -> date | Missing:
    """Day on which the bewaartermijn starts (ImZTC, brondatum archiefprocedure)."""
    match wijze:
        case Afgehandeld():
            return zaak.einddatum
        case AnderDatumkenmerk(datumkenmerk, registratie):
            return Missing(f"{datumkenmerk} uit {registratie}")
        case Eigenschap(naam):
            return _from_eigenschap(zaak, naam)
        case GerelateerdeZaak():
            return _from_gerelateerde_zaken(zaak)
        case Hoofdzaak():
            return _from_hoofdzaak(zaak)
        case IngangsdatumBesluit():
            ingangsdatums = [besluit.ingangsdatum for besluit in zaak.besluiten]
            return max(ingangsdatums, default=Missing("besluit bij de zaak", blocks=True))
        case Termijn(procestermijn):
            return _from_procestermijn(zaak, procestermijn)
        case VervaldatumBesluit():
            vervaldatums = [besluit.vervaldatum for besluit in zaak.besluiten if besluit.vervaldatum]
            return max(vervaldatums, default=Missing("vervaldatum van het besluit"))
        case Zaakobject(objecttype, datumkenmerk):
            return _from_zaakobjecten(zaak, objecttype, datumkenmerk)


def determine_archiefparameters(zaak: ClosedZaak, regime: Archiefregime) -> Archiefparameters:
    """archiefactiedatum = brondatum + archiefactietermijn; what stands on the zaak goes first (zrc-021)."""
    nominatie = zaak.archiefnominatie or regime.archiefnominatie
    brondatum = _brondatum(zaak, regime)
    if isinstance(brondatum, Missing):
        return Archiefparameters(
            nominatie, zaak.startdatum_bewaartermijn, None, _softened(brondatum, nominatie)
        )
    # zrc-026a: startdatumBewaartermijn belongs to zaken that will be destroyed.
    startdatum = brondatum if nominatie == Archiefnominatie.VERNIETIGEN else zaak.startdatum_bewaartermijn
    if regime.archiefactietermijn is None:
        return Archiefparameters(
            nominatie, startdatum, None, Missing("archiefactietermijn van het resultaattype")
        )
    actiedatum = _add(brondatum, regime.archiefactietermijn)
    if isinstance(actiedatum, Missing):
        return Archiefparameters(nominatie, startdatum, None, actiedatum)
    return Archiefparameters(nominatie, startdatum, actiedatum)


def parse_datum(value: object) -> date | None:
    """A date as eigenschappen (ztc-015: 20261231, 20261231235959) and objects (ISO 8601) hold it."""
    found = re.match(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?:$|\s|T|\d{6}\s*$)", str(value), re.ASCII)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _brondatum(zaak: ClosedZaak, regime: Archiefregime) -> date | Missing:
    if zaak.startdatum_bewaartermijn is not None:
        return zaak.startdatum_bewaartermijn
    if regime.afleidingswijze is None:
        return Missing("afleidingswijze van het resultaattype", blocks=True)
    return determine_brondatum(zaak, regime.afleidingswijze)


def _softened(missing: Missing, nominatie: Archiefnominatie | None) -> Missing:
    """What is kept for ever may be closed without a date."""
    return Missing(missing.what) if nominatie == Archiefnominatie.BLIJVEND_BEWAREN else missing


def _add(day: date, duration: Duration) -> date | Missing:
    try:
        return day + duration
    except OverflowError:
        return Missing("termijn die voor het jaar 10000 eindigt")


def _from_eigenschap(zaak: ClosedZaak, naam: str) -> date | Missing:
    if not zaak.eigenschappen.get(naam):
        return Missing(f"eigenschap {naam}")
    return parse_datum(zaak.eigenschappen[naam]) or Missing(f"datum in eigenschap {naam}", blocks=True)


def _from_procestermijn(zaak: ClosedZaak, procestermijn: Duration | None) -> date | Missing:
    if procestermijn is None:
        return Missing("procestermijn van het resultaattype", blocks=True)
    return _add(zaak.einddatum, procestermijn)


def _from_hoofdzaak(zaak: ClosedZaak) -> date | Missing:
    if zaak.hoofdzaak is None:
        return Missing("hoofdzaak", blocks=True)
    return zaak.hoofdzaak.einddatum or Missing("einddatum van de hoofdzaak")


def _from_gerelateerde_zaken(zaak: ClosedZaak) -> date | Missing:
    """One that is still open can only close later than the others, so the answer waits for it."""
    if not zaak.gerelateerde_einddatums:
        return Missing("gerelateerde zaak", blocks=True)
    einddatums = [einddatum for einddatum in zaak.gerelateerde_einddatums if einddatum]
    if len(einddatums) < len(zaak.gerelateerde_einddatums):
        return Missing("einddatum van een gerelateerde zaak")
    return max(einddatums)


def _from_zaakobjecten(zaak: ClosedZaak, objecttype: str, datumkenmerk: str) -> date | Missing:
    objecten = [item for item in zaak.zaakobjecten if item.objecttype == objecttype]
    dates = [parse_datum(_attribuut(item.attributen, datumkenmerk)) for item in objecten]
    known = [day for day in dates if day]
    if not known or len(known) < len(dates):
        return Missing(f"{datumkenmerk} van zaakobject {objecttype}", blocks=True)
    return max(known)


def _attribuut(attributen: object, path: str) -> object:
    for name in path.split("/"):
        if not isinstance(attributen, Mapping):
            return None
        attributen = cast("Mapping[str, object]", attributen).get(name)
    return attributen
