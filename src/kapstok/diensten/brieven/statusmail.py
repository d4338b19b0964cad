"""Mails to the resident about a zaak: to whom, in which language, and with which text."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from kapstok.diensten.brieven.templates import content_of, filled_mail, find_template
from kapstok.magazijnen.klanten.models import Voorkeur
from kapstok.magazijnen.klanten.services import person_key
from kapstok.magazijnen.zaken.models import Rol, Zaak
from kapstok.platform.config import settings
from kapstok.platform.db import current_tenant
from kapstok.platform.mail import queue_mail
from kapstok.platform.tenancy.models import Tenant
from kapstok.platform.tenancy.registry import tenant_by_id
from kapstok.platform.ui.opmaak import date_in_words

# Older than this is history (an import, a worker that stood still): nobody is mailed about it any more.
NEWS = timedelta(days=7)


class Addressee(NamedTuple):
    """Where a mail goes, and in which language."""

    email: str
    language: str


def is_news(moment: datetime, now: datetime) -> bool:
    return now - moment < NEWS


def addressee_of(zaak_id: UUID) -> Addressee | None:
    """The initiator, if they want mail: by their preference, else at the address that came with the request."""
    rol = Rol.objects.filter(zaak_id=zaak_id, omschrijving_generiek="initiator").order_by("id").first()
    if rol is None:
        return None
    given = str((rol.contactpersoon_rol or {}).get("emailadres") or "")
    number = rol.bsn or rol.kvk_nummer
    wish = Voorkeur.objects.filter(betrokkene=person_key(number)).first() if number else None
    if wish is None:
        return Addressee(given, "nl") if given else None
    return addressee_by_wish(wish, given)


def addressee_by_wish(wish: Voorkeur, given: str = "") -> Addressee | None:
    """Somebody who said how they want to be reached: their word counts."""
    email = wish.email or given
    return Addressee(email, wish.taal) if email and wish.mail_bij_bericht else None


def public_address(owner: Tenant) -> str:
    """Where Mijn omgeving is, as somebody types it."""
    port = f":{settings.poort}" if settings.domein == "localhost" else ""
    return f"{owner.slug}.{settings.domein}{port}/mijn/"


def mail_about(
    slug: str, *, event_key: str, to: Addressee | None, zaak_id: UUID, now: datetime, status: str = ""
) -> None:
    """Queue the mail of this template, when somebody is to be mailed."""
    owner, template = tenant_by_id(current_tenant() or 0), find_template(slug)
    zaak = Zaak.objects.filter(id=zaak_id).only("identificatie").first()
    if to is None or owner is None or template is None or not template.actief:
        return
    values = {
        "gemeente": owner.naam,
        "zaaknummer": zaak.identificatie if zaak else "",
        "status": status,
        "datum": date_in_words(timezone.localtime(now), to.language),
        "mijn_omgeving": public_address(owner),
    }
    subject, text = filled_mail(content_of(template), to.language, values)
    queue_mail(event_key=event_key, to=to.email, subject=subject, text=text, now=now)
