"""**Enquête**: questions, inviting, answering by a personal link, and the results."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kapstok.diensten.sturing.enquete import queries, services
from kapstok.diensten.sturing.enquete.models import Enquete, Uitnodiging
from kapstok.diensten.sturing.verband.queries import alle_deelnemers, deelnemers
from kapstok.kern.rekenblad import rekenblad
from kapstok.platform.errors import Refusal
from kapstok.platform.identity.access import no_login_needed
from kapstok.platform.tenancy.addresses import public_base
from kapstok.schermen.sturing.conflict import show_current
from kapstok.schermen.sturing.enquete_form import FOUT, STAND, AntwoordForm, EnqueteForm, UitnodigForm
from kapstok.schermen.sturing.show import PAGE, actor_of, adviseur, kijker, page_of, show

FORM = ["GET", "HEAD", "POST"]


@kijker
@require_safe
def lijst(request: HttpRequest) -> HttpResponse:
    """All surveys, the newest first."""
    page, q = page_of(request), request.GET.get("q", "").replace("\0", "")[:60].strip()
    rows = list(Enquete.objects.filter(naam__icontains=q)[(page - 1) * PAGE : page * PAGE + 1])
    return show(
        request, "enquetes", rijen=[(row, STAND[row.stand]) for row in rows[:PAGE]], q=q,
        vorige_pagina=page - 1 if page > 1 else None, volgende_pagina=page + 1 if len(rows) > PAGE else None,
        vast="",
    )  # fmt: skip


def _found(enquete_id: UUID) -> Enquete:
    row = Enquete.objects.filter(id=enquete_id).first()
    if row is None:
        raise Http404
    return row


@kijker
@require_safe
def een(request: HttpRequest, enquete_id: UUID) -> HttpResponse:
    """One survey: how many answered, and the results once it is closed."""
    row, names = _found(enquete_id), {d.code: d.naam for d in alle_deelnemers()}
    return _page(request, row, names, UitnodigForm(partners=deelnemers(timezone.localdate())))


def _page(
    request: HttpRequest, row: Enquete, names: dict[str, str], form: UitnodigForm, status: int = 200
) -> HttpResponse:
    asked = list(Uitnodiging.objects.filter(enquete=row).values_list("deelnemer__code", "ingediend"))
    counts = [
        (naam, sum(c == code for c, _done in asked), sum(c == code and done for c, done in asked))
        for code, naam in names.items()
    ]
    return show(
        request, "enquete", rij=row, stand=STAND[row.stand], vragen=queries.vragen(row), aantallen=counts,
        uitslag=[_shown(each, names) for each in queries.resultaat(row)], form=form, status=status,
    )  # fmt: skip


def _shown(row: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    figures = [(names[code], value) for code, value in row["gemeenten"].items()]
    return {
        **row,
        "rijen": figures,
        "punten": [(naam, value) for naam, value in figures if value is not None],
        "eenheid": "%" if row["soort"] == "ja_nee" else "",
        "teksten": [(names.get(who, ""), text) for who, text in row["teksten"]],
    }


@kijker
@require_safe
def als_csv(_request: HttpRequest, enquete_id: UUID) -> HttpResponse:
    """The results as they are on the page."""
    codes = [d.code for d in alle_deelnemers()]
    rows = queries.resultaat(_found(enquete_id))
    head = ["code", "vraag", "soort", "onderdelen", "samen", *codes, "vorige_ronde", "teksten"]

    def cell(value: Any) -> str:
        return "" if value is None else str(value)

    lines = (
        [
            row["code"], row["tekst"], row["soort"], "|".join(row["onderdelen"]), cell(row["samen"]),
            *(cell(row["gemeenten"].get(code)) for code in codes), cell(row["vorige"]),
            "|".join(text for _who, text in row["teksten"]),
        ]
        for row in rows
    )  # fmt: skip
    answer = HttpResponse(rekenblad(head, lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="enquete.csv"'
    return answer


@adviseur
@require_http_methods(FORM)
def bewerken(request: HttpRequest, enquete_id: UUID | None = None) -> HttpResponse:
    """Add a survey, or change it as long as it is a concept."""
    row = _found(enquete_id) if enquete_id else None
    form = EnqueteForm(
        request.POST if request.method == "POST" else None,
        initial=EnqueteForm.of(row) if row else {"anoniem": True},
        zelf=enquete_id,
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = services.opslaan(
                form.values,
                form.cleaned_data["vragen"],
                op=timezone.localdate(),
                actor=actor_of(request),
                enquete_id=enquete_id,
                versie=form.cleaned_data["versie"] if enquete_id else None,
            )
        except Refusal as refused:
            form.add_refusals(refused)
            if refused.code == "gewijzigd" and enquete_id:
                current = _found(enquete_id)
                show_current(form, EnqueteForm.of(current), current.versie)
        else:
            messages.success(request, _("De enquête is opgeslagen."))
            return redirect("sturing-enquete", enquete_id=made.id)
    return show(request, "enquete_form", form=form, rij=row, status=422 if form.errors else 200)


@adviseur
@require_POST
def doen(request: HttpRequest, enquete_id: UUID) -> HttpResponse:
    """Invite or remind, or close."""
    row, today, actor = _found(enquete_id), timezone.localdate(), actor_of(request)
    form = UitnodigForm(request.POST, partners=deelnemers(today))
    try:
        if request.POST.get("doen") == "sluiten":
            services.sluit(enquete_id, op=today, actor=actor)
            messages.success(request, _("De enquête is gesloten."))
            return redirect("sturing-enquete", enquete_id=enquete_id)
        if request.POST.get("doen") == "verwijderen":
            raw = request.POST.get("versie", "")[:9]
            seen = int(raw) if raw.isascii() and raw.isdigit() else 0
            services.verwijder(enquete_id, versie=seen, op=today, actor=actor)
            messages.success(request, _("De enquête is verwijderd."))
            return redirect("sturing-enquetes")
        if form.is_valid():
            base = public_base(request.tenant) + reverse("sturing-antwoord", args=["x"]).removesuffix("x/")  # type: ignore[attr-defined]
            sent = services.nodig_uit(
                enquete_id, form.cleaned_data["mensen"], basis=base, op=today, actor=actor
            )
            messages.success(request, _("Er gaan %s mails uit.") % sent)
            return redirect("sturing-enquete", enquete_id=enquete_id)
    except Refusal as refused:
        form.is_valid()
        form.add_refusals(refused)
    return _page(request, row, {d.code: d.naam for d in alle_deelnemers()}, form, 422)


@no_login_needed
@never_cache
@require_http_methods(FORM)
def antwoord(request: HttpRequest, sleutel: str) -> HttpResponse:
    """The questions of who has this link: keep a draft, or hand in."""
    asked = services.bij_sleutel(sleutel) if getattr(request, "tenant", None) else None
    if asked is None:
        raise Http404
    if asked.ingediend:
        return render(request, "sturing/antwoord_klaar.html", {"enquete": asked.enquete})
    questions = queries.vragen(asked.enquete)
    form = AntwoordForm(
        request.POST if request.method == "POST" else None, initial=asked.concept, lijst=questions
    )
    status = 200
    if request.method == "POST":
        hand_in = request.POST.get("doen") == "indienen"
        try:
            wrong = services.bewaar(sleutel, form.typed, indienen=hand_in)
        except Refusal as refused:
            wrong = {}
            form.add_refusals(refused)
        else:
            if not wrong:
                if not hand_in:
                    messages.success(
                        request, _("Uw antwoorden zijn bewaard. Met dezelfde link gaat u verder.")
                    )
                return redirect("sturing-antwoord", sleutel=sleutel)
        for code, fault in wrong.items():
            form.errors.pop(code, None)
            form.add_error(code, FOUT[fault])
        status = 422
    return render(request, "sturing/antwoord.html", {"enquete": asked.enquete, "form": form}, status=status)
