"""Staff come in: username and password, then a code; or a passkey (views/passkey.py)."""

import time
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kapstok.platform.config import settings
from kapstok.platform.http.ratelimit import allow, refusal, seconds_to_wait
from kapstok.platform.identity.access import no_login_needed
from kapstok.platform.identity.addresses import safe_next
from kapstok.platform.identity.forms import CodeForm, PasswordForm, SetUpForm
from kapstok.platform.identity.login import log_in, session_of
from kapstok.platform.identity.middleware import staff_identity
from kapstok.platform.identity.models import Passkey, User
from kapstok.platform.identity.passwords import clear_failures, skips_second_factor, verify_password
from kapstok.platform.identity.registry import demo_logins
from kapstok.platform.identity.rules import SECOND_STEP_WITHIN
from kapstok.platform.identity.second_factor import (
    confirm_totp,
    new_secret,
    provisioning_uri,
    qr_svg,
    verify_second_factor,
)
from kapstok.platform.work import Actor

HOME = "/werk/"
_PENDING = "tweede_stap"
_ACCOUNT_LIMIT = "10/minute"


def pending_user(request: HttpRequest, now: datetime) -> User | None:
    """Who gave a right password in this session, shortly ago."""
    pending = session_of(request).get(_PENDING)
    if not pending or now.timestamp() - pending["at"] > SECOND_STEP_WITHIN.total_seconds():
        return None
    return User.objects.filter(id=UUID(pending["user"]), active=True).first()


def _finish(request: HttpRequest, user: User) -> HttpResponse:
    session = session_of(request)
    target = session.pop(_PENDING, {}).get("next", HOME)
    identity = staff_identity(user.id, today=timezone.localdate())
    if identity is None:
        return HttpResponseRedirect("/inloggen/medewerker/")
    log_in(request, identity)
    return HttpResponseRedirect(target)


@no_login_needed
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def enter_password(request: HttpRequest) -> HttpResponse:
    """First step. One text for every kind of no, so that nobody learns which accounts exist."""
    target = safe_next(
        request, request.POST.get("volgende") or request.GET.get("volgende", ""), fallback=HOME
    )
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        account = f"{request.get_host()}:{form.cleaned_data['username'].strip().lower()}"
        if not allow("inloggen-account", account, _ACCOUNT_LIMIT):
            return refusal(request, seconds_to_wait("inloggen-account", account, now=time.time()))
        user = verify_password(form.cleaned_data["username"], form.cleaned_data["password"], now=now)
        if user is not None and _needs_passkey(user):
            form.add_error(
                None, _("U hebt gekozen om alleen met een passkey in te loggen. Gebruik die hieronder.")
            )
        elif user is not None:
            return _after_password(request, user, target, now)
        else:
            text = _(
                "De gebruikersnaam of het wachtwoord klopt niet. "
                "Na 5 keer fout is een account 15 minuten op slot. Weet u het niet meer? "
                "Vraag uw functioneel beheerder."
            )
            form.add_error(None, text)
    context = {
        "form": form,
        "volgende": target,
        "verlopen": "verlopen" in request.GET,
        "nieuw": "nieuw" in request.GET,
        "demo_logins": demo_logins() if settings.demo else (),
    }
    return render(request, "identity/medewerker.html", context, status=422 if form.errors else 200)


def _needs_passkey(user: User) -> bool:
    """Who has passkeys and no app: a password alone must not be enough to couple a new app."""
    return (
        not user.totp_confirmed
        and not skips_second_factor(user)
        and Passkey.objects.filter(user_id=user.id).exists()
    )


def _after_password(request: HttpRequest, user: User, target: str, now: datetime) -> HttpResponse:
    session_of(request)[_PENDING] = {"user": str(user.id), "at": now.timestamp(), "next": target}
    if skips_second_factor(user):
        clear_failures(user)
        return _finish(request, user)
    step = "code" if user.totp_confirmed else "instellen"
    return HttpResponseRedirect(f"/inloggen/medewerker/{step}/")


@no_login_needed
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """Second step."""
    now = timezone.now()
    user = pending_user(request, now)
    if user is None or not user.totp_confirmed:
        return HttpResponseRedirect("/inloggen/medewerker/")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        verified = verify_second_factor(user.id, form.cleaned_data["code"], now=now)
        if verified is not None:
            return _finish(request, verified)
        form.add_error(
            "code",
            _("Deze code klopt niet of is al gebruikt. Wacht op een nieuwe code en probeer het opnieuw."),
        )
    return render(request, "identity/code.html", {"form": form}, status=422 if form.errors else 200)


@no_login_needed
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """The first time: couple an app, prove it with a code, and keep the recovery codes."""
    now = timezone.now()
    user = pending_user(request, now)
    if user is None or user.totp_confirmed or _needs_passkey(user):
        return HttpResponseRedirect("/inloggen/medewerker/")
    session = session_of(request)
    secret = session.get("totp_nieuw") or new_secret()
    session["totp_nieuw"] = secret
    form = SetUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actor = Actor("medewerker", str(user.id), user.naam, "Tweede stap instellen")
        codes = confirm_totp(
            user.id, secret, form.cleaned_data["code"].replace(" ", ""), now=now, actor=actor
        )
        if codes is not None:
            del session["totp_nieuw"]
            clear_failures(user)
            target = _finish(request, user)["Location"]
            return render(request, "identity/herstelcodes.html", {"codes": codes, "volgende": target})
        form.add_error("code", _("Deze code klopt niet. Kijk of de klok van uw telefoon goed staat."))
    name = f"Kapstok {request.tenant.naam}"  # type: ignore[attr-defined]
    context = {"form": form, "secret": secret, "qr": qr_svg(provisioning_uri(user, secret, name))}
    return render(request, "identity/instellen.html", context, status=422 if form.errors else 200)
