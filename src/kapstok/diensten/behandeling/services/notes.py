"""Notes and tasks of a zaak."""

from datetime import date, datetime
from uuid import UUID

from kapstok.diensten.behandeling.models import Taak
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.magazijnen.zaken.services import write_note
from kapstok.platform.errors import Refusal
from kapstok.platform.work import Actor, unit_of_work


def _require_zaak(zaak_id: UUID) -> None:
    if not Zaak.objects.filter(id=zaak_id).exists():
        raise Refusal("not_found", "zaak", "Deze zaak is er niet (meer).")


def _text(value: str, field: str, sentence: str, longest: int) -> str:
    clean = value.replace("\x00", "").strip()
    if not clean:
        raise Refusal("required", field, sentence)
    if len(clean) > longest:
        raise Refusal("max_length", field, f"Dit is te lang: het mag {longest} tekens zijn.")
    return clean


def add_note(zaak_id: UUID, tekst: str, *, actor: Actor, moment: datetime) -> UUID:
    """Write a note for colleagues, among the zaaknotities."""
    clean = _text(tekst, "tekst", "Schrijf eerst een notitie.", 10_000)
    _require_zaak(zaak_id)
    return write_note(zaak_id, clean, actor=actor, moment=moment)


def add_task(
    zaak_id: UUID,
    *,
    titel: str,
    toelichting: str,
    wie: Taak.Wie,
    uiterlijk: date | None,
    actor: Actor,
    moment: datetime,
    behandelaar_id: UUID | None = None,
) -> Taak:
    """Ask a colleague to do something, or the resident to hand in a document."""
    title = _text(titel, "titel", "Vul in wat er moet gebeuren.", 200)
    more = toelichting.replace("\x00", "").strip()
    if len(more) > 2000:
        raise Refusal("max_length", "toelichting", "Dit is te lang: het mag 2000 tekens zijn.")
    if uiterlijk is not None and uiterlijk < moment.date():
        raise Refusal("past", "uiterlijk", "Kies een datum die nog komt.")
    soort = Taak.Soort.DOCUMENT if wie == Taak.Wie.INWONER else Taak.Soort.WERK
    with unit_of_work(actor, "taak.create", moment=moment) as work:
        _require_zaak(zaak_id)
        task = Taak.objects.create(
            zaak_id=zaak_id,
            titel=title,
            toelichting=more,
            soort=soort,
            wie=wie,
            uiterlijk=uiterlijk,
            behandelaar_id=behandelaar_id,
            gemaakt=moment,
        )
        work.record("taak", task.id, after={"titel": title, "wie": wie.value}, subject=zaak_id)
        work.publish(
            "behandeling.taak.create", subject=zaak_id, data={"taak": str(task.id), "wie": wie.value}
        )
    return task


def finish_task(taak_id: UUID | None, *, zaak_id: UUID, actor: Actor, moment: datetime) -> Taak:
    """Tick a task of this zaak off."""
    with unit_of_work(actor, "taak.finish", moment=moment) as work:
        task = Taak.objects.select_for_update().filter(id=taak_id, zaak_id=zaak_id).first()
        if task is None:
            raise Refusal("not_found", "taak", "Deze taak is er niet (meer).")
        if task.gedaan is None:
            task.gedaan, task.gedaan_door = moment, actor.name
            task.save(update_fields=["gedaan", "gedaan_door"])
        work.record("taak", task.id, after={"gedaan": moment}, subject=task.zaak_id)
    return task
