"""Changing and deleting a zaak."""

from typing import Any
from uuid import UUID

from kapstok.magazijnen.catalogi.models import ZaakType
from kapstok.magazijnen.zaken import rules
from kapstok.magazijnen.zaken.archiving import besluit_dates_of
from kapstok.magazijnen.zaken.destroy import destroy_zaken
from kapstok.magazijnen.zaken.errors import ZaakRefused
from kapstok.magazijnen.zaken.models import Rol, Zaak
from kapstok.magazijnen.zaken.services.base import count, rank_of, require, snapshot, take, tell, touch
from kapstok.magazijnen.zaken.services.create import NieuweZaak, search_text, set_box
from kapstok.platform.work import Actor, unit_of_work

FROZEN = {"identificatie", "zaaktype_id", "bronorganisatie"}
# What a caller may change; the rest is derived, or has a use case of its own.
CHANGEABLE = set(NieuweZaak.__struct_fields__) - {"id", "team_id"}


def change_zaak(zaak_id: UUID, changes: dict[str, Any], *, actor: Actor, forced: bool = False) -> Zaak:
    """Change columns of a zaak by name. Frozen ones are refused; a closed zaak needs `forced`."""
    with unit_of_work(actor, "zaak.change") as work:
        zaak = take(zaak_id)
        before = snapshot(zaak)
        _check(zaak, changes, forced=forced)
        count_again = "vertrouwelijkheidaanduiding" in changes
        if count_again:
            count(zaak, -1)
        for name, value in changes.items():
            setattr(zaak, name, value)
        zaak.vertrouwelijkheid_rang = rank_of(zaak.vertrouwelijkheidaanduiding)
        if count_again:
            count(zaak, 1)
        set_box(zaak)
        refresh_search_text(zaak)
        derived = ("vertrouwelijkheid_rang", "min_x", "min_y", "max_x", "max_y", "zoektekst")
        touch(zaak, work.moment, {*changes, *derived})
        work.record("zaak", zaak.id, before=before, after=snapshot(zaak))
        tell(work, "zaak", "update", zaak)
    return zaak


def _check(zaak: Zaak, changes: dict[str, Any], *, forced: bool) -> None:
    frozen = [f for f in changes if f not in CHANGEABLE or (f in FROZEN and changes[f] != getattr(zaak, f))]
    hoofdzaak_id = changes.get("hoofdzaak_id", zaak.hoofdzaak_id)
    hoofdzaak = Zaak.objects.filter(id=hoofdzaak_id).first() if hoofdzaak_id else None
    require(
        rules.zrc_007_closed_needs_force(zaak.einddatum, forced=forced),
        [ZaakRefused("wijzigen-niet-toegelaten", f, "Dit veld kan niet worden gewijzigd.") for f in frozen],
        rules.zrc_008_hoofdzaak_is_no_deelzaak(
            zaak.id, hoofdzaak_id, hoofdzaak.hoofdzaak_id if hoofdzaak else None
        ),
    )


def refresh_search_text(zaak: Zaak) -> None:
    """The search text from number, subject, zaaktype and names of those involved."""
    names = Rol.objects.filter(zaak_id=zaak.id).exclude(naam="").values_list("naam", flat=True)[:20]
    zaaktype = ZaakType.objects.filter(id=zaak.zaaktype_id).values_list("omschrijving", flat=True).first()
    zaak.zoektekst = search_text(zaak.identificatie, zaak.omschrijving, zaaktype or "", *names)


def delete_zaak(zaak_id: UUID, *, actor: Actor, forced: bool = False) -> None:
    """Delete a zaak with everything below it, deelzaken too (standard: cascade). A closed one needs `forced`.

    Documents that nothing else uses go with it.
    """
    with unit_of_work(actor, "zaak.delete"):
        require(
            rules.zrc_007_closed_needs_force(take(zaak_id).einddatum, forced=forced),
            rules.besluiten_go_first(len(besluit_dates_of(zaak_id))),
        )
        below = list(Zaak.objects.filter(hoofdzaak_id=zaak_id).values_list("id", flat=True))
        destroy_zaken([*below, zaak_id], actor=actor, ground=zaak_id)
