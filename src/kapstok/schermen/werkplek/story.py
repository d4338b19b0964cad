"""The steps and the history of a zaak, as the page tells them."""

from typing import Any

from django.utils.translation import gettext_lazy

_ACTS = {
    "zaak.create": gettext_lazy("Zaak gemaakt"),
    "zaak.change": gettext_lazy("Zaak gewijzigd"),
    "zaak.assign": gettext_lazy("Toegewezen"),
    "zaak.suspend": gettext_lazy("Opgeschort"),
    "zaak.resume": gettext_lazy("Hervat"),
    "zaak.extend": gettext_lazy("Verlengd"),
    "zaak.reopen": gettext_lazy("Heropend"),
    "status.create": gettext_lazy("Status gezet"),
    "resultaat.create": gettext_lazy("Resultaat gezet"),
    "rol.create": gettext_lazy("Betrokkene toegevoegd"),
    "eigenschap.create": gettext_lazy("Gegeven ingevuld"),
    "eigenschap.delete": gettext_lazy("Gegeven leeggemaakt"),
    "zaakinformatieobject.create": gettext_lazy("Document toegevoegd"),
    "informatieobject.create": gettext_lazy("Document gemaakt"),
    "informatieobject.change": gettext_lazy("Nieuwe versie van een document"),
    "besluit.create": gettext_lazy("Besluit genomen"),
    "bericht.create": gettext_lazy("Bericht geschreven"),
    "contactmoment.create": gettext_lazy("Contact opgeschreven"),
    "zaaknotitie.create": gettext_lazy("Notitie geschreven"),
    "zaaknotitie.update": gettext_lazy("Notitie gewijzigd"),
    "notitie.create": gettext_lazy("Notitie geschreven"),  # before notes were zaaknotities
    "taak.create": gettext_lazy("Taak gemaakt"),
    "taak.finish": gettext_lazy("Taak gedaan"),
}
SHOWN = 40


def steps_of(rows: list[dict[str, Any]], current: int | None) -> list[dict[str, Any]]:
    """The statustypen in order, with the day each was reached."""
    found = []
    for row in rows:
        number = row["volgnummer"]
        state = "straks" if current is None or number > current else "nu" if number == current else "gedaan"
        found.append(
            {
                "titel": row["omschrijving"],
                "staat": state,
                "datum": row["datum_status_gezet"],
                "tekst": row["statustoelichting"],
            }
        )
    return found


def timeline_of(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What happened, newest first; the same act by the same person in the same moment stands there once."""
    found: list[dict[str, Any]] = []
    for row in rows:
        if row["actie"] not in _ACTS:
            continue
        item = {"titel": _ACTS[row["actie"]], "moment": row["moment"], "wie": row["actor_naam"]}
        if not found or found[-1] != item:
            found.append(item)
    return found[:SHOWN]
