"""The content of a version: given whole, in parts, or left as it is."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from kapstok.magazijnen.documenten import rules
from kapstok.magazijnen.documenten.destroy import without_use
from kapstok.magazijnen.documenten.errors import DocumentRefused
from kapstok.magazijnen.documenten.integriteit import content_matches
from kapstok.magazijnen.documenten.models import (
    Bestandsdeel,
    EnkelvoudigInformatieObject,
    InformatieObjectVersie,
)
from kapstok.magazijnen.documenten.services.base import require, row_of, take, touch
from kapstok.platform.config import settings
from kapstok.platform.storage import Incoming, store
from kapstok.platform.storage.clam import Scan, scan
from kapstok.platform.work import Actor, Work, unit_of_work

# How long a part is at most: a sender holds one in memory, and sends one again after a fault.
PART = 50 * 1024 * 1024


def is_clean(incoming: Incoming) -> list[DocumentRefused]:
    """No virus. Without an answer of the scanner nothing comes in."""
    found = scan(incoming.chunks(), settings.clamd)
    if found is Scan.INFECTED:
        return [DocumentRefused("virus", "inhoud", "In dit bestand zit een virus. Het is niet bewaard.")]
    if found is Scan.UNKNOWN:
        text = "De virusscanner antwoordt niet. Probeer het later opnieuw."
        return [DocumentRefused("scanner", "inhoud", text)]
    return []


def content_faults(
    values: dict[str, Any], version: InformatieObjectVersie | None = None
) -> list[DocumentRefused]:
    """A virus, or a sum that is not that of the content: of what comes in, or of what is there."""
    incoming: Incoming | None = values.get("inhoud")
    integriteit = values.get("integriteit")
    if incoming is not None:
        return is_clean(incoming) + content_matches(integriteit, incoming.chunks)
    sha256 = values.get("sha256", version.sha256 if version else "")
    return content_matches(integriteit, lambda: store().read(sha256)) if sha256 else []


def settle(values: dict[str, Any]) -> dict[str, Any]:
    """Keep the bytes that came in; their hash and size in their place."""
    incoming: Incoming | None = values.pop("inhoud", None)
    if incoming is None:
        return values
    kept = incoming.keep()
    return {**values, "sha256": kept.sha256, "bestandsomvang": kept.size}


def begin_parts(document: EnkelvoudigInformatieObject, omvang: int) -> None:
    """Say in which parts the content has to come."""
    sizes = rules.parts_of(omvang, PART)
    Bestandsdeel.objects.bulk_create(
        Bestandsdeel(informatieobject_id=document.id, volgnummer=number, omvang=size)
        for number, size in enumerate(sizes, start=1)
    )


def drop_parts(work: Work, document_id: UUID) -> None:
    """Forget the parts; their bytes are erased later when nothing else names them."""
    parts = Bestandsdeel.objects.filter(informatieobject_id=document_id)
    hashes = [h for h in parts.values_list("sha256", flat=True) if h]
    parts.delete()
    release(work, document_id, hashes)


def release(work: Work, document_id: UUID, hashes: list[str]) -> None:
    """Announce content that lost its last use."""
    if hashes and (unused := without_use(hashes)):
        work.publish("documenten.inhoud.destroy", subject=document_id, data={"sha256": unused})


def receive_part(
    part_id: UUID, incoming: Incoming | None, lock: str, *, size: int, actor: Actor
) -> Bestandsdeel:
    """Take in one part; sending it again replaces it. Raises DocumentRefused with the standard's codes.

    `size`: of what came in; without `incoming` it was more than the part may be, or nothing came.
    """
    found = Bestandsdeel.objects.filter(id=part_id).values_list("informatieobject_id", flat=True).first()
    if found is None:
        raise DocumentRefused("not_found", "bestandsdeel", "Dit bestandsdeel is er niet (meer).")
    with unit_of_work(actor, "bestandsdeel.update") as work:
        document, _version = take(found)
        part = Bestandsdeel.objects.filter(id=part_id).first()
        if part is None:
            raise DocumentRefused("not_found", "bestandsdeel", "Dit bestandsdeel is er niet (meer).")
        missing = DocumentRefused("required", "inhoud", "Stuur de inhoud van het bestandsdeel mee.")
        require(
            rules.drc_009_needs_the_lock(document.lock, lock, forced=False, whole=True),
            rules.part_has_its_size(part.omvang, size) if incoming or size else [missing],
        )
        before, old = row_of(part), part.sha256
        part.sha256 = incoming.keep().sha256 if incoming else ""
        part.save(force_update=True)
        touch(document)
        work.record("bestandsdeel", part.id, before=before, after=row_of(part), subject=document.id)
        release(work, document.id, [old] if old and old != part.sha256 else [])
    return part


def join_parts(work: Work, document: EnkelvoudigInformatieObject, version: InformatieObjectVersie) -> None:
    """All parts behind each other become the content of the newest version."""
    parts = list(Bestandsdeel.objects.filter(informatieobject_id=document.id).order_by("volgnummer"))
    if not parts:
        return
    require(rules.upload_is_complete(sum(not part.sha256 for part in parts)))
    incoming = store().receive(_behind_each_other([part.sha256 for part in parts]))
    require(is_clean(incoming), content_matches(version.integriteit, incoming.chunks))
    kept = incoming.keep()
    version.sha256, version.bestandsomvang = kept.sha256, kept.size
    version.save(force_update=True)
    drop_parts(work, document.id)


def _behind_each_other(hashes: list[str]) -> Iterator[bytes]:
    for sha256 in hashes:
        yield from store().read(sha256)


def abandon_parts(work: Work, document: EnkelvoudigInformatieObject, version: InformatieObjectVersie) -> None:
    """Give up an upload: the newest version gets the last content that was whole."""
    if not Bestandsdeel.objects.filter(informatieobject_id=document.id).exists():
        return
    last = (
        InformatieObjectVersie.objects.filter(informatieobject_id=document.id, versie__lt=version.versie)
        .exclude(sha256="")
        .order_by("-versie")
        .first()
    )
    version.sha256, version.bestandsomvang = (last.sha256, last.bestandsomvang) if last else ("", None)
    version.save(force_update=True)
    drop_parts(work, document.id)
