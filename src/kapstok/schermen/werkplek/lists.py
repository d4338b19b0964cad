"""Mijn werk, Team and Zoeken."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kapstok.diensten.behandeling import queries
from kapstok.diensten.behandeling.models import Gemiddelde, Weergave
from kapstok.diensten.behandeling.services.assign import give, undo
from kapstok.diensten.termijnen.klok import klok_of
from kapstok.diensten.termijnen.rules import Niveau, Urgency, urgency
from kapstok.kern.fouten import InvalidValue
from kapstok.kern.zaaknummer import parse_zaaknummer
from kapstok.magazijnen.catalogi.models import ZaakType
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.platform.errors import Refusal
from kapstok.platform.identity import staff
from kapstok.platform.identity.people import colleagues, names_of
from kapstok.schermen.werkplek.show import (
    CAN_HANDLE,
    CAN_READ,
    actor_of,
    back_to,
    chosen,
    identity_of,
    one,
    page_of,
    show,
    tell,
)

BADGE = {
    Niveau.TE_LAAT: "fout",
    Niveau.TE_KRAP: "let-op",
    Niveau.OP_SCHEMA: "goed",
    Niveau.OPGESCHORT: "neutraal",
}


def _filters(request: HttpRequest) -> dict[str, Any]:
    order = request.GET.get("volgorde", "knelpunt")
    return {
        "te_laat": request.GET.get("te_laat") == "ja",
        "vrij": request.GET.get("vrij") == "ja",
        "zaaktype": request.GET.get("zaaktype", "")[:50],
        "term": request.GET.get("q", "")[:80],
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
        row["reden"] = _(found.reason.text).format(**found.reason.values)
        soon = found.niveau == Niveau.OP_SCHEMA and found.spare <= 1
        row["toon"] = "let-op" if soon else BADGE.get(found.niveau, "neutraal")
        row["behandelaar"] = names.get(row["behandelaar_id"], "")
    return rows


def _list(request: HttpRequest, kind: str, **scope: Any) -> HttpResponse:
    filters, page, today = _filters(request), page_of(request), timezone.localdate()
    rows, total = queries.work_list(today=today, page=page, **filters, **scope)
    identity = identity_of(request)
    own = Weergave.objects.filter(lijst=kind, eigenaar_id=identity.user_id).order_by("volgorde", "naam")[:20]
    query = request.GET.copy()
    query.pop("pagina", None)
    return show(
        request,
        "lijst",
        soort=kind,
        rijen=with_reason(rows, today),
        totaal=total,
        filters=filters,
        pagina=page,
        vorige_pagina=page - 1 if page > 1 else None,
        volgende_pagina=page + 1 if page * queries.PAGE < total else None,
        vast=f"{query.urlencode()}&" if query else "",
        zaaktypen=ZaakType.objects.filter(concept=False)
        .order_by("omschrijving")
        .values_list("identificatie", "omschrijving")[:200],
        collegas=colleagues(today=today, roles=("behandelaar", "teamleider")),
        mag_behandelen=identity.has_role(*CAN_HANDLE),
        mag_verdelen=identity.has_role("teamleider"),
        weergaven=own,
        filtertekst=query.urlencode(),
        ongedaan=undo_of(request),
    )


@staff(*CAN_READ)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Open zaken of the medewerker."""
    return _list(request, "mijn", behandelaar=identity_of(request).user_id)


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
    request.session["ongedaan"] = {"token": token, "tekst": text}
    return redirect(where)


@staff(*CAN_HANDLE)
@require_POST
def undo_assignment(request: HttpRequest) -> HttpResponse:
    """**Ongedaan maken** of the last assignment."""
    try:
        undo(request.POST.get("token", ""), actor=actor_of(request))
        messages.success(request, _("De toewijzing is teruggedraaid."))
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
    name = " ".join(request.POST.get("naam", "").split())[:80]
    wanted = request.POST.get("filter", "")[:1000]
    if not name:
        messages.error(request, _("Geef de weergave een naam."))
        return redirect(f"{where}?{wanted}")
    Weergave.objects.update_or_create(eigenaar_id=owner, lijst=kind, naam=name, defaults={"filter": wanted})
    messages.success(request, _("De weergave is bewaard."))
    return redirect(f"{where}?{wanted}")


@staff(*CAN_READ)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """One box: number, subject or name. A whole zaaknummer opens the zaak at once."""
    term = request.GET.get("q", "").strip()[:80]
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


@staff("teamleider", "directie", "i-adviseur")
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """In, out, stock and late, with tables beside the pictures."""
    today = timezone.localdate()
    found = queries.figures(today)
    stock = found["voorraad"]

    def totals(key: str, value: str) -> list[tuple[str, int]]:
        sums: dict[str, int] = {}
        for row in stock:
            label = row[key] or _("Zonder team")
            sums[label] = sums.get(label, 0) + row[value]
        return sorted(sums.items(), key=lambda item: -item[1])

    closed, on_time = found["op_tijd"].get("klaar", 0), found["op_tijd"].get("op_tijd", 0)
    return show(
        request,
        "dashboard",
        open=sum(r["open"] for r in stock),
        te_laat=sum(r["te_laat"] for r in stock),
        vrij=sum(r["vrij"] for r in stock),
        op_tijd=round(100 * on_time / closed) if closed else None,
        per_zaaktype=totals("zaaktype", "open"),
        per_team=totals("team", "open"),
        laat_per_zaaktype=[item for item in totals("zaaktype", "te_laat") if item[1]],
        binnen=[(f"{r['week']:%d-%m}", r["binnen"]) for r in found["stroom"]],
        klaar=[(f"{r['week']:%d-%m}", r["klaar"]) for r in found["stroom"]],
        lijst_te_laat="/werk/team/?" + urlencode({"te_laat": "ja"}),
    )


def undo_of(request: HttpRequest) -> dict[str, str] | None:
    """What can still be undone, shown once."""
    return request.session.pop("ongedaan", None)
