"""What an answer may be, and what may be shown of answers that were promised to be anonymous. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

SOORTEN = ("schaal", "ja_nee", "open")
STANDEN = ("concept", "open", "gesloten")
SCHAAL = ("1", "2", "3", "4", "5")
WAARDEN = {"schaal": SCHAAL, "ja_nee": ("ja", "nee")}
MINSTENS = 3  # answers of a municipality below which anonymous answers could be traced
LANGSTE = 2000


def fouten(vragen: Iterable[Mapping[str, Any]], antwoorden: Mapping[str, str]) -> dict[str, str]:
    """Code of what is wrong, by question. A closed question asks an answer; an open one may stay empty."""
    found = {}
    for vraag in vragen:
        code, given = vraag["code"], antwoorden.get(vraag["code"], "")
        if vraag["soort"] == "open":
            if len(given) > LANGSTE:
                found[code] = "lang"
        elif given not in WAARDEN[vraag["soort"]]:
            found[code] = "kies"
    return found


def verborgen(aantallen: Mapping[str, int]) -> set[str]:
    """Municipalities of which nothing is shown apart: too few answered, or what is left out could be worked out.

    What is hidden together is nothing or at least MINSTENS answers, so that the total minus what is shown says nothing
    of one person.
    """
    hidden = {code for code, n in aantallen.items() if n < MINSTENS}
    rest = sorted((n, code) for code, n in aantallen.items() if code not in hidden)
    while 0 < sum(aantallen[code] for code in hidden) < MINSTENS and rest:
        hidden.add(rest.pop(0)[1])
    return hidden


def gemiddelde(antwoorden: Iterable[str]) -> float | None:
    """Mean of a scale, or percentage of yes; None without answers."""
    given = list(antwoorden)
    if not given:
        return None
    if set(given) <= set(WAARDEN["ja_nee"]):
        return round(100 * given.count("ja") / len(given), 1)
    return round(sum(int(each) for each in given) / len(given), 1)


def uitslag(
    vragen: Sequence[Mapping[str, Any]],
    inzendingen: Sequence[tuple[str, Mapping[str, str]]],
    gemeenten: Sequence[str],
    *,
    anoniem: bool,
) -> list[dict[str, Any]]:
    """Per question the figure together and per municipality; None where nothing may be or can be said.

    With anonymous answers open texts are given together, sorted, and not at all below MINSTENS answers.
    """
    counts = {code: sum(who == code for who, _given in inzendingen) for code in gemeenten}
    hidden = verborgen(counts) if anoniem else set()
    few = anoniem and len(inzendingen) < MINSTENS
    rows = []
    for vraag in vragen:
        given = [
            (who, answers[vraag["code"]])
            for who, answers in inzendingen
            if answers.get(vraag["code"], "").strip()
        ]
        row: dict[str, Any] = {**vraag, "samen": None, "gemeenten": {}, "teksten": []}
        if vraag["soort"] == "open":
            row["teksten"] = [] if few else sorted(("" if anoniem else who, text) for who, text in given)
        else:
            row["samen"] = None if few else gemiddelde(text for _who, text in given)
            row["gemeenten"] = {
                code: None if few or code in hidden else gemiddelde(t for who, t in given if who == code)
                for code in gemeenten
            }
        rows.append(row)
    return rows
