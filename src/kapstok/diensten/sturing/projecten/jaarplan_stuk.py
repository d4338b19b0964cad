"""The yearly programme as a document, made from its kept content alone: the same programme gives the same bytes."""

from datetime import date
from typing import Any

from kapstok.diensten.sturing.dossier.stuk import Memo, Tabel, dag, euro
from kapstok.diensten.sturing.projecten.rules_jaarplan import (
    Inhoud,
    Som,
    doet_mee,
    doorlopend,
    eigen,
    som,
    vergelijk,
)


def stuk(
    inhoud: Inhoud, *, toelichting: str, opsteller: str, op: date, concept: bool = False
) -> Memo:  # fmt: skip
    """The document: what the year asks of whom, project by project, and beside it the year before."""
    jaar = inhoud["jaar"]
    own, running = eigen(inhoud), doorlopend(inhoud)
    total = som(own)
    told = (
        f"Het jaarplan {jaar} heeft {len(own)} projecten, samen {euro(total.begroot)} en {total.uren} uur. "
        f"Daarnaast lopen {len(running)} projecten van eerdere jaren door."
    )
    tables = [
        _municipalities(inhoud),
        _projects("Projecten", own, jaar),
        _projects("Loopt door", running, jaar),
        _effects([*own, *running]),
    ]
    if inhoud.get("eerder"):
        tables += _before(inhoud["eerder"], inhoud)
    return Memo(
        titel=f"Jaarplan {jaar}" + (" (concept)" if concept else ""),
        kop=(("Aan", "OWO-directie"), ("Opgesteld door", opsteller), ("Datum", dag(op))),
        inleiding=(*(line for line in toelichting.splitlines() if line.strip()), told),
        tabellen=tuple(table for table in tables if table.rijen),
        datum=op,
    )


def _municipalities(inhoud: Inhoud) -> Tabel:
    own = eigen(inhoud)
    rows = [(g["naam"], *_sum(som(own, g["code"]))) for g in inhoud["gemeenten"]]
    owo = sum(p["uren_owo"] for p in own)
    rows += [("Team OWO-I&A", "", "", str(owo)), ("Samen", *_sum(som(own)))]
    return Tabel(
        "Wat het vraagt", ("Gemeente", "Projecten", "Begroot", "Uren"), tuple(rows), (1, 2, 3), slot=1
    )


def _sum(each: Som) -> tuple[str, str, str]:
    return str(each.projecten), euro(each.begroot), str(each.uren)


def _projects(titel: str, rows: list[Any], jaar: int) -> Tabel:
    made = [
        (
            p["naam"] if p["jaar"] == jaar else f"{p['naam']} ({p['jaar']})",
            p["noodzaak"] or "-",
            ", ".join(p["speerpunten"]) or "-",
            ", ".join(part["kort"] for part in doet_mee(p)) or "-",
            _period(p),
            euro(som([p]).begroot),
            str(som([p]).uren),
        )
        for p in rows
    ]
    heads = ("Project", "Noodzaak", "Speerpunten", "Gemeenten", "Periode", "Begroot", "Uren")
    return Tabel(titel, heads, tuple(made), (5, 6))


EFFECT = ("geen", "klein", "duidelijk", "groot")


def _effects(rows: list[Any]) -> Tabel:
    """What each project is to do for the K's, and what it did; a programme of before it was asked has no such table."""
    told = [(p["naam"], p.get("effect_verwacht") or {}, p.get("effect_bereikt") or {}) for p in rows]
    codes = sorted({code for _naam, expected, reached in told for code in (*expected, *reached)})
    made = [
        (naam, what, *(EFFECT[scores[code]] if code in scores else "-" for code in codes))
        for naam, expected, reached in told
        for what, scores in (("verwacht", expected), ("bereikt", reached))
        if scores
    ]
    return Tabel("Effect op de K's", ("Project", "Wat", *codes), tuple(made))


def _period(p: Any) -> str:
    parts = p["deelnames"]
    if not parts:
        return "-"
    first, last = min(d["van"] for d in parts), max(d["tot"] for d in parts)
    return f"{first[8:10]}-{first[5:7]}-{first[:4]} t/m {last[8:10]}-{last[5:7]}-{last[:4]}"


def _before(eerder: Inhoud, nu: Inhoud) -> list[Tabel]:
    found = vergelijk(eerder, nu)
    was, now = str(eerder["jaar"]), str(nu["jaar"])
    heads = ("Gemeente", f"Projecten {was}", f"Projecten {now}", f"Begroot {was}", f"Begroot {now}", f"Uren {was}",
             f"Uren {now}")  # fmt: skip
    rows = tuple(
        (
            naam or "Samen", str(a.projecten), str(b.projecten), euro(a.begroot), euro(b.begroot), str(a.uren),
            str(b.uren),
        )
        for naam, a, b in found.rijen
    )  # fmt: skip
    lists = (("Nieuw", found.nieuw), ("Loopt door", found.loopt_door), ("Niet meer", found.niet_meer))
    return [
        Tabel(f"Vergeleken met {was}", heads, rows, (1, 2, 3, 4, 5, 6), slot=1),
        Tabel(
            f"Projecten vergeleken met {was}",
            ("Wat", "Projecten"),
            tuple((what, ", ".join(names)) for what, names in lists if names),
        ),
    ]
