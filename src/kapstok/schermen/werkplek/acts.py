"""The small forms of the case page: each act by its name, who may do it, and what it says afterwards."""

from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kapstok.diensten.behandeling import dossier
from kapstok.diensten.behandeling.models import Taak
from kapstok.diensten.behandeling.services.assign import give
from kapstok.diensten.behandeling.services.notes import add_note, add_task, finish_task
from kapstok.diensten.termijnen.klok import klok_of
from kapstok.diensten.termijnen.rules import extend, uiterste_datum
from kapstok.magazijnen.catalogi.models import ZaakType
from kapstok.magazijnen.klanten import services as klanten
from kapstok.magazijnen.klanten.models import Kanaal, Van
from kapstok.magazijnen.zaken import services as zaken
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.platform.errors import Refusal, Refusals
from kapstok.platform.identity import staff
from kapstok.platform.identity.people import colleagues
from kapstok.platform.ui.getypt import too_long, typed_text
from kapstok.schermen.werkplek.assign import chosen_colleague, given_in_words
from kapstok.schermen.werkplek.case import case_page, recipients
from kapstok.schermen.werkplek.facts import change_facts, change_place
from kapstok.schermen.werkplek.show import (
    CAN_HANDLE,
    CAN_TALK,
    Missed,
    actor_of,
    identity_of,
    offer_undo,
    one,
    read_day,
    require_case,
)

# The services name the column of the zaak; the form has one field for it.
_FIELD = {"opschorting": "reden", "verlenging": "reden", "verlenging.duur": "reden", "einddatum": "reden"}


def _field_of(refused: Refusal) -> str:
    """The field to stand next to; "" for a zaak that is in no state for this act."""
    if refused.field not in _FIELD:
        return refused.field
    return _FIELD[refused.field] if refused.code == "required" else ""


class Act(NamedTuple):
    """What is done (a sentence comes back, "" when the act says it itself), and by whom it may be done."""

    do: Callable[[HttpRequest, UUID], str]
    roles: tuple[str, ...] = CAN_HANDLE


def _note(request: HttpRequest, zaak_id: UUID) -> str:
    add_note(zaak_id, request.POST.get("tekst", ""), actor=actor_of(request), moment=timezone.now())
    return _("De notitie is bewaard.")


def _task(request: HttpRequest, zaak_id: UUID) -> str:
    """For oneself, a colleague, or the resident (who then hands in a document)."""
    post, who = request.POST, request.POST.get("wie", "")
    resident = who == Taak.Wie.INWONER
    person = None if resident else identity_of(request).user_id if who in ("", "ik") else one(who)
    if not resident and person not in {identity_of(request).user_id, *_colleague_ids()}:
        raise Refusal("invalid", "wie", _("Kies iemand uit de lijst."))
    add_task(
        zaak_id,
        titel=post.get("titel", ""),
        toelichting=post.get("toelichting", ""),
        wie=Taak.Wie.INWONER if resident else Taak.Wie.MEDEWERKER,
        uiterlijk=read_day(post.get("uiterlijk", ""), "uiterlijk"),
        actor=actor_of(request),
        moment=timezone.now(),
        behandelaar_id=person,
    )
    return _("De taak is gemaakt.")


def _colleague_ids() -> set[UUID]:
    return {c.id for c in colleagues(today=timezone.localdate(), roles=CAN_TALK)}


def _task_done(request: HttpRequest, zaak_id: UUID) -> str:
    task = one(request.POST.get("taak"))
    finish_task(task, zaak_id=zaak_id, actor=actor_of(request), moment=timezone.now())
    return _("De taak is gedaan.")


def _contact(request: HttpRequest, zaak_id: UUID) -> str:
    """What was said by phone, at the desk or by mail."""
    post = request.POST
    faults = []
    subject, text = post.get("onderwerp", "").strip(), post.get("tekst", "").strip()
    if post.get("kanaal") not in Kanaal.values:
        faults.append(Refusal("required", "kanaal", _("Kies hoe het contact was.")))
    if not subject:
        faults.append(Refusal("required", "onderwerp", _("Vul in waar het over ging.")))
    if len(subject) > 200:
        faults.append(Refusal("max_length", "onderwerp", too_long(200)))
    if len(text) > 10_000:
        faults.append(Refusal("max_length", "tekst", too_long(10_000)))
    if faults:
        raise Refusals(faults)
    klanten.register_contact(
        kanaal=Kanaal(post["kanaal"]),
        subject=subject.replace("\x00", ""),
        text=text.replace("\x00", ""),
        actor=actor_of(request),
        moment=timezone.now(),
        zaak_id=zaak_id,
        person=_person(zaak_id),
    )
    return _("Het contact is bewaard.")


