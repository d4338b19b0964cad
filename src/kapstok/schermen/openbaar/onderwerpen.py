"""Life events and subjects under which products stand on the public pages."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from kapstok.magazijnen.producten.rules import ProductView

SUBJECTS: dict[str, tuple[str | Promise, str]] = {
    "verhuizen": (_("Wonen en verhuizen"), "huis"),
    "reizen": (_("Paspoort en reizen"), "paspoort"),
    "gezin": (_("Gezin, trouwen en kinderen"), "kind"),
    "overlijden": (_("Overlijden"), "mensen"),
    "buurt": (_("Uw buurt, straat en groen"), "plaats"),
    "bouwen": (_("Bouwen en verbouwen"), "gereedschap"),
    "zorg": (_("Zorg, hulp en geld"), "geld"),
    "ondernemen": (_("Ondernemen"), "bedrijf"),
    "bestuur": (_("Bestuur, bezwaar en informatie"), "brief"),
}
OTHER: tuple[str | Promise, str] = (_("Overige onderwerpen"), "document")


class Subject(Struct, frozen=True):
    """One heading with its products."""

    sleutel: str
    naam: str | Promise
    icoon: str
    producten: tuple[ProductView, ...]


def by_subject(products: Iterable[ProductView]) -> list[Subject]:
    """Products under their subject, in the order of SUBJECTS; the rest last; empty subjects left out."""
    groups: dict[str, list[ProductView]] = {}
    for product in products:
        key = product.levensgebeurtenis if product.levensgebeurtenis in SUBJECTS else ""
        groups.setdefault(key, []).append(product)
    order = [key for key in (*SUBJECTS, "") if key in groups]
    return [Subject(key, *(SUBJECTS.get(key, OTHER)), tuple(groups[key])) for key in order]
