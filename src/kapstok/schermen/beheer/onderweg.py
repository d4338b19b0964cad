"""Events and mail on their way: what stands still, and sending it again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from kapstok.platform.events.dispatch import replay
from kapstok.platform.mail.queue import send_again
from kapstok.platform.work import unit_of_work
from kapstok.schermen.beheer import queries
from kapstok.schermen.beheer.show import actor_of, beheerder, listing, page_of, show

STATES = ("dood", "wacht", "klaar")
MAIL_STATES = ("", "wacht", "verzonden", "onzeker", "dood")


@beheerder
@require_safe
def deliveries(request: HttpRequest) -> HttpResponse:
    """Events on their way to consumers, by state."""
    return _deliveries(request)


def _deliveries(request: HttpRequest, fault: str = "") -> HttpResponse:
    state = request.GET.get("stand", "dood")
    if state not in STATES:
        raise Http404
    page = page_of(request)
    rows = listing(queries.deliveries(state, page), page)
    seen = nothing_chosen(fault, rows["rijen"])
    return show(request, "berichten", stand=state, standen=STATES, **rows, **seen)


def nothing_chosen(fault: str, rows: list[Any]) -> dict[str, Any]:
    """Status and words of a list of which nothing was ticked; `fault` is empty when all is well."""
    if not fault:
        return {}
    return {"status": 422, "kiesfout": fault, "fouten": [("id_kies" if rows else "", fault)]}


def chosen_of(request: HttpRequest) -> list[str]:
    """Ids of the rows that were ticked; 404 for anything else."""
    found: list[str] = []
    for raw in request.POST.getlist("kies")[:500]:
        try:
            found.append(str(UUID(raw)))
        except ValueError as error:
            raise Http404 from error
    return found


@beheerder
@require_http_methods(["GET", "HEAD", "POST"])
def replay_deliveries(request: HttpRequest) -> HttpResponse:
    """Put chosen deliveries back in line."""
    if request.method != "POST":
        return _back(request, "beheer-berichten")
    chosen = chosen_of(request)
    if chosen:
        with unit_of_work(actor_of(request), "bezorging.replay") as work:
            count = replay(chosen)
            work.record("bezorging", chosen[0], after={"bezorgingen": chosen})
        text = ngettext("%(n)s bericht staat opnieuw klaar.", "%(n)s berichten staan opnieuw klaar.", count)
        messages.success(request, text % {"n": count})
        return _back(request, "beheer-berichten")
    return _deliveries(request, _("Kies eerst een of meer berichten."))


def _back(request: HttpRequest, name: str) -> HttpResponse:
    """To the list, as it was filtered."""
    query = request.GET.urlencode()
    return redirect(f"{reverse(name)}?{query}" if query else reverse(name))


@beheerder
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """Outgoing mail by state."""
    return _mails(request)


def _mails(request: HttpRequest, fault: str = "") -> HttpResponse:
    state = request.GET.get("stand", "")
    if state not in MAIL_STATES:
        raise Http404
    page = page_of(request)
    rows = listing(queries.mails(state, page), page)
    seen = nothing_chosen(fault, rows["rijen"])
    return show(request, "mail", stand=state, standen=MAIL_STATES, **rows, **seen)


@beheerder
@require_http_methods(["GET", "HEAD", "POST"])
def resend_mails(request: HttpRequest) -> HttpResponse:
    """Send uncertain or given-up mails again, because a person says so."""
    if request.method != "POST":
        return _back(request, "beheer-mail")
    chosen = chosen_of(request)
    if chosen:
        with unit_of_work(actor_of(request), "mail.again") as work:
            count = send_again(chosen, now=timezone.now())
            work.record("mail", chosen[0], after={"mails": chosen})
        text = ngettext("%(n)s mail wordt opnieuw verstuurd.", "%(n)s mails worden opnieuw verstuurd.", count)
        messages.success(request, text % {"n": count})
        return _back(request, "beheer-mail")
    return _mails(request, _("Kies eerst een of meer mails."))