def _person(zaak_id: UUID) -> str:
    """Key of who asked for this zaak; "" when they cannot log in."""
    asked = [r for r in dossier.roles_of(zaak_id) if r["omschrijving_generiek"] == "initiator"]
    return next((key for key, _name in recipients(asked)), "")


def _answer(request: HttpRequest, zaak_id: UUID) -> str:
    """A message to somebody who follows the zaak in Mijn omgeving: the applicant, unless another is chosen."""
    known = dict(recipients(dossier.roles_of(zaak_id)))
    person, actor = request.POST.get("aan") or _person(zaak_id) or next(iter(known), ""), actor_of(request)
    if not person:
        text = _("Deze aanvrager heeft geen eigen omgeving. Bel of schrijf een brief.")
        raise Refusal("no-person", "tekst", text)
    if person not in known:
        raise Refusal("invalid", "aan", _("Kies iemand uit de lijst."))
    klanten.post_message(
        zaak_id=zaak_id,
        van=Van.GEMEENTE,
        person=person,
        author=actor.name,
        subject=_("Bericht over uw zaak"),
        text=request.POST.get("tekst", ""),
        actor=actor,
        moment=timezone.now(),
    )
    return _("Het bericht is verstuurd.")


def _take(request: HttpRequest, zaak_id: UUID) -> str:
    return _given(request, zaak_id, identity_of(request).user_id)


def _distribute(request: HttpRequest, zaak_id: UUID) -> str:
    return _given(request, zaak_id, chosen_colleague(request))


def _given(request: HttpRequest, zaak_id: UUID, to: UUID | None) -> str:
    count, token = give([zaak_id], to=to, actor=actor_of(request))
    offer_undo(request, given_in_words(count), token)
    return ""


def _suspend(request: HttpRequest, zaak_id: UUID) -> str:
    reden = _reason(request)
    zaken.suspend_zaak(zaak_id, reden=reden, actor=actor_of(request), today=timezone.localdate())
    return _("De zaak is opgeschort. De klok staat stil.")


def _resume(request: HttpRequest, zaak_id: UUID) -> str:
    zaken.resume_zaak(zaak_id, actor=actor_of(request), today=timezone.localdate())
    return _("De zaak is hervat. De klok loopt weer.")


def _extend(request: HttpRequest, zaak_id: UUID) -> str:
    zaak = Zaak.objects.get(id=zaak_id)
    klok, today = klok_of(zaak, ZaakType.objects.get(id=zaak.zaaktype_id)), timezone.localdate()
    limit = klok.regels.verlengingstermijn
    if limit is None:
        raise Refusal("not-allowed", "verlenging", _("Dit zaaktype staat verlengen niet toe."))
    longer = uiterste_datum(extend(klok, limit, today), today)
    reden = _reason(request)
    zaken.extend_zaak(zaak_id, reden=reden, duur=str(limit), uiterlijk=longer, actor=actor_of(request))
    return _("De termijn is verlengd.")


def _reason(request: HttpRequest) -> str:
    return typed_text(request.POST, "reden", 200)


def _reopen(request: HttpRequest, zaak_id: UUID) -> str:
    reden = _reason(request)
    if not reden:
        raise Refusal("required", "reden", _("Vul een reden in."))
    zaken.reopen_zaak(zaak_id, actor=actor_of(request), moment=timezone.now(), reden=reden)
    return _("De zaak is heropend.")


ACTS = {
    "mij": Act(_take),
    "verdelen": Act(_distribute, ("teamleider",)),
    "notitie": Act(_note, CAN_TALK),
    "contact": Act(_contact, CAN_TALK),
    "taak": Act(_task, CAN_TALK),
    "taak-klaar": Act(_task_done, CAN_TALK),
    "antwoord": Act(_answer),
    "opschorten": Act(_suspend),
    "hervatten": Act(_resume),
    "verlengen": Act(_extend),
    "heropenen": Act(_reopen),
    "gegevens": Act(change_facts),
    "locatie": Act(change_place),
}


@staff(*CAN_TALK)
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, zaak_id: UUID) -> HttpResponse:
    """Carry out one act; what is refused stands next to its field, with what was typed."""
    require_case(zaak_id)
    if request.method != "POST":
        return redirect("werk-zaak", zaak_id=zaak_id)
    name = request.POST.get("actie", "")
    chosen = ACTS.get(name)
    if chosen is None or not identity_of(request).has_role(*chosen.roles):
        raise Http404
    try:
        said = chosen.do(request, zaak_id)
    except Refusal as refused:
        faults = {_field_of(r): r.message for r in refused.all}
        return case_page(request, zaak_id, missed=Missed(name, faults, request.POST.dict()))
    if said:
        messages.success(request, said)
    return redirect("werk-zaak", zaak_id=zaak_id)
