"""From a checked draft to intake: forms and intake meet here, as neither knows the other."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from kapstok.diensten.formulieren.controle import shown
from kapstok.diensten.formulieren.definitie import Definitie, Vraag
from kapstok.diensten.formulieren.services import Draft, mark_sent
from kapstok.diensten.formulieren.situatie import Situatie
from kapstok.diensten.intake.aanvraag import Aanvraag, Antwoord, Bijlage, Contact, Deel
from kapstok.diensten.intake.models import Inzending
from kapstok.diensten.intake.services import submit
from kapstok.platform.identity.access import identity_of
from kapstok.platform.work import unit_of_work
from kapstok.schermen.openbaar.formulier_toegang import acting


def send(request: HttpRequest, draft: Draft, situation: Situatie, *, now: datetime, today: date) -> Inzending:
    """Make the zaak and close the draft in one transaction. The draft is the key: sending twice makes one."""
    actor = acting(request)
    taal = translation.get_language() or "nl"
    with unit_of_work(actor, "intake.submit", moment=now):
        inzending = submit(
            _request_of(request, draft, situation, taal),
            sleutel=f"concept:{draft.row.id}",
            actor=actor,
            now=now,
            today=today,
        )
        mark_sent(draft, inzending.id, actor=actor, now=now)
    return inzending


def _request_of(request: HttpRequest, draft: Draft, situation: Situatie, taal: str) -> Aanvraag:
    definitie, answers = draft.form.definitie, situation.answers
    zaak = definitie.zaak
    return Aanvraag(
        zaaktype=zaak.zaaktype,
        omschrijving=_subject(definitie, draft, answers),
        titel=definitie.title.in_taal(taal),
        bron=definitie.slug,
        bron_versie=draft.row.versie.versie,
        kanaal=draft.row.kanaal,
        taal=taal,
        termijn_dagen=definitie.term_days,
        contact=_contact(request, draft, answers),
        locatie=answers.get(zaak.locatie) if zaak.locatie else None,
        eigenschappen=_facts(definitie, draft.form.by_id, answers),
        bijlagen=_attachments(draft, situation),
        delen=_chapters(draft, situation, taal),
        answers=answers,
        gemeente=request.tenant.naam,  # type: ignore[attr-defined]
    )


def _subject(definitie: Definitie, draft: Draft, answers: dict[str, Any]) -> str:
    """Subject of the zaak, with the place when there is one: "Boom kappen: Snellingerdijk 12"."""
    place = answers.get(definitie.zaak.locatie) if definitie.zaak.locatie else None
    vraag = draft.form.by_id.get(definitie.zaak.locatie)
    line = shown(vraag, place, "nl")[:1] if place and vraag else []
    return ": ".join([definitie.zaak.omschrijving, *line])[:80]


def _contact(request: HttpRequest, draft: Draft, answers: dict[str, Any]) -> Contact:
    """Typed contact data by the form's mapping; the numbers of a login come from the login only."""
    asked = draft.form.definitie.zaak.contact
    identity = identity_of(request)
    typed = {part: str(answers.get(getattr(asked, part)) or "") for part in ("naam", "email", "telefoon")}
    logged_in = draft.row.kanaal != "zonder" and identity is not None
    if not logged_in or identity is None:
        return Contact(**typed, adres=answers.get(asked.adres))
    number = {"bsn" if identity.kind == "burger" else "kvk": identity.id}
    typed["naam"] = typed["naam"] or identity.name
    return Contact(**typed, **number, vestiging=identity.vestiging, adres=answers.get(asked.adres))


def _facts(definitie: Definitie, by_id: dict[str, Vraag], answers: dict[str, Any]) -> dict[str, str]:
    """Eigenschappen: dates and numbers as stored, choices by their Dutch label."""
    found: dict[str, str] = {}
    for name, question in definitie.zaak.eigenschappen.items():
        if question not in answers:
            continue
        vraag = by_id[question]
        plain = vraag.type in ("datum", "getal", "bedrag", "tekst", "lange_tekst")
        value = str(answers[question]) if plain else ", ".join(shown(vraag, answers[question], "nl"))
        found[name] = value
    return found


def _attachments(draft: Draft, situation: Situatie) -> list[Bijlage]:
    """Files of visible questions only: a hidden question has no answer."""
    return [
        Bijlage(
            naam=file.naam,
            type=file.type,
            grootte=file.grootte,
            sha256=file.sha256,
            titel=draft.form.by_id[file.vraag].label.nl,
            informatieobjecttype=rules.informatieobjecttype
            if (rules := draft.form.by_id[file.vraag].files)
            else "",
        )
        for file in draft.files
        if file.vraag in situation.visible
    ]


def _chapters(draft: Draft, situation: Situatie, taal: str) -> list[Deel]:
    """Every question that was asked, with its answer, in the language of the reader."""
    return [
        Deel(
            stap.title.in_taal(taal),
            [
                Antwoord(
                    vraag.label.in_taal(taal),
                    shown(vraag, situation.answers[vraag.id], taal)
                    if vraag.id in situation.answers
                    else [_("Niet ingevuld")],
                    _("Door u aangepast") if vraag.id in draft.content.own else "",
                )
                for vraag in situation.questions(stap)
                if vraag.type != "uitleg"
            ],
        )
        for stap in situation.steps
    ]
