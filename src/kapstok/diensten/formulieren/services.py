"""Use cases of forms and drafts. A draft is reached only with its owner: others get None."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Max

from kapstok.diensten.formulieren.analyse import analyse, blocking
from kapstok.diensten.formulieren.bronnen import prefilled
from kapstok.diensten.formulieren.definitie import Definitie, dump_definition, read_definition
from kapstok.diensten.formulieren.models import Concept, ConceptBestand, Formulier, FormulierVersie
from kapstok.diensten.formulieren.rules import expiry, new_code, plain_code
from kapstok.diensten.formulieren.situatie import CompiledForm, Situatie
from kapstok.platform.config.crypto import decrypt, encrypt, pseudonym
from kapstok.platform.errors import Refusal, Refusals
from kapstok.platform.work import Actor, unit_of_work


class NotPublishable(Refusal):
    """The static checks found faults in a form."""


class ConceptSent(Refusal):
    """The draft was sent already and cannot change."""


class Inhoud(msgspec.Struct, frozen=True):
    """What a draft holds, sealed in the database. `known` came from a source; `own` is typed over it."""

    answers: dict[str, Any] = {}
    known: dict[str, Any] = {}
    own: list[str] = []


@dataclass(frozen=True)
class Draft:
    """A draft, opened: the form, the content and the files."""

    row: Concept
    form: CompiledForm
    content: Inhoud
    files: tuple[ConceptBestand, ...]

    @property
    def is_sent(self) -> bool:
        return self.row.inzending is not None

    def is_known(self, question_id: str) -> bool:
        """The answer comes from a source and was not corrected."""
        return question_id in self.content.known and question_id not in self.content.own

    def answers(self) -> dict[str, Any]:
        """Typed answers, known answers above them, and files as values."""
        known = {name: value for name, value in self.content.known.items() if name not in self.content.own}
        return {**self.content.answers, **known, **self._file_answers()}

    def _file_answers(self) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {}
        for file in self.files:
            value = {"id": str(file.id), "naam": file.naam, "grootte": file.grootte, "type": file.type}
            found.setdefault(file.vraag, []).append(value)
        return found

    def situation(self, *, today: date) -> Situatie:
        return self.form.situation(self.answers(), today=today, channel=self.row.kanaal)


def publish_form(definitie: Definitie, *, actor: Actor, now: datetime) -> FormulierVersie:
    """Publish a definition as the next version; the same definition again changes nothing."""
    faults = blocking(analyse(definitie))
    if faults:
        raise Refusals([NotPublishable(fault.code, fault.plaats, fault.tekst) for fault in faults])
    stored = dump_definition(definitie)
    with unit_of_work(actor, "formulier.publish", moment=now) as work:
        form, _ = Formulier.objects.get_or_create(slug=definitie.slug, defaults={"naam": definitie.title.nl})
        versions = FormulierVersie.objects.filter(formulier=form)
        newest = versions.order_by("-versie").first()
        if newest and newest.status == FormulierVersie.Status.GEPUBLICEERD and newest.definitie == stored:
            work.record("formulier", form.id, after={"slug": form.slug, "versie": newest.versie})
            return newest
        number = (versions.aggregate(most=Max("versie"))["most"] or 0) + 1
        version = FormulierVersie.objects.create(
            formulier=form,
            versie=number,
            status=FormulierVersie.Status.GEPUBLICEERD,
            definitie=stored,
            gepubliceerd=now,
            toegevoegd=now,
            medewerker=actor.name,
        )
        work.record("formulier", form.id, after={"slug": form.slug, "versie": number})
        work.publish(
            "formulieren.formulier.publish", subject=form.id, data={"slug": form.slug, "versie": number}
        )
    return version


def published(slug: str) -> tuple[FormulierVersie, CompiledForm] | None:
    """The newest published version of a form."""
    found = (
        FormulierVersie.objects.filter(formulier__slug=slug, status=FormulierVersie.Status.GEPUBLICEERD)
        .order_by("-versie")
        .first()
    )
    return (found, compiled(msgspec.json.encode(found.definitie))) if found else None


def is_published(slug: str) -> bool:
    """Can this form be started now?"""
    return FormulierVersie.objects.filter(
        formulier__slug=slug, status=FormulierVersie.Status.GEPUBLICEERD
    ).exists()


@lru_cache(maxsize=128)
def compiled(definition: bytes) -> CompiledForm:
    """Compiling takes about a millisecond; a published definition never changes, so it is its own key."""
    return CompiledForm(read_definition(definition))


def owner_hash(kind: str, secret: str) -> str:
    """Owner of a draft: kind "burger"/"bedrijf"/"medewerker" with a number, or "sessie" with a secret."""
    return pseudonym(f"{kind}:{secret}", purpose="concept")


def start_concept(
    version: FormulierVersie,
    form: CompiledForm,
    *,
    owner: str,
    channel: str,
    number: str,
    actor: Actor,
    now: datetime,
    proef: bool = False,
) -> Concept:
    """Begin a draft; what the sources know about the person who logged in is filled in now."""
    kind = {"digid": "burger", "eherkenning": "bedrijf"}.get(channel, "")
    known = prefilled(form.definitie, kind=kind, number=number) if kind else {}
    with unit_of_work(actor, "concept.start", moment=now) as work:
        row = Concept.objects.create(
            versie=version,
            eigenaar=owner,
            kanaal=channel,
            stap=form.definitie.steps[0].id,
            inhoud=_seal(Inhoud(known=known)),
            proef=proef,
            begonnen=now,
            bewaard=now,
            verloopt=expiry(now),
        )
        work.record("concept", row.id, after={"formulier": form.definitie.slug, "kanaal": channel})
    return row


def open_concept(concept_id: UUID, *, slug: str, owners: list[str], now: datetime) -> Draft | None:
    """The draft, when it exists here, belongs to one of these owners and has not expired."""
    row = (
        Concept.objects.select_related("versie")
        .filter(id=concept_id, eigenaar__in=owners, verloopt__gt=now, versie__formulier__slug=slug)
        .first()
    )
    if row is None:
        return None
    files = tuple(ConceptBestand.objects.filter(concept=row).order_by("toegevoegd", "id")[:200])
    form = compiled(msgspec.json.encode(row.versie.definitie))
    return Draft(row, form, _unseal(row.inhoud), files)


def save_answers(draft: Draft, values: dict[str, Any], *, step: str, actor: Actor, now: datetime) -> Draft:
    """Keep what was typed on a page; None removes an answer. Known answers are not typed over."""
    typed = {name: value for name, value in values.items() if not draft.is_known(name)}
    answers = {n: v for n, v in {**draft.content.answers, **typed}.items() if v is not None}
    return _store(draft, msgspec.structs.replace(draft.content, answers=answers), step, actor, now)


def correct_known(draft: Draft, question_id: str, *, actor: Actor, now: datetime) -> Draft:
    """**Klopt dit niet?**: the person types this answer; the known value stays visible to the handler."""
    if not draft.is_known(question_id):
        return draft
    content = draft.content
    answers = {**content.answers, question_id: content.known[question_id]}
    changed = msgspec.structs.replace(content, answers=answers, own=[*content.own, question_id])
    return _store(draft, changed, draft.row.stap, actor, now)


def _store(draft: Draft, content: Inhoud, step: str, actor: Actor, now: datetime) -> Draft:
    if draft.is_sent:
        raise ConceptSent("sent")
    with unit_of_work(actor, "concept.save", moment=now) as work:
        row = draft.row
        row.inhoud, row.stap, row.bewaard, row.verloopt = _seal(content), step, now, expiry(now)
        row.save(update_fields=["inhoud", "stap", "bewaard", "verloopt"])
        work.record("concept", row.id, after={"stap": step})
    return replace(draft, content=content)


def issue_code(draft: Draft, *, actor: Actor, now: datetime) -> str:
    """A new code with which to continue; an older code of this draft stops working."""
    if draft.is_sent:
        raise ConceptSent("sent")
    code = new_code()
    with unit_of_work(actor, "concept.code", moment=now) as work:
        Concept.objects.filter(id=draft.row.id).update(code_hash=_code_hash(code), verloopt=expiry(now))
        work.record("concept", draft.row.id, after={"code": "nieuw"})
    return code


def resume(
    text: str, *, owners: list[str], session_owner: str, actor: Actor, now: datetime
) -> Concept | None:
    """The draft of a code. One made after logging in opens only for the same login; one made without
    moves to this session."""
    code = plain_code(text)
    if not code:
        return None
    row = (
        Concept.objects.select_related("versie__formulier")
        .filter(code_hash=_code_hash(code), verloopt__gt=now, inzending__isnull=True)
        .first()
    )
    if row is None or row.eigenaar in owners:
        return row
    if row.kanaal != "zonder":
        return None
    with unit_of_work(actor, "concept.resume", moment=now) as work:
        row.eigenaar = session_owner
        row.save(update_fields=["eigenaar"])
        work.record("concept", row.id, after={"hervat": True})
    return row


def mark_sent(draft: Draft, inzending: UUID, *, actor: Actor, now: datetime) -> None:
    """The draft became an inzending: its answers go, the row stays so that Back can explain."""
    with unit_of_work(actor, "concept.sent", moment=now) as work:
        Concept.objects.filter(id=draft.row.id, inzending__isnull=True).update(
            inzending=inzending, inhoud=_seal(Inhoud()), code_hash=None
        )
        ConceptBestand.objects.filter(concept_id=draft.row.id).delete()
        work.record("concept", draft.row.id, after={"inzending": str(inzending)})


def remove_expired(*, actor: Actor, now: datetime) -> int:
    """Delete drafts whose term is over, in one statement; how many."""
    with unit_of_work(actor, "concept.expire", moment=now) as work:
        number, _ = Concept.objects.filter(verloopt__lte=now).delete()
        work.record("concept", "verlopen", after={"aantal": number})
    return number


def _code_hash(code: str) -> str:
    return pseudonym(code.replace("-", ""), purpose="concept-code")


def _seal(content: Inhoud) -> str:
    return encrypt(msgspec.json.encode(content).decode(), purpose="concept")


def _unseal(sealed: str) -> Inhoud:
    return msgspec.json.decode(decrypt(sealed, purpose="concept"), type=Inhoud)
