"""Use cases of the objectenmagazijn."""

from kapstok.magazijnen.objecten.services.objecten import (
    Gegevens,
    change_object,
    create_object,
    delete_object,
    release_zaak,
)
from kapstok.magazijnen.objecten.services.typen import (
    add_type,
    add_version,
    change_type,
    change_version,
    remove_type,
    remove_version,
    version_id,
)

__all__ = [
    "Gegevens",
    "add_type",
    "add_version",
    "change_object",
    "change_type",
    "change_version",
    "create_object",
    "delete_object",
    "release_zaak",
    "remove_type",
    "remove_version",
    "version_id",
]
