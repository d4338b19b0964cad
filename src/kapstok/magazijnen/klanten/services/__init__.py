"""Use cases of contact."""

from kapstok.magazijnen.klanten.services.berichten import (
    contacts_of_zaak,
    forget_zaak,
    mark_read,
    messages_of,
    person_key,
    post_message,
    preferences_of,
    register_contact,
    save_preferences,
    thread,
)
from kapstok.magazijnen.klanten.services.cascade import remove_with_contact
from kapstok.magazijnen.klanten.services.store import add, change, remove

__all__ = [
    "add",
    "change",
    "contacts_of_zaak",
    "forget_zaak",
    "mark_read",
    "messages_of",
    "person_key",
    "post_message",
    "preferences_of",
    "register_contact",
    "remove",
    "remove_with_contact",
    "save_preferences",
    "thread",
]
