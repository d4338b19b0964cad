"""The rules of the catalogus with the facts they need, per kind of row."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from kapstok.magazijnen.catalogi import models as m
from kapstok.magazijnen.catalogi import relations, rules, rules_archief, rules_vorm
from kapstok.magazijnen.catalogi.errors import CatalogusRefused
from kapstok.magazijnen.catalogi.selectielijst import lijst
from kapstok.platform.db import TenantModel

Faults = list[CatalogusRefused]
MOST_STATUSTYPE, MOST_DOCUMENT = 9999, 999


def catalogus_of(row: Any) -> UUID:
    """The catalogus a row belongs to, by way of its zaaktype where it has none itself."""
    if isinstance(row, m.Catalogus):
        return row.id
    if hasattr(row, "catalogus_id"):
        return row.catalogus_id
    found: UUID = m.ZaakType.objects.values_list("catalogus_id", flat=True).get(id=row.zaaktype_id)
    return found


def _taken(row: TenantModel, **same: Any) -> bool:
    return type(row).objects.filter(**same).exclude(id=row.id).exists()  # type: ignore[attr-defined]


def _catalogus(row: m.Catalogus) -> Faults:
    taken = _taken(row, domein=row.domein, rsin=row.rsin)
    return [
        *rules_vorm.organisation(row.domein, row.rsin),
        *rules.unique("Een catalogus met dit domein en RSIN", taken=taken),
    ]


def _versioned(row: Any) -> Faults:
    """Period, and no overlap with other published versions once this one is published."""
    found = rules.period(row.begin_geldigheid, row.einde_geldigheid)
    return found if row.concept or found else overlap(row)


def overlap(row: Any) -> Faults:
    """ztc-016 for this version as if it were published."""
    key = relations.KEY[type(row)]
    same = type(row).objects.filter(catalogus_id=row.catalogus_id, concept=False, **{key: getattr(row, key)})
    periods = same.exclude(id=row.id).values_list("begin_geldigheid", "einde_geldigheid")
    return rules.ztc_016((row.begin_geldigheid, row.einde_geldigheid), periods)


def _zaaktype(row: m.ZaakType) -> Faults:
    return [
        *_versioned(row),
        *rules_vorm.verlenging(mogelijk=row.verlenging_mogelijk, termijn=row.verlengingstermijn),
        *rules_vorm.bron(row.broncatalogus, row.bronzaaktype),
        *rules_vorm.duration("doorlooptijd", row.doorlooptijd),
        *rules_vorm.duration("servicenorm", row.servicenorm),
        *rules_archief.ztc_001(row.selectielijst_procestype, lijst()),
    ]


def _statustype(row: m.StatusType) -> Faults:
    taken = _taken(row, zaaktype_id=row.zaaktype_id, volgnummer=row.volgnummer)
    return [
        *rules_vorm.number("volgnummer", row.volgnummer, MOST_STATUSTYPE),
        *rules.unique("Een statustype met dit volgnummer", taken=taken),
    ]


def _resultaattype(row: m.ResultaatType) -> Faults:
    zaaktype = m.ZaakType.objects.only("selectielijst_procestype").get(id=row.zaaktype_id)
    procestype = lijst().procestype(zaaktype.selectielijst_procestype)
    taken = _taken(row, zaaktype_id=row.zaaktype_id, omschrijving=row.omschrijving)
    found = [
        *rules_archief.ztc_002(row.resultaattypeomschrijving, row.selectielijstklasse, procestype, lijst()),
        *rules_archief.brondatum_present(row.brondatum_archiefprocedure, row.archiefnominatie),
        *rules.unique("Een resultaattype met deze omschrijving", taken=taken),
    ]
    if row.brondatum_archiefprocedure:
        way = row.brondatum_archiefprocedure.get("afleidingswijze", "")
        found += rules_archief.ztc_003(way, lijst().resultaat(row.selectielijstklasse))
        found += rules_archief.ztc_004_to_008(row.brondatum_archiefprocedure)
    return found


def _roltype(row: m.RolType) -> Faults:
    taken = _taken(row, zaaktype_id=row.zaaktype_id, omschrijving=row.omschrijving)
    return rules.unique("Een roltype met deze omschrijving", taken=taken)


def _own_statustype(row: Any) -> Faults:
    if row.statustype_id is None:
        return []
    if m.StatusType.objects.filter(id=row.statustype_id, zaaktype_id=row.zaaktype_id).exists():
        return []
    text = "Dit statustype hoort bij een ander zaaktype."
    return [CatalogusRefused("relations-incorrect-zaaktype", rules.NFE, text)]


def _eigenschap(row: m.Eigenschap) -> Faults:
    taken = _taken(row, zaaktype_id=row.zaaktype_id, naam=row.naam)
    return [
        *rules_vorm.ztc_015(row.specificatie),
        *rules.unique("Een eigenschap met deze naam", taken=taken),
        *_own_statustype(row),
    ]


def _document_link(row: m.ZaakTypeInformatieObjectType) -> Faults:
    other = m.InformatieObjectType.objects.only("catalogus_id").get(id=row.informatieobjecttype_id)
    taken = _taken(row, zaaktype_id=row.zaaktype_id, volgnummer=row.volgnummer)
    return [
        *rules_vorm.number("volgnummer", row.volgnummer, MOST_DOCUMENT),
        *rules.ztc_013("het informatieobjecttype", same=other.catalogus_id == catalogus_of(row)),
        *rules.unique("Een informatieobjecttype met dit volgnummer", taken=taken),
        *_own_statustype(row),
    ]


def _besluit_link(row: m.ZaakTypeBesluitType) -> Faults:
    other = m.BesluitType.objects.only("catalogus_id").get(id=row.besluittype_id)
    return rules.ztc_013("het besluittype", same=other.catalogus_id == catalogus_of(row))


_OF: dict[Any, Callable[[Any], Faults]] = {
    m.Catalogus: _catalogus,
    m.ZaakType: _zaaktype,
    m.InformatieObjectType: _versioned,
    m.BesluitType: _versioned,
    m.StatusType: _statustype,
    m.ResultaatType: _resultaattype,
    m.RolType: _roltype,
    m.Eigenschap: _eigenschap,
    m.ZaakTypeInformatieObjectType: _document_link,
    m.ZaakTypeBesluitType: _besluit_link,
}


def faults(row: TenantModel, links: dict[str, list[str]]) -> Faults:
    """Everything that is wrong with a row, before it is written."""
    own = _OF.get(type(row), lambda _row: [])(row)
    return [*own, *relations.faults(row, catalogus_of(row), links)]


def fill(row: TenantModel) -> None:
    """What follows from other values (ztc-002)."""
    if isinstance(row, m.ResultaatType):
        for name, value in rules_archief.ztc_002_defaults(vars(row), lijst()).items():
            setattr(row, name, value)


def life(row: Any, *, forced: bool) -> Faults:
    """ztc-010: may something be added to, changed on or taken from the zaaktype this row hangs on?"""
    concept = m.ZaakType.objects.filter(id=row.zaaktype_id, concept=True).exists()
    if isinstance(row, m.ZaakTypeInformatieObjectType):
        kinds = m.InformatieObjectType.objects
        other = kinds.filter(id=row.informatieobjecttype_id, concept=True).exists()
        return rules.ztc_010_relation(zaaktype_concept=concept, other_concept=other, forced=forced)
    return rules.ztc_010(concept=concept, forced=forced)


def publishable(row: Any) -> Faults:
    """ztc-012 and ztc-016: what stands in the way of publishing."""
    found = overlap(row)
    if isinstance(row, m.ZaakType):
        own = {"zaaktype_id": row.id}
        without = m.ResultaatType.objects.filter(**own, selectielijstklasse="")
        found += rules.ztc_012(
            statustypen=m.StatusType.objects.filter(**own).count(),
            resultaattypen=m.ResultaatType.objects.filter(**own).count(),
            roltypen=m.RolType.objects.filter(**own).count(),
            without_class=list(without.values_list("omschrijving", flat=True)),
            concept_relations=relations.concept_only(row),
        )
    return found
