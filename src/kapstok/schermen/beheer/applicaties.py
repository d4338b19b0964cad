"""Applications that use the standard APIs: the list, one of them, its secrets, and what it would see."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kapstok.magazijnen.autorisaties import deletion, queries, services
from kapstok.magazijnen.autorisaties.models import Applicatie, Client, VerwijderdeApplicatie
from kapstok.magazijnen.autorisaties.sees import sees
from kapstok.platform.errors import Refusal
from kapstok.schermen.beheer.applicaties_delen import told
from kapstok.schermen.beheer.applicaties_form import COMPONENTS, ApplicationForm, NewApplicationForm
from kapstok.schermen.beheer.applicaties_rechten import in_words
from kapstok.schermen.beheer.queries import PAGE
from kapstok.schermen.beheer.show import actor_of, beheerder, editor, listing, page_of, show

NAMES = {
    "zaken.zaak": COMPONENTS["zrc"],
    "documenten.enkelvoudiginformatieobject": COMPONENTS["drc"],
    "besluiten.besluit": COMPONENTS["brc"],
    "objecten.object": COMPONENTS["oc"],
}


def find(applicatie_id: UUID) -> Applicatie:
    """The application of this municipality; 404 for any other."""
    row = Applicatie.objects.filter(id=applicatie_id).first()
    if row is None:
        raise Http404
    return row


@beheerder
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """All applications, and those that were deleted and can be put back."""
    q, page = request.GET.get("q", "").replace("\0", "").strip()[:100], page_of(request)
    rows = queries.applicaties(q, limit=PAGE + 1, offset=(page - 1) * PAGE)
    gone = VerwijderdeApplicatie.objects.order_by("-moment")[:50] if page == 1 else []
    return show(request, "applicaties", gezocht=q, weg=gone, **listing(rows, page))


@editor
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new application; its secret is shown once."""
    form = NewApplicationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            made = services.add_applicatie(
                label=typed["label"],
                client_id=typed["clientIds"] or None,
                secret=None,
                alles=typed["alles"],
                actor=actor_of(request),
            )
        except Refusal as refused:
            form.add_refusals(refused)
        else:
            return _show_secret(request, made, new=True)
    return show(request, "applicatie_nieuw", form=form, status=422 if form.errors else 200)


def _show_secret(request: HttpRequest, made: dict[str, Any], *, new: bool = False) -> HttpResponse:
    row = find(Client.objects.get(client_id=made["client_id"]).applicatie_id)
    response = show(request, "applicatie_geheim", applicatie=row, gemaakt=made, nieuw=new)
    response["Cache-Control"] = "no-store"
    return response


@beheerder
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, applicatie_id: UUID) -> HttpResponse:
    """One application: name, client ids, rights."""
    row = find(applicatie_id)
    clients = list(Client.objects.filter(applicatie_id=row.id).order_by("client_id"))
    initial = {
        "label": row.label,
        "clientIds": "\n".join(c.client_id for c in clients),
        "alles": row.heeft_alle_autorisaties,
        "gepubliceerd": row.alleen_is_gereed_voor_publicatie,
    }
    form = ApplicationForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST":
        return _change(request, row, form, clients)
    return _page(request, row, form, clients)


def _page(
    request: HttpRequest, row: Applicatie, form: ApplicationForm, clients: list[Client]
) -> HttpResponse:
    return show(
        request,
        "applicatie",
        status=422 if form.errors else 200,
        applicatie=row,
        form=form,
        clients=clients,
        rechten=[in_words(r) for r in queries.rechten(row.id)],
        onderdelen=COMPONENTS.items(),
        registers=told(row.id),
    )


@editor
def _change(
    request: HttpRequest, row: Applicatie, form: ApplicationForm, clients: list[Client]
) -> HttpResponse:
    if form.is_valid():
        typed = form.cleaned_data
        try:
            services.change_applicatie(
                row.id,
                label=typed["label"],
                client_ids=form.client_ids,
                alles=typed["alles"],
                gepubliceerd=typed["gepubliceerd"],
                actor=actor_of(request),
            )
        except Refusal as refused:
            form.add_refusals(refused)
        else:
            messages.success(request, _("Opgeslagen. Het geldt vanaf nu."))
            return redirect("beheer-applicatie", applicatie_id=row.id)
    return _page(request, row, form, clients)


@beheerder
@require_safe
def would_see(request: HttpRequest, applicatie_id: UUID) -> HttpResponse:
    """**Wat zou deze applicatie zien?**"""
    row = find(applicatie_id)
    seen = [(NAMES[each.resource], each) for each in sees(row)]
    return show(request, "applicatie_ziet", applicatie=row, gezien=seen)


@editor
@require_POST
def new_secret(request: HttpRequest, applicatie_id: UUID) -> HttpResponse:
    """**Nieuw geheim**: the old one works no more."""
    find(applicatie_id)
    try:
        client_id = request.POST.get("client_id", "")
        made = services.renew_secret(applicatie_id, client_id, actor=actor_of(request))
    except Refusal as refused:
        raise Http404 from refused
    return _show_secret(request, made)


@editor
@require_POST
def act(request: HttpRequest, applicatie_id: UUID, what: str) -> HttpResponse:
    """**Blokkeren**, **Deblokkeren**, **Verwijderen**, **Terugzetten**."""
    actor = actor_of(request)
    try:
        match what:
            case "blokkeren":
                services.set_blocked(applicatie_id, blocked=True, actor=actor)
                messages.success(request, _("De applicatie is geblokkeerd. Zij komt nergens meer in."))
            case "deblokkeren":
                services.set_blocked(applicatie_id, blocked=False, actor=actor)
                messages.success(request, _("De applicatie mag er weer in."))
            case "verwijderen":
                deletion.delete_applicatie(applicatie_id, actor=actor, now=timezone.now())
                messages.success(
                    request, _("De applicatie is verwijderd. Onder de lijst kunt u haar terugzetten.")
                )
                return redirect("beheer-applicaties")
            case "terugzetten":
                deletion.restore_applicatie(applicatie_id, actor=actor)
                messages.success(request, _("De applicatie is terug, met haar geheimen en rechten."))
            case _:
                raise Http404
    except Refusal as refused:
        raise Http404 from refused
    return redirect("beheer-applicatie", applicatie_id=applicatie_id)
