"""Who follows what, in which form, and what of it waits or was given up: for the list at the desk."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kapstok.magazijnen.bag.verandering import onderwerp
from kapstok.magazijnen.hr.models import Inschrijving
from kapstok.magazijnen.notificaties.kanalen import ADRESSEN, ALS_STUF, BEDRIJVEN, PERSONEN, VOLGER
from kapstok.platform.db import fetch_all

MELDING, CLOUDEVENT, STUF, GEEN = "melding", "cloudevent", "stuf", "geen"
"""The forms; GEEN: the application asks by itself who changed."""

# Each thing that a subscription of a register names (or that it names none), with what became of it.
_INSCHRIJVINGEN = """
SELECT s.id, s.consumer, s.topic, s.keys, a.cloudevents, coalesce(nullif(a.label, ''), p.label, a.callback_url) AS naam
FROM events_subscription s JOIN notificaties_abonnement a ON a.id = s.subscriber_id
LEFT JOIN autorisaties_applicatie p ON p.id = a.applicatie_id
WHERE s.topic = ANY(%(topics)s) ORDER BY naam, s.topic, s.keys::text, s.id LIMIT %(limit)s OFFSET %(offset)s"""
_ONDERWEG = """
SELECT d.consumer, e.topic, CASE WHEN d.subject = ANY(%(subjects)s) THEN d.subject ELSE '' END AS onderwerp,
  count(*) FILTER (WHERE d.state = 'wacht') AS wacht, count(*) FILTER (WHERE d.state = 'dood') AS dood
FROM events_delivery d JOIN events_event e ON e.id = d.event_id
WHERE d.consumer = ANY(%(consumers)s) AND d.outbound AND d.state IN ('wacht', 'dood') GROUP BY 1, 2, 3"""
_MEESTE = 10_000


@dataclass(frozen=True, slots=True)
class Stand:
    """In which forms something is told, and how many messages wait or were given up."""

    vormen: tuple[str, ...]
    wacht: int = 0
    dood: int = 0


def _rows(*kanalen: str, limit: int = _MEESTE, offset: int = 0) -> list[dict[str, Any]]:
    topics = [topic for kanaal in kanalen for topic in (kanaal, kanaal + ALS_STUF)]
    return fetch_all(_INSCHRIJVINGEN, {"topics": topics, "limit": limit, "offset": offset})


def _vorm(row: dict[str, Any]) -> str:
    if row["topic"].endswith(ALS_STUF):
        return STUF
    return CLOUDEVENT if row["cloudevents"] else MELDING


def _onderweg(
    consumers: Iterable[str], subjects: Collection[str]
) -> dict[tuple[str, str, str], tuple[int, int]]:
    """By who is told, on which topic and of what; what is not asked after by itself is together under ''."""
    params = {"consumers": sorted(set(consumers)), "subjects": sorted(set(subjects))}
    rows = fetch_all(_ONDERWEG, params)
    return {(r["consumer"], r["topic"], r["onderwerp"]): (r["wacht"], r["dood"]) for r in rows}


def van_personen(gevolgd: Collection[tuple[UUID, UUID | None]]) -> dict[tuple[UUID, UUID | None], Stand]:
    """For each application and persoonslijst (None: not in the store) how it is told."""
    rows = _rows(PERSONEN) if gevolgd else []
    per_app: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        per_app.setdefault(row["keys"].get(VOLGER, ""), []).append(row)
    numbers = (
        _onderweg((r["consumer"] for r in rows), [str(lijst) for _, lijst in gevolgd if lijst])
        if rows
        else {}
    )
    found: dict[tuple[UUID, UUID | None], Stand] = {}
    for applicatie, lijst in gevolgd:
        own = per_app.get(str(applicatie), [])
        counts = [
            numbers.get((r["consumer"], r["topic"], str(lijst)), (0, 0)) if lijst else (0, 0) for r in own
        ]
        forms = tuple(sorted({_vorm(r) for r in own})) or (GEEN,)
        found[applicatie, lijst] = Stand(forms, sum(w for w, _ in counts), sum(d for _, d in counts))
    return found


def adressen_en_bedrijven(*, limit: int, offset: int = 0) -> list[dict[str, Any]]:
    """Each followed address and business, and who follows all of them (an empty number)."""
    rows = _rows(ADRESSEN, BEDRIJVEN, limit=limit, offset=offset)
    for row in rows:
        row["soort"] = "adres" if row["topic"].startswith(ADRESSEN) else "bedrijf"
        row["nummer"] = row["keys"].get("identificatie") or row["keys"].get("kvkNummer", "")
        row["vorm"] = _vorm(row)
    kvk = [row["nummer"] for row in rows if row["soort"] == "bedrijf"]
    ids = dict(Inschrijving.objects.filter(kvk_nummer__in=kvk).values_list("kvk_nummer", "id"))
    for row in rows:
        subject = onderwerp(row["nummer"]) if row["soort"] == "adres" else ids.get(row["nummer"])
        row["subject"] = str(subject) if row["nummer"] and subject else ""
    numbers = (
        _onderweg((r["consumer"] for r in rows), [r["subject"] for r in rows if r["subject"]]) if rows else {}
    )
    for row in rows:
        row["wacht"], row["dood"] = (
            numbers.get((row["consumer"], row["topic"], row["subject"]), (0, 0))
            if (row["subject"] or not row["nummer"])
            else (0, 0)
        )
    return rows
