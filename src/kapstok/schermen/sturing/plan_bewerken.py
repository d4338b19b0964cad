"""Writing in a concept of the plan: its texts, sources, parts and priorities, and the ambition of a municipality."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kapstok.diensten.sturing.plan import services
from kapstok.diensten.sturing.plan.models import SOORTEN
from kapstok.diensten.sturing.verband.queries import deelnemers
from kapstok.platform.errors import Refusal
from kapstok.platform.ui.geweigerd import RefusedForm
from kapstok.schermen.sturing import plan_form as forms
from kapstok.schermen.sturing.conflict import show_current
from kapstok.schermen.sturing.plan import gekozen
from kapstok.schermen.sturing.plan_indicator import IndicatorForm
from kapstok.schermen.sturing.show import actor_of, beslisser, not_allowed, show
from kapstok.schermen.sturing.woorden_plan import SOORT

METHODS = ["GET", "HEAD", "POST"]
ROWS = {"bron": "bronnen", "speerpunt": "speerpunten", "indicator": "indicatoren"}


def version_of(versie_id: UUID, *, concept: bool = True) -> dict[str, Any]:
    """The version, as a concept to write in; or the page that says that it is not there."""
    whole = gekozen(versie_id)
    if whole is None or (concept and whole["status"] != "concept"):
        raise Http404
    return whole


def _page(
    request: HttpRequest, form: RefusedForm, whole: dict[str, Any], titel: str, **more: Any
) -> HttpResponse:
    return show(request, "plan_form", form=form, plan=whole, titel=titel, status=form.http_status, **more)


def _save(
    request: HttpRequest,
    form: RefusedForm,
    versie_id: UUID,
    act: Callable[[], Any],
    current: Callable[[], dict[str, Any] | None] | None = None,
) -> HttpResponse | None:
    """Do it and go to the plan. None: it was refused, and the form says why, with what another one wrote beside."""
    try:
        act()
    except Refusal as refused:
        if refused.forbidden:
            return not_allowed(request, refused)
        form.add_refusals(refused)
        now = current() if current and refused.code == "gewijzigd" else None
        if now is not None:
            show_current(form, now, now["versie"])
        return None
    messages.success(request, _("Opgeslagen."))
    return redirect("sturing-planversie", versie_id)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@beslisser
@require_http_methods(METHODS)
def nieuwe_versie(request: HttpRequest, versie_id: UUID) -> HttpResponse:
    """A concept to write in, which begins as a copy."""
    whole, today = version_of(versie_id, concept=False), timezone.localdate()
    form = forms.VersieForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["aanleiding"]
        try:
            made = services.nieuwe_versie(versie_id, why, op=today, actor=actor_of(request))
        except Refusal as refused:
            if refused.forbidden:
                return not_allowed(request, refused)
            form.add_refusals(refused)
        else:
            messages.success(request, _("De nieuwe versie staat klaar als concept."))
            return redirect("sturing-planversie", made.id)
    return _page(request, form, whole, _("Nieuwe versie maken"), doe=_("Versie maken"))


@beslisser
@require_http_methods(METHODS)
def tekst(request: HttpRequest, versie_id: UUID) -> HttpResponse:
    """Period, mission and vision."""
    whole = version_of(versie_id)
    form = forms.TekstForm(_sent(request), initial=forms.TekstForm.of(whole))
    if request.method == "POST" and form.is_valid():
        done = _save(
            request,
            form,
            versie_id,
            lambda: services.wijzig_versie(
                versie_id,
                form.values,
                actor=actor_of(request),
                op=timezone.localdate(),
                versie=form.cleaned_data["versie"],
            ),
            lambda: forms.TekstForm.of(version_of(versie_id)),
        )
        if done is not None:
            return done
    return _page(request, form, whole, _("Periode, missie en visie"))


def kind_of(soort: str) -> str:
    """Which service: every part of the plan is an `onderdeel`; a source, priority or indicator is its own."""
    if soort in ROWS:
        return soort
    if soort not in SOORTEN:
        raise Http404
    return "onderdeel"


def _found(whole: dict[str, Any], soort: str, code: str) -> dict[str, Any] | None:
    rows = ROWS.get(soort, "onderdelen")
    return next(
        (r for r in whole[rows] if r["code"] == code and (rows != "onderdelen" or r["soort"] == soort)), None
    )


def _form(
    data: Any, whole: dict[str, Any], soort: str, row: dict[str, Any] | None, today: date, bij: str
) -> forms.DeelForm:
    partners = deelnemers(today)
    if soort == "indicator":
        return IndicatorForm(data, whole=whole, partners=partners, rij=row, bij=bij)
    if soort == "speerpunt":
        kept = forms.SpeerpuntForm.of(row, partners) if row else None
        return forms.SpeerpuntForm(data, whole=whole, partners=partners, nieuw=row is None, initial=kept)
    if soort == "bron":
        return forms.BronForm(data, partners=partners, nieuw=row is None, initial=_days(row))
    sources = [(b["code"], b["naam"]) for b in whole["bronnen"]]
    return forms.OnderdeelForm(data, soort=soort, bronnen=sources, nieuw=row is None, initial=row)


def _days(row: dict[str, Any] | None) -> dict[str, Any] | None:
    """A source, with its days as days."""
    return row and {**row, **{n: row[n] and parse_date(str(row[n])) for n in ("van", "tot")}}


def _now(versie_id: UUID, soort: str, code: str) -> dict[str, Any] | None:
    row = _found(version_of(versie_id), soort, code)
    if row is None or soort not in ROWS:
        return row
    if soort == "indicator":
        return IndicatorForm.of(row)
    return _days(row) if soort == "bron" else forms.SpeerpuntForm.of(row, deelnemers(timezone.localdate()))


@beslisser
@require_http_methods(METHODS)
def deel(request: HttpRequest, versie_id: UUID, soort: str, code: str = "") -> HttpResponse:
    """Add, change or take out a source, part, priority or indicator."""
    whole, kind, today = version_of(versie_id), kind_of(soort), timezone.localdate()
    row = _found(whole, soort, code) if code else None
    if code and row is None:
        raise Http404
    bij = request.GET.get("bij", "")[:40]
    actor, form = actor_of(request), _form(_sent(request), whole, soort, row, today, bij)
    if request.method == "POST" and row is not None and request.POST.get("actie") == "verwijderen":
        return _remove(request, versie_id, kind, row)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data

        def act() -> Any:
            if row is None:
                return services.voeg_toe(
                    versie_id, kind, form.values, actor=actor, op=today, code=typed["code"]
                )
            return services.wijzig_onderdeel(
                versie_id, kind, code, form.values, actor=actor, op=today, versie=typed["versie"]
            )

        done = _save(request, form, versie_id, act, lambda: _now(versie_id, soort, code))
        if done is not None:
            return done
    naam = SOORT[soort]
    titel = f"{naam}: {row['naam']}" if row else _("%s toevoegen") % naam
    return _page(request, form, whole, titel, weg=row is not None)


def _remove(request: HttpRequest, versie_id: UUID, kind: str, row: dict[str, Any]) -> HttpResponse:
    raw = request.POST.get("versie", "")[:9]
    try:
        services.verwijder(
            versie_id, kind, row["code"], actor=actor_of(request), op=timezone.localdate(),
            versie=int(raw) if raw.isascii() and raw.isdigit() else 0,
        )  # fmt: skip
    except Refusal as refused:
        if refused.forbidden:
            return not_allowed(request, refused)
        messages.error(request, str(refused.message))
        return redirect(request.path)
    messages.success(request, _("%s staat niet meer in deze versie.") % row["naam"])
    return redirect("sturing-planversie", versie_id)


@beslisser
@require_http_methods(METHODS)
def ambitie(request: HttpRequest, versie_id: UUID, code: str, gemeente: str) -> HttpResponse:
    """The ambition of a municipality from a day on; also in an adopted plan, by its own decision."""
    whole, today = version_of(versie_id, concept=False), timezone.localdate()
    goal = _found(whole, "speerpunt", code)
    member = next((d for d in deelnemers(today) if d.code == gemeente), None)
    if goal is None or member is None or whole["status"] == "vervangen":
        raise Http404
    form = forms.AmbitieForm(_sent(request), initial={"van": today})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        done = _save(
            request,
            form,
            versie_id,
            lambda: services.wijzig_ambitie(
                versie_id, code, gemeente, typed["niveau"], van=typed["van"], besluit=typed["besluit"],
                actor=actor_of(request),
            ),
        )  # fmt: skip
        if done is not None:
            return done
    return _page(
        request,
        form,
        whole,
        _("Ambitie van %s") % member.naam,
        uitleg=f"{goal['code']} {goal['naam']}",
        stand=[
            {**a, "van": parse_date(a["van"]), "tot": a["tot"] and parse_date(a["tot"])}
            for a in goal["ambities"]
            if a["gemeente"] == gemeente
        ],
    )
