"""Short makers of definitions for the tests."""

from typing import Any


def vraag(name: str, kind: str = "tekst", **more: Any) -> dict[str, Any]:
    options = (
        {"options": [{"value": v, "label": {"nl": v}} for v in ("a", "b")]}
        if kind in ("keuze", "keuzes")
        else {}
    )
    files = {"files": {"types": ["pdf"]}} if kind == "bestanden" else {}
    inner = (
        {"questions": [{"id": "naam", "type": "tekst", "label": {"nl": "Naam"}}]} if kind == "groep" else {}
    )
    return {"id": name, "type": kind, "label": {"nl": name.capitalize()}, **options, **files, **inner, **more}


def stap(name: str, *questions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": name, "title": {"nl": name}, "questions": list(questions), **more}


def formulier(*steps: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "slug": "proef",
        "title": {"nl": "Proef"},
        "intro": {"nl": "Een proef."},
        "zaak": {"zaaktype": "proef", "omschrijving": "Proef"},
        "steps": list(steps),
        **more,
    }
