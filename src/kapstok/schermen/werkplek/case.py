"""The case page: everything of a zaak in one screen."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kapstok.diensten.behandeling import dossier
from kapstok.diensten.behandeling.models import Taak, Uitgesteld
from kapstok.diensten.behandeling.services.postponed import carry_out_due
from kapstok.diensten.behandeling.services.seen import mark_seen
from kapstok.diensten.termijnen.klok import klok_of
from kapstok.diensten.termijnen.rules import uiterste_datum, urgency
from kapstok.magazijnen.catalogi.models import ZaakType
from kapstok.magazijnen.documenten.queries import documents_of
from kapstok.magazijnen.klanten import services as klanten
from kapstok.magazijnen.klanten.models import Van
from kapstok.magazijnen.zaken.elders import documents_elsewhere
from kapstok.magazijnen.zaken.models import Zaak, ZaakNotitie
from kapstok.platform.audit.use import log_use
from kapstok.platform.identity import staff
from kapstok.platform.identity.people import colleagues, names_of
from kapstok.schermen.werkplek.case_links import about, with_pages
from kapstok.schermen.werkplek.facts import fields_of, place_in_words
from kapstok.schermen.werkplek.show import (
    CAN_HANDLE,
    CAN_READ,
    CAN_TALK,
    Missed,
    actor_of,
    identity_of,
    in_words,
    require_case,
    show,
    undo_of,
)
from kapstok.schermen.werkplek.story import steps_of, timeline_of
from kapstok.schermen.werkplek.term import BADGE, consequences
from kapstok.schermen.werkplek.viewer import viewer_of


@staff(*CAN_READ)
@require_safe
def case(request: HttpRequest, zaak_id: UUID) -> HttpResponse:
    """One zaak with everything."""
    return case_page(request, zaak_id)


def case_page(request: HttpRequest, zaak_id: UUID, *, missed: Missed | None = None) -> HttpResponse:
    """The page, also after a refused form: then with status 422 and the faults next to the fields."""
    now, today = timezone.now(), timezone.localdate()
    carry_out_due(now, zaak_id=zaak_id)
    row = require_case(zaak_id)
    parts = dossier.case_parts(zaak_id, row["zaaktype_id"])
    _looked(request, zaak_id, parts["rollen"])
    roles = (
        with_pages(zaak_id, parts["rollen"]) if identity_of(request).has_role(*CAN_TALK) else parts["rollen"]
    )
    documents, persons = documents_of("zaak", zaak_id), dict(recipients(parts["rollen"]))
    faults = {missed.act: missed.faults} if missed else {}
    typed = {missed.act: missed.typed} if missed else {}
    fact_form = (typed.get("gegevens", {}), faults.get("gegevens", {}))
    return show(
        request,
        "zaak",
        status=422 if missed else 200,
        zaak=row,
        **_rights(request, row),
        **_term(zaak_id, row, today),
        **_waiting(zaak_id),
        fout=faults,
        getypt=typed,
        fouten=_summary(missed),
        stappen=steps_of(parts["stappen"], row["status_nummer"]),
        rollen=roles,
        eigenschappen=[(f["definitie"], _shown(f)) for f in parts["eigenschappen"] if f["waarde"]],
        velden=fields_of(parts["eigenschappen"], *fact_form),
        besluiten=parts["besluiten"],
        verwant=_related(parts["verwant"]),
        tijdlijn=timeline_of(parts["geschiedenis"]),
        plaats=place_in_words(row["zaakgeometrie"]),
        documenten=documents,
        documenten_elders=documents_elsewhere(zaak_id),
        kijker=viewer_of(request, zaak_id, documents),
        berichten=[(b, persons.get(b.betrokkene, "")) for b in klanten.thread(zaak_id)],
        ontvangers=list(persons.items()),
        contacten=[(c, CHANNELS.get(c.kanaal, c.kanaal)) for c in klanten.contacts_of_zaak(zaak_id)],
        kanalen=[("", _("Kies")), *CHANNELS.items()],
        taken=_tasks(zaak_id),
        notities=_notes(zaak_id),
        collegas=(people := colleagues(today=today, roles=CAN_TALK)),
        verdelen_aan=[("", _("Kies een collega")), *((str(c.id), c.naam) for c in people)],
        ongedaan=undo_of(request),
    )


def _summary(missed: Missed | None) -> list[tuple[str, str]]:
    """What is wrong, each with the field it belongs to if there is one."""
    if missed is None:
        return []
    return [(f"id_{missed.act}_{name}" if name else "", text) for name, text in missed.faults.items()]


def recipients(roles: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Key and name of who follows this zaak in Mijn omgeving, the applicant first."""
    follow = ("initiator", "mede_initiator", "belanghebbende")
    found: dict[str, str] = {}
    for role in sorted(roles, key=lambda r: r["omschrijving_generiek"] != "initiator"):
        number = role["bsn"] or role["kvk_nummer"]
        if number and role["omschrijving_generiek"] in follow:
            name = role["naam"] or role["betrokkene_type"].replace("_", " ")
            found.setdefault(klanten.person_key(number), f"{name} ({role['omschrijving'].lower()})")
    return list(found.items())


