"""Changing and deleting a zaak."""

from copy import copy
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from kapstok.kern.archiveren import Hoofdzaak
from kapstok.magazijnen.catalogi.models import ZaakType
from kapstok.magazijnen.zaken import rules
from kapstok.magazijnen.zaken.archiving import besluit_dates_of
from kapstok.magazijnen.zaken.destroy import destroy_zaken
from kapstok.magazijnen.zaken.errors import ZaakRefused
from kapstok.magazijnen.zaken.models import Zaak, ZaakRelatie
from kapstok.magazijnen.zaken.services import checks
from kapstok.magazijnen.zaken.services.archive import ARCHIVE_FIELDS, set_archive, source_changed
from kapstok.magazijnen.zaken.services.base import (
    OF_ZAAKTYPE,
    find,
    found,
    rank_of,
    require,
    snapshot,
    take,
    taken,
    tell,
    touch,
    versions_up,
)
from kapstok.magazijnen.zaken.services.create import RELATIONS, NieuweZaak, search_text, set_box
from kapstok.magazijnen.zaken.services.relations import set_gerelateerde, set_relevante
from kapstok.magazijnen.zaken.services.suspension import suspended_by
from kapstok.platform.db.later import later
from kapstok.platform.db.rows import ask, ask_one, column_of
from kapstok.platform.work import Actor, unit_of_work

_OF_ZAAK = "t.id = (SELECT z.zaaktype_id FROM zaken_zaak z WHERE z.id = %(zaak)s)"
_NAMES = "SELECT naam FROM zaken_rol WHERE zaak_id = %(zaak)s AND naam <> '' LIMIT 20"
FROZEN = {"identificatie", "bronorganisatie"}
# What a caller may change; the rest is derived, or has a use case of its own.
CHANGEABLE = set(NieuweZaak.__struct_fields__) - {"id", "team_id"}
DERIVED = ("vertrouwelijkheid_rang", "min_x", "min_y", "max_x", "max_y", "zoektekst")


def change_zaak(zaak_id: UUID, changes: dict[str, Any], *, actor: Actor, forced: bool = False) -> Zaak:
    """Change columns of a zaak by name. Frozen ones are refused; a closed zaak needs `forced`."""
    with unit_of_work(actor, "zaak.change") as work:
        asked = ask_one(Zaak, zaak_id, lock=True), ask(ZaakType, _OF_ZAAK, only=OF_ZAAKTYPE, zaak=zaak_id)
        work.about(zaak_id)
        names = later(_NAMES, {"zaak": zaak_id}, reads=True)
        zaak, zaaktype = taken(asked[0]), found(asked[1], "zaaktype_id")
        require(rules.zrc_007_closed_needs_force(zaak.einddatum, forced=forced))
        old, before = copy(zaak), snapshot(zaak)
        require(rules.zrc_002_fields_stay(_not_allowed(zaak, changes)))
        columns = _put_on(zaak, changes, today=timezone.localdate(work.moment))
        if zaak.zaaktype_id != old.zaaktype_id:
            zaaktype = find(ZaakType, zaak.zaaktype_id, "zaaktype_id")
        require(*_verdicts(zaak, old, zaaktype, work.moment))
        _derive(zaak, zaaktype, column_of(names))
        touch(zaak, work.moment, {*columns, *DERIVED})
        related = _relations(zaak, changes)
        work.record("zaak", zaak.id, before=before, after={**snapshot(zaak), **related})
        tell(work, "zaak", "update", zaak)
        if zaak.hoofdzaak_id != old.hoofdzaak_id:
            versions_up([zaak.hoofdzaak_id, old.hoofdzaak_id])
            source_changed(work, zaak, Hoofdzaak)
    return zaak


def changed_zaak_faults(zaak_id: UUID, changes: dict[str, Any], now: datetime) -> list[ZaakRefused]:
    """All that the rules have against these changes of a zaak."""
    zaak = Zaak.objects.get(id=zaak_id)
    old, stay = copy(zaak), _not_allowed(zaak, changes)
    rest = {n: v for n, v in changes.items() if n not in stay}
    _put_on(zaak, rest, today=timezone.localdate(now))
    zaaktype = find(ZaakType, zaak.zaaktype_id, "zaaktype_id")
    verdicts = (rules.zrc_002_fields_stay(stay), *_verdicts(zaak, old, zaaktype, now))
    return [r for verdict in verdicts for r in verdict]


