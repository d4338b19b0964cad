"""Forms about a concept: the type itself and its parts. What was typed stays; faults stand next to the field."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kapstok.magazijnen.catalogi import models as m
from kapstok.magazijnen.catalogi import services
from kapstok.magazijnen.catalogi.basis import change_local
from kapstok.platform.errors import Refusal
from kapstok.schermen.beheer.catalogi_formulier import choices, read, refusals, required, shown, typed
from kapstok.schermen.beheer.catalogi_lijst import model_of
from kapstok.schermen.beheer.catalogi_velden import ONDERDELEN, SOORTEN, VERSIES
from kapstok.schermen.beheer.catalogi_zaaktype import find
from kapstok.schermen.beheer.show import actor_of, editor, show

METHODS = ["GET", "HEAD", "POST"]


def _form(
    request: HttpRequest,
    what: str,
    values: dict[str, Any],
    wrong: dict[str, list[str]],
    *,
    catalogus_id: UUID,
    zaaktype: m.ZaakType | None,
    **more: Any,
) -> HttpResponse:
    inputs = []
    for ingang in SOORTEN[what].inputs:
        options = choices(ingang, catalogus_id, zaaktype)
        if ingang.kind == "select":
            options = [("", _("Maak een keuze")), *options]
        identity = "id_" + ingang.name.replace(".", "_")
        inputs.append(
            {
                "veld": ingang,
                "id": identity,
                "soort": {"lines": "textarea", "rows": "textarea", "term": "text"}.get(
                    ingang.kind, ingang.kind
                ),
                "waarde": values.get(ingang.name, ""),
                "fout": wrong.get(ingang.name, []),
                "opties": options,
                "verplicht": ingang.kind != "checkbox" and required(SOORTEN[what], ingang),
            }
        )
    # Above the form a fault stands without its field: it names that itself.
    faults = [(_target(i), f"{i['veld'].label}: {text}") for i in inputs for text in i["fout"]]
    faults += [("", text) for text in wrong.get("", [])]
    context = {"what": what, "soort": SOORTEN[what], "velden": inputs, "fouten": faults, **more}
    return show(request, "catalogi/formulier", status=422 if wrong else 200, **context)


def _target(made: dict[str, Any]) -> str:
    """The control that the error summary goes to: the first box of several, none when there are no boxes."""
    if made["soort"] != "checkboxes":
        return str(made["id"])
    return f"{made['id']}_0" if made["opties"] else ""


@editor
@require_http_methods(METHODS)
def add(request: HttpRequest, what: str) -> HttpResponse:
    """A new type: a concept in the chosen catalogus."""
    if what not in VERSIES:
        raise Http404
    catalogi = list(m.Catalogus.objects.order_by("domein")[:100])
    if not catalogi:
        messages.warning(request, _("Maak eerst een catalogus."))
        return redirect("beheer-catalogi")
    asked = request.POST.get("catalogus") or request.GET.get("catalogus") or ""
    chosen = next((c for c in catalogi if str(c.id) == asked), catalogi[0])
    soort = SOORTEN[what]
    more = {"catalogus_id": chosen.id, "zaaktype": None, "catalogi": catalogi, "gekozen": chosen.id}
    if request.method != "POST":
        return _form(request, what, shown(soort, None), {}, **more)
    values = typed(soort, request.POST)
    clean, wrong = read(soort, values)
    if not wrong:
        try:
            made = services.add(model_of(what), {**clean, "catalogus_id": chosen.id}, actor=actor_of(request))
        except Refusal as refused:
            wrong = refusals(soort, refused)
        else:
            messages.success(request, _("Het concept is gemaakt."))
            return redirect("beheer-catalogi-type", what=what, row_id=made.id)
    return _form(request, what, values, wrong, **more)


@editor
@require_http_methods(METHODS)
def change(request: HttpRequest, what: str, row_id: UUID) -> HttpResponse:
    """Every field of a concept."""
    row, soort = find(what, row_id), SOORTEN[what]
    if not row.concept:
        return _published(request, what, row_id)
    zaaktype = row if what == "zaaktype" else None
    more = {"catalogus_id": row.catalogus_id, "zaaktype": zaaktype, "rij": row}
    if zaaktype is not None and zaaktype.basis_versie:
        more |= {"vraag_reden": True, "reden": request.POST.get("reden", "")[:500]}
    if request.method != "POST":
        return _form(request, what, shown(soort, row), {}, **more)
    values = typed(soort, request.POST)
    clean, wrong = read(soort, values)
    if not wrong:
        try:
            if zaaktype is not None:
                reason, today = request.POST.get("reden", "").strip()[:500], timezone.localdate()
                change_local(row_id, clean, reason=reason, day=today, actor=actor_of(request))
            else:
                services.change(type(row), row_id, clean, actor=actor_of(request))
        except Refusal as refused:
            wrong = refusals(soort, refused)
        else:
            messages.success(request, _("Opgeslagen."))
            return redirect("beheer-catalogi-type", what=what, row_id=row_id)
    return _form(request, what, values, wrong, **more)


def _published(request: HttpRequest, what: str, row_id: UUID) -> HttpResponse:
    messages.warning(request, _("Dit is gepubliceerd. Maak een nieuwe versie om iets te wijzigen."))
    return redirect("beheer-catalogi-type", what=what, row_id=row_id)


def _part(zaaktype: m.ZaakType, what: str, part_id: UUID | None) -> Any:
    if what not in ONDERDELEN:
        raise Http404
    if part_id is None:
        return None
    row = model_of(what).objects.filter(id=part_id, zaaktype_id=zaaktype.id).first()
    if row is None:
        raise Http404
    return row


@editor
@require_http_methods(METHODS)
def part(request: HttpRequest, row_id: UUID, what: str, part_id: UUID | None = None) -> HttpResponse:
    """A part of a concept: a new one, or a change."""
    zaaktype = find("zaaktype", row_id)
    row = _part(zaaktype, what, part_id)
    if not zaaktype.concept:
        return _published(request, "zaaktype", row_id)
    soort = SOORTEN[what]
    more = {"catalogus_id": zaaktype.catalogus_id, "zaaktype": zaaktype, "rij": zaaktype, "deel": row or True}
    if request.method != "POST":
        values = shown(soort, row)
        if row is None and "volgnummer" in values:
            values["volgnummer"] = str(_next_number(what, zaaktype))
        return _form(request, what, values, {}, **more)
    values = typed(soort, request.POST)
    clean, wrong = read(soort, values)
    if not wrong:
        try:
            if row is None:
                made = {**clean, "zaaktype_id": row_id}
                services.add(model_of(what), made, actor=actor_of(request))
            else:
                services.change(type(row), row.id, clean, actor=actor_of(request))
        except Refusal as refused:
            wrong = refusals(soort, refused)
        else:
            messages.success(request, _("Opgeslagen."))
            return redirect("beheer-catalogi-type", what="zaaktype", row_id=row_id)
    return _form(request, what, values, wrong, **more)


def _next_number(what: str, zaaktype: m.ZaakType) -> int:
    numbers = model_of(what).objects.filter(zaaktype_id=zaaktype.id).values_list("volgnummer", flat=True)
    return max(numbers, default=0) + 1


@editor
@require_POST
def remove_part(request: HttpRequest, row_id: UUID, what: str, part_id: UUID) -> HttpResponse:
    """A part of a concept goes."""
    zaaktype = find("zaaktype", row_id)
    row = _part(zaaktype, what, part_id)
    try:
        services.delete(type(row), row.id, actor=actor_of(request))
        messages.success(request, _("Verwijderd."))
    except Refusal as refused:
        messages.error(request, " ".join(r.message for r in refused.all))
    return redirect("beheer-catalogi-type", what="zaaktype", row_id=row_id)
