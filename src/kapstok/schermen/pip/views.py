"""Mijn omgeving: what a resident or company still has to do, their zaken, messages and data."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kapstok.diensten.formulieren.models import Concept
from kapstok.diensten.formulieren.services import owner_hash
from kapstok.kern.datum import in_words
from kapstok.magazijnen.brp.queries import persoon
from kapstok.magazijnen.documenten.afgeven import give
from kapstok.magazijnen.klanten import services as klanten
from kapstok.magazijnen.klanten.models import Van
from kapstok.magazijnen.producten.queries import active_products
from kapstok.magazijnen.zaken.elders import open_elsewhere
from kapstok.platform.audit.use import uses_of
from kapstok.platform.errors import Refusal
from kapstok.platform.http.fetch import Unreachable
from kapstok.platform.identity import Identity, resident
from kapstok.platform.storage.serve import pass_on
from kapstok.platform.storage.uploads import chosen
from kapstok.platform.ui.fouten import NOT_GIVEN, error_page
from kapstok.schermen.pip import queries
from kapstok.schermen.pip.elders import any_elsewhere, in_pieces, one_elsewhere
from kapstok.schermen.pip.menu import menu_of
from kapstok.schermen.pip.services import hand_in
from kapstok.schermen.pip.voorkeuren import VoorkeurForm

TABLE_FROM = 10  # with so many zaken a table reads faster than cards


def identity_of(request: HttpRequest) -> Identity:
    """Who is here; the decorator made sure there is somebody."""
    return request.identity  # type: ignore[attr-defined]


def show(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of Mijn omgeving with its menu."""
    page = {"menu": menu_of(identity_of(request)), **context}
    return render(request, f"pip/{template}.html", page, status=status)


def _page_of(request: HttpRequest) -> int:
    """The page asked for; 1 for anything that is not a page."""
    raw = request.GET.get("pagina", "1")
    return max(1, int(raw)) if raw.isascii() and raw.isdigit() and len(raw) <= 4 else 1


def _around(page: int, *, more: bool) -> dict[str, int | None]:
    """Numbers of the previous and next page, for pip/bladeren.html."""
    return {"vorige_pagina": page - 1 if page > 1 else None, "volgende_pagina": page + 1 if more else None}


def sentence(zaak: dict[str, Any], task: dict[str, Any] | None = None) -> str:
    """Who is at turn and until when, in one sentence; `task` is what the resident must do first."""
    if zaak["einddatum"]:
        text = _("Deze zaak is klaar sinds %(dag)s.") % {"dag": in_words(zaak["einddatum"])}
        return f"{text} {_('Uitkomst: %s.') % zaak['resultaat']}" if zaak["resultaat"] else text
    if task:
        turn = _("U bent aan de beurt: %(taak)s.") % {"taak": task["titel"].rstrip(".")}
        until = (
            _("Doe dit uiterlijk %(dag)s.") % {"dag": in_words(task["uiterlijk"])}
            if task["uiterlijk"]
            else ""
        )
        return f"{turn} {until}".strip()
    if (zaak["opschorting"] or {}).get("indicatie"):
        return _("Wij wachten op u of op een ander. De klok staat stil.")
    start = zaak["statustekst"] or _("Wij hebben uw zaak ontvangen.")
    last = zaak["uiterlijke_einddatum_afdoening"]
    if last is None:
        return start
    if last < timezone.localdate():
        return f"{start} {_('U had al bericht moeten krijgen. Neem gerust contact op.')}"
    return f"{start} {_('U hoort uiterlijk %(dag)s van ons.') % {'dag': in_words(last)}}"


