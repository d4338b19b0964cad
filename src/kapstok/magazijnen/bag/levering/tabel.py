"""Lines to rows: into the waiting table in batches, and from there into the store."""

# ruff: noqa: S608 - names of columns are those of the model; every value is a parameter.

from collections.abc import Callable, Sequence
from datetime import date, datetime
from operator import attrgetter
from types import NoneType
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection

from kapstok.magazijnen.bag.levering.lezen import Regel
from kapstok.platform.db.later import later

CONTENT = (
    "objecttype",
    "identificatie",
    "kenmerk",
    "voorkomen",
    "status",
    "geldig_van",
    "geldig_tot",
    "geregistreerd",
    "eind_registratie",
    "geregistreerd_lv",
    "inactief",
    "niet_bag",
    "gegevens",
    "geometrie",
    "lon",
    "lat",
    "maat",
    "merk",
)
KEY = ("objecttype", "identificatie", "kenmerk", "voorkomen", "geregistreerd_lv")
_ZONE = "Europe/Amsterdam"  # moments in a delivery have no zone; the register is a Dutch one
_TYPES = {
    "voorkomen": "int",
    "maat": "smallint",
    "geldig_van": "date",
    "geldig_tot": "date",
    "gegevens": "jsonb",
    "geometrie": "bytea",
    "lon": "float8",
    "lat": "float8",
    **dict.fromkeys(
        ("geregistreerd", "eind_registratie", "geregistreerd_lv", "inactief", "niet_bag"),
        f"timestamp AT TIME ZONE '{_ZONE}'",
    ),
}
_WAITING = ("soort", "plaats", *CONTENT)
# Lines as one text, taken apart by characters that XML cannot have: as JSON, or as an array per column, taking them
# apart would be most of the time of a load.
_LINE, _FIELD, _NOTHING = "\x1e", "\x1f", "\x1d"
_FILL = (
    f"INSERT INTO bag_aanvoer (id, levering_id, nummer, {', '.join(_WAITING)}) "
    f"SELECT gen_random_uuid(), %(levering)s, %(na)s::int + r.n, "
    + ", ".join(
        f"v[{n}]" + (f"::{_TYPES[c]}" if c in _TYPES else "") for n, c in enumerate(_WAITING, start=1)
    )
    + " FROM string_to_table(%(regels)s, E'\\x1e') WITH ORDINALITY AS r(regel, n), "
    # OFFSET 0: else each field would take its line apart again.
    "LATERAL (SELECT string_to_array(r.regel, E'\\x1f', E'\\x1d') AS v OFFSET 0) AS delen"
)
_in_order = attrgetter(*_WAITING)
_FORMS: dict[type, Callable[[Any], str]] = {
    str: str,
    dict: lambda value: msgspec.json.encode(value).decode(),
    bytes: lambda value: "\\x" + value.hex(),
    NoneType: lambda _: _NOTHING,
    int: str,
    float: repr,
    date: date.isoformat,
    datetime: datetime.isoformat,
}
_SET = (
    f"INSERT INTO bag_voorkomen (id, {', '.join(CONTENT)}) SELECT gen_random_uuid(), {', '.join(CONTENT)} FROM bron "
    f"ON CONFLICT (tenant, {', '.join(KEY)}) DO UPDATE SET "
    + ", ".join(f"{n} = excluded.{n}" for n in CONTENT if n not in KEY)
    + " WHERE bag_voorkomen.merk <> excluded.merk RETURNING (xmax = 0) AS nieuw"
)
_SAME = " AND ".join(f"v.{n} = a.{n}" for n in KEY)


def fill(levering: UUID, after: int, lines: Sequence[Regel]) -> None:
    """Lines that wait, numbered in the order of the delivery."""
    made = _LINE.join([_FIELD.join([_FORMS[v.__class__](v) for v in _in_order(line)]) for line in lines])
    later(_FILL, {"levering": levering, "na": after, "regels": made})


