"""Error pages in plain Dutch, each with a way out. Wire as handler400, handler403, handler404 and handler500."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kapstok.platform.http import problem
from kapstok.platform.storage.serve import NotInStore


@dataclass(frozen=True)
class Page:
    """What an error page says."""

    title: str | Promise
    text: str | Promise
    who: str | Promise = ""
    again: str | Promise = ""
    search: bool = False


PAGES = {
    400: Page(
        _("Wij begrijpen uw verzoek niet"),
        _("Er ging iets mis in de link of het formulier. Ga terug en probeer het nog een keer."),
    ),
    403: Page(
        _("U mag deze pagina niet bekijken"),
        _("Deze pagina is niet voor u bedoeld, of u bent niet meer ingelogd."),
        _(
            "Denkt u dat dit niet klopt? Werkt u hier, vraag het dan uw functioneel beheerder. Bel ons anders."
        ),
    ),
    404: Page(
        _("Deze pagina bestaat niet"),
        _("De pagina is weg, of het adres klopt niet. Zoek hieronder wat u nodig hebt."),
        search=True,
    ),
    429: Page(
        _("Het gaat even te snel"),
        _("U hebt in korte tijd veel verzoeken gedaan. Wacht 1 minuut en probeer het nog een keer."),
        again=_("Probeer het nog een keer"),
    ),
    500: Page(
        _("Er gaat iets mis bij ons"),
        _("Het ligt niet aan u. Wat u eerder opsloeg, is er nog. Probeer het over een paar minuten weer."),
        again=_("Probeer het nog een keer"),
    ),
    503: Page(
        _("Deze pagina werkt nu even niet"),
        _("Wij zijn aan het werk. Wat u eerder opsloeg, is er nog. Probeer het later weer."),
        again=_("Probeer het nog een keer"),
    ),
}
NOT_IN_STORE = Page(
    _("Dit bestand kunnen wij nu niet geven"),
    _(
        "Het document is er wel, maar het bestand dat erbij hoort is zoek. Het ligt niet aan u. Wij zoeken het uit."
    ),
    _("Hebt u het bestand nodig? Werkt u hier, vraag het dan uw functioneel beheerder. Bel ons anders."),
)
# Status 502: another register has the document.
NOT_GIVEN = Page(
    _("Dit document krijgen wij nu niet"),
    _(
        "Het staat bij een andere organisatie, en die geeft het nu niet. Het ligt niet aan u. Probeer het later weer."
    ),
    again=_("Probeer het nog een keer"),
)


def error_page(request: HttpRequest, status: int, page: Page | None = None) -> HttpResponse:
    """The page for this status; an unknown one is shown as 500 with its own number. Applications get problem+json."""
    if getattr(request, "for_application", False):
        return problem(status)
    page = page or PAGES.get(status, PAGES[500])
    context = {
        "status": status,
        "titel": page.title,
        "tekst": page.text,
        "wie": page.who,
        "opnieuw": page.again,
        "zoeken": page.search,
    }
    return render(request, "ui/fout.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 — Django's signature
    """handler400."""
    return error_page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 — Django's signature
    """handler403."""
    return error_page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404."""
    return error_page(request, 404, NOT_IN_STORE if isinstance(exception, NotInStore) else None)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500."""
    return error_page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 — Django's signature
    """CSRF_FAILURE_VIEW: mostly a page that stood open too long."""
    return error_page(request, 403)
