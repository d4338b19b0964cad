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
    """What happened, newest first. What one person did in one moment is one event, named by its first act."""
    found: list[dict[str, Any]] = []
    for row in rows:
        if row["actie"] not in _ACTS:
            continue
        title = str(_ACTS[row["actie"]])
        last = found[-1] if found else {}
        if (last.get("moment"), last.get("wie")) == (row["moment"], row["actor_naam"]):
            last["acts"].append(title)
        else:
            found.append({"moment": row["moment"], "wie": row["actor_naam"], "acts": [title]})
    return [_told(event) for event in found[:SHOWN]]


def _told(event: dict[str, Any]) -> dict[str, Any]:
    """The rows come newest first; what was done first says what the event was."""
    first, *rest = dict.fromkeys(reversed(event["acts"]))
    return {"titel": first, "tekst": "\n".join(rest), "moment": event["moment"], "wie": event["wie"]}
