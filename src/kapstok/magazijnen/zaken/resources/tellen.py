"""How many zaken, and how many of what hangs on them: from where it is kept (sql/telling.sql)."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from collections.abc import Mapping, Sequence
from typing import Any

from kapstok.magazijnen.zaken.models.zaak import DAYS
from kapstok.magazijnen.zaken.resources.base import OF_KINDS, OF_ZAAK, REACH, REACHED
from kapstok.magazijnen.zaken.resources.filters import BY_BRON, BY_RESULTAAT, GEZET
from kapstok.platform.resource.compile import NEAR, Bound, scan
from kapstok.platform.resource.declare import Count
from kapstok.platform.resource.kept import Kept, Moment, total

number = Kept(
    table="zaken_zaaktelling",
    since="zaken_zaaktelregel",
    columns=frozenset({"zaaktype_id", "vertrouwelijkheid_rang"}),
    by={
        **dict.fromkeys((*DAYS, "status_gezet"), "maand"),
        **dict.fromkeys(
            (
                *("bronorganisatie", "verantwoordelijke_organisatie", "opdrachtgevende_organisatie"),
                *("archiefnominatie", "archiefstatus", "rolsoorten", "bronnen"),
            ),
            "waarde",
        ),
        **dict.fromkeys(("statustype_id", "resultaattype_id"), "sleutel"),
    },
    joined=("rolsoorten",),
    each=("bronnen",),
    asked_as=((BY_RESULTAAT, r"t.resultaattype_id = \1"), (BY_BRON, r"\1 = ANY(t.bronnen)")),
    moments={GEZET: Moment("status_gezet", "zaken_zaakstand t", "t.gezet")},
)


def below(soort: str) -> Count:
    """How many of what hangs on zaken: kept for those of all zaken in reach, else counted."""

    def count(
        source: str, conditions: Sequence[str], bounds: Sequence[Bound], params: Mapping[str, Any]
    ) -> tuple[str, dict[str, str]]:
        reach = {"true": "true", OF_ZAAK.replace("{t}", "t"): REACH.replace("{z}", "t")}
        if bounds or len(conditions) > 1 or conditions[0] not in reach:
            return scan(source, conditions, bounds, params)
        where = f"t.soort = '{soort}' AND {reach[conditions[0]]}"
        return total(("zaken_ondertelling", "zaken_ondertelregel"), where), {}

    return count


def reached(soort: str) -> str:
    """The ids of what hangs on the zaken of the zaaktypen that the caller may see, when those zaken are few."""
    few = f"{number.number('', [OF_KINDS.replace('{z}', 't')])} <= {NEAR}"
    return f"""SELECT o.id FROM ({REACHED}) AS z(id) CROSS JOIN LATERAL (SELECT x.id FROM zaken_{soort} x
WHERE x.zaak_id >= z.id AND x.zaak_id <= z.id OFFSET 0) AS o WHERE {few}"""
