"""Reads of surveys: questions, and results from all answers in two statements."""

from typing import Any

from kapstok.diensten.sturing.enquete.models import Enquete, Inzending, Vraag
from kapstok.diensten.sturing.enquete.rules import uitslag
from kapstok.diensten.sturing.verband.queries import alle_deelnemers

MOST = 2000  # answers of a round


def vragen(enquete: Enquete) -> list[dict[str, Any]]:
    """The questions in their order."""
    return list(Vraag.objects.filter(enquete=enquete).values("code", "tekst", "soort", "onderdelen"))


def resultaat(enquete: Enquete) -> list[dict[str, Any]]:
    """Per question the results, with what the earlier round said of the same question; empty until it is closed."""
    if enquete.stand != "gesloten":
        return []
    rows = _of(enquete)
    before = Enquete.objects.filter(id=enquete.vorige_ronde_id, stand="gesloten").first()
    earlier = {row["code"]: row for row in _of(before)} if before else {}
    for row in rows:
        other = earlier.get(row["code"])
        row["vorige"] = other["samen"] if other and other["soort"] == row["soort"] else None
    return rows


def _of(enquete: Enquete) -> list[dict[str, Any]]:
    members = {d.id: d.code for d in alle_deelnemers()}
    sent = Inzending.objects.filter(enquete=enquete).values_list("deelnemer_id", "antwoorden")[:MOST]
    given = [(members[who], answers) for who, answers in sent]
    return uitslag(vragen(enquete), given, list(members.values()), anoniem=enquete.anoniem)
