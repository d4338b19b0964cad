"""Use cases of the documentenmagazijn, one verb per file."""

from kapstok.magazijnen.documenten.services.below import (
    add_below,
    below_faults,
    change_below,
    link_object,
    remove_below,
    unlink_object,
)
from kapstok.magazijnen.documenten.services.change import add_version, change_faults, delete_document
from kapstok.magazijnen.documenten.services.content import receive_part
from kapstok.magazijnen.documenten.services.create import NieuwDocument, create_document, new_faults
from kapstok.magazijnen.documenten.services.lock import lock_document, unlock_document
from kapstok.magazijnen.documenten.services.numbers import ask_number, reserve_numbers

__all__ = [
    "NieuwDocument",
    "add_below",
    "add_version",
    "ask_number",
    "below_faults",
    "change_below",
    "change_faults",
    "create_document",
    "delete_document",
    "link_object",
    "lock_document",
    "new_faults",
    "receive_part",
    "remove_below",
    "reserve_numbers",
    "unlink_object",
    "unlock_document",
]
