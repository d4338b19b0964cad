"""**Mijn werk**, **Team** and **Zoeken**."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kapstok.diensten.behandeling import queries
from kapstok.diensten.behandeling.models import Gemiddelde, Weergave
from kapstok.diensten.termijnen.klok import klok_of
from kapstok.diensten.termijnen.rules import Niveau, Urgency, uiterste_datum, urgency
from kapstok.kern.fouten import InvalidValue
from kapstok.kern.zaaknummer import parse_zaaknummer
from kapstok.magazijnen.bag.zoeken import Voorstel, gelezen, zoek_adres
from kapstok.magazijnen.catalogi.models import ZaakType
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.platform.identity import staff
from kapstok.platform.identity.grants import Reach
from kapstok.platform.identity.people import colleagues, names_of, teams_of_today
from kapstok.schermen.werkplek.elsewhere import Listing, reach_of, read_there
from kapstok.schermen.werkplek.news import news_of
from kapstok.schermen.werkplek.show import (
    CAN_HANDLE,
    CAN_READ,
    Missed,
    identity_of,
    one,
    page_of,
    show,
    undo_of,
)
from kapstok.schermen.werkplek.term import BADGE

MOST_ADDRESSES = 5  # beside the zaken; the page of addresses has more
LAST_PAGE = 200  # beyond this a filter helps better than leafing
ADDRESS = {"mijn": "werk", "team": "werk-team"}


def _filters(request: HttpRequest) -> dict[str, Any]:
    order = request.GET.get("volgorde", "knelpunt")
    return {
        "behandelaar": one(request.GET.get("wie")),
        "te_laat": request.GET.get("te_laat") == "ja",
        "vrij": request.GET.get("vrij") == "ja",
        "zaaktype": request.GET.get("zaaktype", "").replace("\x00", "")[:50],
        "term": request.GET.get("q", "").replace("\x00", "")[:80],
        "order": order if order in queries.ORDERS else "knelpunt",
    }


def with_reason(rows: list[dict[str, Any]], today: date) -> list[dict[str, Any]]:
    """Add to each row how pressing it is and why, in words; two statements for the whole page."""
    zaken = Zaak.objects.in_bulk([r["id"] for r in rows])
    types = ZaakType.objects.in_bulk({r["zaaktype_id"] for r in rows})
    needed = dict(Gemiddelde.objects.filter(zaaktype_id__in=types).values_list("zaaktype_id", "werkdagen"))
    names = names_of({r["behandelaar_id"] for r in rows if r["behandelaar_id"]})
    for row in rows:
        klok = klok_of(zaken[row["id"]], types[row["zaaktype_id"]])
        found: Urgency = urgency(klok, today, needed.get(row["zaaktype_id"]))
        row["uiterlijk"] = uiterste_datum(klok, today)
        row["reden"] = _(found.reason.text).format(**found.reason.values)
        soon = found.niveau == Niveau.OP_SCHEMA and found.spare <= 1
        row["toon"] = "let-op" if soon else BADGE.get(found.niveau, "neutraal")
        row["behandelaar"] = names.get(row["behandelaar_id"], "")
    return rows


def _rows(
    request: HttpRequest, reach: list[Reach], filters: dict[str, Any], page: int, scope: dict[str, Any]
) -> Listing:
    """The zaken of this municipality and of those that gave a grant, merged; most pressing first."""
    today, where = timezone.localdate(), request.GET.get("gemeente", "")
    others = [there for there in reach if where in ("", there.slug)]
    asked = {**filters, **scope, "today": today}
    if not others:
        rows, total = queries.work_list(page=page, **asked)
        return with_reason(rows, today), total

    def read(**more: Any) -> Listing:
        found, number = queries.work_list(first=page * queries.PAGE, **{**asked, **more})
        return with_reason(found, today), number

    here = [] if where else [read()]
    # One's teams are those at home; what a grant lets one see elsewhere is not bound to them.
    there = [read_there(request, other, lambda: read(teams=None)) for other in others]
    parts = [*here, *there]
    merged = queries.merged([rows for rows, _total in parts], order=filters["order"], page=page)
    return merged, sum(total for _rows, total in parts)


def list_page(request: HttpRequest, kind: str, *, missed: Missed | None = None) -> HttpResponse:
    """The list `mijn` or `team`, also after a refused form: then with what is wrong next to its field."""
    filters, page, today = _filters(request), min(page_of(request), LAST_PAGE), timezone.localdate()
    reach, identity = reach_of(request), identity_of(request)
    mine = kind == "mijn"
    scope = {"behandelaar": identity.user_id} if mine else {"teams": list(identity.teams) or None}
    rows, total = _rows(request, reach, filters, page, scope)
    query, whole = request.GET.copy(), request.GET.urlencode()
    query.pop("pagina", None)
    views = Weergave.objects.filter(lijst=kind).filter(
        Q(eigenaar_id=identity.user_id) | Q(team_id__in=list(identity.teams))
    )
    here = reverse(ADDRESS[kind])
    return show(
        request,
        "lijst",
        status=422 if missed else 200,
        soort=kind,
        adres=here,
        hier=f"{here}?{whole}" if whole else here,
        vraag=whole,
        rijen=rows,
        totaal=total,
        filters=filters,
        gefilterd=bool(query),
        gemeenten=[(other.slug, other.naam) for other in reach],
        pagina=page,
        vorige_pagina=page - 1 if page > 1 else None,
        volgende_pagina=page + 1 if page * queries.PAGE < total and page < LAST_PAGE else None,
        vast=f"{query.urlencode()}&" if query else "",
        zaaktypen=ZaakType.objects.filter(concept=False)
        .order_by("omschrijving")
        .values_list("identificatie", "omschrijving")[:200],
        collegas=colleagues(today=today, roles=CAN_HANDLE),
        teams=[t for t in teams_of_today(today=today) if t.id in identity.teams],
        mag_behandelen=identity.has_role(*CAN_HANDLE),
        mag_verdelen=identity.has_role("teamleider"),
        weergaven=views.order_by("volgorde", "naam")[:20],
        wie_ik=identity.user_id,
        filtertekst=query.urlencode(),
        ongedaan=undo_of(request),
        **_said(request, missed),
        **(news_of(request) if mine else {}),
    )


def _said(request: HttpRequest, missed: Missed | None) -> dict[str, Any]:
    """What was typed and ticked in a refused form, and what is wrong with it."""
    if missed is None:
        return {}
    return {
        "gemist": missed,
        "gekozen": set(request.POST.getlist("kies")),
        "fouten": [(f"id_{field}", text) for field, text in missed.faults.items()],
    }


@staff(*CAN_READ)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Open zaken of the medewerker, under what is new and what is still to be done."""
    return list_page(request, "mijn")


@staff(*CAN_READ)
@require_safe
def team(request: HttpRequest) -> HttpResponse:
    """Open zaken of the teams of the medewerker; of all teams for who has none."""
    return list_page(request, "team")


@staff(*CAN_READ)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """One box: number, subject or name. A whole zaaknummer opens the zaak at once."""
    term = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    try:
        nummer = str(parse_zaaknummer(term)) if term else ""
    except InvalidValue:
        nummer = ""
    rows = queries.search(term, nummer=nummer) if term else []
    if len(rows) == 1 and nummer:
        return redirect("werk-zaak", zaak_id=rows[0]["id"])
    return show(
        request,
        "zoeken",
        gezocht=term,
        rijen=rows,
        adressen=_addresses(term),
        te_kort=bool(term) and len(term) < 3 and not rows,
    )


def _addresses(term: str) -> list[Voorstel]:
    """What looks like an address (a postcode, or words with a number) is looked for as one too."""
    asked = gelezen(term)
    if not (len(asked.postcode) == 6 or (asked.woorden and asked.nummer is not None)):
        return []
    return [found for found in zoek_adres(term, limit=MOST_ADDRESSES) if found.identificatie]
