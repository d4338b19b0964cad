"""The app for codes of a medewerker who is logged in: couple another one, or do without."""

from django.contrib import messages
from django.contrib.auth.hashers import check_password
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kapstok.platform.errors import Refusal
from kapstok.platform.identity.access import identity_of, staff
from kapstok.platform.identity.forms import OwnAppForm, OwnPasswordForm
from kapstok.platform.identity.identities import Identity
from kapstok.platform.identity.login import session_of
from kapstok.platform.identity.models import User
from kapstok.platform.identity.passwords import register_failure
from kapstok.platform.identity.rules import Failures, is_locked
from kapstok.platform.identity.second_factor import (
    confirm_totp,
    new_secret,
    provisioning_uri,
    qr_svg,
    remove_totp,
)
from kapstok.platform.identity.views.security import security_page

PAGE = "/inloggen/medewerker/beveiliging/"
_SECRET = "totp_ander"


def _own(request: HttpRequest) -> tuple[Identity, User] | None:
    identity = identity_of(request)
    if identity is None or identity.is_guest:
        return None
    return identity, User.objects.select_for_update().get(id=identity.user_id)


def _knows_password(user: User, typed: str) -> bool:
    """A wrong password counts towards the lock here as well: a taken-over session must not guess."""
    now = timezone.now()
    if is_locked(Failures(user.failed_logins, user.locked_until), now):
        return False
    if check_password(typed, user.password):
        return True
    register_failure(user, now=now)
    return False


@staff()
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest) -> HttpResponse:
    """Couple an app; the former one stops working when the new one proves that it works."""
    own = _own(request)
    if own is None:
        return HttpResponseRedirect(PAGE)
    identity, user = own
    session = session_of(request)
    secret = session.get(_SECRET) or new_secret()
    session[_SECRET] = secret
    form = OwnAppForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not _knows_password(user, form.cleaned_data["password"]):
            form.add_error("password", _("Dit wachtwoord klopt niet."))
        else:
            code = form.cleaned_data["code"].replace(" ", "")
            codes = confirm_totp(
                user.id, secret, code, now=timezone.now(), actor=identity.as_actor("App instellen")
            )
            if codes is not None:
                del session[_SECRET]
                return render(request, "identity/herstelcodes.html", {"codes": codes, "volgende": PAGE})
            form.add_error("code", _("Deze code klopt niet. Kijk of de klok van uw telefoon goed staat."))
    name = f"Kapstok {request.tenant.naam}"  # type: ignore[attr-defined]
    context = {
        "form": form,
        "secret": secret,
        "qr": qr_svg(provisioning_uri(user, secret, name)),
        "eigen": True,
    }
    return render(request, "identity/instellen.html", context, status=422 if form.errors else 200)


@staff()
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest) -> HttpResponse:
    """Log in with passkeys only."""
    if request.method != "POST":
        return HttpResponseRedirect(PAGE)
    own = _own(request)
    form = OwnPasswordForm(request.POST)
    if own is not None:
        identity, user = own
        if form.is_valid() and not _knows_password(user, form.cleaned_data["password"]):
            form.add_error("password", _("Dit wachtwoord klopt niet."))
        if form.errors:
            return security_page(request, identity, password=form)
        try:
            remove_totp(user.id, actor=identity.as_actor("App verwijderen"))
            messages.success(request, _("De app is verwijderd. U logt voortaan in met een passkey."))
        except Refusal as refused:
            messages.error(request, refused.message)
    return HttpResponseRedirect(PAGE)
