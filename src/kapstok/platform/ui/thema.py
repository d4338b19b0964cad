"""A municipality's theme: from one to three brand colours to the full NL Design System palette.

Contrast holds by construction: text 4.5:1 or more on every background of its own role, borders of controls
3:1 on the page, white text 4.5:1 on the inverse background. A colour is never refused, only darkened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from kapstok.platform.ui.kleur import Oklch, contrast, darkest_needed, to_hex, to_oklch

# Invented; used when a municipality chose nothing.
DEFAULT_COLOURS = ("#1d5c63",)
TEXT, NON_TEXT, COMFORTABLE = 4.5, 3.0, 7.0
WHITE = "#ffffff"


def colours_of(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Readable brand colours in a tenant's settings: a list, or a mapping of names to colours."""
    raw = settings.get("kleuren") or ()
    values = list(raw.values()) if isinstance(raw, Mapping) else list(raw)
    good = []
    for value in values[:3]:
        try:
            to_oklch(str(value))
        except ValueError:
            continue
        good.append(str(value))
    return tuple(good) or DEFAULT_COLOURS


def role_palette(brand: str) -> dict[str, str]:
    """Fourteen tokens of one role, and the fourteen inverse ones, from one colour."""
    colour = to_oklch(brand)
    tint = replace(colour, chroma=min(colour.chroma, 0.035))
    backgrounds = {
        "bg-document": to_hex(replace(tint, lightness=0.985, chroma=tint.chroma * 0.2)),
        "bg-subtle": to_hex(replace(tint, lightness=0.968, chroma=tint.chroma * 0.4)),
        "bg-default": to_hex(replace(tint, lightness=0.945, chroma=tint.chroma * 0.6)),
        "bg-hover": to_hex(replace(tint, lightness=0.92, chroma=tint.chroma * 0.8)),
        "bg-active": to_hex(replace(tint, lightness=0.895)),
    }
    darkest_bg = backgrounds["bg-active"]
    text = darkest_needed(replace(colour, lightness=min(colour.lightness, 0.52)), darkest_bg, 4.6)
    base = to_oklch(text)
    borders = {
        "border-subtle": to_hex(replace(tint, lightness=0.84)),
        "border-default": darkest_needed(replace(colour, lightness=0.62), darkest_bg, 3.1),
        "border-hover": text,
        "border-active": _darker(base, 0.08),
    }
    texts = {
        "color-subtle": text,
        "color-default": text,
        "color-hover": _darker(base, 0.07),
        "color-active": _darker(base, 0.12),
        "color-document": darkest_needed(to_oklch(_darker(base, 0.1)), darkest_bg, COMFORTABLE),
    }
    return {**backgrounds, **borders, **texts, **_inverse(colour)}


def theme_css(colours: Sequence[str]) -> str:
    """Stylesheet that overrides the palette roles; first colour: actions, second: accent, third: detail."""
    first = colours[0]
    second = colours[1] if len(colours) > 1 else first
    third = colours[2] if len(colours) > 2 else second
    roles = {"accent-1": second, "accent-2": third, "action-1": first, "action-2": first}
    lines = [
        f"--basis-color-{role}-{token}:{value}"
        for role, colour in roles.items()
        for token, value in role_palette(colour).items()
    ]
    return ":root .voorbeeld-theme,:root.voorbeeld-theme{" + ";".join(lines) + "}\n"


def theme_hash(colours: Sequence[str]) -> str:
    """Twelve hex digits that change with the generated stylesheet."""
    return hashlib.sha256(theme_css(colours).encode()).hexdigest()[:12]


def theme_url(slug: str, settings: Mapping[str, Any]) -> str:
    """Address with long cache life of the theme of a tenant."""
    return f"/thema/{slug}-{_hash_of(colours_of(settings))}.css"


@lru_cache(maxsize=64)
def _hash_of(colours: tuple[str, ...]) -> str:
    return theme_hash(colours)


def _inverse(colour: Oklch) -> dict[str, str]:
    fill = darkest_needed(replace(colour, lightness=min(colour.lightness, 0.55)), WHITE, 4.9)
    base = to_oklch(fill)
    hover, active = _darker(base, 0.06), _darker(base, 0.1)
    deep = to_hex(replace(base, lightness=min(base.lightness, 0.3), chroma=min(base.chroma, 0.08)))
    light = to_hex(replace(colour, lightness=0.94, chroma=min(colour.chroma, 0.03)))
    # White only: a tinted text would lose its margin on the lightest fill.
    soft = light if contrast(light, fill) >= TEXT else WHITE
    return {
        "inverse-bg-document": deep,
        "inverse-bg-subtle": fill,
        "inverse-bg-default": fill,
        "inverse-bg-hover": hover,
        "inverse-bg-active": active,
        "inverse-border-subtle": soft,
        "inverse-border-default": soft,
        "inverse-border-hover": WHITE,
        "inverse-border-active": WHITE,
        "inverse-color-subtle": soft,
        "inverse-color-default": WHITE,
        "inverse-color-hover": WHITE,
        "inverse-color-active": WHITE,
        "inverse-color-document": WHITE,
    }


def _darker(colour: Oklch, step: float) -> str:
    return to_hex(replace(colour, lightness=max(colour.lightness - step, 0.0)))
