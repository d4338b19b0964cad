"""Archive parameters of a zaak: set when it is closed, and again when what they come from changes later."""

from uuid import UUID

from kapstok.kern.archiveren import (
    Afleidingswijze,
    Archiefparameters,
    GerelateerdeZaak,
    Hoofdzaak,
)
from kapstok.magazijnen.zaken.archiving import archive_parameters, regime_of_zaak
from kapstok.magazijnen.zaken.models import Zaak, ZaakRelatie
from kapstok.magazijnen.zaken.services.base import snapshot, take, tell, touch
from kapstok.platform.work import Work

ARCHIVE_FIELDS = (
    "archiefnominatie",
    "archiefactiedatum",
    "startdatum_bewaartermijn",
    "bewaartermijn_afgeleid",
)


def set_archive(zaak: Zaak) -> Archiefparameters:
    """Derive the archive parameters of a closed zaak on the row in memory (zrc-021)."""
    parameters = archive_parameters(zaak)
    derived = zaak.startdatum_bewaartermijn is None or zaak.bewaartermijn_afgeleid
    zaak.archiefnominatie = parameters.archiefnominatie or ""
    zaak.archiefactiedatum = parameters.archiefactiedatum
    zaak.startdatum_bewaartermijn = parameters.startdatum_bewaartermijn
    zaak.bewaartermijn_afgeleid = derived and parameters.startdatum_bewaartermijn is not None
    return parameters


def clear_archive(zaak: Zaak) -> None:
    """A zaak that is open again, or lost its resultaat, has no archive parameters (zrc-008)."""
    zaak.archiefnominatie, zaak.archiefactiedatum = "", None
    zaak.startdatum_bewaartermijn, zaak.bewaartermijn_afgeleid = None, False


def source_changed(work: Work, zaak: Zaak, *wijzen: type[Afleidingswijze]) -> None:
    """Derive again when the date of a closed zaak comes from what has just changed.

    A date that can no longer be known becomes empty: better none than a wrong one.
    """
    if zaak.einddatum is None or zaak.resultaat_id is None:
        return
    regime = regime_of_zaak(zaak)
    if regime is None or not isinstance(regime.afleidingswijze, wijzen):
        return
    before = snapshot(zaak)
    set_archive(zaak)
    after = snapshot(zaak)
    if any(before[name] != after[name] for name in ARCHIVE_FIELDS):
        touch(zaak, work.moment, ARCHIVE_FIELDS)
        work.record("zaak", zaak.id, before=before, after=after, action="zaak.archief")
        tell(work, "zaak", "update", zaak, wat="archief")


def zaakbesluit_changed(
    work: Work, zaak_id: UUID, besluit_id: UUID, verb: str, *wijzen: type[Afleidingswijze]
) -> None:
    """For the store of besluiten: this besluit of the zaak came, changed or went."""
    zaak = take(zaak_id)
    touch(zaak, work.moment)
    tell(work, "zaakbesluit", verb, zaak, besluit_id)
    source_changed(work, zaak, *wijzen)


def einddatum_changed(work: Work, zaak: Zaak) -> None:
    """Deelzaken and zaken that look at this one derive their dates from its einddatum."""
    deelzaken = Zaak.objects.filter(hoofdzaak_id=zaak.id).exclude(einddatum=None)
    for deelzaak in deelzaken.select_for_update().order_by("id"):
        source_changed(work, deelzaak, Hoofdzaak)
    looking = ZaakRelatie.objects.filter(andere_zaak_id=zaak.id).exclude(aard_relatie="").values("zaak_id")
    related = Zaak.objects.filter(id__in=looking).exclude(einddatum=None).exclude(id=zaak.id)
    for other in related.select_for_update().order_by("id"):
        source_changed(work, other, GerelateerdeZaak)
