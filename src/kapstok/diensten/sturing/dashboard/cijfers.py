"""Figures that nobody writes down: worked out from what the partnership has, or read where a municipality lets it.

Each month they are kept as a measurement, so that there is a trend, and who looks later sees what it was then.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from kapstok.diensten.sturing.dashboard.models import Meting
from kapstok.diensten.sturing.dashboard.rules import ZAAKCIJFERS, deel, vorige_maand
from kapstok.diensten.sturing.dashboard.services import indicatoren
from kapstok.diensten.sturing.geld.queries import overzicht
from kapstok.diensten.sturing.harmonisatie.rules import harmonisatie_index, per_component
from kapstok.diensten.sturing.portfolio import queries as portfolio
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.diensten.sturing.verband.queries import deelnemers
from kapstok.platform.work import SYSTEM, unit_of_work

Zaakcijfers = Callable[[str, int, date, date, date], dict[str, tuple[int, int]] | None]
DOOR = "Kapstok"
_source: list[Zaakcijfers] = []


def register_zaakcijfers(source: Zaakcijfers) -> None:
    """Who reads the zaken of a municipality: (its code, tenant that asks, from, up to and including, today).

    None when that municipality has no zaken here, or does not let this partnership see them.
    """
    _source[:] = [source]


def berekend(today: date, members: list[Deelnemer]) -> dict[str, list[tuple[Deelnemer | None, Decimal]]]:
    """By kind of measurement: per municipality, or (None) for all together."""
    uses = per_component(portfolio.landschap().inzetten, [d.code for d in members])
    same, used = harmonisatie_index(uses)
    settled: dict[Any, int] = {}
    for row in overzicht(today):
        settled[row["deelnemer"]] = settled.get(row["deelnemer"], 0) + row["verrekend"]
    return {
        "gelijk": [(None, Decimal(round(100 * same / used)))] if used else [],
        "zonder_biv": [(None, Decimal(portfolio.cijfers(today)["zonder_biv"]))],
        "maatwerk": [(d, Decimal(settled[d.id]) / 100) for d in members if d.id in settled],
    }


def leg_vast(tenant: int, today: date) -> int:
    """Keep the figures of the month before; how many were kept. Again in the same month changes nothing."""
    van, tot = vorige_maand(today)
    wanted = [i for i in indicatoren(today) if i["meting"] != "hand"]
    if not wanted:
        return 0
    members = deelnemers(today)
    worked_out = berekend(today, members)
    rows = [
        Meting(indicator=each["code"], deelnemer=who, datum=tot, waarde=value)
        for each in wanted
        for who, value in worked_out.get(each["meting"], [])
    ]
    return bewaar([*rows, *_of_zaken(tenant, wanted, members, van, tot, today)])


def bewaar(rows: list[Meting]) -> int:
    """Keep what was worked out, except where there is a figure for that day already; how many were kept."""
    days = {row.datum for row in rows}
    known = set(Meting.objects.filter(datum__in=days).values_list("indicator", "deelnemer_id", "datum"))
    new = [row for row in rows if (row.indicator, row.deelnemer_id, row.datum) not in known]
    if new:
        with unit_of_work(SYSTEM, "dashboard.vastleggen") as work:
            for row in new:
                row.door = DOOR
            Meting.objects.bulk_create(new)
            told = [f"{row.indicator} {row.datum} {row.waarde}" for row in new]
            work.record("meting", "maandcijfers", after={"cijfers": told})
    return len(new)


def _of_zaken(
    tenant: int, wanted: list[dict[str, Any]], members: list[Deelnemer], van: date, tot: date, today: date
) -> list[Meting]:
    asked = [each for each in wanted if each["meting"] in ZAAKCIJFERS]
    found = []
    for member in members if asked and _source else []:
        shares = _source[0](member.code, tenant, van, tot, today) or {}
        for each in asked:
            figure = deel(shares.get(each["meting"], (0, 0)))
            if figure is not None:
                value, made_of = figure
                found.append(
                    Meting(
                        indicator=each["code"], deelnemer=member, datum=tot, waarde=value, toelichting=made_of
                    )
                )
    return found
