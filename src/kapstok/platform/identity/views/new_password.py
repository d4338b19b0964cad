"""Choosing a new password by the link that the functioneel beheerder handed out."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kapstok.platform.errors import Refusal
from kapstok.platform.identity.access import no_login_needed
from kapstok.platform.identity.forms import NewPasswordForm
from kapstok.platform.identity.password_links import usable_link, use_password_link


@no_login_needed
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, key: str) -> HttpResponse:
    """Only sending the form uses the link up: a scanner that follows links in mail must not."""
    now = timezone.now()
    link = usable_link(key, now=now)
    if link is None:
        return render(request, "identity/wachtwoord_kiezen.html", {"verlopen": True}, status=404)
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            use_password_link(key, form.cleaned_data["password"], now=now)
        except Refusal as refused:
            for each in refused.all:
                form.add_error("password" if each.field else None, each.message)
        else:
            return HttpResponseRedirect("/inloggen/medewerker/?nieuw=1")
    context = {"form": form, "naam": link.user.naam, "gebruikersnaam": link.user.username}
    return render(request, "identity/wachtwoord_kiezen.html", context, status=422 if form.errors else 200)
