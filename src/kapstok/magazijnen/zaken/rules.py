"""Rules of a zaak, named by the standard's code where it has one. Pure: values in, verdict out.

Rules of what hangs on a zaak stand in rules_status, rules_rol, rules_object and rules_eigenschap.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from kapstok.magazijnen.zaken.errors import ZaakForbidden, ZaakRefused

# Clocks of two machines differ; what is that little later than now is not in the future.
LEEWAY = timedelta(seconds=60)
NFE = "nonFieldErrors"


def zrc_001_zaaktype_is_published(*, concept: bool) -> list[ZaakRefused]:
    """Zaken are made of published zaaktypen only."""
    text = "Dit zaaktype is nog een concept."
    return [ZaakRefused("not-published", "zaaktype", text)] if concept else []


def zrc_001_zaaktype_is_in_force(startdatum: date, einde_geldigheid: date | None) -> list[ZaakRefused]:
    """No new zaak starts on a version of a zaaktype after its eindeGeldigheid (history model)."""
    text = "Dit zaaktype gold niet meer op de startdatum van de zaak."
    ended = einde_geldigheid is not None and startdatum > einde_geldigheid
    return [ZaakRefused("zaaktype-ended", "zaaktype", text)] if ended else []


def zrc_001_children_fit_zaaktype(strangers: int) -> list[ZaakRefused]:
    """Another zaaktype is possible as long as status, resultaat, rollen and eigenschappen belong to it."""
    text = "Bij deze zaak staan gegevens die niet bij het andere zaaktype horen."
    return [ZaakRefused("zaaktype-mismatch", "zaaktype", text)] if strangers else []


def zrc_002_identificatie_is_unique(*, taken: bool) -> list[ZaakRefused]:
    """identificatie is unique within bronorganisatie."""
    text = "Dit zaaknummer bestaat al bij deze organisatie."
    return [ZaakRefused("identificatie-niet-uniek", "identificatie", text)] if taken else []


def zrc_002_fields_stay(changed: Collection[str]) -> list[ZaakRefused]:
    """identificatie and bronorganisatie never change; derived columns are not changed by a caller."""
    text = "Dit veld kan niet worden gewijzigd."
    return [ZaakRefused("wijzigen-niet-toegelaten", name, text) for name in changed]


def zrc_007_closed_needs_force(einddatum: date | None, *, forced: bool) -> list[ZaakRefused]:
    """A closed zaak, and what hangs on it, changes only with scope zaken.geforceerd-bijwerken."""
    text = (
        "Deze zaak is afgehandeld. Alleen met het recht om te heropenen of geforceerd bij te werken mag dit."
    )
    return [] if einddatum is None or forced else [ZaakForbidden("zaak-closed", NFE, text)]


class Family(NamedTuple):
    """What the rule about hoofdzaken looks at. `deelzaaktypen`: identificaties that the type of the hoofdzaak
    names; an empty list there says that it has no deelzaken. `zaaktype`: None as long as it is not known."""

    zaak: object
    hoofdzaak: object
    hoofdzaak_of_hoofdzaak: object
    has_deelzaken: bool
    zaaktype: str | None
    deelzaaktypen: Sequence[str]


def zrc_013_hoofdzaak(family: Family) -> list[ZaakRefused]:
    """A hoofdzaak is another zaak, is no deelzaak itself, and its zaaktype names this one as deelzaaktype."""
    if family.hoofdzaak is None:
        return []
    if family.hoofdzaak == family.zaak:
        return [ZaakRefused("self-forbidden", "hoofdzaak", "Een zaak is geen hoofdzaak van zichzelf.")]
    refusals = []
    if family.hoofdzaak_of_hoofdzaak is not None:
        text = "Een deelzaak kan geen hoofdzaak zijn."
        refusals.append(ZaakRefused("deelzaak-als-hoofdzaak", "hoofdzaak", text))
    if family.has_deelzaken:
        text = "Deze zaak heeft zelf deelzaken en kan dus geen deelzaak worden."
        refusals.append(ZaakRefused("deelzaak-als-hoofdzaak", "hoofdzaak", text))
    if family.zaaktype is not None and family.zaaktype not in family.deelzaaktypen:
        text = "Het zaaktype van de hoofdzaak kent dit zaaktype niet als deelzaaktype."
        refusals.append(ZaakRefused("invalid-deelzaaktype", "hoofdzaak", text))
    return refusals


def zrc_014_betaling(indicatie: str, betaaldatum: datetime | None, now: datetime) -> list[ZaakRefused]:
    """Nothing was paid where nothing is to be paid (nvt), and not in the future."""
    refusals = []
    if betaaldatum is not None and indicatie == "nvt":
        text = "Bij betalingsindicatie nvt hoort geen betaaldatum."
        refusals.append(ZaakRefused("betaling-nvt", "laatste_betaaldatum", text))
    if betaaldatum is not None and betaaldatum > now + LEEWAY:
        text = "De betaaldatum ligt in de toekomst."
        refusals.append(ZaakRefused("future_not_allowed", "laatste_betaaldatum", text))
    return refusals


def zrc_015_producten_of_diensten(given: Collection[str], allowed: Collection[str]) -> list[ZaakRefused]:
    """productenOfDiensten of a zaak are among those of its zaaktype."""
    text = "Niet al deze producten of diensten horen bij het zaaktype."
    strange = set(given) - set(allowed)
    return [ZaakRefused("invalid-products-services", "producten_of_diensten", text)] if strange else []


def zrc_022_archiefstatus(
    archiefstatus: str, nominatie: str, actiedatum: date | None, *, unarchived: int
) -> list[ZaakRefused]:
    """A zaak is archived when its documents are, and when it is known what becomes of it and when."""
    if archiefstatus == "nog_te_archiveren":
        return []
    refusals = []
    if unarchived:
        text = "Niet alle documenten van deze zaak zijn gearchiveerd."
        refusals.append(ZaakRefused("documents-not-archived", "archiefstatus", text))
    if not nominatie:
        text = "Zonder archiefnominatie kan de zaak niet worden gearchiveerd."
        refusals.append(ZaakRefused("archiefnominatie-not-set", "archiefnominatie", text))
    if actiedatum is None:
        text = "Zonder archiefactiedatum kan de zaak niet worden gearchiveerd."
        refusals.append(ZaakRefused("archiefactiedatum-not-set", "archiefactiedatum", text))
    return refusals


def zrc_023_besluiten_go_first(number: int) -> list[ZaakRefused]:
    """A zaak with besluiten is not deleted; they are withdrawn first (related-besluiten)."""
    text = "Bij deze zaak horen nog besluiten. Trek die eerst in."
    return [ZaakRefused("related-besluiten", NFE, text)] if number else []


def _of_the_zaaktype(kind: str, type_zaaktype: object, zaaktype: object) -> list[ZaakRefused]:
    text = f"{kind} hoort niet bij het zaaktype van de zaak."
    return [] if type_zaaktype == zaaktype else [ZaakRefused("zaaktype-mismatch", NFE, text)]


def zrc_016_statustype(type_zaaktype: object, zaaktype: object) -> list[ZaakRefused]:
    """The statustype of a status is one of the zaaktype of the zaak."""
    return _of_the_zaaktype("Dit statustype", type_zaaktype, zaaktype)


def zrc_018_eigenschap(type_zaaktype: object, zaaktype: object) -> list[ZaakRefused]:
    """The eigenschap is one of the zaaktype of the zaak."""
    return _of_the_zaaktype("Deze eigenschap", type_zaaktype, zaaktype)


def zrc_018_once(*, there: bool) -> list[ZaakRefused]:
    """A zaak has one value per eigenschap."""
    return [ZaakRefused("unique", NFE, "Deze eigenschap staat al bij de zaak.")] if there else []


def zrc_019_roltype(type_zaaktype: object, zaaktype: object) -> list[ZaakRefused]:
    """The roltype of a rol is one of the zaaktype of the zaak."""
    return _of_the_zaaktype("Dit roltype", type_zaaktype, zaaktype)


def zrc_020_resultaattype(type_zaaktype: object, zaaktype: object) -> list[ZaakRefused]:
    """The resultaattype of the resultaat is one of the zaaktype of the zaak."""
    return _of_the_zaaktype("Dit resultaattype", type_zaaktype, zaaktype)


def zrc_020_one_resultaat(*, there: bool) -> list[ZaakRefused]:
    """A zaak has at most one resultaat."""
    return [ZaakRefused("unique", "zaak_id", "Deze zaak heeft al een resultaat.")] if there else []


def fields_stay(changed: Collection[str]) -> list[ZaakRefused]:
    """What makes a row below a zaak that row does not change: its zaak, and what it points to (zrc-004, zrc-018,
    zrc-020)."""
    text = "Dit veld kan niet worden gewijzigd."
    return [ZaakRefused("wijzigen-niet-toegelaten", name, text) for name in changed]


def may_suspend(*, allowed: bool, open_zaak: bool, suspended: bool) -> list[ZaakRefused]:
    """Opschorten: the zaaktype allows it, the zaak is open and not suspended already."""
    if not allowed:
        return [ZaakRefused("not-allowed", "opschorting", "Dit zaaktype staat opschorten niet toe.")]
    if not open_zaak:
        return [ZaakRefused("zaak-closed", "opschorting", "Deze zaak is al afgehandeld.")]
    return [ZaakRefused("not-allowed", "opschorting", "Deze zaak is al opgeschort.")] if suspended else []


def may_extend(*, allowed: bool, open_zaak: bool, extended: bool) -> list[ZaakRefused]:
    """Verlengen: the zaaktype allows it, the zaak is open, and it happens once."""
    if not allowed:
        return [ZaakRefused("not-allowed", "verlenging", "Dit zaaktype staat verlengen niet toe.")]
    if not open_zaak:
        return [ZaakRefused("zaak-closed", "verlenging", "Deze zaak is al afgehandeld.")]
    return [ZaakRefused("not-allowed", "verlenging", "Deze zaak is al verlengd.")] if extended else []


def box_of(geometry: object) -> tuple[float, float, float, float] | None:
    """Bounding box of a GeoJSON geometry: min x, min y, max x, max y. None without coordinates."""
    given = geometry if isinstance(geometry, dict) else {}
    parts = [given, *(p for p in given.get("geometries") or () if isinstance(p, dict))]
    points = [p for part in parts for p in _points(part.get("coordinates"))]
    if not points:
        return None
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def _points(value: object) -> Collection[tuple[float, float]]:
    if not isinstance(value, list) or not value:
        return []
    if all(isinstance(v, int | float) for v in value[:2]) and len(value) >= 2:
        return [(float(value[0]), float(value[1]))]
    return [p for part in value for p in _points(part)]
