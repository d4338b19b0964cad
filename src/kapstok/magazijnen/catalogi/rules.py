"""Rules of the catalogus about the life of a type: concept, published, versions. Pure.

The archive rules stand in `rules_archief`, those about the form of values in `rules_vorm`.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping

from kapstok.magazijnen.catalogi.errors import CatalogusRefused

NFE = "nonFieldErrors"
# What may still change on a published type.
END_ONLY = frozenset({"einde_geldigheid"})


def ztc_009(*, concept: bool, forced: bool, changed: Collection[str] | None = None) -> list[CatalogusRefused]:
    """ztc-009: a published type stays, but for its end date; or by scope. `changed` None: a deletion."""
    if concept or forced or (changed is not None and set(changed) == END_ONLY):
        return []
    text = "Dit type is gepubliceerd en kan niet meer wijzigen. Maak een nieuwe versie."
    return [CatalogusRefused("non-concept-object", NFE, text)]


def ztc_009_key(
    before: Mapping[str, object], after: Mapping[str, object], key: Collection[str]
) -> list[CatalogusRefused]:
    """ztc-009: a forced correction of a published type never makes it another type."""
    text = "Dit veld zegt welk type het is, en ligt na het publiceren vast. Maak een nieuwe versie."
    return [CatalogusRefused("non-concept-object", name, text) for name in key if before[name] != after[name]]


def ztc_010(*, concept: bool, forced: bool) -> list[CatalogusRefused]:
    """ztc-010: what hangs on a published zaaktype stays as it is."""
    if concept or forced:
        return []
    text = "Het zaaktype is gepubliceerd. Maak een nieuwe versie van het zaaktype om dit te wijzigen."
    return [CatalogusRefused("non-concept-zaaktype", NFE, text)]


def ztc_010_relation(*, zaaktype_concept: bool, other_concept: bool, forced: bool) -> list[CatalogusRefused]:
    """ztc-010: the relation with a document type stays when both sides are published."""
    if zaaktype_concept or other_concept or forced:
        return []
    text = "Het zaaktype en het informatieobjecttype zijn allebei gepubliceerd."
    return [CatalogusRefused("non-concept-relation", NFE, text)]


def ztc_012(
    *,
    statustypen: int,
    resultaattypen: int,
    roltypen: int,
    without_class: Collection[str],
    concept_relations: Collection[str],
) -> list[CatalogusRefused]:
    """ztc-012: what a zaaktype needs before it may be published; all that is missing at once."""
    wanted = [
        (roltypen >= 1, "roltypen", "Voeg minstens één roltype toe."),
        (resultaattypen >= 1, "resultaattypen", "Voeg minstens één resultaattype toe."),
        (statustypen >= 2, "statustypen", "Voeg minstens twee statustypen toe."),
        (
            not without_class,
            "resultaattypen",
            f"Kies een selectielijstklasse bij: {', '.join(sorted(without_class))}.",
        ),
        (
            not concept_relations,
            NFE,
            f"Publiceer eerst, want nog een concept: {', '.join(sorted(concept_relations))}.",
        ),
    ]
    return [CatalogusRefused("concept-relation", field, text) for good, field, text in wanted if not good]


def ztc_013(name: str, *, same: bool) -> list[CatalogusRefused]:
    """ztc-013: both sides of a relation stand in the same catalogus."""
    text = f"Dit staat in een andere catalogus: {name}."
    return [] if same else [CatalogusRefused("relations-incorrect-catalogus", NFE, text)]


Period = tuple[dt.date, dt.date | None]


def overlaps(one: Period, other: Period) -> bool:
    """Do two periods share a day? The end is the first day after it; none is for ever."""
    return (one[1] is None or other[0] < one[1]) and (other[1] is None or one[0] < other[1])


def ztc_016(own: Period, published: Iterable[Period]) -> list[CatalogusRefused]:
    """ztc-016: published versions of the same type do not overlap."""
    if not any(overlaps(own, other) for other in published):
        return []
    text = "In deze periode geldt al een gepubliceerde versie. Geef die eerst een einddatum."
    return [CatalogusRefused("overlap", NFE, text)]


def period(begin: dt.date, end: dt.date | None) -> list[CatalogusRefused]:
    """A type does not end before it begins."""
    if end is None or end >= begin:
        return []
    return [CatalogusRefused("date-mismatch", NFE, "De einddatum ligt voor de begindatum.")]


def unique(what: str, *, taken: bool, field: str = NFE) -> list[CatalogusRefused]:
    """A key is given out once."""
    return [CatalogusRefused("unique", field, f"{what} is er al.")] if taken else []
