"""The rights of an application: giving one, changing one, taking one away."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kapstok.magazijnen.autorisaties import queries, services
from kapstok.magazijnen.autorisaties.models import Applicatie
from kapstok.magazijnen.autorisaties.rules import COMPONENTS as KNOWN
from kapstok.magazijnen.autorisaties.rules import TYPE_OF, Recht
from kapstok.magazijnen.catalogi.models import BesluitType, Catalogus, InformatieObjectType, ZaakType
from kapstok.magazijnen.objecten.models import Objecttype
from kapstok.platform.errors import Refusal
from kapstok.schermen.beheer.applicaties_form import COMPONENTS, LEVELS, WHOLE, RightForm, scope_text
from kapstok.schermen.beheer.show import actor_of, editor, show

# Of each component: the types, and by which column they keep their name over all versions.
KINDS: dict[str, tuple[Any, str]] = {
    "zrc": (ZaakType, "identificatie"),
    "drc": (InformatieObjectType, "omschrijving"),
    "brc": (BesluitType, "omschrijving"),
}
MOST = 2000


@dataclass(frozen=True, slots=True)
class InWords:
    """A right as people read it. `soort` is its key in the form."""

    component: str
    onderdeel: str
    waarvan: str
    mag: str
    tot: str
    soort: str


def _catalogi() -> dict[str, str]:
    return {str(c.id): c.naam or c.domein for c in Catalogus.objects.all()[:MOST]}


def _name(recht: Recht) -> str:
    """A type as people know it; objecttypes are kept by their uuid."""
    names = dict(_kinds("oc")) if recht.component == "oc" and recht.soort else {}
    return names.get(recht.soort, recht.soort)


def in_words(recht: Recht) -> InWords:
    """A right in words."""
    whole = ""
    if recht.catalogus:
        name = _catalogi().get(recht.catalogus, recht.catalogus)
        whole = _("alle typen van %(catalogus)s") % {"catalogus": name}
    return InWords(
        recht.component,
        str(COMPONENTS[recht.component]),
        whole or _name(recht),
        ", ".join(str(scope_text(s)) for s in recht.scopes),
        str(LEVELS.get(recht.max, "")),
        f"{WHOLE}{recht.catalogus}" if recht.catalogus else recht.soort,
    )


def _kinds(component: str) -> list[tuple[str, str]]:
    if component == "oc":
        rows = Objecttype.objects.order_by("name").values_list("id", "name")[:MOST]
        return [(str(key), name) for key, name in rows]
    if component not in KINDS:
        return []
    model, name = KINDS[component]
    whole = [
        (f"{WHOLE}{key}", _("Alle typen van %(catalogus)s") % {"catalogus": text})
        for key, text in _catalogi().items()
    ]
    rows = model.objects.order_by(name).values_list(name, "omschrijving").distinct()[:MOST]
    texts = {key: key if key == text else f"{text} ({key})" for key, text in rows}
    return [*whole, *texts.items()]


def _made(component: str, typed: dict[str, Any]) -> Recht:
    kind = typed.get("soort", "")
    whole = kind.startswith(WHOLE)
    return Recht(
        component=component,
        scopes=tuple(typed["scopes"]),
        soort="" if whole else kind,
        max=typed.get("max", ""),
        catalogus=kind.removeprefix(WHOLE) if whole else "",
    )


@editor
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, applicatie_id: UUID, component: str) -> HttpResponse:
    """A right on one component. One for the same type takes its place. `soort` in the address: change that one."""
    row = Applicatie.objects.filter(id=applicatie_id).first()
    if row is None or component not in KNOWN:
        raise Http404
    held, kinds = queries.rechten(applicatie_id), _kinds(component)
    asked = request.GET.get("soort", "")
    meant = "soort" in request.GET or component not in TYPE_OF  # else it is a new right
    now = next((r for r in held if meant and r.component == component and in_words(r).soort == asked), None)
    if now is not None and asked and asked not in dict(kinds):
        kinds.append((asked, asked))
    initial = {"soort": asked, "scopes": now.scopes, "max": now.max} if now else None
    form = RightForm(
        request.POST if request.method == "POST" else None, component=component, kinds=kinds, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        made = _made(component, form.cleaned_data)
        drop = {made.key} | ({now.key} if now else set())
        others = [r for r in held if r.key not in drop]
        if component not in TYPE_OF:
            others = [r for r in others if r.component != component]
        try:
            services.change_applicatie(applicatie_id, rechten=[*others, made], actor=actor_of(request))
        except Refusal as refused:
            form.add_refusals(refused)
        else:
            messages.success(request, _("Het recht is gegeven. Het geldt vanaf nu."))
            return redirect("beheer-applicatie", applicatie_id=applicatie_id)
    return show(
        request,
        "applicatie_recht",
        status=422 if form.errors else 200,
        applicatie=row,
        form=form,
        onderdeel=COMPONENTS[component],
    )


@editor
@require_POST
def take_away(request: HttpRequest, applicatie_id: UUID, nummer: int) -> HttpResponse:
    """Take one right away, by its place in the list and its name, so that a changed list harms nobody."""
    held = queries.rechten(applicatie_id)
    if nummer >= len(held) or in_words(held[nummer]).soort != request.POST.get("soort", ""):
        messages.warning(request, _("De rechten zijn intussen veranderd. Kijk opnieuw."))
        return redirect("beheer-applicatie", applicatie_id=applicatie_id)
    left = [r for place, r in enumerate(held) if place != nummer]
    try:
        services.change_applicatie(applicatie_id, rechten=left, actor=actor_of(request))
        messages.success(request, _("Het recht is weg. Het geldt vanaf nu."))
    except Refusal as refused:
        if refused.code == "not_found":
            raise Http404 from refused
        text = _(
            "Een applicatie heeft minstens één recht. Geef eerst een ander recht, of blokkeer de applicatie."
        )
        messages.error(request, text)
    return redirect("beheer-applicatie", applicatie_id=applicatie_id)
