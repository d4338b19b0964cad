"""Rules of the zakenmagazijn, named by the standard's code where it has one. Pure: values in, verdict out."""

from collections.abc import Collection
from datetime import date

from kapstok.magazijnen.zaken.errors import ZaakRefused

_CLOSED = (
    "Deze zaak is afgehandeld. Alleen met het recht om te heropenen of geforceerd bij te werken mag dit."
)


def zrc_007_closed_needs_force(einddatum: date | None, *, forced: bool) -> list[ZaakRefused]:
    """A closed zaak, and what hangs on it, changes only with scope zaken.geforceerd-bijwerken."""
    return [] if einddatum is None or forced else [ZaakRefused("zaak-closed", "nonFieldErrors", _CLOSED)]


def zrc_002_number_is_unique(taken: bool) -> list[ZaakRefused]:  # noqa: FBT001 - the fact itself
    """identificatie is unique within bronorganisatie."""
    text = "Dit zaaknummer bestaat al bij deze organisatie."
    return [ZaakRefused("identificatie-niet-uniek", "identificatie", text)] if taken else []


def zrc_008_hoofdzaak_is_no_deelzaak(
    zaak: object, hoofdzaak: object, its_hoofdzaak: object
) -> list[ZaakRefused]:
    """A hoofdzaak is not the zaak itself, and not a deelzaak of another one."""
    if hoofdzaak is None:
        return []
    if hoofdzaak == zaak:
        return [
            ZaakRefused("self-relation-not-allowed", "hoofdzaak", "Een zaak is geen hoofdzaak van zichzelf.")
        ]
    if its_hoofdzaak is not None:
        return [ZaakRefused("deelzaak-als-hoofdzaak", "hoofdzaak", "Een deelzaak kan geen hoofdzaak zijn.")]
    return []


def zaaktype_is_published(concept: bool) -> list[ZaakRefused]:  # noqa: FBT001
    """Zaken are made of published zaaktypen only."""
    text = "Dit zaaktype is nog een concept."
    return [ZaakRefused("not-published", "zaaktype", text)] if concept else []


def type_belongs_to_zaaktype(field: str, type_zaaktype: object, zaaktype: object) -> list[ZaakRefused]:
    """Status-, resultaat-, roltype and eigenschap belong to the zaaktype of the zaak (zrc-012, 013, 016, 017)."""
    text = "Dit hoort niet bij het zaaktype van de zaak."
    return [] if type_zaaktype == zaaktype else [ZaakRefused("zaaktype-mismatch", field, text)]


def final_status_needs_resultaat(*, final: bool, resultaat: object) -> list[ZaakRefused]:
    """The end status is set on a zaak that has a resultaat."""
    text = "Zet eerst een resultaat; daarna kan de zaak worden afgesloten."
    return (
        [ZaakRefused("resultaat-does-not-exist", "nonFieldErrors", text)]
        if final and resultaat is None
        else []
    )


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


def besluiten_go_first(number: int) -> list[ZaakRefused]:
    """A zaak with besluiten is not deleted; they are withdrawn first (related-besluiten)."""
    text = "Bij deze zaak horen nog besluiten. Trek die eerst in."
    return [ZaakRefused("related-besluiten", "nonFieldErrors", text)] if number else []


def box_of(geometry: object) -> tuple[float, float, float, float] | None:
    """Bounding box of a GeoJSON geometry: min x, min y, max x, max y. None without coordinates."""
    points = list(_points(geometry.get("coordinates") if isinstance(geometry, dict) else None))
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
