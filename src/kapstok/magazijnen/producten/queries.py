"""Reading the product catalogue. It is small (tens of rows per municipality), so it is read whole."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q

from kapstok.magazijnen.producten.models import Bericht, Product
from kapstok.magazijnen.producten.rules import ProductView, matching, product_in, text_in

# More products than this on one page help nobody; it also bounds the query.
MOST = 500


def active_products(language: str) -> list[ProductView]:
    """All products that are offered now, in the order of the editors."""
    rows = Product.objects.filter(actief=True).order_by("volgorde", "naam").values()[:MOST]
    return [product_in(row, language) for row in rows]


def product_by_slug(slug: str, language: str) -> ProductView | None:
    """One offered product, or None."""
    row = Product.objects.filter(actief=True, slug=slug).values().first()
    return product_in(row, language) if row else None


def product_for_zaaktype(identificatie: str, language: str) -> ProductView | None:
    """The product that leads to a zaaktype, or None."""
    row = Product.objects.filter(actief=True, zaaktype_identificatie=identificatie).values().first()
    return product_in(row, language) if row else None


def search_products(question: str, language: str) -> list[ProductView]:
    """Offered products that fit the question, best first; Dutch words find products on every page."""
    found = matching(active_products(language), question)
    if found or language == "nl":
        return found
    by_slug = {product.slug: product for product in active_products(language)}
    return [by_slug[product.slug] for product in matching(active_products("nl"), question)]


def current_berichten(moment: datetime, language: str) -> list[dict[str, Any]]:
    """Notices that hold at this moment, newest first."""
    rows = (
        Bericht.objects.filter(Q(tot=None) | Q(tot__gt=moment), van__lte=moment).order_by("-van").values()[:5]
    )
    return [
        {
            "titel": text_in(row["titel"], language),
            "tekst": text_in(row["tekst"], language),
            "soort": row["soort"],
        }
        for row in rows
    ]
