"""The mailbox of the demo."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kapstok.platform.config import settings
from kapstok.platform.identity import no_login_needed
from kapstok.platform.mail.postbus import received


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
