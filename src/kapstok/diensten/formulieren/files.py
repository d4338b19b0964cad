"""Files with a draft: bytes to the storage, a row with the draft."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import IO, Any
from uuid import UUID

from kapstok.diensten.formulieren.bestandssoorten import MIME, kind_of_bytes, safe_name
from kapstok.diensten.formulieren.models import ConceptBestand
from kapstok.diensten.formulieren.services import ConceptSent, Draft
from kapstok.platform.storage import BLOCK, store
from kapstok.platform.work import Actor, unit_of_work

MAX_FILES = 10


def add_file(
    draft: Draft, question: str, source: IO[bytes], *, name: str, head: bytes, actor: Actor, now: datetime
) -> Draft:
    """Keep a checked file. The same bytes for the same question are kept once (reloading sends them again)."""
    if draft.is_sent:
        raise ConceptSent("sent")
    source.seek(0)
    stored = store().put(_pieces(source))
    if any(file.sha256 == stored.sha256 and file.vraag == question for file in draft.files):
        return draft
    with unit_of_work(actor, "concept.bestand", moment=now) as work:
        row = ConceptBestand.objects.create(
            concept_id=draft.row.id,
            vraag=question,
            naam=safe_name(name),
            grootte=stored.size,
            type=MIME.get(kind_of_bytes(head, name), "application/octet-stream"),
            sha256=stored.sha256,
            toegevoegd=now,
        )
        work.record("conceptbestand", row.id, after={"vraag": question}, subject=draft.row.id)
    return replace(draft, files=(*draft.files, row))


def remove_file(draft: Draft, file_id: str, *, actor: Actor, now: datetime) -> Draft:
    """Take a file off the draft; an unknown id changes nothing."""
    found = next((file for file in draft.files if str(file.id) == file_id), None)
    if found is None or draft.is_sent:
        return draft
    with unit_of_work(actor, "concept.bestand-weg", moment=now) as work:
        ConceptBestand.objects.filter(id=UUID(file_id), concept_id=draft.row.id).delete()
        work.record("conceptbestand", found.id, before={"vraag": found.vraag}, subject=draft.row.id)
    return replace(draft, files=tuple(file for file in draft.files if file is not found))


def _pieces(source: IO[Any]) -> Iterator[bytes]:
    while piece := source.read(BLOCK):
        yield piece
