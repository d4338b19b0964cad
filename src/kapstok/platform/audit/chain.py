"""Writing to the audit chain, reading its content, forgetting a subject, and checking the chain."""

import hashlib
import secrets
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from kapstok.platform.audit.actor import Actor
from kapstok.platform.audit.models import AuditHead, AuditKey, AuditRecord
from kapstok.platform.config.crypto import Cipher, decrypt_with, derived_cipher, encrypt_with
from kapstok.platform.db import uuid7
from kapstok.platform.db.direct import direct
from kapstok.platform.db.later import later
from kapstok.platform.db.line import Answer


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One change to be recorded. `subject` owns the key of the content (usually the zaak)."""

    action: str
    object_kind: str
    object_id: str
    subject: str
    before: Any = None
    after: Any = None


# The key of a subject. Not cached: a key made in a transaction that is undone must not outlive it.
_KEY = "SELECT encode(sleutel, 'hex') FROM audit_auditkey WHERE subject = %(subject)s"
_NEW = "INSERT INTO audit_auditkey (id, subject, sleutel) VALUES (%(id)s, %(subject)s, %(sleutel)s)"
# Made when it has none.
_MADE = f"""
WITH nieuw AS ({_NEW} ON CONFLICT DO NOTHING RETURNING sleutel) SELECT encode(sleutel, 'hex') FROM nieuw
UNION ALL SELECT encode(sleutel, 'hex') FROM audit_auditkey WHERE subject = %(subject)s LIMIT 1
"""  # noqa: S608 - made of a statement of ours; every value is a parameter
# Records, to the end of the chain: one, as nearly always, or all those of a list.
_ONE = """SELECT audit_schrijf_een(%(id)s, %(moment)s, %(actor_soort)s, %(actor_id)s, %(actor_naam)s, %(actie)s,
  %(doel)s, %(object_soort)s, %(object_id)s, %(subject)s, %(inhoud)s)"""
_MORE = "SELECT audit_schrijf(%(records)s::jsonb)"


class SubjectKey:
    """The content key of a subject, asked for as soon as it is known whom a change is about.

    `new`: nothing was ever recorded of it, as its id was made just now; then its key is made, and nobody waits for it.
    False: it mostly has one, and looking is cheaper than making. None: nothing is known of it.
    """

    def __init__(self, subject: str, *, new: bool | None = None) -> None:
        self.subject, self._plain = subject, secrets.token_bytes(32)
        self._answer = (
            later(_KEY, {"subject": subject}, reads=True) if new is False else self._make(new=bool(new))
        )
        self._made = bool(new)

    def _make(self, *, new: bool) -> Answer:
        sealed = encrypt_with(derived_cipher("audit"), self._plain, bound_to=self.subject)
        return later(_NEW if new else _MADE, {"id": uuid7(), "subject": self.subject, "sleutel": sealed})

    def open(self) -> bytes:
        """The key, unwrapped with the master key; made when there is none."""
        if self._made:
            return self._plain
        # Made without a row: another transaction made it while this statement waited.
        row = self._answer.row() or self._make(new=False).row() or direct(_KEY, {"subject": self.subject})
        sealed = bytes.fromhex(((row or (b"",))[0] or b"").decode())
        return decrypt_with(derived_cipher("audit"), sealed, bound_to=self.subject)


def _content(entry: Entry, context: Mapping[str, str], keys: Mapping[str, bytes]) -> bytes:
    if not _has_content(entry, context):
        return b""
    told = {"context": context} if context else {}
    plain = msgspec.json.encode({"voor": entry.before, "na": entry.after, **told}, enc_hook=str)
    return encrypt_with(keys[entry.subject], plain, bound_to=entry.object_id)


def _has_content(entry: Entry, context: Mapping[str, str]) -> bool:
    return entry.before is not None or entry.after is not None or bool(context)


def append(
    entries: Sequence[Entry], *, actor: Actor, moment: datetime, keys: Mapping[str, SubjectKey] | None = None
) -> None:
    """Add entries to the chain of the current tenant in one statement, which waits for the next one.

    `keys`: those that were asked for before.
    """
    wanted = dict.fromkeys(e.subject for e in entries if _has_content(e, actor.context))
    asked = {subject: (keys or {}).get(subject) or SubjectKey(subject) for subject in wanted}
    opened = {subject: key.open() for subject, key in asked.items()}
    records: list[dict[str, Any]] = [
        {
            "id": uuid7(),
            "moment": moment,
            "actor_soort": actor.kind,
            "actor_id": actor.stored_id,
            "actor_naam": actor.stored_name,
            "actie": e.action,
            "doel": actor.purpose,
            "object_soort": e.object_kind,
            "object_id": e.object_id,
            "subject": e.subject,
            "inhoud": _content(e, actor.context, opened),
        }
        for e in entries
    ]
    if len(records) == 1:
        later(_ONE, records[0])
    else:
        later(_MORE, {"records": msgspec.json.encode(records).decode()})


def content(record: AuditRecord) -> dict[str, Any] | None:
    """Before, after and context of a record ({"voor", "na", "context"}); None when empty or forgotten."""
    return contents([record])[0]


def contents(records: Sequence[AuditRecord]) -> list[dict[str, Any] | None]:
    """The content of each of these records; the keys are fetched in one statement."""
    subjects = {r.subject for r in records if r.inhoud}
    found = AuditKey.objects.filter(subject__in=subjects).values_list("subject", "sleutel")
    sealed = [(r.subject, r.object_id, bytes(r.inhoud)) for r in records]
    texts = opened(sealed, {subject: bytes(key) for subject, key in found})
    return [msgspec.json.decode(text) if text else None for text in texts]


Sealed = tuple[str, str, bytes]


def opened(records: Sequence[Sealed], wrapped: Mapping[str, bytes]) -> list[bytes]:
    """The content of records (subject, object, sealed content) as json text, by the wrapped keys of their subjects.

    Empty when there is none, or when it has been forgotten.
    """
    keys = {s: Cipher(decrypt_with(derived_cipher("audit"), k, bound_to=s)) for s, k in wrapped.items()}
    return [
        decrypt_with(keys[subject], sealed, bound_to=object_id) if sealed and subject in keys else b""
        for subject, object_id, sealed in records
    ]


def forget(subjects: list[str]) -> int:
    """Shred the keys of these subjects; their audit content can never be read again."""
    return AuditKey.objects.filter(subject__in=subjects).delete()[0]


def _field(value: object) -> bytes:
    raw = str(value).encode()
    return f"{len(raw)}:".encode() + raw + b","


def sealed_text(tenant: int, r: AuditRecord) -> bytes:
    """The text that the hash of a record seals; the same as audit_zegel takes."""
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
