"""**Kwartaal**: the agenda with a card per project, closing it, and the memo as a page, ODT and PDF."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kapstok.diensten.sturing.dossier.stuk_odt import MIME, odt
from kapstok.diensten.sturing.dossier.stuk_pdf import pdf
from kapstok.diensten.sturing.geld.queries import laatst_gesloten, per_project
from kapstok.diensten.sturing.kwartaal import queries, services, verzenden
from kapstok.diensten.sturing.kwartaal.models import Kwartaal
from kapstok.diensten.sturing.kwartaal.rules import KEUZES, MET_TOETS
from kapstok.diensten.sturing.kwartaal.services import Besluit
from kapstok.diensten.sturing.projecten.rules import kwartaal_einde, kwartaal_van, kwartalen_verder
from kapstok.diensten.sturing.rollen.queries import may
from kapstok.platform.errors import Refusal
from kapstok.platform.ui.geweigerd import RefusedForm
from kapstok.schermen.sturing.project_woorden import NOODZAAK, TOESTAND, VERTRAGING
from kapstok.schermen.sturing.schuldig import overzicht
from kapstok.schermen.sturing.show import actor_of, beslisser, kijker, not_allowed, show, who
from kapstok.schermen.sturing.stuk import tabellen

BESLUIT = {
    "honoreren": gettext_lazy("Honoreren"),
    "niet_honoreren": gettext_lazy("Niet honoreren"),
    "starten": gettext_lazy("Starten"),
    "aanhouden": gettext_lazy("Aanhouden"),
    "doorgaan": gettext_lazy("Doorgaan"),
    "bijsturen": gettext_lazy("Bijsturen"),
    "afronden": gettext_lazy("Afronden"),
    "afvoeren": gettext_lazy("Afvoeren"),
}

PER_PAGE = 40  # cards on a page of the agenda


class OpenForm(forms.Form):
    """Which quarter."""

    jaar = forms.IntegerField(label=gettext_lazy("Jaar"), min_value=2000, max_value=2100)
    nummer = forms.IntegerField(label=gettext_lazy("Kwartaal"), min_value=1, max_value=4)


class VerzendForm(RefusedForm):
    """What goes with the memo, and who gets it beside the directie."""

    gezien = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    tekst = forms.CharField(
        label=gettext_lazy("Bericht bij de memo"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Vul dit in.")},
    )  # fmt: skip
    ook_aan = forms.CharField(
        label=gettext_lazy("Ook aan"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("E-mailadressen, elk op een eigen regel."),
    )  # fmt: skip


def _next(today: date) -> tuple[int, int]:
    """The quarter after the last one that closed, else the one that ended last."""
    closed = laatst_gesloten()
    return kwartalen_verder(kwartaal_einde(*closed), 1) if closed else kwartalen_verder(today, -1)


@kijker
@require_http_methods(["GET", "HEAD", "POST"])
def kwartalen(request: HttpRequest) -> HttpResponse:
    """All quarters; and opening the next."""
    today = timezone.localdate()
    year, number = _next(today)
    form = OpenForm(
        request.POST if request.method == "POST" else None, initial={"jaar": year, "nummer": number}
    )
    fault = ""
    if request.method == "POST" and not who(request).has_role("i-adviseur", "directie"):
        raise Http404
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            row = services.openen(typed["jaar"], typed["nummer"], op=today, actor=actor_of(request))
        except Refusal as refused:
            if refused.forbidden:
                return not_allowed(request, refused)
            fault = refused.message
        else:
            messages.success(request, _("De agenda staat klaar, met een kaart voor elk project."))
            return redirect("sturing-kwartaal", row.id)
    rows = queries.kwartalen()
    return show(
        request,
        "kwartalen",
        open=[row for row in rows if row["gesloten_op"] is None],
        dicht=[row for row in rows if row["gesloten_op"] is not None],
        form=form,
        fout=fault,
        begonnen=kwartaal_van(today) >= (year, number),
        **overzicht(),
        status=422 if form.errors or fault else 200,
    )


def _find(kwartaal_id: UUID) -> Kwartaal:
    row = Kwartaal.objects.filter(id=kwartaal_id).first()
    if row is None:
        raise Http404
    return row


@kijker
@require_safe
def agenda(request: HttpRequest, kwartaal_id: UUID) -> HttpResponse:
    """The cards of one quarter."""
    row = _find(kwartaal_id)
    if row.gesloten_op is not None:
        return redirect("sturing-memo", row.id)
    return _agenda(request, row)


def _agenda(
    request: HttpRequest, row: Kwartaal, *, faults: dict[str, list[str]] | None = None, status: int = 200
) -> HttpResponse:
    cards = queries.kaarten(row.id, row.jaar, row.nummer)
    cards.sort(key=lambda card: card["project"]["toestand"] not in MET_TOETS)  # what runs comes first
    told = faults or {}
    here, pages = _page_of(request, cards, told), max(1, -(-len(cards) // PER_PAGE))
    names = {f"kaart_{card['id']}": card["project"]["naam"] for card in cards}
    some = cards[(here - 1) * PER_PAGE : here * PER_PAGE]
    money = per_project([c["project"]["boekcode"] for c in some], kwartaal_einde(row.jaar, row.nummer))
    shown = [_card(card, money, request, told) for card in some]
    return show(
        request,
        "agenda",
        kwartaal=row,
        pagina=here,
        paginas=pages,
        vorige_pagina=here - 1 if here > 1 else None,
        volgende_pagina=here + 1 if here < pages else None,
        lopend=[c for c in shown if c["toetsbaar"]],
        voorgesteld=[c for c in shown if not c["toetsbaar"]],
        besloten=sum(bool(c["besluit"]) for c in cards),
        totaal=len(cards),
        zonder_toets=sum(c["project"]["toestand"] in MET_TOETS and not c["project"]["toets"] for c in cards),
        inleiding=request.POST.get("inleiding", row.inleiding),
        fouten=[
            (
                f"{field}_0",
                f"{names.get(field, '')}: {text}".removeprefix(": "),
            )
            for field, texts in told.items()
            for text in texts
        ],
        status=status,
    )


def _page_of(request: HttpRequest, cards: list[dict[str, Any]], told: dict[str, list[str]]) -> int:
    """The page asked for; after a refusal the one with the first card that asks something."""
    wrong = next((n for n, card in enumerate(cards) if f"kaart_{card['id']}" in told), None)
    if wrong is not None:
        return wrong // PER_PAGE + 1
    asked = _number(request.POST.get("hier", "") or request.GET.get("pagina", ""))
    return max(1, min(asked, -(-len(cards) // PER_PAGE)))


def _card(
    card: dict[str, Any], money: dict[str, Any], request: HttpRequest, told: dict[str, list[str]]
) -> dict[str, Any]:
    project, review = card["project"], card["project"]["toets"]
    held = money.get(project["boekcode"], {}).values()
    field = f"kaart_{card['id']}"
    chosen = request.POST.get(field, card["besluit"])
    return {
        "id": card["id"], "veld": field, "versie": card["versie"], "project_id": project["id"], "naam": project["naam"],
        "toestand": TOESTAND[project["toestand"]], "toetsbaar": project["toestand"] in MET_TOETS,
        "noodzaak": NOODZAAK.get(project["noodzaak"], ""),
        "gemeenten": ", ".join(p["kort"] for p in project["deelnames"] or [] if p["besluit"] != "ziet_af"),
        "begroot": sum(p["begroot"] for p in project["deelnames"] or [] if p["besluit"] == "doet_mee"),
        "uitgegeven": sum(m["uitgegeven"] for m in held), "vastgelegd": sum(m["vastgelegd"] for m in held),
        "toets": review and {**review, "oorzaak": VERTRAGING.get(review["vertraging_door"], "")},
        "keuzes": [(code, BESLUIT[code], code == chosen) for code in KEUZES.get(project["toestand"], ())],
        "besluit": BESLUIT.get(card["besluit"], ""), "door": card["door"],
        "toelichting": request.POST.get(f"uitleg_{card['id']}", card["toelichting"]),
        "opmerking": request.POST.get(f"opmerking_{card['id']}", card["opmerking"]),
        "fouten": told.get(field, []),
    }  # fmt: skip


@beslisser
@require_POST
def besluiten(request: HttpRequest, kwartaal_id: UUID) -> HttpResponse:
    """Save what was decided; then close, or go to a review, when that button was pressed."""
    row, actor = _find(kwartaal_id), actor_of(request)
    cards = queries.kaarten(row.id, row.jaar, row.nummer)
    said = [
        Besluit(
            card["id"], request.POST.get(f"kaart_{card['id']}", ""), request.POST.get(f"uitleg_{card['id']}", ""),
            _number(request.POST.get(f"versie_{card['id']}", "")), request.POST.get(f"opmerking_{card['id']}"),
        )
        for card in cards
        if f"versie_{card['id']}" in request.POST
    ]  # fmt: skip
    try:
        services.besluiten(
            row.id, said, op=timezone.localdate(), actor=actor, inleiding=request.POST.get("inleiding")
        )
        if request.POST.get("doen") == "sluiten":
            services.sluiten(row.id, op=timezone.localdate(), actor=actor)
    except Refusal as refused:
        faults: dict[str, list[str]] = {}
        for each in refused.all:
            faults.setdefault(each.field, []).append(each.message)
        no_right = any(each.code == "niet_bevoegd" for each in refused.all)
        return _agenda(request, _find(kwartaal_id), faults=faults, status=403 if no_right else 422)
    review = request.POST.get("toets", "")
    if review in {str(card["project"]["id"]) for card in cards}:
        answer = redirect("sturing-toets", review, row.jaar, row.nummer)
        answer["Location"] += f"?terug={row.id}"
        return answer
    if request.POST.get("doen") == "sluiten":
        messages.success(request, _("Het kwartaal is gesloten. De memo ligt bij de zaak."))
        return redirect("sturing-memo", row.id)
    messages.success(request, _("De besluiten zijn opgeslagen."))
    answer = redirect("sturing-kwartaal", row.id)
    there = _number(request.POST.get("pagina", "")) or _number(request.POST.get("hier", ""))
    if there > 1:
        answer["Location"] += f"?pagina={there}"
    return answer


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _closed(kwartaal_id: UUID) -> Kwartaal:
    row = _find(kwartaal_id)
    if row.gesloten_op is None:
        raise Http404
    return row


@kijker
@require_http_methods(["GET", "HEAD", "POST"])
def memo(request: HttpRequest, kwartaal_id: UUID) -> HttpResponse:
    """The memo on a page; what stands there is what stands in the files. And sending it to the directie."""
    row = _closed(kwartaal_id)
    made, today, sent = services.memo_van(row), timezone.localdate(), verzenden.verzendingen(row.id)
    writes = who(request).has_role("i-adviseur", "directie") and any(
        may(who(request).user_id, act, None, today) for act in services.OPSTELLEN
    )
    form = VerzendForm(
        request.POST if request.method == "POST" else None,
        initial={"tekst": verzenden.tekst_van(row), "gezien": len(sent)},
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            verzenden.verzend(
                row.id, tekst=typed["tekst"], ook_aan=typed["ook_aan"].split(), gezien=typed["gezien"] or 0, op=today,
                actor=actor_of(request),
            )  # fmt: skip
        except Refusal as refused:
            if refused.forbidden:
                return not_allowed(request, refused)
            form.add_refusals(refused)
        else:
            messages.success(request, _("De memo is onderweg, met de PDF en de ODT."))
            return redirect("sturing-memo", row.id)
    return show(
        request,
        "memo",
        kwartaal=row,
        memo=made,
        tabellen=tabellen(made),
        verzendingen=sent,
        form=form if writes else None,
        directie=verzenden.directie(today) if writes else [],
        status=form.http_status,
    )


@kijker
@require_safe
def bestand(request: HttpRequest, kwartaal_id: UUID, soort: str) -> HttpResponse:  # noqa: ARG001 - a view
    """The memo as a file, made again from the frozen figures: the same bytes as the document of the zaak."""
    row = _closed(kwartaal_id)
    kinds = {"odt": (odt, MIME), "pdf": (pdf, "application/pdf")}
    if soort not in kinds:
        raise Http404
    make, mime = kinds[soort]
    answer = HttpResponse(make(services.memo_van(row)), content_type=mime)
    answer["Content-Disposition"] = f'attachment; filename="memo-{row.jaar}-k{row.nummer}.{soort}"'
    return answer
