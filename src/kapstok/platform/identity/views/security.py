"""One's own sessions, passkeys and recovery codes; leaving."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from kapstok.platform.identity.access import identity_of, no_login_needed, resident, staff
from kapstok.platform.identity.brokers import find_broker, open_http, origin_of
from kapstok.platform.identity.forms import OwnPasswordForm
from kapstok.platform.identity.identities import Identity
from kapstok.platform.identity.login import log_out, session_of
from kapstok.platform.identity.models import Passkey, User
from kapstok.platform.identity.oidc.errors import LoginRefused
from kapstok.platform.identity.oidc.flow import logout_address
from kapstok.platform.identity.own_sessions import end_other_sessions, end_session, own_sessions
from kapstok.platform.identity.second_factor import renew_recovery_codes

_PAGES = {"medewerker": "/inloggen/medewerker/beveiliging/", "inwoner": "/inloggen/sessies/"}


def security_page(
    request: HttpRequest,
    identity: Identity,
    *,
    password: OwnPasswordForm | None = None,
    renamed: tuple[UUID, str, str] | None = None,
) -> HttpResponse:
    """The page; after a refused form with that form, or with which passkey, what was typed and what is wrong."""
    key = session_of(request).session_key or ""
    staff_member = identity.kind == "medewerker"
    passkeys = (
        Passkey.objects.filter(user_id=identity.user_id).defer("public_key")[:20] if staff_member else ()
    )
    context = {
        "sessies": own_sessions(identity, current_key=key, now=timezone.now()),
        "passkeys": passkeys,
        "medewerker": staff_member and not identity.is_guest,
        "app": staff_member and User.objects.filter(id=identity.user_id, totp_confirmed=True).exists(),
        "wachtwoordform": password or OwnPasswordForm(),
        "basis": "/inloggen/medewerker/sessies/" if staff_member else "/inloggen/sessies/",
        "naamfout": renamed,
        "fouten": [(f"naam-{renamed[0]}", renamed[2])] if renamed else [],
    }
    status = 422 if password or renamed else 200
    return render(request, "identity/beveiliging.html", context, status=status)


@staff()
@never_cache
@require_GET
def staff_security(request: HttpRequest) -> HttpResponse:
    identity = identity_of(request)
    assert identity is not None  # noqa: S101 - @staff saw to it
    return security_page(request, identity)


@resident()
@never_cache
@require_GET
def resident_sessions(request: HttpRequest) -> HttpResponse:
    identity = identity_of(request)
    assert identity is not None  # noqa: S101 - @resident saw to it
    return security_page(request, identity)


def _end_one(request: HttpRequest, session_id: UUID, back: str) -> HttpResponse:
    identity = identity_of(request)
    if identity is not None:
        end_session(identity, session_id, now=timezone.now())
    return HttpResponseRedirect(back)


def _end_others(request: HttpRequest, back: str) -> HttpResponse:
    identity = identity_of(request)
    if identity is not None:
        key = session_of(request).session_key or ""
        end_other_sessions(identity, current_key=key, now=timezone.now())
    return HttpResponseRedirect(back)


@staff()
@require_POST
def staff_end_one(request: HttpRequest, session_id: UUID) -> HttpResponse:
    return _end_one(request, session_id, _PAGES["medewerker"])


@resident()
@require_POST
def resident_end_one(request: HttpRequest, session_id: UUID) -> HttpResponse:
    return _end_one(request, session_id, _PAGES["inwoner"])


@staff()
@require_POST
def staff_end_others(request: HttpRequest) -> HttpResponse:
    return _end_others(request, _PAGES["medewerker"])


@resident()
@require_POST
def resident_end_others(request: HttpRequest) -> HttpResponse:
    return _end_others(request, _PAGES["inwoner"])


@staff()
@never_cache
@require_POST
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes, shown once."""
    identity = identity_of(request)
    if identity is None or identity.user_id is None or identity.is_guest:
        return HttpResponseRedirect(_PAGES["medewerker"])
    codes = renew_recovery_codes(identity.user_id, actor=identity.as_actor("Herstelcodes vernieuwen"))
    context = {"codes": codes, "volgende": _PAGES["medewerker"]}
    return render(request, "identity/herstelcodes.html", context)


@no_login_needed
@never_cache
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Log out here, and then at the broker.

    The page goes on by itself (meta refresh): a redirect from a form to the broker would break form-action.
    """
    identity = identity_of(request)
    id_token = log_out(request)
    onward = ""
    if identity is not None and id_token:
        onward = _broker_logout(request, identity, id_token)
    return render(request, "identity/uitgelogd.html", {"verder": onward})


def _broker_logout(request: HttpRequest, identity: Identity, id_token: str) -> str:
    """Where to end the broker's session; empty when the broker cannot be reached: we are logged out anyway."""
    try:
        config = find_broker(request, "digid" if identity.kind == "burger" else "eherkenning")
        with open_http(config) as http:
            back = f"{origin_of(request)}/inloggen/uitgelogd/"
            now = timezone.now().timestamp()
            return logout_address(config, http, id_token=id_token, back=back, now=now)
    except LoginRefused:
        return ""


@no_login_needed
@require_GET
def left(request: HttpRequest) -> HttpResponse:
    return render(request, "identity/uitgelogd.html", {"verder": ""})
