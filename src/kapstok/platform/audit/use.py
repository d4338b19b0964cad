"""The log of use of personal data, and what the person sees of it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from django.db import connection

from kapstok.platform.audit.actor import Actor
from kapstok.platform.audit.models import UseRecord
from kapstok.platform.config.crypto import pseudonym
from kapstok.platform.db.ids import uuid7
from kapstok.platform.db.later import later

# Every answer about a person waits for this: one statement that is always the same text.
_INSERT = """INSERT INTO audit_userecord
(id, betrokkene, moment, actor_soort, actor_naam, doel, bron, velden, zaak, vertrouwelijk)
SELECT w.id, w.betrokkene, %(moment)s, %(soort)s, %(naam)s, %(doel)s, %(bron)s, %(velden)s::jsonb, %(zaak)s::uuid,
  %(vertrouwelijk)s FROM unnest(%(ids)s::uuid[], %(wie)s::text[]) AS w(id, betrokkene)"""


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
    if not persons:
        return
    values = {
        "ids": [uuid7() for _ in persons],
        "wie": [pseudonym(person, purpose="betrokkene") for person in persons],
        "moment": moment,
        "soort": actor.kind,
        "naam": actor.stored_name,
        "doel": actor.purpose or "Behandeling",
        "bron": source,
        "velden": msgspec.json.encode(fields).decode(),
        "zaak": zaak,
        "vertrouwelijk": confidential,
    }
    # Goes along with the commit of the answer: what goes wrong with it comes out before anything is answered.
    later(_INSERT, values)


def uses_of(person: str, *, limit: int = 100, offset: int = 0) -> list[UseRecord]:
    """What the person may see, newest first; records on confidential grounds are withheld."""
    found = UseRecord.objects.filter(betrokkene=pseudonym(person, purpose="betrokkene"), vertrouwelijk=False)
    return list(found.order_by("-moment", "-id")[offset : offset + limit])
