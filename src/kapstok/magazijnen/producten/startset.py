"""A first set of products for a municipality that starts: texts in three languages, to be changed by its editors."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from kapstok.magazijnen.producten.services import save_product
from kapstok.platform.work import Actor

FILE = Path(__file__).with_name("startset.json")


def startset() -> list[dict[str, Any]]:
    """The products of the set, as values for save_product plus the slug."""
    rows = json.loads(FILE.read_text())
    for row in rows:
        if "kosten" in row:
            row["kosten"] = Decimal(row["kosten"])
    return rows


def load_startset(*, actor: Actor) -> int:
    """Store the set for the current municipality; a product that is there already is brought back to the set."""
    rows = startset()
    for row in rows:
        slug = row.pop("slug")
        save_product(slug, row, actor=actor)
    return len(rows)
