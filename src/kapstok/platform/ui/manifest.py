"""Addresses of the built assets: name in the source -> hashed file, from the manifest of the build."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from django.templatetags.static import static

BUILT = Path(__file__).parent / "static" / "gebouwd"
MANIFEST = BUILT / "manifest.json"


def asset_url(name: str) -> str:
    """{% gebouwd "kapstok.css" %}; a checkout that is not built yet gets the plain name."""
    try:
        changed = MANIFEST.stat().st_mtime_ns
    except FileNotFoundError:
        return static(f"gebouwd/{name}")
    return static(f"gebouwd/{_names(changed).get(name, name)}")


@lru_cache(maxsize=2)
def _names(changed: int) -> dict[str, str]:  # noqa: ARG001 — a rebuilt manifest is a new cache entry
    return json.loads(MANIFEST.read_text())
