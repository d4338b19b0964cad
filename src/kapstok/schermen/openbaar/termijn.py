"""How long does it take? The term of the catalogue wins; an editor's number serves products without zaaktype."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import ngettext_lazy

from kapstok.kern.tijdvak import Duration
from kapstok.magazijnen.catalogi.models import ZaakType
from kapstok.magazijnen.producten.rules import ProductView


def term_of(product: ProductView, today: date) -> str | Promise:
    """`Hoogstens 8 weken`, or empty when nobody fixed a term."""
    found = catalogue_term(product.zaaktype_identificatie, today) if product.zaaktype_identificatie else None
    if found is None and product.termijn_dagen:
        found = Duration(days=product.termijn_dagen)
    return in_words(found) if found else ""


def catalogue_term(identificatie: str, today: date) -> Duration | None:
    """Doorlooptijd of the published version of the zaaktype that holds today."""
    text = (
        ZaakType.objects.filter(identificatie=identificatie, concept=False, begin_geldigheid__lte=today)
        .filter(Q(einde_geldigheid=None) | Q(einde_geldigheid__gt=today))
        .order_by("-begin_geldigheid")
        .values_list("doorlooptijd", flat=True)
        .first()
    )
    return Duration.parse(text) if text else None


def in_words(term: Duration) -> str | Promise:
    """In the largest unit that fits exactly; months mixed with days count as 31 days, an upper bound."""
    months = 12 * term.years + term.months
    days = 7 * term.weeks + term.days
    if months and not days:
        return ngettext_lazy("Hoogstens %(aantal)s maand", "Hoogstens %(aantal)s maanden", months) % {
            "aantal": months
        }
    days += 31 * months
    if days % 7 == 0 and days:
        weeks = days // 7
        return ngettext_lazy("Hoogstens %(aantal)s week", "Hoogstens %(aantal)s weken", weeks) % {
            "aantal": weeks
        }
    return ngettext_lazy("Hoogstens %(aantal)s dag", "Hoogstens %(aantal)s dagen", days) % {"aantal": days}
