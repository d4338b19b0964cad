"""The catalogue: lists of types with search and state, export and import."""

import datetime as dt
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kapstok.magazijnen.catalogi import models as m
from kapstok.magazijnen.catalogi import relations
from kapstok.magazijnen.catalogi.services import add
from kapstok.magazijnen.catalogi.uitwisseling import export_catalogus, import_catalogus
from kapstok.magazijnen.catalogi.uitwisseling.archief import MAX_ARCHIVE
from kapstok.platform.errors import Refusal
from kapstok.platform.ui.geweigerd import RefusedForm
from kapstok.schermen.beheer.catalogi_velden import SOORTEN, VERSIES
from kapstok.schermen.beheer.queries import PAGE
from kapstok.schermen.beheer.show import actor_of, beheerder, editor, listing, page_of, show

STANDEN = (
    ("", gettext_lazy("Alle")),
    ("concept", gettext_lazy("Concept")),
    ("geldig", gettext_lazy("Nu geldig")),
    ("straks", gettext_lazy("Gaat nog in")),
    ("voorbij", gettext_lazy("Voorbij")),
)
# The name of a state with the colour of its badge.
BADGES = {"concept": "let-op", "geldig": "goed", "straks": "info", "voorbij": "neutraal"}


def model_of(what: str) -> Any:
    """The table of a kind in an address."""
    if what not in SOORTEN:
        raise Http404
    return getattr(m, SOORTEN[what].kind)


def state_of(row: Any, today: dt.date) -> str:
    """concept, geldig, straks or voorbij."""
    if row.concept:
        return "concept"
    if row.einde_geldigheid is not None and row.einde_geldigheid <= today:
        return "voorbij"
    return "straks" if row.begin_geldigheid > today else "geldig"


def badge_of(row: Any, today: dt.date) -> tuple[Any, str]:
    """The state in words and its colour."""
    state = state_of(row, today)
    return dict(STANDEN)[state], BADGES[state]


def _in_state(rows: QuerySet[Any], state: str, today: dt.date) -> QuerySet[Any]:
    published = rows.filter(concept=False)
    return {
        "concept": rows.filter(concept=True),
        "geldig": published.filter(begin_geldigheid__lte=today).filter(
            Q(einde_geldigheid=None) | Q(einde_geldigheid__gt=today)
        ),
        "straks": published.filter(begin_geldigheid__gt=today),
        "voorbij": published.filter(einde_geldigheid__lte=today),
    }.get(state, rows)


@beheerder
@require_safe
def types(request: HttpRequest, what: str = "zaaktype") -> HttpResponse:
    """Types of one kind, by name; every version is a row."""
    if what not in VERSIES:
        raise Http404
    kind, today, page = model_of(what), timezone.localdate(), page_of(request)
    key = relations.KEY[kind]
    asked = {"q": request.GET.get("q", "").strip()[:80], "stand": request.GET.get("stand", "")}
    rows = _in_state(kind.objects.all(), asked["stand"], today)
    if asked["q"]:
        rows = rows.filter(Q(omschrijving__icontains=asked["q"]) | Q(**{f"{key}__icontains": asked["q"]}))
    start = (page - 1) * PAGE
    found = list(rows.order_by("omschrijving", key, "-begin_geldigheid")[start : start + PAGE + 1])
    for row in found:
        row.badge = badge_of(row, today)
    context = {
        "what": what,
        "soort": SOORTEN[what],
        "soorten": [(w, SOORTEN[w].names, reverse("beheer-catalogi-soort", args=[w])) for w in VERSIES],
        "standen": STANDEN,
        "catalogi": m.Catalogus.objects.order_by("domein")[:PAGE],
        **asked,
        **listing(found, page),
    }
    return show(request, "catalogi/lijst", **context)


@beheerder
@require_safe
def export(request: HttpRequest, catalogus_id: UUID) -> HttpResponse:
    """The whole catalogus as a ZIP, or one zaaktype with what it needs (`zaaktype`)."""
    wanted = request.GET.get("zaaktype")
    try:
        only = [UUID(wanted)] if wanted else None
        base = request.build_absolute_uri("/").rstrip("/")
        content = export_catalogus(catalogus_id, base=base, actor=actor_of(request), zaaktypen=only)
    except (Refusal, ValueError) as error:
        raise Http404 from error
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="catalogus.zip"'
    return response


@editor
@require_http_methods(["GET", "HEAD", "POST"])
def import_(request: HttpRequest) -> HttpResponse:
    """Read a ZIP in; the report says what was done with each row."""
    catalogi = [
        (str(c.id), f"{c.domein} ({c.rsin}) {c.naam}") for c in m.Catalogus.objects.order_by("domein")
    ]
    context: dict[str, Any] = {"catalogi": catalogi, "gekozen": "", "publiceer": "", "fouten": []}
    if request.method != "POST":
        return show(request, "catalogi/inlezen", **context)
    chosen, upload = request.POST.get("catalogus", ""), request.FILES.get("bestand")
    context |= {"gekozen": chosen, "publiceer": request.POST.get("publiceer", "")}
    fault = "" if upload else _("Kies een bestand.")
    if upload and (upload.size or 0) > MAX_ARCHIVE:
        fault = _("Het bestand is te groot.")
    if not fault and upload:
        try:
            target = UUID(chosen) if chosen in dict(catalogi) else None
            report = import_catalogus(
                upload.read(MAX_ARCHIVE + 1),
                actor=actor_of(request),
                catalogus_id=target,
                publiceer=bool(context["publiceer"]),
            )
            return show(request, "catalogi/verslag", verslag=report)
        except Refusal as refused:
            fault = refused.message
    return show(request, "catalogi/inlezen", status=422, **{**context, "fouten": [("id_bestand", fault)]})


class CatalogusForm(RefusedForm):
    """A catalogus for a municipality that has none yet."""

    domein = forms.CharField(
        label=gettext_lazy("Domein"), max_length=5, help_text=gettext_lazy("Eén tot vijf hoofdletters.")
    )
    rsin = forms.CharField(label=gettext_lazy("RSIN"), max_length=9)
    naam = forms.CharField(label=gettext_lazy("Naam"), max_length=200, required=False)
    contactpersoon_beheer_naam = forms.CharField(label=gettext_lazy("Beheerder"), max_length=40)

    def clean_domein(self) -> str:
        """Capitals are the rule; who types small ones means the same."""
        return str(self.cleaned_data["domein"]).upper()


@editor
@require_http_methods(["GET", "HEAD", "POST"])
def new_catalogus(request: HttpRequest) -> HttpResponse:
    """Make the first catalogus."""
    form = CatalogusForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            add(m.Catalogus, form.cleaned_data, actor=actor_of(request))
        except Refusal as refused:
            form.add_refusals(refused)
        else:
            messages.success(request, _("De catalogus is gemaakt."))
            return redirect("beheer-catalogi")
    return show(request, "catalogi/catalogus", form=form, status=422 if form.errors else 200)
