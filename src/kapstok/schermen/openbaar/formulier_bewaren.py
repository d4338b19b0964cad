"""**Opslaan en later verder**: a code on screen and by mail, and continuing with it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kapstok.diensten.formulieren.rules import expiry
from kapstok.diensten.formulieren.services import Draft, issue_code, resume
from kapstok.diensten.formulieren.soorten.tekst import is_email
from kapstok.platform.http.clients import client_address
from kapstok.platform.http.ratelimit import allow
from kapstok.platform.mail import queue_mail
from kapstok.platform.ui.opmaak import date_in_words
from kapstok.schermen.openbaar.formulier_toegang import (
    acting,
    draft_or_404,
    form_page,
    owners,
    session_owner,
)

ATTEMPTS = "10/hour"
_CODE = "formulier_codes"


@form_page
@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest, slug: str, concept_id: UUID) -> HttpResponse:
    """Shows the code; with an e-mail address also mails it. The code itself is only in the session."""
    draft = draft_or_404(request, slug, concept_id)
    if draft.is_sent:
        return redirect("formulier-ontvangen", slug=slug, concept_id=concept_id)
    code = _code(request, draft)
    email = request.POST.get("email", "").strip()[:254]
    fault = _mail_code(request, draft, code, email) if request.method == "POST" else ""
    taal = translation.get_language() or "nl"
    context = {
        "slug": slug,
        "draft": draft,
        "formulier_titel": draft.form.definitie.title.in_taal(taal),
        "code": code,
        "tot": expiry(timezone.now()),
        "email": email,
        "verzonden": request.method == "POST" and not fault,
        "fout": fault,
        "fouten": [("id_email", fault)] if fault else [],
        "verder_url": request.build_absolute_uri(reverse("formulier-verder")),
        "met_login": draft.row.kanaal != "zonder",
    }
    return render(request, "openbaar/formulier/bewaren.html", context, status=422 if fault else 200)


def _code(request: HttpRequest, draft: Draft) -> str:
    """The code of this draft in this session, so that reloading does not make a new one."""
    codes = request.session.get(_CODE, {})
    key = str(draft.row.id)
    if key not in codes or draft.row.code_hash is None:
        codes = {**codes, key: issue_code(draft, actor=acting(request), now=timezone.now())}
        request.session[_CODE] = codes
    return codes[key]


def _mail_code(request: HttpRequest, draft: Draft, code: str, email: str) -> str:
    """Queue the mail, at most a few per draft; gives the fault, or an empty text."""
    if not is_email(email):
        return _("Dit e-mailadres klopt niet. Vul een adres in zoals naam@voorbeeld.nl.")
    now = timezone.now()
    if not allow("formulier-mail", f"{draft.row.id}", "5/hour"):
        return _("Wij hebben deze mail al een paar keer gestuurd. Probeer het over een uur opnieuw.")
    taal = translation.get_language() or "nl"
    text = _(
        "Goedendag,\n\nU bent begonnen met: %(titel)s.\n"
        "U kunt verdergaan tot en met %(tot)s.\n\nGa naar: %(url)s\nUw code: %(code)s\n\n"
        "Geef deze code niet aan anderen.\n\nGemeente %(gemeente)s"
    ) % {
        "titel": draft.form.definitie.title.in_taal(taal),
        "tot": date_in_words(expiry(now), taal),
        "url": request.build_absolute_uri(reverse("formulier-verder")),
        "code": code,
        "gemeente": request.tenant.naam,  # type: ignore[attr-defined]
    }
    key = f"concept.code:{draft.row.id}:{now:%Y%m%d%H%M%S}"
    queue_mail(event_key=key, to=email, subject=_("Verder met uw formulier"), text=text, now=now)
    return ""


@form_page
@require_http_methods(["GET", "HEAD", "POST"])
def continue_with_code(request: HttpRequest) -> HttpResponse:
    """Type the code, go on where you stopped."""
    fault, code = "", request.POST.get("code", "").strip()[:40]
    if request.method == "POST":
        fault = _("Deze code kennen wij niet. Controleer de code, of begin opnieuw.")
        if not code:
            fault = _("Vul uw code in. Bijvoorbeeld ACDEF-34679.")
        elif not allow("formulier-code", client_address(request), ATTEMPTS):
            fault = _("U hebt te vaak een code ingevuld. Probeer het over een uur opnieuw.")
        else:
            found = resume(
                code,
                owners=owners(request),
                session_owner=session_owner(request),
                actor=acting(request),
                now=timezone.now(),
            )
            if found:
                slug = found.versie.formulier.slug
                return redirect("formulier-stap", slug=slug, concept_id=found.id, stap=found.stap)
    context = {"code": code, "fout": fault, "fouten": [("id_code", fault)] if fault else []}
    return render(request, "openbaar/formulier/verder.html", context, status=422 if fault else 200)
