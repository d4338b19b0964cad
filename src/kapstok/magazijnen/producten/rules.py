"""Reading a product in a language, and deciding how well it fits a search. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from msgspec import Struct


class ProductView(Struct, frozen=True):
    """A product as one reader sees it: every text in one language."""

    slug: str
    naam: str
    samenvatting: str
    inhoud: str
    kosten: Any
    kosten_toelichting: str
    termijn_dagen: int | None
    termijn_toelichting: str
    benodigdheden: tuple[str, ...]
    zaaktype_identificatie: str
    formulier_slug: str
    aanvragen: str
    inloggen: bool
    levensgebeurtenis: str
    icoon: str
    zoekwoorden: str
    toptaak: bool


def text_in(texts: Mapping[str, Any] | None, language: str) -> Any:
    """The text in this language, otherwise the Dutch one, otherwise empty."""
    found = (texts or {}).get(language) or (texts or {}).get("nl")
    return found or ""


def product_in(row: Mapping[str, Any], language: str) -> ProductView:
    """A stored row in one language."""
    needed = text_in(row["benodigdheden"], language)
    return ProductView(
        slug=row["slug"],
        naam=text_in(row["namen"], language) or row["naam"],
        samenvatting=text_in(row["samenvatting"], language),
        inhoud=text_in(row["inhoud"], language),
        kosten=row["kosten"],
        kosten_toelichting=text_in(row["kosten_toelichting"], language),
        termijn_dagen=row["termijn_dagen"],
        termijn_toelichting=text_in(row["termijn_toelichting"], language),
        benodigdheden=tuple(str(item) for item in cast("list[Any]", needed))
        if isinstance(needed, list)
        else (),
        zaaktype_identificatie=row["zaaktype_identificatie"],
        formulier_slug=row["formulier_slug"],
        aanvragen=row["aanvragen"],
        inloggen=row["inloggen"],
        levensgebeurtenis=row["levensgebeurtenis"],
        icoon=row["icoon"],
        zoekwoorden=row["zoekwoorden"],
        toptaak=row["toptaak"],
    )


def plain(text: str) -> str:
    """Lower case without accents: `Identiteitskaart`, `skûtsje` -> `skutsje`."""
    # Twice, as folding case can bring back letters that fall apart again (Unicode, NFKC_Casefold).
    once = unicodedata.normalize("NFKD", text).casefold()
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", once).casefold())
    return "".join(character for character in spread if not unicodedata.combining(character))


def matching(products: Iterable[ProductView], question: str) -> list[ProductView]:
    """Products that contain every word of the question, best first: name, then search words, then text."""
    words = plain(question).split()
    if not words:
        return []
    scored = [(score(product, words), product) for product in products]
    return [product for points, product in sorted(scored, key=lambda item: -item[0]) if points > 0]


def score(product: ProductView, words: Sequence[str]) -> int:
    """Points of one product; 0 when a word is found nowhere."""
    name, extra = plain(product.naam), plain(product.zoekwoorden)
    text = plain(f"{product.samenvatting} {product.inhoud} {product.levensgebeurtenis}")
    total = 0
    for word in words:
        points = max(_points(word, name, 10), _points(word, extra, 6), _points(word, text, 2))
        if not points:
            return 0
        total += points
    return total


def _points(word: str, text: str, weight: int) -> int:
    """Whole word counts double, the beginning of a word counts once."""
    parts = text.replace(",", " ").replace(".", " ").split()
    if word in parts:
        return 2 * weight
    # Dutch puts words together: a longer word may hold the question inside it.
    return weight if any(part.startswith(word) or (len(word) > 3 and word in part) for part in parts) else 0
