"""DigiD and eHerkenning: the broker settings of this municipality, and whether the broker answers."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kapstok.platform.config import settings
from kapstok.platform.errors import Refusal
from kapstok.platform.identity.broker_settings import (
    KINDS,
    METHODS,
    Settings,
    broker_of,
    change_broker,
    check_connection,
    remove_broker,
)
from kapstok.platform.identity.brokers import SIMULATOR, origin_of
from kapstok.platform.identity.models import Broker
from kapstok.platform.identity.oidc.config import LEVELS, MINIMUM
from kapstok.platform.ui.geweigerd import RefusedForm
from kapstok.schermen.beheer.show import actor_of, beheerder, editor, show, who

NAMES = {"digid": "DigiD", "eherkenning": "eHerkenning"}


class BrokerForm(RefusedForm):
    """The settings; the secret only goes in."""

    issuer = forms.CharField(
        label=gettext_lazy("Adres van de inlogdienst (issuer)"),
        max_length=500,
        help_text=gettext_lazy("Bijvoorbeeld https://inloggen.broker.nl/oidc"),
        widget=forms.TextInput(attrs={"inputmode": "url", "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Vul het adres van de inlogdienst in.")},
    )
    client_id = forms.CharField(
        label=gettext_lazy("Client-id"),
        max_length=255,
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Vul het client-id in dat u van de broker kreeg.")},
    )
    client_secret = forms.CharField(
        label=gettext_lazy("Geheim"),
        max_length=500,
        required=False,
        strip=False,
        help_text=gettext_lazy("Wordt versleuteld bewaard en nooit meer getoond. Leeg laten houdt het oude."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.CharField(
        label=gettext_lazy("Scopes"),
        max_length=500,
        help_text=gettext_lazy("Met spaties ertussen. Bijvoorbeeld: openid bsn"),
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Vul minstens de scope openid in.")},
    )
    minimum = forms.ChoiceField(label=gettext_lazy("Laagste niveau"), required=False)
    auth_method = forms.ChoiceField(
        label=gettext_lazy("Hoe het geheim meegaat"), choices=[(method, method) for method in METHODS]
    )

    def __init__(self, *args: Any, kind: str, row: Broker | None, **kwargs: Any) -> None:
        initial = {"scopes": "openid", "auth_method": METHODS[0]}
        if row is not None:
            initial = {n: getattr(row, n) for n in ("issuer", "client_id", "minimum", "auth_method")}
            initial["scopes"] = " ".join(row.scopes) or "openid"
        super().__init__(*args, initial=initial, **kwargs)
        usual = _("Standaard (%s)") % MINIMUM[kind]
        levels = [("", usual), *((level, level) for level in LEVELS[kind].values())]
        self.fields["minimum"].choices = levels  # type: ignore[attr-defined]

    def settings(self) -> Settings:
        typed = self.cleaned_data
        return Settings(
            issuer=typed["issuer"].strip(),
            client_id=typed["client_id"],
            client_secret=typed["client_secret"],
            scopes=tuple(dict.fromkeys(typed["scopes"].split())),
            minimum=typed["minimum"],
            auth_method=typed["auth_method"],
        )


@beheerder
@require_safe
def brokers(request: HttpRequest) -> HttpResponse:
    """Both ways to log in, and where each stands."""
    rows = {row.kind: row for row in Broker.objects.all()[:10]}
    found = [
        {"soort": kind, "naam": NAMES[kind], "rij": rows.get(kind), "stand": _standing(rows.get(kind))}
        for kind in KINDS
    ]
    return show(request, "inlogdiensten", diensten=found)


def _standing(row: Broker | None) -> tuple[str, str]:
    if row is not None and row.issuer != SIMULATOR:
        return "goed", _("ingesteld")
    return ("info", _("testomgeving")) if settings.demo else ("let-op", _("niet ingesteld"))


def _kind_or_404(kind: str) -> str:
    if kind not in KINDS:
        raise Http404
    return kind


@beheerder
@sensitive_post_parameters("client_secret")
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, kind: str) -> HttpResponse:
    """The settings of one broker."""
    row = broker_of(_kind_or_404(kind))
    form = BrokerForm(kind=kind, row=row)
    if request.method == "POST":
        if not who(request).has_role("functioneel-beheerder"):
            return _page(request, kind, row, form, status=403)
        form = BrokerForm(request.POST, kind=kind, row=row)
        if form.is_valid():
            try:
                change_broker(kind, form.settings(), actor=actor_of(request))  # type: ignore[arg-type]
            except Refusal as refused:
                form.add_refusals(refused)
            else:
                messages.success(request, _("Opgeslagen. Test nu de verbinding."))
                return redirect("beheer-inlogdienst", kind=kind)
    return _page(request, kind, row, form, status=422 if form.errors else 200)


def _page(
    request: HttpRequest, kind: str, row: Broker | None, form: BrokerForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    back = f"{origin_of(request)}/inloggen/{kind}/terug/"
    return show(
        request,
        "inlogdienst",
        status=status,
        soort=kind,
        naam=NAMES[kind],
        rij=row,
        form=form,
        terug=back,
        **more,
    )


@editor
@require_POST
def test(request: HttpRequest, kind: str) -> HttpResponse:
    """**Verbinding testen**: what the broker answers, in words."""
    row = broker_of(_kind_or_404(kind))
    if row is None:
        messages.warning(request, _("Sla eerst de instellingen op."))
        return redirect("beheer-inlogdienst", kind=kind)
    return _page(request, kind, row, BrokerForm(kind=kind, row=row), bevindingen=check_connection(row))


@editor
@require_POST
def remove(request: HttpRequest, kind: str) -> HttpResponse:
    """**Verwijderen**."""
    try:
        remove_broker(_kind_or_404(kind), actor=actor_of(request))  # type: ignore[arg-type]
        messages.success(request, _("De inlogdienst is verwijderd."))
    except Refusal as refused:
        messages.error(request, refused.message)
    return redirect("beheer-inlogdiensten")
