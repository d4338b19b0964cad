"""Subscriptions on notifications: who hears what, what did not arrive and why, and sending it again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kapstok.magazijnen.autorisaties.models import Applicatie
from kapstok.magazijnen.notificaties import queries as store
from kapstok.magazijnen.notificaties import services
from kapstok.magazijnen.notificaties.kanalen import ADRESSEN, BEDRIJVEN
from kapstok.magazijnen.notificaties.models import Abonnement, ToegestaneHost
from kapstok.platform.errors import Refusal
from kapstok.platform.events.dispatch import replay
from kapstok.platform.events.models import Subscriber
from kapstok.platform.work import unit_of_work
from kapstok.schermen.beheer import abonnementen_queries as queries
from kapstok.schermen.beheer.abonnementen_woorden import in_words
from kapstok.schermen.beheer.applicaties_form import HostForm, SubscriptionForm
from kapstok.schermen.beheer.onderweg import chosen_of, nothing_chosen
from kapstok.schermen.beheer.show import actor_of, beheerder, editor, listing, page_of, show

STATES = ("dood", "wacht", "klaar")


@beheerder
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """All subscriptions with how they fare."""
    rows = queries.abonnementen()
    for each in rows:
        each["onderwerpen"] = list(dict.fromkeys(k["naam"] for k in each["kanalen"]))
    return show(request, "abonnementen", rijen=rows, hosts=ToegestaneHost.objects.order_by("host")[:500])


def _find(abonnement_id: UUID) -> Abonnement:
    row = Abonnement.objects.filter(id=abonnement_id).first()
    if row is None:
        raise Http404
    return row


_BY_NUMBER = {ADRESSEN: ("identificatie", 16), BEDRIJVEN: ("kvkNummer", 8)}


def _wanted(names: list[str], numbers: list[str], there: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Chosen channels; one that was there keeps its filters. Of addresses and businesses one for each number."""
    kept = [k for k in there if k["naam"] in names and k["naam"] not in _BY_NUMBER]
    found = [*kept]
    for name in names:
        if name in _BY_NUMBER:
            kenmerk, length = _BY_NUMBER[name]
            own = [{"naam": name, "filters": {kenmerk: n}} for n in numbers if len(n) == length]
            found += own or [{"naam": name, "filters": {}}]
        elif name not in {k["naam"] for k in there}:
            found.append({"naam": name, "filters": {}})
    return found


def _numbers(kanalen: list[dict[str, Any]]) -> list[str]:
    filters = [(k["naam"], k.get("filters") or {}) for k in kanalen if k["naam"] in _BY_NUMBER]
    return [f[_BY_NUMBER[naam][0]] for naam, f in filters if _BY_NUMBER[naam][0] in f]


def _choices() -> dict[str, Any]:
    applications = Applicatie.objects.order_by("label", "id").values_list("id", "label")[:500]
    return {
        "kanalen": sorted(store.known_kanalen()),
        "applicaties": [(str(number), label) for number, label in applications],
    }