def _told(zaken: list[dict[str, Any]], tasks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each zaak with its sentence; tasks come with the first deadline in front."""
    first = {task["zaak_id"]: task for task in reversed(tasks)}
    return [{**zaak, "zin": sentence(zaak, first.get(zaak["id"]))} for zaak in zaken]


def _owner(identity: Identity) -> str:
    return owner_hash(identity.kind, f"{identity.id}:{identity.vestiging}")


def _drafts(identity: Identity) -> list[dict[str, Any]]:
    found = Concept.objects.filter(eigenaar=_owner(identity), inzending=None, verloopt__gt=timezone.now())
    rows = found.select_related("versie").order_by("-bewaard")[:50]
    return [
        {"id": c.id, "versie": c.versie_id, "bewaard": c.bewaard, "verloopt": c.verloopt, **_form(c)}
        for c in rows
    ]


def _form(concept: Concept) -> dict[str, str]:
    definition = concept.versie.definitie
    title = definition.get("title", {}) if isinstance(definition, dict) else {}
    slug = definition.get("slug", "") if isinstance(definition, dict) else ""
    name = title.get(get_language() or "nl") or title.get("nl") or slug
    return {"naam": name, "url": f"/formulier/{slug}/{concept.id}/{concept.stap}/"}


@resident()
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What you still have to do, your zaken, quick things; in that order."""
    identity = identity_of(request)
    key = klanten.person_key(identity.id)
    zaken, tasks = queries.own_zaken(identity, is_open=True, limit=5)[:5], queries.open_tasks(identity)
    unread = queries.own_messages(identity, key, unread=True, limit=5)
    return show(
        request,
        "overzicht",
        taken=tasks,
        ongelezen=unread[:5],
        meer_ongelezen=len(unread) > 5,
        concepten=_drafts(identity)[:5],
        zaken=_told(zaken, tasks),
        producten=active_products(get_language() or "nl")[:6],
    )


@resident()
@require_safe
def zaken_list(request: HttpRequest) -> HttpResponse:
    """All zaken: open and closed."""
    identity = identity_of(request)
    page = _page_of(request)
    branches = queries.branches(identity)
    branch = request.GET.get("vestiging", "")
    branch = branch if branch in branches else ""
    rows = queries.own_zaken(identity, page=page, vestiging=branch)
    more, rows = len(rows) > queries.PAGE, _told(rows[: queries.PAGE], queries.open_tasks(identity))
    return show(
        request,
        "zaken",
        open=[z for z in rows if z["einddatum"] is None],
        klaar=[z for z in rows if z["einddatum"] is not None],
        als_tabel=len(rows) >= TABLE_FROM,
        vestigingen=[("", _("De hele onderneming")), *((b, b) for b in branches)]
        if len(branches) > 1
        else [],
        vestiging=branch,
        **_around(page, more=more),
    )


def _own(request: HttpRequest, zaak_id: UUID) -> dict[str, Any]:
    found = queries.own_zaak(identity_of(request), zaak_id)
    if found is None:
        raise Http404
    return found


@resident()
@require_safe
def zaak(request: HttpRequest, zaak_id: UUID) -> HttpResponse:
    """One zaak."""
    return _zaak_page(request, _own(request, zaak_id))


def _field(taak_id: UUID | None) -> str:
    """Name of the file field of a task; a zaak may ask for more than one document."""
    return f"bestand_{taak_id}"


def _thread_of(identity: Identity, row: dict[str, Any]) -> set[str]:
    """Whose messages are read here: applicants share a thread, a belanghebbende has one of their own."""
    numbers = {identity.id, *(queries.applicants(row["id"]) if row["aanvrager"] else ())}
    return {klanten.person_key(number) for number in numbers}


def _part(role: dict[str, Any]) -> str:
    """Which part somebody plays who is not simply the applicant."""
    if role["soort"] == "belanghebbende":
        return _("U volgt deze zaak als belanghebbende. U ziet de voortgang, de uitkomst en wat openbaar is.")
    if role["machtiging"] == "gemachtigde" and role["voor"]:
        return _("U regelt deze zaak als gemachtigde van %(naam)s.") % {"naam": role["voor"]}
    return _("U regelt deze zaak als gemachtigde.") if role["machtiging"] == "gemachtigde" else ""


def _zaak_page(
    request: HttpRequest,
    row: dict[str, Any],
    *,
    question: str = "",
    fault: str = "",
    upload_fault: str = "",
    task: UUID | None = None,
) -> HttpResponse:
    identity = identity_of(request)
    tasks, persons = queries.open_tasks(identity, row["id"]), _thread_of(identity, row)
    klanten.mark_read(row["id"], by=Van.INWONER, moment=timezone.now(), persons=persons)
    faults = (
        [("id_tekst", fault)] if fault else [(f"id_{_field(task)}", upload_fault)] if upload_fault else []
    )
    return show(
        request,
        "zaak",
        status=422 if faults else 200,
        zaak=row,
        zin=sentence(row, next(iter(tasks), None)),
        taken=[{**t, "veld": _field(t["id"])} for t in tasks],
        fouttaak=task,
        stappen=_steps(queries.steps(row), row["status_nummer"]),
        rol=_part(queries.own_role(identity, row["id"])),
        documenten=queries.visible_documents(row),
        elders=any_elsewhere(row),
        berichten=klanten.thread(row["id"], persons=persons),
        vraag=question,
        fout=fault,
        uploadfout=upload_fault,
        fouten=faults,
    )


def _steps(rows: list[dict[str, Any]], current: int | None) -> list[dict[str, Any]]:
    def state(number: int) -> str:
        if current is None or number > current:
            return "straks"
        return "nu" if number == current else "gedaan"

    return [
        {
            "titel": r["omschrijving"],
            "staat": state(r["volgnummer"]),
            "datum": r["datum_status_gezet"],
            "tekst": r["statustekst"],
        }
        for r in rows
    ]


@resident()
@require_POST
def ask(request: HttpRequest, zaak_id: UUID) -> HttpResponse:
    """**Vraag stellen**: a message in the thread of the zaak."""
    row, identity = _own(request, zaak_id), identity_of(request)
    text = request.POST.get("tekst", "")
    try:
        klanten.post_message(
            zaak_id=zaak_id,
            van=Van.INWONER,
            person=klanten.person_key(identity.id),
            author=identity.name or _("Inwoner"),
            subject=_("Vraag over uw zaak"),
            text=text,
            actor=identity.as_actor("Eigen zaak"),
            moment=timezone.now(),
        )
    except Refusal as refused:
        return _zaak_page(request, row, question=text, fault=refused.message)
    messages.success(request, _("Uw vraag is verstuurd. Het antwoord komt hier te staan."))
    return redirect(f"/mijn/zaken/{zaak_id}/#berichten")


@resident()
@require_POST
def upload(request: HttpRequest, zaak_id: UUID, taak_id: UUID) -> HttpResponse:
    """**Document toevoegen** that was asked for."""
    row, identity = _own(request, zaak_id), identity_of(request)
    task = next((t for t in queries.open_tasks(identity, zaak_id) if t["id"] == taak_id), None)
    if task is None:
        raise Http404
    try:
        hand_in(row, task, chosen(request, _field(taak_id)), identity=identity, today=timezone.localdate())
    except Refusal as refused:
        return _zaak_page(request, row, upload_fault=refused.message, task=taak_id)
    messages.success(request, _("Wij hebben uw document ontvangen."))
    return redirect(f"/mijn/zaken/{zaak_id}/#documenten")


@resident()
@require_safe
def document(request: HttpRequest, zaak_id: UUID, document_id: UUID) -> HttpResponseBase:
    """The bytes of a document that the resident may see."""
    return give(request, next(iter(queries.visible_documents(_own(request, zaak_id), document_id)), None))


@resident()
@require_safe
def documenten_elders(request: HttpRequest, zaak_id: UUID) -> HttpResponseBase:
    """The documents in registers of others. The page of the zaak takes the list out of this one."""
    row = _own(request, zaak_id)
    page = show(request, "elders", zaak=row)
    if request.method == "HEAD":
        return page
    return StreamingHttpResponse(in_pieces(page.content.decode(), row))


@resident()
@require_safe
def document_elders(request: HttpRequest, zaak_id: UUID, link_id: UUID) -> HttpResponseBase:
    """The bytes of a document in another register, passed on as they come; that they were read is on record."""
    try:
        found = one_elsewhere(_own(request, zaak_id), link_id)
    except Unreachable:
        return error_page(request, 502, NOT_GIVEN)
    if found is None:
        raise Http404
    url, told = found
    actor = identity_of(request).as_actor("Eigen zaak")
    stream = open_elsewhere(url, told.versie, zaak_id=zaak_id, link_id=link_id, actor=actor)
    if stream is None:
        return error_page(request, 502, NOT_GIVEN)
    return pass_on(request, stream, name=told.bestandsnaam or told.titel, mimetype=told.formaat)


@resident()
@require_safe
def berichten(request: HttpRequest) -> HttpResponse:
    """All messages from the municipality, newest first."""
    identity, page = identity_of(request), _page_of(request)
    rows = queries.own_messages(identity, klanten.person_key(identity.id), page=page)
    more = len(rows) > queries.PAGE
    return show(request, "berichten", berichten=rows[: queries.PAGE], **_around(page, more=more))


@resident(kinds=("burger",))
@require_http_methods(["GET", "HEAD", "POST"])
def gegevens(request: HttpRequest) -> HttpResponse:
    """Own data with their source, and how you want to be reached."""
    identity = identity_of(request)
    key = klanten.person_key(identity.id)
    current = klanten.preferences_of(key)
    form = VoorkeurForm(request.POST or None, initial=VoorkeurForm.initial_of(current))
    if request.method == "POST" and form.is_valid():
        klanten.save_preferences(key, actor=identity.as_actor("Eigen gegevens"), **form.cleaned_data)
        messages.success(request, _("Uw voorkeuren zijn bewaard."))
        return redirect("/mijn/gegevens/")
    return show(
        request,
        "gegevens",
        status=422 if form.is_bound and form.errors else 200,
        gegevens=_own_data(persoon(identity.id)),
        form=form,
    )


def _own_data(person: dict[str, Any] | None) -> list[tuple[str, str]]:
    if person is None:
        return []
    home = person["adres"]
    street = f"{home['straat']} {home['huisnummer']}".strip()
    rows = [
        (_("Naam"), person["naam"]),
        (
            _("Geboortedatum"),
            in_words(date.fromisoformat(person["geboortedatum"])) if person["geboortedatum"] else "",
        ),
        (_("Adres"), f"{street}\n{home['postcode']} {home['woonplaats']}".strip()),
        (_("Partner"), person["partner"]["naam"] if person["partner"] else ""),
        (_("Kinderen"), ", ".join(k["naam"] for k in person["kinderen"])),
    ]
    return [(term, value) for term, value in rows if value]


@resident()
@require_safe
def inzage(request: HttpRequest) -> HttpResponse:
    """**Wie keek naar mijn gegevens?**"""
    page = _page_of(request)
    rows = uses_of(identity_of(request).id, limit=51, offset=(page - 1) * 50)
    return show(
        request,
        "inzage",
        rijen=rows[:50],
        **_around(page, more=len(rows) > 50),
    )


@resident()
@require_safe
def concepten(request: HttpRequest) -> HttpResponse:
    """Forms that were saved to be finished later."""
    return show(request, "concepten", concepten=_drafts(identity_of(request)))
