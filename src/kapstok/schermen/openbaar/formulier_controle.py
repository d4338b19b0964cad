"""Check and send: every answer with **Wijzig**, what happens next and by when, and **Versturen**."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import structlog
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kapstok.diensten.formulieren.controle import check_all, messages, recommended_missing, shown
from kapstok.diensten.formulieren.services import Draft
from kapstok.diensten.formulieren.situatie import Situatie
from kapstok.platform.errors import Refusal
from kapstok.schermen.openbaar.formulier_toegang import draft_or_404, form_page
from kapstok.schermen.openbaar.formulier_velden import control_id
from kapstok.schermen.openbaar.formulier_versturen import send

log = structlog.get_logger()


@dataclass(frozen=True)
class Deel:
    """One page of the form on the check page: rows (question, lines, note, url)."""

    title: str
    rows: list[tuple[str, str, str, str]]


@form_page
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, slug: str, concept_id: UUID) -> HttpResponse:
    draft = draft_or_404(request, slug, concept_id)
    if draft.is_sent:
        return redirect(f"{reverse('formulier-ontvangen', args=[slug, concept_id])}?al=1")
    today = timezone.localdate()
    situation = draft.situation(today=today)
    faults = _faults(draft, situation)
    if request.method == "POST" and not faults and draft.row.proef:
        text = _("Dit is een proef. Alles is goed ingevuld, en er is niets verstuurd.")
        return _page(request, draft, situation, [], today, problem=text)
    if request.method == "POST" and not faults:
        try:
            send(request, draft, situation, now=timezone.now(), today=today)
        except Refusal as refusal:
            return _not_now(request, draft, situation, refusal)
        return redirect("formulier-ontvangen", slug=slug, concept_id=concept_id)
    return _page(request, draft, situation, faults, today)


def _not_now(request: HttpRequest, draft: Draft, situation: Situatie, refusal: Refusal) -> HttpResponse:
    """Our fault, such as a zaaktype that is missing: nothing was sent, and the draft is still there."""
    log.error("intake.refused", form=draft.form.definitie.slug, code=refusal.code, field=refusal.field)
    text = _(
        "Het versturen lukt nu niet. Dat ligt aan ons. Uw antwoorden zijn bewaard. Probeer het later opnieuw."
    )
    answer = _page(request, draft, situation, [], timezone.localdate(), problem=text)
    answer.status_code = 503
    return answer


def _faults(draft: Draft, situation: Situatie) -> list[tuple[str, str]]:
    """What must be done before sending: pairs (address of the control, sentence)."""
    taal = translation.get_language() or "nl"
    return [
        (f"{_step_url(draft, step_id)}#{control_id(name)}", text)
        for step_id, wrong in check_all(draft.form, situation).items()
        for name, text in messages(wrong, taal, _)
    ]


def _step_url(draft: Draft, step_id: str) -> str:
    url = reverse("formulier-stap", args=[draft.form.definitie.slug, draft.row.id, step_id])
    return f"{url}?terug=controle"


def parts(draft: Draft, situation: Situatie, taal: str) -> list[Deel]:
    """All answers, page by page."""
    found: list[Deel] = []
    for stap in situation.steps:
        rows = [
            (
                vraag.label.in_taal(taal),
                "\n".join(shown(vraag, situation.answers[vraag.id], taal))
                if vraag.id in situation.answers
                else "",
                _("Door u aangepast") if vraag.id in draft.content.own else "",
                f"{_step_url(draft, stap.id)}#{control_id(vraag.id)}",
            )
            for vraag in situation.questions(stap)
            if vraag.type != "uitleg"
        ]
        if rows:
            found.append(Deel(stap.title.in_taal(taal), rows))
    return found


def _page(
    request: HttpRequest,
    draft: Draft,
    situation: Situatie,
    faults: list[tuple[str, str]],
    today: date,
    *,
    problem: str = "",
) -> HttpResponse:
    taal = translation.get_language() or "nl"
    definitie = draft.form.definitie
    last = situation.steps[-1] if situation.steps else None
    context = {
        "slug": definitie.slug,
        "draft": draft,
        "formulier_titel": definitie.title.in_taal(taal),
        "delen": parts(draft, situation, taal),
        "te_doen": faults,
        "storing": problem,
        "fouten": faults if request.method == "POST" else [],
        "aangeraden": [
            (vraag.label.in_taal(taal), f"{_step_url(draft, stap.id)}#{control_id(vraag.id)}")
            for vraag in recommended_missing(situation)
            if (stap := situation.step_of(vraag.id))
        ],
        "kosten": definitie.costs.in_taal(taal) if definitie.costs else "",
        "vervolg": definitie.next.in_taal(taal) if definitie.next else "",
        "uiterlijk": today + timedelta(days=definitie.term_days),
        "vorige": reverse("formulier-stap", args=[definitie.slug, draft.row.id, last.id]) if last else "",
        "soort": definitie.noun,
    }
    return render(
        request, "openbaar/formulier/controle.html", context, status=422 if context["fouten"] else 200
    )
