"""**Jaarplan**: the programme of each year, from proposal to adoption, with what came in later; as a page and PDF."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kapstok.diensten.sturing.dossier.stuk_pdf import pdf
from kapstok.diensten.sturing.projecten import queries_jaarplan as queries
from kapstok.diensten.sturing.projecten import services
from kapstok.diensten.sturing.projecten.jaarplan_stuk import stuk
from kapstok.diensten.sturing.projecten.models import Jaarplan
from kapstok.diensten.sturing.projecten.services.jaarplan import document, inhoud_van
from kapstok.diensten.sturing.rollen.queries import houders
from kapstok.diensten.sturing.rollen.rules import mandaat
from kapstok.platform.errors import Refusal
from kapstok.schermen.sturing.project_woorden import TOESTAND
from kapstok.schermen.sturing.show import actor_of, kijker, not_allowed, show, who
from kapstok.schermen.sturing.stuk import tabellen

STAND = {
    None: (gettext_lazy("Nog niet voorgesteld"), "neutraal"),
    "voorgesteld": (gettext_lazy("Voorgesteld"), "let-op"),
    "vastgesteld": (gettext_lazy("Vastgesteld"), "goed"),
    "ingetrokken": (gettext_lazy("Ingetrokken"), "neutraal"),
}


@kijker
@require_safe
def jaren(request: HttpRequest) -> HttpResponse:
    """The programmes, the newest year first."""
    rows = [{**row, "woord": STAND[row["stand"]]} for row in queries.jaren()]
    return show(request, "jaarplannen", rijen=rows)


def _known(jaar: int) -> dict[str, Any] | None:
    if not 2000 <= jaar <= 2100:
        raise Http404
    return queries.van(jaar)


@kijker
@require_http_methods(["GET", "HEAD", "POST"])
def een(request: HttpRequest, jaar: int) -> HttpResponse:
    """One programme: what stands in it, who agreed, what came later, and what the visitor may do."""
    faults: dict[str, str] = {}
    if request.method == "POST":
        try:
            _act(request, jaar)
        except Refusal as refused:
            if refused.forbidden:
                return not_allowed(request, refused)
            faults = {each.field: str(each.message) for each in refused.all}
            if "" in faults:
                messages.error(request, faults[""])
        else:
            messages.success(request, _("Vastgelegd."))
            return redirect("sturing-jaarplan", jaar)
    plan, today = _known(jaar), timezone.localdate()
    live = plan is None or plan["stand"] == "ingetrokken"
    content = inhoud_van(jaar, today) if live or plan is None else plan["inhoud"]
    made = stuk(
        content,
        toelichting="" if live or plan is None else plan["toelichting"],
        opsteller=who(request).name if live or plan is None else plan["opsteller"],
        op=today if live or plan is None else plan["voorgesteld_op"],
        concept=live,
    )
    held = houders(today, who(request).user_id) if who(request).has_role("i-adviseur", "directie") else []
    agreed = {each["gemeente"]: each for each in plan["instemmingen"]} if plan else {}
    for each in agreed.values():
        each["op"] = parse_date(each["op"])
    return show(
        request,
        "jaarplan",
        jaar=jaar,
        plan=plan,
        stand=STAND[plan["stand"] if plan else None],
        live=live,
        leeg=not content["projecten"],
        memo=made,
        tabellen=tabellen(made),
        later=_later(plan) if plan and plan["stand"] == "vastgesteld" else [],
        voorstellen=live and mandaat(held, "project.aanmelden", today) is not None,
        intrekken=not live and plan is not None and plan["stand"] == "voorgesteld"
        and any(mandaat(held, act, today) for act in ("project.aanmelden", "jaarplan.vaststellen")),
        gemeenten=[
            {
                **g,
                "instemming": agreed.get(g["code"]),
                "mag": plan is not None and plan["stand"] == "voorgesteld" and g["code"] not in agreed
                and mandaat(held, "jaarplan.vaststellen", today, gemeente=g["code"], functie="owo_directie"),
            }
            for g in content["gemeenten"]
        ],
        fout=faults,
        getypt=request.POST.dict(),
        status=422 if faults else 200,
    )  # fmt: skip


def _later(plan: dict[str, Any]) -> list[dict[str, Any]]:
    """Projects of the year that are not in the programme, with the reason and decision when there is one."""
    why = {each["project"]: each for each in plan["toevoegingen"]}
    return [
        {**row, "woord": TOESTAND[row["toestand"]], "besluit": why.get(str(row["id"]))}
        for row in queries.later(plan["jaar"], plan["inhoud"])
    ]


def _act(request: HttpRequest, jaar: int) -> None:
    act, actor, today, sent = (
        request.POST.get("actie", ""),
        actor_of(request),
        timezone.localdate(),
        request.POST,
    )
    plan = _known(jaar)
    if act == "voorstellen":
        services.stel_voor(jaar, toelichting=sent.get("toelichting", ""), op=today, actor=actor)
    elif act == "instemmen" and plan is not None:
        services.stem_in(plan["id"], sent.get("gemeente", ""), op=today, actor=actor)
    elif act == "intrekken" and plan is not None:
        services.trek_in(plan["id"], reden=sent.get("reden", ""), op=today, actor=actor)
    else:
        raise Http404


@kijker
@require_safe
def bestand(request: HttpRequest, jaar: int) -> HttpResponse:
    """To print. A programme that was proposed gives the same bytes each time: those of the document of its zaak."""
    plan, today = _known(jaar), timezone.localdate()
    if plan is None or plan["stand"] == "ingetrokken":
        content = inhoud_van(jaar, today)
        if not content["projecten"]:
            raise Http404
        made = stuk(content, toelichting="", opsteller=who(request).name, op=today, concept=True)
    else:
        made = document(Jaarplan.objects.get(id=plan["id"]))
    answer = HttpResponse(pdf(made), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="jaarplan-{jaar}.pdf"'
    return answer