@editor
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new subscription, after its receiver took a test."""
    form = SubscriptionForm(request.POST if request.method == "POST" else None, **_choices(), new=True)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            made = services.create_abonnement(
                callback_url=typed["callbackUrl"],
                auth=typed["auth"],
                kanalen=_wanted(typed["kanalen"], typed["nummers"], []),
                cloudevents=typed["cloudevents"],
                label=typed["label"],
                applicatie_id=UUID(typed["applicatie"]) if typed["applicatie"] else None,
                stuf=form.stuf(),
                actor=actor_of(request),
            )
        except Refusal as refused:
            form.add_refusals(refused)
        else:
            messages.success(request, _("Het abonnement loopt."))
            return redirect("beheer-abonnement", abonnement_id=made.id)
    return show(request, "abonnement_nieuw", form=form, status=422 if form.errors else 200)


@beheerder
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, abonnement_id: UUID) -> HttpResponse:
    """One subscription: what it hears, and its deliveries."""
    row = _find(abonnement_id)
    if request.method == "POST":
        return _change(request, row, _form(row, request.POST))
    return _page(request, row, _form(row))


def _form(row: Abonnement, data: QueryDict | None = None) -> SubscriptionForm:
    initial = {
        "label": row.label,
        "callbackUrl": row.callback_url,
        "kanalen": [k["naam"] for k in row.kanalen],
        "cloudevents": row.cloudevents,
        "applicatie": str(row.applicatie_id or ""),
        "nummers": "\n".join(_numbers(row.kanalen)),
        "stufApplicatie": row.stuf.get("applicatie", ""),
        "stufOrganisatie": row.stuf.get("organisatie", ""),
        "stufVerbetering": bool(row.stuf.get("verbetering")),
    }
    return SubscriptionForm(data, **_choices(), new=False, initial=initial)


@editor
def _change(request: HttpRequest, row: Abonnement, form: SubscriptionForm) -> HttpResponse:
    if form.is_valid():
        typed = form.cleaned_data
        changes = {
            "label": typed["label"],
            "callback_url": typed["callbackUrl"],
            "cloudevents": typed["cloudevents"],
            "kanalen": _wanted(typed["kanalen"], typed["nummers"], row.kanalen),
            "applicatie_id": UUID(typed["applicatie"]) if typed["applicatie"] else None,
            "stuf": form.stuf(),
            **({"auth": typed["auth"]} if typed["auth"] else {}),
        }
        try:
            services.change_abonnement(row.id, changes, actor=actor_of(request))
        except Refusal as refused:
            form.add_refusals(refused)
        else:
            messages.success(request, _("Opgeslagen. Het geldt vanaf nu."))
            return redirect("beheer-abonnement", abonnement_id=row.id)
    return _page(request, row, form)


def _page(request: HttpRequest, row: Abonnement, form: SubscriptionForm, fault: str = "") -> HttpResponse:
    state = request.GET.get("stand", "wacht")
    if state not in STATES:
        raise Http404
    page = page_of(request)
    consumer = services.consumer_of(row.id)
    rows = queries.deliveries(consumer, state, page)
    for each in rows:
        each["reden"] = in_words(each["error"])
    return show(
        request,
        "abonnement",
        **(nothing_chosen(fault, rows) or {"status": 422 if form.errors else 200}),
        abonnement=row,
        afnemer=Subscriber.objects.filter(id=row.id).first(),
        form=form,
        stand=state,
        aantallen=queries.counts(consumer),
        **listing(rows, page),
    )


@editor
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, abonnement_id: UUID) -> HttpResponse:
    """Send chosen deliveries again, or all that were given up."""
    row = _find(abonnement_id)
    if request.method != "POST":
        return redirect("beheer-abonnement", abonnement_id=row.id)
    everything = "alles" in request.POST
    consumer = services.consumer_of(row.id)
    chosen = queries.given_up(consumer) if everything else chosen_of(request)
    if not chosen:
        return _page(request, row, _form(row), _("Kies eerst een of meer meldingen."))
    with unit_of_work(actor_of(request), "bezorging.replay") as work:
        count = replay(queries.own(consumer, chosen))
        services.try_again(row.id)
        work.record("bezorging", row.id, after={"bezorgingen": len(chosen), "alles": everything})
    text = ngettext("%(n)s melding gaat opnieuw.", "%(n)s meldingen gaan opnieuw.", count)
    messages.success(request, text % {"n": count})
    return redirect("beheer-abonnement", abonnement_id=row.id)


@editor
@require_POST
def act(request: HttpRequest, abonnement_id: UUID, what: str) -> HttpResponse:
    """**Pauzeren**, **Hervatten**, **Nu proberen**, **Stoppen**."""
    _find(abonnement_id)
    actor = actor_of(request)
    match what:
        case "pauzeren":
            services.pause_abonnement(abonnement_id, paused=True, actor=actor)
            messages.success(request, _("Gepauzeerd. Meldingen blijven klaarstaan."))
        case "hervatten":
            services.pause_abonnement(abonnement_id, paused=False, actor=actor)
            messages.success(request, _("Hervat. Wat klaarstond, gaat nu."))
        case "proberen":
            with unit_of_work(actor, "abonnement.try") as work:
                services.try_again(abonnement_id)
                work.record("abonnement", abonnement_id, after={"nu proberen": True})
            messages.success(request, _("Kapstok probeert het nu opnieuw."))
        case "stoppen":
            services.delete_abonnement(abonnement_id, actor=actor)
            messages.success(request, _("Het abonnement is gestopt."))
            return redirect("beheer-abonnementen")
        case _:
            raise Http404
    return redirect("beheer-abonnement", abonnement_id=abonnement_id)


@editor
@require_http_methods(["GET", "HEAD", "POST"])
def hosts(request: HttpRequest) -> HttpResponse:
    """To which hosts notifications may go."""
    if "weg" in request.POST:
        services.allow_host(request.POST["weg"][:255], allowed=False, actor=actor_of(request))
        messages.success(
            request, _("De host is niet meer toegestaan. Lopende abonnementen krijgen daar niets meer.")
        )
        return redirect("beheer-abonnement-hosts")
    form = HostForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.allow_host(form.cleaned_data["host"].lower(), allowed=True, actor=actor_of(request))
        messages.success(request, _("De host is toegestaan."))
        return redirect("beheer-abonnement-hosts")
    rows = ToegestaneHost.objects.order_by("host")[:500]
    return show(request, "abonnement_hosts", form=form, hosts=rows, status=422 if form.errors else 200)
