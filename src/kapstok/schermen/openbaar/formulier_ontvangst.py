"""The receipt: proof that it arrived, and the PDF of everything that was sent."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_safe

from kapstok.diensten.intake.queries import inzending_by_id, pdf_of
from kapstok.platform.storage.serve import serve
from kapstok.schermen.openbaar.formulier_toegang import draft_or_404, form_page


@form_page
@require_safe
def received(request: HttpRequest, slug: str, concept_id: UUID) -> HttpResponse:
    """Green panel, number, moment, what next. Also what Back after sending leads to."""
    draft = draft_or_404(request, slug, concept_id)
    inzending = inzending_by_id(draft.row.inzending) if draft.row.inzending else None
    if inzending is None:
        return redirect("formulier-controle", slug=slug, concept_id=concept_id)
    taal = translation.get_language() or "nl"
    definitie = draft.form.definitie
    context = {
        "slug": slug,
        "draft": draft,
        "inzending": inzending,
        "formulier_titel": definitie.title.in_taal(taal),
        "soort": definitie.noun,
        "vervolg": definitie.next.in_taal(taal) if definitie.next else "",
        "al_verstuurd": "al" in request.GET,
        "ingelogd": draft.row.kanaal != "zonder",
    }
    return render(request, "openbaar/formulier/ontvangen.html", context)


@form_page
@require_safe
def pdf(request: HttpRequest, slug: str, concept_id: UUID) -> HttpResponseBase:
    """The PDF that stands with the zaak."""
    draft = draft_or_404(request, slug, concept_id)
    found = pdf_of(draft.row.inzending) if draft.row.inzending else None
    if found is None:
        raise Http404
    name, sha256, size = found
    return serve(request, sha256, name=name, mimetype="application/pdf", size=size)
