"""Whose draft is this? Every page of a draft goes through `draft_or_404`."""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.cache import cache_control

from kapstok.diensten.formulieren.services import Draft, open_concept, owner_hash
from kapstok.platform.audit.actor import Actor
from kapstok.platform.identity.access import identity_of, no_login_needed

_SECRET = "formulier_geheim"
PURPOSE = "Formulier invullen"


def session_owner(request: HttpRequest) -> str:
    """Owner for who is not logged in: a secret that only this session has."""
    secret = request.session.get(_SECRET)
    if not secret:
        secret = request.session[_SECRET] = secrets.token_urlsafe(32)
    return owner_hash("sessie", secret)


def owners(request: HttpRequest) -> list[str]:
    """The owners that this visitor is: the login, and the session."""
    identity = identity_of(request)
    found = [owner_hash("sessie", request.session[_SECRET])] if request.session.get(_SECRET) else []
    return [*found, login_owner(request)] if identity else found


def login_owner(request: HttpRequest) -> str:
    identity = identity_of(request)
    return owner_hash(identity.kind, f"{identity.id}:{identity.vestiging}") if identity else ""


def acting(request: HttpRequest) -> Actor:
    """Who fills in the form; somebody who is not logged in is a resident without a number."""
    identity = identity_of(request)
    return identity.as_actor(PURPOSE) if identity else Actor("burger", "anoniem", "Inwoner", PURPOSE)


def login_kind(request: HttpRequest) -> str:
    """ "burger", "bedrijf" or "" for this visitor; staff fill in forms as themselves elsewhere."""
    identity = identity_of(request)
    return identity.kind if identity and identity.kind in ("burger", "bedrijf") else ""


def draft_or_404(request: HttpRequest, slug: str, concept_id: UUID) -> Draft:
    """A draft of somebody else, another municipality or another form does not exist."""
    draft = open_concept(concept_id, slug=slug, owners=owners(request), now=timezone.now())
    if draft is None:
        raise Http404
    return draft


def form_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """For everybody, in a municipality, and never from the cache: Back asks us again."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if getattr(request, "tenant", None) is None:
            raise Http404
        return view(request, *args, **kwargs)

    return no_login_needed(cache_control(private=True, no_store=True)(page))
