"""How many zaken: from where it is kept (sql/telling.sql), if it is kept by what is asked; else by counting them."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from kapstok.magazijnen.zaken.models.zaak import DAYS
from kapstok.platform.resource.compile import Bound, on_days, scan

# Kept by these columns of a zaak, and by one of the others besides, that stands there in the column named here (a day
# as its month); `wat` says which, and is empty for none. What changed since stands in the other table, with the columns
# of a zaak itself.
KEPT, SINCE = "zaken_zaaktelling", "zaken_zaaktelregel"
COLUMNS = {"zaaktype_id", "vertrouwelijkheid_rang"}
BY = {
    **dict.fromkeys(DAYS, "maand"),
    **dict.fromkeys(
        (
            *("bronorganisatie", "verantwoordelijke_organisatie", "opdrachtgevende_organisatie"),
            *("archiefnominatie", "archiefstatus", "rolsoorten"),
        ),
        "waarde",
    ),
    "statustype_id": "sleutel",
}
# What a rol is, as the filters ask for it (filters.BY_ROL), and as it is kept in the zaak.
_ROL = re.compile(
    r"t\.id IN \(SELECT r\.zaak_id FROM zaken_rol r WHERE r\.(betrokkene_type|omschrijving_generiek|"
    r"indicatie_machtiging) = '(\w*)'\)"
)
_SORT = {"betrokkene_type": "type", "omschrijving_generiek": "generiek", "indicatie_machtiging": "machtiging"}
_COLUMN = re.compile(r"\bt\.(\w+)")
_SUM = "(SELECT COALESCE(sum(t.aantal), 0)::bigint FROM {table} t WHERE {where})"


def number(
    source: str, conditions: Sequence[str], bounds: Sequence[Bound], params: Mapping[str, Any]
) -> tuple[str, dict[str, str]]:
    """A statement with the exact number, and the values that it asks for besides `params`."""
    asked = conditions
    conditions = [_ROL.sub(lambda m: f"'{_SORT[m[1]]}:{m[2]}' = ANY(t.rolsoorten)", c) for c in asked]
    others = set(_COLUMN.findall(" ".join([*conditions, *on_days(bounds)]))) - COLUMNS
    one = others.pop() if others else ""
    sorts = sum(len(_ROL.findall(c)) for c in asked)
    if others or sorts > 1 or (one and one not in BY):  # two sorts of rol are kept each by itself
        return scan(source, asked, bounds, params)
    if not bounds:
        return f"SELECT {_kept(one, conditions)} AS number", {}
    span = months([(op, params[name]) for _, op, name in bounds])
    if span is None:
        return scan(source, asked, bounds, params)
    inside = [*conditions, f"t.{one} >= %(whole)s::date", f"t.{one} < %(rest)s::date"]
    edges = ((">= %(low)s::date", "< %(whole)s::date"), (">= %(rest)s::date", "< %(high)s::date"))
    counted = (
        f"(SELECT count(*) FROM {source} WHERE {' AND '.join([*conditions, f't.{one} {a}', f't.{one} {b}'])})"
        for a, b in edges
    )
    return f"SELECT {_kept(one, inside)} + {' + '.join(counted)} AS number", span


def _kept(one: str, conditions: Sequence[str]) -> str:
    """What was kept until some minutes ago, and what changed since."""
    there = [c.replace("ANY(t.rolsoorten)", "t.rolsoorten") for c in conditions]
    there = [re.sub(rf"\bt\.{one}\b", f"t.{BY[one]}", c) for c in there] if one else there
    kept = _SUM.format(table=KEPT, where=" AND ".join([f"t.wat = '{one}'", *there]))
    return f"{kept} + {_SUM.format(table=SINCE, where=' AND '.join(conditions))}"


def months(asked: Sequence[tuple[str, date]]) -> dict[str, str] | None:
    """What is asked for are the days from `low` up to `high`: whole months from `whole` up to `rest`, and two edges.

    None: a day that the calendar does not have.
    """
    low, high = None, None
    try:
        for operator, day in asked:
            after = day + timedelta(days=1)
            if operator in {"=", ">=", ">"}:
                start = after if operator == ">" else day
                low = max(low or start, start)
            if operator in {"=", "<=", "<"}:
                end = day if operator == "<" else after
                high = min(high or end, end)
        whole = low and (low if low.day == 1 else (low.replace(day=1) + timedelta(days=32)).replace(day=1))
    except OverflowError:
        return None
    rest = high and high.replace(day=1)
    if low and high and whole and rest and whole >= rest:
        whole = rest = high
    return {
        name: day.isoformat() if day else open_
        for name, day, open_ in (
            ("low", low, "-infinity"),
            ("whole", whole, "-infinity"),
            ("rest", rest, "infinity"),
            ("high", high, "infinity"),
        )
    }
