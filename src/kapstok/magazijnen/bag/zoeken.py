"""Addresses by what somebody types, faults and all: streets first (they are few), then the numbers in them.

Postcode and number are read out of the text; what is left are words. A street is found by the three-letter pieces that
its name and place share with those words (docs/besluiten/0011).
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from kapstok.platform.db.later import later

MOST, LONGEST = 10, 100
_WIDE, _CANDIDATES = 120, 40  # streets that are looked at by name, and with their place
_PIECES = 60  # of a question; each is a bit of a bigint
_ENOUGH = 0.45  # share of the pieces of the question that a street must have
_NEAR = 0.25  # so much worse than the best one, and a street is not what was meant
_PLACES = 12  # streets in which a number is looked for: the same name lies in many places

_POSTCODE = re.compile(
    r"(?<!\w)([1-9]\d{3})\s*([a-z]{2})(?!\w)|^\s*([1-9]\d{3})\s?([a-z]?)\s*$", re.IGNORECASE | re.ASCII
)
_NUMBER = re.compile(
    r"(?<!\w)(?P<nummer>\d{1,5})(?:\s?(?P<letter>[a-z])(?![a-z0-9]))?(?:-(?P<extra>[a-z0-9]{1,4}))?(?!\w)",
    re.IGNORECASE | re.ASCII,
)

# Each piece of the question is a bit: what the name and the place of a street have together is counted once.
# OFFSET 0 keeps each look-up its own search of the key: the planner does not know how little is asked for, and would
# read all streets, or all houses with this number.
_STREETS = """
WITH stuk AS MATERIALIZED (
  SELECT (array_agg(d))[:%(stukken)s] AS stukken FROM bag_drieletters(%(woorden)s, false) AS d
), raak AS MATERIALIZED (
  SELECT straat_id, bit_or(1::bigint << (n::int - 1)) AS bits
  FROM stuk, unnest(stukken) WITH ORDINALITY AS u(drieletter, n), LATERAL (
    SELECT straat_id FROM bag_drieletter d WHERE d.drieletter = u.drieletter OFFSET 0
  ) AS d GROUP BY 1
), beste AS MATERIALIZED (
  SELECT straat_id, bits FROM raak ORDER BY bit_count(bits::bit(64)) DESC, straat_id LIMIT %(ruim)s
), plaats AS MATERIALIZED (
  SELECT s.woonplaats, r.bits FROM bag_straat s JOIN raak r ON r.straat_id = s.id WHERE s.naam = ''
)
SELECT s.naam, s.woonplaats, bit_count((b.bits | COALESCE(p.bits, 0))::bit(64))::float8 / cardinality(stukken) AS deel
FROM stuk, beste b CROSS JOIN LATERAL (SELECT * FROM bag_straat WHERE id = b.straat_id OFFSET 0) AS s
LEFT JOIN plaats p ON p.woonplaats = s.woonplaats
WHERE s.naam <> '' ORDER BY deel DESC, s.id LIMIT %(kandidaten)s
"""
_NAMES = "identificatie openbare_ruimte huisnummer huisletter toevoeging postcode woonplaats lon lat"
_COLUMNS = ", ".join(f"a.{name}" for name in _NAMES.split())
_ORDER = """(a.huisnummer = %(nummer)s::int AND a.huisletter = %(letter)s AND a.toevoeging = %(extra)s) DESC,
  (a.huisnummer = %(nummer)s::int) DESC"""
_NUMBERED = """(%(nummer)s::int IS NULL OR a.huisnummer = %(nummer)s::int
  OR (%(letter)s = '' AND %(extra)s = '' AND (a.huisnummer BETWEEN %(nummer)s::int * 10
      AND %(nummer)s::int * 10 + 9 OR a.huisnummer BETWEEN %(nummer)s::int * 100 AND %(nummer)s::int * 100 + 99)))
  AND (%(letter)s = '' OR a.huisletter = %(letter)s
       OR (a.huisletter = '' AND upper(left(a.toevoeging, 1)) = %(letter)s))
  AND (%(extra)s = '' OR upper(a.toevoeging) LIKE %(extra)s || '%%')"""
_IN_STREETS = f"""
SELECT {_COLUMNS} FROM unnest(%(namen)s::text[], %(plaatsen)s::text[]) WITH ORDINALITY AS s(naam, plaats, rang)
CROSS JOIN LATERAL (SELECT * FROM bag_nummeraanduiding a
  WHERE a.openbare_ruimte = s.naam AND a.woonplaats = s.plaats AND {_NUMBERED} OFFSET 0) AS a
