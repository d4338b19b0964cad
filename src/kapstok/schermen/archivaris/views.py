"""Pages of the archivaris: what may be destroyed, who agreed, and the proof."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from kapstok.diensten.archief import services
from kapstok.diensten.archief.models import Vernietigingslijst, Vernietigingsregel
from kapstok.diensten.archief.queries import PAGE, bewaarkalender, lijsten, regels
from kapstok.diensten.archief.rules import FINAL, IN_REVIEW, Lijststatus
from kapstok.diensten.archief.verklaring import verklaring
from kapstok.diensten.archief.verklaring_pdf import render_verklaring
from kapstok.platform.errors import Refusal
from kapstok.platform.identity import Identity, staff
from kapstok.platform.storage.serve import disposition

# Four eyes needs three people: the archivaris who hands in, and two who agree; a teamleider answers for the work.
archivaris = staff("archivaris", "teamleider")
STATUSES = {
    "concept": (gettext_lazy("Concept"), "neutraal"),
    "eerste_beoordeling": (gettext_lazy("Wacht op het eerste akkoord"), "info"),
    "tweede_beoordeling": (gettext_lazy("Wacht op het tweede akkoord"), "info"),
    "goedgekeurd": (gettext_lazy("Goedgekeurd"), "goed"),
    "in_uitvoering": (gettext_lazy("Wordt vernietigd"), "let-op"),
    "vernietigd": (gettext_lazy("Vernietigd"), "goed"),
    "afgewezen": (gettext_lazy("Afgewezen"), "fout"),
    "gestopt": (gettext_lazy("Gestopt"), "fout"),
}
NOMINATIES = {
    "vernietigen": gettext_lazy("Vernietigen"),
    "blijvend_bewaren": gettext_lazy("Blijvend bewaren"),
}
MENU = (
    (gettext_lazy("Te vernietigen"), "/archief/", "archief"),
    (gettext_lazy("Bewaarkalender"), "/archief/kalender/", "kalender"),
    (gettext_lazy("Zoeken"), "/werk/zoeken/", "zoeken"),
)


def _identity(request: HttpRequest) -> Identity:
    return request.identity  # type: ignore[attr-defined]


def _show(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    return render(request, f"archivaris/{template}.html", {"menu": MENU, **context})


def _page(request: HttpRequest) -> int:
    raw = request.GET.get("pagina", "1")
    return min(int(raw), 2000) if raw.isascii() and raw.isdigit() and int(raw) > 0 else 1


def _list(lijst_id: UUID) -> Vernietigingslijst:
    found = Vernietigingslijst.objects.filter(id=lijst_id).first()
    if found is None:
        raise Http404
    return found


@archivaris
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """**Te vernietigen**: all lists, newest first."""
    page = _page(request)
    return _show(
        request,
        "lijsten",
        lijsten=[(found, *STATUSES[found.status]) for found in lijsten(page=page)],
        pagina=page,
    )


@archivaris
@require_POST
def collect(request: HttpRequest) -> HttpResponse:
    """Make a new list of what may be destroyed today."""
    today = timezone.localdate()
    name = _("Vernietiging %(dag)s") % {"dag": f"{today:%d-%m-%Y}"}
    try:
        made = services.collect(name, actor=_identity(request).as_actor("Archiefbeheer"), today=today)
    except Refusal as refused:
        messages.error(request, refused.message)
        return redirect("archief")
    if made is None:
        messages.info(request, _("Er is nu niets te vernietigen."))
        return redirect("archief")
    return redirect("archief-lijst", lijst_id=made.id)


def _may(found: Vernietigingslijst) -> dict[str, bool]:
    """Which buttons make sense now; the service decides."""
    return {
        "indienen": found.status == Lijststatus.CONCEPT,
        "akkoord": found.status in IN_REVIEW,
        "stoppen": found.status not in FINAL,
    }


@archivaris
@require_safe
def one_list(request: HttpRequest, lijst_id: UUID) -> HttpResponse:
    """One list with its zaken and what can be done with it."""
    found, page = _list(lijst_id), _page(request)
    rows = regels(lijst_id, page=page)
    try:
        proof = verklaring(lijst_id)
    except Refusal:
        proof = None
    return _show(
        request,
        "lijst",
        lijst=found,
        stand=STATUSES[found.status],
        mag=_may(found),
        regels=rows,
        aantal=Vernietigingsregel.objects.filter(lijst_id=lijst_id).count(),
        vorige_pagina=page - 1 if page > 1 else None,
        volgende_pagina=page + 1 if len(rows) == PAGE else None,
        verklaring=proof,
    )


@archivaris
@require_safe
def proof(request: HttpRequest, lijst_id: UUID) -> HttpResponse:
    """**Verklaring van vernietiging** as PDF/A."""
    found = _list(lijst_id)
    try:
        pdf = render_verklaring(verklaring(found.id), gemeente=request.tenant.naam)  # type: ignore[attr-defined]
    except Refusal as refused:
        raise Http404 from refused
    name = f"verklaring-{found.identificatie}.pdf"
    headers = {"Content-Disposition": disposition(name, inline=False)}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@archivaris
@require_POST
def act(request: HttpRequest, lijst_id: UUID) -> HttpResponse:
    """Submit, agree, reject or stop a list; the rules of four eyes stand in the service."""
    found, post, today = _list(lijst_id), request.POST, timezone.localdate()
    actor, act_name = _identity(request).as_actor("Archiefbeheer"), post.get("actie", "")
    try:
        if act_name == "indienen":
            services.submit(found.id, actor=actor, today=today)
            messages.success(request, _("De lijst is ingediend. Nu moeten twee collega's akkoord geven."))
        elif act_name == "akkoord":
            services.approve(found.id, actor=actor, today=today)
            messages.success(request, _("Uw akkoord is vastgelegd."))
        elif act_name == "afwijzen":
            services.reject(found.id, post.get("reden", ""), actor=actor)
            messages.success(request, _("De lijst is afgewezen."))
        elif act_name == "stoppen":
            services.stop(found.id, post.get("reden", ""), actor=actor)
            messages.success(request, _("De vernietiging is gestopt."))
        elif act_name == "bewaren":
            services.keep_longer(UUID(post.get("regel", "")), post.get("reden", ""), actor=actor)
            messages.success(request, _("Deze zaak blijft langer bewaard."))
        else:
            raise Http404
    except ValueError as error:
        raise Http404 from error
    except Refusal as refused:
        for refusal in refused.all:
            messages.error(request, refusal.message)
    return redirect("archief-lijst", lijst_id=found.id)


@archivaris
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """How much comes up for destruction, per year."""
    return _show(request, "kalender", rijen=[_calendar_row(row) for row in bewaarkalender()])


def _calendar_row(row: dict[str, Any]) -> tuple[Any, Any, int]:
    return row["jaar"], NOMINATIES.get(row["archiefnominatie"], _("Nog niet bekend")), row["aantal"]
