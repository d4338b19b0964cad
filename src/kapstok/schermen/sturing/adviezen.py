"""**Adviezen**: who advised what, asked or not, and what was done with it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kapstok.diensten.sturing.adviezen import queries, services
from kapstok.diensten.sturing.adviezen.models import Advies
from kapstok.diensten.sturing.dossier import Stuk
from kapstok.diensten.sturing.rollen.woorden import FUNCTIE
from kapstok.kern.rekenblad import rekenblad
from kapstok.magazijnen.documenten.afgeven import give
from kapstok.magazijnen.documenten.queries import document
from kapstok.platform.errors import Refusal
from kapstok.platform.storage.uploads import chosen, judge
from kapstok.schermen.sturing.advies_form import AGAIN, SOORT, STAND, AdviesForm, OpvolgForm, ZoekForm
from kapstok.schermen.sturing.conflict import show_current
from kapstok.schermen.sturing.show import PAGE, actor_of, kijker, page_of, show

FORM = ["GET", "HEAD", "POST"]
HEAD = [
    "onderwerp", "soort", "gever", "adviseur", "gericht_aan", "uitgebracht_op", "project", "applicatie", "advies",
    "samenwerking", "standaardisatie", "document", "opvolging", "opvolging_reden", "opvolging_door", "opvolging_op",
]  # fmt: skip


def _asked(request: HttpRequest) -> tuple[ZoekForm, queries.Zoek]:
    form = ZoekForm(request.GET)
    form.is_valid()
    return form, queries.Zoek(**{k: v for k, v in form.cleaned_data.items() if v})


def _line(row: Advies) -> dict[str, Any]:
    return {"rij": row, "soort": SOORT[row.soort], "gever": FUNCTIE[row.gever], "stand": STAND[row.opvolging]}


def _found(advies_id: UUID) -> Advies:
    row = Advies.objects.select_related("project", "applicatie").filter(id=advies_id).first()
    if row is None:
        raise Http404
    return row


@kijker
@require_safe
def lijst(request: HttpRequest) -> HttpResponse:
    """A page of advices."""
    page = page_of(request)
    form, asked = _asked(request)
    found = queries.adviezen(asked)
    rows = list(found[(page - 1) * PAGE : page * PAGE + 1])
    other = request.GET.copy()
    other.pop("pagina", None)
    return show(
        request,
        "adviezen",
        filter=form,
        rijen=[_line(row) for row in rows[:PAGE]],
        totaal=found.count(),
        project=asked.project,
        vorige_pagina=page - 1 if page > 1 else None,
        volgende_pagina=page + 1 if len(rows) > PAGE else None,
        vast=other.urlencode(),
    )


@kijker
@require_safe
def als_csv(request: HttpRequest) -> HttpResponse:
    """What the list shows, for a spreadsheet."""
    rows = queries.adviezen(_asked(request)[1])[: queries.MOST]
    sheet = rekenblad(HEAD, ([str(getattr(row, name) or "") for name in HEAD] for row in rows))
    answer = HttpResponse(sheet, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="adviezen.csv"'
    return answer


@kijker
@require_safe
def een(request: HttpRequest, advies_id: UUID) -> HttpResponse:
    """One advice with its follow-up."""
    row = _found(advies_id)
    return show(request, "advies", **_line(row), stuk=document(row.stuk_id) if row.stuk_id else None)


@kijker
@require_safe
def stuk(request: HttpRequest, advies_id: UUID) -> HttpResponseBase:
    """The document of an advice, as a download."""
    row = _found(advies_id)
    return give(request, document(row.stuk_id) if row.stuk_id else None)


def _file(request: HttpRequest, onderwerp: str) -> Stuk | None:
    """The advice that was sent along, when it may come in; None when there is none."""
    upload = chosen(request, "bestand")
    if upload is None:
        return None
    kind = judge(upload)
    return Stuk("Advies", onderwerp, upload.chunks(), kind, (upload.name or "advies")[-255:])


def _kept(
    request: HttpRequest, form: AdviesForm | OpvolgForm, row: Advies | None, title: str, done: str
) -> HttpResponse:
    """Keep what the form says, or show it with what is wrong. The functions say who may; what was typed stays."""
    if request.method == "POST" and form.is_valid():
        try:
            made = services.opslaan(
                form.values,
                op=timezone.localdate(),
                actor=actor_of(request),
                advies_id=row.id if row else None,
                versie=(form.cleaned_data["versie"] or 0) if row else None,
                bestand=_file(request, form.cleaned_data["onderwerp"]) if form.files else None,
            )
        except Refusal as refused:
            form.add_refusals(refused)
            if form.files and not form.has_error("bestand"):
                form.add_error("bestand", AGAIN)
            if refused.code == "gewijzigd" and row:
                current = _found(row.id)
                show_current(form, form.of(current), current.versie)
        else:
            messages.success(request, done)
            return redirect("sturing-advies", advies_id=made.id)
    return show(request, "advies_form", form=form, rij=row, kop=title, status=422 if form.errors else 200)


@kijker
@require_http_methods(FORM)
def bewerken(request: HttpRequest, advies_id: UUID | None = None) -> HttpResponse:
    """Add an advice or change it; `project` in the address fills in what it is about."""
    row = _found(advies_id) if advies_id else None
    initial = AdviesForm.of(row) if row else {"project_id": request.GET.get("project", "")[:36]}
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AdviesForm(*sent, initial=initial)
    title = _("Advies wijzigen") if row else _("Advies toevoegen")
    return _kept(request, form, row, title, _("Het advies is opgeslagen."))


@kijker
@require_http_methods(FORM)
def opvolgen(request: HttpRequest, advies_id: UUID) -> HttpResponse:
    """Say what was done with it."""
    row = _found(advies_id)
    form = OpvolgForm(request.POST if request.method == "POST" else None, initial=OpvolgForm.of(row))
    return _kept(request, form, row, _("Opvolging van het advies"), _("De opvolging is opgeslagen."))


@kijker
@require_POST
def ongedaan(request: HttpRequest, advies_id: UUID) -> HttpResponse:
    """Undo the last change, unless somebody changed it again."""
    _found(advies_id)
    raw = request.POST.get("versie", "")[:9]
    try:
        services.ongedaan(
            advies_id,
            versie=int(raw) if raw.isascii() and raw.isdigit() else 0,
            op=timezone.localdate(),
            actor=actor_of(request),
        )
    except Refusal as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("De laatste wijziging is ongedaan gemaakt."))
    return redirect("sturing-advies", advies_id=advies_id)
