"""**Mijn werk**, **Team** and **Zoeken**."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kapstok.diensten.behandeling import queries
from kapstok.diensten.behandeling.models import Gemiddelde, Weergave
from kapstok.diensten.behandeling.services.assign import give
from kapstok.diensten.behandeling.services.undo import undo
from kapstok.diensten.termijnen.klok import klok_of
from kapstok.diensten.termijnen.rules import Niveau, Urgency, uiterste_datum, urgency
from kapstok.kern.fouten import InvalidValue
from kapstok.kern.zaaknummer import parse_zaaknummer
from kapstok.magazijnen.catalogi.models import ZaakType
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.platform.errors import Refusal
from kapstok.platform.identity import staff
from kapstok.platform.identity.grants import Reach
from kapstok.platform.identity.people import colleagues, names_of, teams_of_today
from kapstok.schermen.werkplek.elsewhere import Listing, reach_of, read_there
from kapstok.schermen.werkplek.news import news_of
from kapstok.schermen.werkplek.show import (
    CAN_HANDLE,
    CAN_READ,
    actor_of,
    back_to,
    chosen,
    identity_of,
    offer_undo,
    one,
    page_of,
    show,
    tell,
    too_long,
    undo_of,
)
from kapstok.schermen.werkplek.term import BADGE

LAST_PAGE = 200  # beyond this a filter helps better than leafing


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


def _list(
    request: HttpRequest, kind: str, *, more: dict[str, Any] | None = None, **scope: Any
) -> HttpResponse:
    filters, page, today = _filters(request), min(page_of(request), LAST_PAGE), timezone.localdate()
    reach = reach_of(request)
    rows, total = _rows(request, reach, filters, page, scope)
    identity = identity_of(request)
    query = request.GET.copy()
    query.pop("pagina", None)
    views = Weergave.objects.filter(lijst=kind).filter(
        Q(eigenaar_id=identity.user_id) | Q(team_id__in=list(identity.teams))
    )
    return show(
        request,
        "lijst",
        soort=kind,
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
        **(more or {}),
    )


@staff(*CAN_READ)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Open zaken of the medewerker, under what is new and what is still to be done."""
    return _list(request, "mijn", more=news_of(request), behandelaar=identity_of(request).user_id)


@staff(*CAN_READ)
@require_safe
def team(request: HttpRequest) -> HttpResponse:
    """Open zaken of the teams of the medewerker; of all teams for who has none."""
    teams = list(identity_of(request).teams)
    return _list(request, "team", teams=teams or None)


@staff(*CAN_HANDLE)
@require_POST
def assign(request: HttpRequest) -> HttpResponse:
    """**Neem op mij**, **Verdelen** and **Vrijgeven**, for the ticked zaken."""
    where, identity = back_to(request, "/werk/team/"), identity_of(request)
    action = request.POST.get("actie", "")
    if action == "verdelen" and not identity.has_role("teamleider"):
        raise Http404
    to = {"mij": identity.user_id, "verdelen": one(request.POST.get("naar")), "vrij": None}.get(action)
    if action not in {"mij", "verdelen", "vrij"}:
        raise Http404
    if action == "verdelen" and to not in {c.id for c in colleagues(today=timezone.localdate())}:
        messages.error(request, _("Kies een collega."))
        return redirect(where)
    try:
        count, token = give(chosen(request), to=to, actor=actor_of(request))
    except Refusal as refused:
        tell(request, refused)
        return redirect(where)
    text = ngettext("%(n)s zaak is toegewezen.", "%(n)s zaken zijn toegewezen.", count) % {"n": count}
    if action == "vrij":
        text = ngettext("%(n)s zaak is vrijgegeven.", "%(n)s zaken zijn vrijgegeven.", count) % {"n": count}
    offer_undo(request, text, token)
    return redirect(where)


@staff(*CAN_HANDLE)
@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """**Ongedaan maken** of the last assignment or change."""
    try:
        undo(request.POST.get("token", ""), actor=actor_of(request))
        messages.success(request, _("Het is teruggedraaid."))
    except Refusal as refused:
        tell(request, refused)
    return redirect(back_to(request, "/werk/team/"))


@staff(*CAN_READ)
@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the filter of a list under a name, or forget it."""
    kind = request.POST.get("lijst", "")
    if kind not in {"mijn", "team"}:
        raise Http404
    owner = identity_of(request).user_id
    where = "/werk/" if kind == "mijn" else "/werk/team/"
    if gone := one(request.POST.get("weg")):
        Weergave.objects.filter(id=gone, eigenaar_id=owner).delete()
        return redirect(where)
    name = " ".join(request.POST.get("naam", "").replace("\x00", "").split())
    wanted = request.POST.get("filter", "").replace("\x00", "")[:1000]
    if not name or len(name) > 80:
        text = _("Geef de weergave een naam.") if not name else too_long(80)
        messages.error(request, text)
        return redirect(f"{where}?{wanted}")
    shared = one(request.POST.get("team"))
    kept = {"filter": wanted, "team_id": shared if shared in identity_of(request).teams else None}
    Weergave.objects.update_or_create(eigenaar_id=owner, lijst=kind, naam=name, defaults=kept)
    messages.success(request, _("De weergave is bewaard."))
    return redirect(f"{where}?{wanted}")


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
        request, "zoeken", gezocht=term, rijen=rows, te_kort=bool(term) and len(term) < 3 and not rows
    )
