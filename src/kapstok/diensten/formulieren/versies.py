"""Versions of a form as its editor sees them: upload as concept, publish, withdraw, bring an older one back."""

from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from kapstok.diensten.formulieren.analyse import Bevinding, analyse, blocking
from kapstok.diensten.formulieren.bronnen import source
from kapstok.diensten.formulieren.definitie import Definitie, dump_definition, read_definition
from kapstok.diensten.formulieren.models import Formulier, FormulierVersie
from kapstok.diensten.formulieren.services import NotPublishable, publish_form
from kapstok.magazijnen.catalogi.models import Eigenschap, InformatieObjectType, ZaakType
from kapstok.platform.errors import Refusal, Refusals
from kapstok.platform.work import Actor, unit_of_work

MAX_BYTES = 1_000_000
Status = FormulierVersie.Status


def findings(definitie: Definitie) -> list[Bevinding]:
    """What is wrong with the form itself, and with what it takes from the catalogus and the sources."""
    return [*analyse(definitie), *_prefills(definitie), *_catalogus(definitie)]


def _prefills(definitie: Definitie) -> list[Bevinding]:
    found = []
    for vraag in definitie.questions():
        if vraag.prefill and source(vraag.prefill.source) is None:
            text = _("Bij “%(vraag)s”: de bron “%(bron)s” kennen wij niet.")
            found.append(
                Bevinding(
                    "fout", "source", vraag.id, text % {"vraag": vraag.id, "bron": vraag.prefill.source}
                )
            )
    return found


def _catalogus(definitie: Definitie) -> list[Bevinding]:
    """A zaaktype, eigenschap or document type that is not there yet blocks nothing: it may come later."""
    zaak = definitie.zaak
    zaaktypen = ZaakType.objects.filter(identificatie=zaak.zaaktype, concept=False)
    if not zaaktypen.exists():
        text = (
            _("Het zaaktype “%s” is er niet of is niet gepubliceerd. Versturen lukt dan niet.")
            % zaak.zaaktype
        )
        return [Bevinding("let-op", "zaaktype", "zaak", text)]
    known = set(
        Eigenschap.objects.filter(zaaktype_id__in=zaaktypen.values("id")).values_list("naam", flat=True)
    )
    missing = sorted(set(zaak.eigenschappen) - known)
    kinds = {v.files.informatieobjecttype for v in definitie.questions() if v.files} - {""}
    there = set(
        InformatieObjectType.objects.filter(omschrijving__in=kinds).values_list("omschrijving", flat=True)
    )
    texts = [_("Het zaaktype heeft geen eigenschap “%s”.") % name for name in missing]
    texts += [_("Er is geen soort document “%s”.") % name for name in sorted(kinds - there)]
    return [Bevinding("let-op", "catalogus", "zaak", text) for text in texts]


def upload_version(raw: bytes, *, slug: str = "", actor: Actor, now: datetime) -> FormulierVersie:
    """Keep a definition as concept, in place of a former concept. Refusals name every fault."""
    if len(raw) > MAX_BYTES:
        raise NotPublishable("max_length", "definitie", _("Dit bestand is te groot: het mag 1 MB zijn."))
    definitie = read_definition(raw)
    refusals: list[Refusal] = [
        NotPublishable(f.code, f.plaats, f.tekst) for f in blocking(findings(definitie))
    ]
    if slug and definitie.slug != slug:
        text = _("Dit is een ander formulier: in het bestand staat “%(ander)s”, en dit is “%(dit)s”.")
        refusals.append(NotPublishable("slug", "slug", text % {"ander": definitie.slug, "dit": slug}))
    if refusals:
        raise Refusals(refusals)
    with unit_of_work(actor, "formulier.upload", moment=now) as work:
        form, _made = Formulier.objects.get_or_create(
            slug=definitie.slug, defaults={"naam": definitie.title.nl}
        )
        versions = FormulierVersie.objects.select_for_update().filter(formulier=form)
        row = versions.filter(status=Status.CONCEPT).order_by("-versie").first()
        if row is None:
            number = (
                FormulierVersie.objects.filter(formulier=form).aggregate(most=Max("versie"))["most"] or 0
            ) + 1
            row = FormulierVersie(formulier=form, versie=number, status=Status.CONCEPT)
        row.definitie, row.toegevoegd, row.medewerker = dump_definition(definitie), now, actor.name
        row.save()
        work.record("formulier", form.id, after={"slug": form.slug, "versie": row.versie, "stand": "concept"})
    return row


def _version(version_id: UUID) -> FormulierVersie:
    row = FormulierVersie.objects.select_for_update().filter(id=version_id).first()
    if row is None:
        raise NotPublishable("not_found", "", _("Deze versie is er niet (meer)."))
    return row


def publish_version(version_id: UUID, *, actor: Actor, now: datetime) -> FormulierVersie:
    """**Publiceren**: a concept goes live; an older or withdrawn version comes back as a new one."""
    row = _version(version_id)
    definitie = read_definition(row.definitie)
    if row.status != Status.CONCEPT:
        return publish_form(definitie, actor=actor, now=now)
    faults = blocking(findings(definitie))
    if faults:
        raise Refusals([NotPublishable(f.code, f.plaats, f.tekst) for f in faults])
    with unit_of_work(actor, "formulier.publish", moment=now) as work:
        row.status, row.gepubliceerd = Status.GEPUBLICEERD, now
        row.save(update_fields=["status", "gepubliceerd"])
        Formulier.objects.filter(id=row.formulier_id).update(naam=definitie.title.nl)
        data = {"slug": definitie.slug, "versie": row.versie}
        work.record("formulier", row.formulier_id, after=data)
        work.publish("formulieren.formulier.publish", subject=row.formulier_id, data=data)
    return row


def withdraw_form(slug: str, *, actor: Actor, now: datetime) -> int:
    """**Intrekken**: nobody can start the form; who began may finish. Returns how many versions were live."""
    with unit_of_work(actor, "formulier.withdraw", moment=now) as work:
        form = Formulier.objects.select_for_update().filter(slug=slug).first()
        if form is None:
            raise NotPublishable("not_found", "", _("Dit formulier is er niet (meer)."))
        live = FormulierVersie.objects.filter(formulier=form, status=Status.GEPUBLICEERD)
        count = live.update(status=Status.INGETROKKEN)
        work.record("formulier", form.id, before={"gepubliceerd": count}, after={"stand": "ingetrokken"})
    return count
