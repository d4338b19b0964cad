"""The survey among department heads of the demo: the round of 2016 that the plan names, and one two years later.

All answers are invented. They come in by the personal link, like those of anybody; only the mail is not sent.
"""

import random
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from kapstok.diensten.sturing.enquete.services import bewaar, nodig_uit, opslaan, sluit
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.work import SYSTEM

HEADS = ("Burgerzaken", "Sociaal domein", "Ruimte", "Bedrijfsvoering")
QUESTIONS = (
    ("weg", "Inwoners vinden bij ons snel de weg", "schaal", ["P2"]),
    ("op-tijd", "Wij geven op tijd de juiste informatie", "schaal", ["P9"]),
    ("plaats", "Mijn afdeling kan werken waar het past", "schaal", ["P10"]),
    ("vaardig", "Mijn medewerkers zijn digitaal vaardig", "schaal", ["P11"]),
    ("zorgvuldig", "Wij gaan zorgvuldig om met informatie", "ja_nee", ["P12"]),
    ("wens", "Wat moet er als eerste beter?", "open", []),
)
WISHES = (
    "Eén scherm voor alle zaken van een inwoner.",
    "Minder papier bij het loket.",
    "Dezelfde applicatie als de buurgemeenten.",
    "Meer tijd om te leren.",
)
ROUNDS = (
    ("Enquête afdelingshoofden 2016", date(2016, 6, 13), 2),
    ("Enquête afdelingshoofden 2018", date(2018, 6, 11), 3),
)


def load_surveys() -> None:
    """Two rounds that are closed, and the next one as a concept."""
    rng, earlier = random.Random(4), None  # noqa: S311 - a demo, not a secret
    for naam, day, level in ROUNDS:
        earlier = _round(naam, day, level, earlier, rng)
    opslaan(
        {"naam": "Enquête afdelingshoofden 2020", "anoniem": True, "vorige_ronde_id": earlier},
        _questions(), op=date(2020, 12, 1), actor=SYSTEM,
    )  # fmt: skip


def _questions() -> list[dict[str, Any]]:
    names = ("code", "tekst", "soort", "onderdelen")
    return [dict(zip(names, each, strict=True)) for each in QUESTIONS]


def _round(naam: str, day: date, level: int, earlier: UUID | None, rng: random.Random) -> UUID:
    links: list[str] = []
    row = opslaan(
        {
            "naam": naam, "anoniem": True, "vorige_ronde_id": earlier,
            "inleiding": "Wij vragen u hoe uw afdeling ervoor staat. Uw antwoorden zijn anoniem.",
        },
        _questions(), op=day, actor=SYSTEM,
    )  # fmt: skip
    people = [
        (member.id, f"Hoofd {head}", f"hoofd-{head.lower().replace(' ', '-')}@{member.code}.example")
        for member in Deelnemer.objects.order_by("volgorde")
        for head in HEADS
    ]
    nodig_uit(
        row.id,
        people,
        basis="sleutel:",
        op=day,
        actor=SYSTEM,
        mail=lambda mails, _now: links.extend(each.text for each in mails),
    )
    for place, text in enumerate(links):
        key = text.split("sleutel:")[1].split("/")[0]
        answers = {
            code: str(min(5, level + rng.randrange(2)))
            if kind == "schaal"
            else "ja"
            if rng.random() < 0.6
            else "nee"
            for code, _text, kind, _parts in QUESTIONS
            if kind != "open"
        }
        answers["wens"] = WISHES[place % len(WISHES)]
        bewaar(key, answers, indienen=True)
    sluit(row.id, op=day + timedelta(days=25), actor=SYSTEM)
    return row.id
