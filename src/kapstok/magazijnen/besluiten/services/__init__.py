"""Use cases of the besluitenmagazijn."""

from kapstok.magazijnen.besluiten.services.base import besluit_of
from kapstok.magazijnen.besluiten.services.besluit import (
    NieuwBesluit,
    besluit_faults,
    change_besluit,
    create_besluit,
    delete_besluit,
)
from kapstok.magazijnen.besluiten.services.documenten import link_document, restore_link, unlink_document

__all__ = [
    "NieuwBesluit",
    "besluit_faults",
    "besluit_of",
    "change_besluit",
    "create_besluit",
    "delete_besluit",
    "link_document",
    "restore_link",
    "unlink_document",
]
