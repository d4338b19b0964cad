"""Line icons, drawn for this product on a 24 by 24 grid; always decorative, always next to words."""

from __future__ import annotations

from django.utils.safestring import SafeString

PATHS = {
    "pijl": "M5 12h14M13 6l6 6-6 6",
    "terug": "M19 12H5M11 6l-6 6 6 6",
    "vinkje": "M5 12.5l4.5 4.5L19 7.5",
    "goed": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 12.5l3 3 5-6",
    "fout": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7.5v5.5M12 16.2v.3",
    "let-op": "M12 3.5L2.5 20h19zM12 10v4.5M12 17.2v.3",
    "info": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5.5M12 7.6v.3",
    "zoeken": "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L20.5 20.5",
    "telefoon": "M6 3.5h3.5l1.5 5-2.2 1.6a12 12 0 0 0 5.1 5.1l1.6-2.2 5 1.5V18a2.5 2.5 0 0 1-2.7 2.5"
    "C10.5 20 4 13.5 3.5 6.2A2.5 2.5 0 0 1 6 3.5z",
    "klok": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7.5v5l3.5 2",
    "persoon": "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20.5c.6-4 3.7-6 7.5-6s6.9 2 7.5 6",
    "mensen": "M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM2.5 19.5c.5-3.4 3.1-5 6.5-5s6 1.6 6.5 5"
    "M16 5.3a3.5 3.5 0 0 1 0 6.4M18 14.8c2 .6 3.2 2.2 3.5 4.7",
    "bedrijf": "M4 20.5V5l8-1.5v17M12 9h8v11.5M2.5 20.5h19M7 8.5h2M7 12h2M7 15.5h2M15 12.5h2M15 16h2",
    "huis": "M3.5 11.5L12 4l8.5 7.5M6 9.5v11h12v-11M10 20.5v-6h4v6",
    "document": "M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5M9 12.5h6M9 16h6",
    "map": "M3 6.5h6.5l2 2.5H21v10.5H3z",
    "brief": "M3 6h18v12.5H3zM3 7l9 7 9-7",
    "kalender": "M4 6h16v14.5H4zM4 10.5h16M8.5 3.5V7M15.5 3.5V7",
    "paspoort": "M5.5 3.5h13v17h-13zM12 7.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM9 17h6",
    "boom": "M12 21v-7M12 3.5c-3 0-5 2.3-5 4.8-1.7.6-2.5 1.8-2.5 3.2 0 2 1.6 3.5 3.7 3.5h7.6"
    "c2.1 0 3.7-1.5 3.7-3.5 0-1.4-.8-2.6-2.5-3.2 0-2.5-2-4.8-5-4.8z",
    "gereedschap": "M14.5 6a4.5 4.5 0 0 1 5.8-2l-3 3 .7 2 2 .7 3-3-.1.5a4.5 4.5 0 0 1-6 4.6L8.5 20"
    "a2.2 2.2 0 0 1-3.2-3.2l8.2-8.3",
    "auto": "M4 16.5v-4l2-5.5h12l2 5.5v4zM4 12.5h16M6.5 16.5v2.5M17.5 16.5v2.5M7.5 14.5h1M15.5 14.5h1",
    "afval": "M5 7h14M9.5 7V4h5v3M6.5 7l1 13.5h9l1-13.5M10 11v6M14 11v6",
    "geld": "M3 6.5h18v11H3zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM6 9.5v0M18 14.5v0",
    "kaart": "M3.5 6.5l5.5-2.5 6 2.5 5.5-2.5v13.5L15 20l-6-2.5L3.5 20zM9 4v13.5M15 6.5V20",
    "plaats": "M12 21c4-4.5 6.5-7.8 6.5-11a6.5 6.5 0 0 0-13 0c0 3.2 2.5 6.5 6.5 11z"
    "M12 7.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
    "slot": "M6 11h12v9.5H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    "oog": "M2.5 12C5 7.5 8.3 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.8 6.5-9.5 6.5S5 16.5 2.5 12z"
    "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
    "lijst": "M8.5 6.5H20M8.5 12H20M8.5 17.5H20M4.5 6.5v0M4.5 12v0M4.5 17.5v0",
    "grafiek": "M4 4v16.5h16.5M8 16.5v-4M12.5 16.5v-9M17 16.5v-6.5",
    "instellingen": "M4 7h9M17 7h3M15 4.5v5M4 17h3M11 17h9M9 14.5v5M4 12h13M21 12h-1M18.5 9.5v5",
    "archief": "M3.5 4.5h17v4.5h-17zM5 9v11.5h14V9M10 13h4",
    "leeg": "M3.5 13.5l3-8h11l3 8v6h-17zM3.5 13.5h5l1.5 2.5h4l1.5-2.5h5",
    "plus": "M12 5v14M5 12h14",
    "kind": "M12 4.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM7 20.5v-5a5 5 0 0 1 10 0v5M10 20.5v-3.5h4v3.5",
    "ring": "M12 9a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM9.5 9L8 5l2-1.5h4L16 5l-1.5 4",
    "uitloggen": "M10 4H4.5v16H10M9 12h11.5M16.5 8l4 4-4 4",
    "download": "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4.5 20h15",
    "bel": "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4",
    "chat": "M4 5h16v11.5h-9L6.5 20v-3.5H4z",
}


def svg(name: str) -> SafeString:
    """Inline drawing in the colour of the text around it; an unknown name draws the document."""
    path = PATHS.get(name, PATHS["document"])
    return SafeString(
        f'<svg class="k-icoon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">'
        f'<path d="{path}"></path></svg>'
    )


def favicon() -> str:
    """The mark of the product as an SVG file: the same shape as in the header."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        '<rect width="32" height="32" rx="8" fill="#1d5c63"/>'
        '<path d="M32 15v9a8 8 0 0 1-8 8H4z" fill="#c4622d"/><circle cx="23" cy="9" r="3.6" fill="#fff"/></svg>\n'
    )
