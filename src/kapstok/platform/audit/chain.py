"""Writing to the audit chain, reading its content, forgetting a subject, and checking the chain."""

import base64
import functools
import hashlib
import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import msgspec
from django.db import connection

from kapstok.platform.audit.actor import Actor
from kapstok.platform.audit.models import AuditHead, AuditKey, AuditRecord
from kapstok.platform.config.crypto import decrypt_with, derived_key, encrypt_with
from kapstok.platform.db import current_tenant, uuid7


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One change to be recorded. `subject` owns the key of the content (usually the zaak)."""

    action: str
    object_kind: str
    object_id: str
    subject: str
    before: Any = None
    after: Any = None


@functools.lru_cache(maxsize=4096)
def _subject_key(tenant: int, subject: str) -> bytes:  # noqa: ARG001 - tenant is part of the cache key
    """Key of a subject, made when it has none. Wrapped with the master key in the database."""
    wrap = derived_key("audit")
    candidate = secrets.token_bytes(32)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_auditkey (id, subject, sleutel) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            [uuid7(), subject, encrypt_with(wrap, candidate, bound_to=subject)],
        )
        cursor.execute("SELECT sleutel FROM audit_auditkey WHERE subject = %s", [subject])
        return decrypt_with(wrap, bytes(cursor.fetchone()[0]), bound_to=subject)


def _content(entry: Entry) -> bytes:
    if entry.before is None and entry.after is None:
        return b""
    tenant = current_tenant()
    if tenant is None:
        raise RuntimeError("audit content needs a tenant scope")
    plain = msgspec.json.encode({"voor": entry.before, "na": entry.after}, enc_hook=str)
    return encrypt_with(_subject_key(tenant, entry.subject), plain, bound_to=entry.object_id)


def append(entries: Iterable[Entry], *, actor: Actor, moment: datetime) -> int:
    """Add entries to the chain of the current tenant in one statement; returns the last number."""
    records = [
        {
            "id": str(uuid7()),
            "moment": moment.isoformat(),
            "actor_soort": actor.kind,
            "actor_id": actor.stored_id,
            "actor_naam": actor.stored_name,
            "actie": e.action,
            "doel": actor.purpose,
            "object_soort": e.object_kind,
            "object_id": e.object_id,
            "subject": e.subject,
            "inhoud": base64.b64encode(_content(e)).decode(),
        }
        for e in entries
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_schrijf(%s::jsonb)", [msgspec.json.encode(records).decode()])
        return int(cursor.fetchone()[0])


def content(record: AuditRecord) -> dict[str, Any] | None:
    """Before and after of a record ({"voor", "na"}); None when empty or when the subject is forgotten."""
    key = AuditKey.objects.filter(subject=record.subject).values_list("sleutel", flat=True).first()
    if key is None or not record.inhoud:
        return None
    opened = decrypt_with(derived_key("audit"), bytes(key), bound_to=record.subject)
    return msgspec.json.decode(decrypt_with(opened, bytes(record.inhoud), bound_to=record.object_id))


def forget(subjects: list[str]) -> int:
    """Shred the keys of these subjects; their audit content can never be read again."""
    _subject_key.cache_clear()
    return AuditKey.objects.filter(subject__in=subjects).delete()[0]


def _field(value: object) -> bytes:
    raw = str(value).encode()
    return f"{len(raw)}:".encode() + raw + b","


def sealed_text(tenant: int, r: AuditRecord) -> bytes:
    """The text that the hash of a record seals; the same as audit_schrijf writes."""
    moment = r.moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    fields = [tenant, r.volgnummer, moment, r.actor_soort, r.actor_id, r.actor_naam, r.actie, r.doel]
    fields += [r.object_soort, r.object_id, r.subject, hashlib.sha256(bytes(r.inhoud)).hexdigest()]
    return b"".join(_field(f) for f in fields)


def _records() -> Iterator[AuditRecord]:
    return AuditRecord.objects.order_by("volgnummer").iterator(chunk_size=2000)


def verify(tenant: int) -> str | None:
    """Check the chain of the tenant in scope. None when whole, else the first bad record in words."""
    expected, previous = 1, b""
    for record in _records():
        if record.volgnummer != expected:
            return f"record {expected} ontbreekt (gevonden: {record.volgnummer})"
        if bytes(record.vorige_hash) != previous:
            return f"record {expected} sluit niet aan op het vorige"
        if hashlib.sha256(previous + sealed_text(tenant, record)).digest() != bytes(record.hash):
            return f"record {expected} is gewijzigd"
        previous, expected = bytes(record.hash), expected + 1
    head = AuditHead.objects.first()
    if head is None:
        return None if expected == 1 else "de kop van de keten ontbreekt"
    if head.volgnummer != expected - 1:
        return f"record {expected} ontbreekt aan het eind"
    return None if bytes(head.hash) == previous else "de kop van de keten is gewijzigd"
