"""The zaak in which the municipalities choose together before a contract has to be given notice."""

from datetime import date
from typing import Any

from kapstok.diensten.sturing.dossier import Stuk, leg_vast, open_zaak
from kapstok.diensten.sturing.harmonisatie.rules import per_component
from kapstok.diensten.sturing.harmonisatie.rules_ade import oordeel_e
from kapstok.diensten.sturing.harmonisatie.rules_b import oordeel_b
from kapstok.diensten.sturing.harmonisatie.rules_waarden import Aanleiding
from kapstok.diensten.sturing.portfolio import gemma, queries
from kapstok.diensten.sturing.portfolio.models import Applicatie, Contract, Harmonisatiezaak
from kapstok.diensten.sturing.verband.queries import deelnemers
from kapstok.platform.work import Actor, unit_of_work


def open_harmonisatie(row: dict[str, Any], *, op: date, actor: Actor) -> Harmonisatiezaak | None:
    """Open it for a row of the calendar. None when this end of the contract has its zaak already."""
    with unit_of_work(actor, "harmonisatie.openen") as work:
        # Two workers at once: the second waits here, and then finds what the first made.
        Contract.objects.select_for_update().filter(id=row["id"]).first()
        if Harmonisatiezaak.objects.filter(contract_id=row["id"], einde=row["einde"]).exists():
            work.record("contract", row["id"], after={"harmonisatie": "bestond"})
            return None
        who = row["deelnemer"] or "alle gemeenten"
        text = (
            f"Contract {row['nummer']} ({who}) eindigt op {row['einde']:%d-%m-%Y}. Uiterlijk opzeggen op "
            f"{row['opzeggen']:%d-%m-%Y}. I&A adviseert; de afdelingshoofden van alle gemeenten zijn uitgenodigd "
            "(regel E)."
        )
        zaak = open_zaak(
            "harmonisatie", f"Harmonisatie {row['applicatie']}", toelichting=text, op=op, actor=actor
        )
        stuk = Stuk(
            "Advies", f"Wat de regels zeggen over {row['applicatie']}", _advice(row, text, op).encode(), "text/plain",
            "regels.txt",
        )  # fmt: skip
        leg_vast(zaak.id, stuk, op=op, actor=actor)
        made = Harmonisatiezaak.objects.create(
            contract_id=row["id"], einde=row["einde"], zaak_id=zaak.id, geopend_op=op
        )
        work.record(
            "contract", row["id"], after={"harmonisatie": str(zaak.id), "einde": row["einde"].isoformat()}
        )
        work.publish("portfolio.harmonisatie.geopend", subject=zaak.id, data={"contract": str(row["id"])})
    return made


def _advice(row: dict[str, Any], intro: str, op: date) -> str:
    """Rule B for each municipality that the contract is of, and rule E; in Dutch, like the file."""
    partners = deelnemers(op)
    codes = [d.code for d in partners]
    source = queries.landschap()
    names = source.namen | {d.code: d.naam for d in partners}
    uses = per_component(source.inzetten, codes)
    movers = [d.code for d in partners if row["deelnemer_id"] in (None, d.id)]
    app = Applicatie.objects.get(id=row["applicatie_id"])
    known = gemma.componenten()
    lines = [intro, ""]
    for component in app.componenten:
        if component in uses:
            for code in movers:
                verdict = oordeel_b(uses[component], Aanleiding(code, "afloop_contract"), op=op)
                naam = known[component].naam if component in known else component
                lines.append(
                    f"Regel B, {naam}, {names[code]}: {verdict.uitleg(namen=names)} ({verdict.bron})"
                )
    for code in movers[:1]:
        asked = oordeel_e(Aanleiding(code, "afloop_contract"), codes, advies="", uitgenodigd=codes)
        lines.append(f"Regel E: {asked.uitleg(namen=names)} ({asked.bron})")
    return "\n".join([*lines, ""])
