"""External registers: where loose addresses may point, and how Kapstok may read there."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kapstok.magazijnen.registers.gebruik import uses_of
from kapstok.magazijnen.registers.models import ExternRegister
from kapstok.magazijnen.registers.services import Gegevens, add_register, change_register, remove_register
from kapstok.magazijnen.registers.toegang import test_connection
from kapstok.platform.errors import Refusal
from kapstok.schermen.beheer.formulieren_mensen import RefusedForm
from kapstok.schermen.beheer.show import actor_of, beheerder, editor, show

SOORTEN = {
    "zaken": "Zaken",
    "catalogi": "Catalogi",
    "documenten": "Documenten",
    "besluiten": "Besluiten",
    "klanten": gettext_lazy("Klantinteracties"),
    "objecten": gettext_lazy("Objecten"),
    "anders": gettext_lazy("Iets anders"),
}
METHODEN = {
    "geen": gettext_lazy("Niet: het register is openbaar"),
    "zgw": gettext_lazy("Met client-id en geheim (ZGW)"),
    "token": gettext_lazy("Met een vast token"),
}
_PLAIN = {"spellcheck": "false", "autocomplete": "off"}


class RegisterForm(RefusedForm):
    """A register; the secret only goes in."""

    naam = forms.CharField(
        label=gettext_lazy("Naam"),
        max_length=100,
        error_messages={"required": gettext_lazy("Vul een naam in.")},
    )
    adres = forms.CharField(
        label=gettext_lazy("Adres van de API"),
        max_length=500,
        help_text=gettext_lazy("Bijvoorbeeld https://zaken.voorbeeld.nl/zaken/api/v1"),
        widget=forms.TextInput(attrs={"inputmode": "url", **_PLAIN}),
        error_messages={"required": gettext_lazy("Vul het adres van de API in.")},
    )
    soort = forms.ChoiceField(label=gettext_lazy("Welke API"), choices=list(SOORTEN.items()))
    methode = forms.ChoiceField(label=gettext_lazy("Hoe Kapstok zich meldt"), choices=list(METHODEN.items()))
    client_id = forms.CharField(
        label=gettext_lazy("Client-id"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Alleen nodig bij client-id en geheim."),
        widget=forms.TextInput(attrs=_PLAIN),
    )
    geheim = forms.CharField(
        label=gettext_lazy("Geheim of token"),
        max_length=500,
        required=False,
        strip=False,
        help_text=gettext_lazy("Wordt versleuteld bewaard en nooit meer getoond. Leeg laten houdt het oude."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def gegevens(self) -> Gegevens:
        """What was typed."""
        typed = self.cleaned_data
        return Gegevens(
            typed["naam"],
            typed["adres"].rstrip("/"),
            typed["soort"],
            typed["methode"],
            typed["client_id"],
            typed["geheim"],
        )


@beheerder
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """All registers."""
    rows = list(ExternRegister.objects.order_by("naam")[:500])
    for row in rows:
        row.soort, row.methode = SOORTEN.get(row.soort, row.soort), METHODEN.get(row.methode, row.methode)
    return show(request, "registers", rijen=rows)


@editor
@sensitive_post_parameters("geheim")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new register."""
    form = RegisterForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            row = add_register(form.gegevens(), actor=actor_of(request))
        except Refusal as refused:
            form.add_refusals(refused)
        else:
            messages.success(request, _("Opgeslagen. Test nu de verbinding."))
            return redirect("beheer-register", register_id=row.id)
    return show(request, "register", form=form, rij=None, status=422 if form.errors else 200)


def _find(register_id: UUID) -> ExternRegister:
    row = ExternRegister.objects.filter(id=register_id).first()
    if row is None:
        raise Http404
    return row


def _form(row: ExternRegister) -> RegisterForm:
    names = ("naam", "adres", "soort", "methode", "client_id")
    return RegisterForm(initial={name: getattr(row, name) for name in names})


@editor
@sensitive_post_parameters("geheim")
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, register_id: UUID) -> HttpResponse:
    """One register."""
    row = _find(register_id)
    if request.method != "POST":
        return _page(request, row, _form(row))
    form = RegisterForm(request.POST)
    if form.is_valid():
        try:
            change_register(row.id, form.gegevens(), actor=actor_of(request))
        except Refusal as refused:
            form.add_refusals(refused)
        else:
            messages.success(request, _("Opgeslagen. Test nu de verbinding."))
            return redirect("beheer-register", register_id=row.id)
    return _page(request, row, form, status=422)


def _page(
    request: HttpRequest, row: ExternRegister, form: RegisterForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    return show(request, "register", form=form, rij=row, status=status, **more)


@editor
@require_POST
def test(request: HttpRequest, register_id: UUID) -> HttpResponse:
    """**Verbinding testen**: what the register answers, in words."""
    row = _find(register_id)
    stand, text = test_connection(row)
    return _page(request, row, _form(row), stand=stand, bevinding=text)


@editor
@require_POST
def remove(request: HttpRequest, register_id: UUID) -> HttpResponse:
    """**Verwijderen**: asked again when something still points to it."""
    row = _find(register_id)
    try:
        remove_register(row.id, sure="zeker" in request.POST, actor=actor_of(request))
    except Refusal as refused:
        return _page(
            request, row, _form(row), status=422, weigering=refused.message, gebruik=uses_of(row.adres)
        )
    messages.success(request, _("Het register is verwijderd."))
    return redirect("beheer-registers")
