"""Rules of the documentenmagazijn, named by the standard's code where it has one. Pure."""

from kapstok.magazijnen.documenten.errors import DocumentRefused


def drc_009_needs_the_lock(held: str, given: str, *, forced: bool) -> list[DocumentRefused]:
    """A document is changed by who holds its lock."""
    if forced:
        return []
    if not held:
        return [DocumentRefused("unlocked", "nonFieldErrors", "Vergrendel het document eerst.")]
    if not given:
        return [
            DocumentRefused("missing-lock-id", "nonFieldErrors", "Geef de sleutel van de vergrendeling mee.")
        ]
    wrong = DocumentRefused(
        "incorrect-lock-id", "nonFieldErrors", "Dit is niet de sleutel van de vergrendeling."
    )
    return [] if held == given else [wrong]


def drc_010_definitive_stays(old: str, *, forced: bool) -> list[DocumentRefused]:
    """A definitief document does not change any more."""
    if old != "definitief" or forced:
        return []
    return [
        DocumentRefused(
            "modify-definitief-document",
            "nonFieldErrors",
            "Dit document is definitief en kan niet meer wijzigen.",
        )
    ]


def drc_005_received_is_not_in_work(status: str, *, received: bool) -> list[DocumentRefused]:
    """A received document is not in_bewerking or ter_vaststelling."""
    if not received or status not in {"in_bewerking", "ter_vaststelling"}:
        return []
    text = "Een ontvangen document kan niet in bewerking of ter vaststelling zijn."
    return [DocumentRefused("invalid_for_received", "status", text)]


def drc_008_used_document_stays(used: int) -> list[DocumentRefused]:
    """A document that an object uses is not deleted."""
    text = "Dit document hoort nog bij een zaak of besluit en kan niet weg."
    return [DocumentRefused("pending-relations", "nonFieldErrors", text)] if used else []


def drc_008_locked_document_stays(lock: str) -> list[DocumentRefused]:
    """A document that somebody works on is not deleted (since 1.3)."""
    text = "Dit document is vergrendeld en kan niet weg. Ontgrendel het eerst."
    return [DocumentRefused("destroy-locked", "nonFieldErrors", text)] if lock else []
