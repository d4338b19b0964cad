"""The first page of beheer: is everything running?"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kapstok.schermen.beheer import queries
from kapstok.schermen.beheer.show import beheerder, show


@beheerder
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Figures, and what asks for attention."""
    return show(request, "overzicht", cijfers=queries.counts())
