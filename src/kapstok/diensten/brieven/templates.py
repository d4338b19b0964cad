"""Use cases on templates: what there is, changing with a version, back to an earlier one, and trying out."""

from collections.abc import Collection
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from django.utils.translation import gettext as _

from kapstok.diensten.brieven.models import Sjabloon, SjabloonVersie
from kapstok.diensten.brieven.rules import (
    IN_MAIL,
    KNOWN,
    BriefRefused,
    fields_of,
    fill,
    is_offered,
    stray_braces,
    wrong_fields,
)
from kapstok.kern.datum import in_words
from kapstok.magazijnen.catalogi.models import ResultaatType, ZaakType
from kapstok.magazijnen.zaken.models import Resultaat, Zaak
from kapstok.platform.errors import Refusal, Refusals
from kapstok.platform.work import Actor, unit_of_work

_FOLDER = Path(__file__).with_name("sjablonen")
LANGUAGES = ("nl", "fy", "en")
LONGEST = 20_000
_CONTENT = ("naam", "onderwerp", "tekst", "vertalingen", "zaaktypen", "resultaten", "actief")


class Inhoud(msgspec.Struct, frozen=True):
    """What a beheerder can change of a template; one version of it."""

    naam: str
    onderwerp: str
    tekst: str
    vertalingen: dict[str, dict[str, str]] = {}
    zaaktypen: list[str] = []
    resultaten: list[str] = []
    actief: bool = True


@cache
def standard_mails() -> dict[str, dict[str, Any]]:
    """The mails that every municipality sends, as they are until somebody changes them."""
    return {row["slug"]: row for row in msgspec.json.decode((_FOLDER / "mail.json").read_bytes())}


def find_template(slug: str) -> Sjabloon | None:
    """The template of this municipality; for a mail that nobody changed yet, the standard one (not saved)."""
    found = Sjabloon.objects.filter(slug=slug).first()
    if found is None and slug in standard_mails():
        return Sjabloon(**standard_mails()[slug], soort=Sjabloon.Soort.MAIL, versie=0)
    return found


def all_templates() -> list[Sjabloon]:
    """Letters and mails by name; the standard mails included. At most 500."""
    rows = list(Sjabloon.objects.order_by("naam")[:500])
    known = {row.slug for row in rows}
    mails = [find_template(slug) for slug in standard_mails() if slug not in known]
    return sorted([*rows, *(m for m in mails if m)], key=lambda row: row.naam)


def offered_letters(zaak_id: UUID) -> list[Sjabloon]:
    """Letters that fit this zaak, by name; at most 100."""
    zaak = Zaak.objects.filter(id=zaak_id).only("zaaktype_id").first()
    zaaktype = ZaakType.objects.filter(id=zaak.zaaktype_id).first() if zaak else None
    outcome = Resultaat.objects.filter(zaak_id=zaak_id).first()
    kind = ResultaatType.objects.filter(id=outcome.resultaattype_id).first() if outcome else None
    rows = Sjabloon.objects.filter(actief=True, soort=Sjabloon.Soort.BRIEF).order_by("naam")[:500]
    return [
        row
        for row in rows
        if is_offered(
            zaaktypen=row.zaaktypen,
            resultaten=row.resultaten,
            zaaktype=zaaktype.identificatie if zaaktype else "",
            resultaat=kind.omschrijving if kind else "",
        )
    ][:100]


def content_of(sjabloon: Sjabloon) -> Inhoud:
    return Inhoud(**{name: getattr(sjabloon, name) for name in _CONTENT})


def allowed_fields(soort: str, asked: Collection[str] = ()) -> tuple[str, ...]:
    """Fields that may stand in a text of this kind; a letter may also ask things of the medewerker."""
    return IN_MAIL if soort == Sjabloon.Soort.MAIL else (*KNOWN, *asked)


def content_refusals(soort: str, content: Inhoud, asked: Collection[str] = ()) -> list[Refusal]:
    """What is wrong with a text, each next to its field."""
    allowed = allowed_fields(soort, asked)
    found: list[Refusal] = []
    if not content.naam.strip():
        found.append(BriefRefused("required", "naam", _("Vul een naam in.")))
    for language in LANGUAGES:
        texts = {"onderwerp": content.onderwerp, "tekst": content.tekst}
        if language != "nl":
            texts = content.vertalingen.get(language, {})
            if not any(texts.values()):
                continue
        for name in ("onderwerp", "tekst"):
            field = name if language == "nl" else f"{name}_{language}"
            found += _text_refusals(texts.get(name, ""), field, allowed)
    return found


def _text_refusals(text: str, field: str, allowed: Collection[str]) -> list[Refusal]:
    if not text.strip():
        return [BriefRefused("required", field, _("Vul hier een tekst in."))]
    if len(text) > LONGEST:
        return [BriefRefused("max_length", field, _("Deze tekst is te lang."))]
    found: list[Refusal] = []
    for wrong in wrong_fields(text, allowed):
        words = _("Het veld {%(naam)s} bestaat niet.") % {"naam": wrong.name}
        if wrong.meant:
            words += " " + _("Bedoelt u {%(veld)s}?") % {"veld": wrong.meant}
        found.append(BriefRefused("unknown-field", field, words))
    for piece in stray_braces(text):
        words = _("Bij “%(stuk)s” staat een accolade die bij geen veld hoort.") % {"stuk": piece.strip()}
        found.append(BriefRefused("brace", field, words))
    return found


