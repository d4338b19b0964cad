"""Access across municipalities: who may work here, where our people may work, giving and ending it."""

from datetime import timedelta
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

from kapstok.platform.errors import Refusal
from kapstok.platform.identity.role_names import role_name
from kapstok.platform.identity.shared_access import (
    Access,
    access_given,
    access_received,
    hand_back_access,
    other_tenants,
    share_access,
    teams_of,
    withdraw_access,
)
from kapstok.platform.tenancy.models import Tenant
from kapstok.platform.tenancy.registry import tenants
from kapstok.platform.ui.geweigerd import RefusedForm
from kapstok.schermen.beheer.formulieren_mensen import role_choices
from kapstok.schermen.beheer.show import actor_of, beheerder, editor, show

LONGEST = timedelta(days=366)


class GrantForm(RefusedForm):
    """For whom, why, what they may do, and until when."""

    team = forms.UUIDField(
        label=gettext_lazy("Team"),
        required=False,
        widget=forms.Select(),
        help_text=gettext_lazy("Kies een team, of vul hieronder één medewerker in."),
        error_messages={"invalid": gettext_lazy("Kies een team uit de lijst.")},
    )
    username = forms.CharField(
        label=gettext_lazy("Gebruikersnaam van de medewerker"),
        max_length=150,
        required=False,
        help_text=gettext_lazy("Precies zoals de andere gemeente hem gebruikt. Vraag hem aan uw collega."),
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
        ),
    )
    purpose = forms.CharField(
        label=gettext_lazy("Waarvoor"),
        max_length=300,
        help_text=gettext_lazy("Dit doel staat in het logboek bij alles wat de medewerker hier doet."),
        error_messages={"required": gettext_lazy("Vul in waarvoor de toegang nodig is.")},
    )
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Wat mag hij hier"),
        widget=forms.CheckboxSelectMultiple,
        choices=role_choices,
        help_text=gettext_lazy("Alleen wat hij in zijn eigen gemeente ook mag, geldt."),
        error_messages={"required": gettext_lazy("Kies minstens één rol.")},
    )
    valid_from = forms.DateField(
        label=gettext_lazy("Vanaf"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Vul een begindatum in."),
            "invalid": gettext_lazy("Vul een datum in."),
        },
    )
    valid_until = forms.DateField(
        label=gettext_lazy("Tot en met"),
        help_text=gettext_lazy("Hoogstens een jaar. Daarna kijkt u of het nog nodig is."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Vul een einddatum in."),
            "invalid": gettext_lazy("Vul een datum in."),
        },
    )

    def __init__(self, *args: Any, tenant: Tenant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Geen team, één medewerker")), *((str(k), v) for k, v in teams_of(tenant))]
        self.fields["team"].widget.choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A period that starts today or later and lasts a year at most (BIO: review rights yearly)."""
        typed = super().clean() or {}
        begin, end = typed.get("valid_from"), typed.get("valid_until")
        if begin and begin < timezone.localdate():
            self.add_error("valid_from", _("Kies vandaag of een dag die nog komt."))
        if begin and end and end - begin > LONGEST:
            self.add_error("valid_until", _("Kies een einddatum binnen een jaar na de begindatum."))
        return typed


def _rows(found: list[Access]) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {"nu": [], "straks": [], "voorbij": []}
    for each in found:
        names = [role_name(role) for role in each.grant.roles]
        rows[each.stand].append(
            {"g": each.grant, "gemeente": each.gemeente, "slug": each.slug, "rollen": names}
        )
    return rows


@beheerder
@require_safe
def access(request: HttpRequest) -> HttpResponse:
    """Both sides: what this municipality gave, and what its people got."""
    today = timezone.localdate()
    return show(
        request,
        "toegang",
        gegeven=_rows(access_given(today=today)),
        gekregen=_rows(access_received(today=today)),
        gemeenten=other_tenants(),
    )


@editor
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    """Give access to a medewerker or team of the municipality that was chosen."""
    chosen = tenants().get(request.GET.get("gemeente", ""))
    if chosen is None or chosen not in other_tenants():
        raise Http404
    today = timezone.localdate()
    initial = {"valid_from": today, "valid_until": today + timedelta(days=90)}
    form = GrantForm(request.POST or None, tenant=chosen, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            grant = share_access(chosen, **form.cleaned_data, actor=actor_of(request))
        except Refusal as refused:
            form.add_refusals(refused)
        else:
            messages.success(request, _("%(naam)s heeft nu toegang.") % {"naam": grant.holder_naam})
            return redirect("beheer-toegang")
    return show(request, "toegang_geven", form=form, gemeente=chosen, status=422 if form.errors else 200)


@editor
@require_POST
def end(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """**Beëindigen**, by the municipality that gave it."""
    return _ended(request, lambda: withdraw_access(grant_id, actor=actor_of(request), now=timezone.now()))


@editor
@require_POST
def hand_back(request: HttpRequest, slug: str, grant_id: UUID) -> HttpResponse:
    """**Teruggeven**, by the municipality whose people got it."""
    other = tenants().get(slug)
    if other is None or other not in other_tenants():
        raise Http404
    return _ended(
        request, lambda: hand_back_access(grant_id, other.id, actor=actor_of(request), now=timezone.now())
    )


def _ended(request: HttpRequest, ending: Any) -> HttpResponse:
    try:
        grant = ending()
        messages.success(request, _("%(naam)s heeft geen toegang meer.") % {"naam": grant.holder_naam})
    except Refusal as refused:
        messages.error(request, refused.message)
    return redirect("beheer-toegang")
