"""Passkeys: JSON between static/identity/passkey.js and the server."""

import time
from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from webauthn import base64url_to_bytes
from webauthn.helpers import bytes_to_base64url

from kapstok.platform.errors import Refusal
from kapstok.platform.http.problems import problem
from kapstok.platform.identity.access import identity_of, no_login_needed, staff
from kapstok.platform.identity.addresses import safe_next
from kapstok.platform.identity.brokers import origin_of
from kapstok.platform.identity.identities import Identity
from kapstok.platform.identity.login import log_in, session_of
from kapstok.platform.identity.middleware import staff_identity
from kapstok.platform.identity.models import User
from kapstok.platform.identity.passkeys import (
    NAME_LENGTH,
    Site,
    login_options,
    read_answer,
    register_passkey,
    registration_options,
    remove_passkey,
    rename_passkey,
    verify_passkey,
)
from kapstok.platform.identity.views.security import security_page
from kapstok.platform.identity.views.staff import HOME
from kapstok.platform.ui.getypt import typed_text

_CHALLENGE = "passkey"
_CHALLENGE_SECONDS = 300
_PAGE = "/inloggen/medewerker/beveiliging/"


def _site(request: HttpRequest) -> Site:
    tenant = request.tenant  # type: ignore[attr-defined]
    return Site(request.get_host().split(":", 1)[0], origin_of(request), f"Kapstok {tenant.naam}")


def _remember(request: HttpRequest, purpose: str, challenge: bytes) -> None:
    session_of(request)[_CHALLENGE] = {
        "for": purpose,
        "challenge": bytes_to_base64url(challenge),
        "at": time.time(),
    }


def _take_challenge(request: HttpRequest, purpose: str) -> bytes:
    """The challenge that we gave, once."""
    kept = session_of(request).pop(_CHALLENGE, None)
    if not kept or kept["for"] != purpose or time.time() - kept["at"] > _CHALLENGE_SECONDS:
        raise Refusal("passkey-expired", message=_("Dit duurde te lang. Probeer het opnieuw."))
    return base64url_to_bytes(kept["challenge"])


def _refusals_as_json(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except Refusal as refusal:
            return problem(400, code=refusal.code, title=refusal.message)

    return answered


def _user(request: HttpRequest) -> tuple[Identity, User]:
    identity = identity_of(request)
    if identity is None or identity.is_guest:
        raise Refusal("passkey-home", message=_("Een passkey maakt u aan in uw eigen gemeente."))
    return identity, User.objects.get(id=identity.user_id)


@no_login_needed
@require_POST
def options_to_enter(request: HttpRequest) -> HttpResponse:
    options, challenge = login_options(_site(request))
    _remember(request, "in", challenge)
    return HttpResponse(options, content_type="application/json")


@no_login_needed
@require_POST
@_refusals_as_json
def enter(request: HttpRequest) -> HttpResponse:
    """Log in with a passkey."""
    challenge = _take_challenge(request, "in")
    user = verify_passkey(
        _site(request), challenge=challenge, answer=read_answer(request.body), now=timezone.now()
    )
    identity = staff_identity(user.id, today=timezone.localdate())
    if identity is None:
        raise Refusal("passkey-invalid", message=_("Inloggen met deze passkey is niet gelukt."))
    log_in(request, identity)
    return JsonResponse({"volgende": safe_next(request, request.GET.get("volgende", ""), fallback=HOME)})


@staff()
@require_POST
@_refusals_as_json
def options_to_register(request: HttpRequest) -> HttpResponse:
    _identity, user = _user(request)
    options, challenge = registration_options(user, _site(request))
    _remember(request, "nieuw", challenge)
    return HttpResponse(options, content_type="application/json")


@staff()
@require_POST
@_refusals_as_json
def register(request: HttpRequest) -> HttpResponse:
    identity, user = _user(request)
    register_passkey(
        user,
        _site(request),
        challenge=_take_challenge(request, "nieuw"),
        answer=read_answer(request.body),
        naam=request.GET.get("naam", ""),
        actor=identity.as_actor("Passkey toevoegen"),
    )
    return JsonResponse({"volgende": _PAGE}, status=201)


@staff()
@require_POST
def remove(request: HttpRequest, passkey_id: UUID) -> HttpResponse:
    return _changed(
        request,
        lambda identity, user_id: remove_passkey(
            user_id, passkey_id, actor=identity.as_actor("Passkey verwijderen")
        ),
        _("De passkey is verwijderd."),
    )


@staff()
@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest, passkey_id: UUID) -> HttpResponse:
    """**Naam wijzigen**; what is refused stands next to the field."""
    if request.method != "POST":
        return HttpResponseRedirect(_PAGE)
    try:
        naam = typed_text(request.POST, "naam", NAME_LENGTH)
        if not naam:
            raise Refusal("required", "naam", _("Vul een naam in voor de passkey."))
    except Refusal as refused:
        identity = identity_of(request)
        assert identity is not None  # noqa: S101 - @staff saw to it
        typed = request.POST.get("naam", "")
        return security_page(request, identity, renamed=(passkey_id, typed, refused.message))
    return _changed(
        request,
        lambda identity, user_id: rename_passkey(
            user_id, passkey_id, naam, actor=identity.as_actor("Passkey hernoemen")
        ),
        _("De passkey heeft een nieuwe naam."),
    )


def _changed(request: HttpRequest, change: Callable[[Identity, UUID], None], done: str) -> HttpResponse:
    """Do it, say what happened, and back to the page."""
    identity = identity_of(request)
    if identity is not None and identity.user_id is not None and not identity.is_guest:
        try:
            change(identity, identity.user_id)
            messages.success(request, done)
        except Refusal as refused:
            messages.error(request, refused.message)
    return HttpResponseRedirect(_PAGE)
