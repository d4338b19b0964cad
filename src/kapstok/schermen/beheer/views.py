"""Pages of the functioneel beheerder: what is on its way, what stands still, and who did what."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kapstok.platform.audit.chain import content
from kapstok.platform.audit.models import AuditRecord
from kapstok.platform.config import settings
from kapstok.platform.events.dispatch import replay
from kapstok.platform.identity import no_login_needed, staff
from kapstok.platform.mail.postbus import received
from kapstok.platform.mail.queue import send_again
from kapstok.platform.work import unit_of_work
from kapstok.schermen.beheer import queries
from kapstok.schermen.beheer.menu import MENU

STATES = ("dood", "wacht", "klaar")
MAIL_STATES = ("", "wacht", "verzonden", "onzeker", "dood")
beheerder = staff("functioneel-beheerder", "ciso")


def _page(request: HttpRequest) -> int:
    raw = request.GET.get("pagina", "1")
    return min(int(raw), 10_000) if raw.isascii() and raw.isdigit() and int(raw) > 0 else 1


def _listing(rows: list[Any], page: int) -> dict[str, Any]:
    return {
        "rijen": rows[: queries.PAGE],
        "vorige_pagina": page - 1 if page > 1 else None,
        "volgende_pagina": page + 1 if len(rows) > queries.PAGE else None,
    }


def _show(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    return render(request, f"beheer/{template}.html", {"menu": MENU, **context})


@beheerder
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Figures, and what asks for attention."""
    return _show(request, "overzicht", cijfers=queries.counts())


@beheerder
@require_safe
def deliveries(request: HttpRequest) -> HttpResponse:
    """Events on their way to consumers, by state."""
    state = request.GET.get("stand", "dood")
    if state not in STATES:
        raise Http404
    page = _page(request)
    return _show(
        request, "berichten", stand=state, standen=STATES, **_listing(queries.deliveries(state, page), page)
    )


def _chosen(request: HttpRequest) -> list[str]:
    found: list[str] = []
    for raw in request.POST.getlist("kies")[:500]:
        try:
            found.append(str(UUID(raw)))
        except ValueError as error:
            raise Http404 from error
    return found


@beheerder
@require_POST
def replay_deliveries(request: HttpRequest) -> HttpResponse:
    """Put chosen deliveries back in line."""
    chosen = _chosen(request)
    if chosen:
        with unit_of_work(request.identity.as_actor("Beheer"), "bezorging.replay") as work:  # type: ignore[attr-defined]
            count = replay(chosen)
            work.record("bezorging", chosen[0], after={"bezorgingen": chosen})
        text = ngettext("%(n)s bericht staat opnieuw klaar.", "%(n)s berichten staan opnieuw klaar.", count)
        messages.success(request, text % {"n": count})
    else:
        messages.warning(request, _("Kies eerst een of meer berichten."))
    return redirect("beheer-berichten")


@beheerder
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """Outgoing mail by state."""
    state = request.GET.get("stand", "")
    if state not in MAIL_STATES:
        raise Http404
    page = _page(request)
    return _show(
        request, "mail", stand=state, standen=MAIL_STATES, **_listing(queries.mails(state, page), page)
    )


@beheerder
@require_POST
def resend_mails(request: HttpRequest) -> HttpResponse:
    """Send uncertain or given-up mails again, because a person says so."""
    chosen = _chosen(request)
    if chosen:
        with unit_of_work(request.identity.as_actor("Beheer"), "mail.again") as work:  # type: ignore[attr-defined]
            count = send_again(chosen, now=timezone.now())
            work.record("mail", chosen[0], after={"mails": chosen})
        text = ngettext("%(n)s mail wordt opnieuw verstuurd.", "%(n)s mails worden opnieuw verstuurd.", count)
        messages.success(request, text % {"n": count})
    else:
        messages.warning(request, _("Kies eerst een of meer mails."))
    return redirect("beheer-mail")


@beheerder
@require_safe
def audit_trail(request: HttpRequest) -> HttpResponse:
    """The audit trail, newest first; `object` narrows it to one object."""
    wanted = request.GET.get("object", "").strip()[:60]
    page = _page(request)
    return _show(request, "logboek", gezocht=wanted, **_listing(queries.audit_records(wanted, page), page))


@beheerder
@require_safe
def audit_record(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """One record with what it was before and after."""
    try:
        record = AuditRecord.objects.get(id=record_id)
    except (AuditRecord.DoesNotExist, ValidationError) as error:
        raise Http404 from error
    inside = content(record)
    changes = _differences(inside["voor"], inside["na"]) if inside else []
    return _show(
        request, "logregel", record=record, wijzigingen=changes, vergeten=bool(record.inhoud) and not inside
    )


def _differences(before: Any, after: Any) -> list[tuple[str, Any, Any]]:
    """(field, before, after) of what differs; whole values when they are not objects."""
    if not isinstance(before, dict) and not isinstance(after, dict):
        return [("", before, after)]
    old, new = before or {}, after or {}
    return [(f, old.get(f), new.get(f)) for f in sorted({*old, *new}) if old.get(f) != new.get(f)]


@no_login_needed
@require_safe
def postbus(request: HttpRequest) -> HttpResponse:
    """The mailbox of the demo: what residents and staff would get by mail."""
    if not settings.demo or settings.smtp:
        raise Http404
    wanted = request.GET.get("aan", "").strip().lower()
    letters = [
        letter
        for letter in received(settings.data_map / "postbus")
        if not wanted or wanted in str(letter.message["To"]).lower()
    ]
    rows = [
        {
            "naam": letter.name,
            "van": letter.message["From"],
            "aan": letter.message["To"],
            "onderwerp": letter.message["Subject"],
            "moment": letter.message["Date"].datetime if letter.message["Date"] else None,
            "tekst": letter.message.get_content(),
        }
        for letter in letters
    ]
    return render(request, "beheer/postbus.html", {"brieven": rows, "gezocht": wanted})
