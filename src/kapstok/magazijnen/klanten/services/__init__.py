"""Use cases of contact."""

from kapstok.magazijnen.klanten.services.berichten import (
    Bericht,
    Contact,
    contacts_of_zaak,
    forget_zaak,
    mark_read,
    post_message,
    preferences_of,
    register_contact,
    save_preferences,
    thread,
)
from kapstok.magazijnen.klanten.services.cascade import remove_with_contact
from kapstok.magazijnen.klanten.services.keys import person_key
from kapstok.magazijnen.klanten.services.store import add, change, remove

__all__ = [
    "Bericht",
    "Contact",
    "add",
    "change",
    "contacts_of_zaak",
    "forget_zaak",
    "mark_read",
    "person_key",
    "post_message",
    "preferences_of",
    "register_contact",
    "remove",
    "remove_with_contact",
    "save_preferences",
    "thread",
]
