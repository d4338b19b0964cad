"""Residents and businesses come in through DigiD or eHerkenning."""

from urllib.parse import urlencode

import structlog
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kapstok.platform.identity.access import identity_of, no_login_needed, resident
from kapstok.platform.identity.addresses import safe_next
from kapstok.platform.identity.brokers import find_broker, open_http, origin_of
from kapstok.platform.identity.identities import LEVEL_RANK
from kapstok.platform.identity.login import choose_vestiging, log_in, session_of
from kapstok.platform.identity.oidc.claims import LEVEL_NAMES, identity_from_claims, level_for
from kapstok.platform.identity.oidc.config import BrokerKind
from kapstok.platform.identity.oidc.errors import LoginRefused, expired
from kapstok.platform.identity.oidc.flow import begin_login, finish_login
from kapstok.platform.identity.pending import remember, take
from kapstok.platform.identity.registry import branches_of

log = structlog.get_logger()
HOME = "/mijn/"
_NAMES = {"digid": "DigiD", "eherkenning": "eHerkenning"}
_CHOOSE = "vestiging_kiezen"


@no_login_needed
@never_cache
@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """Which way in: resident, business or medewerker."""
    level = request.GET.get("niveau", "")
    context = {
        "volgende": safe_next(request, request.GET.get("volgende", ""), fallback=HOME),
        "niveau": level if level in LEVEL_RANK else "",
        "digid_niveau": LEVEL_NAMES.get(level_for("digid", level), "") if level in LEVEL_RANK else "",
        "eherkenning_niveau": LEVEL_NAMES.get(level_for("eherkenning", level), "")
        if level in LEVEL_RANK
        else "",
        "verlopen": "verlopen" in request.GET,
    }
    return render(request, "identity/inloggen.html", context)


def _failed(request: HttpRequest, kind: BrokerKind, refused: LoginRefused, next_url: str) -> HttpResponse:
    log.info("identity.broker_refused", broker=kind, code=refused.code, detail=getattr(refused, "detail", ""))
    context = {"fout": refused.message, "naam": _NAMES[kind], "soort": kind, "volgende": next_url}
    status = 503 if refused.code == "broker-unreachable" else 403
    return render(request, "identity/mislukt.html", context, status=status)


def start(request: HttpRequest, kind: BrokerKind) -> HttpResponse:
    """Send the visitor to the broker."""
    next_url = safe_next(request, request.GET.get("volgende", ""), fallback=HOME)
    level = request.GET.get("niveau", "")
    try:
        config = find_broker(request, kind)
        with open_http(config) as http:
            pending, address = begin_login(
                config,
                http,
                redirect_uri=f"{origin_of(request)}/inloggen/{kind}/terug/",
                next_url=next_url,
                level=level if level in LEVEL_RANK else "",
                now=timezone.now().timestamp(),
            )
    except LoginRefused as refused:
        return _failed(request, kind, refused, next_url)
    remember(session_of(request), pending)
    return HttpResponseRedirect(address)


def back(request: HttpRequest, kind: BrokerKind) -> HttpResponse:
    """The visitor returns from the broker."""
    next_url = HOME
    try:
        pending = take(session_of(request), request.GET.get("state", ""))
        if pending is None or pending.kind != kind:
            raise expired()
        next_url = pending.next_url
        config = find_broker(request, kind)
        now = timezone.now().timestamp()
        with open_http(config) as http:
            login = finish_login(pending, config, http, params=request.GET.dict(), now=now)
        identity = identity_from_claims(login.claims, config, minimum=pending.level)
    except LoginRefused as refused:
        return _failed(request, kind, refused, next_url)
    identity = log_in(request, identity, id_token=login.id_token)
    if identity.kind == "bedrijf" and not identity.vestiging and len(branches_of(identity.id)) > 1:
        session_of(request)[_CHOOSE] = True
        return HttpResponseRedirect(f"/inloggen/eherkenning/vestiging/?{_query(next_url)}")
    return HttpResponseRedirect(next_url)


def _query(next_url: str) -> str:
    return urlencode({"volgende": next_url})


@no_login_needed
@never_cache
@require_GET
def start_digid(request: HttpRequest) -> HttpResponse:
    return start(request, "digid")


@no_login_needed
@never_cache
@require_GET
def start_eherkenning(request: HttpRequest) -> HttpResponse:
    return start(request, "eherkenning")


@no_login_needed
@never_cache
@require_GET
def back_from_digid(request: HttpRequest) -> HttpResponse:
    return back(request, "digid")


@no_login_needed
@never_cache
@require_GET
def back_from_eherkenning(request: HttpRequest) -> HttpResponse:
    return back(request, "eherkenning")


@resident(kinds=("bedrijf",))
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def vestiging(request: HttpRequest) -> HttpResponse:
    """A company with several branches says for which one it is here; a restricted login has no choice."""
    identity = identity_of(request)
    if identity is None or not session_of(request).get(_CHOOSE):
        return HttpResponseRedirect(HOME)
    wanted = request.POST.get("volgende") or request.GET.get("volgende", "")
    next_url = safe_next(request, wanted, fallback=HOME)
    branches = branches_of(identity.id)
    chosen = request.POST.get("vestiging")
    allowed = {"alle", *(branch.nummer for branch in branches)}
    if request.method == "POST" and chosen in allowed:
        choose_vestiging(request, "" if chosen == "alle" else str(chosen))
        return HttpResponseRedirect(next_url)
    context = {
        "vestigingen": branches,
        "huidig": identity.vestiging,
        "volgende": next_url,
        "zonder_keuze": request.method == "POST",
    }
    return render(request, "identity/vestiging.html", context, status=422 if context["zonder_keuze"] else 200)
