"""The door of the APIs that are asked by GET for a purpose (BRK, WOZ): who asks, what they may, and every refusal.

Whoever is named in an answer is written down in the transaction that reads it; without that there is no answer.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kapstok.magazijnen.autorisaties.bearer import caller_by
from kapstok.magazijnen.autorisaties.doelbinding import doel_bekend
from kapstok.platform.audit.use import log_uses
from kapstok.platform.db import tenant_scope
from kapstok.platform.http.asked import header
from kapstok.platform.identity.access import api_client
from kapstok.platform.resource import Caller
from kapstok.platform.resource.views import Refused

_RFC = "https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html#sec10.4."
_VALIDATIES = "https://www.vng.nl/realisatie/api/validaties/"
_ACCEPTED = {"", "*/*", "application/*", "application/hal+json", "application/json"}
Fout = tuple[str, str, str]


class Geweigerd(Exception):
    """An answer that is no answer: what the problem document says, but where it was asked."""

    def __init__(
        self, status: int, code: str, title: str, detail: str = "", fouten: Sequence[Fout] = ()
    ) -> None:
        super().__init__(title)
        self.status = status
        self.document: dict[str, Any] = {
            "type": f"{_RFC}{status % 100 + 1}",
            "title": title,
            "status": status,
            "code": code,
        }
        if detail:
            self.document["detail"] = detail
        if fouten:
            self.document["invalidParams"] = [
                {"type": f"{_VALIDATIES}{c}", "name": n, "code": c, "reason": r} for n, c, r in fouten
            ]


def parameters(fouten: Sequence[Fout]) -> Geweigerd:
    """400: wrong parameters, all of them."""
    names = ", ".join(dict.fromkeys(name for name, _, _ in fouten))
    title = "Een of meerdere parameters zijn niet correct."
    return Geweigerd(400, "paramsValidation", title, f"De foutieve parameter(s) zijn: {names}.", fouten)


def niet_gevonden(detail: str) -> Geweigerd:
    """404: not there, or not any more."""
    return Geweigerd(404, "notFound", "Opgevraagde resource bestaat niet.", detail)


def geen_recht(what: str) -> Geweigerd:
    """403: the purpose of the application does not hold this."""
    detail = f"Het doel van deze applicatie omvat dit niet: {what}."
    return Geweigerd(403, "autorisation", "U bent niet geautoriseerd voor deze operatie.", detail)


@dataclass(frozen=True, slots=True)
class Register:
    """Which register is asked: its name in the purpose of an application, where it is, and how it is told of."""

    naam: str
    root: str
    versie: str
    bron: str
    delen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gevraagd:
    """A request that was let in, with what its purpose holds."""

    request: HttpRequest
    register: Register
    caller: Caller
    mag: frozenset[str]

    def eis(self, *delen: str) -> None:
        """Refuse what the purpose does not hold."""
        if beyond := [d for d in delen if d not in self.mag]:
            raise geen_recht(", ".join(beyond))

    def op(self, path: str) -> str:
        """An address of this API."""
        return self.request.build_absolute_uri(f"/{self.register.root}{path}")

    def link(self, path: str) -> dict[str, str]:
        """The same as a link of HAL."""
        return {"href": self.op(path)}

    def zelf(self) -> dict[str, Any]:
        """The link to what was asked."""
        return {"self": {"href": self.request.build_absolute_uri()}}

    def log(self, wie: Iterable[str], velden: Iterable[str]) -> None:
        """Write down whose data are given."""
        log_uses(
            sorted(set(wie)),
            actor=self.caller.actor,
            moment=timezone.now(),
            source=self.register.bron,
            fields=sorted(velden),
        )

    def waarden(self) -> dict[str, str]:
        """The parameters as they were sent, the last of each."""
        return {name: str(self.request.GET[name]) for name in self.request.GET}


View = Callable[..., dict[str, Any]]


def bevraging(view: View, register: Register, *, methods: tuple[str, ...] = ("GET", "HEAD")) -> Any:
    """Let applications with a purpose in, and give what the view makes as HAL."""

    @api_client
    @wraps(view)
    def answered(request: HttpRequest, **kwargs: str) -> HttpResponse:
        try:
            found = _answer(view, request, register, methods, kwargs)
            response = HttpResponse(msgspec.json.encode(found), content_type="application/hal+json")
        except Geweigerd as no:
            document = {**no.document, "instance": request.build_absolute_uri()}
            response = HttpResponse(
                msgspec.json.encode(document), status=no.status, content_type="application/problem+json"
            )
            if no.status == 401:
                response["WWW-Authenticate"] = "Bearer"
            if no.status == 405:
                response["Allow"] = ", ".join(methods)
        response["api-version"] = register.versie
        response["Cache-Control"] = "no-store"
        return response

    return answered


def _answer(
    view: View, request: HttpRequest, register: Register, methods: tuple[str, ...], kwargs: dict[str, str]
) -> dict[str, Any]:
    if request.method not in methods:
        raise Geweigerd(405, "methodNotAllowed", "Methode niet toegestaan.")
    key = header(request, "X-Api-Key")
    try:
        caller = caller_by(f"Token {key}" if key else header(request, "Authorization"), request)
    except Refused as no:
        raise Geweigerd(401, "authentication", "Niet correct geauthenticeerd.", no.detail) from no
    if (
        not {part.partition(";")[0].strip().lower() for part in header(request, "Accept").split(",")}
        & _ACCEPTED
    ):
        raise Geweigerd(406, "notAcceptable", "Gevraagde contenttype wordt niet ondersteund.")
    if any("\x00" in text for text in (*kwargs.values(), *request.GET.values())):
        raise Geweigerd(400, "badRequest", "De aanvraag kan niet worden gelezen.")
    with tenant_scope(caller.tenant):
        found = doel_bekend(caller.id, register.naam)
        if found is None:
            raise geen_recht(register.bron)
        caller = replace(caller, actor=replace(caller.actor, purpose=found.doel))
        return view(Gevraagd(request, register, caller, frozenset(found.velden)), **kwargs)
