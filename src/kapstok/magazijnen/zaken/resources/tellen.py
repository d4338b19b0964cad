"""How many zaken, and how many of what hangs on them: from where it is kept (sql/telling.sql)."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from kapstok.magazijnen.zaken.models.zaak import DAYS
from kapstok.magazijnen.zaken.resources.base import OF_KINDS, OF_ZAAK, REACH, REACHED
from kapstok.magazijnen.zaken.resources.filters import BY_BRON, BY_RESULTAAT, GEZET
from kapstok.platform.resource.compile import NEAR
from kapstok.platform.resource.declare import Count
from kapstok.platform.resource.kept import Kept, Moment, whole

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
    reach = {OF_ZAAK.replace("{t}", "t"): REACH.replace("{z}", "t")}
    return whole(("zaken_ondertelling", "zaken_ondertelregel"), soort, reach)


def reached(soort: str) -> str:
    """The ids of what hangs on the zaken of the zaaktypen that the caller may see, when those zaken are few."""
    few = f"{number.number('', [OF_KINDS.replace('{z}', 't')])} <= {NEAR}"
    return f"""SELECT o.id FROM ({REACHED}) AS z(id) CROSS JOIN LATERAL (SELECT x.id FROM zaken_{soort} x
WHERE x.zaak_id >= z.id AND x.zaak_id <= z.id OFFSET 0) AS o WHERE {few}"""
