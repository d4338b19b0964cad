"""Rules of besluiten, named by the standard's code. Pure: values in, verdict out."""

from collections.abc import Collection
from datetime import date

from kapstok.platform.errors import Refusal

NFE = "nonFieldErrors"


class BesluitRefused(Refusal):
    """A rule of the besluitenmagazijn said no."""


def brc_001_besluittype_is_published(*, concept: bool) -> list[BesluitRefused]:
    """Besluiten are made of published besluittypen only."""
    text = "Dit besluittype is nog een concept."
    return [BesluitRefused("not-published", "besluittype_id", text)] if concept else []


def brc_002_identificatie_is_unique(*, taken: bool) -> list[BesluitRefused]:
    """identificatie is unique within verantwoordelijkeOrganisatie."""
    text = "Dit besluitnummer bestaat al bij deze organisatie."
    return [BesluitRefused("identificatie-niet-uniek", "identificatie", text)] if taken else []


def brc_fields_stay(changed: Collection[str]) -> list[BesluitRefused]:
    """besluittype (brc-001), identificatie and verantwoordelijkeOrganisatie (brc-002) never change; a zaak
    that was given is not exchanged for another one (brc-006)."""
    text = "Dit veld kan niet worden gewijzigd."
    return [BesluitRefused("wijzigen-niet-toegelaten", name, text) for name in changed]


def brc_datum(datum: date, today: date) -> list[BesluitRefused]:
    """A besluit was taken today or earlier."""
    text = "De datum van het besluit ligt in de toekomst."
    return [BesluitRefused("future_not_allowed", "datum", text)] if datum > today else []


def brc_003_once(*, linked: bool) -> list[BesluitRefused]:
    """A document stands once with a besluit."""
    return [BesluitRefused("unique", NFE, "Dit document staat al bij dit besluit.")] if linked else []


def brc_007_zaaktype(*, known: bool) -> list[BesluitRefused]:
    """The besluittype is one that can come out of the zaaktype of the zaak."""
    text = "Dit besluittype hoort niet bij het zaaktype van de zaak."
    return [] if known else [BesluitRefused("zaaktype-mismatch", NFE, text)]


def brc_008_informatieobjecttype(*, known: bool) -> list[BesluitRefused]:
    """The kind of document is one in which a besluit of this type is laid down."""
    text = "Dit soort document hoort niet bij het besluittype."
    code = "missing-besluittype-informatieobjecttype-relation"
    return [] if known else [BesluitRefused(code, NFE, text)]


def zaakbesluit_is_consistent(besluit_zaak: object, zaak: object) -> list[BesluitRefused]:
    """The zaak follows the besluit: what the besluit does not say, cannot be said at the zaak."""
    text = "Dit besluit hoort volgens de besluiten niet bij deze zaak."
    return [] if besluit_zaak == zaak else [BesluitRefused("inconsistent-relation", NFE, text)]


def zaakbesluit_goes_with_besluit() -> list[BesluitRefused]:
    """The link is there as long as the besluit names the zaak."""
    text = "Het besluit noemt deze zaak nog. Wijzig of verwijder het besluit."
    return [BesluitRefused("inconsistent-relation", NFE, text)]