def _looked(request: HttpRequest, zaak_id: UUID, roles: list[dict[str, Any]]) -> None:
    """Opening a zaak reads its messages, and the initiator can see who looked, and why."""
    now = timezone.now()
    klanten.mark_read(zaak_id, by=Van.GEMEENTE, moment=now)
    mark_seen([zaak_id], medewerker=identity_of(request).user_id, moment=now)
    for role in roles:
        person = role["bsn"] or role["kvk_nummer"]
        if role["omschrijving_generiek"] == "initiator" and person:
            log_use(
                person,
                actor=actor_of(request),
                moment=now,
                source="Zaak",
                fields=["zaak", "documenten"],
                zaak=zaak_id,
            )


def _rights(request: HttpRequest, row: dict[str, Any]) -> dict[str, bool]:
    """What this medewerker may do with this zaak; a closed one is only reopened or talked about."""
    identity, is_open = identity_of(request), row["einddatum"] is None
    handles = identity.has_role(*CAN_HANDLE)
    return {
        "open": is_open,
        "is_mijn": row["behandelaar_id"] == identity.user_id,
        "mag_behandelen": handles,
        "mag_wijzigen": handles and is_open,
        "mag_praten": identity.has_role(*CAN_TALK),
        "mag_verdelen": identity.has_role("teamleider"),
    }


def _term(zaak_id: UUID, row: dict[str, Any], today: date) -> dict[str, Any]:
    """The clock: how pressing, the facts, and what Opschorten, Hervatten and Verlengen would do."""
    zaak = Zaak.objects.get(id=zaak_id)
    klok = klok_of(zaak, ZaakType.objects.get(id=zaak.zaaktype_id))
    pressing, last_day = urgency(klok, today), uiterste_datum(klok, today)
    facts = [
        (_("Begonnen"), in_words(row["startdatum"])),
        (_("Uiterlijk"), in_words(last_day)),
        (_("Behandelaar"), row["behandelaar"] or "-"),
        (_("Team"), row["team"] or "-"),
    ]
    if row["verlenging"]:
        facts.append((_("Verlengd, omdat"), row["verlenging"].get("reden") or "-"))
    if (row["opschorting"] or {}).get("indicatie"):
        facts.append((_("Opgeschort, omdat"), row["opschorting"].get("reden") or "-"))
    if row["resultaat"]:
        facts.append((_("Resultaat"), row["resultaat"]))
    if row["archiefactiedatum"]:
        facts.append((_("Bewaren tot"), in_words(row["archiefactiedatum"])))
    return {
        "kern": facts,
        "reden": _(pressing.reason.text).format(**pressing.reason.values),
        "toon": BADGE.get(pressing.niveau, "neutraal"),
        "opgeschort": klok.opgeschort_sinds is not None,
        "gevolg": consequences(klok, today),
    }


def _waiting(zaak_id: UUID) -> dict[str, Any]:
    """A closing that waits for its ten seconds, or the last one that failed."""
    rows = Uitgesteld.objects.filter(zaak_id=zaak_id)
    failed = rows.filter(stand=Uitgesteld.Stand.MISLUKT).order_by("-gemaakt").first()
    return {"wacht": rows.filter(stand=Uitgesteld.Stand.WACHT).first(), "mislukt": failed}


def _shown(fact: dict[str, Any]) -> str:
    value = fact["waarde"]
    if (
        fact["specificatie"].get("formaat") in ("datum", "datum_tijd")
        and value[:8].isdigit()
        and len(value) >= 8
    ):
        clock = f" {value[8:10]}:{value[10:12]}" if len(value) >= 12 else ""
        return f"{value[6:8]}-{value[4:6]}-{value[:4]}{clock}"
    return value


def _tasks(zaak_id: UUID) -> list[dict[str, Any]]:
    """Open tasks first, each with who does it."""
    rows = list(
        Taak.objects.filter(zaak_id=zaak_id).order_by(F("gedaan").desc(nulls_first=True), "uiterlijk")[:100]
    )
    names = names_of({t.behandelaar_id for t in rows if t.behandelaar_id})
    links = about({t.over for t in rows}, zaak_id)
    return [{"taak": t, "naam": names.get(t.behandelaar_id, ""), "link": links.get(t.over, "")} for t in rows]  # type: ignore[arg-type]


def _notes(zaak_id: UUID) -> list[dict[str, Any]]:
    """Zaaknotities, of colleagues and of applications, newest first. The subject only where the text says more."""
    rows = ZaakNotitie.objects.filter(zaak_id=zaak_id).order_by("-aanmaakdatum", "-id")[:100]
    return [
        {
            "kop": "" if n.tekst.strip().startswith(n.onderwerp.rstrip("…")) else n.onderwerp,
            "tekst": n.tekst,
            "door": n.aangemaakt_door,
            "moment": n.aanmaakdatum,
            "concept": n.status == "concept",
            "extern": n.notitie_type == "extern",
        }
        for n in rows
    ]


CHANNELS = {
    "telefoon": gettext_lazy("Telefoon"),
    "balie": gettext_lazy("Balie"),
    "mail": gettext_lazy("Mail"),
    "chat": gettext_lazy("Chat"),
    "brief": gettext_lazy("Brief"),
}
_RELATIONS = {
    "hoofdzaak": gettext_lazy("Hoofdzaak"),
    "deelzaak": gettext_lazy("Deelzaak"),
    "vervolg": gettext_lazy("Vervolg"),
    "onderwerp": gettext_lazy("Zelfde onderwerp"),
    "bijdrage": gettext_lazy("Bijdrage"),
    "aanvrager": gettext_lazy("Zelfde aanvrager"),
    "": gettext_lazy("Verwante zaak"),
}


def _related(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**r, "relatie": str(_RELATIONS.get(r["relatie"], _RELATIONS[""]))} for r in rows]