def merge_stand(levering: UUID) -> tuple[int, int, int]:
    """All that waits into the store, the last of the same voorkomen: new, changed and equal."""
    order = ", ".join(KEY)
    statement = (
        f"WITH bron AS MATERIALIZED (SELECT DISTINCT ON ({order}) {', '.join(CONTENT)} FROM bag_aanvoer "
        f"WHERE levering_id = %s ORDER BY {order}, nummer DESC), gezet AS ({_SET}) "
        "SELECT (SELECT count(*) FROM bron), count(*) FILTER (WHERE nieuw), count(*) FILTER (WHERE NOT nieuw) "
        "FROM gezet"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [levering])
        total, new, changed = cursor.fetchone() or (0, 0, 0)
    return new, changed, total - new - changed


def remove_absent(levering: UUID) -> int:
    """Voorkomens of the object types of this delivery that are not in it."""
    statement = (
        "DELETE FROM bag_voorkomen v WHERE (v.objecttype, v.kenmerk = '') IN "
        "(SELECT DISTINCT objecttype, kenmerk = '' FROM bag_aanvoer WHERE levering_id = %(l)s) "
        f"AND NOT EXISTS (SELECT 1 FROM bag_aanvoer a WHERE a.levering_id = %(l)s AND {_SAME})"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {"l": levering})
        return cursor.rowcount


def waiting(levering: UUID, after: int, size: int) -> list[dict[str, Any]]:
    """The next lines of a delivery of mutations, each with the hash of what the store has (None: nothing)."""
    names = ("nummer", "soort", "plaats", *KEY, "merk")
    statement = (
        f"SELECT {', '.join(f'a.{n}' for n in names)}, v.merk AS staat FROM bag_aanvoer a "
        f"LEFT JOIN bag_voorkomen v ON {_SAME} "
        "WHERE a.levering_id = %s AND a.nummer > %s ORDER BY a.nummer LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [levering, after, size])
        return [dict(zip((*names, "staat"), row, strict=True)) for row in cursor.fetchall()]


def comes_later(levering: UUID, row: dict[str, Any], mark: str) -> bool:
    """Does a later line of this delivery give this voorkomen the content with this hash?"""
    same = " AND ".join(f"{n} = %({n})s" for n in KEY)
    statement = (
        "SELECT EXISTS (SELECT 1 FROM bag_aanvoer WHERE levering_id = %(levering)s AND nummer > %(nummer)s "
        f"AND soort IN ('erbij', 'wordt') AND merk = %(mark)s AND {same})"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {**row, "levering": levering, "mark": mark})
        return bool(cursor.fetchone()[0])


def put(levering: UUID, numbers: Sequence[int]) -> None:
    """These lines as they stand; each voorkomen at most once."""
    statement = (
        f"WITH bron AS (SELECT {', '.join(CONTENT)} FROM bag_aanvoer WHERE levering_id = %s AND nummer = ANY(%s)), "
        f"gezet AS ({_SET}) SELECT count(*) FROM gezet"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [levering, list(numbers)])


def drop(levering: UUID, numbers: Sequence[int]) -> None:
    """The voorkomens of these lines."""
    statement = (
        "DELETE FROM bag_voorkomen v USING bag_aanvoer a "
        f"WHERE a.levering_id = %s AND a.nummer = ANY(%s) AND {_SAME}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [levering, list(numbers)])


def forget(levering: UUID) -> None:
    """Nothing of this delivery waits any longer."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM bag_aanvoer WHERE levering_id = %s", [levering])


def renew_addresses(statement: str, ended: Sequence[str], day: date) -> int:
    """The addresses of this day; how many there are."""
    with connection.cursor() as cursor:
        # Right after a load nothing is known of how many rows there are, and the planner guesses one: row by row it
        # would take the square of the number of addresses. We may not ANALYZE, so we say how not to join.
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(statement, {"dag": day, "ten_einde": list(ended)})
        many = int(cursor.fetchone()[0])
        cursor.execute("SET LOCAL enable_nestloop = on")
    return many