def _verdicts(zaak: Zaak, old: Zaak, zaaktype: ZaakType, now: datetime) -> checks.Verdicts:
    other = _other_zaaktype(zaak, zaaktype) if zaak.zaaktype_id != old.zaaktype_id else ()
    return (*other, *checks.content(zaak, zaaktype, now))


def _not_allowed(zaak: Zaak, changes: dict[str, Any]) -> list[str]:
    return [f for f in changes if f not in CHANGEABLE or (f in FROZEN and changes[f] != getattr(zaak, f))]


def _put_on(zaak: Zaak, changes: dict[str, Any], *, today: Any) -> set[str]:
    """Set the changed columns on the row in memory; returns which."""
    columns = {name: value for name, value in changes.items() if name not in RELATIONS}
    if "opschorting" in columns:
        columns["opschorting"] = suspended_by(zaak.opschorting, columns["opschorting"], today)
    if columns.get("betalingsindicatie") == "nvt":
        columns.setdefault("laatste_betaaldatum", None)
    if (
        columns.get("startdatum_bewaartermijn", zaak.startdatum_bewaartermijn)
        != zaak.startdatum_bewaartermijn
    ):
        columns["bewaartermijn_afgeleid"] = False
    for name, value in columns.items():
        setattr(zaak, name, value)
    if zaak.einddatum and "bewaartermijn_afgeleid" in columns and "archiefactiedatum" not in columns:
        set_archive(zaak)
        return {*columns, *ARCHIVE_FIELDS}
    return set(columns)


def _other_zaaktype(zaak: Zaak, zaaktype: ZaakType) -> checks.Verdicts:
    """Since Zaken 1.5 a zaak may get another zaaktype, if all that hangs on it fits."""
    fit = rules.zrc_001_children_fit_zaaktype(checks.strangers(zaak, zaaktype.id))
    return (*checks.zaaktype_of_zaak(zaak, zaaktype), fit)


def _derive(zaak: Zaak, zaaktype: ZaakType, names: list[str]) -> None:
    """Columns that follow from the others."""
    zaak.vertrouwelijkheid_rang = rank_of(zaak.vertrouwelijkheidaanduiding)
    set_box(zaak)
    zaak.zoektekst = search_text(zaak.identificatie, zaak.omschrijving, zaaktype.omschrijving, *names)


def _relations(zaak: Zaak, changes: dict[str, Any]) -> dict[str, Any]:
    related: dict[str, Any] = {}
    if "relevante_andere_zaken" in changes:
        related |= set_relevante(zaak, changes["relevante_andere_zaken"])
    if "gerelateerde_zaken" in changes:
        related |= set_gerelateerde(zaak, changes["gerelateerde_zaken"])
    return related


def refresh_search_text(zaak: Zaak) -> None:
    """The search text from number, subject, zaaktype and names of those involved."""
    names = later(_NAMES, {"zaak": zaak.id}, reads=True)
    zaaktype = ZaakType.objects.filter(id=zaak.zaaktype_id).values_list("omschrijving", flat=True).first()
    zaak.zoektekst = search_text(zaak.identificatie, zaak.omschrijving, zaaktype or "", *column_of(names))


def delete_zaak(zaak_id: UUID, *, actor: Actor, forced: bool = False) -> None:
    """Delete a zaak with everything below it, deelzaken too (zrc-023). A closed one needs `forced`.

    Documents that nothing else uses go with it.
    """
    with unit_of_work(actor, "zaak.delete"):
        zaak = take(zaak_id)
        require(rules.zrc_007_closed_needs_force(zaak.einddatum, forced=forced))
        gone = [*Zaak.objects.filter(hoofdzaak_id=zaak_id).values_list("id", flat=True), zaak_id]
        require(rules.zrc_023_besluiten_go_first(sum(len(besluit_dates_of(z)) for z in gone)))
        related = ZaakRelatie.objects.filter(Q(zaak_id__in=gone) | Q(andere_zaak_id__in=gone))
        ends = {z for pair in related.values_list("zaak_id", "andere_zaak_id") for z in pair}
        versions_up({zaak.hoofdzaak_id, *ends} - set(gone))
        destroy_zaken(gone, actor=actor, ground=zaak_id)
