"""Rules of the documentenmagazijn, named by the standard's code where it has one. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from kapstok.magazijnen.documenten.errors import DocumentRefused

Refusals = list[DocumentRefused]
WHOLE = "nonFieldErrors"


def _no(code: str, field: str, text: str) -> Refusals:
    return [DocumentRefused(code, field, text)]


def drc_001_type_is_published(*, concept: bool) -> Refusals:
    """A document is of a type that is published."""
    text = "Dit informatieobjecttype is een concept."
    return _no("not-published", "informatieobjecttype", text) if concept else []


def identificatie_is_unique(*, taken: bool) -> Refusals:
    """Within the organisation a number belongs to one document."""
    text = "Dit documentnummer bestaat al bij deze organisatie."
    return _no("identificatie-niet-uniek", "identificatie", text) if taken else []


def drc_003_once_per_object(*, linked: bool) -> Refusals:
    """An object and a document are related once."""
    return _no("unique", WHOLE, "Deze relatie bestaat al.") if linked else []


def drc_004_follows_its_source(*, at_source: bool) -> Refusals:
    """The relation is made by the store of the object; here it only follows."""
    text = "Deze relatie bestaat niet in de API van het object. Leg haar daar."
    return [] if at_source else _no("inconsistent-relation", WHOLE, text)


def drc_004_source_is_gone(*, at_source: bool) -> Refusals:
    """A relation goes away where it was made."""
    text = "Deze relatie bestaat nog in de API van het object. Verwijder haar daar."
    return _no("remote-relation-exists", WHOLE, text) if at_source else []


def drc_005_received_is_not_in_work(status: str, *, received: bool) -> Refusals:
    """A received document is not in_bewerking or ter_vaststelling."""
    if not received or status not in {"in_bewerking", "ter_vaststelling"}:
        return []
    text = "Een ontvangen document kan niet in bewerking of ter vaststelling zijn."
    return _no("invalid_for_received", "status", text)


def drc_006_rights_decide(*, indicatie: bool | None, has_rights: bool) -> Refusals:
    """The indication follows the gebruiksrechten: true by making one, false only without any."""
    if indicatie is True and not has_rights:
        text = "Leg eerst gebruiksrechten vast; dan staat deze indicatie vanzelf aan."
        return _no("missing-gebruiksrechten", "indicatie_gebruiksrecht", text)
    if indicatie is False and has_rights:
        text = "Er zijn gebruiksrechten bij dit document. Verwijder die eerst."
        return _no("existing-gebruiksrechten", "indicatie_gebruiksrecht", text)
    return []


def drc_008_used_document_stays(used: int) -> Refusals:
    """A document that an object uses is not deleted."""
    text = "Dit document hoort nog bij een zaak of besluit en kan niet weg."
    return _no("pending-relations", WHOLE, text) if used else []


def drc_008_locked_document_stays(lock: str) -> Refusals:
    """A document that somebody works on is not deleted (since 1.3)."""
    text = "Dit document is vergrendeld en kan niet weg. Ontgrendel het eerst."
    return _no("destroy-locked", WHOLE, text) if lock else []


def drc_009_not_locked_twice(lock: str, by: str) -> Refusals:
    """One at a time works on a document."""
    return _no("existing-lock", WHOLE, f"Dit document is al in gebruik bij {by}.") if lock else []


def drc_009_needs_the_lock(held: str, given: str, *, forced: bool, whole: bool = False) -> Refusals:
    """A document is changed by who holds its lock. `whole`: PUT, where the lock is a required field."""
    if forced:
        return []
    text = "Geef de sleutel van de vergrendeling mee."
    faults = _no("required", "lock", text) if whole and not given else []
    if not held:
        return [*faults, *_no("unlocked", WHOLE, "Vergrendel het document eerst.")]
    if not given:
        return faults or _no("missing-lock-id", WHOLE, text)
    if held != given:
        return _no("incorrect-lock-id", WHOLE, "Dit is niet de sleutel van de vergrendeling.")
    return []


def drc_009_unlocks_with_the_lock(held: str, given: str, *, forced: bool) -> Refusals:
    """Unlocking takes the key; without it only by force. What is not locked needs none."""
    if given and given != held:
        return _no("incorrect-lock-id", WHOLE, "Dit is niet de sleutel van de vergrendeling.")
    if held and not given and not forced:
        return _no("missing-lock-id", WHOLE, "Geef de sleutel van de vergrendeling mee.")
    return []


def upload_is_complete(missing: int) -> Refusals:
    """Unlocking joins the parts, so all of them must have arrived."""
    text = f"Nog {missing} bestandsdelen zijn niet volledig ontvangen."
    return _no("incomplete-upload", WHOLE, text) if missing else []


def part_has_its_size(expected: int, size: int) -> Refusals:
    """A part is exactly as long as was said."""
    text = f"Dit bestandsdeel moet {expected} bytes zijn."
    return _no("file-size", WHOLE, text) if expected != size else []


class Inhoud(StrEnum):
    """What a body says about the content."""

    KEEP = "blijft"
    NONE = "geen"
    GIVEN = "gegeven"
    PARTS = "in-delen"


def content_of(
    *, size: int | None, is_null: bool, omvang: int | None, now: int | None, new: bool
) -> tuple[Inhoud, Refusals]:
    """Which of the ways to upload a body takes.

    `size`: of the content in the body, None without. `is_null`: the body says there is none. `omvang`: the
    bestandsomvang that counts. `now`: the size of what is stored or on its way.
    """
    if size is not None:
        text = "De bestandsomvang is niet die van de inhoud."
        wrong = omvang is not None and omvang != size
        return Inhoud.GIVEN, (_no("file-size", WHOLE, text) if wrong else [])
    if not new and not is_null and omvang in (None, now):
        return Inhoud.KEEP, []
    if omvang is None:
        return Inhoud.NONE, []
    return (Inhoud.PARTS if omvang > 0 else Inhoud.GIVEN), []


def parts_of(omvang: int, most: int) -> list[int]:
    """The sizes of the parts in which so many bytes are sent."""
    whole, rest = divmod(omvang, most)
    return [most] * whole + ([rest] if rest else [])


# What a sender says of the address, exactly one of these.
ADDRESSES = (
    "binnenlands_correspondentieadres",
    "buitenlands_correspondentieadres",
    "correspondentie_postadres",
    "faxnummer",
    "emailadres",
    "mijn_overheid",
    "telefoonnummer",
)


def verzending_has_one_address(values: Mapping[str, Any]) -> Refusals:
    """A verzending goes one way."""
    given = [name for name in ADDRESSES if values.get(name)]
    text = "Geef precies één soort adres: een adres, postadres, faxnummer, e-mailadres, telefoonnummer of MijnOverheid."
    return [] if len(given) == 1 else _no("invalid-address", WHOLE, text)


def one_sender(aard: str, *, has_sender: bool) -> Refusals:
    """A document comes from one sender."""
    text = "Dit document heeft al een afzender."
    return _no("unique", WHOLE, text) if aard == "afzender" and has_sender else []


def period_is_in_order(start: Any, end: Any) -> Refusals:
    """Rights to use end after they begin."""
    text = "De einddatum ligt voor de startdatum."
    return _no("date-mismatch", "einddatum", text) if start and end and end < start else []
