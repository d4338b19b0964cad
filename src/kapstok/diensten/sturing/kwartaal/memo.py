"""The memo as plain text and tables, made from the frozen figures alone. Page, ODT and PDF show these very strings.

Always in Dutch: it is a document of the organisation, also for a reader of the page in another language.
"""

from datetime import date
from typing import Any

from kapstok.diensten.sturing.dossier.stuk import Memo, Tabel, dag, euro

BESLUIT = {
    "honoreren": "Gehonoreerd", "niet_honoreren": "Niet gehonoreerd", "starten": "Start", "aanhouden": "Aangehouden",
    "doorgaan": "Gaat door", "bijsturen": "Bijsturen", "afronden": "Gaat afronden", "afvoeren": "Afgevoerd",
}  # fmt: skip
TOESTAND = {
    "aangemeld": "aangemeld", "beoordeeld": "beoordeeld", "gehonoreerd": "gehonoreerd",
    "niet_gehonoreerd": "niet gehonoreerd", "in_uitvoering": "in uitvoering", "in_afronding": "in afronding",
    "in_uitrol": "in uitrol",
}  # fmt: skip
LOPEND = ("in_uitvoering", "in_afronding", "in_uitrol")


def memo(cijfers: dict[str, Any], *, inleiding: str, opsteller: str) -> Memo:
    """The memo of a closed quarter."""
    jaar, nummer = cijfers["jaar"], cijfers["kwartaal"]
    closed = date.fromisoformat(cijfers["gesloten_op"])
    running = [p for p in cijfers["projecten"] if p["toestand"] in LOPEND]
    proposed = [p for p in cijfers["projecten"] if p["toestand"] not in LOPEND]
    late = [p for p in running if p["toets"] and p["toets"]["vertraging_dagen"]]
    total = cijfers["samen"]["samen"]
    told = (
        (
            f"In kwartaal {nummer} van {jaar} liepen {len(running)} projecten en waren er {len(proposed)} voorgesteld. "
            f"Van het geld van {jaar} en eerdere jaren is {euro(total['uitgegeven'])} uitgegeven, "
            f"{euro(total['vastgelegd'])} vastgelegd en {euro(total['vrij'])} over."
        ),
        _delay(late),
    )
    own = tuple(line for line in inleiding.splitlines() if line.strip())
    tables = (
        _money(cijfers),
        _running(running),
        _late(late),
        _effort(running),
        _proposed(proposed),
        _remarks(cijfers["projecten"]),
    )
    return Memo(
        titel=f"Memo kwartaal {nummer} van {jaar}",
        kop=(
            ("Aan", "OWO-directie"),
            ("Van", "Counterparts bedrijfsvoering en dienstverlening"),
            ("Opgesteld door", opsteller),
            ("Datum", dag(closed)),
            (
                "Onderwerp",
                f"Voortgang van het jaarplan en het geld, stand {dag(date.fromisoformat(cijfers['einde']))}",
            ),
        ),
        inleiding=(*own, *(line for line in told if line)),
        tabellen=tuple(table for table in tables if table.rijen),
        datum=closed,
    )


def _delay(late: list[dict[str, Any]]) -> str:
    if not late:
        return "Geen enkel lopend project heeft vertraging."
    supplier = sum(p["toets"]["vertraging_door"] == "leverancier" for p in late)
    return (
        f"Vertraging hebben {len(late)} projecten: {supplier} door de leverancier en {len(late) - supplier} door de "
        "gemeente."
    )


def _money(cijfers: dict[str, Any]) -> Tabel:
    jaar = cijfers["jaar"]
    groups = [*((g["naam"], g) for g in cijfers["gemeenten"]), ("Samen", cijfers["samen"])]
    rows = [
        (
            name,
            label,
            *(euro(group[part][what]) for what in ("gereserveerd", "uitgegeven", "vastgelegd", "vrij")),
        )
        for name, group in groups
        for label, part in ((str(jaar), "lopend"), ("eerdere jaren", "eerder"), ("alle jaren", "samen"))
    ]
    heads = ("Gemeente", "Geld van", "Gereserveerd", "Uitgegeven", "Vastgelegd", "Over")
    return Tabel("Financieel overzicht", heads, tuple(rows), (2, 3, 4, 5), slot=3)


def _running(rows: list[dict[str, Any]]) -> Tabel:
    heads = ("Project", "Stand", "Besluit", "Voortgang", "Begroot", "Uitgegeven", "Vastgelegd", "Prognose")
    made = [
        (
            p["naam"], TOESTAND[p["toestand"]], _decided(p), f"{p['toets']['voortgang']}%" if p["toets"] else "-",
            euro(p["begroot"]), euro(p["uitgegeven"]), euro(p["vastgelegd"]),
            euro(p["toets"]["prognose"]) if p["toets"] else "-",
        )
        for p in rows
    ]  # fmt: skip
    if made:
        sums = [euro(sum(p[name] for p in rows)) for name in ("begroot", "uitgegeven", "vastgelegd")]
        forecast = euro(sum(p["toets"]["prognose"] for p in rows if p["toets"]))
        made.append(("Samen", "", "", "", *sums, forecast))
    return Tabel("Lopende projecten", heads, tuple(made), (3, 4, 5, 6, 7), slot=1)


def _decided(p: dict[str, Any]) -> str:
    return BESLUIT[p["besluit"]] + (f": {p['toelichting']}" if p["toelichting"].strip() else "")


def _late(rows: list[dict[str, Any]]) -> Tabel:
    made = [
        (
            p["naam"],
            str(p["toets"]["vertraging_dagen"]),
            p["toets"]["vertraging_door"],
            p["toets"]["vertraging_uitleg"],
        )
        for p in rows
    ]
    return Tabel("Vertraging", ("Project", "Dagen", "Door", "Wat is er aan de hand"), tuple(made), (1,))


def _effort(rows: list[dict[str, Any]]) -> Tabel:
    heads = ("Project", "Uren gemeenten", "Uren OWO", "Tevreden klant", "Tevreden team")
    reviewed = [p for p in rows if p["toets"]]
    made = [
        (
            p["naam"],
            *(str(p["toets"][name]) for name in ("uren_gemeente", "uren_owo")),
            *(str(p["toets"][name] or "-") for name in ("tevredenheid_klant", "tevredenheid_team")),
        )
        for p in reviewed
    ]
    if made:
        hours = [str(sum(p["toets"][name] for p in reviewed)) for name in ("uren_gemeente", "uren_owo")]
        made.append(("Samen", *hours, "", ""))
    return Tabel("Inzet en tevredenheid", heads, tuple(made), (1, 2, 3, 4), slot=1)


def _proposed(rows: list[dict[str, Any]]) -> Tabel:
    made = [
        (p["naam"], TOESTAND[p["toestand"]], p["noodzaak"] or "-", _decided(p), euro(p["begroot"]))
        for p in rows
    ]
    return Tabel(
        "Voorgestelde projecten", ("Project", "Stand", "Noodzaak", "Besluit", "Begroot"), tuple(made), (4,)
    )


def _remarks(rows: list[dict[str, Any]]) -> Tabel:
    """What the i-adviseur adds; a quarter from before there were remarks has none."""
    made = [(p["naam"], p["opmerking"].strip()) for p in rows if p.get("opmerking", "").strip()]
    return Tabel("Opmerkingen", ("Project", "Opmerking"), tuple(made))
