"""A version of the plan as a file, and a file read into a concept or as a new plan."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kapstok.diensten.sturing.plan import services
from kapstok.diensten.sturing.plan.bestand.knopen import LARGEST, Fout
from kapstok.diensten.sturing.plan.bestand.schrijven import schrijf_plan
from kapstok.diensten.sturing.plan.services.inlezen import namen
from kapstok.platform.errors import Refusal
from kapstok.schermen.sturing.plan import gekozen
from kapstok.schermen.sturing.plan_form import BestandForm
from kapstok.schermen.sturing.show import actor_of, beslisser, kijker, not_allowed, show

MOST_FAULTS = 200  # on the page; the count is of all


@kijker
@require_safe
def download(request: HttpRequest, versie_id: UUID) -> HttpResponse:  # noqa: ARG001 - a view
    """The whole version; it reads in again, equal."""
    whole = gekozen(versie_id)
    if whole is None:
        raise Http404
    answer = HttpResponse(schrijf_plan(whole, namen()), content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="informatieplan-versie-{whole["nummer"]}.yaml"'
    return answer


@beslisser
@require_http_methods(["GET", "HEAD", "POST"])
def inlezen(request: HttpRequest, versie_id: UUID | None = None) -> HttpResponse:
    """Read a file. Every row that is wrong is named, and then nothing changes."""
    whole = gekozen(versie_id) if versie_id else None
    if versie_id and (whole is None or whole["status"] != "concept"):
        raise Http404
    form = (
        BestandForm(request.POST or None, request.FILES or None)
        if request.method == "POST"
        else BestandForm()
    )
    faults: list[Fout] = []
    name = ""
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["bestand"]
        name = file.name
        if file.size > LARGEST:
            form.add_error("bestand", _("Een bestand is hoogstens 1 MB."))
        else:
            try:
                report = _read(request, versie_id, file.read())
            except Refusal as refused:
                if refused.forbidden:
                    return not_allowed(request, refused)
                form.add_refusals(refused)
            else:
                faults = report.fouten
                if not faults and report.versie_id:
                    messages.success(request, _told(report, name))
                    return redirect("sturing-planversie", report.versie_id)
    return show(
        request,
        "plan_inlezen",
        form=form,
        plan=whole,
        regels=faults[:MOST_FAULTS],
        aantal=len(faults),
        bestandsnaam=name,
        status=422 if faults else form.http_status,
    )


def _read(request: HttpRequest, versie_id: UUID | None, content: bytes) -> services.Verslag:
    actor, today = actor_of(request), timezone.localdate()
    if versie_id is None:
        return services.nieuw_plan(content, op=today, actor=actor)
    raw = request.POST.get("versie", "")[:9]
    seen = int(raw) if raw.isascii() and raw.isdigit() else 0
    return services.lees_in(versie_id, content, op=today, actor=actor, versie=seen)


def _told(report: services.Verslag, name: str) -> str:
    text = _(
        "%(naam)s is ingelezen: %(a)s toegevoegd, %(b)s gewijzigd, %(c)s verwijderd, %(d)s ongewijzigd."
    ) % {
        "naam": name, "a": report.toegevoegd, "b": report.gewijzigd, "c": report.verwijderd, "d": report.ongewijzigd,
    }  # fmt: skip
    if not report.over:
        return text
    return f"{text} {_('Niet overgenomen: %s.') % ', '.join(report.over)}"
