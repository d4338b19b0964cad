"""**Overzicht**: where the portfolio stands today."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kapstok.diensten.sturing.harmonisatie.rules import harmonisatie_index, kleur
from kapstok.diensten.sturing.portfolio import queries
from kapstok.diensten.sturing.portfolio.queries_kalender import aantallen, kalender
from kapstok.schermen.sturing.contracten import in_woorden, met_zaak
from kapstok.schermen.sturing.landschap import beeld
from kapstok.schermen.sturing.show import kijker, show
from kapstok.schermen.sturing.woorden import KLEUR

SOON = 8  # contracts shown on the overview


@kijker
@require_safe
def overzicht(request: HttpRequest) -> HttpResponse:
    """Figures, how far it is harmonised, and contracts that ask for a choice."""
    today = timezone.localdate()
    seen = beeld(today)
    same, used = harmonisatie_index(seen.gebruik)
    colours = [kleur(uses) for uses in seen.gebruik.values()]
    counts, wanted = aantallen(today), ["beginnen", "opzegdag_voorbij"]
    asking = met_zaak([in_woorden(row) for row in kalender(today, wanted, limit=SOON)])
    figures = queries.cijfers(today)
    return show(
        request,
        "overzicht",
        cijfers=figures,
        kosten=round(figures["kosten"] / 100),
        partners=seen.partners,
        gelijk=same,
        in_gebruik=used,
        procent=round(100 * same / used) if used else None,
        verdeling=[(str(KLEUR[c]), colours.count(c)) for c in KLEUR if c != "niemand"],
        contracten=asking,
        meer=max(0, sum(counts.get(stand, 0) for stand in wanted) - SOON),
    )
