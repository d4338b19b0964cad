"""Pages of the archivaris: what may be destroyed, who agreed, and the proof."""

from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kapstok.diensten.archief import services
from kapstok.diensten.archief.models import Vernietigingslijst, Vernietigingsregel
from kapstok.diensten.archief.queries import PAGE, bewaarkalender, lijsten, regels
from kapstok.diensten.archief.rules import FINAL, Lijststatus, may_review
from kapstok.diensten.archief.stand import person, stand_of
from kapstok.diensten.archief.verklaring import verklaring
from kapstok.diensten.archief.verklaring_pdf import render_verklaring
from kapstok.platform.errors import Refusal
from kapstok.platform.identity import Identity, staff
from kapstok.platform.storage.serve import disposition
from kapstok.platform.ui.getypt import typed_text

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
LONGEST_REASON = 1000


class Missed(NamedTuple):
    """An act that was refused: at which form (a line has its own), what is wrong by field, what was typed."""

    form: str
    faults: dict[str, str]
    reason: str


def _identity(request: HttpRequest) -> Identity:
    return request.identity  # type: ignore[attr-defined]


def _show(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    return render(request, f"archivaris/{template}.html", {"menu": MENU, **context}, status=status)


def _page(request: HttpRequest) -> int:
    raw = request.POST.get("pagina") or request.GET.get("pagina", "1")
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


def _may(request: HttpRequest, found: Vernietigingslijst) -> dict[str, bool]:
    """Which buttons make sense now; the service decides."""
    return {
        "indienen": found.status == Lijststatus.CONCEPT,
        "akkoord": may_review(stand_of(found), person(_identity(request).as_actor("Archiefbeheer"))),
        "stoppen": found.status not in FINAL,
    }


@archivaris
@require_safe
def one_list(request: HttpRequest, lijst_id: UUID) -> HttpResponse:
    """One list with its zaken and what can be done with it."""
    return _list_page(request, _list(lijst_id))


def _list_page(
    request: HttpRequest, found: Vernietigingslijst, *, missed: Missed | None = None
) -> HttpResponse:
    """The page, also after a refused act: then with what is wrong next to its field."""
    page, lijst_id = _page(request), found.id
    rows = regels(lijst_id, page=page)
    try:
        proof = verklaring(lijst_id)
    except Refusal:
        proof = None
    return _show(
        request,
        "lijst",
        status=422 if missed else 200,
        lijst=found,
        stand=STATUSES[found.status],
        mag=_may(request, found),
        regels=rows,
        aantal=Vernietigingsregel.objects.filter(lijst_id=lijst_id).count(),
        pagina=page,
        vorige_pagina=page - 1 if page > 1 else None,
        volgende_pagina=page + 1 if len(rows) == PAGE else None,
        verklaring=proof,
        gemist=missed,
        fouten=_summary(missed),
    )


def _summary(missed: Missed | None) -> list[tuple[str, str]]:
    """What is wrong, each with the field it belongs to if there is one."""
    if missed is None:
        return []
    return [(f"id_{name}_{missed.form}" if name else "", text) for name, text in missed.faults.items()]


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
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, lijst_id: UUID) -> HttpResponse:
    """Submit, agree, reject or stop a list; the rules of four eyes stand in the service."""
    found = _list(lijst_id)
    if request.method != "POST":
        return redirect("archief-lijst", lijst_id=lijst_id)
    line = _line(request, lijst_id)
    try:
        said = _do(request, found, line)
    except Refusal as refused:
        faults = {r.field if r.field == "reden" else "": r.message for r in refused.all}
        found.refresh_from_db()
        missed = Missed(str(line or "lijst"), faults, request.POST.get("reden", ""))
        return _list_page(request, found, missed=missed)
    messages.success(request, said)
    return redirect("archief-lijst", lijst_id=lijst_id)


def _line(request: HttpRequest, lijst_id: UUID) -> UUID | None:
    """The line of this list that the act is about; None for the whole list."""
    raw = request.POST.get("regel", "")
    if not raw:
        return None
    try:
        line = UUID(raw)
    except ValueError as error:
        raise Http404 from error
    if not Vernietigingsregel.objects.filter(id=line, lijst_id=lijst_id).exists():
        raise Http404
    return line


def _do(request: HttpRequest, found: Vernietigingslijst, line: UUID | None) -> str:
    """Carry the act out; says what was done."""
    actor, today = _identity(request).as_actor("Archiefbeheer"), timezone.localdate()
    match request.POST.get("actie", ""):
        case "indienen":
            services.submit(found.id, actor=actor, today=today)
            return _("De lijst is ingediend. Nu moeten twee collega's akkoord geven.")
        case "akkoord":
            services.approve(found.id, actor=actor, today=today)
            return _("Uw akkoord is vastgelegd.")
        case "afwijzen":
            services.reject(found.id, _reason(request), actor=actor)
            return _("De lijst is afgewezen.")
        case "stoppen":
            services.stop(found.id, _reason(request), actor=actor)
            return _("De vernietiging is gestopt.")
        case "bewaren" if line is not None:
            services.keep_longer(line, _reason(request), actor=actor)
            return _("Deze zaak blijft langer bewaard.")
        case _:
            raise Http404


def _reason(request: HttpRequest) -> str:
    return typed_text(request.POST, "reden", LONGEST_REASON)


@archivaris
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """How much comes up for destruction, per year."""
    return _show(request, "kalender", rijen=[_calendar_row(row) for row in bewaarkalender()])


def _calendar_row(row: dict[str, Any]) -> tuple[Any, Any, int]:
    return row["jaar"], NOMINATIES.get(row["archiefnominatie"], _("Nog niet bekend")), row["aantal"]
