"""One version of a type: everything about it, publishing, a new version, comparing, taking back."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kapstok.magazijnen.catalogi import models as m
from kapstok.magazijnen.catalogi import relations, services
from kapstok.magazijnen.catalogi.basis import back_to_base
from kapstok.magazijnen.catalogi.checks import publishable
from kapstok.magazijnen.catalogi.teams import set_team
from kapstok.magazijnen.catalogi.versies import differences, new_version, publish_version, running, whole
from kapstok.platform.errors import Refusal
from kapstok.platform.identity.people import teams_of_today
from kapstok.schermen.beheer.catalogi_formulier import choices, shown, term_words
from kapstok.schermen.beheer.catalogi_lijst import badge_of, model_of
from kapstok.schermen.beheer.catalogi_velden import ONDERDELEN, SOORTEN, VERSIES, Ingang
from kapstok.schermen.beheer.show import actor_of, beheerder, editor, show

MOST_VERSIONS = 100


def find(what: str, row_id: UUID) -> Any:
    """A version of a type of this municipality."""
    row = model_of(what).objects.filter(id=row_id).first() if what in VERSIES else None
    if row is None:
        raise Http404
    return row


def versions_of(row: Any) -> list[Any]:
    """Every version with the same name, newest first."""
    key = relations.KEY[type(row)]
    same = type(row).objects.filter(catalogus_id=row.catalogus_id, **{key: getattr(row, key)})
    found = list(same.order_by("-begin_geldigheid", "-id")[:MOST_VERSIONS])
    for version in found:
        version.badge = badge_of(version, timezone.localdate())
    return found


def spoken(ingang: Ingang, value: Any, options: list[tuple[str, Any]]) -> Any:
    """A value as a person reads it."""
    names = dict(options)
    if isinstance(value, list):
        return ", ".join(str(names.get(v, v)) for v in value)
    if ingang.kind == "checkbox":
        return _("Ja") if value else _("Nee")
    if ingang.kind == "date" and value:
        return dt.date.fromisoformat(value)
    return names.get(value, value)


def read_out(what: str, row: Any, zaaktype: m.ZaakType | None = None) -> list[tuple[Any, Any, str]]:
    """Label, value and kind of every input that holds something."""
    soort, found = SOORTEN[what], []
    values = shown(soort, row)
    place = zaaktype.catalogus_id if zaaktype else row.catalogus_id
    for ingang in soort.inputs:
        options = choices(ingang, place, zaaktype or (row if what == "zaaktype" else None))
        said = spoken(ingang, values[ingang.name], options)
        if said not in ("", None):
            found.append((ingang.label, said, ingang.kind))
    return found


def parts_of(row: m.ZaakType) -> list[dict[str, Any]]:
    """The parts of a zaaktype, per kind, in order."""
    made = []
    for what in ONDERDELEN:
        kind = model_of(what)
        order = "volgnummer" if what in {"status", "document"} else "id"
        rows = kind.objects.filter(zaaktype_id=row.id).order_by(order)
        made.append(
            {"what": what, "soort": SOORTEN[what], "rijen": [_part(what, r, row) for r in rows]},
        )
    return made


def _part(what: str, row: Any, zaaktype: m.ZaakType) -> dict[str, Any]:
    facts = read_out(what, row, zaaktype)
    title = getattr(row, "omschrijving", "") or getattr(row, "naam", "") or ""
    if what == "document":
        other = m.InformatieObjectType.objects.filter(id=row.informatieobjecttype_id).first()
        title = other.omschrijving if other else ""
    if what == "object":
        title = row.relatie_omschrijving
    if what == "resultaat":
        choice = dict(next(i for i in SOORTEN[what].inputs if i.name == "archiefnominatie").choices)
        terms = (choice.get(row.archiefnominatie, ""), term_words(row.archiefactietermijn))
        title = ", ".join((title, *(str(t).lower() for t in terms if t)))
    if what == "status":
        title = f"{row.volgnummer}. {title}"
    return {"id": row.id, "titel": title, "feiten": [f for f in facts if str(f[1]) != str(title)]}


@beheerder
@require_safe
def one(request: HttpRequest, what: str, row_id: UUID) -> HttpResponse:
    """One version with all its parts, the other versions, and what differs from the base."""
    row = find(what, row_id)
    return _page(request, what, row)


def _page(request: HttpRequest, what: str, row: Any, *, status: int = 200, **more: Any) -> HttpResponse:
    faults = publishable(row) if row.concept else []
    context = {
        "what": what,
        "soort": SOORTEN[what],
        "rij": row,
        "badge": badge_of(row, timezone.localdate()),
        "feiten": read_out(what, row),
        "onderdelen": parts_of(row) if what == "zaaktype" else [],
        "versies": versions_of(row),
        "beletsels": [f.message for f in faults if f.code != "overlap"],
        "vorige": running(type(row), row) if row.concept else None,
        "verschillen": local_differences(row) if what == "zaaktype" else [],
        "vandaag": timezone.localdate(),
        "teams": teams_of_today(today=timezone.localdate()) if what == "zaaktype" else [],
        **more,
    }
    return show(request, "catalogi/type", status=status, **context)


def _refused(request: HttpRequest, what: str, row: Any, field: str, texts: list[str]) -> HttpResponse:
    """The page with what is wrong next to the field, and what was typed in it."""
    more = {"fouten": [(f"id_{field}", text) for text in texts], "veldfout": {field: texts}}
    return _page(request, what, row, status=422, **more, getypt=request.POST.dict())


def local_differences(row: m.ZaakType) -> list[dict[str, Any]]:
    """What this municipality does differently, in words."""
    labels = {i.name: i for i in SOORTEN["zaaktype"].inputs}
    by_column = {_column(name): ingang for name, ingang in labels.items()}
    found = []
    for difference in row.lokaal:
        ingang = by_column.get(difference["veld"], Ingang(difference["veld"], difference["veld"]))
        found.append(
            {
                "veld": difference["veld"],
                "naam": ingang.label,
                "basis": _said(ingang, difference["basis"]),
                "lokaal": _said(ingang, difference["lokaal"]),
                "reden": difference["reden"],
                "vanaf": dt.date.fromisoformat(difference["vanaf"]) if difference["vanaf"] else None,
            }
        )
    return found


def _column(name: str) -> str:
    from kapstok.platform.resource.names import snake

    return snake(name.partition(".")[0])


def _said(ingang: Ingang, value: Any) -> Any:
    if ingang.kind == "term":
        return term_words(str(value or ""))
    if isinstance(value, bool):
        return _("Ja") if value else _("Nee")
    if isinstance(value, list):
        return ", ".join(str(v) for v in value)
    if isinstance(value, dict):
        return ", ".join(f"{v}" for v in value.values() if v not in ("", None, False))
    return dict(ingang.choices).get(value, value)


@editor
@require_POST
def publish(request: HttpRequest, what: str, row_id: UUID) -> HttpResponse:
    """From concept to in use; what stands in the way is said."""
    row = find(what, row_id)
    try:
        publish_version(
            type(row), row_id, end_previous=bool(request.POST.get("beeindig")), actor=actor_of(request)
        )
    except Refusal as refused:
        return _page(request, what, row, status=422, fouten=[("", r.message) for r in refused.all])
    messages.success(request, _("Gepubliceerd. Vanaf de begindatum kan iedereen het gebruiken."))
    return redirect("beheer-catalogi-type", what=what, row_id=row_id)


@editor
@require_POST
def version(request: HttpRequest, what: str, row_id: UUID) -> HttpResponse:
    """A concept of the next version, with everything this one has."""
    row = find(what, row_id)
    try:
        begin = dt.date.fromisoformat(request.POST.get("begin", ""))
        made = new_version(type(row), row_id, begin=begin, actor=actor_of(request))
    except ValueError:
        return _refused(request, what, row, "begin", [_("Vul in vanaf welke dag de versie geldt.")])
    except Refusal as refused:
        return _refused(request, what, row, "begin", [r.message for r in refused.all])
    messages.success(request, _("Dit is het concept van de nieuwe versie."))
    return redirect("beheer-catalogi-type", what=what, row_id=made.id)


@editor
@require_POST
def end(request: HttpRequest, what: str, row_id: UUID) -> HttpResponse:
    """A published version gets an end date, or loses it."""
    row, text = find(what, row_id), request.POST.get("einde", "").strip()
    try:
        day = dt.date.fromisoformat(text) if text else None
        services.change(type(row), row_id, {"einde_geldigheid": day}, actor=actor_of(request))
    except ValueError:
        text = _("Vul een bestaande datum in. Bijvoorbeeld 2026-12-31.")
        return _refused(request, what, row, "einde", [text])
    except Refusal as refused:
        return _refused(request, what, row, "einde", [r.message for r in refused.all])
    messages.success(request, _("Opgeslagen."))
    return redirect("beheer-catalogi-type", what=what, row_id=row_id)


@editor
@require_POST
def team(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """The team that gets new zaken of this zaaktype, or none."""
    row, chosen = find("zaaktype", row_id), request.POST.get("team", "")
    found = next((t for t in teams_of_today(today=timezone.localdate()) if str(t.id) == chosen), None)
    if chosen and found is None:
        return _refused(request, "zaaktype", row, "team", [_("Kies een team uit de lijst.")])
    set_team(row_id, found.id if found else None, actor=actor_of(request))
    messages.success(
        request,
        _("Nieuwe zaken gaan naar %(team)s.") % {"team": found.naam}
        if found
        else _("Nieuwe zaken staan bij alle teams, tot iemand ze pakt."),
    )
    return redirect("beheer-catalogi-type", what="zaaktype", row_id=row_id)


@editor
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, what: str, row_id: UUID) -> HttpResponse:
    """Throw a concept away, after a page that asks whether that is meant."""
    row = find(what, row_id)
    if request.method != "POST":
        return show(request, "catalogi/weg", what=what, soort=SOORTEN[what], rij=row)
    try:
        services.delete(type(row), row_id, actor=actor_of(request))
    except Refusal as refused:
        return _page(request, what, row, status=422, fouten=[("", r.message) for r in refused.all])
    messages.success(request, _("Het concept is weg."))
    return redirect("beheer-catalogi-soort", what=what)


@editor
@require_POST
def undo(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """One local difference back to the base."""
    find("zaaktype", row_id)
    try:
        field = request.POST.get("veld", "")
        back_to_base(row_id, field, day=timezone.localdate(), actor=actor_of(request))
        messages.success(request, _("Dit is weer zoals in de basis."))
    except Refusal as refused:
        messages.error(request, " ".join(r.message for r in refused.all))
    return redirect("beheer-catalogi-type", what="zaaktype", row_id=row_id)


@beheerder
@require_safe
def compare(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Two versions next to each other: only what differs."""
    row = find("zaaktype", row_id)
    versions = versions_of(row)
    asked = request.GET.get("met", "")
    others = [v for v in versions if v.id != row.id]
    other = next((v for v in others if str(v.id) == asked), others[0] if others else None)
    found = []
    if other is not None:
        old, new = sorted((other, row), key=lambda v: (v.begin_geldigheid, v.id))
        found = [_told(d) for d in differences(whole(old.id), whole(new.id))]
        return show(request, "catalogi/vergelijken", rij=row, versies=others, oud=old, nieuw=new,
                    met=other, verschillen=found)  # fmt: skip
    return show(request, "catalogi/vergelijken", rij=row, versies=[], verschillen=[])


def _told(difference: Any) -> dict[str, Any]:
    what = next(w for w, s in SOORTEN.items() if s.kind.lower() == difference.kind)
    by_column = {_column(i.name): i for i in SOORTEN[what].inputs}
    ingang = by_column.get(difference.field, Ingang(difference.field, difference.field))
    label = _("Bewaartermijn: begin") if difference.field == "brondatum_archiefprocedure" else ingang.label
    whole_part = not difference.field
    return {
        "soort": SOORTEN[what].name,
        "deel": difference.part,
        "veld": label if not whole_part else "",
        "oud": (_("bestond niet") if difference.old is None else _("bestond"))
        if whole_part
        else _said(ingang, difference.old),
        "nieuw": (_("weg") if difference.new is None else _("nieuw"))
        if whole_part
        else _said(ingang, difference.new),
    }
