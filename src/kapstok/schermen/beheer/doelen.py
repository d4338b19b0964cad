"""**Doelen van medewerkers**: for which purposes each role may look in the base registrations, and at what."""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kapstok.magazijnen.autorisaties.doelbinding import BRP
from kapstok.magazijnen.autorisaties.roldoelen import (
    LANGSTE_NAAM,
    ROLLEN,
    Roldoel,
    roldoelen,
    wis_roldoel,
    zet_roldoel,
)
from kapstok.platform.errors import Refusal
from kapstok.platform.identity.role_names import role_name
from kapstok.platform.ui.geweigerd import RefusedForm
from kapstok.schermen.beheer.applicaties_delen import DELEN, DELEN_HR
from kapstok.schermen.beheer.applicaties_doel import BrpFields, groups_of_fields
from kapstok.schermen.beheer.show import actor_of, beheerder, editor, show

# The registers that are given in parts.
_PARTS: dict[str, tuple[tuple[str, Any], ...]] = {"brk": DELEN["brk"], "woz": DELEN["woz"], "hr": DELEN_HR}
_NAMES = {BRP: "BRP", "brk": "BRK", "woz": "WOZ", "hr": gettext_lazy("Handelsregister")}


def _parts(register: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_NAMES[register], choices=_PARTS[register], widget=forms.CheckboxSelectMultiple, required=False
    )


class PurposeOfRoles(RefusedForm):
    """A purpose, who may look for it, and at what."""

    naam = forms.CharField(
        label=gettext_lazy("Doel"),
        max_length=LANGSTE_NAAM,
        help_text=gettext_lazy("Waarvoor de gegevens nodig zijn. De inwoner leest dit."),
    )
    rollen = forms.MultipleChoiceField(
        label=gettext_lazy("Wie voor dit doel mag kijken"),
        choices=lambda: [(role, role_name(role)) for role in ROLLEN],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Kies niemand om het doel niet te gebruiken."),
    )
    brp = BrpFields(label=gettext_lazy("Velden van de BRP"))
    brk, woz, hr = (_parts(register) for register in ("brk", "woz", "hr"))

    def velden(self) -> dict[str, tuple[str, ...]]:
        """Per register what was chosen."""
        return {register: tuple(self.cleaned_data[register]) for register in _NAMES}


@beheerder
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """All purposes, each with who and which registers."""
    return show(request, "doelen", rijen=[_row(each) for each in roldoelen()])


def _row(doel: Roldoel) -> dict[str, Any]:
    return {
        "doel": doel,
        "rollen": ", ".join(role_name(role) for role in doel.rollen),
        "registers": ", ".join(str(name) for register, name in _NAMES.items() if doel.van(register)),
    }


@editor
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A purpose of this municipality."""
    return _edit(request, None)


@editor
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, sleutel: str) -> HttpResponse:
    """A purpose: who may look for it, and at what."""
    return _edit(request, _find(sleutel))


def _find(sleutel: str) -> Roldoel:
    found = next((each for each in roldoelen() if each.sleutel == sleutel), None)
    if found is None:
        raise Http404
    return found


def _edit(request: HttpRequest, doel: Roldoel | None) -> HttpResponse:
    initial: dict[str, Any] = {}
    if doel is not None:
        initial = {register: list(doel.van(register)) for register in _PARTS}
        initial |= {"naam": doel.naam, "rollen": list(doel.rollen), "brp": "\n".join(doel.van(BRP))}
    form = PurposeOfRoles(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        typed, key = form.cleaned_data, doel.sleutel if doel else uuid4().hex
        try:
            zet_roldoel(
                key, naam=typed["naam"], rollen=typed["rollen"], velden=form.velden(), actor=actor_of(request)
            )
        except Refusal as refused:
            form.add_refusals(refused)
        else:
            messages.success(request, _("Opgeslagen. Het geldt vanaf nu."))
            return redirect("beheer-doelen")
    return show(
        request,
        "doel",
        status=422 if form.errors else 200,
        doel=doel,
        form=form,
        groepen=groups_of_fields(),
    )


@editor
@require_POST
def back(request: HttpRequest, sleutel: str) -> HttpResponse:
    """As it was delivered; a purpose of the municipality itself goes."""
    try:
        wis_roldoel(sleutel, actor=actor_of(request))
    except Refusal as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Gedaan. Het geldt vanaf nu."))
    return redirect("beheer-doelen")
