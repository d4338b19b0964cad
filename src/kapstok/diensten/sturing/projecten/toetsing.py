"""The two parts of an assessment that are computed: what is left for it, and what the rules say of its fit."""

from datetime import date
from typing import Any

from kapstok.diensten.sturing.geld.queries import overzicht
from kapstok.diensten.sturing.harmonisatie.rules import per_component
from kapstok.diensten.sturing.harmonisatie.rules_b import oordeel_b
from kapstok.diensten.sturing.harmonisatie.rules_cf import Kandidaat, oordeel_c, oordeel_f
from kapstok.diensten.sturing.harmonisatie.rules_waarden import Aanleiding, Oordeel
from kapstok.diensten.sturing.portfolio import gemma
from kapstok.diensten.sturing.portfolio import queries as portfolio
from kapstok.diensten.sturing.projecten import queries
from kapstok.diensten.sturing.projecten.models import Deelname, Project
from kapstok.diensten.sturing.projecten.rules import Ruimte
from kapstok.diensten.sturing.verband.queries import deelnemers
from kapstok.kern.bedrag import bedrag_text


def haalbaarheid(row: Project, op: date) -> dict[str, Any]:
    """Money and hours that are asked, beside what is left on this day; hours count in the year of the programme."""
    free: dict[Any, int] = {}
    for layer in overzicht(op):
        if layer["laag"] <= op.year:
            free[layer["deelnemer"]] = free.get(layer["deelnemer"], 0) + layer["vrij"]
    hours = queries.uren_over(row.jaar, zonder=row.id)
    money, time = [], []
    for part in Deelname.objects.filter(project=row, besluit="doet_mee").select_related("deelnemer"):
        name = part.deelnemer.naam
        money.append(Ruimte(name, part.begroot, free.get(part.deelnemer_id, 0)))
        if part.uren:
            time.append(Ruimte(name, part.uren, hours.get(part.deelnemer_id, 0)))
    if row.uren_owo:
        time.append(Ruimte("Team OWO-I&A", row.uren_owo, hours.get(None, 0)))
    return {
        "geld": [_plain(each) for each in money],
        "uren": [_plain(each) for each in time],
        "past": all(each.past for each in (*money, *time)),
    }


def _plain(each: Ruimte) -> dict[str, Any]:
    return {"wie": each.wie, "gevraagd": each.gevraagd, "over": each.over, "past": each.past}


def inpasbaarheid(row: Project, op: date) -> dict[str, Any]:
    """What rules B, C and F say of the application that the project brings, with the names as they are now."""
    partners = deelnemers(op)
    names = {d.code: d.naam for d in partners}
    found: list[tuple[str, Oordeel]] = []
    if row.component:
        source = portfolio.landschap()
        names |= source.namen
        codes = [d.code for d in partners]
        uses = per_component(source.inzetten, codes).get(row.component) or {
            code: frozenset() for code in codes
        }
        joining = set(Deelname.objects.filter(project=row).values_list("deelnemer__code", flat=True))
        kind = row.aanleiding or "vervanging"
        found += [(code, oordeel_b(uses, Aanleiding(code, kind), op=op)) for code in codes if code in joining]
        found += _candidate(row, uses, joining, op)
    return {"oordelen": [_verdict(code, verdict) for code, verdict in found], "namen": names}


def _candidate(row: Project, uses: Any, joining: set[str], op: date) -> list[tuple[str, Oordeel]]:
    """Rules C and F need an application to look at."""
    app = row.applicatie
    if app is None:
        return []
    known = gemma.componenten()
    made = Kandidaat(app.naam, app.integratie, frozenset(app.componenten), frozenset(app.standaarden))
    others = {other for code in joining for other in uses.get(code, ())} - {str(app.id)}
    there = portfolio.integraties(sorted(others))
    fits = oordeel_f(made, {c: known[c].standaarden for c in app.componenten if c in known}, op=op)
    return [("", oordeel_c(made, there, op=op)), ("", fits)]


def _verdict(gemeente: str, verdict: Oordeel) -> dict[str, Any]:
    return {
        "gemeente": gemeente,
        "regel": verdict.regel,
        "uitkomst": verdict.uitkomst,
        "redenen": list(verdict.redenen),
        "feiten": {k: list(v) if isinstance(v, tuple) else v for k, v in verdict.feiten.items()},
        "naar": verdict.naar,
        "blokkeert": verdict.blokkeert,
    }


def als_oordeel(kept: dict[str, Any]) -> Oordeel:
    """A verdict that was kept, to explain it in the language of the reader."""
    facts = {k: tuple(v) if isinstance(v, list) else v for k, v in kept["feiten"].items()}
    return Oordeel(
        kept["regel"], kept["uitkomst"], tuple(kept["redenen"]), facts, kept["naar"], kept["blokkeert"]
    )


def in_woorden(
    row: Project, noodzaak: str, bron: str, toelichting: str, feasible: dict[str, Any], fits: dict[str, Any]
) -> str:
    """The assessment as the document that is filed; in Dutch, like the file."""
    lines = [
        f"Beoordeling van {row.naam}",
        "",
        f"Noodzaak: {noodzaak}{f' ({bron})' if bron else ''}",
        toelichting,
        "",
    ]
    lines.append("Haalbaarheid")
    lines += [
        f"- {each['wie']}: gevraagd {bedrag_text(each['gevraagd'])} euro, over {bedrag_text(each['over'])} euro"
        for each in feasible["geld"]
    ]
    lines += [
        f"- {each['wie']}: gevraagd {each['gevraagd']} uur, over {each['over']} uur"
        for each in feasible["uren"]
    ]
    lines += ["", "Inpasbaarheid"]
    lines += [
        f"- Regel {each['regel']} {fits['namen'].get(each['gemeente'], '')}: "
        f"{als_oordeel(each).uitleg(namen=fits['namen'])}"
        for each in fits["oordelen"]
    ] or ["- Het project raakt geen applicatie; de regels zeggen hier niets over."]
    return "\n".join([*lines, ""])