ORDER BY {_ORDER}, s.rang, a.huisnummer, a.huisletter, a.toevoeging, a.identificatie LIMIT %(most)s
"""  # noqa: S608 - constants
_IN_POSTCODE = f"""
SELECT {_COLUMNS} FROM bag_nummeraanduiding a WHERE a.postcode BETWEEN %(van)s AND %(tot)s AND {_NUMBERED}
ORDER BY {_ORDER}, a.postcode, a.huisnummer, a.huisletter, a.toevoeging, a.identificatie LIMIT %(most)s
"""  # noqa: S608 - constants


@dataclass(frozen=True, slots=True)
class Voorstel:
    """An address, or a street that the number is still to be typed of (then `huisnummer` is empty)."""

    tekst: str
    straat: str
    woonplaats: str
    huisnummer: str = ""
    postcode: str = ""
    identificatie: str = ""
    lon: float | None = None
    lat: float | None = None


@dataclass(frozen=True, slots=True)
class Gelezen:
    """A question taken apart."""

    woorden: str = ""
    postcode: str = ""  # four digits, with no, one or two letters
    nummer: int | None = None
    letter: str = ""
    extra: str = ""


def gelezen(question: str) -> Gelezen:
    """Postcode, number and words of what was typed. Pure."""
    text = " ".join(question.replace("\x00", " ")[:LONGEST].replace(",", " ").split())
    postcode = ""
    if found := _POSTCODE.search(text):
        postcode = "".join(part for part in found.groups() if part).upper()
        text = f"{text[: found.start()]} {text[found.end() :]}".strip()
    # Of several numbers the last is the house; one before every word belongs to the name (2e Dwarsstraat).
    numbers = [m for m in _NUMBER.finditer(text) if m.start() or not re.search(r"[^\W\d_]{2}", text)]
    if not numbers:
        return Gelezen(text, postcode)
    last = numbers[-1]
    words = f"{text[: last.start()]} {text[last.end() :]}".strip()
    letter, extra = (last["letter"] or "").upper(), (last["extra"] or "").upper()
    return Gelezen(" ".join(words.split()), postcode, int(last["nummer"]), letter, extra)


def zoek_adres(question: str, *, limit: int = MOST) -> list[Voorstel]:
    """What may be meant, the likeliest first."""
    asked = gelezen(question)
    number = {"nummer": asked.nummer, "letter": asked.letter, "extra": asked.extra, "most": limit}
    if asked.postcode:
        until = asked.postcode.ljust(6, "Z")
        rows = _prepared(_IN_POSTCODE, {**number, "van": asked.postcode, "tot": until})
        return [_address(row) for row in rows]
    streets = straten(asked.woorden)
    if not streets:
        return []
    if asked.nummer is not None:
        names, places = zip(*streets[:_PLACES], strict=True)
        rows = _prepared(_IN_STREETS, {**number, "namen": list(names), "plaatsen": list(places)})
        if rows:
            return [_address(row) for row in rows]
    return [Voorstel(f"{name}, {place}", name, place) for name, place in streets[:limit]]


def straten(words: str) -> list[tuple[str, str]]:
    """Streets with their place, by words that may have been typed wrong; the likeliest first."""
    if len(words) < 2:
        return []
    asked = {"woorden": words, "stukken": _PIECES, "ruim": _WIDE, "kandidaten": _CANDIDATES}
    rows = _prepared(_STREETS, asked)
    plain = _plain(words)
    scored = sorted(
        ((_score(row, plain), row["naam"], row["woonplaats"]) for row in rows),
        key=lambda s: (-s[0], s[1], s[2]),
    )
    best = scored[0][0] if scored else 0.0
    return [(name, place) for score, name, place in scored if score >= max(_ENOUGH, best - _NEAR)]


def _prepared(sql: str, values: dict[str, Any]) -> list[dict[str, str]]:
    """Rows of a statement that is planned once, and not at every letter that is typed; columns as text."""
    result = later(sql, values).result
    names = [result.fname(column).decode() for column in range(result.nfields)]
    return [
        {name: result.get_value(row, column).decode() for column, name in enumerate(names)}
        for row in range(result.ntuples)
    ]


def _score(row: dict[str, str], plain: str) -> float:
    """The share of the pieces; a name that begins as was typed goes first, of those the shortest."""
    name = _plain(row["naam"])
    begins = 0.2 if name.startswith(plain) or plain.startswith(f"{name} ") else 0.0
    return float(row["deel"]) + begins - len(name) / 1000


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))


def huisnummer_van(row: dict[str, Any]) -> str:
    """12, 12A, 12A-2."""
    extra = f"-{row['toevoeging']}" if row["toevoeging"] else ""
    return f"{row['huisnummer']}{row['huisletter']}{extra}"


def _address(row: dict[str, str]) -> Voorstel:
    number, postcode = huisnummer_van(row), row["postcode"]
    spaced = f"{postcode[:4]} {postcode[4:]} " if postcode else ""
    return Voorstel(
        f"{row['openbare_ruimte']} {number}, {spaced}{row['woonplaats']}",
        row["openbare_ruimte"],
        row["woonplaats"],
        number,
        postcode,
        row["identificatie"],
        float(row["lon"]),
        float(row["lat"]),
    )