def save_template(
    slug: str, content: Inhoud, *, asked: Collection[str], expected: int, actor: Actor, now: datetime
) -> Sjabloon:
    """Keep a new version. `expected` is the version that was read: who saves over somebody else is told."""
    with unit_of_work(actor, "sjabloon.change", moment=now) as work:
        row = Sjabloon.objects.select_for_update().filter(slug=slug).first() or find_template(slug)
        if row is None:
            raise BriefRefused("not_found", "", _("Dit sjabloon is er niet (meer)."))
        refusals = content_refusals(row.soort, content, asked)
        if refusals:
            raise Refusals(refusals)
        if row.versie != expected:
            text = _(
                "Iemand anders heeft deze tekst net gewijzigd. Open de pagina opnieuw en kijk wat er anders is."
            )
            raise BriefRefused("conflict", "", text)
        before = content_of(row)
        if before == content and row.versie:
            work.record("sjabloon", row.id, after={"ongewijzigd": True})
            return row
        _keep_first(row, before, now)
        for name in _CONTENT:
            setattr(row, name, getattr(content, name))
        row.versie += 1
        row.save()
        _keep_version(row, content, actor.name, now)
        changed = {n: getattr(content, n) for n in _CONTENT if getattr(before, n) != getattr(content, n)}
        work.record("sjabloon", row.id, before={n: getattr(before, n) for n in changed}, after=changed)
    return row


def _keep_first(row: Sjabloon, content: Inhoud, now: datetime) -> None:
    """The version that was there before versions were kept."""
    if row.versie and not SjabloonVersie.objects.filter(sjabloon_id=row.id, versie=row.versie).exists():
        _keep_version(row, content, "Kapstok", now)


def _keep_version(row: Sjabloon, content: Inhoud, who: str, now: datetime) -> None:
    SjabloonVersie.objects.create(
        sjabloon_id=row.id,
        versie=row.versie,
        inhoud=msgspec.to_builtins(content),
        medewerker=who,
        moment=now,
    )


def add_letter(
    slug: str, content: Inhoud, *, asked: Collection[str], actor: Actor, now: datetime
) -> Sjabloon:
    """A new letter."""
    refusals = content_refusals(Sjabloon.Soort.BRIEF, content, asked)
    if find_template(slug) is not None:
        refusals.append(BriefRefused("taken", "naam", _("Er is al een sjabloon met deze naam.")))
    if refusals:
        raise Refusals(refusals)
    with unit_of_work(actor, "sjabloon.create", moment=now) as work:
        row = Sjabloon.objects.create(slug=slug, **{n: getattr(content, n) for n in _CONTENT})
        _keep_version(row, content, actor.name, now)
        work.record("sjabloon", row.id, after=msgspec.to_builtins(content))
    return row


def versions_of(sjabloon: Sjabloon) -> list[SjabloonVersie]:
    """Newest first; at most 200."""
    return list(SjabloonVersie.objects.filter(sjabloon_id=sjabloon.id).order_by("-versie")[:200])


def content_in(version: SjabloonVersie) -> Inhoud:
    return msgspec.convert(version.inhoud, Inhoud)


def restore_version(sjabloon: Sjabloon, versie: int, *, actor: Actor, now: datetime) -> Sjabloon:
    """The text of an earlier version becomes the newest one; nothing is lost."""
    found = SjabloonVersie.objects.filter(sjabloon_id=sjabloon.id, versie=versie).first()
    if found is None:
        raise BriefRefused("not_found", "", _("Deze versie is er niet."))
    content = content_in(found)
    asked = fields_of(content.onderwerp, content.tekst)
    return save_template(sjabloon.slug, content, asked=asked, expected=sjabloon.versie, actor=actor, now=now)


def example_values(gemeente: str, today: date, asked: Collection[str] = ()) -> dict[str, str]:
    """Values of a zaak that does not exist, to see what a text becomes."""
    known = {
        "aanvrager": "mevrouw T. Voorbeeld",
        "zaaknummer": "VB-2026-000123",
        "zaaktype": "Boom kappen",
        "onderwerp": "Boom kappen: een eik in de voortuin",
        "startdatum": in_words(today),
        "uiterlijk": in_words(date.fromordinal(today.toordinal() + 56)),
        "gemeente": gemeente,
        "medewerker": "M. Edewerker",
        "datum": in_words(today),
        "status": "In behandeling",
        "mijn_omgeving": "www.voorbeeld.test/mijn/",
    }
    return {**{name: f"[{name.replace('_', ' ')}]" for name in asked}, **known}


def in_language(content: Inhoud, language: str) -> tuple[str, str]:
    """Subject and text in a language; Dutch where there is no translation."""
    own = content.vertalingen.get(language, {})
    if own.get("onderwerp") and own.get("tekst"):
        return own["onderwerp"], own["tekst"]
    return content.onderwerp, content.tekst


def filled_mail(content: Inhoud, language: str, values: dict[str, str]) -> tuple[str, str]:
    """Subject and text of a mail as they go out."""
    subject, text = in_language(content, language)
    return fill(subject, values), fill(text, values)
