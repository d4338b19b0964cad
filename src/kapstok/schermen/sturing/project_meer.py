"""The quarterly review of a project, and the rollout package out and in."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kapstok.diensten.sturing.projecten import services
from kapstok.diensten.sturing.projecten.models import Uitrolpakket
from kapstok.platform.errors import Refusal
from kapstok.platform.identity import staff
from kapstok.platform.storage.uploads import chosen
from kapstok.schermen.sturing.conflict import show_current
from kapstok.schermen.sturing.project_stap_form import ToetsForm
from kapstok.schermen.sturing.project_velden import euro
from kapstok.schermen.sturing.projecten import FORM, find
from kapstok.schermen.sturing.show import KIJKERS, actor_of, adviseur, kijker, show, who

LARGEST = 10 * 1024 * 1024
MOST = 50  # packages on the page


@staff()
@require_http_methods(FORM)
def toets(request: HttpRequest, project_id: UUID, jaar: int, kwartaal: int) -> HttpResponse:
    """**Kwartaaltoets** of a running project; starts from what the last one said."""
    row = find(project_id)
    leads = str(row["leider_id"]) == str(who(request).user_id)
    if not leads and not who(request).has_role("i-adviseur", "directie"):
        raise PermissionDenied
    if kwartaal not in (1, 2, 3, 4):
        raise Http404
    now = next((t for t in row["toetsen"] if (t["jaar"], t["kwartaal"]) == (jaar, kwartaal)), None)
    last = now or (row["toetsen"][0] if row["toetsen"] else {})
    initial = {**last, "prognose": euro(last.get("prognose")), "versie": now["versie"] if now else None}
    form = ToetsForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.toets(
                project_id,
                jaar,
                kwartaal,
                form.values,
                op=timezone.localdate(),
                actor=actor_of(request),
                versie=form.cleaned_data["versie"],
            )
        except Refusal as refused:
            form.add_refusals(refused)
            if refused.code == "gewijzigd" and now:
                show_current(form, initial, now["versie"])
        else:
            messages.success(request, _("De kwartaaltoets is opgeslagen."))
            return _back(request, project_id)
    title = _("Kwartaaltoets, kwartaal %(n)s van %(jaar)s") % {"n": kwartaal, "jaar": jaar}
    return show(
        request, "project_stap", form=form, project=row, titel=title, knoptekst=_("Opslaan"),
        alleen_leider=not who(request).has_role(*KIJKERS), status=form.http_status,
    )  # fmt: skip


def _back(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """To the agenda that the review was asked from, else to the project."""
    try:
        return redirect("sturing-kwartaal", UUID(request.GET.get("terug", "")))
    except ValueError:
        looks = who(request).has_role(*KIJKERS)
        return redirect("sturing-project", project_id) if looks else redirect("sturing-mijn-projecten")


@adviseur
@require_http_methods(FORM)
def pakket(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """**Uitrolpakket** of a project: download it, with the configuration that the first municipality exported."""
    row, fault = find(project_id), ""
    if request.method == "POST":
        try:
            content = _configuration(request)
            made = services.maak_pakket(
                project_id, op=timezone.localdate(), actor=actor_of(request), catalogus=content
            )
        except Refusal as refused:
            fault = "; ".join(each.message for each in refused.all)
        else:
            answer = HttpResponse(made, content_type="application/zip")
            answer["Content-Disposition"] = 'attachment; filename="uitrolpakket.zip"'
            return answer
    faults = [("id_bestand", fault)] if fault else []
    return show(request, "pakket", project=row, fouten=faults, fout=fault, status=422 if fault else 200)


def _configuration(request: HttpRequest) -> bytes:
    upload = chosen(request, "bestand")
    return b"" if upload is None else _small(upload).read()


def _small(upload: UploadedFile | None) -> UploadedFile:
    """A file that may be read; what is in it, is judged by who reads it."""
    if upload is None:
        raise Refusal("required", "bestand", _("Kies een bestand."))
    if (upload.size or 0) > LARGEST:
        raise Refusal("too_large", "bestand", _("Een bestand is hoogstens 10 MB."))
    return upload


@kijker
@require_http_methods(FORM)
def pakketten(request: HttpRequest) -> HttpResponse:
    """**Uitrolpakketten**: read one in that another municipality made, and tick off its checklist."""
    fault = ""
    if request.method == "POST":
        if not who(request).has_role("i-adviseur"):
            raise Http404
        try:
            content = _small(chosen(request, "bestand")).read()
            row, new = services.lees_pakket(content, actor=actor_of(request))
        except Refusal as refused:
            fault = "; ".join(each.message for each in refused.all)
        else:
            text = (
                _("Het uitrolpakket van %s is ingelezen.")
                if new
                else _("Het pakket van %s was er al; er is niets gewijzigd.")
            )
            messages.success(request, text % row.project)
            return redirect("sturing-pakketten")
    rows = Uitrolpakket.objects.order_by("-ingelezen_op")[:MOST]
    return show(
        request,
        "pakketten",
        pakketten=[
            {
                "rij": row,
                "punten": [
                    (n, line, n in row.afgevinkt) for n, line in enumerate(row.inhoud["controlelijst"])
                ],
            }
            for row in rows
        ],
        fouten=[("id_bestand", fault)] if fault else [],
        fout=fault,
        status=422 if fault else 200,
    )


@adviseur
@require_POST
def afvinken(request: HttpRequest, pakket_id: UUID) -> HttpResponse:
    """Keep which points of the checklist are done."""
    done = [int(n) for n in request.POST.getlist("klaar") if n.isascii() and n.isdigit() and len(n) < 5]
    try:
        services.vink_af(pakket_id, done, actor=actor_of(request))
    except Refusal as refused:
        raise Http404 from refused
    messages.success(request, _("De controlelijst is opgeslagen."))
    return redirect("sturing-pakketten")
