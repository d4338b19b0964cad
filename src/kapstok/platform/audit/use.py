"""The log of use of personal data, and what the person sees of it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from kapstok.platform.audit.actor import Actor
from kapstok.platform.audit.models import UseRecord
from kapstok.platform.config.crypto import pseudonym


def log_use(
    person: str,
    *,
    actor: Actor,
    moment: datetime,
    source: str,
    fields: list[str],
    zaak: UUID | None = None,
    confidential: bool = False,
) -> None:
    """Record that `actor` used data of `person` (bsn or kvk number) in this transaction.

    Raises what the database raises: without a log there is no answer.
    """
    log_uses(
        [person],
        actor=actor,
        moment=moment,
        source=source,
        fields=fields,
        zaak=zaak,
        confidential=confidential,
    )


def log_uses(
    persons: Sequence[str],
    *,
    actor: Actor,
    moment: datetime,
    source: str,
    fields: list[str],
    zaak: UUID | None = None,
    confidential: bool = False,
) -> None:
    """As `log_use`, for all persons of one answer in one statement."""
    if not connection.in_atomic_block:
        raise RuntimeError("use of personal data is logged in the transaction that reads it")
    UseRecord.objects.bulk_create(
        UseRecord(
            betrokkene=pseudonym(person, purpose="betrokkene"),
            moment=moment,
            actor_soort=actor.kind,
            actor_naam=actor.stored_name,
            doel=actor.purpose or "Behandeling",
            bron=source,
            velden=fields,
            zaak=zaak,
            vertrouwelijk=confidential,
        )
        for person in persons
    )


def uses_of(person: str, *, limit: int = 100, offset: int = 0) -> list[UseRecord]:
    """What the person may see, newest first; records on confidential grounds are withheld."""
    found = UseRecord.objects.filter(betrokkene=pseudonym(person, purpose="betrokkene"), vertrouwelijk=False)
    return list(found.order_by("-moment", "-id")[offset : offset + limit])
