"""Writing the product catalogue."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kapstok.magazijnen.producten.models import Bericht, Product
from kapstok.platform.errors import Refusal
from kapstok.platform.work import Actor, unit_of_work

FIELDS = frozenset(
    field.attname
    for field in Product._meta.get_fields()
    if field.concrete and field.name not in ("id", "tenant")
)


class ProductRefused(Refusal):
    """A product that cannot be stored as asked."""


def save_product(slug: str, values: dict[str, Any], *, actor: Actor) -> Product:
    """Make the product with this slug, or change the one there is."""
    unknown = sorted(set(values) - FIELDS)
    if unknown:
        raise ProductRefused("onbekend-veld", unknown[0], f"Een product heeft geen veld {unknown[0]}.")
    if not values.get("naam") and not Product.objects.filter(slug=slug).exists():
        raise ProductRefused("verplicht", "naam", "Vul de naam van het product in.")
    with unit_of_work(actor, "product.opslaan") as work:
        product = Product.objects.filter(slug=slug).first()
        before = snapshot(product) if product else None
        product = product or Product(slug=slug)
        for name, value in values.items():
            setattr(product, name, value)
        product.save()
        work.record("product", product.id, before=before, after=snapshot(product))
    return product


def place_bericht(
    titel: dict[str, str],
    tekst: dict[str, str],
    *,
    soort: str = "info",
    van: datetime,
    tot: datetime | None,
    actor: Actor,
) -> Bericht:
    """Put a notice on the home page between two moments."""
    if tot is not None and tot <= van:
        raise ProductRefused("periode", "tot", "Het einde moet na het begin liggen.")
    with unit_of_work(actor, "bericht.plaatsen") as work:
        notice = Bericht.objects.create(titel=titel, tekst=tekst, soort=soort, van=van, tot=tot)
        work.record(
            "bericht", notice.id, before=None, after={"titel": titel, "soort": soort, "van": van.isoformat()}
        )
    return notice


def snapshot(product: Product) -> dict[str, Any]:
    """What the audit trail keeps of a product."""
    return {
        "slug": product.slug,
        "naam": product.naam,
        "actief": product.actief,
        "kosten": str(product.kosten) if product.kosten is not None else None,
        "termijn_dagen": product.termijn_dagen,
        "zaaktype": product.zaaktype_identificatie,
        "formulier": product.formulier_slug,
    }
