"""Use cases of the documentenmagazijn, one verb per file."""

from kapstok.magazijnen.documenten.services.change import add_version, delete_document
from kapstok.magazijnen.documenten.services.create import NieuwDocument, create_document
from kapstok.magazijnen.documenten.services.lock import lock_document, unlock_document

__all__ = [
    "NieuwDocument",
    "add_version",
    "create_document",
    "delete_document",
    "lock_document",
    "unlock_document",
]
