"""Putting mail in the queue and sending it.

A mail is claimed (committed) before the mail server is spoken to. When the process dies in between,
nobody can know whether it was sent; it is then marked uncertain and shown to the beheerder, who may
send it again. So never twice by itself.
"""

import smtplib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

import structlog
from django.db.models import F

from kapstok.platform.config import settings
from kapstok.platform.db import fetch_one, tenant_scope
from kapstok.platform.mail.models import Mail, State
from kapstok.platform.storage import DamagedBytes, MissingBytes, store
from kapstok.platform.tenancy.registry import tenant_by_id

log = structlog.get_logger()

MAX_ATTEMPTS = 10
SENDING_TAKES_AT_MOST = timedelta(minutes=5)
TIMEOUT_SECONDS = 20

_CLAIM = """
UPDATE mail_mail SET state = 'bezig', attempts = attempts + 1, next_attempt = %(now)s
WHERE id = (SELECT id FROM mail_mail WHERE state = 'wacht' AND next_attempt <= %(now)s
            ORDER BY next_attempt LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id, event_key, aan, onderwerp, tekst, attempts, bijlagen
"""


@dataclass(frozen=True, slots=True)
class Bijlage:
    """A file with a mail: bytes that are kept already, by their hash."""

    naam: str
    formaat: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Uitgaand:
    """A mail to one address. What was queued under this event key before is not queued again."""

    event_key: str
    to: str
    subject: str
    text: str
    bijlagen: tuple[Bijlage, ...] = ()


def queue_mails(mails: Iterable[Uitgaand], now: datetime) -> None:
    """Queue these mails in this transaction, in one statement per thousand."""
    rows = (
        Mail(
            event_key=each.event_key,
            aan=each.to,
            onderwerp=" ".join(each.subject.split())[:200],
            tekst=each.text,
            next_attempt=now,
            bijlagen=[asdict(file) for file in each.bijlagen],
        )
        for each in mails
    )
    Mail.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


def queue_mail(
    *, event_key: str, to: str, subject: str, text: str, now: datetime, bijlagen: Iterable[Bijlage] = ()
) -> None:
    """Queue one mail in this transaction."""
    queue_mails([Uitgaand(event_key, to, subject, text, tuple(bijlagen))], now)


def compose(claim: dict[str, Any], *, sender: str, now: datetime) -> EmailMessage:
    """The message as it goes out; its Message-ID is the event key, so that a receiver can see doubles."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = claim["aan"]
    message["Subject"] = claim["onderwerp"]
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{claim['id']}@{settings.domein}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(claim["tekst"])
    for each in claim.get("bijlagen", ()):
        kind, _, part = each["formaat"].partition("/")
        content = b"".join(store().read(each["sha256"]))
        message.add_attachment(content, maintype=kind, subtype=part, filename=each["naam"])
    return message


def _send(message: EmailMessage, server: str) -> None:
    host, _, port = server.rpartition(":")
    with smtplib.SMTP(host, int(port), timeout=TIMEOUT_SECONDS) as smtp:
        if settings.smtp_gebruiker:
            smtp.starttls()
            smtp.login(settings.smtp_gebruiker, settings.smtp_wachtwoord)
        smtp.send_message(message)


def send_next(tenant: int, *, server: str, now: datetime) -> bool:
    """Send one waiting mail of this tenant. True when there was one."""
    with tenant_scope(tenant):
        claim = fetch_one(_CLAIM, {"now": now})
        owner = tenant_by_id(tenant)
    if claim is None:
        return False
    sender = f"{owner.naam if owner else 'Kapstok'} <niet-beantwoorden@{settings.domein}.invalid>"
    try:
        _send(compose(claim, sender=sender, now=now), server)
    except (OSError, smtplib.SMTPException, DamagedBytes, MissingBytes) as error:
        _failed(tenant, claim, error, now)
    else:
        with tenant_scope(tenant):
            Mail.objects.filter(id=claim["id"]).update(state=State.SENT, verzonden=now, error="")
    return True


def _failed(tenant: int, claim: dict[str, int], error: Exception, now: datetime) -> None:
    log.warning("mail.failed", attempts=claim["attempts"], error=type(error).__name__)
    dead = claim["attempts"] >= MAX_ATTEMPTS
    wait = timedelta(seconds=15) * 2 ** claim["attempts"]
    with tenant_scope(tenant):
        Mail.objects.filter(id=claim["id"]).update(
            state=State.DEAD if dead else State.WAITING, next_attempt=now + wait, error=str(error)[:2000]
        )


def mark_uncertain(tenant: int, *, now: datetime) -> int:
    """Mails that were being sent when a process died: nobody knows, so a person decides."""
    with tenant_scope(tenant):
        old = Mail.objects.filter(state=State.SENDING, next_attempt__lt=now - SENDING_TAKES_AT_MOST)
        return old.update(state=State.UNCERTAIN)


def send_again(mail_ids: list[str], *, now: datetime) -> int:
    """A beheerder decides to send uncertain or dead mails again; returns how many."""
    rows = Mail.objects.filter(id__in=mail_ids, state__in=[State.UNCERTAIN, State.DEAD])
    return rows.update(state=State.WAITING, attempts=F("attempts") * 0, next_attempt=now)
