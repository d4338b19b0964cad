"""The case page: everything of a zaak in one screen, and the small acts on it."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kapstok.diensten.behandeling import queries
from kapstok.diensten.behandeling.models import Notitie, Taak, Uitgesteld
from kapstok.diensten.behandeling.services.notes import add_note, add_task, finish_task
from kapstok.diensten.behandeling.services.postponed import carry_out_due
from kapstok.diensten.termijnen.klok import klok_of
from kapstok.diensten.termijnen.rules import extend, uiterste_datum, urgency
from kapstok.kern.datum import in_words
from kapstok.magazijnen.catalogi.models import ZaakType
from kapstok.magazijnen.documenten.models import ObjectInformatieObject
from kapstok.magazijnen.documenten.queries import document, documents_of, versions_of
from kapstok.magazijnen.klanten import services as klanten
from kapstok.magazijnen.klanten.models import Bericht
from kapstok.magazijnen.zaken import services as zaken
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.platform.audit.use import log_use
from kapstok.platform.errors import Refusal
from kapstok.platform.identity import staff
from kapstok.platform.identity.people import colleagues
from kapstok.platform.storage import MissingBytes
from kapstok.platform.storage.serve import INLINE, serve
from kapstok.schermen.werkplek.lists import BADGE, undo_of
from kapstok.schermen.werkplek.show import (
    CAN_HANDLE,
    CAN_READ,
    actor_of,
    back_to,
    identity_of,
    one,
    require_case,
    show,
    tell,
)


def _log_use(request: HttpRequest, zaak_id: UUID, roles: list[dict[str, Any]]) -> None:
    """The initiator can see who looked at their zaak, and why."""
    for role in roles:
        person = role["bsn"] or role["kvk_nummer"]
        if role["omschrijving_generiek"] == "initiator" and person:
            log_use(
                person,
                actor=actor_of(request),
                moment=timezone.now(),
                source="Zaak",
                fields=["zaak", "documenten"],
                zaak=zaak_id,
            )


@staff(*CAN_READ)
@require_safe
def case(request: HttpRequest, zaak_id: UUID) -> HttpResponse:
    """One zaak with everything."""
    carry_out_due(timezone.now(), zaak_id=zaak_id)
    row = require_case(zaak_id)
    parts = queries.case_parts(zaak_id, row["zaaktype_id"])
    _log_use(request, zaak_id, parts["rollen"])
    klanten.mark_read(zaak_id, by=Bericht.Van.GEMEENTE, moment=timezone.now())
    zaak, today = Zaak.objects.get(id=zaak_id), timezone.localdate()
    klok = klok_of(zaak, ZaakType.objects.get(id=zaak.zaaktype_id))
    pressing = urgency(klok, today)
    identity = identity_of(request)
    waiting = Uitgesteld.objects.filter(zaak_id=zaak_id, stand=Uitgesteld.Stand.WACHT).first()
    failed = (
        Uitgesteld.objects.filter(zaak_id=zaak_id, stand=Uitgesteld.Stand.MISLUKT)
        .order_by("-gemaakt")
        .first()
    )
    return show(
        request,
        "zaak",
        zaak=row,
        open=row["einddatum"] is None,
        opgeschort=bool((row["opschorting"] or {}).get("indicatie")),
        kern=_facts_of(row, uiterste_datum(klok, today)),
        reden=_(pressing.reason.text).format(**pressing.reason.values),
        toon=BADGE.get(pressing.niveau, "neutraal"),
        stappen=_steps(parts["stappen"], row["status_nummer"]),
        rollen=parts["rollen"],
        eigenschappen=[(f["definitie"], _fact(f)) for f in parts["eigenschappen"]],
        besluiten=parts["besluiten"],
        tijdlijn=_timeline(parts["geschiedenis"]),
        documenten=documents_of("zaak", zaak_id),
        berichten=klanten.thread(zaak_id),
        contacten=klanten.contacts_of_zaak(zaak_id),
        taken=Taak.objects.filter(zaak_id=zaak_id).order_by("gedaan", "uiterlijk")[:100],
        notities=Notitie.objects.filter(zaak_id=zaak_id).order_by("-moment")[:100],
        collegas=colleagues(today=today, roles=("behandelaar", "teamleider")),
        mag_behandelen=identity.has_role(*CAN_HANDLE),
        mag_verdelen=identity.has_role("teamleider"),
        wacht=waiting,
        mislukt=failed if failed and row["einddatum"] is None else None,
        ongedaan=undo_of(request),
    )


def _facts_of(row: dict[str, Any], last_day: date) -> list[tuple[str, str]]:
    """What stands at the top: terms with their values."""
    found = [
        (_("Begonnen"), in_words(row["startdatum"])),
        (_("Uiterlijk"), in_words(last_day)),
        (_("Behandelaar"), row["behandelaar"] or "-"),
        (_("Team"), row["team"] or "-"),
    ]
    if row["resultaat"]:
        found.append((_("Resultaat"), row["resultaat"]))
    if row["archiefactiedatum"]:
        found.append((_("Bewaren tot"), in_words(row["archiefactiedatum"])))
    return found


def _fact(fact: dict[str, Any]) -> str:
    value = fact["waarde"]
    if fact["formaat"] == "datum" and len(value) == 8 and value.isdigit():
        return f"{value[6:]}-{value[4:6]}-{value[:4]}"
    return value


def _steps(rows: list[dict[str, Any]], current: int | None) -> list[dict[str, Any]]:
    found = []
    for row in rows:
        number = row["volgnummer"]
        state = "straks" if current is None or number > current else "nu" if number == current else "gedaan"
        moment = row["datum_status_gezet"]
        found.append(
            {"titel": row["omschrijving"], "staat": state, "datum": moment, "tekst": row["statustoelichting"]}
        )
    return found


_ACTS = {
    "zaak.create": "Zaak gemaakt",
    "zaak.change": "Zaak gewijzigd",
    "zaak.assign": "Toegewezen",
    "zaak.suspend": "Opgeschort",
    "zaak.resume": "Hervat",
    "zaak.extend": "Verlengd",
    "zaak.reopen": "Heropend",
    "status.create": "Status gezet",
    "resultaat.create": "Resultaat gezet",
    "rol.create": "Betrokkene toegevoegd",
    "eigenschap.create": "Gegeven ingevuld",
    "zaakinformatieobject.create": "Document toegevoegd",
    "informatieobject.create": "Document gemaakt",
    "informatieobject.change": "Nieuwe versie van een document",
    "besluit.create": "Besluit genomen",
    "bericht.create": "Bericht geschreven",
    "notitie.create": "Notitie geschreven",
    "taak.create": "Taak gemaakt",
    "taak.finish": "Taak gedaan",
}


def _timeline(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"titel": _(_ACTS[r["actie"]]), "moment": r["moment"], "wie": r["actor_naam"]}
        for r in rows
        if r["actie"] in _ACTS
    ][:40]


def _act(request: HttpRequest, zaak_id: UUID) -> str:
    """Carry out one act of the case page; returns what to say. Raises Refusal."""
    post, actor, now = request.POST, actor_of(request), timezone.now()
    act, today = post.get("actie", ""), timezone.localdate()
    if act == "notitie":
        add_note(zaak_id, post.get("tekst", ""), actor=actor, moment=now)
        return _("De notitie is bewaard.")
    if act == "taak":
        wie = Taak.Wie.INWONER if post.get("wie") == "inwoner" else Taak.Wie.MEDEWERKER
        add_task(
            zaak_id,
            titel=post.get("titel", ""),
            toelichting=post.get("toelichting", "")[:2000],
            wie=wie,
            uiterlijk=_day(post.get("uiterlijk", "")),
            actor=actor,
            moment=now,
            behandelaar_id=identity_of(request).user_id if wie == Taak.Wie.MEDEWERKER else None,
        )
        return _("De taak is gemaakt.")
    if act == "taak-klaar":
        finish_task(one(post.get("taak")) or zaak_id, actor=actor, moment=now)
        return _("De taak is gedaan.")
    if act == "antwoord":
        return _answer(request, zaak_id)
    if act == "opschorten":
        zaken.suspend_zaak(zaak_id, reden=post.get("reden", ""), actor=actor, today=today)
        return _("De zaak is opgeschort. De klok staat stil.")
    if act == "hervatten":
        zaken.resume_zaak(zaak_id, actor=actor, today=today)
        return _("De zaak is hervat. De klok loopt weer.")
    if act == "verlengen":
        return _extend(zaak_id, post.get("reden", ""), request)
    if act == "heropenen":
        zaken.reopen_zaak(zaak_id, actor=actor, moment=now, reden=post.get("reden", ""))
        return _("De zaak is heropend.")
    if act == "omschrijving":
        zaken.change_zaak(zaak_id, {"omschrijving": post.get("omschrijving", "").strip()[:80]}, actor=actor)
        return _("De omschrijving is gewijzigd.")
    raise Http404


def _day(raw: str) -> date | None:
    if not raw.strip():
        return None
    try:
        found = parse_date(raw.strip())
    except ValueError:
        found = None
    if found is None:
        raise Refusal("invalid", "uiterlijk", _("Vul een bestaande datum in. Bijvoorbeeld 2026-12-31."))
    return found


def _extend(zaak_id: UUID, reden: str, request: HttpRequest) -> str:
    zaak = Zaak.objects.filter(id=zaak_id).first()
    if zaak is None:
        raise Http404
    zaaktype, today = ZaakType.objects.get(id=zaak.zaaktype_id), timezone.localdate()
    klok = klok_of(zaak, zaaktype)
    limit = klok.regels.verlengingstermijn
    if limit is None:
        raise Refusal("not-allowed", "verlenging", _("Dit zaaktype staat verlengen niet toe."))
    longer = uiterste_datum(extend(klok, limit, today), today)
    zaken.extend_zaak(zaak_id, reden=reden, duur=str(limit), uiterlijk=longer, actor=actor_of(request))
    return _("De termijn is verlengd.")


def _answer(request: HttpRequest, zaak_id: UUID) -> str:
    roles = queries.case_parts(zaak_id, require_case(zaak_id)["zaaktype_id"])["rollen"]
    person = next(
        (r["bsn"] or r["kvk_nummer"] for r in roles if r["omschrijving_generiek"] == "initiator"), ""
    )
    if not person:
        raise Refusal(
            "no-person", "tekst", _("Deze aanvrager heeft geen eigen omgeving. Bel of schrijf een brief.")
        )
    actor = actor_of(request)
    klanten.post_message(
        zaak_id=zaak_id,
        van=Bericht.Van.GEMEENTE,
        person=klanten.person_key(person),
        author=actor.name,
        subject=_("Bericht over uw zaak"),
        text=request.POST.get("tekst", ""),
        actor=actor,
        moment=timezone.now(),
    )
    return _("Het bericht is verstuurd.")


@staff(*CAN_HANDLE)
@require_POST
def act(request: HttpRequest, zaak_id: UUID) -> HttpResponse:
    """The small forms of the case page."""
    require_case(zaak_id)
    try:
        messages.success(request, _act(request, zaak_id))
    except Refusal as refused:
        tell(request, refused)
    return redirect(back_to(request, f"/werk/zaak/{zaak_id}/"))


def belongs(zaak_id: UUID, document_id: UUID) -> bool:
    """Is this a document of this zaak?"""
    links = ObjectInformatieObject.objects.filter(object_type="zaak", object_id=zaak_id)
    return links.filter(informatieobject_id=document_id).exists()


@staff(*CAN_READ)
@require_safe
def document_page(request: HttpRequest, zaak_id: UUID, document_id: UUID) -> HttpResponse:
    """A document beside its versions; `op` gives the version that held on a day."""
    zaak, mag_behandelen = require_case(zaak_id), identity_of(request).has_role(*CAN_HANDLE)
    if not belongs(zaak_id, document_id):
        raise Http404
    wanted, fault = request.GET.get("op", ""), ""
    moment = None
    if wanted:
        try:
            day = _day(wanted)
            moment = timezone.make_aware(datetime.combine(day, time.max)) if day else None
        except Refusal as refused:
            fault = refused.message
    found = document(document_id, moment=moment)
    return show(
        request,
        "document",
        zaak=zaak,
        document=found,
        kern=[
            (_("Soort"), found["informatieobjecttype"]),
            (_("Versie"), str(found["versie"])),
            (_("Auteur"), found["auteur"]),
            (_("Gemaakt"), in_words(found["creatiedatum"])),
            (_("Status"), found["status"] or "-"),
        ]
        if found
        else [],
        versies=versions_of(document_id),
        op=wanted,
        fout=fault,
        te_ondertekenen=bool(
            found
            and found["formaat"] == "application/pdf"
            and found["status"] == "in_bewerking"
            and mag_behandelen
        ),
        toonbaar=bool(found and found["formaat"] in INLINE and found["sha256"]),
    )


@staff(*CAN_READ)
@require_safe
def document_bytes(request: HttpRequest, zaak_id: UUID, document_id: UUID, versie: int) -> HttpResponseBase:
    """The bytes of one version, to look at or to keep."""
    require_case(zaak_id)
    found = document(document_id, versie=versie) if belongs(zaak_id, document_id) else None
    if found is None or not found["sha256"]:
        raise Http404
    try:
        return serve(
            request,
            found["sha256"],
            name=found["bestandsnaam"] or found["titel"],
            mimetype=found["formaat"],
            size=found["bestandsomvang"] or 0,
            inline=request.GET.get("toon") == "ja",
        )
    except MissingBytes as error:
        raise Http404 from error
