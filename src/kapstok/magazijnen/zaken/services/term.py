"""Opschorten, hervatten, verlengen: the clock of a zaak. What the law allows is decided above, by the
caller's term rules; here it is checked against the zaaktype and written down."""

from datetime import date
from uuid import UUID

from kapstok.magazijnen.catalogi.models import ZaakType
from kapstok.magazijnen.zaken import rules
from kapstok.magazijnen.zaken.errors import ZaakRefused
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.magazijnen.zaken.services.base import require, snapshot, take, tell, touch
from kapstok.magazijnen.zaken.services.suspension import suspended_by
from kapstok.platform.work import Actor, unit_of_work


def _reason(reden: str, field: str) -> str:
    if not reden.strip():
        raise ZaakRefused("required", field, "Vul een reden in.")
    return reden.strip()[:200]


def suspend_zaak(zaak_id: UUID, *, reden: str, actor: Actor, today: date) -> Zaak:
    """Stop the clock (Awb 4:15), from today, for a reason."""
    reden = _reason(reden, "opschorting")
    with unit_of_work(actor, "zaak.suspend") as work:
        zaak = take(zaak_id)
        before = snapshot(zaak)
        zaaktype = ZaakType.objects.get(id=zaak.zaaktype_id)
        old = zaak.opschorting or {}
        require(
            rules.may_suspend(
                allowed=zaaktype.opschorting_en_aanhouding_mogelijk,
                open_zaak=zaak.einddatum is None,
                suspended=bool(old.get("indicatie")),
            )
        )
        zaak.opschorting = suspended_by(old, {"indicatie": True, "reden": reden}, today)
        touch(zaak, work.moment, ["opschorting"])
        work.record("zaak", zaak.id, before=before, after=snapshot(zaak))
        tell(work, "zaak", "update", zaak, wat="opschorting")
    return zaak


def resume_zaak(zaak_id: UUID, *, actor: Actor, today: date) -> Zaak:
    """Let the clock run again; the dates move by the days that it stood still."""
    with unit_of_work(actor, "zaak.resume") as work:
        zaak = take(zaak_id)
        before = snapshot(zaak)
        old = zaak.opschorting or {}
        if not old.get("indicatie"):
            raise ZaakRefused("not-allowed", "opschorting", "Deze zaak is niet opgeschort.")
        new = suspended_by(old, {"indicatie": False, "reden": old.get("reden", "")}, today) or {}
        days = new["dagen"] - old.get("dagen", 0)
        zaak.opschorting = new
        for field in ("einddatum_gepland", "uiterlijke_einddatum_afdoening"):
            day = getattr(zaak, field)
            setattr(zaak, field, date.fromordinal(day.toordinal() + days) if day else None)
        touch(zaak, work.moment, ["opschorting", "einddatum_gepland", "uiterlijke_einddatum_afdoening"])
        work.record("zaak", zaak.id, before=before, after=snapshot(zaak))
        tell(work, "zaak", "update", zaak, wat="hervat")
    return zaak


def extend_zaak(zaak_id: UUID, *, reden: str, duur: str, uiterlijk: date, actor: Actor) -> Zaak:
    """Extend the term once, by `duur` (ISO 8601), to `uiterlijk` as the term rules computed it."""
    reden = _reason(reden, "verlenging")
    with unit_of_work(actor, "zaak.extend") as work:
        zaak = take(zaak_id)
        before = snapshot(zaak)
        zaaktype = ZaakType.objects.get(id=zaak.zaaktype_id)
        require(
            rules.may_extend(
                allowed=zaaktype.verlenging_mogelijk,
                open_zaak=zaak.einddatum is None,
                extended=bool(zaak.verlenging),
            )
        )
        zaak.verlenging = {"reden": reden, "duur": duur}
        zaak.uiterlijke_einddatum_afdoening = uiterlijk
        touch(zaak, work.moment, ["verlenging", "uiterlijke_einddatum_afdoening"])
        work.record("zaak", zaak.id, before=before, after=snapshot(zaak))
        tell(work, "zaak", "update", zaak, wat="verlenging")
    return zaak
