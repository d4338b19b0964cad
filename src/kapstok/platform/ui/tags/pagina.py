"""Tags of the page itself: assets, icons, languages, breadcrumb, side navigation, help block."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django import template
from django.contrib.messages import get_messages
from django.utils import timezone, translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from kapstok.platform.ui import openingstijden
from kapstok.platform.ui.iconen import svg
from kapstok.platform.ui.manifest import asset_url
from kapstok.platform.ui.thema import theme_url

LANGUAGES = (("nl", "Nederlands"), ("fy", "Frysk"), ("en", "English"))


def register_on(register: template.Library) -> None:
    """Hang the tags of this module on the library."""
    register.simple_tag(icoon)
    register.simple_tag(asset_url, name="gebouwd")
    register.simple_tag(takes_context=True)(thema_url)
    register.simple_tag(takes_context=True)(gemeente)
    register.simple_tag(takes_context=True)(sessie_seconden)
    register.simple_tag(takes_context=True)(actief)
    register.inclusion_tag("ui/delen/talen.html", takes_context=True)(talen)
    register.inclusion_tag("ui/delen/kruimelpad.html")(kruimelpad)
    register.inclusion_tag("ui/delen/zijnavigatie.html", takes_context=True)(zijnavigatie)
    register.inclusion_tag("ui/delen/tabbladen.html")(tabbladen)
    register.inclusion_tag("ui/delen/hulp.html", takes_context=True)(hulp)
    register.inclusion_tag("ui/delen/meldingen.html", takes_context=True)(meldingen)


def icoon(naam: str) -> SafeString:
    """{% icoon "pijl" %}: decorative inline drawing, hidden from assistive technology."""
    return svg(naam)


def thema_url(context: template.Context) -> str:
    """Address of the stylesheet with this municipality's colours; empty without a municipality."""
    tenant = _tenant(context)
    return theme_url(tenant.slug, _settings(tenant)) if tenant else ""


def gemeente(context: template.Context) -> str:
    """`Gemeente Opsterland`; a samenwerking goes by its own name; without tenant the product."""
    tenant = _tenant(context)
    if tenant is None:
        return "Kapstok"
    naam = str(tenant.naam)
    own_name = naam.startswith("Gemeente ") or "samenwerking" in naam.casefold()
    return naam if own_name else gettext("Gemeente %(naam)s") % {"naam": naam}


def sessie_seconden(context: template.Context) -> int:
    """Seconds until the session of somebody who is logged in ends; 0 when nobody is."""
    request = context.get("request")
    if request is None or getattr(request, "identity", None) is None:
        return 0
    age = getattr(request.session, "get_expiry_age", None)
    return int(age()) if age else 0


def actief(context: template.Context, url: str, precies: bool = False) -> SafeString:  # noqa: FBT001, FBT002 — template syntax
    """{% actief "/mijn/zaken/" %}: aria-current="page" when this page is (below) that address."""
    request = context.get("request")
    path = request.path if request else ""
    here = path == url if precies else path.startswith(url)
    return SafeString(' aria-current="page"') if here else SafeString("")


def talen(context: template.Context) -> dict[str, Any]:
    """{% talen %}: the language switch, every language in its own name."""
    request = context.get("request")
    back = quote(request.get_full_path()) if request and request.method == "GET" else quote("/")
    current = (translation.get_language() or "nl")[:2]
    return {
        "talen": [(code, name, f"/taal/{code}/?volgende={back}", code == current) for code, name in LANGUAGES]
    }


def kruimelpad(*stappen: str) -> dict[str, Any]:
    """{% kruimelpad "Mijn zaken" "/mijn/zaken/" "Zaak 12" %}: pairs label, url; the last label is this page."""
    links = [(stappen[i], stappen[i + 1]) for i in range(0, len(stappen) - 1, 2)]
    return {"links": links, "hier": stappen[-1] if len(stappen) % 2 else ""}


def zijnavigatie(
    context: template.Context, items: Iterable[Sequence[Any]], label: str, hier: str = ""
) -> dict[str, Any]:
    """{% zijnavigatie items "Mijn omgeving" %}: triples (label, url, icon), optionally a fourth: a count.

    An item whose second part is a list is a group: (label, triples). A menu with groups folds on a phone.
    `hier`: the address of the item that this page belongs to, when its own address does not tell.
    """
    request = context.get("request")
    path = hier or (request.path if request else "")
    groups: list[tuple[str, list[tuple[Any, ...]]]] = [("", [])]
    for item in items:
        if isinstance(item[1], list | tuple):
            groups.append((item[0], [_full(each) for each in item[1]]))
        else:
            groups[-1 if not groups[-1][0] else 0][1].append(_full(item))
    matching = [row[1] for _label, rows in groups for row in rows if path.startswith(row[1])]
    here = max(matching, key=len, default="")
    shown = [(name, [(*row, row[1] == here) for row in rows]) for name, rows in groups if rows]
    return {"label": label, "groepen": shown, "vouwen": len(groups) > 1}


def _full(item: Sequence[Any]) -> tuple[Any, ...]:
    """Label, url, icon and count."""
    return (*item, *("",) * (4 - len(item)))


def tabbladen(items: Iterable[Sequence[str]], huidig: str, label: str) -> dict[str, Any]:
    """{% tabbladen items "documenten" "Onderdelen" %}: triples (key, label, url); plain links."""
    return {"items": [(key, text, url, key == huidig) for key, text, url in items], "label": label}


def hulp(context: template.Context) -> dict[str, Any]:
    """The block **Hulp nodig?**: phone number and whether somebody picks it up now."""
    tenant = _tenant(context)
    settings = _settings(tenant)
    now: datetime = timezone.localtime()
    until = openingstijden.open_until(settings.get("openingstijden") or openingstijden.DEFAULT, now)
    return {"telefoon": settings.get("telefoon", ""), "tot": until.strftime("%H:%M") if until else ""}


def meldingen(context: template.Context) -> dict[str, Any]:
    """{% meldingen %}: the framework's messages of this visit; the level gives the colour."""
    kinds = {"success": "goed", "warning": "let-op", "error": "fout"}
    request = context.get("request")
    found = get_messages(request) if request is not None else []
    return {"meldingen": [(str(item), kinds.get(item.level_tag, "info")) for item in found]}


def _tenant(context: template.Context) -> Any:
    return getattr(context.get("request"), "tenant", None)


def _settings(tenant: Any) -> dict[str, Any]:
    return getattr(tenant, "instellingen", None) or {}
